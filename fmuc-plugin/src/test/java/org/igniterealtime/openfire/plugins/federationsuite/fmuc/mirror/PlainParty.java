package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.OrdinaryRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * An ordinary room, its mirror which speaks with it as with one, local users behind the mirror and others who are in the room
 * directly. What is sent arrives when {@link #settle} is called, and that is called by all that happens unless it is held.
 */
final class PlainParty {

    static final JID ROOM = Slave.MASTER;
    private static final SlaveAddress ADDRESS = SlaveAddress.of(ROOM, "mirror.remote.example.com");

    private final Gate gate = new Gate("remote.example.com", "mirror.remote.example.com", new TestAccess());
    private final SlaveRules rules;
    private final Deque<Packet> up = new ArrayDeque<>();
    private final Deque<Packet> down = new ArrayDeque<>();
    private final List<Packet> crossedUp = new ArrayList<>();
    private final List<Packet> crossedDown = new ArrayList<>();
    private final Map<JID, List<Packet>> received = new HashMap<>();
    private final OrdinaryRoom room;
    private SlaveRoom slave = fresh();
    private Instant now = Slave.START;
    private boolean held;
    private boolean cut;

    /** Under the usual policy, but for clients who say nothing: they are not asked. */
    PlainParty() {
        this(new MirrorPolicy(false, false, MirrorPolicy.DEFAULT.answerWithin(), Duration.ZERO, MirrorPolicy.DEFAULT.bounds()));
    }

    PlainParty(MirrorPolicy policy) {
        this.rules = new SlaveRules(policy);
        this.room = new OrdinaryRoom(ROOM, this::fromRoom, () -> now, new Random(7)).made();
    }

    private static SlaveRoom fresh() {
        return SlaveRoom.vacant(ADDRESS).speaking(Speech.in(Dialect.PLAIN));
    }

    OrdinaryRoom room() {
        return room;
    }

    SlaveRoom slave() {
        return slave;
    }

    /** What is sent waits from now on. */
    PlainParty hold() {
        held = true;
        return this;
    }

    /** What was sent arrives, and what comes of it. */
    PlainParty settle() {
        held = false;
        while (!up.isEmpty() || !down.isEmpty()) {
            deliverUp();
            deliverDown();
        }
        return this;
    }

    /** What waits for the room arrives there. */
    PlainParty deliverUp() {
        while (!up.isEmpty()) {
            room.handle(up.remove());
        }
        return this;
    }

    /** What was sent arrives, one after the other, until something is so. */
    PlainParty settleUntil(Predicate<SlaveRoom> there) {
        while (!there.test(slave)) {
            if (down.isEmpty()) {
                deliverOneUp();
            } else {
                deliverOneDown();
            }
        }
        return this;
    }

    /** The first of what waits for the slave arrives there. */
    PlainParty deliverOneDown() {
        take(rules.hear(slave, down.remove(), now));
        return this;
    }

    /** The first of what waits for the room arrives there. */
    PlainParty deliverOneUp() {
        room.handle(up.remove());
        return this;
    }

    /** What waits for the slave arrives there. */
    PlainParty deliverDown() {
        while (!down.isEmpty()) {
            take(rules.hear(slave, down.remove(), now));
        }
        return this;
    }

    /** The link vanishes, and what is on it, unnoticed. */
    PlainParty cut() {
        cut = true;
        up.clear();
        down.clear();
        return this;
    }

    /** It is there again. */
    PlainParty mend() {
        cut = false;
        return this;
    }

    /** The presence that somebody of ours has sent comes back, because the room's server cannot be reached. */
    PlainParty comesBack(String nick) {
        take(rules.hear(slave, Xml.stanza(("<presence type='error' from='%s/%s' to='%s'><error type='cancel'>"
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>")
            .formatted(ROOM, nick, seat(nick))), now));
        return settleUnlessHeld();
    }

    /** It is seen that the connection broke, and is there again. */
    PlainParty breaks() {
        take(rules.onBroken(slave, Instant.MAX, now));
        return settleUnlessHeld();
    }

    /** The mirror's server forgets everything. */
    PlainParty crash() {
        slave = fresh();
        return this;
    }

    PlainParty after(Duration time) {
        now = now.plus(time);
        take(rules.onTick(slave, now));
        return settleUnlessHeld();
    }

    // ---- what local users do

    static JID user(String nick) {
        return new JID(Slave.jid(nick));
    }

    /** Where a local user is in the room. */
    static JID seat(String nick) {
        return ADDRESS.slaveOccupant(nick);
    }

    PlainParty joins(String... nicks) {
        for (String nick : nicks) {
            joinsWith(nick, "");
        }
        return this;
    }

    PlainParty joinsWith(String nick, String inEnter) {
        return fromUser("<presence id='j' from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'>%s</x></presence>"
            .formatted(user(nick), ADDRESS.slave(), nick, inEnter));
    }

    PlainParty states(String nick, String status) {
        return fromUser("<presence from='%s' to='%s/%s'><status>%s</status></presence>"
            .formatted(user(nick), ADDRESS.slave(), nick, status));
    }

    PlainParty leaves(String nick) {
        return fromUser("<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(user(nick), ADDRESS.slave(), nick));
    }

    PlainParty says(String nick, String id) {
        return fromUser("<message type='groupchat' id='%2$s' from='%1$s' to='%3$s'><body>%2$s</body></message>"
            .formatted(user(nick), id, ADDRESS.slave()));
    }

    PlainParty whispers(String nick, String to, String id) {
        return fromUser("<message type='chat' id='%2$s' from='%1$s' to='%3$s/%4$s'><body>%2$s</body></message>"
            .formatted(user(nick), id, ADDRESS.slave(), to));
    }

    PlainParty asks(String nick, String whom, String namespace, String id) {
        return fromUser("<iq type='get' id='%s' from='%s' to='%s/%s'><query xmlns='%s'/></iq>"
            .formatted(id, user(nick), ADDRESS.slave(), whom, namespace));
    }

    PlainParty fromUser(String xml) {
        Packet stanza = Xml.stanza(xml);
        if (!(gate.judge(stanza) instanceof Gate.Judgement.FromUser)) {
            throw new IllegalArgumentException(xml);
        }
        take(rules.on(slave, UserStanza.read(stanza).orElseThrow(), now));
        return settleUnlessHeld();
    }

    // ---- what others do, in the room directly

    static JID stranger(String name) {
        return new JID(name.toLowerCase(Locale.ROOT) + "@example.com/Home");
    }

    PlainParty comes(String nick) {
        return fromStranger(nick, "<presence to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(ROOM, nick));
    }

    PlainParty goes(String nick) {
        return fromStranger(nick, "<presence type='unavailable' to='%s/%s'/>".formatted(ROOM, nick));
    }

    PlainParty talks(String nick, String id) {
        return fromStranger(nick, "<message type='groupchat' id='%2$s' to='%1$s'><body>%2$s</body></message>"
            .formatted(ROOM, id));
    }

    PlainParty fromStranger(String nick, String xml) {
        Packet stanza = Xml.stanza(xml);
        stanza.setFrom(stranger(nick));
        room.handle(stanza);
        return settleUnlessHeld();
    }

    /** The room does something by itself. */
    PlainParty then(Runnable event) {
        event.run();
        return settleUnlessHeld();
    }

    // ---- what everybody has seen

    /** What somebody has been told, in his client's eyes: messages to all as {@code Nick: id}. */
    List<String> heard(JID who) {
        return stream(who, Message.class).filter(message -> message.getType() == Message.Type.groupchat
            && message.getBody() != null && message.getID() != null)
            .map(message -> message.getFrom().getResource() + ": " + message.getBody()).toList();
    }

    /** Private messages, as {@code Nick: id}. */
    List<String> whispered(JID who) {
        return stream(who, Message.class).filter(message -> message.getType() == Message.Type.chat)
            .map(message -> message.getFrom().getResource() + ": " + message.getBody()).toList();
    }

    /** The presences that somebody was shown, as {@code Nick}, {@code -Nick} when he leaves, and with codes of the room. */
    List<String> shown(JID who) {
        return stream(who, Presence.class).filter(presence -> presence.getType() != Presence.Type.error)
            .map(presence -> (presence.getType() == null ? "" : "-") + presence.getFrom().getResource()
                + (presence.getStatus() == null ? "" : " (" + presence.getStatus() + ")")
                + new TreeSet<>(Payload.of(presence).statusCodes()).stream().map(code -> " " + code)
                    .reduce("", String::concat)).toList();
    }

    /** The errors that somebody was given, as stanza and condition. */
    List<String> errors(JID who) {
        return received.getOrDefault(who, List.of()).stream().filter(stanza -> stanza.getError() != null)
            .map(stanza -> stanza.getElement().getName() + " " + condition(stanza.getError())).toList();
    }

    /** Subjects that somebody was told; empty is none. */
    List<String> subjects(JID who) {
        return stream(who, Message.class).filter(message -> message.getBody() == null
                && message.getElement().element("subject") != null)
            .map(message -> message.getElement().elementText("subject")).toList();
    }

    /** What the room itself said. */
    List<String> notices(JID who) {
        return stream(who, Message.class).filter(message -> message.getType() == Message.Type.groupchat
            && message.getBody() != null && message.getID() == null).map(Message::getBody).toList();
    }

    /** The IQ answers somebody got. */
    List<IQ> answers(JID who) {
        return stream(who, IQ.class).filter(IQ::isResponse).toList();
    }

    /** Everything that somebody got. */
    List<Packet> all(JID who) {
        return received.getOrDefault(who, List.of());
    }

    private <T extends Packet> java.util.stream.Stream<T> stream(JID who, Class<T> type) {
        return received.getOrDefault(who, List.of()).stream().filter(type::isInstance).map(type::cast);
    }

    private static String condition(PacketError error) {
        return error.getCondition().toXMPP();
    }

    /** Nicks in the room, and what the slave shows: each with what is said of him. */
    Set<String> nicks() {
        Set<String> nicks = new TreeSet<>();
        room.occupants().values().forEach(occupant -> nicks.add(occupant.nick()));
        return nicks;
    }

    Map<String, Payload> known() {
        return new TreeMap<>(slave.shown());
    }

    /** Forgets what was received and what crossed. */
    PlainParty andSo() {
        received.clear();
        crossedUp.clear();
        crossedDown.clear();
        return this;
    }

    /** What went to the room. */
    List<Packet> crossedUp() {
        return crossedUp;
    }

    /** What came from the room to the slave's occupants. */
    List<Packet> crossedDown() {
        return crossedDown;
    }

    private PlainParty settleUnlessHeld() {
        return held ? this : settle();
    }

    private void fromRoom(Packet stanza) {
        if (!stanza.getTo().getDomain().startsWith("mirror.")) {
            received.computeIfAbsent(stanza.getTo(), who -> new ArrayList<>()).add(stanza);
        } else if (!cut) {
            crossedDown.add(stanza);
            down.add(stanza);
        }
    }

    private void take(Step step) {
        slave = step.room().isVacant() ? fresh() : step.room();
        for (Packet stanza : Xml.sent(step.effects().stream().filter(effect -> !(effect instanceof Effect.Alarm)).toList())) {
            if (!stanza.getTo().asBareJID().equals(ROOM)) {
                received.computeIfAbsent(stanza.getTo(), who -> new ArrayList<>()).add(stanza);
            } else if (!cut) {
                crossedUp.add(stanza);
                up.add(stanza.createCopy());
            }
        }
    }
}
