package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

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
 * <p>For stanzas that are not ours it is a look at the kind of their session and the letters of two addresses. Memory: a moment
 * for each other server to which a connection was lost in the last {@value #REMEMBERED_MINUTES} minutes.
 */
final class OneTry implements PacketInterceptor {

    /** A server gives up looking for another one long before that. */
    private static final int REMEMBERED_MINUTES = 15;

    private final String mirror;
    private final String servicesSuffix;
    private final InstantSource clock;
    /** Between whom a connection was lost, and what was said before when counts as lost with it. */
    private final Map<DomainPair, Instant> lost = new ConcurrentHashMap<>();
    private volatile BiPredicate<JID, JID> goesToSlave = (room, slave) -> false;

    /**
     * For both ends of links.
     *
     * @param mirror the domain of the mirror, in lower case
     * @param domain the server's
     * @param clock  the time
     */
    OneTry(String mirror, String domain, InstantSource clock) {
        this.mirror = mirror;
        this.servicesSuffix = '.' + domain;
        this.clock = Objects.requireNonNull(clock);
    }

    /** Has it asked, from now on, whether a local room, the first, sends what it sends to the second, a slave. */
    void asking(BiPredicate<JID, JID> guard) {
        goesToSlave = guard;
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
     * @param now    the time
     */
    static void mark(Packet stanza, String domain, Instant now) {
        JID to = stanza.getTo();
        boolean leaves = to != null && !to.getDomain().equals(domain) && !to.getDomain().endsWith('.' + domain);
        if (leaves) {
            FirstTry.mark(stanza, now);
        }
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
        if (ours && !isFirst(FirstTry.take(stanza), stanza) && FirstTry.matters(stanza) && comesAgain(stanza)) {
            throw new PacketRejectedException();
        }
    }

    private boolean isFirst(Optional<Instant> said, Packet stanza) {
        if (said.isEmpty() || lost.isEmpty()) {
            return said.isPresent();
        }
        Instant moment = lost.get(new DomainPair(stanza.getFrom().getDomain(), stanza.getTo().getDomain()));
        return moment == null || !said.get().isBefore(moment);
    }

    /** Tells whether it is one of those that are marked: others of the server may speak like that, too. */
    private boolean comesAgain(Packet stanza) {
        return AddressText.isAt(stanza.getFrom().toString(), mirror)
            || stanza.getTo().getResource() == null && goesToSlave.test(stanza.getFrom().asBareJID(), stanza.getTo());
    }
}
