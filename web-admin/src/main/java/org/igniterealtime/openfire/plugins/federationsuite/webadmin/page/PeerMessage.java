package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What the pages about peers say, apart from what comes of an order. */
public enum PeerMessage implements Message {
    /** No peer was chosen. */
    NOTHING_CHOSEN(Kind.ERROR),
    /** The order was carried out for several; how many. */
    BULK_DONE(Kind.SUCCESS),
    /** The order was not carried out for several; how many. */
    BULK_FAILED(Kind.ERROR),
    /** A note is too long; how long it may be. */
    NOTE_TOO_LONG(Kind.ERROR),
    /** A text is no date; the text. */
    NOT_A_DATE(Kind.ERROR),
    /** The end of an approval is in the past; the text. */
    PAST(Kind.ERROR),
    /** Everything is as it was. */
    SAME(Kind.INFO),
    /** No file and no text was sent. */
    NO_FILE(Kind.ERROR),
    /** Both a file and a text were sent. */
    TWO_FILES(Kind.ERROR),
    /** There is no preview any more, or another one by now. */
    NO_PREVIEW(Kind.ERROR),
    /** The preview has been forgotten. */
    DISCARDED(Kind.INFO),
    /** An import was carried out; lines done, lines not done. */
    IMPORTED(Kind.INFO),
    /** Nothing was previewed that would change anything. */
    NOTHING_TO_IMPORT(Kind.INFO),
    /** The audit cannot be read. */
    NO_AUDIT(Kind.ERROR);

    private final Kind kind;

    PeerMessage(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String key() {
        return "peers.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
