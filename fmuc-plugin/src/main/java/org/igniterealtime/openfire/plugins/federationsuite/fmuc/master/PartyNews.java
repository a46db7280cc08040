package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant.Standing;
import org.xmpp.packet.JID;

/**
 * What the home of a slave tells the other nodes of a cluster about those who are in a room through it: who has come or stands
 * differently, and who is gone. Immutable. Its form is named texts, so that a node leaves out what its version does not know.
 *
 * <p>Left out is what concerns the home only: presences that wait for a join to be answered, IQs that wait for answers, doubts,
 * when the slave last spoke, what it has been told, what it has missed, and what was said.
 *
 * @param room         the room, bare
 * @param slave        the slave, bare
 * @param founded      which of the slave's stays this is: a number that grows from one to the next
 * @param nonAnonymous whether the room shows real addresses to everybody
 * @param there        who is in, as far as it is news, in the order they came
 * @param gone         who is not in any more
 */
public record PartyNews(JID room, JID slave, long founded, boolean nonAnonymous, List<VirtualOccupant> there, List<JID> gone) {

    /** Of so many it is told at once. */
    private static final int MOST_AT_ONCE = 200;
    private static final String ROOM = "room";
    private static final String SLAVE = "slave";
    private static final String FOUNDED = "founded";
    private static final String SHOWN = "shown";
    private static final String THERE = "there";
    private static final String GONE = "gone";
    private static final String USER = "user.";
    private static final String NICK = "nick.";
    private static final String GENERATION = "generation.";
    private static final String SINCE = "since.";
    private static final String STANDING = "standing.";
    private static final String OPENER = "opener.";
    private static final String LEFT = "left.";

    /** Copies the lists. */
    public PartyNews {
        Objects.requireNonNull(room);
        Objects.requireNonNull(slave);
        there = List.copyOf(there);
        gone = List.copyOf(gone);
    }

    /**
     * What is news when a room changes.
     *
     * @param before  the room as it was
     * @param after   as it is
     * @param founded the number of a slave's stay
     * @return nothing, mostly
     */
    public static List<PartyNews> between(MasterRoom before, MasterRoom after, ToLongFunction<JID> founded) {
        // Nearly always nobody has come or gone: then it is the very same map.
        if (before.occupants() == after.occupants() && before.nonAnonymous() == after.nonAnonymous()) {
            return List.of();
        }
        Set<JID> slaves = new LinkedHashSet<>(before.slaves());
        slaves.addAll(after.slaves());
        List<PartyNews> news = new ArrayList<>();
        for (JID slave : slaves) {
            List<VirtualOccupant> there = after.through(slave).stream()
                .filter(one -> !isSame(one, before.occupants().get(one.user()))).toList();
            List<JID> gone = before.through(slave).stream().map(VirtualOccupant::user)
                .filter(user -> !isThrough(slave, after.occupants().get(user))).toList();
            if (!there.isEmpty() || !gone.isEmpty() || before.nonAnonymous() != after.nonAnonymous()) {
                news.addAll(inPieces(after, slave, founded.applyAsLong(slave), there, gone));
            }
        }
        return news;
    }

    /** All of a room, for a node that knows nothing. */
    public static List<PartyNews> all(MasterRoom room, ToLongFunction<JID> founded) {
        return room.slaves().stream().flatMap(slave ->
            inPieces(room, slave, founded.applyAsLong(slave), room.through(slave), List.of()).stream()).toList();
    }

    private static List<PartyNews> inPieces(MasterRoom room, JID slave, long founded, List<VirtualOccupant> there,
                                            List<JID> gone) {
        List<PartyNews> pieces = new ArrayList<>();
        int first = 0;
        do {
            int next = Math.min(first + MOST_AT_ONCE, there.size());
            pieces.add(new PartyNews(room.address(), slave, founded, room.nonAnonymous(), there.subList(first, next),
                first == 0 ? gone : List.of()));
            first = next;
        } while (first < there.size());
        return pieces;
    }

    private static boolean isSame(VirtualOccupant now, VirtualOccupant before) {
        return before != null && now.generation() == before.generation() && now.standing() == before.standing()
            && now.opener() == before.opener() && now.slave().equals(before.slave());
    }

    private static boolean isThrough(JID slave, VirtualOccupant occupant) {
        return occupant != null && occupant.comesThrough(slave);
    }

    /** Its form for other nodes. */
    public Map<String, String> write() {
        Map<String, String> fields = new HashMap<>();
        fields.put(ROOM, room.toString());
        fields.put(SLAVE, slave.toString());
        fields.put(FOUNDED, Long.toString(founded));
        fields.put(SHOWN, Boolean.toString(nonAnonymous));
        fields.put(THERE, Integer.toString(there.size()));
        fields.put(GONE, Integer.toString(gone.size()));
        for (int i = 0; i < there.size(); i++) {
            VirtualOccupant one = there.get(i);
            fields.put(USER + i, one.user().toString());
            fields.put(NICK + i, one.nick());
            fields.put(GENERATION + i, Long.toString(one.generation()));
            fields.put(SINCE + i, Long.toString(one.since().toEpochMilli()));
            fields.put(STANDING + i, one.standing().name());
            fields.put(OPENER + i, Boolean.toString(one.opener()));
        }
        for (int i = 0; i < gone.size(); i++) {
            fields.put(LEFT + i, gone.get(i).toString());
        }
        return fields;
    }

    /**
     * Reads what another node wrote.
     *
     * @param fields as {@link #write} made them, perhaps in another version
     * @return the news; empty if it cannot be understood
     */
    public static Optional<PartyNews> read(Map<String, String> fields) {
        try {
            JID slave = new JID(text(fields, SLAVE));
            Map<JID, VirtualOccupant> there = new LinkedHashMap<>();
            for (int i = 0; i < Integer.parseInt(text(fields, THERE)); i++) {
                VirtualOccupant one = occupant(fields, i, slave);
                there.put(one.user(), one);
            }
            List<JID> gone = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(text(fields, GONE)); i++) {
                gone.add(new JID(text(fields, LEFT + i)));
            }
            return Optional.of(new PartyNews(new JID(text(fields, ROOM)), slave, Long.parseLong(text(fields, FOUNDED)),
                Boolean.parseBoolean(fields.get(SHOWN)), List.copyOf(there.values()), gone));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static VirtualOccupant occupant(Map<String, String> fields, int i, JID slave) {
        VirtualOccupant joining = VirtualOccupant.joining(new JID(text(fields, USER + i)), text(fields, NICK + i), slave,
            Long.parseLong(text(fields, GENERATION + i)), Instant.ofEpochMilli(Long.parseLong(text(fields, SINCE + i))));
        Standing standing = Standing.valueOf(text(fields, STANDING + i));
        return standing == Standing.JOINING ? joining
            : joining.accepted(standing == Standing.MODERATOR, Boolean.parseBoolean(fields.get(OPENER + i)));
    }

    private static String text(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) {
            throw new IllegalArgumentException("Nothing is said of " + name);
        }
        return text;
    }
}
