package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the page about traces says. */
public enum TraceMessage implements Message {
    /** A trace was begun. */
    STARTED(Kind.SUCCESS),
    /** A trace was stopped, and what it had is forgotten. */
    STOPPED(Kind.SUCCESS),
    /** The trace is no longer there. */
    GONE(Kind.INFO),
    /** Too many traces run; how many may. */
    TOO_MANY(Kind.ERROR),
    /** It is neither a room nor a domain; what was typed. */
    NO_SUBJECT(Kind.ERROR),
    /** It is no number of minutes; how many there may be. */
    NO_TIME(Kind.ERROR);

    private final Kind kind;

    TraceMessage(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "trace.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
