package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
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

    private static final String LATER = "later";
    /** More than anybody decides about in one go; the command that lists peers shows all. */
    private static final int MOST_IN_ONE = 20;

    private final String domain;
    private final PeerDirectory directory;
    private final Supplier<? extends Collection<JID>> admins;
    private final Router router;
    private final RosterTexts texts;
    private final NoticeTimer timer;
    private final Consumer<List<Peer>> others;

    /**
     * Makes the notices; nothing is sent before {@link #requestWaits}.
     *
     * @param domain    the XMPP domain of this server
     * @param settings  the settings
     * @param directory the peers
     * @param admins    gives the addresses of the administrators
     * @param router    the way to them
     * @param workers   threads
     * @param clock     the time; never goes back
     * @param texts     the words
     * @param others    tells them in another way; gets those who wait, the oldest first
     */
    AdminNotices(String domain, RosterSettings settings, PeerDirectory directory, Supplier<? extends Collection<JID>> admins,
                 Router router, ScheduledExecutorService workers, InstantSource clock, RosterTexts texts,
                 Consumer<List<Peer>> others) {
        this.domain = Objects.requireNonNull(domain);
        this.directory = Objects.requireNonNull(directory);
        this.admins = Objects.requireNonNull(admins);
        this.router = Objects.requireNonNull(router);
        this.texts = Objects.requireNonNull(texts);
        this.timer = new NoticeTimer(settings, workers, clock, this::tell);
        this.others = Objects.requireNonNull(others);
    }

    /** Has administrators told soon, or as soon as they may be told again. */
    void requestWaits() {
        timer.ask();
    }

    /** Sends nothing any more. */
    void close() {
        timer.close();
    }

    private void tell() {
        List<Peer> waiting = directory.waiting();
        if (!waiting.isEmpty()) {
            admins.get().forEach(admin -> router.route(notice(admin, waiting)));
            others.accept(waiting);
        }
    }

    private Message notice(JID admin, List<Peer> waiting) {
        List<Peer> shown = waiting.stream().limit(MOST_IN_ONE).toList();
        Message message = message(admin, texts.of(RosterText.NOTICE_SUBJECT, waiting.size()),
            texts.of(RosterText.NOTICE_BODY, domain, shown.stream().map(Peer::domain).collect(Collectors.joining(", "))));
        Form form = Form.in(message.getElement(), "form", FORM_TYPE, texts.of(RosterText.NOTICE_TITLE))
            .instructions(texts.of(RosterText.NOTICE_INSTRUCTIONS, waiting.size()));
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(LATER, texts.of(RosterText.CHOICE_LATER));
        choices.put(APPROVE, texts.of(RosterText.CHOICE_APPROVE));
        choices.put(DENY, texts.of(RosterText.CHOICE_DENY));
        choices.put(BLOCK, texts.of(RosterText.CHOICE_BLOCK));
        PeerWords words = new PeerWords(texts);
        shown.forEach(peer -> form.choose(peer.domain(),
            texts.of(RosterText.NOTICE_PEER, peer.domain(), words.contact(peer)), choices));
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
