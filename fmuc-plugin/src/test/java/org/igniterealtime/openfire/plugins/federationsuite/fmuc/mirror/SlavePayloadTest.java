package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** What clients say to each other passes as it is, to the last character, whatever the mirror thinks it is. */
public class SlavePayloadTest {

    private static final List<String> PAYLOADS = List.of(
        "<body>Hello &lt;world&gt; &amp; “all” 😀</body>",
        "<body xml:lang=\"de\">Hallo</body><body xml:lang=\"en\">Hello</body>",
        "<active xmlns=\"http://jabber.org/protocol/chatstates\"/>",
        "<body>Yes</body><request xmlns=\"urn:xmpp:receipts\"/>",
        "<received xmlns=\"urn:xmpp:receipts\" id=\"m1\"/>",
        "<displayed xmlns=\"urn:xmpp:chat-markers:0\" id=\"m1\"/>",
        "<body>Corrected</body><replace xmlns=\"urn:xmpp:message-correct:0\" id=\"m1\"/>",
        "<reactions xmlns=\"urn:xmpp:reactions:0\" id=\"m1\"><reaction>👍</reaction></reactions><store xmlns=\"urn:xmpp:hints\"/>",
        "<apply-to xmlns=\"urn:xmpp:fasten:0\" id=\"m1\"><retract xmlns=\"urn:xmpp:message-retract:0\"/></apply-to>",
        "<body>&gt; quoted</body><reply xmlns=\"urn:xmpp:reply:0\" to=\"r@c/N\" id=\"m1\"/>",
        "<encrypted xmlns=\"eu.siacs.conversations.axolotl\"><header sid=\"1\"><key rid=\"2\">AAAA</key><iv>BB</iv></header>"
            + "<payload>CCCC</payload></encrypted><encryption xmlns=\"urn:xmpp:eme:0\" name=\"OMEMO\" "
            + "namespace=\"eu.siacs.conversations.axolotl\"/><body>encrypted</body>",
        "<body>https://example.com/a.png</body><x xmlns=\"jabber:x:oob\"><url>https://example.com/a.png</url></x>",
        "<html xmlns=\"http://jabber.org/protocol/xhtml-im\"><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>Hi</p></body></html>",
        "<origin-id xmlns=\"urn:xmpp:sid:0\" id=\"o1\"/><body>x</body>",
        "<a:b xmlns:a=\"urn:a\" a:c=\"d\"><e xmlns=\"urn:e\">text <f/> more</e></a:b>",
        "<subject>Topic</subject><thread parent=\"p\">t</thread><body>Both are a message.</body>");

    private final Slave slave = new Slave().has("Kev");
    private final Slave hasty = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true)).has("Kev");

    @Test
    @Conforms("room-8")
    public void upToTheMaster() {
        for (String payload : PAYLOADS) {
            Packet sent = slave.says("Kev", "m1", payload).takeSent().get(0);
            assertEquals(payload, text(sent));
            assertEquals(MASTER, sent.getTo().toString());
        }
    }

    @Test
    @Conforms("room-8")
    public void theLanguageUpToTheMasterAndDownToTheUsers() {
        String german = "<message xml:lang='de' type='groupchat' id='m1' from='%s' to='%s'><body>Hallo</body></message>";
        Packet up = slave.receives(german.formatted(jid("Kev"), SLAVE)).takeSent().get(0);
        assertEquals("de", up.getElement().attributeValue("lang"));
        Packet down = slave.receives(german.formatted(MASTER + "/Curtis", SLAVE)).takeSent().get(0);
        assertEquals("de", down.getElement().attributeValue("lang"));
    }

    @Test
    @Conforms("room-8")
    public void downToTheUsers() {
        for (String payload : PAYLOADS) {
            Packet sent = slave.receives("<message type='groupchat' from='%s/Curtis' to='%s'>%s</message>"
                .formatted(MASTER, SLAVE, payload)).takeSent().get(0);
            assertEquals(payload, text(sent));
            assertEquals(jid("Kev"), sent.getTo().toString());
        }
    }

    @Test
    public void shownAtOnceInFireAndForgetMode() {
        for (String payload : PAYLOADS) {
            assertEquals(payload, text(hasty.says("Kev", "m1", payload).takeSent().get(1)));
        }
    }

    @Test
    public void privatelyBothWays() {
        slave.shows("Curtis").andSo();
        for (String payload : PAYLOADS) {
            Packet up = slave.receives("<message type='chat' from='%s' to='%s/Curtis'>%s</message>"
                .formatted(jid("Kev"), SLAVE, payload)).takeSent().get(0);
            assertEquals(payload, text(up));
            Packet down = slave.receives("<message type='chat' from='%s/Curtis' to='%s/Kev'>%s</message>"
                .formatted(MASTER, SLAVE, payload)).takeSent().get(0);
            assertEquals(payload + "<x xmlns=\"http://jabber.org/protocol/muc#user\"/>", text(down));
        }
    }

    @Test
    public void presenceOfAllKinds() {
        String payload = "<show>away</show><status>Späti &amp; zurück</status><priority>-1</priority>"
            + "<c xmlns=\"http://jabber.org/protocol/caps\" hash=\"sha-1\" node=\"n\" ver=\"v=\"/>"
            + "<x xmlns=\"vcard-temp:x:update\"><photo>abc</photo></x>"
            + "<idle xmlns=\"urn:xmpp:idle:1\" since=\"2010-05-24T12:00:00Z\"/>";
        Packet up = slave.receives("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(jid("Kev"), SLAVE, payload))
            .takeSent().get(0);
        assertEquals(payload, text(up));
        Packet down = slave.receives("<presence from='%s/Curtis' to='%s'>%s</presence>".formatted(MASTER, SLAVE, payload))
            .takeSent().get(0);
        assertEquals(payload, text(down));
    }

    @Test
    @Conforms("room-3")
    public void idsOfTheRoomStayInHistory() {
        String payload = "<body>x</body><stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"" + MASTER + "\" id=\"s1\"/>";
        slave.receives("<message type='groupchat' id='m1' from='%s/Curtis' to='%s'>%s</message>"
            .formatted(MASTER, SLAVE, payload)).andSo();
        slave.asks("Amy").shows("Amy");
        Packet replayed = slave.takeSent().stream().filter(sent -> "m1".equals(sent.getID())).findFirst().orElseThrow();
        assertEquals(payload + "<delay xmlns=\"urn:xmpp:delay\" from=\"" + SLAVE
            + "\" stamp=\"2010-05-24T12:00:00Z\"/>", text(replayed));
    }

    /** As XML; an element that is empty is written in the short form, whether it was parsed or made. */
    private static String text(Packet stanza) {
        return Payload.of(stanza).toString().replaceAll("<([^<>/][^<>]*[^<>/])></[^<>]+>", "<$1/>");
    }
}
