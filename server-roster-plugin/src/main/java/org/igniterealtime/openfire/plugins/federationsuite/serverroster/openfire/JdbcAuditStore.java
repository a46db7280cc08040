package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.AuditStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;

/** The audit in the table {@code ofFedAudit}. Thread-safe. */
final class JdbcAuditStore implements AuditStore {

    private static final String INSERT = "INSERT INTO ofFedAudit (entryID, entryStamp, entryOrder, peerDomain, actor,"
        + " actorAddress, entryAction, oldValue, newValue) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT entryStamp, peerDomain, actor, actorAddress, entryAction, oldValue, newValue"
        + " FROM ofFedAudit ORDER BY entryStamp DESC, entryOrder DESC";
    private static final String PRUNE = "DELETE FROM ofFedAudit WHERE entryStamp<?";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VALUE = 1000;

    private final Database database;

    JdbcAuditStore(Database database) {
        this.database = Objects.requireNonNull(database);
    }

    /** Writes entries as part of somebody else's transaction. */
    static void insert(Connection connection, List<AuditEntry> entries) throws SQLException {
        int order = 0;
        for (AuditEntry entry : entries) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setLong(2, entry.at().toEpochMilli());
                insert.setInt(3, order++);
                insert.setString(4, cut(entry.about(), LONGEST_NAME));
                insert.setString(5, cut(entry.by().name(), LONGEST_NAME));
                insert.setString(6, cut(entry.by().where(), LONGEST_NAME));
                insert.setString(7, entry.action());
                insert.setString(8, cut(entry.before(), LONGEST_VALUE));
                insert.setString(9, cut(entry.after(), LONGEST_VALUE));
                insert.executeUpdate();
            }
        }
    }

    @Override
    public List<AuditEntry> latest(int most) {
        try {
            return database.transact(connection -> {
                List<AuditEntry> entries = new ArrayList<>();
                try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                    select.setMaxRows(most);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            entries.add(entry(rows));
                        }
                    }
                }
                return entries;
            });
        } catch (SQLException e) {
            throw new StoreException("Cannot read the audit", e);
        }
    }

    @Override
    public void prune(Instant before) {
        try {
            database.transact(connection -> {
                try (PreparedStatement prune = connection.prepareStatement(PRUNE)) {
                    prune.setLong(1, before.toEpochMilli());
                    return prune.executeUpdate();
                }
            });
        } catch (SQLException e) {
            throw new StoreException("Cannot remove old entries of the audit", e);
        }
    }

    /** Reads an entry from a row with its columns. */
    static AuditEntry entry(ResultSet rows) throws SQLException {
        return new AuditEntry(Instant.ofEpochMilli(rows.getLong("entryStamp")), rows.getString("peerDomain"),
            new Actor(rows.getString("actor"), JdbcPeerStore.text(rows.getString("actorAddress"))),
            rows.getString("entryAction"), rows.getString("oldValue"), rows.getString("newValue"));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
