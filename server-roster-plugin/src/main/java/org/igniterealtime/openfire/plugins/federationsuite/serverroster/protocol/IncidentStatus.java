package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far an incident is (XEP-0268, section 2, item 1). The text names it, and neither the examples nor the schema have it;
 * here it is an attribute of the element around the IODEF document, and where it is missing the incident is new.
 */
public enum IncidentStatus {
    /** Told for the first time. */
    NEW,
    /** More is known than when it was told before. */
    UPDATED,
    /** It is over. */
    RESOLVED;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with a word.
     *
     * @param word from the wire or from a form, may be null
     * @return the status, or empty if no status has it
     */
    public static Optional<IncidentStatus> of(String word) {
        return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
    }
}
