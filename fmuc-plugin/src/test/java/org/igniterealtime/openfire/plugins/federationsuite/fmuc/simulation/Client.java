package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A user's client: what it believes of the room, from nothing but what it was sent. */
final class Client {

    /** What the client believes of itself. */
    enum State { OUT, JOINING, IN, LEAVING }

    private final JID jid;
    private final Consumer<Packet> out;
    private final Consumer<Client> onEnd;
    private State state = State.OUT;
    private JID room;
    private String nick;
    private String joinId;
    /** The id of a join that was sent before the last part was answered, as clients do that reconnect. */
    private String impatient;
    private final Set<String> present = new TreeSet<>();
    private final List<String> heard = new ArrayList<>();
    private final Set<String> heardEver = new TreeSet<>();
    private Optional<String> subject = Optional.empty();
    private int stanzas;

    /**
     * A client.
     *
     * @param onEnd is told when the client is out again, with what it heard still there
     */
    Client(JID jid, Consumer<Packet> out, Consumer<Client> onEnd) {
        this.jid = jid;
        this.out = out;
        this.onEnd = onEnd;
    }

    JID jid() {
        return jid;
    }

    State state() {
        return state;
    }

    JID room() {
        return room;
    }

    String nick() {
        return nick;
    }

    Set<String> present() {
        return present;
    }

    List<String> heard() {
        return heard;
    }

    /** What was heard, in former visits too. */
    Set<String> heardEver() {
        return heardEver;
    }

    Optional<String> subject() {
        return subject;
    }

    void join(JID address, String wanted, int maxStanzas) {
        room = address;
        nick = wanted;
        joinId = enter(maxStanzas);
        begin();
    }

    /** Enters again: either while being in, as a client that lost its state, or before the answer to its part. */
    void joinAgain(int maxStanzas) {
        if (state == State.LEAVING) {
            impatient = enter(maxStanzas);
        } else {
            onEnd.accept(this);
            joinId = enter(maxStanzas);
            begin();
        }
    }

    void leave() {
        send(new Presence(Presence.Type.unavailable), nick);
        state = State.LEAVING;
    }

    void update(String status) {
        Presence presence = new Presence();
        presence.setStatus(status);
        send(presence, nick);
    }

    void say(String id) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.setID(id);
        message.setBody("Message " + id);
        send(message, null);
    }

    void changeSubject(String text) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.setSubject(text);
        send(message, null);
    }

    void receive(Packet stanza) {
        if (room == null || !stanza.getFrom().asBareJID().equals(room)) {
            return;
        }
        if (stanza instanceof Presence presence) {
            presence(presence);
        } else if (stanza instanceof Message message && message.getType() == Message.Type.groupchat
            && (state == State.IN || state == State.JOINING)) {
            if (message.getBody() != null) {
                heard.add(message.getID());
                heardEver.add(message.getID());
            } else {
                subject = Optional.ofNullable(message.getSubject()).filter(text -> !text.isEmpty());
            }
        }
    }

    private void presence(Presence presence) {
        String who = presence.getFrom().getResource();
        boolean self = Payload.of(presence).statusCodes().contains(Muc.SELF);
        if (presence.getType() == Presence.Type.error) {
            refused(presence.getID());
        } else if (presence.getType() == Presence.Type.unavailable) {
            present.remove(who);
            if (self && who.equals(nick) && state != State.JOINING) {
                end();
            }
        } else if (state == State.JOINING || state == State.IN) {
            present.add(who);
            if (self) {
                state = State.IN;
            }
        }
    }

    private void refused(String id) {
        if (id != null && id.equals(impatient)) {
            impatient = null;
        } else if (id != null && id.equals(joinId) && state != State.OUT) {
            end();
        }
    }

    private void end() {
        onEnd.accept(this);
        state = State.OUT;
        if (impatient != null) {
            joinId = impatient;
            impatient = null;
            begin();
        }
    }

    private void begin() {
        state = State.JOINING;
        present.clear();
        heard.clear();
        subject = Optional.empty();
    }

    private String enter(int maxStanzas) {
        Presence presence = new Presence();
        presence.setID(jid.getNode() + stanzas++);
        presence.getElement().addElement(Muc.ENTER).addElement("history").addAttribute("maxstanzas", "" + maxStanzas);
        send(presence, nick);
        return presence.getID();
    }

    private void send(Packet stanza, String resource) {
        stanza.setFrom(jid);
        stanza.setTo(new JID(room.getNode(), room.getDomain(), resource));
        out.accept(stanza);
    }
}
