package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.XmlLength;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What is known of the copies of one stanza. */
public class FanOutTest {

    private static final Optional<String> CURTIS = Optional.of("Curtis");
    private final VirtualOccupant kev = occupant("Kev", "one.example");
    private final VirtualOccupant amy = occupant("Amy", "one.example");
    private final VirtualOccupant bob = occupant("Bob", "other.example");

    @Test
    public void whatOneHasCarriedIsSaidToTheOthersOfItsSlaveOnly() {
        FanOut fanOut = FanOut.ofStanza();
        assertFalse(fanOut.isSaidTo(amy, CURTIS));
        assertTrue(fanOut.carries(kev, FanOut.said(CURTIS)));
        assertTrue(fanOut.isSaidTo(amy, CURTIS));
        assertFalse("another slave", fanOut.isSaidTo(bob, CURTIS));
        assertFalse("another speaker", fanOut.isSaidTo(amy, Optional.empty()));
        assertFalse("a second broadcast", fanOut.isSaidTo(kev, CURTIS));
    }

    @Test
    public void whoJoinsIsToldThePastWhateverWasSaidToAllMeanwhile() {
        FanOut fanOut = FanOut.ofJoin(amy.user());
        fanOut.carries(kev, FanOut.said(CURTIS));
        assertFalse(fanOut.isSaidTo(amy, CURTIS));
    }

    @Test
    public void whereNothingIsKnownNothingWasSaid() {
        assertFalse(FanOut.unknown().isSaidTo(amy, CURTIS));
    }

    @Test
    public void oneObjectForManyReceiversIsAsLongAsEachCopyIs() {
        FanOut fanOut = FanOut.ofStanza();
        Packet copy = Xml.stanza("<message from='room@example.com/Curtis' to='kev@one.example'><body>x</body></message>");
        for (String receiver : new String[] {"kev@one.example/x", "ämy@one.example/a&b", "k@l"}) {
            copy.setTo(new JID(receiver));
            assertEquals(XmlLength.of(copy), fanOut.length(copy));
        }
        Packet other = Xml.stanza("<message from='room@example.com/Curtis' to='kev@one.example'><body>other</body></message>");
        assertEquals(XmlLength.of(other), fanOut.length(other));
    }

    @Test
    public void whatHoldsIsLookedUpOnceForEachSlaveAndOnceForAll() {
        FanOut fanOut = FanOut.ofStanza();
        SlavePolicy trusted = SlavePolicy.ordinary(true);
        assertEquals(trusted, fanOut.policyFor(kev.slave(), slave -> trusted));
        assertEquals(trusted, fanOut.policyFor(amy.slave(), slave -> SlavePolicy.ordinary(false)));
        assertEquals(SlavePolicy.ordinary(false), fanOut.policyFor(bob.slave(), slave -> SlavePolicy.ordinary(false)));
        assertEquals(MasterPolicy.DEFAULT, fanOut.policy(() -> MasterPolicy.DEFAULT));
        assertEquals(MasterPolicy.DEFAULT, fanOut.policy(() -> {
            throw new AssertionError("it is known");
        }));
    }

    @Test
    public void aDomainIsComeToOnceWithEachStanzaAndEachTimeWhereNothingIsKnown() {
        FanOut fanOut = FanOut.ofStanza();
        assertTrue(fanOut.comesTo("one.example"));
        assertFalse(fanOut.comesTo("one.example"));
        assertTrue(fanOut.comesTo("other.example"));
        FanOut unknown = FanOut.unknown();
        assertTrue(unknown.comesTo("one.example"));
        assertTrue(unknown.comesTo("one.example"));
    }

    @Test
    public void theFirstCopyOfABroadcastIsTheFirstForItsReceiverOnlyWhateverSlaveHeCameThrough() {
        FanOut fanOut = FanOut.ofStanza();
        assertTrue(fanOut.isFirst("x", kev));
        assertTrue("his again", fanOut.isFirst("x", kev));
        assertFalse(fanOut.isFirst("x", amy) || fanOut.isFirst("x", bob));
        assertTrue("another broadcast", fanOut.isFirst("y", bob));
    }

    private static VirtualOccupant occupant(String nick, String domain) {
        return VirtualOccupant.joining(new JID(nick + '@' + domain), nick, new JID("room\\40example.com@mirror." + domain), 1,
            Instant.EPOCH);
    }
}
