package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptStore;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages in the table {@code ofFedKept}. How many there are of each room is known without asking, so that rooms of which
 * nothing is kept cost nothing; but not in a cluster, where other nodes write to the same table. Thread-safe.
 */
@SuppressFBWarnings(value = "SQL_INJECTION_JDBC",
    justification = "The queries are constants of this class; what varies is a parameter.")
final class JdbcKeptStore implements KeptStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcKeptStore.class);
    private static final String COUNT = "SELECT roomKey, COUNT(*) FROM ofFedKept GROUP BY roomKey";
    private static final String OF_ROOM = "SELECT content FROM ofFedKept WHERE roomKey=?";
    private static final String BEFORE = "SELECT content FROM ofFedKept WHERE stamp<?";
    private static final String INSERT = "INSERT INTO ofFedKept (keptID, roomKey, stamp, content) VALUES (?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM ofFedKept WHERE keptID=?";
    private static final int KEY_BYTES = 8;

    private final IntSupplier most;
    private final BooleanSupplier others;
    /** How many rows a room has, as far as this node has written them or found them; guarded by itself. */
    private final Map<String, Integer> counts = new HashMap<>();
    /** Whether another node writes to the table, or may have, since what is there was counted. */
    private volatile boolean shared;

    /**
     * Reads how much there is from an earlier life.
     *
     * @param most   how many messages of all rooms together may be kept, as far as this node knows of them
     * @param others tells whether there are other nodes of a cluster
     */
    JdbcKeptStore(IntSupplier most, BooleanSupplier others) {
        this.most = most;
        this.others = Objects.requireNonNull(others);
        transact("count what is kept", connection -> {
            try (PreparedStatement select = connection.prepareStatement(COUNT); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getInt(2));
                }
            }
            return null;
        });
    }

    @Override
    public void change(SlaveAddress room, List<Kept> keep, List<Kept> forget) {
        String key = key(room);
        int all;
        synchronized (counts) {
            all = counts.values().stream().mapToInt(Integer::intValue).sum();
        }
        KeptCodec codec = new KeptCodec();
        int change = transact("write what is kept", connection -> {
            int rows = 0;
            try (PreparedStatement delete = connection.prepareStatement(DELETE);
                 PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (Kept message : forget) {
                    rows -= delete(delete, key, message);
                }
                for (Kept message : keep) {
                    rows -= delete(delete, key, message);
                    insert.setString(1, id(key, message));
                    insert.setString(2, key);
                    insert.setLong(3, message.at().toEpochMilli());
                    insert.setString(4, codec.encode(room, message));
                    rows += insert.executeUpdate();
                }
            }
            if (rows > 0 && forget.isEmpty() && all >= most.getAsInt()) {
                // Only when it is known which are new: a later word about one that is kept needs no room, and must be kept.
                throw new KeptException("Too many messages are kept: " + all, null);
            }
            return rows;
        });
        synchronized (counts) {
            int left = counts.getOrDefault(key, 0) + change;
            if (left > 0) {
                counts.put(key, left);
            } else {
                // What another node has written may be forgotten here.
                counts.remove(key);
            }
        }
    }

    @Override
    public List<Kept> of(SlaveAddress room) {
        String key = key(room);
        synchronized (counts) {
            if (knowsAll() && !counts.containsKey(key)) {
                return List.of();
            }
        }
        return read(OF_ROOM, select -> select.setString(1, key)).stream().filter(entry -> entry.room().equals(room))
            .map(KeptCodec.Entry::message).toList();
    }

    @Override
    public Map<SlaveAddress, List<Kept>> before(Instant moment) {
        synchronized (counts) {
            if (knowsAll() && counts.isEmpty()) {
                return Map.of();
            }
        }
        Map<SlaveAddress, List<Kept>> found = new LinkedHashMap<>();
        read(BEFORE, select -> select.setLong(1, moment.toEpochMilli())).forEach(entry ->
            found.computeIfAbsent(entry.room(), room -> new ArrayList<>()).add(entry.message()));
        return found;
    }

    /** Tells whether nobody else has written anything since this node counted what is there. */
    private boolean knowsAll() {
        shared = shared || others.getAsBoolean();
        return !shared;
    }

    /** Fills in the one parameter of a query. */
    @FunctionalInterface
    private interface Parameter {
        void in(PreparedStatement select) throws SQLException;
    }

    private List<KeptCodec.Entry> read(String query, Parameter parameter) {
        return transact("read what is kept", connection -> {
            KeptCodec codec = new KeptCodec();
            List<KeptCodec.Entry> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(query)) {
                parameter.in(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        codec.decode(rows.getString(1)).ifPresentOrElse(found::add,
                            () -> LOG.warn("A message that was kept cannot be read"));
                    }
                }
            }
            found.sort(Comparator.comparingLong(entry -> entry.message().number()));
            return found;
        });
    }

    private static int delete(PreparedStatement delete, String key, Kept message) throws SQLException {
        delete.setString(1, id(key, message));
        return delete.executeUpdate();
    }

    private static String id(String key, Kept message) {
        return key + '-' + HexFormat.of().toHexDigits(message.number());
    }

    /** A short name of a room: its address may be longer than a column. */
    private static String key(SlaveAddress room) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(room.slave().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static <T> T transact(String what, Database.Work<T> work) {
        try {
            return Database.OPENFIRE.transact(work);
        } catch (SQLException e) {
            throw new KeptException("Cannot " + what, e);
        }
    }
}
