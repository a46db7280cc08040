package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.FirstTry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Lets what is said to all go to another server over one connection only. When that breaks, the rules take what may have been
 * on it for lost, and it comes again in its order; the server's own second try would come behind or between that, or before
 * what was said earlier and is lost: 4.2.0 writes a stanza that it could not write to the next connection, and 5.1 all of
 * those that a dying connection was given, each on a thread of its own. What waits for its first connection since before the
 * last one was known to be lost is taken for lost as well, and is not given to the next. See {@link FirstTry}. Thread-safe.
 *
 * <p>In a cluster the sender and the connection may be with different nodes. The sender is not sure then, and need not be,
 * that the connection that it knows of is still there: what it sends goes to that one only, and it is told if there is another.
 * Times are compared where both are of this node's clock.
 *
 * <p>For stanzas that are not ours it is a look at the kind of their session and the letters of two addresses. Memory: a moment
 * for each other server to which a connection was lost in the last {@value #REMEMBERED_MINUTES} minutes.
 */
final class OneTry implements PacketInterceptor {

    /** A server gives up looking for another one long before that. */
    private static final int REMEMBERED_MINUTES = 15;

    private final String mirror;
    private final String servicesSuffix;
    private final InstantSource clock;
    private final Supplier<String> self;
    /** Between whom a connection was lost, and what was said before when counts as lost with it. */
    private final Map<DomainPair, Instant> lost = new ConcurrentHashMap<>();
    private volatile BiPredicate<JID, JID> goesToSlave = (room, slave) -> false;
    private volatile Behind behind = (node, pair, link, other) -> { };

    /** Told of nodes that send for a connection that is no longer there, or not the one over which what they send goes. */
    @FunctionalInterface
    interface Behind {
        /**
         * A stanza goes nowhere.
         *
         * @param node  the node that sent it, which may be this one
         * @param pair  between whom
         * @param link  the connection that it was sent for
         * @param other the connection to which it came, one of this node
         */
        void sent(String node, DomainPair pair, String link, String other);
    }

    /**
     * For both ends of links.
     *
     * @param mirror the domain of the mirror, in lower case
     * @param domain the server's
     * @param clock  the time
     * @param self   the name of this node
     */
    OneTry(String mirror, String domain, InstantSource clock, Supplier<String> self) {
        this.mirror = mirror;
        this.servicesSuffix = '.' + domain;
        this.clock = Objects.requireNonNull(clock);
        this.self = Objects.requireNonNull(self);
    }

    /** Has it asked, from now on, whether a local room, the first, sends what it sends to the second, a slave. */
    void asking(BiPredicate<JID, JID> guard) {
        goesToSlave = guard;
    }

    /** Has it told, from now on, of nodes that do not know that a connection has ended. */
    void telling(Behind listener) {
        behind = listener;
    }

    /**
     * Connections between two domains broke. The rules take for lost what was said before what is there instead was made; if
     * there is nothing yet, what was said until now.
     *
     * @param connections which, and when what is there instead was made; {@link Instant#MAX} if there is nothing
     */
    void broken(Map<DomainPair, Instant> connections) {
        Instant now = clock.instant();
        lost.values().removeIf(moment -> moment.isBefore(now.minus(Duration.ofMinutes(REMEMBERED_MINUTES))));
        connections.forEach((pair, replaced) -> lost.put(pair, replaced.isBefore(now) ? replaced : now));
    }

    /**
     * Marks what is said to all and leaves the server, before it is routed.
     *
     * @param stanza changed
     * @param domain the server's
     * @param mark   what is known of the connection between two domains now
     */
    static void mark(Packet stanza, String domain, Function<DomainPair, FirstTry.Mark> mark) {
        JID to = stanza.getTo();
        boolean leaves = to != null && !to.getDomain().equals(domain) && !to.getDomain().endsWith('.' + domain);
        if (leaves) {
            FirstTry.mark(stanza, () -> mark.apply(pair(stanza)));
        }
    }

    private static DomainPair pair(Packet stanza) {
        return new DomainPair(stanza.getFrom().getDomain(), stanza.getTo().getDomain());
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
        throws PacketRejectedException {
        if (incoming || processed || !(session instanceof OutgoingServerSession)) {
            return;
        }
        String from = stanza.getElement().attributeValue("from");
        String to = stanza.getElement().attributeValue("to");
        boolean ours = AddressText.isAt(from, mirror) && AddressText.mayBeSlave(from)
            || AddressText.mayEndIn(from, servicesSuffix) && AddressText.mayBeSlave(to);
        if (ours && !isFirst(FirstTry.take(stanza), stanza, session) && FirstTry.matters(stanza) && comesAgain(stanza)) {
            throw new PacketRejectedException();
        }
    }

    private boolean isFirst(Optional<FirstTry.Mark> mark, Packet stanza, Session session) {
        if (mark.isEmpty()) {
            return false;
        }
        FirstTry.Mark sent = mark.get();
        boolean ours = sent.node().isEmpty() || sent.node().equals(self.get());
        if (sent.link().isPresent() && (!ours || sent.elsewhere())) {
            return isFor(sent, stanza, session);
        }
        Instant moment = ours && !lost.isEmpty() ? lost.get(pair(stanza)) : null;
        return moment == null || !sent.said().isBefore(moment);
    }

    private boolean isFor(FirstTry.Mark sent, Packet stanza, Session session) {
        String link = session.getStreamID().getID();
        boolean same = sent.link().get().equals(link);
        if (!same) {
            behind.sent(sent.node().isEmpty() ? self.get() : sent.node(), pair(stanza), sent.link().get(), link);
        }
        return same;
    }

    /** Tells whether it is one of those that are marked: others of the server may speak like that, too. */
    private boolean comesAgain(Packet stanza) {
        return AddressText.isAt(stanza.getFrom().toString(), mirror)
            || stanza.getTo().getResource() == null && goesToSlave.test(stanza.getFrom().asBareJID(), stanza.getTo());
    }
}
