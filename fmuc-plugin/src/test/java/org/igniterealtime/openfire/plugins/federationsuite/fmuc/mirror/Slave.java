package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * A slave room for tests: literal XML in, stanzas out, through the gate, the codec and the rules, as the component does
 * it. It mirrors {@code jabberchat@talk.example.com} at {@code mirror.remote.example.com}.
 */
public final class Slave {

    /** The master room. */
    public static final JID MASTER = new JID("jabberchat@talk.example.com");
    /** When tests begin. */
    public static final Instant START = Instant.parse("2010-05-24T12:00:00Z");

    private final Gate gate;
    private final SlaveRules rules;
    private final List<Effect> effects = new ArrayList<>();
    private final TreeMap<Long, String> written = new TreeMap<>();
    private final Endings endings = new Endings();
    private SlaveRoom room;
    private Instant now = START;

    /** A slave in normal mode, with ordinary bounds. */
    public Slave() {
        this(MirrorPolicy.DEFAULT);
    }

    /** A slave under a policy. */
    public Slave(MirrorPolicy policy) {
        this(policy, Dialect.PROTOXEP);
    }

    /** A slave that speaks a dialect with its master. */
    public Slave(MirrorPolicy policy, Dialect dialect) {
        this(policy, dialect, MASTER, "remote.example.com");
    }

    /** The slave of any room on any server. */
    public Slave(MirrorPolicy policy, Dialect dialect, JID master, String domain) {
        this.gate = new Gate(domain, "mirror." + domain, new TestAccess());
        this.rules = new SlaveRules(policy);
        this.room = SlaveRoom.vacant(SlaveAddress.of(master, "mirror." + domain)).speaking(Speech.in(dialect));
    }

    /** The master may have somebody of an earlier life of the room. */
    public Slave haunted() {
        room = room.haunted(true);
        return this;
    }

    /** Something arrives, from a user or from the master. */
    public Slave receives(String xml) {
        return receives(xml, View.ESCAPED);
    }

    /** Something arrives from a user who wrote to the room itself; it has the slave's address all the same. */
    public Slave isGiven(String xml) {
        return receives(xml, View.TRANSPARENT);
    }

    private Slave receives(String xml, View view) {
        Packet stanza = Xml.stanza(xml);
        Gate.Judgement judgement = gate.judge(stanza);
        if (judgement instanceof Gate.Judgement.FromUser) {
            UserStanza.read(stanza).ifPresent(said -> take(rules.on(room, said, view, now)));
        } else if (judgement instanceof Gate.Judgement.FromMaster) {
            take(rules.hear(room, stanza, now));
        } else {
            throw new IllegalArgumentException(judgement + ": " + xml);
        }
        return this;
    }

    /** A connection to the master's server breaks. */
    public Slave breaks() {
        return breaks(Instant.MAX);
    }

    /** It is seen that a connection to the master's server broke, and when what is there instead was made. */
    public Slave breaks(Instant replaced) {
        take(rules.onBroken(room, replaced, now));
        return this;
    }

    /** The master answers whether it is there, which it was asked last; nobody looks at the question. */
    public Slave isAnswered() {
        Effect.Send asked = effects.stream().filter(Effect.Send.class::isInstance).map(Effect.Send.class::cast)
            .filter(send -> send.stanza() instanceof IQ).reduce((earlier, later) -> later).orElseThrow();
        effects.remove(asked);
        return receives(IQ.createResultIQ((IQ) asked.stanza()).toXML());
    }

    /** The master says that something that it sent may not have arrived. */
    public Slave isToldThatItMissedSomething() {
        take(rules.onMissed(room, now));
        return this;
    }

    /** The node of a local user is lost. */
    public Slave loses(String nick) {
        take(rules.onGone(room, client -> client.toString().equals(jid(nick)), now));
        return this;
    }

    /** Another side of the cluster is back, and all that it has written down is known. */
    public Slave isBackTogether(Kept... written) {
        take(rules.onApart(room, List.of(written), now));
        return this;
    }

    /** Another side of the cluster takes out what is written down of a message. */
    public Slave takesOut(Kept message) {
        written.remove(message.number());
        return this;
    }

    /** Somebody enters of whom a lost node had written something down. */
    public Slave recalls(Kept... written) {
        take(rules.onRecalled(room, List.of(written), now));
        return this;
    }

    /** Time passes. */
    public Slave after(Duration time) {
        now = now.plus(time);
        take(rules.onTick(room, now));
        return this;
    }

    /** The room is closed. */
    public Slave closes() {
        take(rules.close(room, now));
        return this;
    }

    /** An administrator takes the room away. */
    public Slave isDestroyed(String reason) {
        take(rules.destroy(room, reason, now));
        return this;
    }

    /** Asserts what was sent since the last such question: exactly these stanzas, in this order. */
    public Slave sends(String... xml) {
        Xml.assertSent(takeSent(), xml);
        return this;
    }

    /** Forgets what was sent so far. */
    public Slave andSo() {
        takeSent();
        return this;
    }

    /** What was sent since the last such question. */
    public List<Packet> takeSent() {
        List<Packet> sent = Xml.sent(effects);
        effects.clear();
        return sent;
    }

    /** The room. */
    public SlaveRoom room() {
        return room;
    }

    /** The ids of the messages that are written down, in order. */
    public List<String> written() {
        return List.copyOf(written.values());
    }

    private void take(Step step) {
        Speech speech = room.speech();
        // A room that is empty is forgotten; the next one speaks as this one did.
        endings.remember(step.room());
        room = step.room().isVacant() ? endings.goOn(step.room().speaking(Speech.in(speech.dialect()))) : step.room();
        step.forget().forEach(message -> written.remove(message.number()));
        step.keep().forEach(message -> written.put(message.number(), message.id().orElse("")));
        effects.addAll(step.effects());
    }

    // ---- what happens in most tests; the names are those of the specification's actors

    /** The full JID {@code NICK@remote.example.com/Swift}, nick in lower case. */
    public static String jid(String nick) {
        return nick.toLowerCase(java.util.Locale.ROOT) + "@remote.example.com/Swift";
    }

    /** A local user asks to join. */
    public Slave asks(String nick) {
        return receives("""
            <presence from='%s' to='jabberchat\\40talk.example.com@mirror.remote.example.com/%s'>
              <x xmlns='http://jabber.org/protocol/muc'/></presence>""".formatted(jid(nick), nick));
    }

    /** The master shows an occupant. */
    public Slave shows(String nick, String... inMucUser) {
        return receives("""
            <presence from='jabberchat@talk.example.com/%s' to='jabberchat\\40talk.example.com@mirror.remote.example.com'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/>%s</x>
            </presence>""".formatted(nick, String.join("", inMucUser)));
    }

    /** The master shows that an occupant is gone. */
    public Slave showsGone(String nick, String... inMucUser) {
        return receives("""
            <presence type='unavailable' from='jabberchat@talk.example.com/%s'
                to='jabberchat\\40talk.example.com@mirror.remote.example.com'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/>%s</x>
            </presence>""".formatted(nick, String.join("", inMucUser)));
    }

    /** The master refuses an occupant. */
    public Slave refuses(String nick, String condition) {
        return receives("""
            <presence type='error' from='jabberchat@talk.example.com'
                to='jabberchat\\40talk.example.com@mirror.remote.example.com/%s'>
              <x xmlns='http://jabber.org/protocol/muc'/>
              <error type='cancel'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </presence>""".formatted(nick, condition));
    }

    /** A local user leaves. */
    public Slave leaves(String nick) {
        return receives("""
            <presence type='unavailable' from='%s' to='jabberchat\\40talk.example.com@mirror.remote.example.com/%s'/>"""
            .formatted(jid(nick), nick));
    }

    /** The master lets an occupant say something to all. */
    public Slave hears(String nick, String id, String body) {
        return receives("""
            <message type='groupchat' id='%s' from='jabberchat@talk.example.com/%s'
                to='jabberchat\\40talk.example.com@mirror.remote.example.com'><body>%s</body></message>"""
            .formatted(id, nick, body));
    }

    /** A local user says something to all. */
    public Slave says(String nick, String id, String content) {
        return receives("""
            <message type='groupchat' id='%s' from='%s'
                to='jabberchat\\40talk.example.com@mirror.remote.example.com'>%s</message>"""
            .formatted(id, jid(nick), content));
    }

    /** The master says that it has no subject, as it does behind all else that it tells the first. */
    public Slave tellsNoSubject() {
        return receives("""
            <message type='groupchat' from='jabberchat@talk.example.com'
                to='jabberchat\\40talk.example.com@mirror.remote.example.com'><subject/></message>""");
    }

    /** A local user has joined and all that led to is forgotten. */
    public Slave has(String... nicks) {
        for (String nick : nicks) {
            boolean first = !room().isOpen();
            asks(nick).shows(nick);
            if (first) {
                tellsNoSubject();
            }
        }
        return andSo();
    }
}
