package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Rewrite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * The guard of {@code jabberchat@talk.example.com} for tests: literal XML in, stanzas out, through the codec and the
 * rules, as the interceptor does it. There is no room behind it; tests say what the room would.
 */
public final class Master {

    /** The time at which a test begins. */
    public static final Instant START = Instant.parse("2010-05-24T12:00:00Z");
    /** What is known of the slave unless a test says otherwise. */
    public static final Admission BUDDY =
        new Admission(TrustLevel.BUDDY, Admission.Mode.TRUSTED, false, true, Set.of(), "example.com", false);

    private final List<Packet> sent = new ArrayList<>();
    private final List<Packet> passed = new ArrayList<>();
    private final List<VirtualOccupant> left = new ArrayList<>();
    private Admission admission = BUDDY;
    private Facts facts = new Facts(true, false);
    private MasterPolicy policy = MasterPolicy.DEFAULT;
    private Instant now = START;
    private long number;
    private boolean thin;
    private MasterRoom room;
    private FanOut fanOut = FanOut.unknown();
    private NodePolicy nodes = NodePolicy.PRIMARY;

    /** The guard of {@code jabberchat@talk.example.com}. */
    public Master() {
        this("jabberchat@talk.example.com");
    }

    /** The guard of a room. */
    public Master(String address) {
        room = MasterRoom.unmirrored(new JID(address));
    }

    /** What holds for joining nodes of XEP-0289 from now on. */
    public Master with(NodePolicy next) {
        nodes = next;
        return this;
    }

    /** What is known about slaves from now on. */
    public Master knowing(Admission next) {
        admission = next;
        return this;
    }

    /** What the room tells when it is asked, from now on. */
    public Master telling(Facts next) {
        facts = next;
        return this;
    }

    /** What holds on the server from now on. */
    public Master holding(MasterPolicy next) {
        policy = next;
        return this;
    }

    /** The link to every slave is thin from now on, or no longer. */
    public Master overAThinLink(boolean on) {
        thin = on;
        return this;
    }

    private SlavePolicy slavePolicy() {
        return new SlavePolicy(admission.trust() == TrustLevel.TRUSTED, thin, 10);
    }

    /** Time passes, and what is due is done. */
    public Master after(Duration time) {
        now = now.plus(time);
        take(InboundRules.onTick(room, admission.admits() ? room.slaves() : Set.of(), thin ? room.slaves() : Set.of(),
            circumstances()));
        return this;
    }

    /** A connection to the server of a slave breaks. */
    public Master breaks(String slave) {
        return breaks(slave, Instant.MAX);
    }

    /** It is seen that a connection to the server of a slave broke, and when what is there instead was made. */
    public Master breaks(String slave, Instant replaced) {
        take(LostRules.broken(room, new JID(slave), replaced, circumstances()));
        return this;
    }

    /** The circumstances of the next rule. */
    public Circumstances circumstances() {
        return new Circumstances(now, ++number, policy);
    }

    /** Something arrives for the room. */
    public Master receives(String xml) {
        Packet stanza = Xml.stanza(xml);
        Optional<SlaveStanza> said = SlaveStanza.read(stanza)
            .or(() -> JoiningStanza.read(stanza, slave -> !room.through(slave).isEmpty()));
        if (said.isPresent() && JoiningStanza.isNode(room.address(), said.get().slave()) && Fmuc.isJoin(stanza)) {
            JoiningStanza.address(stanza);
        }
        if (said.isEmpty()) {
            Ruling ruling = stanza instanceof Presence ? InboundRules.onDirectJoin(room, stanza.getFrom()) : Ruling.pass(room);
            take(ruling);
            passed.add(stanza);
            fanOut = FanOut.ofStanza();
            return this;
        }
        boolean nomirror = stanza.getElement().element(Fmuc.NOMIRROR) != null;
        Optional<VirtualOccupant> leaving = said.get() instanceof SlaveStanza.Part part
            ? room.occupant(part.slave(), part.nick()) : Optional.empty();
        Ruling ruling = JoiningRules.on(room, said.get(), stanza, admission, Optional.empty(), circumstances());
        if (ruling.verdict() instanceof Verdict.Examine) {
            assertTrue("nothing is done yet", ruling.effects().isEmpty() && ruling.leaving().isEmpty());
            ruling = JoiningRules.on(ruling.room(), said.get(), stanza, admission, Optional.of(facts), circumstances());
        }
        take(ruling);
        if (ruling.verdict() instanceof Verdict.PassAs as) {
            if (as.join()) {
                Rewrite.asJoinOf((Presence) stanza, as.user(), slavePolicy().mostHistory());
            } else {
                Rewrite.asUser(stanza, as.user());
            }
            as.id().ifPresent(stanza::setID);
            fanOut = as.join() ? FanOut.ofJoin(as.user())
                : nomirror ? FanOut.ofShown(room.occupants().get(as.user())) : FanOut.ofStanza();
            leaving.ifPresent(left::add);
            passed.add(stanza);
        }
        return this;
    }

    /** The room sends a copy to somebody. Copies to users who did not come through a slave just go out. */
    public Master roomSends(String xml) {
        Packet stanza = Xml.stanza(xml);
        VirtualOccupant receiver = room.occupants().get(stanza.getTo());
        if (receiver == null) {
            sent.add(stanza);
        } else {
            Ruling ruling = OutboundRules.on(room, receiver, RoomCopy.read(stanza).orElseThrow(), fanOut,
                slavePolicy(), circumstances());
            take(ruling);
            if (ruling.verdict() instanceof Verdict.Pass) {
                sent.add(stanza);
            }
        }
        return this;
    }

    /** The room has done with the last stanza, and with the parts of those whom the rules let leave. */
    public Master roomHasHandledIt() {
        List<VirtualOccupant> handled = List.copyOf(left);
        left.clear();
        take(InboundRules.afterJoining(room, fanOut));
        handled.forEach(occupant -> take(InboundRules.afterLeaving(room, occupant, now)));
        fanOut = FanOut.unknown();
        return this;
    }

    /** The room says something that no stanza made it say, or on another thread. */
    public Master later() {
        fanOut = FanOut.unknown();
        return this;
    }

    /** The guard goes. */
    public Master closes() {
        take(InboundRules.close(room));
        return this;
    }

    public Master sendsAway(String slave, String reason) {
        take(InboundRules.sendAway(room, new JID(slave), reason));
        return this;
    }

    /** Asserts what was sent since the last such question, in order. */
    public Master sends(String... xml) {
        Xml.assertSent(sent, xml);
        sent.clear();
        return this;
    }

    /** Asserts what went on to the room since the last such question, in order. */
    public Master lets(String... xml) {
        Xml.assertSent(passed, xml);
        passed.clear();
        return this;
    }

    /** Forgets what was sent and passed. */
    public Master andSo() {
        sent.clear();
        passed.clear();
        return this;
    }

    /** What was sent since the last question. */
    public List<Packet> takeSent() {
        List<Packet> copy = List.copyOf(sent);
        sent.clear();
        return copy;
    }

    /** What went on to the room since the last question. */
    public List<Packet> takePassed() {
        List<Packet> copy = List.copyOf(passed);
        passed.clear();
        return copy;
    }

    /** The room as the guard sees it. */
    public MasterRoom room() {
        return room;
    }

    private void take(Ruling canonical) {
        Ruling ruling = JoiningSpeech.interpret(room, canonical, node -> nodes, now);
        room = ruling.room();
        for (Effect effect : ruling.effects()) {
            sent.add(((Effect.Send) effect).stanza());
        }
        for (VirtualOccupant occupant : ruling.leaving()) {
            sent.add(ruling.part(occupant));
            left.add(occupant);
        }
    }

    // ---- what happens in most tests

    /** The slave asks to let somebody in. */
    public Master asked(String nick) {
        return receives("""
            <presence from='jabberchat\\40talk.example.com@mirror.remote.example.com' to='jabberchat@talk.example.com/%s'>
              <fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/></presence>""".formatted(nick, jid(nick)));
    }

    /** The room sends the presence of an occupant to a user. */
    public Master roomShows(String nick, String to, String... inMucUser) {
        return roomSends("""
            <presence from='jabberchat@talk.example.com/%s' to='%s'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/>%s</x></presence>"""
            .formatted(nick, jid(to), String.join("", inMucUser)));
    }

    /** The room tells a user that an occupant is gone. */
    public Master roomShowsGone(String nick, String to, String... inMucUser) {
        return roomSends("""
            <presence type='unavailable' from='jabberchat@talk.example.com/%s' to='%s'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/>%s</x></presence>"""
            .formatted(nick, jid(to), String.join("", inMucUser)));
    }

    /** Somebody is in the room through the slave, and all that led to is forgotten. */
    public Master has(String... nicks) {
        for (String nick : nicks) {
            asked(nick).roomShows(nick, nick, "<status code='110'/>").roomHasHandledIt();
        }
        return andSo();
    }

    /** A user's full JID. */
    public static String jid(String nick) {
        return nick.toLowerCase(java.util.Locale.ROOT) + "@remote.example.com/Swift";
    }
}
