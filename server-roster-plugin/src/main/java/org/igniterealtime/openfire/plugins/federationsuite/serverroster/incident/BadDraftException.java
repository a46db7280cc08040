package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.util.Objects;

/** What an administrator wrote cannot be sent. */
public final class BadDraftException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String what;

    /** What is wrong. */
    public enum Reason {
        /** There is no such kind. */
        NOT_A_KIND,
        /** There is no such status. */
        NOT_A_STATUS,
        /** There is no such purpose. */
        NOT_A_PURPOSE,
        /** Nobody can be asked for this. */
        NOT_AN_ACTION,
        /** A peer is no domain. */
        NOT_A_DOMAIN,
        /** Who took part is no address. */
        NOT_AN_ADDRESS,
        /** That is no time, or the end is before the beginning. */
        NOT_A_TIME,
        /** There is no such incident. */
        NOT_AN_INCIDENT,
        /** An inquiry or a response needs an incident that it is about. */
        ABOUT_NOTHING,
        /** Nothing is said. */
        NO_DESCRIPTION,
        /** It is longer than an incident may be here. */
        TOO_LONG
    }

    BadDraftException(Reason reason, String what) {
        super(reason + ": " + what);
        this.reason = Objects.requireNonNull(reason);
        this.what = Objects.requireNonNull(what);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** With which words. */
    public String what() {
        return what;
    }
}
