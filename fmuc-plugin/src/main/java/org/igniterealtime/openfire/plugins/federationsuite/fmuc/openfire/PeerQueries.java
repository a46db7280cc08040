package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Callbacks;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Asks other servers in the name of the mirror service and waits for the answers. Thread-safe. A question that is not
 * answered in time is forgotten, so what is kept is bounded by what is asked.
 */
final class PeerQueries {

    /** What an address is. */
    static final String INFO = "http://jabber.org/protocol/disco#info";
    /** What belongs to an address. */
    static final String ITEMS = "http://jabber.org/protocol/disco#items";

    private final JID service;
    private final Router router;
    private final ScheduledExecutorService timer;
    private final Map<String, Asked> waiting = new ConcurrentHashMap<>();

    private record Asked(JID whom, CompletableFuture<IQ> answer) {
    }

    PeerQueries(JID service, Router router, ScheduledExecutorService timer) {
        this.service = Objects.requireNonNull(service);
        this.router = Objects.requireNonNull(router);
        this.timer = Objects.requireNonNull(timer);
    }

    /**
     * Asks (XEP-0030).
     *
     * @param whom     any address
     * @param what     {@link #INFO} or {@link #ITEMS}
     * @param patience how long to wait
     * @return the answer, a result or an error; fails with a {@link TimeoutException} without one
     */
    CompletableFuture<IQ> ask(JID whom, String what, Duration patience) {
        return ask(whom, "query", what, patience);
    }

    /**
     * Asks anything.
     *
     * @param whom      any address
     * @param element   the element of the question
     * @param namespace its namespace
     * @param patience  how long to wait
     * @return as above
     */
    CompletableFuture<IQ> ask(JID whom, String element, String namespace, Duration patience) {
        IQ question = new IQ(IQ.Type.get, UUID.randomUUID().toString());
        question.setFrom(service);
        question.setTo(whom);
        question.setChildElement(element, namespace);
        CompletableFuture<IQ> answer = new CompletableFuture<>();
        waiting.put(question.getID(), new Asked(whom, answer));
        // Not CompletableFuture's own timer: its thread would be made by us and outlive us, and keep our classes alive.
        Future<?> timeout = timer.schedule(() -> answer.completeExceptionally(new TimeoutException()),
            patience.toMillis(), TimeUnit.MILLISECONDS);
        Callbacks.when(answer, (iq, failure) -> {
            timeout.cancel(false);
            waiting.remove(question.getID());
        });
        router.route(question);
        return answer;
    }

    /** Takes a result or an error; one that nobody waits for, or from another than was asked, is ignored. */
    void answered(IQ answer) {
        Asked asked = answer.getID() == null ? null : waiting.get(answer.getID());
        if (asked != null && asked.whom().equals(answer.getFrom())) {
            asked.answer().complete(answer);
        }
    }
}
