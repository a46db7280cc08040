package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The columns of the file. */
public enum Column {
    /** The peer's domain; the only column that must be there. */
    DOMAIN,
    /** How it stands with the peer, or should stand: see {@link WantedState}. */
    STATE,
    /** Whether it is trusted more than every approved peer is: {@code yes} or {@code no}. */
    TRUSTED,
    /** The note. */
    NOTE,
    /** When the approval ends. */
    EXPIRES,
    /** When somebody should look at the peer again. */
    REVIEW;

    /** The column's name in the first line of the file. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a name, in whatever case it is written. */
    static Optional<Column> of(String title) {
        return Arrays.stream(values()).filter(column -> column.title().equalsIgnoreCase(title.strip())).findFirst();
    }
}
