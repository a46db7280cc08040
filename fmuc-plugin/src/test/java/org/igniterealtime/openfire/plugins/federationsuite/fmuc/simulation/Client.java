package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.IQ;
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
    private final Map<String, String> statuses = new TreeMap<>();
    private final Map<String, String> roles = new TreeMap<>();
    private final Map<String, String> affiliations = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Set<String> heardEver = new TreeSet<>();
    /** What it was told as past since it entered. */
    private final Set<String> past = new TreeSet<>();
    private Optional<String> subject = Optional.empty();
    private boolean subjectTold;
    private int stanzas;
    private int since;
    private final IntSupplier logged;
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> whispers = new TreeSet<>();
    private boolean vanished;
    private final Set<String> returned = new TreeSet<>();
    private final List<String> notices = new ArrayList<>();

    /**
     * A client.
     *
     * @param onEnd  is told when the client is out again, with what it heard still there
     * @param logged tells how many messages there were in the room
     */
    Client(JID jid, Consumer<Packet> out, Consumer<Client> onEnd, IntSupplier logged) {
        this.jid = jid;
        this.out = out;
        this.onEnd = onEnd;
        this.logged = logged;
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

    /** What an occupant says of himself, as far as it knows; empty if he says nothing. */
    String statusOf(String who) {
        return statuses.getOrDefault(who, "");
    }

    /** An occupant's role and affiliation, as far as it knows. */
    String standingOf(String who) {
        return roles.getOrDefault(who, "");
    }

    /** The ids of private messages that it got. */
    Set<String> whispers() {
        return whispers;
    }

    /** What an occupant is to the room, as far as it knows; empty if it has not been told. */
    String affiliationOf(String who) {
        return affiliations.getOrDefault(who, "");
    }

    /** By what it was put out although it did not want to leave, and without a code or words that say why. */
    List<String> unexplained() {
        return unexplained;
    }

    /**
     * What it heard, but for what it was told as past and was said before it came. After a loss a mirror asks for more than it
     * has missed: what it had not been told of the past it is told then, behind what came later, and so are its clients.
     *
     * @param log all that was said in the room
     */
    List<String> heardSinceItCame(List<String> log) {
        Set<String> before = new HashSet<>(log.subList(0, since));
        return heard.stream().filter(id -> !past.contains(id) || !before.contains(id)).toList();
    }

    /** What was heard, in former visits too. */
    Set<String> heardEver() {
        return heardEver;
    }

    /**
     * From now on only what comes behind these messages counts. It may be told one of them again, as past: whoever was entered
     * again was told as much of them as he had not heard, and so the mirror that entered him, which asks for all later, knows
     * no more.
     *
     * @param log   all that was said in the room
     * @param known all that was said: some of it may be written down until its sender comes again, and was shown on one side only
     */
    void isCurrent(List<String> log, Set<String> known) {
        heard.clear();
        heardEver.addAll(known);
        since = log.size();
    }

    /** The ids of messages that could not be sent, as it was told. */
    Set<String> returned() {
        return returned;
    }

    /** What the room itself said since it entered. */
    List<String> notices() {
        return notices;
    }

    /** The id of the stanza that it entered with. */
    String joinId() {
        return joinId;
    }

    /** How many messages there had been when it saw that it was in. */
    int since() {
        return since;
    }

    /** The questions that nobody has answered yet. */
    Set<String> asked() {
        return asked;
    }

    boolean hasVanished() {
        return vanished;
    }

    /** Tells whether it has been told the subject, or that there is none, since it entered. */
    boolean subjectTold() {
        return subjectTold;
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
            impatient = impatient == null ? enter(maxStanzas) : impatient;
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

    /** What its server says in its name when it takes it for gone. */
    Presence farewell(JID slave) {
        Presence farewell = new Presence(Presence.Type.unavailable);
        farewell.setFrom(jid);
        farewell.setTo(new JID(slave.getNode(), slave.getDomain(), nick));
        return farewell;
    }

    void update(String status) {
        Presence presence = new Presence();
        presence.setStatus(status);
        send(presence, nick);
    }

    void changeNick(String wanted) {
        send(new Presence(), wanted);
    }

    void say(String id) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.setID(id);
        message.setBody("Message " + id);
        send(message, null);
    }

    /** Says that it is typing. */
    void type() {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.addChildElement("composing", "http://jabber.org/protocol/chatstates");
        send(message, null);
    }

    void whisper(String to, String id) {
        Message message = new Message();
        message.setType(Message.Type.chat);
        message.setID(id);
        message.setBody(to);
        send(message, to);
    }

    /** Asks the room, or an occupant, something. */
    void ask(String whom, String namespace, String id) {
        IQ question = new IQ(IQ.Type.get, id);
        question.setChildElement("query", namespace);
        asked.add(id);
        send(question, whom);
    }

    /** Its machine burns, and its server does not notice. */
    void vanish() {
        vanished = true;
        asked.clear();
        onEnd.accept(this);
        state = State.OUT;
    }

    /** Its user buys another machine. */
    void returns() {
        vanished = false;
    }

    void changeSubject(String text) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        message.setSubject(text);
        send(message, null);
    }

    /** The server keeps for its user what he cannot get now. */
    void isKept(Message message) {
        returned.add(message.getBody().substring(message.getBody().lastIndexOf(' ') + 1));
    }

    void receive(Packet stanza) {
        if (vanished) {
            return;
        }
        if (stanza instanceof IQ iq) {
            question(iq);
            return;
        }
        if (stanza instanceof Message message && message.getType() == Message.Type.chat && state == State.IN
            && message.getID() == null) {
            notices.add(message.getBody());
            return;
        }
        if (stanza instanceof Message message && message.getType() == Message.Type.chat && state == State.IN) {
            assertEquals(jid + " hears what was not for him", nick, message.getBody());
            assertTrue(jid + " hears twice " + message.getID(), whispers.add(message.getID()));
            return;
        }
        if (stanza instanceof Message message && message.getType() == Message.Type.normal) {
            isKept(message);
            return;
        }
        if (room == null || !stanza.getFrom().asBareJID().equals(room)) {
            return;
        }
        if (stanza instanceof Presence presence) {
            presence(presence);
        } else if (stanza instanceof Message message && message.getType() == Message.Type.groupchat
            && (state == State.IN || state == State.JOINING)) {
            if (message.getBody() != null && message.getID() == null) {
                notices.add(message.getBody());
            } else if (message.getBody() != null) {
                heard.add(message.getID());
                heardEver.add(message.getID());
                if (message.getElement().element("delay") != null) {
                    past.add(message.getID());
                }
            } else if (message.getElement().element("subject") != null) {
                subjectTold = true;
                subject = Optional.ofNullable(message.getSubject()).filter(text -> !text.isEmpty());
            }
        }
    }

    private void question(IQ iq) {
        if (iq.isResponse()) {
            assertTrue(jid + " is answered what it did not ask, or twice: " + iq, asked.remove(iq.getID()));
        } else if (!iq.getChildElement().getNamespaceURI().equals("urn:ignored")) {
            out.accept(IQ.createResultIQ(iq));
        }
    }

    private void presence(Presence presence) {
        String who = presence.getFrom().getResource();
        boolean self = Payload.of(presence).statusCodes().contains(Muc.SELF);
        if (presence.getType() == Presence.Type.error) {
            refused(presence.getID());
        } else if (presence.getType() == Presence.Type.unavailable) {
            present.remove(who);
            if (who.equals(nick) && Payload.of(presence).statusCodes().contains(Muc.NICK_CHANGED)) {
                nick = presence.getElement().element(Muc.USER).element("item").attributeValue("nick");
            } else if (self && who.equals(nick) && state != State.JOINING) {
                if (state == State.IN && !Payload.of(presence).throwsOut() && presence.getStatus() == null) {
                    unexplained.add(presence.toXML());
                }
                end();
            }
        } else if (state == State.JOINING || state == State.IN) {
            present.add(who);
            roles.put(who, Payload.of(presence).role().orElse("") + ' ' + Payload.of(presence).affiliation().orElse(""));
            statuses.put(who, Optional.ofNullable(presence.getStatus()).orElse(""));
            Payload.of(presence).affiliation().ifPresent(affiliation -> affiliations.put(who, affiliation));
            if (self) {
                since = state == State.IN ? since : logged.getAsInt();
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
        past.clear();
        notices.clear();
        subject = Optional.empty();
        subjectTold = false;
    }

    private String enter(int maxStanzas) {
        Presence presence = new Presence();
        presence.setID(jid.getNode() + jid.getResource() + stanzas++);
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
