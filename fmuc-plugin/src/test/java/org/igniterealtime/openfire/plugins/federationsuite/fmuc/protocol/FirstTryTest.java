package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** What a stanza says while no connection has been given it. */
public class FirstTryTest {

    private static final Instant NOW = Instant.parse("2010-05-24T12:00:00.123Z");
    private static final String MESSAGE = "<message type=\"groupchat\" from=\"a@b\" to=\"c@d\"><body>Hi</body></message>";

    @Test
    public void whatIsSaidToAllIsMarkedAndTheMarkIsTakenOffAgain() {
        for (FirstTry.Mark mark : List.of(new FirstTry.Mark(NOW, "one", Optional.of("link-1"), true),
            new FirstTry.Mark(NOW, "", Optional.empty(), false))) {
            Packet stanza = Xml.stanza(MESSAGE);
            FirstTry.mark(stanza, () -> mark);
            assertFalse(stanza.toXML().equals(MESSAGE));
            assertEquals(Optional.of(mark), FirstTry.take(stanza));
            assertEquals(MESSAGE, stanza.toXML());
            assertEquals("it says so once", Optional.empty(), FirstTry.take(stanza));
        }
    }

    @Test
    public void nothingElseIsMarkedNorIsAnythingAskedForIt() {
        for (String other : List.of("<message type=\"groupchat\" to=\"c@d\"><subject>x</subject></message>",
            "<message type=\"chat\" to=\"c@d\"><body>Hi</body></message>", "<presence to=\"c@d\"/>")) {
            Packet stanza = Xml.stanza(other);
            assertFalse(other, FirstTry.matters(stanza));
            FirstTry.mark(stanza, () -> {
                throw new AssertionError(other);
            });
            assertEquals(other, stanza.toXML());
        }
        assertTrue(FirstTry.matters(Xml.stanza(MESSAGE)));
    }

    @Test
    public void whoeverWritesAMarkHimselfGainsNothing() {
        FirstTry.Mark mark = new FirstTry.Mark(NOW, "one", Optional.empty(), false);
        Packet stanza = Xml.stanza(MESSAGE.replace("</message>", "<first-try said='yesterday' elsewhere='true' "
            + "xmlns='http://igniterealtime.org/protocol/federationsuite#link'/></message>"));
        FirstTry.mark(stanza, () -> mark);
        assertEquals(Optional.of(mark), FirstTry.take(stanza));
        assertEquals("his is off, too", MESSAGE, stanza.toXML());
    }

    @Test
    public void whatDoesNotSayWhenItWasSaidWasSaidAtNoTimeThatCouldBeBeforeALoss() {
        Packet stanza = Xml.stanza(MESSAGE.replace("</message>",
            "<first-try xmlns='http://igniterealtime.org/protocol/federationsuite#link'/></message>"));
        assertEquals(Optional.of(new FirstTry.Mark(Instant.MAX, "", Optional.empty(), false)), FirstTry.take(stanza));
    }
}
