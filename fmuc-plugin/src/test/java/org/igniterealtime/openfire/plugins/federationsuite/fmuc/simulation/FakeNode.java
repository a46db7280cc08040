package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketExtension;
import org.xmpp.packet.Presence;

/**
 * A room that speaks XEP-0289 as joined node, with users of its own: as the specification's examples have it, or as rooms of
 * Openfire do it, which never tell a node of its own users, go on counting those whom they have thrown out, and compare no nicks
 * of those who come through nodes.
 */
final class FakeNode {

    private static final int HISTORY = 20;

    private final JID address;
    private final Kind kind;
    private final Consumer<Packet> out;
    private final Supplier<Instant> clock;
    /** All who are in, by real address. */
    private final Map<JID, String> occupants = new LinkedHashMap<>();
    /** The roles of those who are no participants. */
    private final Map<JID, String> roles = new HashMap<>();
    /** The nodes that have joined, and whom each has told of and not taken back. */
    private final Map<JID, Set<JID>> nodes = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<Message> history = new ArrayList<>();
    private Message subject;

    /** How a node does it. */
    enum Kind {
        /** Primary-primary: tells a node of its own user when he is the first, and not later. */
        CONFORMING,
        /** Never tells a node of its own users. */
        NATIVE,
        /** Primary-replica: sends everything back. */
        PRIMARY
    }

    FakeNode(JID address, Kind kind, Consumer<Packet> out, Supplier<Instant> clock) {
        this.address = address;
        this.kind = kind;
        this.out = out;
        this.clock = clock;
    }

    Set<String> nicks() {
        return new TreeSet<>(occupants.values());
    }

    /** What somebody is in the room: his role. */
    String roleOf(JID user) {
        return roles.getOrDefault(user, "participant");
    }

    /** Who is in, and under which nick. */
    Map<JID, String> occupants() {
        return occupants;
    }

    boolean has(JID user) {
        return occupants.containsKey(user);
    }

    /** The ids of all messages with a body, in order. */
    List<String> log() {
        return log;
    }

    Set<JID> nodes() {
        return nodes.keySet();
    }

    // ---- what its own users do

    void join(JID user, String nick) {
        if (!occupants.containsKey(user) && !occupants.containsValue(nick)) {
            occupants.put(user, nick);
            show(presence(user, null, 0), user);
        }
    }

    void leave(JID user) {
        if (occupants.containsKey(user)) {
            show(presence(user, Presence.Type.unavailable, 0), user);
            forget(user);
        }
    }

    void say(JID user, String id) {
        if (occupants.containsKey(user)) {
            Message message = new Message();
            message.setID(id);
            message.setBody("Message " + id);
            hear(message, user);
        }
    }

    /** Somebody is given a role. */
    void give(JID user, String role) {
        roles.put(user, role);
        Presence given = presence(user, null, 0);
        if (kind == Kind.NATIVE) {
            // In the room's own name.
            given.setFrom(address);
            nodes.keySet().forEach(node -> send(given, address, node));
        } else {
            nodes.keySet().forEach(node -> send(given, user, node));
        }
    }

    /** A user of its own throws somebody out. */
    void kick(JID actor, JID user) {
        if (!occupants.containsKey(actor) || !occupants.containsKey(user) || user.equals(actor)) {
            return;
        }
        Presence gone = presence(user, Presence.Type.unavailable, Muc.KICKED);
        if (kind == Kind.NATIVE) {
            // Twice: in the name of who does it, and in the room's own.
            gone.setFrom(new JID(address.getNode(), address.getDomain(), occupants.get(actor)));
            Presence again = gone.createCopy();
            again.setFrom(address);
            nodes.keySet().forEach(node -> {
                send(gone, actor, node);
                send(again, address, node);
            });
        } else {
            nodes.keySet().forEach(node -> send(gone, user, node));
            nodes.values().forEach(users -> users.remove(user));
        }
        forget(user);
        if (kind != Kind.NATIVE) {
            forgetEmptyNodes();
        }
    }

    private void forget(JID user) {
        occupants.remove(user);
        roles.remove(user);
    }

    /** Its server is killed. */
    void crash() {
        occupants.clear();
        roles.clear();
        nodes.clear();
    }

    // ---- what nodes say

    void receive(Packet stanza) {
        if (stanza instanceof IQ iq) {
            asked(iq);
            return;
        }
        if (stanza.getError() != null) {
            // Nobody is there any more: his leave crossed this, or is on the way.
            return;
        }
        JID node = stanza.getFrom().asBareJID();
        if (!Fmuc.isJoin(stanza)) {
            throw new AssertionError("without whose it is: " + stanza);
        }
        JID user = Fmuc.joiningUser(stanza).orElseThrow(() -> new AssertionError("without whose it is: " + stanza));
        if (stanza instanceof Presence presence) {
            presence(presence, node, user);
        } else if (stanza instanceof Message message && nodes.containsKey(node) && occupants.containsKey(user)) {
            hear(message, user);
        }
    }

    private void asked(IQ iq) {
        if (iq.isRequest()) {
            IQ answer = IQ.createResultIQ(iq);
            Element query = answer.setChildElement("query", "http://jabber.org/protocol/disco#info");
            query.addElement("x", "jabber:x:data").addElement("field").addAttribute("var", "muc#roominfo_occupants")
                .addElement("value").setText(String.valueOf(occupants.size()));
            out.accept(answer);
        }
    }

    private void presence(Presence presence, JID node, JID user) {
        String nick = presence.getTo().getResource();
        if (presence.getType() == Presence.Type.unavailable) {
            if (nodes.containsKey(node) && occupants.containsKey(user)) {
                show(presence(user, Presence.Type.unavailable, 0), user);
                forget(user);
                nodes.get(node).remove(user);
            }
            forgetEmptyNodes();
            return;
        }
        boolean joins = presence.getElement().element(Muc.ENTER) != null && presence.getElement().element(Muc.USER) != null;
        boolean conflicts = kind != Kind.NATIVE && !occupants.containsKey(user) && occupants.containsValue(nick);
        if (!nodes.containsKey(node)) {
            if (joins && conflicts) {
                reject(node);
            } else if (joins) {
                tell(node, user, nick);
            }
        } else if (conflicts) {
            Presence gone = presence(user, Presence.Type.unavailable, Muc.KICKED);
            gone.setFrom(new JID(address.getNode(), address.getDomain(), nick));
            send(gone, user, node);
        } else if (joins || kind == Kind.NATIVE || occupants.containsKey(user)) {
            // Rooms of Openfire take whatever says no leave for a coming.
            nodes.get(node).add(user);
            if (occupants.putIfAbsent(user, nick) == null || kind == Kind.PRIMARY) {
                show(presence(user, null, 0), user);
            }
        }
    }

    private void forgetEmptyNodes() {
        for (JID node : List.copyOf(nodes.keySet())) {
            if (nodes.get(node).isEmpty()) {
                nodes.remove(node);
                Presence left = new Presence();
                left.setFrom(address);
                left.setTo(node);
                left.getElement().addElement(Fmuc.JOIN).addElement("left");
                out.accept(left);
            }
        }
    }

    private void reject(JID node) {
        Presence rejection = new Presence();
        rejection.setFrom(address);
        rejection.setTo(node);
        rejection.getElement().addElement(Fmuc.JOIN).addElement("reject").setText("This nick is in use.");
        out.accept(rejection);
    }

    /** All that is to be told to a node that has just joined. */
    private void tell(JID node, JID user, String nick) {
        nodes.put(node, new LinkedHashSet<>(Set.of(user)));
        occupants.keySet().forEach(other -> send(presence(other, null, 0), other, node));
        occupants.put(user, nick);
        Presence own = presence(user, null, 0);
        if (kind != Kind.NATIVE) {
            send(own, user, node);
        }
        history.forEach(message -> out.accept(to(message.createCopy(), node)));
        Message last = subject == null ? new Message() : subject.createCopy();
        if (subject == null) {
            last.setType(Message.Type.groupchat);
            last.setFrom(address);
            last.getElement().addElement("subject");
            Fmuc.addJoin(last, address);
        }
        out.accept(to(last, node));
        nodes.keySet().stream().filter(other -> !other.equals(node)).forEach(other -> send(own, user, other));
    }

    private void hear(Message said, JID user) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.setID(said.getID());
        message.setFrom(new JID(address.getNode(), address.getDomain(), occupants.get(user)));
        Payload.of(said).addTo(message);
        Fmuc.addJoin(message, user);
        nodes.keySet().stream().filter(node -> wants(node, user)).forEach(node -> out.accept(to(message.createCopy(), node)));
        if (message.getBody() != null) {
            log.add(message.getID());
        }
        Message past = message.createCopy();
        if (!Payload.of(said).has(Payload.DELAY)) {
            past.addExtension(new PacketExtension("delay", "urn:xmpp:delay"));
            past.getElement().element(Payload.DELAY).addAttribute("from", user.toString())
                .addAttribute("stamp", clock.get().toString());
        }
        if (message.getBody() == null) {
            subject = past;
        } else {
            history.add(past);
            if (history.size() > HISTORY) {
                history.remove(0);
            }
        }
    }

    private boolean wants(JID node, JID user) {
        return kind == Kind.PRIMARY || !nodes.get(node).contains(user);
    }

    private void show(Presence presence, JID user) {
        nodes.keySet().stream().filter(node -> wants(node, user)).forEach(node -> send(presence, user, node));
    }

    private Presence presence(JID user, Presence.Type type, int code) {
        Presence presence = new Presence();
        presence.setType(type);
        presence.setFrom(new JID(address.getNode(), address.getDomain(), occupants.get(user)));
        Element x = presence.getElement().addElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", "none").addAttribute("role", type == null ? roleOf(user) : "none")
            .addAttribute("jid", user.toString());
        if (code > 0) {
            x.addElement("status").addAttribute("code", String.valueOf(code));
        }
        return presence;
    }

    private void send(Presence presence, JID user, JID node) {
        Presence copy = presence.createCopy();
        Fmuc.addJoin(copy, user);
        out.accept(to(copy, node));
    }

    private static Packet to(Packet stanza, JID node) {
        stanza.setTo(node);
        return stanza;
    }
}
