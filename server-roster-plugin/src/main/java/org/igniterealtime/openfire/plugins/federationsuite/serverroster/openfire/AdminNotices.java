package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Tells administrators which servers wait for a decision: by XMPP, with a form that can be answered, and whoever else tells
 * them is told at the same time. One message for all requests that came in a while, however many strangers ask; whoever is
 * not online finds it in his offline storage.
 *
 * <p>Thread-safe.
 */
final class AdminNotices {

    /** The FORM_TYPE of the form in a notice. */
    static final String FORM_TYPE = "https://igniterealtime.org/federationsuite#peer-requests";
    static final String APPROVE = "approve";
    static final String DENY = "deny";
    static final String BLOCK = "block";

    private static final Logger LOG = LoggerFactory.getLogger(AdminNotices.class);
    private static final String LATER = "later";
    /** Requests often come in pairs. */
    private static final Duration FIRST = Duration.ofSeconds(2);
    /** More than anybody decides about in one go; the command that lists peers shows all. */
    private static final int MOST_IN_ONE = 20;

    private final String domain;
    private final RosterSettings settings;
    private final PeerDirectory directory;
    private final Supplier<? extends Collection<JID>> admins;
    private final Router router;
    private final ScheduledExecutorService workers;
    private final InstantSource clock;
    private final RosterTexts texts;
    private final Consumer<List<Peer>> others;
    private ScheduledFuture<?> planned;
    private Instant last = Instant.MIN;

    /**
     * Makes the notices; nothing is sent before {@link #requestWaits}.
     *
     * @param domain    the XMPP domain of this server
     * @param settings  the settings
     * @param directory the peers
     * @param admins    gives the addresses of the administrators
     * @param router    the way to them
     * @param workers   threads
     * @param clock     the time
     * @param texts     the words
     * @param others    tells them in another way; gets those who wait, the oldest first
     */
    AdminNotices(String domain, RosterSettings settings, PeerDirectory directory, Supplier<? extends Collection<JID>> admins,
                 Router router, ScheduledExecutorService workers, InstantSource clock, RosterTexts texts,
                 Consumer<List<Peer>> others) {
        this.domain = Objects.requireNonNull(domain);
        this.settings = Objects.requireNonNull(settings);
        this.directory = Objects.requireNonNull(directory);
        this.admins = Objects.requireNonNull(admins);
        this.router = Objects.requireNonNull(router);
        this.workers = Objects.requireNonNull(workers);
        this.clock = Objects.requireNonNull(clock);
        this.texts = Objects.requireNonNull(texts);
        this.others = Objects.requireNonNull(others);
    }

    /** Has administrators told soon, or as soon as they may be told again. */
    synchronized void requestWaits() {
        if (planned != null) {
            return;
        }
        Instant now = clock.instant();
        Instant soon = now.plus(FIRST);
        Instant allowed = last.equals(Instant.MIN) ? soon : last.plusSeconds(settings.get(RosterSettings.NOTICE_EVERY));
        try {
            planned = workers.schedule(this::tell, Duration.between(now, soon.isAfter(allowed) ? soon : allowed).toMillis(),
                TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped; the requests wait in the table");
        }
    }

    /** Sends nothing any more. */
    synchronized void close() {
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private void tell() {
        synchronized (this) {
            planned = null;
            last = clock.instant();
        }
        try {
            List<Peer> waiting = directory.waiting();
            if (!waiting.isEmpty()) {
                admins.get().forEach(admin -> router.route(notice(admin, waiting)));
                others.accept(waiting);
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not tell administrators of requests that wait", e);
        }
    }

    private Message notice(JID admin, List<Peer> waiting) {
        List<String> shown = waiting.stream().limit(MOST_IN_ONE).map(Peer::domain).toList();
        Message message = message(admin, texts.of(RosterText.NOTICE_SUBJECT, waiting.size()),
            texts.of(RosterText.NOTICE_BODY, domain, shown.stream().collect(Collectors.joining(", "))));
        Form form = Form.in(message.getElement(), "form", FORM_TYPE, texts.of(RosterText.NOTICE_TITLE))
            .instructions(texts.of(RosterText.NOTICE_INSTRUCTIONS, waiting.size()));
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(LATER, texts.of(RosterText.CHOICE_LATER));
        choices.put(APPROVE, texts.of(RosterText.CHOICE_APPROVE));
        choices.put(DENY, texts.of(RosterText.CHOICE_DENY));
        choices.put(BLOCK, texts.of(RosterText.CHOICE_BLOCK));
        shown.forEach(peer -> form.choose(peer, peer, choices));
        return message;
    }

    /** Tells one administrator what came of his answers. */
    void answer(JID admin, List<String> results) {
        router.route(message(admin, texts.of(RosterText.NOTICE_ANSWER), String.join("\n", results)));
    }

    private Message message(JID to, String subject, String body) {
        Message message = new Message();
        message.setFrom(new JID(null, domain, null));
        message.setTo(to);
        message.setSubject(subject);
        message.setBody(body);
        return message;
    }
}
