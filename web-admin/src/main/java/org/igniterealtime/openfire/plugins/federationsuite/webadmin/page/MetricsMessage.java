package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the page about metrics says. */
public enum MetricsMessage implements Message {
    /** A token was made; the token, which is not shown again. */
    TOKEN_MADE(Kind.SUCCESS),
    /** There is no token any more. */
    TOKEN_REMOVED(Kind.SUCCESS);

    private final Kind kind;

    MetricsMessage(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "metrics.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
