package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What a lost node had written down of a room, when the node of its sender hands it over again to whoever keeps the room now. */
public class SharedRoomLeftoversTest {

    private static final Set<String> BOTH = Set.of("one", "two");
    private static final SlaveRoom ROOM = new Slave().has("Kev").room();
    private static final JID SLAVE = ROOM.address().slave();
    private static final String KEEPER = Owners.of(SLAVE, BOTH);
    private static final String OTHER = BOTH.stream().filter(node -> !node.equals(KEEPER)).findFirst().orElseThrow();

    private final RecordingSite site = new RecordingSite(KEEPER);
    private final SharedRoom room = new SharedRoom(ROOM, false, site);

    private static String said(String id) {
        return "<message type='groupchat' id='%s' from='%s' to='%s'><body>Hello</body></message>"
            .formatted(id, Slave.jid("Kev"), SLAVE);
    }

    private static Kept left(long number, Kept.State state) {
        UserStanza.Say said = (UserStanza.Say) UserStanza.read(Xml.stanza(said("m" + number))).orElseThrow();
        return new Kept(number, "Kev", said.user().asBareJID(), said.id(), said.payload(), Slave.START, state, Slave.START);
    }

    /** From now on this node keeps the room, of which the lost one had written something down. */
    private void keeps(Kept... left) {
        site.noted = List.of(left);
        room.among(Set.of(OTHER));
        room.heard(new RoomNews.Known(SLAVE, OTHER, Version.NONE, RoomNews.How.NOT));
        site.takeDone();
    }

    /** The node of the sender hands over a message. */
    private void isHanded(long number) {
        room.heard(new RoomNews.Handed(SLAVE, "stream-" + OTHER, 1, number, said("m" + number)));
    }

    private List<String> processed() {
        return site.processed.stream().map(Packet::getID).toList();
    }

    @Test
    public void whatTheMasterMayHaveIsTheRoomsBeforeItIsHandedOverAgainAndNotSaidOnceMore() {
        keeps(left(1, Kept.State.TOLD), left(2, Kept.State.DOUBTFUL));
        LongStream.of(1, 2, 3).forEach(this::isHanded);
        assertEquals(List.of("recalls [m1] for m1", "recalls [m2] for m2"), site.takeDone());
        assertEquals("the lost node had not heard of the last", List.of("m3"), processed());
    }

    @Test
    public void theNodeThatHandsItOverIsToldThatItIsTakenWithWhatTheRoomIsThen() {
        keeps(left(1, Kept.State.TOLD));
        isHanded(1);
        Packet first = site.causes.get(0);
        site.takeTold();
        room.happened(ROOM.recalling(site.noted), Optional.of(first), List.of());
        assertEquals(Map.of("stream-" + OTHER, 1L), site.takeTold(RoomNews.Changed.class).get(0).taken());
        assertEquals("nothing is forgotten: it is still to be said", List.of(),
            site.takeDone().stream().filter(done -> done.startsWith("forgets")).toList());
    }

    @Test
    public void whatTheMasterCannotHaveIsSaidAnew() {
        keeps(left(1, Kept.State.HELD));
        isHanded(1);
        assertEquals(List.of("m1"), processed());
        assertEquals("not before it has been written down anew", List.of(), site.takeDone());
        room.happened(ROOM, Optional.of(site.processed.get(0)), List.of());
        assertEquals("forgets Optional[m1]", site.takeDone().get(0));
    }

    @Test
    public void whatTheRoomHasTakenOnWhenAnotherSideCameBackIsNotSaidOnceMoreEither() {
        keeps(left(1, Kept.State.TOLD), left(2, Kept.State.TOLD));
        room.happened(ROOM.recalling(site.noted), Optional.empty(), List.of());
        site.takeDone();
        isHanded(1);
        site.noted = List.of();
        isHanded(2);
        assertEquals("the master has shown the second meanwhile", List.of("recalls [m1] for m1", "recalls [] for m2"),
            site.takeDone());
        assertEquals(List.of(), processed());
    }

    @Test
    public void whoSaysTheSameMuchLaterSaysItAgain() {
        keeps(left(1, Kept.State.TOLD));
        room.happened(ROOM.recalling(site.noted), Optional.empty(), List.of());
        site.after(Duration.ofSeconds(61));
        isHanded(1);
        assertEquals(List.of("m1"), processed());
    }

    @Test
    public void whatCannotBeReadAnyMoreIsSaidAnew() {
        keeps(left(1, Kept.State.TOLD));
        site.noted = List.of();
        isHanded(1);
        assertEquals(List.of("m1"), processed());
    }
}
