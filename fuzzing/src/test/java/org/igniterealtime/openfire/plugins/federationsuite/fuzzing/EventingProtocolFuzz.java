package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import java.util.Set;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Asked;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Circular;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.MalformedPayloadException;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.MessagePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.MessagePayloadCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresenceItem;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayloadCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Refusal;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomStanzaCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.TalkNodeCodec;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Any stanza for the readers of eventing: none throws but what it says, and payloads are written as they were read. */
public final class EventingProtocolFuzz {

    private static final JID CLIENT = new JID("juliet@capulet.lit/balcony");
    private static final JID SERVICE = new JID("pubsub.shakespeare.lit");
    private static final Set<String> TYPES = Set.of("groupchat", "chat");
    private static final int OWN_CHARS = 1_000;

    private EventingProtocolFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        new StanzaMaker(EventingWords.WORDS, input).stanza().ifPresent(EventingProtocolFuzz::read);
    }

    private static void read(Packet stanza) {
        String xml = stanza.getElement().asXML();
        boolean addressed = Addresses.from(stanza).isPresent() && Addresses.to(stanza).isPresent();
        if (addressed) {
            // Asked of what a room sends only.
            RoomStanzaCodec.read(stanza);
        }
        RequestNames.ofNode("presence").and(RequestNames.ofChild("create")).areIn(stanza.getElement());
        payload(stanza.getElement());
        if (stanza instanceof IQ iq) {
            request(iq);
        } else if (stanza instanceof Message message) {
            message(message);
        } else if (stanza instanceof Presence presence) {
            PresenceItem.of(presence, CLIENT);
        }
        if ("error".equals(stanza.getElement().attributeValue("type"))) {
            RoomStanzaCodec.isOfNobody(Refusal.of(stanza));
        }
        assertEquals("readers change nothing", xml, stanza.getElement().asXML());
        if (stanza instanceof IQ iq) {
            change(iq, xml.length());
        } else if (stanza instanceof Message message && addressed) {
            // As for a message of ours: addresses are put right before.
            Message own = new Message(message.getElement().createCopy());
            assertEquals(own.toXML(), Circular.of(own.createCopy()).getElement().asXML());
        }
    }

    private static void request(IQ iq) {
        PubsubRequest request = PubsubRequestCodec.decode(iq);
        if (request instanceof PubsubRequest.PublishPresence publish) {
            roundTrip(publish.presence());
        }
        assertEquals(RoomRequestCodec.decode(iq).isPresent(), RoomRequestCodec.isOne(iq));
        SubscriptionCodec.decode(iq);
        SubscriptionCodec.publishes(iq);
        SubscriptionCodec.deletes(iq);
        TalkNodeCodec.created(iq);
        TalkNodeCodec.chosenName(iq);
        TalkNodeCodec.isTalk(iq);
        TalkNodeCodec.owned(iq);
        TalkNodeCodec.subscribesOther(iq).ifPresent(node -> {
            IQ complete = TalkNodeCodec.withSubids(iq, SERVICE, "1", iq, () -> "s");
            assertEquals(Optional.empty(), TalkNodeCodec.subscribesOther(complete));
        });
        RoomStanzaCodec.isAnswerToOccupant(iq);
        if (Addresses.from(iq).isPresent() && Addresses.to(iq).isPresent() && Asked.isPossible(iq)) {
            Asked asked = Asked.of(Addresses.from(iq).orElseThrow(), iq);
            asked.result();
            asked.error(new Refusal("conflict", "cancel", Optional.empty()));
        }
    }

    private static void message(Message message) {
        AuthorizationForm.read(message);
        if (TalkNodeCodec.told(message).isPresent()) {
            TalkNodeCodec.ordinary(message, CLIENT);
        }
        MessagePayloadCodec.read(message);
    }

    private static void payload(Element element) {
        for (Element child : element.elements()) {
            try {
                roundTrip(PresencePayloadCodec.decode(child));
            } catch (MalformedPayloadException e) {
                assertTrue(e.getMessage().length() < OWN_CHARS);
            }
            try {
                MessagePayload read = MessagePayloadCodec.decode(child, TYPES);
                assertEquals(read, MessagePayloadCodec.decode(MessagePayloadCodec.toElement(read), TYPES));
                Message stanza = MessagePayloadCodec.encode(read, Message.Type.chat, CLIENT, SERVICE);
                assertEquals(read, MessagePayloadCodec.read(stanza));
            } catch (MalformedPayloadException e) {
                assertTrue(e.getMessage().length() < OWN_CHARS);
            }
        }
    }

    private static void roundTrip(PresencePayload payload) {
        Presence stanza = PresencePayloadCodec.encode(payload, CLIENT);
        try {
            assertEquals(payload, PresencePayloadCodec.decode(stanza.getElement()));
        } catch (MalformedPayloadException e) {
            throw new AssertionError(stanza.toXML(), e);
        }
    }

    /** In the end, because it is changed. */
    private static void change(IQ iq, int chars) {
        TalkNodeCodec.stampPublished(iq, CLIENT, () -> "fresh");
        SubscriptionCodec.authorizeByDefault(iq);
        if (SubscriptionCodec.publishes(iq).isPresent()) {
            SubscriptionCodec.authorize(iq);
        }
        assertTrue(iq.toXML().length() <= 2 * chars + OWN_CHARS);
    }
}
