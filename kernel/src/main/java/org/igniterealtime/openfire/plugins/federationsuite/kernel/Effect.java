package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What rules want done, as data: the shell does it, a test asserts on it, a simulation may reorder or lose it. */
public sealed interface Effect {

    /**
     * Send a stanza.
     *
     * @param stanza complete, with both addresses
     */
    record Send(Packet stanza) implements Effect {
        /** Checks that there is something to send. */
        public Send {
            Objects.requireNonNull(stanza);
        }

        @Override
        public String toString() {
            return "Send[" + stanza.getElement().asXML() + ']';
        }
    }

    /**
     * Send a message to many local clients, to each the same. As one effect, because a room with two hundred people in it
     * would else make, measure and address two hundred messages for each that is said.
     *
     * @param message   complete but for {@code to}; changed by nobody, each client gets a copy
     * @param receivers the full addresses of the clients, in the order in which they get it
     */
    record Broadcast(Message message, List<JID> receivers) implements Effect {
        /** Copies the list. */
        public Broadcast {
            Objects.requireNonNull(message);
            receivers = List.copyOf(receivers);
        }

        /** The messages that the clients get. */
        public Stream<Message> copies() {
            return receivers.stream().map(receiver -> {
                Message copy = message.createCopy();
                copy.setTo(receiver);
                return copy;
            });
        }

        @Override
        public String toString() {
            return "Broadcast[" + message.getElement().asXML() + " to " + receivers + ']';
        }
    }

    /**
     * Wake the rules with a tick.
     *
     * @param at not before this moment
     */
    record Alarm(Instant at) implements Effect {
        /** Checks that there is a moment. */
        public Alarm {
            Objects.requireNonNull(at);
        }
    }
}
