package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

/**
 * A figure could not be measured. The message says why, in words for whoever runs it.
 */
public final class FigureException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what went wrong
     */
    public FigureException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what went wrong
     * @param cause why
     */
    public FigureException(String message, Throwable cause) {
        super(message, cause);
    }
}
