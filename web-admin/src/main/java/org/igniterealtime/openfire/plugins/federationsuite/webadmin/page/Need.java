package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the overview says that an administrator has to do. */
public enum Need implements Message {
    /** A part could not be started. */
    PART_FAILED(Kind.ERROR),
    /** Requests wait for a decision. */
    REQUESTS(Kind.INFO),
    /** Requests have been dropped because too many waited. */
    DROPPED(Kind.ERROR),
    /** Checks have failed. */
    CHECKS(Kind.ERROR),
    /** Reports of incidents wait. */
    INCIDENTS(Kind.INFO),
    /** It is the day to look at a peer again. */
    REVIEW(Kind.INFO),
    /** An approval ends soon. */
    EXPIRY(Kind.INFO);

    private final Kind kind;

    Need(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "overview.need." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
