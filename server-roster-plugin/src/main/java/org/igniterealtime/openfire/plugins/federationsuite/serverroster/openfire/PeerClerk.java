package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.xmpp.packet.JID;

/**
 * Has orders carried out, and says in words what came of them. That whoever gives them may do so has been checked: by the
 * {@link PeerOffice} for what comes from clients, by the admin console for its pages. Thread-safe.
 */
final class PeerClerk {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PeerDesk desk;
    private final Predicate<JID> remote;
    private final RosterTexts texts;

    /**
     * Makes a clerk.
     *
     * @param desk   carries orders out
     * @param remote tells whether an address belongs to another server, not to us or one of our components
     * @param texts  the words
     */
    PeerClerk(PeerDesk desk, Predicate<JID> remote, RosterTexts texts) {
        this.desk = Objects.requireNonNull(desk);
        this.remote = Objects.requireNonNull(remote);
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * The domain that somebody means.
     *
     * @param written what was written; may be null
     * @return the domain, normalised; empty if it is not that of another server
     */
    Optional<String> domain(String written) {
        return DomainPresenceCodec.domain(written == null ? null : written.trim())
            .filter(name -> remote.test(new JID(null, name, null, true)));
    }

    /**
     * Carries out an order and waits a while for it to be stored.
     *
     * @param peer  the domain as the administrator wrote it
     * @param order the order
     * @param by    the administrator
     * @return what came of it
     */
    PeerOffice.Result carryOut(String peer, Order order, Actor by) {
        Optional<String> domain = domain(peer);
        return domain.isEmpty() ? failed(RosterText.RESULT_NOT_A_PEER, peer == null ? "" : peer)
            : await(domain.get(), begin(domain.get(), order, by));
    }

    /** Begins to carry out an order about a normalised domain, and returns at once. */
    CompletableFuture<Step> begin(String domain, Order order, Actor by) {
        return desk.order(domain, order, by);
    }

    /** Waits a while for an order, and says what came of it. */
    PeerOffice.Result await(String domain, CompletableFuture<Step> begun) {
        try {
            Step step = begun.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return step.refusal().map(reason -> failed(refusal(reason), domain)).orElseGet(() ->
                new PeerOffice.Result(true, texts.of(RosterText.RESULT_DONE, domain, step.peer().summary())));
        } catch (ExecutionException e) {
            return failed(RosterText.RESULT_FAILED, domain);
        } catch (TimeoutException e) {
            return failed(RosterText.RESULT_LATER, domain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(RosterText.RESULT_LATER, domain);
        }
    }

    private PeerOffice.Result failed(RosterText text, String argument) {
        return new PeerOffice.Result(false, texts.of(text, argument));
    }

    static RosterText refusal(Effect.Reason reason) {
        return RosterText.valueOf("REFUSED_" + reason.name());
    }
}
