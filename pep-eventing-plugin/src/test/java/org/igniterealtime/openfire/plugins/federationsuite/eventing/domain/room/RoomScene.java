package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Juliet's client, a service with rooms, and what they say to each other. Each test begins with nobody anywhere. */
class RoomScene {

    static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    static final String SERVICE = "chat.shakespeare.lit";
    static final String ROOM = "characters@" + SERVICE;
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final AtomicInteger numbers = new AtomicInteger();
    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    RoomLimits limits = limits(2, 3, 10, 2);
    boolean connected = true;
    final Rooms rooms = new Rooms(new RoomServices() {
        @Override
        public boolean isService(String domain) {
            return domain.equals(SERVICE);
        }

        @Override
        public boolean exists(JID room) {
            return !room.getNode().equals("nowhere");
        }

        @Override
        public boolean isConnected(JID client) {
            return connected;
        }

        @Override
        public boolean isElsewhere(JID client) {
            return client.getDomain().equals("montague.lit") && client.getResource() != null;
        }
    }, () -> limits, now::get, () -> "r" + numbers.incrementAndGet());

    static RoomLimits limits(int each, int all, int names, int sayings) {
        return new RoomLimits(each, all, 2, names, sayings, Duration.ofSeconds(60), Duration.ofSeconds(300));
    }

    List<Effect> subscribe(String node, String nick) {
        return request("<subscribe node='" + node + "' jid='" + BALCONY + "'/>"
            + options(field("roomnick", nick)).replace("'characters'", "'" + node + "'"), "sub2");
    }

    static String options(String fields) {
        return "<options node='characters' jid='" + BALCONY + "'><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", "http://jabber.org/protocol/pubsub#subscribe_options") + fields + "</x></options>";
    }

    static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value.replace("&", "&amp;") + "</value></field>";
    }

    List<Effect> publish(String payload) {
        return request("<publish node='characters'><item>" + payload + "</item></publish>", "gc1");
    }

    List<Effect> request(String content) {
        return request(content, "x1");
    }

    List<Effect> request(String content, String id) {
        IQ iq = Xml.iq("<iq type='set' id='" + id + "' from='" + BALCONY + "' to='" + SERVICE
            + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'>" + content + "</pubsub></iq>");
        return Minded.on(rooms, new Event.Request(BALCONY, Optional.of(new JID(SERVICE)), false, iq));
    }

    void enter(String nick) {
        outsider(routed(subscribe("characters", nick), 1));
        List<Effect> effects = self(nick, "");
        assertTrue(effects.toString(), routed(effects, 0) instanceof IQ);
        assertEquals(1, rooms.size());
    }

    List<Effect> outsider(Packet probe) {
        return answer(probe, "not-acceptable");
    }

    List<Effect> insider(Packet probe) {
        return answer(probe, "recipient-unavailable");
    }

    List<Effect> answer(Packet probe, String condition) {
        return Minded.on(rooms, new Event.Delivering(Xml.iq("<iq type='error' id='" + probe.getID() + "' from='" + probe.getTo()
            + "' to='" + BALCONY + "'><error type='cancel'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"), BALCONY));
    }

    List<Effect> self(String nick, String more) {
        return deliver("<presence from='" + ROOM + "/" + nick + "' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/><status code='110'/>" + more
            + "</x></presence>");
    }

    List<Effect> gone(String nick, String codes) {
        return deliver("<presence type='unavailable' from='" + ROOM + "/" + nick + "' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/>" + codes + "</x></presence>");
    }

    String said(String nick, String more) {
        return xml(routed(deliver("<message type='groupchat' from='" + ROOM + "/" + nick + "' to='" + BALCONY + "'><body>x</body>"
            + more + "</message>"), 0));
    }

    static String refusal(String name, String id, String condition) {
        return "<" + name + " type='error' id='" + id + "' from='" + ROOM + "/JC' to='" + BALCONY + "'><error type='cancel'><"
            + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></" + name + ">";
    }

    List<Effect> deliver(String xml) {
        return Minded.on(rooms,
            new Event.Delivering(xml.startsWith("<presence") ? Xml.presence(xml) : Xml.message(xml), BALCONY));
    }

    List<Effect> tick(Duration later) {
        now.set(now.get().plus(later));
        return new ArrayList<>(Minded.on(rooms, new Event.Tick(now.get())));
    }

    static Packet routed(List<Effect> effects, int index) {
        return effects.get(index) instanceof Effect.Tell tell ? tell.copy() : ((Effect.Route) effects.get(index)).stanza();
    }

    /** Empty elements in one way: those that were parsed are written in another than those that were made. */
    static String xml(Packet stanza) {
        return stanza.toXML().replaceAll("<(\\w+)([^<>]*)></\\1>", "<$1$2/>");
    }

    static PubsubError.Reason refused(List<Effect> effects) {
        assertEquals(effects.toString(), 1, effects.size());
        return ((Effect.Refuse) effects.get(0)).why().reason();
    }
}
