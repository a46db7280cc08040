package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;

import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What subscribers are told, and which requests are about a node. */
public class SubscriptionCodecTest {

    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID BARD = new JID("bard@montague.lit");
    private static final JID GLOBE = new JID("bard@montague.lit/globe");

    @Test
    public void whatGoesToAnAccountIsKeptForNobodyAndWhatGoesToAClientIsAsInTheExample() {
        Message toAll = SubscriptionCodec.decision(JULIET, BARD, GLOBE, "none");
        assertEquals(Message.Type.headline, toAll.getType());
        Message toOne = SubscriptionCodec.decision(JULIET, GLOBE, GLOBE, "none");
        assertEquals(Message.Type.normal, toOne.getType());
        for (Message message : new Message[] {toAll, toOne}) {
            assertEquals(JULIET, message.getFrom());
            assertEquals(GLOBE.toString(),
                message.getElement().element("event").element("subscription").attributeValue("jid"));
        }
        assertEquals(GLOBE, toOne.getTo());
    }

    @Test
    public void aNodeWithoutANameIsNone() {
        assertEquals(Optional.of("tune"), publishes("<publish node='tune'/>"));
        for (String other : new String[] {"<publish node=' '/>", "<publish/>", "<publish node='presence'/>", "",
            "<publish node='tune'/><publish-options/>", "<publish node='tune'/><configure/>"}) {
            assertEquals(other, Optional.empty(), publishes(other));
        }
    }

    private static Optional<String> publishes(String content) {
        return SubscriptionCodec.publishes(Xml.iq("<iq type='set' id='x'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + content + "</pubsub></iq>"));
    }
}
