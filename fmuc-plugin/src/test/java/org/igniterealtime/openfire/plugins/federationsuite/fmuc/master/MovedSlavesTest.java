package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What becomes of the users of a slave when its home in a cluster is gone, moves, or goes on without FMUC. */
public class MovedSlavesTest {

    private static final JID ROOM = new JID("jabberchat@talk.example.com");
    private static final JID SLAVE = new JID("jabberchat\\40talk.example.com@mirror.remote.example.com");
    private static final JID NODE = new JID("jabberchat@rooms.remote.example.com");
    private static final Instant NOW = Master.START;
    private static final Circumstances CIRCUMSTANCES = new Circumstances(NOW, 1, MasterPolicy.DEFAULT);

    private static VirtualOccupant occupant(String nick, JID through) {
        return VirtualOccupant.joining(new JID(Master.jid(nick)), nick, through, 1, NOW).accepted(false, true);
    }

    private static MasterRoom room(VirtualOccupant... occupants) {
        MasterRoom room = MasterRoom.unmirrored(ROOM);
        for (VirtualOccupant one : occupants) {
            room = room.with(one);
        }
        return room;
    }

    @Test
    public void whoeverTheRoomHasKeptIsHereNowAndItsSlaveIsToldAtOnceThatItMayHaveMissedSomething() {
        VirtualOccupant kev = occupant("Kev", SLAVE);
        MasterRoom gone = room(kev).departing(kev, NOW);
        Ruling ruling = LostRules.inherited(gone, SLAVE, List.of(kev), CIRCUMSTANCES);
        assertEquals(List.of(kev), ruling.room().through(SLAVE));
        assertFalse("he is not gone any more", ruling.room().hasDeparted(kev.user()));
        assertEquals(Optional.of(NOW), Optional.ofNullable(ruling.room().lost().get(SLAVE)).map(Lost::due));
        assertTrue(ruling.verdict() instanceof Verdict.Drop);
        List<Packet> told = Xml.sent(LostRules.onTick(ruling.room(), CIRCUMSTANCES).effects());
        assertEquals(1, told.size());
        assertEquals(SLAVE, told.get(0).getTo());
        assertTrue(told.get(0) instanceof IQ iq && iq.getType() == IQ.Type.set);
    }

    @Test
    public void whatWasSaidBeforeThisNodeHadThemComesFromTheHistoryOfTheRoom() {
        VirtualOccupant kev = occupant("Kev", SLAVE);
        Circumstances later = new Circumstances(NOW.plusSeconds(9), 2, MasterPolicy.DEFAULT);
        MasterRoom next = LostRules.inherited(room(kev).departing(kev, NOW), SLAVE, List.of(kev), later).room();
        assertEquals("only from then on it is written down here", later.now(), next.backlog().start());

        VirtualOccupant amy = occupant("Amy", new JID("jabberchat\\40talk.example.com@mirror.far.example.com"));
        MasterRoom other = LostRules.inherited(room(amy), SLAVE, List.of(kev), later).room();
        assertEquals("for another slave it has been written down all the time", NOW, other.backlog().start());
    }

    @Test
    public void aSlaveOfWhichTheRoomHasKeptNobodyIsToldAllTheSame() {
        MasterRoom next = LostRules.inherited(room(), SLAVE, List.of(), CIRCUMSTANCES).room();
        assertTrue(next.isUnmirrored());
        assertEquals(Set.of(SLAVE), next.lost().keySet());
    }

    @Test
    public void whoeverWasLetGoByAnotherNodeIsToComeAgainAfterAMoment() {
        MasterRoom next = LostRules.reclaiming(room(occupant("Kev", SLAVE)), SLAVE, CIRCUMSTANCES).room();
        assertTrue("the other is to have let them go by then", next.lost().get(SLAVE).due().isAfter(NOW));
        assertEquals(1, next.through(SLAVE).size());
    }

    @Test
    public void ofASlaveWhoseHomeIsAnotherNodeAllLeaveAndItIsNotTold() {
        VirtualOccupant kev = occupant("Kev", SLAVE);
        VirtualOccupant amy = occupant("Amy", new JID("jabberchat\\40talk.example.com@mirror.far.example.com"));
        MasterRoom before = LostRules.inherited(room(kev, amy), SLAVE, List.of(), CIRCUMSTANCES).room();
        Ruling ruling = LostRules.yielding(before, SLAVE);
        assertEquals(List.of(kev), ruling.leaving());
        assertEquals(Farewell.MOVED, ruling.room().occupants().get(kev.user()).farewell());
        assertEquals(Farewell.NONE, ruling.room().occupants().get(amy.user()).farewell());
        assertEquals(Set.of(), ruling.room().lost().keySet());
        assertTrue(ruling.verdict() instanceof Verdict.Drop);
        assertEquals("the room tells nobody who asks in his slave's name", List.of(), InboundRules.afterLeaving(ruling.room(),
            kev, NOW).effects());
    }

    @Test
    public void whenANodeGoesSlavesNoticeNothingAndJoiningNodesAreToldThatTheyAreOut() {
        VirtualOccupant kev = occupant("Kev", SLAVE);
        VirtualOccupant amy = occupant("Amy", NODE);
        Ruling ruling = InboundRules.move(room(kev, amy));
        assertEquals(Set.of(kev, amy), Set.copyOf(ruling.leaving()));
        assertEquals(Farewell.MOVED, ruling.room().occupants().get(kev.user()).farewell());
        assertEquals(Farewell.SHUTDOWN, ruling.room().occupants().get(amy.user()).farewell());
        assertTrue(ruling.verdict() instanceof Verdict.Pass);
    }

    @Test
    public void aJoiningNodeWhoseHomeIsGoneIsToldThatItIsOut() {
        Ruling without = JoiningRules.inherited(room(), NODE, List.of());
        List<Packet> told = Xml.sent(without.effects());
        assertEquals(1, told.size());
        assertEquals(NODE, told.get(0).getTo());
        assertTrue(told.get(0).toXML(), told.get(0).toXML().contains("<left"));
        assertEquals(List.of(), without.leaving());

        VirtualOccupant amy = occupant("Amy", NODE);
        MasterRoom gone = room(amy).departing(amy, NOW);
        Ruling kept = JoiningRules.inherited(gone, NODE, List.of(amy));
        assertEquals(List.of(amy), kept.leaving());
        assertEquals(Farewell.UNREACHABLE, kept.room().occupants().get(amy.user()).farewell());
        assertFalse(kept.room().hasDeparted(amy.user()));
        assertEquals("it is told when the room shows that she is gone", List.of(), kept.effects());
    }

    // ---- whoever joins directly

    @Test
    public void whoeverIsInThroughASlaveJoinsDirectlyWithTheElementOnlyAndWhoeverWasInWithoutIt() {
        VirtualOccupant kev = occupant("Kev", SLAVE);
        MasterRoom in = room(kev);
        MasterRoom left = in.departing(kev, NOW);
        String enter = "<x xmlns='http://jabber.org/protocol/muc'/>";
        assertTrue(isDirectJoin(in, "", enter));
        assertFalse("that is his status", isDirectJoin(in, "", ""));
        assertTrue(isDirectJoin(left, "", enter));
        assertTrue(isDirectJoin(left, "", ""));
        for (MasterRoom room : List.of(in, left)) {
            assertFalse(isDirectJoin(room, "type='unavailable'", enter));
        }
        assertFalse("of him nothing is known", isDirectJoin(room(), "", enter));
        assertFalse(InboundRules.isDirectJoin(left, Xml.stanza("<message from='" + kev.user() + "' to='" + ROOM + "'/>")));
        assertFalse("it was long ago", isDirectJoin(left.at(NOW.plus(Duration.ofMinutes(1))), "", enter));
    }

    @Test
    public void whoeverIsInThroughASlaveIsNotCalledByANickThatHeWantsDirectly() {
        VirtualOccupant kev = occupant("Kev", SLAVE);
        String wants = "<presence from='%s' to='%s/%s'>%s</presence>";
        assertTrue(isStrayNick(room(kev), wants.formatted(kev.user(), ROOM, "Kevin", "")));
        assertFalse("that is his status", isStrayNick(room(kev), wants.formatted(kev.user(), ROOM, "Kev", "")));
        assertFalse("he joins", isStrayNick(room(kev), wants.formatted(kev.user(), ROOM, "Kevin",
            "<x xmlns='http://jabber.org/protocol/muc'/>")));
        assertFalse("he leaves", isStrayNick(room(kev), wants.formatted(kev.user(), ROOM, "Kevin", "")
            .replace("<presence", "<presence type='unavailable'")));
        assertFalse("of him nothing is known", isStrayNick(room(), wants.formatted(kev.user(), ROOM, "Kevin", "")));
        assertFalse(isStrayNick(room(kev), "<presence from='%s' to='%s'/>".formatted(kev.user(), ROOM)));
        assertFalse(isStrayNick(room(kev), "<message from='%s' to='%s/Amy'/>".formatted(kev.user(), ROOM)));
    }

    private static boolean isStrayNick(MasterRoom room, String xml) {
        return InboundRules.isStrayNick(room, Xml.stanza(xml));
    }

    private static boolean isDirectJoin(MasterRoom room, String type, String content) {
        return InboundRules.isDirectJoin(room, Xml.stanza("<presence %s from='%s' to='%s/Kev'>%s</presence>"
            .formatted(type, Master.jid("Kev"), ROOM, content)));
    }

    @Test
    public void idsOfOurOwnQuestionsAreKnownAgain() {
        assertTrue(Circumstances.isFreshId(CIRCUMSTANCES.freshId()));
        assertFalse(Circumstances.isFreshId("x" + CIRCUMSTANCES.freshId()));
    }
}
