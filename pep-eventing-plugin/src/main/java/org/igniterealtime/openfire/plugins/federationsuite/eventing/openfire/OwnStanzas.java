package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * The way out for what eventing sends in a user's name or a service's: it remembers the ids of such stanzas while they are
 * being routed, so that nothing of ours is taken for news when it passes our own interceptor. Thread-safe. Bounded: the
 * server routes on the thread that asks for it, so there is one id for each thread that is routing.
 */
final class OwnStanzas {

    private final Router router;
    private final Supplier<String> ids;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    /** What a thread that is routing a stanza of ours is to say to rooms behind that. Nothing of it stays when that is done. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Queue<Packet>> behind = new ThreadLocal<>();

    /**
     * Nothing is under way yet.
     *
     * @param router the way to the server
     * @param ids    makes an id that nobody can guess, a new one each time
     */
    OwnStanzas(Router router, Supplier<String> ids) {
        this.router = Objects.requireNonNull(router);
        this.ids = Objects.requireNonNull(ids);
    }

    /**
     * Routes a stanza of ours. What enters or leaves a room because of the answer to another one, while that is being routed,
     * goes behind that: a room of 5.1 that is in a cluster is a copy while it handles something, and what happened to another
     * copy meanwhile is lost when it is done.
     *
     * @param stanza the stanza; gets an id if it has none
     */
    void route(Packet stanza) {
        Queue<Packet> waiting = behind.get();
        if (waiting != null && entersOrLeaves(stanza)) {
            waiting.add(stanza);
        } else if (waiting != null) {
            pass(stanza);
        } else {
            Queue<Packet> next = new ArrayDeque<>();
            behind.set(next);
            try {
                pass(stanza);
            } finally {
                behind.remove();
                next.forEach(this::route);
            }
        }
    }

    private static boolean entersOrLeaves(Packet stanza) {
        return stanza instanceof Presence && stanza.getTo() != null && stanza.getTo().getNode() != null
            && stanza.getTo().getResource() != null;
    }

    private void pass(Packet stanza) {
        if (stanza.getID() == null) {
            stanza.setID(ids.get());
        }
        String key = keyOf(stanza);
        boolean first = underWay.add(key);
        try {
            router.route(stanza);
        } finally {
            if (first) {
                underWay.remove(key);
            }
        }
    }

    /**
     * Tells a client something. What a client here is given so passes our interceptor as from a service; rules that mind what
     * rooms and accounts say have nothing to do with it.
     *
     * @param tell what, and whom
     */
    void tell(Effect.Tell tell) {
        if (tell.notice().getID() == null) {
            tell.notice().setID(ids.get());
        }
        if (!router.hand(tell.notice(), tell.client())) {
            route(tell.copy());
        }
    }

    /** Tells whether a stanza is one that is being routed by {@link #route}, or a copy of it. */
    boolean isOurs(Packet stanza) {
        return !underWay.isEmpty() && stanza.getID() != null && underWay.contains(keyOf(stanza));
    }

    /** An account answers from the address that a request of ours in its user's name comes from. */
    private static boolean isAnswer(Packet stanza) {
        String type = stanza instanceof IQ ? stanza.getElement().attributeValue("type") : "";
        return "result".equals(type) || "error".equals(type);
    }

    /** With the sender, because an id that we reflect was chosen by somebody who may send others with it. */
    private static String keyOf(Packet stanza) {
        String from = stanza.getElement().attributeValue("from", "");
        int slash = from.indexOf('/');
        return stanza.getID() + (isAnswer(stanza) ? " answer " : " ") + (slash < 0 ? from : from.substring(0, slash));
    }
}
