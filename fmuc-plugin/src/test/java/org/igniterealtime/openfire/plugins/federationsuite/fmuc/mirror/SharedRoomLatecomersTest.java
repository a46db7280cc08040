package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What a node that is lost has handed over of the master's, when the master has told the room anew since. */
public class SharedRoomLatecomersTest {

    private static final Slave SLAVE = new Slave(MirrorPolicy.DEFAULT.sharedAs(Optional.of("n1"))).has("Kev", "Amy");
    private static final SlaveRoom ROOM = SLAVE.room();
    private static final SlaveRoom REJOINING = SLAVE.isToldThatItMissedSomething().room();
    private static final SlaveRoom RESUMING = SLAVE.shows("Kev", SELF).room();
    private static final JID ADDRESS = ROOM.address().slave();
    private static final String KEEPER = Owners.of(ADDRESS, Set.of("one", "two", "three"));
    private static final List<String> OTHERS = Stream.of("one", "two", "three").filter(node -> !node.equals(KEEPER)).toList();
    private static final String LOST = OTHERS.get(0);
    private static final String LEFT = OTHERS.get(1);

    private final RecordingSite site = new RecordingSite(KEEPER);
    private final SharedRoom room = new SharedRoom(ROOM, true, site);

    private static String message(String id) {
        return "<message type='groupchat' id='%s' from='%s/Romeo' to='%s'><body>Hi</body></message>"
            .formatted(id, MASTER, ADDRESS);
    }

    private static String presence(String id, String to, String inMucUser) {
        return "<presence id='%s' type='unavailable' from='%s/Romeo' to='%s%s'>".formatted(id, MASTER, ADDRESS, to)
            + "<x xmlns='http://jabber.org/protocol/muc#user'>" + inMucUser + "</x></presence>";
    }

    private void isHanded(String node, long number, String xml) {
        room.heard(new RoomNews.Handed(ADDRESS, "stream-" + node, 1, number, xml, Optional.empty(), Optional.of(node),
            Version.NONE));
    }

    private List<String> processed() {
        List<String> ids = site.processed.stream().map(Packet::getID).toList();
        site.processed.clear();
        return ids;
    }

    private void joinsAgain(Optional<Packet> answer) {
        room.happened(REJOINING, Optional.empty(), List.of());
        room.happened(RESUMING, answer, List.of());
    }

    /** One of three is lost. */
    private void isLost() {
        room.among(Set.of(LOST, LEFT));
        room.among(Set.of(LEFT));
    }

    @Test
    public void whatTheMasterHasToldSinceIsNotHeardAgain() {
        isLost();
        isHanded(LOST, 1, message("m1"));
        assertEquals("it has not", List.of("m1"), processed());
        joinsAgain(Optional.empty());
        site.takeTold();
        isHanded(LOST, 2, message("m2"));
        isHanded(LOST, 3, presence("p3", "", ""));
        assertEquals(List.of(), processed());
        assertEquals("it counts as taken", List.of(Map.of("stream-" + LOST, 2L), Map.of("stream-" + LOST, 3L)),
            site.takeTold(RoomNews.Changed.class).stream().map(RoomNews.Changed::taken).toList());
    }

    @Test
    public void whatTheMasterDoesNotTellAgainIsHeard() {
        isLost();
        joinsAgain(Optional.empty());
        isHanded(LOST, 1, presence("p1", "/Kev", ""));
        isHanded(LOST, 2, presence("p2", "", "<status code='307'/>"));
        isHanded(LOST, 3, message("m3").replace("groupchat", "chat"));
        isHanded(LOST, 4, "<message type='groupchat' id='m4' from='%s' to='%s'/>".formatted(Slave.jid("Kev"), ADDRESS));
        isHanded(LOST, 5, "<iq type='get' id='q5' from='%s' to='%s'/>".formatted(MASTER, ADDRESS));
        assertEquals(List.of("p1", "p2", "m3", "m4", "q5"), processed());
    }

    @Test
    public void whatNodesHandOverThatAreThereIsHeard() {
        isLost();
        joinsAgain(Optional.empty());
        isHanded(LEFT, 1, message("m1"));
        room.among(Set.of(LEFT, LOST));
        isHanded(LOST, 1, message("m2"));
        room.among(Set.of(LEFT));
        isHanded(LOST, 2, message("m3"));
        assertEquals("it has come and gone since", List.of("m1", "m2", "m3"), processed());
    }

    @Test
    public void whatComesBehindAnAnswerThatTheLostNodeHasHandedOverIsHeard() {
        isLost();
        isHanded(LOST, 1, message("m1"));
        joinsAgain(Optional.of(site.processed.get(0)));
        isHanded(LOST, 2, message("m2"));
        assertEquals(List.of("m1", "m2"), processed());
        isHanded(LEFT, 1, message("m3"));
        joinsAgain(Optional.of(site.processed.get(0)));
        isHanded(LOST, 3, message("m4"));
        assertEquals(List.of("m3"), processed());
    }

    @Test
    public void ofANodeThatDoesNotSayWhichItIsAllIsHeard() {
        isLost();
        joinsAgain(Optional.empty());
        room.heard(new RoomNews.Handed(ADDRESS, "stream-" + LOST, 1, 1, message("m1")));
        assertEquals(List.of("m1"), processed());
    }

    @Test
    public void aBoundedNumberOfLostNodesIsRemembered() {
        isLost();
        joinsAgain(Optional.empty());
        for (int node = 0; node < 16; node++) {
            room.among(Set.of(LEFT, "n" + node));
            room.among(Set.of(LEFT));
        }
        isHanded(LOST, 1, message("m1"));
        assertEquals(List.of(), processed());
        joinsAgain(Optional.empty());
        isHanded(LOST, 2, message("m2"));
        assertEquals(List.of("m2"), processed());
        for (int node = 0; node < 17; node++) {
            room.among(Set.of(LEFT, "n" + node));
            room.among(Set.of(LEFT));
        }
        joinsAgain(Optional.empty());
        isHanded("n16", 1, message("m3"));
        assertEquals("of too many at once none is", List.of("m3"), processed());
    }
}
