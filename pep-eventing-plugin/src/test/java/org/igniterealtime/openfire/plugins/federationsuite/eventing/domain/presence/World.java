package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A server in memory: the rosters and clients of capulet.lit, and what is routed there. Does what the feature wants done. */
final class World extends Household {

    static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    static final JID CHAMBER = new JID("nurse@capulet.lit/chamber");
    static final JID BARD = new JID("bard@montague.lit");
    static final JID GLOBE = new JID("bard@montague.lit/globe");

    final List<Packet> routed = new ArrayList<>();
    int mostEntries = 100;
    int mostWaiting = 100;
    int mostWaitingEach = 10;
    int mostWaitingFrom = 100;
    boolean authorize = true;
    Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private int ids;
    private Book book = book();
    private PresenceFeature feature = feature();

    private Book book() {
        return new Book(this, new Book.Limits(() -> mostEntries, () -> mostWaiting, () -> mostWaitingEach,
            () -> mostWaitingFrom, "capulet.lit"::equals), () -> now);
    }

    private PresenceFeature feature() {
        AuthorizationForm.Words words = new AuthorizationForm.Words("Title", "Do.", "Node", "Who", "Yes?");
        return new PresenceFeature(new PresenceFeature.Surroundings(new JID("capulet.lit"), () -> "id" + ids++,
            () -> mostWaiting, () -> mostWaitingFrom, () -> authorize, words, "Access", "Polite"), book, this, this);
    }

    /** Everything that was only in memory is gone. */
    void restart() {
        book = book();
        feature = feature();
    }

    Book theBook() {
        return book;
    }

    PresenceFeature theFeature() {
        return feature;
    }

    void online(JID client) {
        act(new Event.Changed(client, comes(client)));
    }

    /** Presence with something to tell. */
    static Presence presence(JID from, JID to) {
        Presence presence = new Presence();
        presence.setFrom(from);
        presence.setTo(to);
        presence.setStatus("Moping");
        return presence;
    }

    /** The client has sent a request about presence, whatever it was. */
    void doesPubsub(JID client) {
        IQ iq = Xml.iq("<iq type='get' id='x' from='" + client + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + "<items node='presence'/></pubsub></iq>");
        act(new Event.Routing(iq, true));
        act(new Event.Routed(iq, true));
    }

    /** Sends a request and says in short how it is answered. */
    String request(JID from, JID to, String type, String namespace, String content) {
        IQ iq = Xml.iq("<iq type='" + type + "' id='1' from='" + from + "'" + (to == null ? "" : " to='" + to + "'")
            + "><pubsub xmlns='http://jabber.org/protocol/pubsub" + namespace + "'>" + content + "</pubsub></iq>");
        boolean local = isHere(from);
        act(new Event.Routing(iq, local));
        String answer = "core";
        for (Effect effect : act(new Event.Request(from, Optional.ofNullable(to), local && present.containsKey(from), iq))) {
            if (effect instanceof Effect.Reply reply) {
                answer = reply.content().asXML();
            } else if (effect instanceof Effect.Confirm) {
                answer = "done";
            } else if (effect instanceof Effect.Refuse refuse) {
                answer = refuse.why().reason().name();
            }
        }
        act(new Event.Routed(iq, local));
        return answer;
    }

    String subscribe(JID from, JID to) {
        return stateIn(request(from, to, "set", "", "<subscribe node='presence' jid='" + from.asBareJID() + "'/>"));
    }

    String unsubscribe(JID from, JID to) {
        return request(from, to, "set", "", "<unsubscribe node='presence' jid='" + from.asBareJID() + "'/>");
    }

    String state(JID from, JID to) {
        return stateIn(request(from, to, "get", "", "<subscriptions node='presence'/>"));
    }

    private static String stateIn(String answer) {
        int at = answer.indexOf(" subscription=\"");
        return at < 0 ? answer.startsWith("<") ? "" : answer : answer.substring(at + 15, answer.indexOf('"', at + 15));
    }

    /** A stanza passes the server; the server does what it says. */
    boolean pass(String xml, boolean local) {
        org.dom4j.Element element = Xml.element(xml);
        Packet stanza = switch (element.getName()) {
            case "message" -> new Message(element);
            case "presence" -> new Presence(element);
            default -> new IQ(element, true);
        };
        boolean stopped = act(new Event.Routing(stanza, local)).contains(new Effect.Stop());
        if (!stopped) {
            serve(stanza);
            act(new Event.Routed(stanza, local));
        }
        return stopped;
    }

    /** Tells the feature, and does what it wants. */
    List<Effect> act(Event event) {
        List<Effect> effects = Minded.on(feature, event);
        done(effects);
        return effects;
    }

    /** An account is deleted. */
    void delete(JID account) {
        done(feature.deleted(account));
    }

    private void done(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Route route) {
                routed.add(route.stanza());
                serve(route.stanza());
            } else if (effect instanceof Effect.Tell tell) {
                routed.add(tell.copy());
            } else if (effect instanceof Effect.Withhold withhold) {
                granted.remove(new Pair(withhold.owner(), withhold.contact()));
                if (withhold.withdrawn()) {
                    sought.remove(new Pair(withhold.owner(), withhold.contact()));
                }
            }
        }
    }

    /** An administrator refuses a request, and what comes of it is done. */
    boolean refuse(JID owner, JID contact) {
        PresenceFeature.Refused refused = feature.refuse(new Pair(owner, contact));
        done(refused.effects());
        return refused.refused();
    }

    /** What was routed since this was last asked, in short. */
    List<String> routed() {
        List<String> found = routed.stream().map(World::brief).toList();
        routed.clear();
        return found;
    }

    private static String brief(Packet stanza) {
        String xml = stanza.toXML();
        String what = xml.contains("#subscribe_authorization") ? "form"
            : xml.contains("<items ") ? "item" + (xml.contains("\"unavailable\"") ? " gone" : "")
            : xml.contains("<event ") ? stateIn(xml)
            : xml.contains("<error ") ? "error" : stanza.getElement().attributeValue("type", "");
        return what + " " + stanza.getFrom() + " > " + stanza.getTo();
    }
}
