package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact.Way;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.IncomingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * The way to other servers through Openfire. Openfire takes every stanza and says nothing of what becomes of it: presence
 * from the bare domain that cannot be delivered vanishes (4.2.0 to 5.1.1 send the error to the resources of its sender, and
 * a domain has none). So what was said is followed by a ping (XEP-0199), which every server must answer, if only with an
 * error (RFC 6120, section 8.2.3), and which takes the same stream: an answer says that what went before it has come, too.
 *
 * <p>The answer is taken as an interceptor, in both directions: 4.2.0 shows its own error for a ping that could not be
 * delivered on its way out only, and then fails over it, since it has no route to its own domain.
 *
 * <p>Thread-safe. Memory: one question for each peer that something is being said to.
 */
final class ServerLink implements PeerLink, PacketInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
    private static final String PING = "urn:xmpp:ping";
    /** So that an answer to another node of a cluster can be told from all else at once. */
    private static final String IDS = "fsr-";
    /** What Openfire answers itself, in the name of a server that it cannot reach. */
    private static final Set<PacketError.Condition> NO_CONNECTION =
        Set.of(PacketError.Condition.remote_server_not_found, PacketError.Condition.remote_server_timeout);
    /** How Openfire calls the cipher of a connection that has none. */
    private static final String NO_CIPHER = "NONE";

    private final String domain;
    private final Router delivery;
    private final Function<String, ? extends Collection<IncomingServerSession>> incoming;
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private volatile Elsewhere elsewhere = Elsewhere.NOWHERE;

    private record Question(String id, Consumer<String> proof) {
    }

    /** Takes answers to what another node of a cluster has asked: they come wherever the peer has its connection. */
    @FunctionalInterface
    interface Elsewhere {

        /** Nobody else asks. */
        Elsewhere NOWHERE = (peer, id, error) -> false;

        /**
         * Passes an answer on. On the server's own threads; returns at once.
         *
         * @param peer  who answers, which is whom the server has found to be who it says
         * @param id    the identifier of the question
         * @param error empty, or why there is no connection
         * @return whether somebody may be waiting for it
         */
        boolean answered(String peer, String id, String error);
    }

    /**
     * Makes a link; it gets its answers once it is known to the server as an interceptor.
     *
     * @param domain   the XMPP domain of this server
     * @param delivery sends stanzas
     * @param incoming the connections that a domain has opened to us
     */
    ServerLink(String domain, Router delivery, Function<String, ? extends Collection<IncomingServerSession>> incoming) {
        this.domain = Objects.requireNonNull(domain);
        this.delivery = Objects.requireNonNull(delivery);
        this.incoming = Objects.requireNonNull(incoming);
    }

    /** Where answers go from now on that are not to this node's questions. */
    void passOn(Elsewhere other) {
        elsewhere = Objects.requireNonNull(other);
    }

    @Override
    public void say(DomainPresence said) {
        delivery.route(DomainPresenceCodec.encode(said));
    }

    @Override
    public void askForProof(String peer, Consumer<String> proof) {
        IQ ping = new IQ(IQ.Type.get, IDS + UUID.randomUUID());
        ping.setFrom(new JID(null, domain, null));
        ping.setTo(new JID(null, peer, null));
        ping.setChildElement("ping", PING);
        questions.put(peer, new Question(ping.getID(), proof));
        delivery.route(ping);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean in, boolean processed) throws PacketRejectedException {
        if (processed || !(stanza instanceof IQ answer) || answer.isRequest() || answer.getID() == null
            || !answer.getID().startsWith(IDS) || !domain.equals(answer.getElement().attributeValue("to"))) {
            return;
        }
        String peer = answer.getElement().attributeValue("from");
        String error = noConnection(answer);
        if (peer != null && (answered(peer, answer.getID(), error) || elsewhere.answered(peer, answer.getID(), error))) {
            throw new PacketRejectedException();
        }
    }

    /**
     * A peer has answered, here or to another node.
     *
     * @param peer  who
     * @param id    the identifier of the question, which nobody can guess, so nobody else answers in the peer's name
     * @param error empty, or why there is no connection
     * @return whether it was this node's question
     */
    boolean answered(String peer, String id, String error) {
        Question question = questions.get(peer);
        if (question == null || !question.id().equals(id) || !questions.remove(peer, question)) {
            return false;
        }
        question.proof().accept(error);
        return true;
    }

    private static String noConnection(IQ answer) {
        PacketError error = answer.getType() == IQ.Type.error ? answer.getError() : null;
        return error != null && NO_CONNECTION.contains(error.getCondition()) ? error.getCondition().toXMPP() : "";
    }

    @Override
    public Contact contact(String peer, Instant now) {
        try {
            for (IncomingServerSession session : incoming.apply(peer)) {
                Way way = NO_CIPHER.equals(session.getCipherSuiteName()) ? Way.DIALBACK : Way.TLS;
                return new Contact(now, way, subject(session.getPeerCertificates()));
            }
        } catch (RuntimeException e) {
            // The session may be closing. No stack trace: strangers decide how often this happens.
            LOG.debug("Could not look at the connection of {}: {}", peer, e.toString());
        }
        return new Contact(now, Way.UNKNOWN, "");
    }

    private static String subject(Certificate... chain) {
        return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate certificate
            ? certificate.getSubjectX500Principal().getName() : "";
    }
}
