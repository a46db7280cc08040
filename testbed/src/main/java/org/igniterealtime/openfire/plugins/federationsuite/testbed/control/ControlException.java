package org.igniterealtime.openfire.plugins.federationsuite.testbed.control;

/**
 * A server did not do what a test asked of it through its control port.
 */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was asked, and what the server said
     * @param cause what went wrong on this side, or null
     */
    public ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
