package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterPolicy;

/** The server roster's settings, each with its default and its bounds. Thread-safe. */
public final class RosterSettings {

    /** Whether an approval is followed by our own request. */
    public static final Setting<Boolean> ASK_BACK = Setting.flag("server-roster.ask-back", true);
    /** Domains whose requests are approved without asking an administrator. */
    public static final Setting<List<String>> AUTO_APPROVE = Setting.list("server-roster.auto-approve", List.of());
    /** Seconds after which a request of ours counts as not answered; three days. */
    public static final Setting<Integer> REQUEST_TIMEOUT =
        Setting.number("server-roster.request-timeout", 259_200, 1, 31_536_000);
    /** Seconds after which what was decided is said to a peer again that could not be reached; then twice as many, and so on. */
    public static final Setting<Integer> RETRY_AFTER = Setting.number("server-roster.retry-after", 30, 1, 3600);
    /** Whether the immediate sub-domains of a peer are trusted as the peer is. */
    public static final Setting<Boolean> SUBDOMAINS = Setting.flag("server-roster.trust-subdomains", true);
    /** Most requests that may wait for an administrator; the oldest is dropped for the next one. */
    public static final Setting<Integer> MOST_WAITING = Setting.number("server-roster.max-waiting", 1000, 1, 100_000);
    /** Most requests of unknown servers that may be under way into the table. */
    public static final Setting<Integer> MOST_QUEUED = Setting.number("server-roster.max-queue", 1000, 1, 100_000);
    /** Seconds between two messages to administrators about requests that wait. */
    public static final Setting<Integer> NOTICE_EVERY = Setting.number("server-roster.notice-every", 900, 1, 86_400);
    /** Whether administrators get mail about requests that wait, where the server has a mail server. */
    public static final Setting<Boolean> NOTIFY_BY_MAIL = Setting.flag("server-roster.notify-by-mail", true);
    /** Whose stanzas are taken and to whom stanzas are sent, among other servers. */
    public static final Setting<Gate> GATE = Setting.choice("server-roster.gate", Gate.OFF);
    /** Days after which an entry of the audit is removed. */
    public static final Setting<Integer> AUDIT_DAYS = Setting.number("server-roster.audit-days", 365, 1, 36_500);

    private final Settings settings;

    /**
     * Reads from settings.
     *
     * @param settings where they are kept
     */
    public RosterSettings(Settings settings) {
        this.settings = Objects.requireNonNull(settings);
    }

    <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    /** What holds at this moment. */
    RosterPolicy policy() {
        return new RosterPolicy(get(ASK_BACK), get(AUTO_APPROVE), Duration.ofSeconds(get(REQUEST_TIMEOUT)));
    }
}
