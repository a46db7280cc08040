package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ProbeRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Takes the probes that other servers send to this server's own domain, and answers them. Openfire's core must not see
 * them: from 4.2 to 5.1 it looks for the roster of the user before the {@code @}, and as there is none, fails over the null
 * (4.2 in the group manager, later versions in the roster cache already). The peer gets no answer, and the log gets a stack
 * trace for each probe.
 *
 * <p>The rejection is silent: {@code PresenceRouter} answers a rejected stanza only where its sender has a client session,
 * and a remote domain has none, in all of these versions.
 *
 * <p>Runs on the server's own threads, any number at a time. For a stanza that is no probe it looks at its class and one
 * attribute. Nothing is kept between stanzas.
 */
final class ProbeInterceptor implements PacketInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeInterceptor.class);

    private final String domain;
    private final Predicate<JID> remote;
    private final TrustPolicy trust;
    private final Router delivery;

    /**
     * Makes an interceptor; it does nothing until the server knows it.
     *
     * @param domain   the XMPP domain of this server
     * @param remote   tells whether an address belongs to another server, not to us or one of our components
     * @param trust    how far other domains are trusted
     * @param delivery sends the answers
     */
    ProbeInterceptor(String domain, Predicate<JID> remote, TrustPolicy trust, Router delivery) {
        this.domain = Objects.requireNonNull(domain);
        this.remote = Objects.requireNonNull(remote);
        this.trust = Objects.requireNonNull(trust);
        this.delivery = Objects.requireNonNull(delivery);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (!incoming || processed) {
            return;
        }
        Optional<DomainPresence> probe = DomainPresenceCodec.decode(stanza)
            .filter(presence -> presence.kind() == Kind.PROBE && isOurs(presence));
        if (probe.isPresent()) {
            answer(probe.get());
            throw new PacketRejectedException();
        }
    }

    private boolean isOurs(DomainPresence probe) {
        return probe.to().equals(domain) && remote.test(new JID(null, probe.from(), null, true));
    }

    private void answer(DomainPresence probe) {
        try {
            delivery.route(DomainPresenceCodec.encode(ProbeRules.answer(probe, trust.levelOf(probe.from()))));
        } catch (RuntimeException e) {
            // Taken all the same: without an answer the peer asks again, while the core would only fail over it. One
            // line and no stack trace, because a stranger decides how often this is written.
            LOG.warn("Could not answer a probe from {}: {}", LogText.of(probe.from()), LogText.of(e));
        }
    }
}
