package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.junit.Test;
import org.xmpp.packet.IQ;

/** In whose name a box is answered: anybody can make one. */
public class DetourHandlerTest {

    private final OwnStanzas own = new OwnStanzas(stanza -> { }, () -> "id");
    private final Features features = new Features(new MapSettings(), Map.of(EventingSettings.PRESENCE,
        event -> event instanceof Event.Request ? List.of(new Effect.Confirm()) : List.of()));
    private final DetourHandler handler = new DetourHandler((iq, from, to) -> to.getDomain().equals("chat.capulet.lit"),
        features, new Deeds(stanza -> { }, own, (who, withdrawn) -> { }));

    private static String box(String type, String to) {
        return "<iq type='" + type + "' id='x' from='bard@montague.lit/globe' to='capulet.lit'><detour xmlns='"
            + Detour.NAMESPACE + "' to='" + to + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'/></detour></iq>";
    }

    @Test
    public void aBoxForAServiceOfOursIsAnsweredInItsName() {
        assertEquals("chat.capulet.lit", handler.handleIQ(Xml.iq(box("set", "chat.capulet.lit"))).getFrom().toString());
    }

    @Test
    public void nobodyIsAnsweredInTheNameThatHeWroteOnABoxHimself() {
        for (String forged : List.of("verona.lit", "juliet@capulet.lit/balcony", "@", "")) {
            IQ answer = handler.handleIQ(Xml.iq(box("get", forged)));
            assertEquals(forged, "capulet.lit", answer.getFrom().toString());
            assertEquals("bard@montague.lit/globe", answer.getTo().toString());
            assertEquals(IQ.Type.error, answer.getType());
        }
        assertNull(handler.handleIQ(Xml.iq(box("error", "verona.lit"))));
    }
}
