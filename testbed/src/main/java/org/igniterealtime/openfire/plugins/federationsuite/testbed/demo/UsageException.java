package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

/**
 * The command line was wrong. The message says how, in words for whoever typed it.
 */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong
     */
    public UsageException(String message) {
        super(message);
    }
}
