package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.PeerStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Subscription;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Trusted;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/** Peers in the table {@code ofFedPeer}. Thread-safe. */
@SuppressFBWarnings(value = "SQL_PREPARED_STATEMENT_GENERATED_FROM_NONCONSTANT_STRING",
    justification = "One of two constants.")
final class JdbcPeerStore implements PeerStore {

    private static final String SELECT = "SELECT peerDomain, subscription, askState, askedAt, pendingSince, invited, blocked,"
        + " revoked, decidedBy, decidedAt, noteText, expiresAt, reviewAt, seenUp, seenAt, unsent, trusted,"
        + " firstSeen, cameBy, certificate, answeredAt, askError FROM ofFedPeer";
    private static final String UPDATE = "UPDATE ofFedPeer SET subscription=?, askState=?, askedAt=?, pendingSince=?, invited=?,"
        + " blocked=?, revoked=?, decidedBy=?, decidedAt=?, noteText=?, expiresAt=?, reviewAt=?, seenUp=?, seenAt=?, unsent=?,"
        + " trusted=?, firstSeen=?, cameBy=?, certificate=?, answeredAt=?, askError=?"
        + " WHERE peerDomain=?";
    private static final String INSERT = "INSERT INTO ofFedPeer (subscription, askState, askedAt, pendingSince, invited, blocked,"
        + " revoked, decidedBy, decidedAt, noteText, expiresAt, reviewAt, seenUp, seenAt, unsent, trusted, firstSeen,"
        + " cameBy, certificate, answeredAt, askError, peerDomain)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM ofFedPeer WHERE peerDomain=?";
    private static final String ONE = " WHERE peerDomain=?";
    /** Changes nothing, and makes other nodes wait with what they want to do to the row: every database knows how to do that. */
    private static final String LOCK = "UPDATE ofFedPeer SET peerDomain=peerDomain WHERE peerDomain=?";

    private final Database database;
    private volatile Duration lag = Duration.ZERO;

    JdbcPeerStore(Database database) {
        this.database = Objects.requireNonNull(database);
    }

    @Override
    public List<Peer> load() {
        try {
            lag = database.lag();
            return database.transact(connection -> {
                List<Peer> peers = new ArrayList<>();
                try (PreparedStatement select = connection.prepareStatement(SELECT); ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        peers.add(peer(rows));
                    }
                }
                return peers;
            });
        } catch (SQLException e) {
            throw new StoreException("Cannot read the peers", e);
        }
    }

    @Override
    public Peer read(String domain) {
        try {
            return database.transact(connection -> kept(connection, domain)).filter(peer -> peer.domain().equals(domain))
                .orElseGet(() -> Peer.stranger(domain));
        } catch (SQLException e) {
            throw new StoreException("Cannot read the peer " + domain, e);
        }
    }

    @Override
    public Optional<Peer> write(Peer before, Peer after, List<AuditEntry> entries) {
        try {
            return database.transact(connection -> {
                execute(connection, LOCK, after.domain());
                Optional<Peer> found = kept(connection, after.domain());
                if (found.filter(peer -> !peer.domain().equals(after.domain())).isPresent()) {
                    // There are databases to which an accent is no difference. What was decided about one is not about the other.
                    throw new StoreException("The database takes " + after.domain() + " for " + found.get().domain(), null);
                }
                Peer kept = found.orElseGet(() -> Peer.stranger(after.domain()));
                if (!columns(kept).equals(columns(before))) {
                    return Optional.of(kept);
                }
                if (after.isForgettable()) {
                    execute(connection, DELETE, after.domain());
                } else {
                    // Not by how many rows an update changes: there are drivers that count none if it says what is there.
                    put(connection, found.isPresent() ? UPDATE : INSERT, after);
                }
                JdbcAuditStore.insert(connection, entries);
                return Optional.empty();
            });
        } catch (SQLException e) {
            return metAnother(before, e);
        }
    }

    /** Two nodes that write a new peer at the same moment: there is no row to wait for, and the later one fails over the key. */
    private Optional<Peer> metAnother(Peer before, SQLException failure) {
        StoreException told = new StoreException("Cannot write the peer " + before.domain(), failure);
        if (!before.isForgettable()) {
            throw told;
        }
        Peer kept = read(before.domain());
        if (kept.isForgettable()) {
            throw told;
        }
        return Optional.of(kept);
    }

    private static Optional<Peer> kept(Connection connection, String domain) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + ONE)) {
            select.setString(1, domain);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(peer(rows)) : Optional.empty();
            }
        }
    }

    /** What it was when the peers were read. */
    @Override
    public Duration lag() {
        return lag;
    }

    private static void execute(Connection connection, String sql, String domain) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, domain);
            statement.executeUpdate();
        }
    }

    /**
     * A value of a column.
     *
     * @param type  its type, of {@link Types}
     * @param value the value, or null
     */
    private record Column(int type, Object value) {

        static Column text(String value) {
            return new Column(Types.VARCHAR, value);
        }

        static Column text(Optional<String> value) {
            return new Column(Types.VARCHAR, value.orElse(null));
        }

        static Column number(int value) {
            return new Column(Types.INTEGER, value);
        }

        static Column flag(boolean value) {
            return number(value ? 1 : 0);
        }

        void set(PreparedStatement statement, int index) throws SQLException {
            if (value == null) {
                statement.setNull(index, type);
            } else if (value instanceof String text) {
                statement.setString(index, text);
            } else if (value instanceof Long number) {
                statement.setLong(index, number);
            } else {
                statement.setInt(index, (Integer) value);
            }
        }

        static Column time(Optional<Instant> value) {
            return new Column(Types.BIGINT, value.map(Instant::toEpochMilli).orElse(null));
        }
    }

    /** Two peers with the same columns are the same to the database, which knows no parts of a millisecond. */
    private static List<Column> columns(Peer peer) {
        return List.of(
            Column.text(peer.subscription().name()),
            Column.text(peer.ask().name()),
            Column.time(peer.askedAt()),
            Column.time(peer.pendingIn()),
            Column.flag(peer.invited()),
            Column.flag(peer.blocked()),
            Column.text(peer.revoked().name()),
            Column.text(peer.decision().map(Peer.Decision::by)),
            Column.time(peer.decision().map(Peer.Decision::at)),
            Column.text(peer.memo().note()),
            Column.time(peer.memo().expires()),
            Column.time(peer.memo().review()),
            peer.seen().map(seen -> Column.flag(seen.up())).orElse(new Column(Types.INTEGER, null)),
            Column.time(peer.seen().map(Peer.Seen::at)),
            Column.text(peer.unsent().stream().map(Kind::name).collect(Collectors.joining(","))),
            Column.number(peer.trusted().number()),
            Column.time(peer.contact().map(Contact::firstSeen)),
            Column.text(peer.contact().map(contact -> contact.cameBy().name())),
            Column.text(peer.contact().map(Contact::certificate)),
            Column.time(peer.reply().at()),
            Column.text(peer.reply().error()),
            Column.text(peer.domain()));
    }

    /** Both statements have the same parameters in the same order. */
    private static void put(Connection connection, String sql, Peer peer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 0;
            for (Column column : columns(peer)) {
                column.set(statement, ++index);
            }
            statement.executeUpdate();
        }
    }

    private static Peer peer(ResultSet rows) throws SQLException {
        Optional<Instant> decidedAt = time(rows, "decidedAt");
        Optional<Instant> seenAt = time(rows, "seenAt");
        String decidedBy = rows.getString("decidedBy");
        boolean up = rows.getInt("seenUp") != 0;
        Optional<Instant> firstSeen = time(rows, "firstSeen");
        String cameBy = rows.getString("cameBy");
        String certificate = text(rows.getString("certificate"));
        return new Peer(rows.getString("peerDomain"), Subscription.valueOf(rows.getString("subscription")),
            Ask.valueOf(rows.getString("askState")), time(rows, "askedAt"), time(rows, "pendingSince"),
            rows.getInt("invited") != 0, rows.getInt("blocked") != 0, Subscription.valueOf(rows.getString("revoked")),
            decidedAt.map(at -> new Peer.Decision(text(decidedBy), at)),
            new Peer.Memo(text(rows.getString("noteText")), time(rows, "expiresAt"), time(rows, "reviewAt")),
            seenAt.map(at -> new Peer.Seen(up, at)),
            Arrays.stream(text(rows.getString("unsent")).split(",")).filter(word -> !word.isEmpty()).map(Kind::valueOf).toList(),
            Trusted.of(rows.getInt("trusted")),
            firstSeen.map(at -> new Contact(at, Contact.Way.valueOf(cameBy), certificate)),
            new Reply(time(rows, "answeredAt"), text(rows.getString("askError"))));
    }

    private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
        long millis = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** For Oracle an empty text is none, and for Sybase one blank, which none of our texts is. */
    static String text(String value) {
        return value == null || value.equals(" ") ? "" : value;
    }
}
