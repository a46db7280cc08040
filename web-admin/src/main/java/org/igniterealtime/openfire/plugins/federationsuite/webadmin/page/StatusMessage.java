package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the status page says. */
public enum StatusMessage implements Message {
    /** A part runs now. */
    SWITCHED_ON(Kind.SUCCESS),
    /** A part does not run any more. */
    SWITCHED_OFF(Kind.SUCCESS),
    /** A part should run, but its start failed. */
    START_FAILED(Kind.ERROR),
    /** The switch is turned, but the part has not followed yet. */
    SWITCHING(Kind.INFO),
    /** The checks have begun. */
    CHECKING(Kind.SUCCESS);

    private final Kind kind;

    StatusMessage(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "status.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
