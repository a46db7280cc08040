package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

/** The store could not do what it was asked for, and has changed nothing. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Wraps what went wrong.
     *
     * @param message what was being done
     * @param cause   why it failed
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
