package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What nodes that lose sight of each other, and meet again within moments, make of what was under way between them. */
public class SharedRoomSplitTest {

    private static final SlaveRoom VACANT = new Slave().room();
    private static final JID SLAVE = VACANT.address().slave();
    private static final Packet SAID =
        Xml.stanza("<message id='m1' type='groupchat' from='amy@mirror.lit/x' to='" + SLAVE + "'/>");

    private final Slave slave = new Slave();

    /** The name of a node that is to keep the room among others and itself. */
    private static String owner(String... others) {
        return IntStream.range(0, 100).mapToObj(i -> "n" + i).filter(node -> List.of(others).stream().noneMatch(node::equals))
            .filter(node -> Owners.of(SLAVE, all(node, others)).equals(node)).findFirst().orElseThrow();
    }

    private static Set<String> all(String node, String... others) {
        Set<String> all = new HashSet<>(Set.of(others));
        all.add(node);
        return all;
    }

    @Test
    public void whatHasBeenTakenBehindTheRoomThatANodeIsToldIsAmongWhatItMissed() {
        String other = "other";
        String keeper = owner(other);
        RecordingSite site = new RecordingSite(other);
        SharedRoom room = new SharedRoom(VACANT, false, site);
        room.among(Set.of(keeper));
        room.heard(whole(site, new Version(1, keeper, 0)));
        assertFalse(room.admits(Optional.of(SAID), () -> { }));
        slave.asks("Kev");
        room.heard(new RoomNews.Changed(SLAVE, keeper, new Version(2, keeper, 3),
            site.codecs().changes().encode(slave.room(), slave.room()), Map.of(site.stream(), 1L),
            site.codecs().effects().encode(List.of(new Effect.Send(new Message()))), 0));
        room.heard(whole(site, new Version(2, keeper, 2)));
        site.after(Duration.ofSeconds(3));
        room.pass();
        assertEquals(1, site.missed.size());
        assertEquals("what came of it nobody was told", List.of("m1"),
            site.missed.get(0).taken().stream().map(Packet::getID).toList());
        assertEquals(List.of(), site.missed.get(0).yet());
    }

    private RoomNews.Whole whole(RecordingSite site, Version version) {
        return new RoomNews.Whole(SLAVE, version, version, site.codecs().wholes().encode(slave.room()), Map.of(), false,
            List.of());
    }

    @Test
    public void whoGivesTheRoomAwaySaysWhatItIsThereWithWhatHeHandsOverAndNobodyElseDoes() {
        String other = "other";
        String keeper = owner(other);
        String next = owner(other, keeper);
        RecordingSite site = new RecordingSite(keeper);
        SharedRoom room = new SharedRoom(VACANT, true, site);
        room.among(Set.of(other));
        room.happened(slave.asks("Kev").room(), Optional.empty(), List.of());
        Version version = site.takeTold(RoomNews.Changed.class).get(0).version();
        room.among(Set.of(other, next));
        assertFalse("it waits until the other has heard of the change", room.admits(Optional.of(SAID), () -> { }));
        assertEquals(List.of(version), behind(site));
        room.heard(new RoomNews.Took(SLAVE, other, version));
        assertEquals("it is given", 1, site.takeTold(RoomNews.Whole.class).size());
        Version begun = new Version(version.term() + 1, next, 0);
        room.heard(new RoomNews.Whole(SLAVE, begun, version, site.codecs().wholes().encode(slave.room()), Map.of(), false,
            List.of()));
        site.takeTold();
        room.admits(Optional.of(SAID), () -> { });
        assertEquals(List.of(Version.NONE), behind(site));
    }

    @Test
    public void whoGivesTheRoomAwayBeforeAnythingHasHappenedGivesWhatHeWasGiven() {
        String other = "other";
        String keeper = owner(other);
        String next = owner(other, keeper);
        RecordingSite site = new RecordingSite(keeper);
        SharedRoom room = new SharedRoom(VACANT, false, site);
        room.among(Set.of(other));
        Version known = new Version(1, other, 3);
        slave.asks("Kev");
        String state = site.codecs().wholes().encode(slave.room());
        room.heard(new RoomNews.Whole(SLAVE, known, known, state, Map.of(), true, List.of()));
        room.among(Set.of(other, next));
        assertEquals("for the others that is what has not changed since", List.of(known),
            site.takeTold(RoomNews.Whole.class).stream().filter(RoomNews.Whole::given).map(RoomNews.Whole::parent).toList());
    }

    private static List<Version> behind(RecordingSite site) {
        return site.takeTold(RoomNews.Handed.class).stream().map(RoomNews.Handed::behind).toList();
    }
}
