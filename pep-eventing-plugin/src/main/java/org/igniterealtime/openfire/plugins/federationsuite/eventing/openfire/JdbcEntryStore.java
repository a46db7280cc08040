package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Dated;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.EntryStore;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Stance;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Who uses pubsub for presence, in the table {@code ofFedEventing}. Thread-safe. */
@SuppressFBWarnings(value = "SQL_INJECTION_JDBC",
    justification = "The queries are constants of this class; what varies is a parameter.")
final class JdbcEntryStore implements EntryStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcEntryStore.class);
    private static final String SELECT = "SELECT ownerJID, contactJID, syntax, told, polite, outcast, stamp FROM ofFedEventing";
    private static final String DELETE = "DELETE FROM ofFedEventing WHERE entryKey=?";
    private static final String INSERT = "INSERT INTO ofFedEventing (entryKey, ownerJID, contactJID, syntax, told, polite,"
        + " outcast, stamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    @Override
    public List<Dated> load() {
        return read(SELECT, select -> { });
    }

    @Override
    public Optional<Dated> find(Pair who) {
        return read(SELECT + " WHERE entryKey=?", select -> select.setString(1, key(who))).stream().findFirst();
    }

    /** Fills in the parameters of a query. */
    @FunctionalInterface
    private interface Parameters {
        void in(PreparedStatement select) throws SQLException;
    }

    private static List<Dated> read(String query, Parameters parameters) {
        // Whoever politely sees nothing would see it, so rather nobody does anything by pubsub.
        return transact("read", connection -> {
            List<Dated> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(query)) {
                parameters.in(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        entry(rows).ifPresent(found::add);
                    }
                }
            }
            return found;
        }).orElseThrow(() -> new IllegalStateException("The table ofFedEventing cannot be read"));
    }

    @Override
    public boolean put(Dated dated) {
        Entry entry = dated.entry();
        return transact("write", connection -> {
            delete(connection, entry.who());
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, key(entry.who()));
                insert.setString(2, entry.who().owner().toString());
                insert.setString(3, entry.address().toString());
                insert.setString(4, entry.syntax().name());
                insert.setString(5, entry.told().name());
                insert.setInt(6, entry.polite() ? 1 : 0);
                insert.setInt(7, entry.outcast() ? 1 : 0);
                insert.setLong(8, dated.since().toEpochMilli());
                return insert.executeUpdate();
            }
        }).isPresent();
    }

    @Override
    public boolean remove(Pair who) {
        return transact("forget", connection -> delete(connection, who)).isPresent();
    }

    private static int delete(Connection connection, Pair who) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, key(who));
            return delete.executeUpdate();
        }
    }

    private static Optional<Dated> entry(ResultSet rows) throws SQLException {
        try {
            JID address = new JID(rows.getString(2));
            Pair who = new Pair(new JID(rows.getString(1)), address.asBareJID());
            return Optional.of(new Dated(new Entry(who, address, Entry.Syntax.valueOf(rows.getString(3)),
                Stance.valueOf(rows.getString(4)), rows.getInt(5) != 0, rows.getInt(6) != 0),
                Instant.ofEpochMilli(rows.getLong(7))));
        } catch (IllegalArgumentException e) {
            LOG.warn("A line of the table ofFedEventing cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    /** A short name of a pair: two addresses are longer than a key may be. */
    private static String key(Pair who) {
        try {
            byte[] text = (who.owner().toString() + ' ' + who.contact()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * One line in the log for what a database may do again and again.
     *
     * @return what came of it, which is never null; empty if it failed
     */
    private static <T> Optional<T> transact(String what, Database.Work<T> work) {
        try {
            return Optional.of(Database.OPENFIRE.transact(work));
        } catch (SQLException e) {
            LOG.error("Could not {} who uses pubsub for presence: {}", what, e.toString());
            return Optional.empty();
        }
    }
}
