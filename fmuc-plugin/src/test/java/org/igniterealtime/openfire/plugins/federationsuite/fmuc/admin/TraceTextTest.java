package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** How a stanza stands in a trace: what is hidden, what never is shown, and how long it may be. */
public class TraceTextTest {

    private static final String MESSAGE = "<message from='a@b/c' to='d@e' id='i'>%s</message>";

    @Test
    public void aStanzaIsWrittenDownAndNotChanged() {
        Packet stanza = message("<body>secret</body><x xmlns='urn:other' name='whose'/>");
        String before = stanza.toXML();
        assertFalse(TraceText.of(stanza, false).contains("secret"));
        assertEquals(before, stanza.toXML());
    }

    @Test
    public void attributesOfTheProtocolAreShownAndOthersOnlyWithBodies() {
        Packet stanza = message("<delay xmlns='urn:xmpp:delay' stamp='2030-01-01T00:00:00Z'/>"
            + "<x xmlns='urn:other' name='whose'/>");
        String hidden = TraceText.of(stanza, false);
        assertTrue(hidden, hidden.contains("2030-01-01T00:00:00Z") && hidden.contains("name=\"[\u20265]\""));
        String shown = TraceText.of(stanza, true);
        assertTrue(shown, shown.contains("name=\"whose\""));
    }

    @Test
    public void aTextInPiecesIsOneTextAndWhiteSpaceIsNone() {
        String hidden = TraceText.of(message("<body>one<![CDATA[two]]>three</body> <subject> </subject>"), false);
        assertTrue(hidden, hidden.contains("<body>[\u202611]</body>") && hidden.contains("<subject/>"));
    }

    @Test
    public void aPasswordIsNotWrittenDownEvenWithBodiesAndNeitherAreComments() {
        String shown = TraceText.of(message("<password>pw</password><body>one<!-- two --></body>"), true);
        assertTrue(shown, shown.contains("<password>[\u20262]</password>"));
        assertFalse(shown, shown.contains("two"));
        assertTrue(shown, shown.contains("one"));
    }

    @Test
    public void whatIsTooLongIsCutOffAndMarked() {
        int around = TraceText.of(message("<body></body>"), true).length() + "<body></body>".length() - "<body/>".length();
        String fits = "x".repeat(TraceText.LONGEST - around);
        assertEquals(TraceText.LONGEST, TraceText.of(message("<body>" + fits + "</body>"), true).length());
        assertTrue(TraceText.of(message("<body>" + fits + "</body>"), true).endsWith("</message>"));
        String cut = TraceText.of(message("<body>x" + fits + "</body>"), true);
        assertEquals(TraceText.LONGEST + 1, cut.length());
        assertTrue(cut.endsWith("</message\u2026"));
    }

    private static Packet message(String content) {
        return Xml.stanza(MESSAGE.formatted(content));
    }
}
