package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What we read in an IODEF document (RFC 5070), and write into one. Immutable. All texts are those of another server: to be
 * shown as text, and nothing else.
 *
 * @param about     which incident
 * @param related   other incidents that have to do with it
 * @param status    how far it is
 * @param purpose   {@code reporting}, {@code traceback}, {@code mitigation} or {@code other}
 * @param times     when it began, ended and was reported
 * @param text      what happened, in words; empty if nothing is said
 * @param addresses who takes part in it
 * @param actions   what is asked for and what has been done, in the words of the document. Never acted on
 */
public record IncidentDocument(Reference about, List<Reference> related, IncidentStatus status, String purpose, Times times,
                               String text, Addresses addresses, List<String> actions) {

    /** Checks that nothing is missing. */
    public IncidentDocument {
        Objects.requireNonNull(about);
        related = List.copyOf(related);
        Objects.requireNonNull(status);
        Objects.requireNonNull(purpose);
        Objects.requireNonNull(times);
        Objects.requireNonNull(text);
        Objects.requireNonNull(addresses);
        actions = List.copyOf(actions);
    }

    /**
     * An incident by its number (RFC 5070, section 3.3).
     *
     * @param name who has numbered it, usually the domain that reported it first
     * @param id   its number there
     */
    public record Reference(String name, String id) {
        /** Checks that nothing is missing. */
        public Reference {
            Objects.requireNonNull(name);
            Objects.requireNonNull(id);
        }
    }

    /**
     * Times (RFC 5070, section 3.9).
     *
     * @param start    when it began, if that is known
     * @param end      when it ended, if it has
     * @param reported when it was reported
     */
    public record Times(Optional<Instant> start, Optional<Instant> end, Optional<Instant> reported) {
        /** Checks that nothing is missing. */
        public Times {
            Objects.requireNonNull(start);
            Objects.requireNonNull(end);
            Objects.requireNonNull(reported);
        }
    }

    /**
     * Addresses (XEP-0268, section 7).
     *
     * @param sources  who did it
     * @param targets  to whom
     * @param contacts whom to ask
     */
    public record Addresses(List<String> sources, List<String> targets, List<String> contacts) {
        /** Takes copies. */
        public Addresses {
            sources = List.copyOf(sources);
            targets = List.copyOf(targets);
            contacts = List.copyOf(contacts);
        }
    }
}
