package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a server wants with an incident (XEP-0268, section 2). Each is an element of its own in an IQ of one type. */
public enum IncidentKind {
    /** To say what has happened. */
    REPORT(true),
    /** To ask what is known of it. The answer is a result, and later a report. */
    INQUIRY(false),
    /** To ask for help. */
    REQUEST(false),
    /** To say what has been done. */
    RESPONSE(true);

    private final boolean set;

    IncidentKind(boolean set) {
        this.set = set;
    }

    /** The name of its element. */
    public String element() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it comes in an IQ of type {@code set}; else in one of type {@code get}. */
    public boolean isSet() {
        return set;
    }

    /**
     * The kind with an element.
     *
     * @param element the element's name
     * @return the kind, or empty if no kind has it
     */
    public static Optional<IncidentKind> of(String element) {
        return Arrays.stream(values()).filter(kind -> kind.element().equals(element)).findFirst();
    }
}
