package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

/** A document is no incident that can be taken. The message is for the server that sent it, and tells nothing it did not. */
public final class BadIncidentException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    BadIncidentException(String message, boolean tooLarge) {
        // No stack trace: a stranger decides how often this is made.
        super(message, null, false, false);
        this.tooLarge = tooLarge;
    }

    /** Whether it is larger than it may be; else its shape is wrong. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
