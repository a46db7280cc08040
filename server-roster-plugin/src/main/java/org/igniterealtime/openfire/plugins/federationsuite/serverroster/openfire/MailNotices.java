package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Tells administrators by e-mail which servers wait for a decision: most of them never log in by XMPP. {@link AdminNotices}
 * says when. A mail holds numbers, our own words and normalised domains only, so that no stranger writes anything into one.
 *
 * <p>Thread-safe; returns at once if the mailer does.
 */
final class MailNotices {

    private static final Logger LOG = LoggerFactory.getLogger(MailNotices.class);
    /** More than anybody reads in a mail; the console and the command that lists peers show all. */
    private static final int MOST_IN_ONE = 20;

    private final String domain;
    private final String console;
    private final RosterSettings settings;
    private final Supplier<? extends Iterable<JID>> admins;
    private final Function<JID, Optional<String>> addresses;
    private final BooleanSupplier ready;
    private final Mailer mailer;
    private final RosterTexts texts;
    private final AtomicBoolean complained = new AtomicBoolean();

    /** The way out for mail. */
    @FunctionalInterface
    interface Mailer {
        /**
         * Sends a plain mail; does not wait for it.
         *
         * @param to      an address for mail
         * @param subject one line
         * @param body    text
         */
        void send(String to, String subject, String body);
    }

    /**
     * Where administrators are found.
     *
     * @param jids      their addresses
     * @param addresses gives an address for mail by one of those; empty if there is none
     */
    record Admins(Supplier<? extends Iterable<JID>> jids, Function<JID, Optional<String>> addresses) {
    }

    /**
     * Makes the notices.
     *
     * @param domain   the XMPP domain of this server
     * @param console  where the admin console is, as a URL
     * @param settings the settings
     * @param admins   the administrators
     * @param ready    tells whether there is a mail server
     * @param mailer   the way out
     * @param texts    the words
     */
    MailNotices(String domain, String console, RosterSettings settings, Admins admins, BooleanSupplier ready, Mailer mailer,
                RosterTexts texts) {
        this.domain = Objects.requireNonNull(domain);
        this.console = Objects.requireNonNull(console);
        this.settings = Objects.requireNonNull(settings);
        this.admins = admins.jids();
        this.addresses = admins.addresses();
        this.ready = Objects.requireNonNull(ready);
        this.mailer = Objects.requireNonNull(mailer);
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * Sends one mail to each administrator with an address, if that is wanted and possible.
     *
     * @param waiting those who wait, the oldest first
     */
    void tell(List<Peer> waiting) {
        if (waiting.isEmpty() || !settings.get(RosterSettings.NOTIFY_BY_MAIL)) {
            return;
        }
        if (!ready.getAsBoolean()) {
            if (complained.compareAndSet(false, true)) {
                LOG.info("No mail about servers that ask for approval: no mail server is set up");
            }
            return;
        }
        LinkedHashSet<String> recipients = new LinkedHashSet<>();
        admins.get().forEach(admin -> addresses.apply(admin).filter(MailNotices::isAddress).ifPresent(recipients::add));
        String subject = texts.of(RosterText.MAIL_SUBJECT, waiting.size());
        String body = body(waiting);
        recipients.forEach(recipient -> mailer.send(recipient, subject, body));
    }

    /** One address and nothing else: somebody may have typed anything into an account. */
    private static boolean isAddress(String text) {
        return text.matches("[^\\s\\p{Cntrl}<>,;:\"@]+@[^\\s\\p{Cntrl}<>,;:\"@]+");
    }

    private String body(List<Peer> waiting) {
        String shown = waiting.stream().limit(MOST_IN_ONE).map(peer -> "  " + peer.domain()).collect(Collectors.joining("\n"));
        int more = waiting.size() - MOST_IN_ONE;
        return texts.of(RosterText.MAIL_BODY, domain) + "\n\n" + shown
            + (more > 0 ? "\n  " + texts.of(RosterText.MAIL_MORE, more) : "") + "\n\n"
            + texts.of(RosterText.MAIL_WHERE, console) + '\n';
    }
}
