package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the pages about mirrored rooms say. */
public enum MirrorMessage implements Message {
    /** The mirror of a room was closed; the room. */
    CLOSED(Kind.SUCCESS),
    /** The room is not mirrored here, or could not be closed in time; the room. */
    NOT_CLOSED(Kind.ERROR),
    /** A mirror elsewhere had to leave a room; the mirror's domain, and the room. */
    SENT_AWAY(Kind.SUCCESS),
    /** Nobody is in the room through that mirror any more; the mirror's domain, and the room. */
    NOT_SENT_AWAY(Kind.ERROR),
    /** The reason is too long; how long it may be. */
    REASON_TOO_LONG(Kind.ERROR),
    /** Settings were changed; how many. */
    SAVED(Kind.SUCCESS),
    /** Everything is as it was. */
    SAME(Kind.INFO),
    /** A value is none of its setting; the setting's name, and the value. */
    WRONG(Kind.ERROR),
    /** The last change was taken back. */
    UNDONE(Kind.SUCCESS),
    /** There is nothing to take back, or it was changed since. */
    STALE(Kind.ERROR);

    private final Kind kind;

    MirrorMessage(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "mirrors.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
