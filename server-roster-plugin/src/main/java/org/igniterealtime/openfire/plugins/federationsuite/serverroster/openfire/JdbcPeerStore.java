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
    public void write(Peer peer, List<AuditEntry> entries) {
        try {
            database.transact(connection -> {
                if (peer.isForgettable()) {
                    delete(connection, peer.domain());
                } else if (put(connection, UPDATE, peer) == 0) {
                    put(connection, INSERT, peer);
                }
                JdbcAuditStore.insert(connection, entries);
                return null;
            });
        } catch (SQLException e) {
            throw new StoreException("Cannot write the peer " + peer.domain(), e);
        }
    }

    /** What it was when the peers were read. */
    @Override
    public Duration lag() {
        return lag;
    }

    private static void delete(Connection connection, String domain) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, domain);
            delete.executeUpdate();
        }
    }

    /** Both statements have the same parameters in the same order. */
    private static int put(Connection connection, String sql, Peer peer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, peer.subscription().name());
            statement.setString(2, peer.ask().name());
            setTime(statement, 3, peer.askedAt());
            setTime(statement, 4, peer.pendingIn());
            statement.setInt(5, peer.invited() ? 1 : 0);
            statement.setInt(6, peer.blocked() ? 1 : 0);
            statement.setString(7, peer.revoked().name());
            statement.setString(8, peer.decision().map(Peer.Decision::by).orElse(null));
            setTime(statement, 9, peer.decision().map(Peer.Decision::at));
            statement.setString(10, peer.memo().note());
            setTime(statement, 11, peer.memo().expires());
            setTime(statement, 12, peer.memo().review());
            if (peer.seen().isPresent()) {
                statement.setInt(13, peer.seen().get().up() ? 1 : 0);
            } else {
                statement.setNull(13, Types.INTEGER);
            }
            setTime(statement, 14, peer.seen().map(Peer.Seen::at));
            statement.setString(15, peer.unsent().stream().map(Kind::name).collect(Collectors.joining(",")));
            statement.setInt(16, peer.trusted().ordinal());
            setTime(statement, 17, peer.contact().map(Contact::firstSeen));
            statement.setString(18, peer.contact().map(contact -> contact.cameBy().name()).orElse(null));
            statement.setString(19, peer.contact().map(Contact::certificate).orElse(null));
            setTime(statement, 20, peer.reply().at());
            statement.setString(21, peer.reply().error());
            statement.setString(22, peer.domain());
            return statement.executeUpdate();
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
            Trusted.values()[rows.getInt("trusted")],
            firstSeen.map(at -> new Contact(at, Contact.Way.valueOf(cameBy), certificate)),
            new Reply(time(rows, "answeredAt"), text(rows.getString("askError"))));
    }

    private static void setTime(PreparedStatement statement, int index, Optional<Instant> time) throws SQLException {
        if (time.isPresent()) {
            statement.setLong(index, time.get().toEpochMilli());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }

    private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
        long millis = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** For Oracle an empty text is none. */
    static String text(String value) {
        return value == null ? "" : value;
    }
}
