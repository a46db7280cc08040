package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;

/**
 * An incident that came in or went out, without its document. Immutable.
 *
 * @param id        ours, for orders about it; no other server knows it
 * @param direction whether it came in or went out
 * @param peer      the other server, normalised
 * @param kind      what its sender wants
 * @param about     the number of the incident itself, which several of these may share
 * @param state     how it stands with it
 * @param aside     whether it came from a server that nobody has approved
 * @param at        when it came last, or was sent last
 * @param handled   who has dealt with it; empty if nobody has
 * @param summary   what happened, in a line
 * @param answer    why it was refused, of one of ours that was; else empty
 */
public record Incident(String id, Direction direction, String peer, IncidentKind kind, Reference about, IncidentState state,
                       boolean aside, Instant at, Optional<Handled> handled, String summary, String answer) {

    /** Bytes of a summary, at most: what fits into the table, whatever the database counts. */
    public static final int LONGEST_SUMMARY = 1000;
    /** Bytes of an answer, at most. */
    public static final int LONGEST_ANSWER = 255;

    /** Checks that nothing is missing. */
    public Incident {
        Objects.requireNonNull(id);
        Objects.requireNonNull(direction);
        Objects.requireNonNull(peer);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(about);
        Objects.requireNonNull(state);
        Objects.requireNonNull(at);
        Objects.requireNonNull(handled);
        Objects.requireNonNull(summary);
        Objects.requireNonNull(answer);
    }

    /** Which way it went. */
    public enum Direction {
        /** Another server told us. */
        IN,
        /** We told another server. */
        OUT
    }

    /**
     * That somebody has dealt with it.
     *
     * @param by who
     * @param at when
     */
    public record Handled(String by, Instant at) {
        /** Checks that nothing is missing. */
        public Handled {
            Objects.requireNonNull(by);
            Objects.requireNonNull(at);
        }
    }

    /** Whether it waits for an administrator. */
    public boolean isOpen() {
        return direction == Direction.IN && handled.isEmpty();
    }

    /** Whether another report takes the place of this one, or would have: of the same sender, kind and number. */
    public boolean isReplacedBy(Incident other) {
        return direction == Direction.IN && other.direction == Direction.IN && peer.equals(other.peer) && kind == other.kind
            && about.equals(other.about);
    }

    /** The same with another state. */
    public Incident with(IncidentState newState, String newAnswer) {
        return new Incident(id, direction, peer, kind, about, newState, aside, at, handled, summary, newAnswer);
    }

    /** The same, sent again. */
    public Incident sentAgain(Instant now) {
        return new Incident(id, direction, peer, kind, about, IncidentState.WAITING, aside, now, handled, summary, "");
    }

    /** The same, dealt with. */
    public Incident with(Handled handledNow) {
        return new Incident(id, direction, peer, kind, about, state, aside, at, Optional.of(handledNow), summary, answer);
    }

    /** The same as if nobody had dealt with it. */
    public Incident reopened() {
        return new Incident(id, direction, peer, kind, about, state, aside, at, Optional.empty(), summary, answer);
    }

    /** What it is and how it stands, in a few words that do not change with the language, for the audit. */
    public String words() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + about.name() + " " + about.id() + ", " + state.word()
            + (answer.isEmpty() ? "" : ": " + answer) + handled.map(done -> ", handled by " + done.by()).orElse("")
            + (summary.isEmpty() ? "" : ", " + summary);
    }
}
