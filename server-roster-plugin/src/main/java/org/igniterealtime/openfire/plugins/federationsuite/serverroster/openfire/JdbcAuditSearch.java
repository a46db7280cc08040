package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;

/** Searches the table {@code ofFedAudit}, in SQL that each database knows. Thread-safe. */
final class JdbcAuditSearch {

    private static final String COLUMNS = "SELECT entryStamp, peerDomain, actor, actorAddress, entryAction, oldValue, newValue";
    private static final String COUNT = "SELECT COUNT(*)";
    private static final String NEWEST_FIRST = " ORDER BY entryStamp DESC, entryOrder DESC";
    private static final String HAS = " LIKE ? ESCAPE '!'";
    private static final List<String> TEXTS =
        List.of("peerDomain", "actor", "actorAddress", "entryAction", "oldValue", "newValue");

    private final Database database;

    JdbcAuditSearch(Database database) {
        this.database = Objects.requireNonNull(database);
    }

    /**
     * Finds entries. Other pages than the first few cost as much as all before them together.
     *
     * @throws StoreException if the table cannot be read
     */
    Section<AuditEntry> find(AuditQuery query) {
        Where where = new Where(query);
        try {
            return database.transact(connection -> {
                long total = count(connection, where);
                int pages = Section.pages(total, query.size());
                int page = Math.min(query.page(), pages);
                return new Section<>(entries(connection, where, (page - 1) * query.size(), query.size()), total, page, pages);
            });
        } catch (SQLException e) {
            throw new StoreException("Cannot read the audit", e);
        }
    }

    @SuppressFBWarnings(value = {"SQL_INJECTION_JDBC", "SQL_PREPARED_STATEMENT_GENERATED_FROM_NONCONSTANT_STRING"},
        justification = "Put together of constants; what was asked for is a parameter.")
    private static long count(Connection connection, Where where) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COUNT + where.sql)) {
            where.fill(select);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @SuppressFBWarnings(value = {"SQL_INJECTION_JDBC", "SQL_PREPARED_STATEMENT_GENERATED_FROM_NONCONSTANT_STRING"},
        justification = "Put together of constants; what was asked for is a parameter.")
    private static List<AuditEntry> entries(Connection connection, Where where, int skip, int most) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + where.sql + NEWEST_FIRST)) {
            select.setMaxRows(skip + most);
            where.fill(select);
            try (ResultSet rows = select.executeQuery()) {
                for (int row = 0; rows.next(); row++) {
                    if (row >= skip) {
                        entries.add(JdbcAuditStore.entry(rows));
                    }
                }
            }
        }
        return entries;
    }

    /** What entries must have. */
    private static final class Where {
        private final List<Object> values = new ArrayList<>();
        private final String sql;

        Where(AuditQuery query) {
            List<String> terms = new ArrayList<>();
            if (!query.about().isEmpty()) {
                // What was done about the rooms of a service belongs to it.
                terms.add("(peerDomain=? OR peerDomain" + HAS + ")");
                values.add(query.about());
                values.add("%@" + escaped(query.about()));
            }
            if (!query.actor().isEmpty()) {
                terms.add("LOWER(actor)" + HAS);
                values.add(pattern(query.actor()));
            }
            if (!query.text().isEmpty()) {
                List<String> places = new ArrayList<>(TEXTS.stream().map(column -> "LOWER(" + column + ")" + HAS).toList());
                values.addAll(Collections.nCopies(TEXTS.size(), pattern(query.text())));
                places.addAll(Collections.nCopies(query.named().size(), "entryAction=?"));
                values.addAll(query.named());
                terms.add("(" + String.join(" OR ", places) + ")");
            }
            query.from().ifPresent(from -> {
                terms.add("entryStamp>=?");
                values.add(from.toEpochMilli());
            });
            query.until().ifPresent(until -> {
                terms.add("entryStamp<?");
                values.add(until.toEpochMilli());
            });
            sql = " FROM ofFedAudit" + (terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms));
        }

        void fill(PreparedStatement statement) throws SQLException {
            for (int index = 0; index < values.size(); index++) {
                if (values.get(index) instanceof Long number) {
                    statement.setLong(index + 1, number);
                } else {
                    statement.setString(index + 1, (String) values.get(index));
                }
            }
        }

        private static String pattern(String text) {
            return '%' + escaped(text) + '%';
        }

        private static String escaped(String text) {
            // Two databases know brackets, too, and the others would not have them escaped: there they find more.
            return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        }
    }
}
