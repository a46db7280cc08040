package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What one check found out about one peer. Its words are in the suite's resource bundle: a message for each outcome, and
 * a remedy for an administrator to follow when the check failed.
 *
 * @param peer    the peer's domain
 * @param check   the check's id: lower-case words with hyphens, such as {@code s2s-up}
 * @param outcome how it went
 * @param details what the messages name besides the peer, such as the mirror's host name; may come from other servers,
 *                so whoever shows them escapes them
 */
public record CheckResult(String peer, String check, Outcome outcome, List<String> details) {

    /** Checks that nothing is missing. */
    public CheckResult {
        Objects.requireNonNull(peer);
        Objects.requireNonNull(check);
        Objects.requireNonNull(outcome);
        details = List.copyOf(details);
    }

    /** Makes a result with its details one by one. */
    public static CheckResult of(String peer, String check, Outcome outcome, String... details) {
        return new CheckResult(peer, check, outcome, List.of(details));
    }

    /** The key of the message for this outcome, {@code selfcheck.ID.OUTCOME} in lower case. */
    public String messageKey() {
        return "selfcheck." + check + '.' + outcome.name().toLowerCase(Locale.ROOT);
    }

    /** The key of what to do when the check failed, {@code selfcheck.ID.remedy}. */
    public String remedyKey() {
        return "selfcheck." + check + ".remedy";
    }

    /** What fills the messages: the peer as {@code {0}}, then the details from {@code {1}} on. */
    public List<String> arguments() {
        List<String> all = new ArrayList<>(details.size() + 1);
        all.add(peer);
        all.addAll(details);
        return List.copyOf(all);
    }
}
