package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.time.Instant;
import java.util.Objects;

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
