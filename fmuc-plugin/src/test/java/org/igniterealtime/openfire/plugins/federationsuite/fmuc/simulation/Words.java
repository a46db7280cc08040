package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Link;
import org.xmpp.packet.JID;

/**
 * What has been said in the world of a cluster, and what must hold of it: each message once, and those of one speaker in order.
 * Where nodes have lost sight of each other, what was under way then may be said twice, as may what a side has written down of
 * which all nodes die before it meets another, and what was said on the side that leaves its past behind may be lost.
 */
final class Words {

    private final Map<String, JID> speakers = new HashMap<>();
    private final Map<String, JID> addresses = new HashMap<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private final Set<String> underWay = new TreeSet<>();
    private final Set<String> leftBehind = new TreeSet<>();
    private final Set<String> forgotten = new TreeSet<>();
    private Instant writtenSince = Instant.MAX;
    /** How much had been said when the master began to write down what is said. */
    private int writtenFrom;

    /** Somebody says something to a room, or to a slave. */
    void said(String id, JID speaker, JID to) {
        speakers.put(id, speaker);
        addresses.put(id, to);
    }

    /** Whoever has heard himself takes what he said for said. */
    void noteAcknowledged(Collection<Client> clients) {
        clients.forEach(client -> client.heardEver().stream().filter(id -> client.jid().equals(speakers.get(id)))
            .forEach(acknowledged::add));
    }

    /** What perhaps not all know when nodes lose sight of each other, or find each other. */
    void noteUnderWay(Collection<Client> clients, List<String> log) {
        noteAcknowledged(clients);
        speakers.keySet().stream().filter(id -> !log.contains(id) || !acknowledged.contains(id)).forEach(underWay::add);
    }

    /** Since when the master writes down what is said: there has been nobody in through a mirror before, or it has forgotten. */
    void noteWritten(Instant since, int said) {
        if (!since.equals(writtenSince)) {
            writtenSince = since;
            writtenFrom = said;
        }
    }

    /**
     * Tells whether nobody can be told something any more. Each side of a split has the room put out the users of the other, and
     * when all are out the master writes nothing down any more; the room itself remembers only the last that was said.
     *
     * @param torn whether nodes have lost sight of each other since all was at rest
     */
    boolean isForgotten(String id, List<String> log, boolean torn) {
        int at = log.indexOf(id);
        if (torn && at < writtenFrom && log.size() - at > FakeRoom.HISTORY) {
            forgotten.add(id);
        }
        return forgotten.contains(id);
    }

    /**
     * The last node of a side dies, and what it has written down nobody knows who lives: whoever reads it some day sends it,
     * unless the room's past goes back so far and shows it. Then it is rather said twice than lost.
     *
     * @param written what is written down
     * @param living  what those know who live
     */
    void noteInDoubt(Collection<Kept> written, Stream<Link> living) {
        Set<Long> known = living.flatMap(link -> link.kept().stream()).map(Kept::number).collect(Collectors.toSet());
        written.stream().filter(message -> !known.contains(message.number()))
            .forEach(message -> underWay.add(message.id().orElseThrow()));
    }

    void assertOnce(String what, List<String> ids) {
        List<String> twice = new ArrayList<>(ids);
        new TreeSet<>(ids).forEach(twice::remove);
        twice.removeAll(underWay);
        assertEquals(what + ids, List.of(), twice);
    }

    void assertOrdered(String where, List<String> ids) {
        Map<String, List<String>> each = new HashMap<>();
        ids.stream().filter(id -> !underWay.contains(id)).forEach(id ->
            each.computeIfAbsent(speakers.get(id) + " to " + addresses.get(id), way -> new ArrayList<>()).add(id));
        each.forEach((speaker, said) -> assertEquals(where + ": " + speaker, said.stream().sorted().toList(), said));
    }

    /**
     * Whatever its speaker takes for said is somewhere.
     *
     * @param known   where it may be
     * @param mayLose whose words may be lost now
     */
    void assertNotLost(Set<String> known, Predicate<JID> mayLose) {
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(known);
        lost.stream().filter(id -> mayLose.test(speakers.get(id))).forEach(leftBehind::add);
        lost.removeAll(leftBehind);
        assertEquals("acknowledged, and lost", Set.of(), lost);
    }
}
