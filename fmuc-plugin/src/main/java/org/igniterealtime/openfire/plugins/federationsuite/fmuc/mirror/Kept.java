package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.JID;

/**
 * A message of a local user that its master is not known to have. While the link is lost, and where messages are shown at
 * once, it is written down before the sender sees it, so that it outlives a crash.
 *
 * @param number  tells it from others of its room; a later one has a greater one
 * @param nick    who said it
 * @param user    the bare address of who said it, by which he is known when he comes again
 * @param id      the id that the sender gave it, if he did
 * @param payload what
 * @param at      when he said it
 * @param state   how far it is
 * @param since   since when it waits for a sign of the master, where it does
 */
public record Kept(long number, String nick, JID user, Optional<String> id, Payload payload, Instant at, State state,
                   Instant since) {

    /** How far a message is. */
    public enum State {
        /** Sent, and shown when the master's copy comes. Not written down: nobody has been told that it was said. */
        UNDER_WAY,
        /** Shown here, and not sent. */
        HELD,
        /** Shown here, and sent when the link was lost, or before: the master may have it. */
        DOUBTFUL,
        /** Shown here and sent; the master's copy says that it has it. */
        SENT,
        /** Shown here and sent so that no copy comes (fire and forget); the answer to a question behind it says so. */
        TOLD;

        /** Tells whether the sender has been shown it, and so it must be written down. */
        public boolean shown() {
            return this != UNDER_WAY;
        }

        /** Tells whether the master may have it. */
        public boolean mayHaveArrived() {
            return this != HELD;
        }

        /** Tells whether a sign of the master is waited for. */
        boolean waits() {
            return this == UNDER_WAY || this == SENT || this == TOLD;
        }

        /** Tells whether it is to be sent when the link is there. */
        boolean isToBeSent() {
            return this == HELD || this == DOUBTFUL;
        }
    }

    /** Checks that nothing is missing. */
    public Kept {
        Objects.requireNonNull(nick);
        Objects.requireNonNull(user);
        Objects.requireNonNull(id);
        Objects.requireNonNull(payload);
        Objects.requireNonNull(at);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
    }

    /** The same, said by somebody who has come back under another nick. */
    Kept by(String other) {
        return new Kept(number, other, user, id, payload, at, state, since);
    }

    Kept in(State next, Instant now) {
        return new Kept(number, nick, user, id, payload, at, next, now);
    }

    /** The message as it is remembered. */
    Heard heard() {
        return new Heard(Optional.of(nick), payload, id, at);
    }

    /** How many characters there are to keep. */
    public int weight() {
        return payload.weight() + id.map(String::length).orElse(0) + nick.length();
    }

    /** Tells whether what the master tells of is this message. */
    boolean is(Optional<String> whose, Optional<String> itsId, Payload other) {
        return whose.filter(nick::equals).isPresent() && itsId.equals(id)
            && payload.body().equals(other.body());
    }
}
