package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Objects;

/**
 * A message in words.
 *
 * @param kind how it is meant
 * @param text the words; not escaped, and they may hold what another server or an administrator wrote. What is longer than
 *             {@value #LONGEST} characters is cut off, since it waits in the server's memory for the next page
 */
public record Notice(Message.Kind kind, String text) {

    /** The longest text. */
    public static final int LONGEST = 1000;

    /** Cuts what is too long. */
    public Notice {
        Objects.requireNonNull(kind);
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + '\u2026';
    }
}
