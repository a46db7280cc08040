package org.igniterealtime.openfire.plugins.federationsuite.testbed;

/**
 * A server did not come up. The message ends with the end of its log.
 */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what happened, and the end of the log
     */
    public ServerStartException(String message) {
        super(message);
    }
}
