package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.BadDraftException.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.PlainText;
import org.xmpp.packet.JID;

/**
 * An incident that an administrator wants sent. Immutable, and checked.
 *
 * @param kind    what for
 * @param peers   to whom, normalised; empty for all buddies
 * @param content what it says
 */
public record IncidentDraft(IncidentKind kind, List<String> peers, IncidentDocument content) {

    /** What an administrator may say that an incident is for (RFC 5070, section 3.2); the first is preset. */
    public static final List<String> PURPOSES = List.of("reporting", "mitigation", "traceback", "other");
    /** What may be asked for (RFC 5070, section 3.13), as far as it makes sense among XMPP servers; empty for nothing. */
    public static final List<String> ACTIONS = List.of("", "investigate", "block-host", "rate-limit-host", "other");

    private static final int MOST_ADDRESSES = 100;

    /** Checks that nothing is missing. */
    public IncidentDraft {
        Objects.requireNonNull(kind);
        peers = List.copyOf(peers);
        Objects.requireNonNull(content);
    }

    /**
     * What an administrator wrote into a form. None is null; what was left out is empty.
     *
     * @param kind        the name of a kind
     * @param peers       domains, separated by commas or white space; empty for all buddies
     * @param description what happened
     * @param sources     addresses of who did it, separated by commas or white space
     * @param purpose     one of {@link #PURPOSES}
     * @param action      one of {@link #ACTIONS}
     * @param start       when it began
     * @param end         when it ended
     * @param about       the incident that this is about: its ID in our list, or its name and number; empty for a new one
     * @param related     another incident that has to do with it, in the same way
     * @param status      the name of a status
     */
    public record Words(String kind, String peers, String description, String sources, String purpose, String action,
                        String start, String end, String about, String related, String status) {
    }

    /**
     * Reads a form.
     *
     * @param words   what was written
     * @param known   finds the number of an incident by its ID in our list
     * @param domain  our own domain
     * @param freshId the number of a new incident
     * @param now     the time
     * @return what is to be sent
     * @throws BadDraftException if something is wrong with it
     */
    public static IncidentDraft read(Words words, Function<String, Optional<Reference>> known, String domain, String freshId,
                                     Instant now) throws BadDraftException {
        IncidentKind kind = IncidentKind.of(words.kind().trim().toLowerCase(Locale.ROOT))
            .orElseThrow(() -> new BadDraftException(Reason.NOT_A_KIND, words.kind()));
        IncidentStatus status = words.status().isBlank() ? IncidentStatus.NEW : IncidentStatus.of(words.status().trim())
            .orElseThrow(() -> new BadDraftException(Reason.NOT_A_STATUS, words.status()));
        String description = PlainText.forXml(words.description().strip());
        Optional<Reference> about = reference(words.about(), known);
        boolean answers = kind == IncidentKind.INQUIRY || kind == IncidentKind.RESPONSE;
        if (answers && about.isEmpty()) {
            throw new BadDraftException(Reason.ABOUT_NOTHING, "");
        }
        if (description.isEmpty() && kind != IncidentKind.INQUIRY) {
            throw new BadDraftException(Reason.NO_DESCRIPTION, "");
        }
        Optional<Instant> start = time(words.start());
        Optional<Instant> end = time(words.end());
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            throw new BadDraftException(Reason.NOT_A_TIME, words.end());
        }
        IncidentDocument content = new IncidentDocument(about.orElse(new Reference(domain, freshId)),
            reference(words.related(), known).map(List::of).orElse(List.of()), status,
            choice(words.purpose().isBlank() ? preset(kind) : words.purpose().trim(), PURPOSES, Reason.NOT_A_PURPOSE),
            new IncidentDocument.Times(start, end, Optional.of(now)), description,
            new IncidentDocument.Addresses(addresses(words.sources()), List.of(), List.of(domain)),
            actions(choice(words.action().trim(), ACTIONS, Reason.NOT_AN_ACTION)));
        return new IncidentDraft(kind, peers(words.peers()), content);
    }

    /** As in the examples of the XEP. */
    private static String preset(IncidentKind kind) {
        return switch (kind) {
            case REPORT -> "reporting";
            case INQUIRY -> "traceback";
            case REQUEST, RESPONSE -> "mitigation";
        };
    }

    private static String choice(String word, List<String> choices, Reason otherwise) throws BadDraftException {
        if (!choices.contains(word)) {
            throw new BadDraftException(otherwise, word);
        }
        return word;
    }

    private static List<String> actions(String action) {
        return action.isEmpty() ? List.of() : List.of(action);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).distinct().toList();
    }

    private static List<String> peers(String text) throws BadDraftException {
        List<String> found = new ArrayList<>();
        for (String word : words(text)) {
            found.add(DomainPresenceCodec.domain(word).orElseThrow(() -> new BadDraftException(Reason.NOT_A_DOMAIN, word)));
        }
        return found.stream().distinct().toList();
    }

    private static List<String> addresses(String text) throws BadDraftException {
        List<String> found = words(PlainText.forXml(text));
        if (found.size() > MOST_ADDRESSES) {
            throw new BadDraftException(Reason.TOO_LONG, String.valueOf(MOST_ADDRESSES));
        }
        for (String word : found) {
            try {
                new JID(word);
            } catch (IllegalArgumentException e) {
                throw new BadDraftException(Reason.NOT_AN_ADDRESS, word);
            }
        }
        return found;
    }

    /** With a zone, or without one as browsers write it, which is taken for UTC, as all times here are. */
    private static Optional<Instant> time(String text) throws BadDraftException {
        String time = text.trim();
        if (time.isEmpty()) {
            return Optional.empty();
        }
        for (Function<String, Instant> reader : List.<Function<String, Instant>>of(
                zoned -> OffsetDateTime.parse(zoned).toInstant(),
                plain -> LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC))) {
            try {
                return Optional.of(reader.apply(time));
            } catch (DateTimeException e) {
                // It may be written the other way.
            }
        }
        throw new BadDraftException(Reason.NOT_A_TIME, time);
    }

    private static Optional<Reference> reference(String text, Function<String, Optional<Reference>> known)
            throws BadDraftException {
        String words = PlainText.forColumn(text, Integer.MAX_VALUE);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Optional<Reference> listed = known.apply(words);
        if (listed.isPresent()) {
            return listed;
        }
        String[] parts = words.split(" ");
        if (parts.length != 2 || IncidentCodec.isTooLong(parts[0]) || IncidentCodec.isTooLong(parts[1])) {
            throw new BadDraftException(Reason.NOT_AN_INCIDENT, words);
        }
        return Optional.of(new Reference(parts[0], parts[1]));
    }
}
