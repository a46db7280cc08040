package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;

import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Presence as the payload of an item. */
public class PresenceItemTest {

    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");

    private static String item(String xml) {
        return PresenceItem.of(new Presence(Xml.element(xml)), BALCONY).orElseThrow().asXML();
    }

    @Test
    public void thePayloadIsWhatTheResourceSaidToNobodyInParticular() {
        assertEquals("<presence xmlns=\"jabber:client\" from=\"juliet@capulet.lit/balcony\"><status>Moping</status></presence>",
            item("<presence xmlns='jabber:client' from='juliet@capulet.lit/balcony' to='romeo@montague.lit'>"
                + "<status>Moping</status></presence>"));
    }

    @Test
    public void whatOthersAddedTravelsUntouched() {
        assertEquals("<presence xmlns=\"jabber:client\" type=\"unavailable\" from=\"juliet@capulet.lit/balcony\">"
            + "<x xmlns=\"urn:example:x\" a=\"b\">text<y/> more</x></presence>",
            item("<presence xmlns='jabber:server' type='unavailable'><x xmlns='urn:example:x' a='b'>text<y/> more</x>"
                + "</presence>"));
    }

    @Test
    public void theSenderIsWhoReallySentIt() {
        assertEquals("<presence xmlns=\"jabber:client\" from=\"juliet@capulet.lit/balcony\"/>",
            item("<presence from='evil@x/y'/>"));
    }

    @Test
    public void whatIsNestedTooDeepIsNoItem() {
        String deep = "<presence>" + "<a xmlns='urn:a'>".repeat(100) + "</a>".repeat(100) + "</presence>";
        assertEquals(Optional.empty(), PresenceItem.of(new Presence(Xml.element(deep)), BALCONY));
    }
}
