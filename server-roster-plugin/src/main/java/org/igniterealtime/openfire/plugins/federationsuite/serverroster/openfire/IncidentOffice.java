package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.BadDraftException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentDraft;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.BadIncidentException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What administrators do about incidents, by command or by page, and in words what came of it. Whoever calls has checked that
 * it is an administrator. Thread-safe; waits for the database, and never for another server.
 */
public final class IncidentOffice {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentOffice.class);

    private final String domain;
    private final Settings settings;
    private final TrustPolicy trust;
    private final Supplier<List<String>> candidates;
    private final IncidentDesk desk;
    private final IncidentPost post;
    private final RosterTexts texts;

    /**
     * What came of an order.
     *
     * @param done whether it was carried out
     * @param text in words
     */
    public record Result(boolean done, String text) {
    }

    /**
     * An incident with what we understand of its document.
     *
     * @param incident the incident
     * @param content  its document; empty if it cannot be read, which somebody else must have written
     */
    public record Shown(Incident incident, Optional<IncidentDocument> content) {
    }

    IncidentOffice(String domain, Settings settings, TrustPolicy trust, Supplier<List<String>> candidates, IncidentDesk desk,
                   IncidentPost post, RosterTexts texts) {
        this.domain = Objects.requireNonNull(domain);
        this.settings = Objects.requireNonNull(settings);
        this.trust = Objects.requireNonNull(trust);
        this.candidates = Objects.requireNonNull(candidates);
        this.desk = Objects.requireNonNull(desk);
        this.post = Objects.requireNonNull(post);
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * All incidents, the latest first.
     *
     * @return as the database has them
     * @throws StoreException if it cannot be read
     */
    public List<Incident> list() {
        return desk.all();
    }

    /** Puts incidents into words. */
    public IncidentWords words() {
        return new IncidentWords(texts);
    }

    /** How many incidents had to go since the start, because more came than may be kept. */
    public long dropped() {
        return desk.dropped();
    }

    /**
     * The servers that incidents can be sent to: those that have been approved.
     *
     * @return their domains, sorted
     */
    public List<String> buddies() {
        return candidates.get().stream().filter(this::isBuddy).distinct().sorted().toList();
    }

    private boolean isBuddy(String peer) {
        return !peer.equals(domain) && trust.levelOf(peer).compareTo(TrustLevel.BUDDY) >= 0;
    }

    /**
     * One incident.
     *
     * @param id its ID in the list
     * @return the incident, or empty if there is none with this ID
     * @throws StoreException if the database cannot be read
     */
    public Optional<Shown> show(String id) {
        return desk.find(id.trim()).map(incident -> new Shown(incident, desk.document(incident).flatMap(this::content)));
    }

    private Optional<IncidentDocument> content(String document) {
        try {
            return Optional.of(IncidentCodec.parse(document));
        } catch (BadIncidentException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends an incident: to each peer as an IQ of its own, with one number for all. Returns when it is kept; what the peers
     * answer shows in the list.
     *
     * @param words what the administrator wrote
     * @param by    the administrator
     */
    public Result send(IncidentDraft.Words words, Actor by) {
        return guarded(() -> {
            IncidentDraft draft;
            try {
                draft = IncidentDraft.read(words, id -> desk.find(id).map(Incident::about), domain,
                    UUID.randomUUID().toString().toUpperCase(Locale.ROOT), desk.now());
            } catch (BadDraftException e) {
                return refused(IncidentText.valueOf("REFUSED_" + e.reason().name()), e.what());
            }
            List<String> peers = draft.peers().isEmpty() ? buddies() : draft.peers();
            Optional<String> stranger = peers.stream().filter(peer -> !isBuddy(peer)).findFirst();
            if (stranger.isPresent()) {
                return refused(IncidentText.RESULT_NOT_A_BUDDY, stranger.get());
            }
            if (peers.isEmpty()) {
                return refused(IncidentText.RESULT_NO_BUDDY);
            }
            return send(draft, peers, by);
        });
    }

    private Result send(IncidentDraft draft, List<String> peers, Actor by) {
        Element element = IncidentCodec.encode(draft.kind(), draft.content());
        String document = IncidentCodec.xml(element);
        int most = settings.get(IncidentSettings.MOST_BYTES);
        if (document.getBytes(StandardCharsets.UTF_8).length > most) {
            return refused(IncidentText.REFUSED_TOO_LONG, String.valueOf(most));
        }
        if (!post.hasRoomFor(peers.size())) {
            return refused(IncidentText.RESULT_TOO_MANY);
        }
        List<Incident> kept = new ArrayList<>();
        for (String peer : peers) {
            kept.add(desk.add(peer, draft.kind(), draft.content(), document, by));
        }
        // Each with a copy of its own: a stanza is given away.
        kept.forEach(incident -> post.send(incident, element.createCopy()));
        return done(IncidentText.RESULT_SENT, String.join(", ", peers),
            draft.content().about().name() + " " + draft.content().about().id());
    }

    /**
     * Sends one of ours again that was not delivered, as it was.
     *
     * @param id its ID in the list
     * @param by the administrator
     */
    public Result sendAgain(String id, Actor by) {
        return with(id, incident -> {
            if (incident.direction() != Incident.Direction.OUT || incident.state() == IncidentState.WAITING
                    || incident.state() == IncidentState.DELIVERED) {
                return refused(IncidentText.RESULT_NOT_OURS);
            }
            if (!isBuddy(incident.peer())) {
                return refused(IncidentText.RESULT_NOT_A_BUDDY, incident.peer());
            }
            if (!post.hasRoomFor(1)) {
                return refused(IncidentText.RESULT_TOO_MANY);
            }
            Element element;
            try {
                element = IncidentCodec.element(desk.document(incident).orElse(""));
            } catch (BadIncidentException e) {
                return refused(IncidentText.RESULT_FAILED);
            }
            Incident again = incident.sentAgain(desk.now());
            if (!desk.change(incident, again, by, RosterAction.INCIDENT_SENT)) {
                return refused(IncidentText.RESULT_CHANGED);
            }
            post.send(again, element);
            return done(IncidentText.RESULT_AGAIN, incident.peer());
        });
    }

    /**
     * Marks one that came in as handled.
     *
     * @param id its ID in the list
     * @param by the administrator
     */
    public Result handle(String id, Actor by) {
        return with(id, incident -> {
            if (!incident.isOpen()) {
                return refused(IncidentText.RESULT_NOT_OPEN);
            }
            return desk.change(incident, incident.with(new Incident.Handled(by.name(), desk.now())), by,
                RosterAction.INCIDENT_HANDLED)
                ? done(IncidentText.RESULT_HANDLED, incident.peer()) : refused(IncidentText.RESULT_CHANGED);
        });
    }

    /**
     * Takes back that one that came in was marked as handled.
     *
     * @param id its ID in the list
     * @param by the administrator
     */
    public Result reopen(String id, Actor by) {
        return with(id, incident -> {
            if (incident.direction() != Incident.Direction.IN || incident.handled().isEmpty()) {
                return refused(IncidentText.RESULT_NOT_HANDLED);
            }
            return desk.change(incident, incident.reopened(), by, RosterAction.INCIDENT_REOPENED)
                ? done(IncidentText.RESULT_REOPENED, incident.peer()) : refused(IncidentText.RESULT_CHANGED);
        });
    }

    /**
     * Removes one. The audit keeps that it was there, and for a while it can be {@linkplain #restore put back}.
     *
     * @param id its ID in the list
     * @param by the administrator
     */
    public Result remove(String id, Actor by) {
        return with(id, incident -> desk.remove(incident, by) ? done(IncidentText.RESULT_REMOVED, incident.peer())
            : refused(IncidentText.RESULT_NOT_FOUND, id));
    }

    /** Those that were removed and can be put back, the last one first; forgotten when incident handling ends. */
    public List<Incident> removed() {
        return desk.removed();
    }

    /**
     * Puts one back that was removed.
     *
     * @param id its ID in the list
     * @param by the administrator
     */
    public Result restore(String id, Actor by) {
        return guarded(() -> {
            String peer = desk.removed().stream().filter(incident -> incident.id().equals(id.trim())).map(Incident::peer)
                .findFirst().orElse("");
            return switch (desk.restore(id.trim(), by)) {
                case DONE -> done(IncidentText.RESULT_RESTORED, peer);
                case FORGOTTEN -> refused(IncidentText.RESULT_NOT_FOUND, id);
                case CHANGED -> refused(IncidentText.RESULT_CHANGED);
                case FULL -> refused(IncidentText.RESULT_FULL);
            };
        });
    }

    private interface Act {
        Result on(Incident incident);
    }

    private Result with(String id, Act act) {
        return guarded(() -> desk.find(id.trim()).map(act::on)
            .orElseGet(() -> refused(IncidentText.RESULT_NOT_FOUND, id)));
    }

    private Result guarded(Supplier<Result> act) {
        try {
            return act.get();
        } catch (StoreException e) {
            LOG.warn("An order about an incident could not be carried out", e);
            return refused(IncidentText.RESULT_FAILED);
        }
    }

    private Result done(IncidentText text, Object... arguments) {
        return new Result(true, texts.of(text, arguments));
    }

    private Result refused(IncidentText text, Object... arguments) {
        return new Result(false, texts.of(text, arguments));
    }
}
