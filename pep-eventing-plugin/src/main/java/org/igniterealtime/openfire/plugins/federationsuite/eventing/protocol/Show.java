package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Optional;

/** The kinds of availability (RFC 6121, section 4.7.2.1). */
public enum Show {
    /** Away for a short time. */
    AWAY("away"),
    /** Interested in chatting. */
    CHAT("chat"),
    /** Do not disturb. */
    DND("dnd"),
    /** Away for a long time. */
    XA("xa");

    private final String text;

    Show(String text) {
        this.text = text;
    }

    /**
     * How it stands in a stanza.
     *
     * @return the text of the {@code show} element
     */
    public String text() {
        return text;
    }

    /**
     * Reads the text of a {@code show} element.
     *
     * @param text the text, exactly
     * @return the kind; empty for a text that the RFC does not define
     */
    public static Optional<Show> of(String text) {
        for (Show show : values()) {
            if (show.text.equals(text)) {
                return Optional.of(show);
            }
        }
        return Optional.empty();
    }
}
