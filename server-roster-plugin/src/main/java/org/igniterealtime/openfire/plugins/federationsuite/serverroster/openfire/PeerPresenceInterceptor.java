package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainError;
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
 * Takes what other servers say to this server's own domain by presence, apart from probes, which {@link ProbeInterceptor}
 * answers. Openfire's core must not see it: it answers each request with a refusal of its own, and drops the rest.
 *
 * <p>Only a bare domain can be a peer (XEP-0267). The same said by or to a user or a resource is the core's business, as is
 * what our own domain and components say. Who may say it in a domain's name the server has checked before.
 *
 * <p>Runs on the server's own threads, any number at a time, and returns at once. The rejection is silent for a remote
 * domain, see {@link ProbeInterceptor}.
 */
final class PeerPresenceInterceptor implements PacketInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PeerPresenceInterceptor.class);

    private final String domain;
    private final Predicate<JID> remote;
    private final Consumer<DomainPresence> listener;
    private final Consumer<DomainError> errors;

    /**
     * Makes an interceptor; it does nothing until the server knows it.
     *
     * @param domain   the XMPP domain of this server
     * @param remote   tells whether an address belongs to another server, not to us or one of our components
     * @param listener gets what was said; returns at once
     * @param errors   gets errors that answered what we said; returns at once
     */
    PeerPresenceInterceptor(String domain, Predicate<JID> remote, Consumer<DomainPresence> listener,
                            Consumer<DomainError> errors) {
        this.domain = Objects.requireNonNull(domain);
        this.remote = Objects.requireNonNull(remote);
        this.listener = Objects.requireNonNull(listener);
        this.errors = Objects.requireNonNull(errors);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (!incoming || processed) {
            return;
        }
        Optional<DomainPresence> said = DomainPresenceCodec.decode(stanza)
            .filter(presence -> presence.kind() != Kind.PROBE && isOurs(presence.from(), presence.to()));
        if (said.isPresent()) {
            hand(said.get(), listener, said.get().from());
            throw new PacketRejectedException();
        }
        Optional<DomainError> error = DomainPresenceCodec.error(stanza).filter(answer -> isOurs(answer.from(), answer.to()));
        if (error.isPresent()) {
            hand(error.get(), errors, error.get().from());
            throw new PacketRejectedException();
        }
    }

    private boolean isOurs(String from, String to) {
        return to.equals(domain) && remote.test(new JID(null, from, null, true));
    }

    private static <T> void hand(T said, Consumer<T> listener, String from) {
        try {
            listener.accept(said);
        } catch (RuntimeException e) {
            // One line and no stack trace, because a stranger decides how often this is written.
            LOG.warn("Could not take presence of {}: {}", LogText.of(from), LogText.of(e));
        }
    }
}
