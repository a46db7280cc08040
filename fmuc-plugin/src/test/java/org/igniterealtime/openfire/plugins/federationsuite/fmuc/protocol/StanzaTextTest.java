package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;

import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.Packet;

/** Stanzas on their way to another node. */
public class StanzaTextTest {

    private final StanzaText text = new StanzaText();

    @Test
    public void aStanzaArrivesAsItIs() {
        for (String xml : new String[] {"<message from=\"a@b/c\" to=\"d@e\"><body>x</body></message>",
            "<presence type=\"unavailable\" from=\"a@b/c\" to=\"d@e/f\"/>",
            "<iq type=\"get\" id=\"1\" from=\"a@b/c\" to=\"d@e\"/>"}) {
            assertEquals(Optional.of(xml), text.read(xml).map(StanzaText::write));
        }
    }

    @Test
    public void whatIsNoStanzaIsNotRead() {
        for (String xml : new String[] {"", "<message", "<presence from='a@b/'/>", "<message to='@'/>"}) {
            assertEquals(xml, Optional.<Packet>empty(), text.read(xml));
        }
    }
}
