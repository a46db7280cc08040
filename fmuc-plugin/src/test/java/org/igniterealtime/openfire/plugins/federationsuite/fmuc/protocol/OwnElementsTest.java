package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** Elements of our own in the stanzas of others: what they say, and that they are off again when that has been read. */
public class OwnElementsTest {

    private static final String PRESENCE = "<presence from=\"a@b/c\" to=\"d@e/f\"/>";

    // ---- of transparent mode

    @Test
    public void whatWasTakenToTheSlaveSaysSoOnce() {
        Packet stanza = Xml.stanza(PRESENCE);
        assertFalse(Transparent.takeTaken(stanza));
        Transparent.markTaken(stanza);
        assertFalse("that is another thing", Transparent.takeDirect(stanza));
        assertTrue(Transparent.takeTaken(stanza));
        assertEquals(PRESENCE, stanza.toXML());
        assertFalse(Transparent.takeTaken(stanza));
    }

    @Test
    public void whatGoesToTheRoomItselfSaysSoOnce() {
        Packet stanza = Xml.stanza(PRESENCE);
        Transparent.markDirect(stanza);
        Transparent.markDirect(stanza);
        assertFalse(Transparent.takeTaken(stanza));
        assertTrue(Transparent.takeDirect(stanza));
        assertEquals("however often", PRESENCE, stanza.toXML());
        assertFalse(Transparent.takeDirect(stanza));
    }

    @Test
    public void whatAClientHasNoBusinessToSayIsTakenOff() {
        Packet stanza = Xml.stanza(PRESENCE);
        Transparent.markTaken(stanza);
        Transparent.markDirect(stanza);
        Transparent.strip(stanza);
        assertEquals(PRESENCE, stanza.toXML());
    }

    @Test
    public void anErrorSaysThatTheMirrorIsNotAdmittedAndThatOfAPasswordDoesNot() {
        Payload error = Stanzas.errorPayload(Condition.not_authorized, "No.");
        assertFalse(Transparent.saysNotAdmitted(error));
        assertFalse(Transparent.saysNotAdmitted(Payload.EMPTY));
        Payload marked = Transparent.notAdmitted(error);
        assertTrue(Transparent.saysNotAdmitted(marked));
        assertTrue(marked.hasError(Condition.not_authorized));
        assertFalse("the other stays as it is", Transparent.saysNotAdmitted(error));
    }

    // ---- of joining again

    @Test
    public void aJoinSaysThatTheSlaveJoinsAgainUntilThatIsTakenOff() {
        Packet join = Xml.stanza(PRESENCE);
        assertFalse(Resume.isMarked(join));
        Resume.mark(join);
        Resume.mark(join);
        assertTrue(Resume.isMarked(join));
        Resume.strip(join);
        assertEquals(PRESENCE, join.toXML());
    }

    @Test
    public void aJoinMaySayWithWhichIdItsAnswerIsToBegin() {
        Packet join = Xml.stanza(PRESENCE);
        assertEquals(Optional.empty(), Resume.id(join));
        Resume.mark(join, "1a");
        assertTrue(Resume.isMarked(join));
        assertEquals(Optional.of("1a"), Resume.id(join));
        assertEquals(Optional.of("1a"), Resume.mark(Payload.of(join), "1a"));
        assertEquals(Optional.empty(), Resume.mark(Payload.of(join), "1b"));
        Resume.strip(join);
        assertEquals(PRESENCE, join.toXML());
        assertEquals(Optional.empty(), Resume.mark(Payload.of(join), "1a"));
        Resume.mark(join);
        assertEquals("older mirrors do not", Optional.empty(), Resume.id(join));
        assertEquals(Optional.empty(), Resume.mark(Payload.of(join), "1a"));
    }

    @Test
    public void anIdThatNeedNotBeSoLongIsNone() {
        Packet join = Xml.stanza(PRESENCE);
        Resume.mark(join, "x".repeat(64));
        assertEquals(64, Resume.id(join).orElseThrow().length());
        Resume.strip(join);
        Resume.mark(join, "x".repeat(65));
        assertEquals(Optional.empty(), Resume.id(join));
    }

    @Test
    public void onlyAnOrderTellsTheSlaveToJoinAgain() {
        String iq = "<iq type='%s' id='1' from='a@b' to='c@d'>"
            + "<%s xmlns='http://igniterealtime.org/protocol/federationsuite'/></iq>";
        assertTrue(Resume.isAsked((IQ) Xml.stanza(iq.formatted("set", "resume"))));
        assertFalse(Resume.isAsked((IQ) Xml.stanza(iq.formatted("get", "resume"))));
        assertFalse(Resume.isAsked((IQ) Xml.stanza(iq.formatted("result", "resume"))));
        assertFalse(Resume.isAsked((IQ) Xml.stanza(iq.formatted("set", "else"))));
    }

    // ---- dialects

    @Test
    public void bothKindsOfNodesSpeakXep0289AndNobodyElseDoes() {
        assertTrue(Dialect.XEP_0289.isXep0289() && Dialect.XEP_0289_REPLICA.isXep0289());
        assertFalse(Dialect.PROTOXEP.isXep0289() || Dialect.PLAIN.isXep0289());
    }
}
