package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What happens in the server, as far as eventing wants to know. The stanzas are the server's own: whoever gets one reads it
 * and, unless it says otherwise here, does not change it.
 */
public sealed interface Event {

    /**
     * Somebody sent a pubsub request to the server, to an account of it, to a service that eventing stands before, or to
     * nobody. The first feature that returns effects has it.
     *
     * @param from   who, as the server stamped it
     * @param to     whom he addressed, if anybody: no address means his own account, and some servers write that in
     * @param online whether {@code from} is a resource of a registered local user that is connected now
     * @param stanza the request, result or error
     */
    record Request(JID from, Optional<JID> to, boolean online, IQ stanza) implements Event {
        /** Checks that nothing is missing. */
        public Request {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
            Objects.requireNonNull(stanza);
        }
    }

    /**
     * A stanza is about to be routed. Each feature hears of it until one stops it. It may be changed: nobody else has it yet.
     * A presence or an IQ of a local client must not be stopped, because the server would answer it with an error.
     *
     * @param stanza any stanza, not one of ours; it may lack addresses, and is hostile if it is not {@code local}
     * @param local  whether a client that is connected to this server sent it
     */
    record Routing(Packet stanza, boolean local) implements Event {
        /** Checks that nothing is missing. */
        public Routing {
            Objects.requireNonNull(stanza);
        }
    }

    /**
     * A stanza has been routed, which is when the server has done what it says.
     *
     * @param stanza as in {@link Routing}
     * @param local  as in {@link Routing}
     */
    record Routed(Packet stanza, boolean local) implements Event {
        /** Checks that nothing is missing. */
        public Routed {
            Objects.requireNonNull(stanza);
        }
    }

    /**
     * A stanza is about to be given to a client that is connected to this server. Each feature hears of it until one stops
     * it. It is never changed, because the same object may be on its way to others.
     *
     * @param stanza any stanza, not one of ours
     * @param client the client's full address
     */
    record Delivering(Packet stanza, JID client) implements Event {
        /** Checks that nothing is missing. */
        public Delivering {
            Objects.requireNonNull(stanza);
            Objects.requireNonNull(client);
        }
    }

    /**
     * The presence of a registered user's client has changed. Its contacts have been told, or are just about to be: newer
     * servers change it first. That it is gone is told once, whether it said so, was disconnected, or just vanished.
     *
     * @param client   the client's full address
     * @param presence available or not
     */
    record Changed(JID client, Presence presence) implements Event {
        /** Checks that nothing is missing. */
        public Changed {
            Objects.requireNonNull(client);
            Objects.requireNonNull(presence);
        }
    }

    /**
     * Some time has passed; comes once in a second or so.
     *
     * @param now the time
     */
    record Tick(Instant now) implements Event {
        /** Checks that nothing is missing. */
        public Tick {
            Objects.requireNonNull(now);
        }
    }
}
