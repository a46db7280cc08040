package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** How a node takes in what others hand over for a room, before and after it keeps the room. */
public class IntakeTest {

    private static final String APART = "was apart";
    private static final JID SLAVE = new JID("room@mirror.lit");
    private static final SlaveRoom VACANT = SlaveRoom.vacant(
        SlaveAddress.find(new JID("room@conference.lit"), "mirror.lit").orElseThrow());

    private final RecordingSite site = new RecordingSite("one");
    private final Intake intake = new Intake(2, site, stanza -> { });

    @Test
    public void whatComesIsProcessedInOrderAndItsNumberIsRememberedUntilItHasLedToSomething() {
        intake.begin(Map.of(), VACANT, Version.NONE);
        assertEquals(List.of(), ids(intake.arrive(item("s", 2))));
        List<Packet> ready = intake.arrive(item("s", 1));
        assertEquals(List.of("s1", "s2"), ids(ready));
        assertFalse(intake.isEmpty());
        assertEquals(Optional.of(new Intake.Origin("s", 2, Optional.empty())), intake.origin(ready.get(1)));
        assertEquals("once", Optional.empty(), intake.origin(ready.get(1)));
        assertFalse(intake.isEmpty());
        assertEquals(Optional.of(new Intake.Origin("s", 1, Optional.empty())), intake.origin(ready.get(0)));
        assertTrue(intake.isEmpty());
        assertEquals("nobody has handed it over", Optional.empty(), intake.origin(new Message()));
    }

    @Test
    public void whatComesBeforeTheNodeKeepsTheRoomIsHeldUpToABound() {
        assertFalse(intake.isHolding());
        for (int number = 1; number <= 3; number++) {
            intake.hold(item("s", number));
        }
        assertTrue(intake.isHolding());
        assertFalse(intake.isEmpty());
        assertEquals(List.of("s1", "s2"), ids(intake.begin(Map.of(), VACANT, Version.NONE)));
        assertFalse("it holds nothing any more", intake.isHolding());
        assertEquals(List.of("s3"), ids(intake.arrive(item("s", 3))));
    }

    @Test
    public void ifAnotherNodeKeepsTheRoomNothingIsHeld() {
        intake.hold(item("s", 1));
        intake.release();
        assertFalse(intake.isHolding());
        assertEquals(List.of(), intake.begin(Map.of(), VACANT, Version.NONE));
    }

    @Test
    public void whatWasTakenBeforeIsNotTakenAgain() {
        intake.hold(item("s", 1));
        intake.hold(item("s", 2));
        assertEquals(List.of("s2"), ids(intake.begin(Map.of("s", 1L, "t", 4L), VACANT, Version.NONE)));
        assertEquals(List.of(), intake.arrive(item("t", 4)));
        assertEquals(List.of("t5"), ids(intake.arrive(item("t", 5))));
    }

    @Test
    public void whatWasLeftAndHasBeenSaidSinceIsNotRecalled() {
        Slave slave = new Slave().has("Kev");
        SlaveRoom before = slave.room();
        site.noted = List.of(kept(1), kept(2));
        intake.begin(Map.of(), before, Version.NONE);
        site.noted = List.of(kept(2));
        SlaveRoom after = slave.asks("Amy").room();
        intake.led(Optional.empty(), before, after);
        assertEquals("the other was of a node that was lost to this one only", List.of("recalls [m2]"), site.takeDone());
        intake.begin(Map.of(), before, Version.NONE);
        site.noted = List.of();
        intake.led(Optional.empty(), before, after);
        assertEquals(List.of(), site.takeDone());
    }

    private static Kept kept(long number) {
        return new Kept(number, "Amy", new JID(Slave.jid("Amy")).asBareJID(), Optional.of("m" + number), Payload.EMPTY,
            Slave.START, Kept.State.HELD, Slave.START);
    }

    @Test
    public void whoBeginsAnewKnowsOnlyWhatWasTaken() {
        intake.begin(Map.of(), VACANT, Version.NONE);
        intake.arrive(item("s", 1));
        assertEquals(List.of(), intake.begin(Map.of(), VACANT, Version.NONE));
        assertEquals(List.of("s1"), ids(intake.arrive(item("s", 1))));
    }

    @Test
    public void whatIsNoStanzaIsPassedOver() {
        intake.begin(Map.of(), VACANT, Version.NONE);
        assertEquals(List.of(), intake.arrive(new RoomNews.Handed(SLAVE, "s", 1, 1, "<message")));
        assertTrue(intake.isEmpty());
    }

    @Test
    public void beforeAnythingIsTakenOfANodeThatWasApartTheMasterIsAskedOnceWhatItHasToldThatSide() {
        intake.hold(ofSide("s", 1, "left"));
        assertEquals(List.of(), site.takeDone());
        assertEquals(List.of("s1"), ids(intake.begin(Map.of(), VACANT, Version.NONE)));
        assertEquals(List.of(APART), site.takeDone());
        intake.arrive(ofSide("s", 3, "left"));
        intake.meet("left", true);
        assertEquals("it has been asked", List.of(), site.takeDone());
        intake.meet("right", true);
        assertEquals(List.of(APART), site.takeDone());
        intake.arrive(ofSide("t", 2, "right"));
        assertEquals("whichever of the two was heard first", List.of(), site.takeDone());
    }

    @Test
    public void aNodeDoesNotAskBecauseOfWhatItHasHandedOverItself() {
        intake.begin(Map.of(), VACANT, new Version(4, "two", 69));
        intake.arrive(ofSide(site.stream(), 1, "left"));
        intake.arrive(behind(site.stream(), new Version(4, "two", 70)));
        assertEquals(List.of(), site.takeDone());
    }

    @Test
    public void ifWhoeverKeptTheRoomHasTakenMoreThanIsKnownHereTheMasterIsAskedOnceWhatThatWas() {
        intake.begin(Map.of(), VACANT, new Version(4, "two", 69));
        intake.arrive(behind("s", new Version(4, "two", 69)));
        intake.arrive(behind("s", new Version(3, "two", 70)));
        intake.arrive(behind("s", Version.NONE));
        assertEquals(List.of(), site.takeDone());
        intake.arrive(behind("s", new Version(4, "two", 70)));
        intake.arrive(behind("s", new Version(4, "two", 71)));
        assertEquals(List.of(APART), site.takeDone());
    }

    private static RoomNews.Handed behind(String stream, Version version) {
        return new RoomNews.Handed(SLAVE, stream, 1, 1, item(stream, 1).xml(), Optional.empty(), Optional.of("two"), version);
    }

    @Test
    public void clientsOfANodeThatIsGoneComeAndGoWhereTheyAreUnlessItIsBack() {
        List<String> over = new ArrayList<>();
        Intake one = new Intake(9, site, stanza -> over.add(stanza.getID()));
        one.among(Set.of("two", "three"));
        List.of(held("two", 1, enters("s1")), held("two", 2, "<presence id='s2' from='%s/Zoe' to='%s'/>".formatted(Wire.MASTER,
            Wire.SLAVE)), held("two", 3, item("s", 3).xml()), held("two", 4, enters("s4"))).forEach(one::hold);
        one.among(Set.of("three"));
        one.hold(held("two", 4, enters("s4")));
        one.begin(Map.of(), VACANT, Version.NONE).forEach(one::process);
        assertEquals("what the master says, what they say, and what comes anew", List.of("s2", "s3", "s4"), ids(site.processed));
        assertEquals("its number is taken all the same", List.of("s1"), over);
    }

    private static String enters(String id) {
        return "<presence id='%s' from='a@b/c' to='%s/Amy'/>".formatted(id, SLAVE);
    }

    private static RoomNews.Handed held(String node, long number, String xml) {
        return new RoomNews.Handed(SLAVE, "s", 1, number, xml, Optional.empty(), Optional.of(node), Version.NONE);
    }

    @Test
    public void whoDoesNotKeepTheRoomMayComeToAskWhenHeDoes() {
        intake.meet("left", false);
        intake.meet("left", false);
        assertEquals(List.of(APART, APART), site.takeDone());
    }

    @Test
    public void aBoundedNumberOfSidesIsRemembered() {
        for (int side = 0; side < 17; side++) {
            intake.meet("side" + side, true);
        }
        site.takeDone();
        intake.meet("side0", true);
        assertEquals(List.of(APART), site.takeDone());
    }

    @Test
    public void anOriginIsSaidAsWhatHasBeenTaken() {
        assertEquals(Map.of("s", 3L), Intake.numbers(Optional.of(new Intake.Origin("s", 3, Optional.empty()))));
        assertEquals(Map.of(), Intake.numbers(Optional.empty()));
    }

    private static RoomNews.Handed item(String stream, long number) {
        return new RoomNews.Handed(SLAVE, stream, 1, number,
            "<message id='%s%d' from='a@b/c' to='%s'/>".formatted(stream, number, SLAVE));
    }

    private static RoomNews.Handed ofSide(String stream, long number, String side) {
        RoomNews.Handed item = item(stream, number);
        return new RoomNews.Handed(SLAVE, stream, 1, number, item.xml(), Optional.of(side), Optional.empty(), Version.NONE);
    }

    private static List<String> ids(List<Packet> stanzas) {
        return stanzas.stream().map(Packet::getID).toList();
    }
}
