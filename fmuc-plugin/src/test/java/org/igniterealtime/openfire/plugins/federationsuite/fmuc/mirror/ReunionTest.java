package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StillIn;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What becomes of clients whose node has a room in another state than they have seen. */
public class ReunionTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";

    private final Slave slave = new Slave();
    private final SlaveRoom empty = slave.room();

    private static Reunion of(SlaveRoom before, SlaveRoom after, List<Packet> taken, List<Packet> yet) {
        return Reunion.of(new Missed(before, after, taken, yet), client -> true, "Apart.");
    }

    private static List<String> entering(Reunion reunion) {
        return reunion.said().stream().filter(said -> said.getType() == null).map(said -> said.getTo().getResource()).toList();
    }

    @Test
    public void whoeverIsInIsToldLosesSightOfTheOthersAndEntersAgain() {
        slave.has("Kev").shows("Romeo").andSo();
        Reunion reunion = of(slave.room(), empty, List.of(), List.of());
        assertEquals(List.of("Romeo"), reunion.told().stream().filter(Presence.class::isInstance)
            .map(told -> told.getFrom().getResource()).toList());
        assertEquals(1, reunion.told().stream().filter(Message.class::isInstance).count());
        assertEquals(List.of("Kev"), entering(reunion));
    }

    @Test
    public void whoeverIsOnTheWayInEntersAgainUnderTheIdOfHisJoin() {
        slave.receives("<presence id='j1' from='%s' to='%s/Amy'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(jid("Amy"), SLAVE));
        Reunion reunion = of(slave.room(), empty, List.of(), List.of());
        assertEquals(List.of(), reunion.told());
        assertEquals(List.of("Amy"), entering(reunion));
        assertEquals("j1", reunion.said().get(0).getID());
    }

    @Test
    public void whoeverIsOnTheWayOutIsOut() {
        slave.has("Kev").leaves("Kev");
        assertLeft(of(slave.room(), empty, List.of(), List.of()));
    }

    @Test
    public void whoeverIsGoingThereAndWillBeToldDoesNotEnterBehindThat() {
        slave.has("Kev");
        SlaveRoom before = slave.room();
        slave.leaves("Kev");
        Reunion reunion = of(before, slave.room(), List.of(), List.of());
        assertEquals("he hears that he is out from the room", List.of(), reunion.told());
        assertEquals(List.of(), reunion.said());
        Slave shared = new Slave(MirrorPolicy.DEFAULT.sharedAs(Optional.of("n1"))).has("Kev");
        SlaveRoom known = shared.room();
        assertEquals("he was taken for lost, and is not told", List.of("Kev"),
            entering(of(known, shared.loses("Kev").room(), List.of(), List.of())));
    }

    @Test
    public void whoeverHasAskedToGoIsNotBroughtBack() {
        slave.has("Kev");
        Packet part = Xml.stanza("<presence type='unavailable' from='%s' to='%s/Kev'/>".formatted(jid("Kev"), SLAVE));
        assertLeft(of(slave.room(), empty, List.of(part), List.of()));
        assertLeft(of(slave.room(), empty, List.of(), List.of(part)));
    }

    private static void assertLeft(Reunion reunion) {
        assertEquals(List.of(), entering(reunion));
        assertEquals(1, reunion.told().size());
        assertTrue(reunion.told().get(0) instanceof Presence told && told.getType() == Presence.Type.unavailable);
        assertEquals("the room may have him", 1, reunion.said().size());
    }

    private static Packet join(String nick) {
        return Xml.stanza("<presence from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(jid(nick), SLAVE, nick));
    }

    @Test
    public void aJoinWhoseAnswerMayBeLostIsSaidAgain() {
        Packet join = join("Amy");
        assertEquals(List.of("Amy"), entering(of(empty, empty, List.of(join), List.of())));
        Presence refusal = (Presence) join("Amy");
        refusal.setType(Presence.Type.error);
        assertEquals("what refuses one is not", List.of(), of(empty, empty, List.of(refusal), List.of()).said());
        slave.has("Amy").leaves("Amy");
        assertEquals("refused while he leaves", List.of("Amy"), entering(of(empty, slave.room(), List.of(join), List.of())));
    }

    @Test
    public void whoeverHasComeInMeanwhileIsShownTheRoom() {
        slave.has("Amy");
        Packet join = join("Amy");
        assertEquals(List.of("Amy"), entering(of(empty, slave.room(), List.of(join), List.of())));
        assertEquals("he has asked again", List.of("Amy"), entering(of(empty, slave.room(), List.of(), List.of(join))));
        assertEquals("of another node", List.of(),
            Reunion.of(new Missed(empty, slave.room(), List.of(join), List.of()), new JID("kev@remote.example.com/x")::equals, "")
                .said());
    }

    @Test
    public void whoeverHasLeftWhereNobodyElseHeardItStaysOut() {
        slave.has("Amy");
        Reunion reunion = of(empty, slave.room(), List.of(), List.of());
        assertEquals("he knows", List.of(), reunion.told());
        assertEquals(List.of(), entering(reunion));
        assertEquals("the others do not", List.of(jid("Amy") + " unavailable"),
            reunion.said().stream().map(said -> said.getFrom() + " " + said.getType()).toList());
    }

    @Test
    public void whoeverWasRefusedHereAndIsStillOnTheWayInThereStaysOut() {
        slave.asks("Kev").asks("Amy");
        assertEquals("one waits for the other", List.of(LocalOccupant.Phase.JOINING, LocalOccupant.Phase.QUEUED),
            List.of(slave.room().locals().get("Kev").phase(), slave.room().locals().get("Amy").phase()));
        Reunion reunion = of(empty, slave.room(), List.of(), List.of());
        assertEquals("they know", List.of(), reunion.told());
        assertEquals(List.of(jid("Kev") + " unavailable", jid("Amy") + " unavailable"),
            reunion.said().stream().map(said -> said.getFrom() + " " + said.getType()).toList());
        assertEquals("whoever waits for the answer to that join gets it", List.of(),
            of(empty, slave.room(), List.of(join("Kev")), List.of(join("Amy"))).said());
        slave.leaves("Kev");
        assertEquals("whoever is going there goes", List.of(),
            of(empty, slave.room(), List.of(), List.of(join("Amy"))).said());
    }

    @Test
    public void whoeverIsInAsFarAsHisNodeKnowsEntersOnlyIfHeIsNotPutOutMeanwhile() {
        slave.has("Kev");
        SlaveRoom room = slave.room();
        Presence again = of(room, room, List.of(), List.of()).said().get(0);
        assertTrue("where he is in", StillIn.isMarked(again));
        Presence anew = of(room, empty, List.of(), List.of()).said().get(0);
        assertFalse("where he is not, and has not heard it", StillIn.isMarked(anew));
        assertEquals("it is said already", List.of(), of(room, room, List.of(), List.of(again)).said());
        List<Presence> said = of(room, empty, List.of(again), List.of()).said();
        assertEquals("he may have been refused, and not have heard it", 1, said.size());
        assertFalse(StillIn.isMarked(said.get(0)));
        assertEquals("he has heard it, and has not asked again himself", List.of(jid("Kev") + " unavailable"),
            of(empty, room, List.of(), List.of(again)).said().stream().map(one -> one.getFrom() + " " + one.getType()).toList());
    }
}
