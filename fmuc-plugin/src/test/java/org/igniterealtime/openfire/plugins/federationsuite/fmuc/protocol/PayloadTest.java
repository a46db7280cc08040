package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.Message;

/** What stanzas carry. */
public class PayloadTest {

    private static final String CONDITIONS = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
    private static final String UNDEFINED = "<error type='cancel'><undefined-condition " + CONDITIONS + "/></error>";

    @Test
    public void onlyAnInvitationItsRefusalOrAFormAsksTheRoomForSomething() {
        String x = "<x xmlns='http://jabber.org/protocol/muc#user'>%s</x>";
        assertTrue(payload(x.formatted("<invite to='amy@example.com'/>")).asksRoom());
        assertTrue(payload(x.formatted("<decline to='amy@example.com'/>")).asksRoom());
        assertTrue(payload("<x xmlns='jabber:x:data' type='submit'/>").asksRoom());
        assertFalse("that is what marks a private message", payload("<body>Hi</body>" + x.formatted("")).asksRoom());
        assertFalse(payload("<body>Hi</body>").asksRoom());
    }

    @Test
    public void itWeighsWhatItIsAsXmlWithItsLanguage() {
        assertEquals("<body>Hallo</body>".length(), payload("<body>Hallo</body>").weight());
        assertEquals("<body>Hallo</body>".length() + "de".length(),
            Payload.of(Xml.stanza("<message xml:lang='de'><body>Hallo</body></message>")).weight());
        assertEquals(0, Payload.EMPTY.weight());
    }

    @Test
    public void anErrorThatClientsCanReadStaysAsItIs() {
        Payload readable = payload("<body>Hi</body><error type='auth' code='403'><forbidden " + CONDITIONS + "/><text "
            + CONDITIONS + ">No.</text><own xmlns='urn:own'/></error>");
        assertSame(readable, readable.asError());
    }

    @Test
    public void anErrorThatClientsCannotReadBecomesOneOfNoDefinedCondition() {
        for (String error : List.of("", "<error/>", "<error type='cancel'/>", "<error><forbidden " + CONDITIONS + "/></error>",
                "<error type='worse'><forbidden " + CONDITIONS + "/></error>", "<error type='cancel'><nonsense " + CONDITIONS
                + "/></error>", "<error type='auth'><forbidden xmlns='urn:other'/></error>",
                "<error type='auth'><forbidden " + CONDITIONS + "/><gone " + CONDITIONS + "/></error>", UNDEFINED + UNDEFINED)) {
            assertEquals(error, text("<body>Hi</body>" + UNDEFINED), text(payload("<body>Hi</body>" + error).asError()));
        }
    }

    @Test
    public void whatAnErrorSaysInWordsIsKept() {
        assertEquals(text("<error type='cancel'><undefined-condition " + CONDITIONS + "/><text " + CONDITIONS
            + ">Not &lt;now></text></error>"),
            text(payload("<error><text " + CONDITIONS + ">Not &lt;now></text></error>").asError()));
    }

    @Test
    public void theLanguageOfAStanzaIsThatOfWhatItSays() {
        Payload german = Payload.of(Xml.stanza("<message xml:lang='de'><body>Hallo</body></message>"));
        assertEquals("<message xml:lang=\"de\"><body>Hallo</body></message>", text(german));
        assertNotEquals(payload("<body>Hallo</body>"), german);
        for (Payload changed : List.of(german.with(DocumentHelper.createElement("thread")), german.only("body"),
            german.asPrivate(), german.asSeenIn(payload("<x xmlns='http://jabber.org/protocol/muc#user'/>")))) {
            assertTrue(text(changed), text(changed).contains("xml:lang=\"de\""));
        }
        Element kept = DocumentHelper.createElement("kept");
        german.addTo(kept);
        assertEquals(german, Payload.inside(kept));
    }

    @Test
    public void aStanzaThatSaysNothingMayDoSoInALanguage() {
        assertEquals("<message xml:lang=\"de\"/>", text(Payload.of(Xml.stanza("<message xml:lang='de'/>"))));
        assertSame(Payload.EMPTY, Payload.of(Xml.stanza("<message/>")));
    }

    private static Payload payload(String children) {
        return Payload.of(Xml.stanza("<message type='error'>" + children + "</message>"));
    }

    private static String text(String children) {
        return text(payload(children));
    }

    private static String text(Payload payload) {
        Message message = new Message();
        payload.addTo(message);
        return message.toXML();
    }
}
