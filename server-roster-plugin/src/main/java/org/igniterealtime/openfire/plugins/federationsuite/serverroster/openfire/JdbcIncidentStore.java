package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.PlainText;

/** Incidents in the table {@code ofFedIncident}. Thread-safe; all nodes of a cluster see the same. */
final class JdbcIncidentStore implements IncidentStore {

    private static final String SELECT = "SELECT incidentID, direction, peerDomain, kind, reportName, reportID, status, aside,"
        + " stamp, handledBy, handledAt, summary, answerText FROM ofFedIncident ORDER BY stamp DESC, incidentID";
    private static final String DOCUMENT = "SELECT document FROM ofFedIncident WHERE incidentID=?";
    private static final String INSERT = "INSERT INTO ofFedIncident (direction, peerDomain, kind, reportName, reportID, status,"
        + " aside, stamp, handledBy, handledAt, summary, answerText, incidentID, document)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE ofFedIncident SET direction=?, peerDomain=?, kind=?, reportName=?, reportID=?,"
        + " status=?, aside=?, stamp=?, handledBy=?, handledAt=?, summary=?, answerText=? WHERE incidentID=? AND stamp=?";
    private static final String DELETE = "DELETE FROM ofFedIncident WHERE incidentID=?";
    private static final String PRUNE = "DELETE FROM ofFedIncident WHERE stamp<?"
        + " AND (aside<>0 OR direction='OUT' OR handledAt IS NOT NULL)";
    private static final String GIVE_UP = "UPDATE ofFedIncident SET status=? WHERE status=?";
    private static final int LAST_SHARED = 13;

    private final Database database;

    JdbcIncidentStore(Database database) {
        this.database = Objects.requireNonNull(database);
    }

    @Override
    public List<Incident> all() {
        return transact("read the incidents", connection -> {
            List<Incident> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(SELECT); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(incident(rows));
                }
            }
            return found;
        });
    }

    @Override
    public Optional<String> document(String id) {
        return transact("read an incident", connection -> {
            try (PreparedStatement select = connection.prepareStatement(DOCUMENT)) {
                select.setString(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void keep(Incident incident, String document, Collection<String> dropped, List<AuditEntry> entries) {
        transact("write an incident", connection -> {
            for (String id : dropped) {
                delete(connection, id);
            }
            delete(connection, incident.id());
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                fill(insert, incident);
                insert.setString(LAST_SHARED + 1, document);
                insert.executeUpdate();
            }
            JdbcAuditStore.insert(connection, entries);
            return null;
        });
    }

    @Override
    public boolean change(Incident incident, Instant seenAt, List<AuditEntry> entries) {
        return transact("change an incident", connection -> {
            try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
                fill(update, incident);
                update.setLong(LAST_SHARED + 1, seenAt.toEpochMilli());
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            JdbcAuditStore.insert(connection, entries);
            return true;
        });
    }

    @Override
    public boolean remove(String id, List<AuditEntry> entries) {
        return transact("remove an incident", connection -> {
            if (delete(connection, id) == 0) {
                return false;
            }
            JdbcAuditStore.insert(connection, entries);
            return true;
        });
    }

    @Override
    public void prune(Instant before) {
        transact("remove old incidents", connection -> {
            try (PreparedStatement prune = connection.prepareStatement(PRUNE)) {
                prune.setLong(1, before.toEpochMilli());
                return prune.executeUpdate();
            }
        });
    }

    @Override
    public void giveUpWaiting() {
        transact("mark incidents as not answered", connection -> {
            try (PreparedStatement update = connection.prepareStatement(GIVE_UP)) {
                update.setString(1, IncidentState.NO_ANSWER.name());
                update.setString(2, IncidentState.WAITING.name());
                return update.executeUpdate();
            }
        });
    }

    private <T> T transact(String what, Database.Work<T> work) {
        try {
            return database.transact(work);
        } catch (SQLException e) {
            throw new StoreException("Cannot " + what, e);
        }
    }

    private static int delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, id);
            return delete.executeUpdate();
        }
    }

    /** The parameters that both statements have, in the same order. */
    private static void fill(PreparedStatement statement, Incident incident) throws SQLException {
        statement.setString(1, incident.direction().name());
        statement.setString(2, incident.peer());
        statement.setString(3, incident.kind().name());
        statement.setString(4, incident.about().name());
        statement.setString(5, incident.about().id());
        statement.setString(6, incident.state().name());
        statement.setInt(7, incident.aside() ? 1 : 0);
        statement.setLong(8, incident.at().toEpochMilli());
        statement.setString(9, incident.handled().map(done -> PlainText.forColumn(done.by(), Incident.LONGEST_ANSWER))
            .orElse(null));
        if (incident.handled().isPresent()) {
            statement.setLong(10, incident.handled().get().at().toEpochMilli());
        } else {
            statement.setNull(10, Types.BIGINT);
        }
        statement.setString(11, incident.summary());
        statement.setString(12, incident.answer());
        statement.setString(LAST_SHARED, incident.id());
    }

    private static Incident incident(ResultSet rows) throws SQLException {
        String id = rows.getString("incidentID");
        Incident.Direction direction = Incident.Direction.valueOf(rows.getString("direction"));
        String peer = rows.getString("peerDomain");
        IncidentKind kind = IncidentKind.valueOf(rows.getString("kind"));
        Reference about = new Reference(JdbcPeerStore.text(rows.getString("reportName")),
            JdbcPeerStore.text(rows.getString("reportID")));
        IncidentState state = IncidentState.valueOf(rows.getString("status"));
        boolean aside = rows.getInt("aside") != 0;
        Instant at = Instant.ofEpochMilli(rows.getLong("stamp"));
        String by = rows.getString("handledBy");
        long handledAt = rows.getLong("handledAt");
        Optional<Incident.Handled> handled = rows.wasNull() ? Optional.empty()
            : Optional.of(new Incident.Handled(JdbcPeerStore.text(by), Instant.ofEpochMilli(handledAt)));
        return new Incident(id, direction, peer, kind, about, state, aside, at, handled,
            JdbcPeerStore.text(rows.getString("summary")), JdbcPeerStore.text(rows.getString("answerText")));
    }
}
