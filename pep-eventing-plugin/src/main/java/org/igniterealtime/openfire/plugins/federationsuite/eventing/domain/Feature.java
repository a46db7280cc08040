package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.xmpp.packet.Packet;

/**
 * One of the things that eventing does, with a switch of its own: it is told what happens in the server, and says what is to
 * be done about it. What it reads of the server it reads through ports of its own; what it changes there it changes by
 * effects, which are carried out on the same thread, in their order, when the call has returned.
 *
 * <p>Called on the server's own threads, any number at a time, for every stanza: it returns at once, and for what is not its
 * own after a look at an attribute or two. It never throws, whatever a stranger sends, and what strangers make it remember
 * is bounded by a setting.
 */
@FunctionalInterface
public interface Feature {

    /**
     * Tells the feature of an event.
     *
     * @param event what happened
     * @return what to do; nothing where the event is none of the feature's business
     */
    List<Effect> on(Event event);

    /**
     * Tells whether it may have something to do about a stanza that passes; if not, it need not be told. It is asked for every
     * stanza of everybody, so it looks at names and attributes only, and makes nothing.
     *
     * @param passing where the stanza is
     * @param stanza  as in the event
     * @param local   whether a client that is connected to this server sent it, or gets it
     */
    default boolean minds(Passing passing, Packet stanza, boolean local) {
        return true;
    }

    /**
     * By which names requests to the server and to its accounts may be its own; it need not be told of others. Those to
     * services are another matter. The same each time.
     */
    default RequestNames requests() {
        return RequestNames.ALL;
    }

    /** Where a stanza is that passes: each is an event of that name. */
    enum Passing {
        /** {@link Event.Routing}. */
        ROUTING,
        /** {@link Event.Routed}. */
        ROUTED,
        /** {@link Event.Delivering}. */
        DELIVERING
    }
}
