package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

/**
 * A client could not do what it was told: no connection, wrong password, interrupted.
 */
public final class ClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was tried
     * @param cause what went wrong
     */
    public ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
