package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What administrators set for all peers. Immutable.
 *
 * @param askBack      whether an approval is followed by our own request (XEP-0267: "the peer SHOULD also send a
 *                     subscription request")
 * @param autoApprove  domains whose requests are approved without asking: a domain, or {@code *.} and a domain for all below
 *                     it. Nothing else is a pattern, so that no slip of the pen approves everybody
 * @param answerWithin how long a request of ours may wait before it counts as not answered
 */
public record RosterPolicy(boolean askBack, List<String> autoApprove, Duration answerWithin) {

    private static final String BELOW = "*.";

    /** Checks that nothing is missing. */
    public RosterPolicy {
        autoApprove = List.copyOf(autoApprove);
        Objects.requireNonNull(answerWithin);
    }

    /**
     * The pattern that approves a domain.
     *
     * @param domain a normalised domain
     * @return the first one that fits, as it was written
     */
    Optional<String> approving(String domain) {
        return autoApprove.stream().filter(pattern -> fits(pattern.toLowerCase(Locale.ROOT), domain)).findFirst();
    }

    private static boolean fits(String pattern, String domain) {
        if (pattern.startsWith(BELOW)) {
            String parent = pattern.substring(1);
            return parent.length() > 1 && parent.indexOf('*') < 0 && domain.endsWith(parent) && domain.length() > parent.length();
        }
        return pattern.equals(domain);
    }
}
