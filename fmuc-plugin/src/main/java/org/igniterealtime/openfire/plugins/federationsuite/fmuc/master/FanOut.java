package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.XmlLength;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * What is known of the stanza that a room is handling right now, whose copies are being ruled on: rooms send them on the
 * thread that brought it. Of each broadcast it remembers who carried it to a slave, so that none is carried twice or not
 * at all when the slave's representative changes meanwhile. Lives for one stanza on one thread; as large as the broadcasts
 * that one stanza makes.
 */
public final class FanOut {

    private final boolean known;
    private final Optional<JID> joiner;
    private final Optional<VirtualOccupant> shownSpeaker;
    private final Map<Broadcast, JID> carriers = new HashMap<>();
    private final Map<String, JID> first = new HashMap<>();
    private final Map<JID, SlavePolicy> policies = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private boolean subjectTold;
    /** Looked up when first asked for. */
    private MasterPolicy policy;
    private Packet measured;
    /** Without the receiver's address. */
    private int measuredLength;

    /**
     * A broadcast to a slave.
     *
     * @param slave the slave
     * @param what  what tells it from others that the same stanza makes
     */
    private record Broadcast(JID slave, String what) {

        /** Not that of the address, which makes a text of itself each time: this is asked for each copy. */
        @Override
        public int hashCode() {
            return Objects.hashCode(slave.getNode()) ^ what.hashCode();
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Broadcast other && slave.equals(other.slave) && what.equals(other.what);
        }
    }

    private FanOut(boolean known, Optional<JID> joiner, Optional<VirtualOccupant> shownSpeaker) {
        this.known = known;
        this.joiner = joiner;
        this.shownSpeaker = shownSpeaker;
    }

    /** Nothing is known: the room says something of its own, or on another thread. */
    public static FanOut unknown() {
        return new FanOut(false, Optional.empty(), Optional.empty());
    }

    /** The room handles a stanza that is neither of the following. */
    public static FanOut ofStanza() {
        return new FanOut(true, Optional.empty(), Optional.empty());
    }

    /** The room handles a join through a slave: messages that the joiner gets meanwhile are history. */
    public static FanOut ofJoin(JID joiner) {
        return new FanOut(true, Optional.of(joiner), Optional.empty());
    }

    /** The room handles a message that its slave has shown already (fire and forget). */
    public static FanOut ofShown(VirtualOccupant speaker) {
        return new FanOut(true, Optional.empty(), Optional.of(speaker));
    }

    /** What holds for a slave while this stanza is handled, looked up once. */
    public SlavePolicy policyFor(JID slave, Function<JID, SlavePolicy> lookUp) {
        return policies.computeIfAbsent(slave, lookUp);
    }

    /** What holds for all mirrors while this stanza is handled, looked up once. */
    public MasterPolicy policy(Supplier<MasterPolicy> lookUp) {
        if (policy == null) {
            policy = lookUp.get();
        }
        return policy;
    }

    /** Tells whether this is the first time that something goes to a domain; always, where nothing is known. */
    public boolean comesTo(String domain) {
        return reached.add(domain) || !known;
    }

    boolean isKnown() {
        return known;
    }

    boolean isJoinOf(VirtualOccupant receiver) {
        return joiner.filter(receiver.user()::equals).isPresent();
    }

    /** The joiner has got the subject of the room, which is the last that it sends to somebody who enters. */
    void tellSubject() {
        subjectTold = true;
    }

    /** Who has joined without being told a subject, not even that there is none. */
    Optional<JID> joinedWithoutSubject() {
        return subjectTold ? Optional.empty() : joiner;
    }

    /** Tells whether a message is one that its slave has shown. */
    boolean wasShown(JID slave, Optional<String> nick) {
        return shownSpeaker.filter(speaker -> speaker.comesThrough(slave) && nick.filter(speaker.nick()::equals).isPresent())
            .isPresent();
    }

    /** Tells whether a copy is the first of its broadcast, to whomever. */
    boolean isFirst(String what, VirtualOccupant receiver) {
        JID known = first.putIfAbsent(what, receiver.user());
        return known == null || known.equals(receiver.user());
    }

    /**
     * Tells whether what somebody says to all has gone to a receiver's slave with the copy of another: then nothing becomes of
     * his own, and it need not be read. Never of somebody who is joining, who is told what was said before.
     *
     * @param receiver whose copy it is
     * @param nick     who says it; empty for the room
     */
    public boolean isSaidTo(VirtualOccupant receiver, Optional<String> nick) {
        JID carrier = carriers.get(new Broadcast(receiver.slave(), said(nick)));
        return carrier != null && !carrier.equals(receiver.user()) && !isJoinOf(receiver);
    }

    /** What tells a message to all from other broadcasts. */
    static String said(Optional<String> nick) {
        return "said " + nick.orElse("");
    }

    /**
     * How long a copy is as XML. Rooms send one object to all and change its receiver, so it is measured once.
     *
     * @param copy the copy
     * @return bytes
     */
    public int length(Packet copy) {
        int receiver = XmlLength.ofReceiver(copy.getElement().attributeValue("to"));
        if (copy != measured) {
            measured = copy;
            measuredLength = XmlLength.of(copy) - receiver;
        }
        return measuredLength + receiver;
    }

    /**
     * Tells whether a receiver's copy of a broadcast is the one that goes to his slave: the first copy is, and what the same
     * receiver gets again is another broadcast.
     */
    boolean carries(VirtualOccupant receiver, String what) {
        JID carrier = carriers.putIfAbsent(new Broadcast(receiver.slave(), what), receiver.user());
        return carrier == null || carrier.equals(receiver.user());
    }
}
