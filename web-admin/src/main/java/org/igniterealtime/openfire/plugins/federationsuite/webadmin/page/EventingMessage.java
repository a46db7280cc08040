package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the page about eventing says. */
public enum EventingMessage implements Message {
    /** A feature was switched on. */
    SWITCHED_ON(Kind.SUCCESS),
    /** A feature was switched off. */
    SWITCHED_OFF(Kind.SUCCESS),
    /** Settings were changed; how many. */
    SAVED(Kind.SUCCESS),
    /** Everything is as it was. */
    SAME(Kind.INFO),
    /** A value is none of its setting; the setting's name, and the value. */
    WRONG(Kind.ERROR),
    /** The last change was taken back. */
    UNDONE(Kind.SUCCESS),
    /** There is nothing to take back, or it was changed since. */
    STALE(Kind.ERROR),
    /** A request was refused; who asked, and whose presence it was. */
    REFUSED(Kind.SUCCESS),
    /** A request does not wait any more, or its feature is off; who asked, and whose presence it was. */
    NOT_REFUSED(Kind.ERROR);

    private final Kind kind;

    EventingMessage(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "eventing.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
