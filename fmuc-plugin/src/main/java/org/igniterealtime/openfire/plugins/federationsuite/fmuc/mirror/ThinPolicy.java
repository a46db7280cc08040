package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.OptionalInt;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;

/**
 * What an administrator decided for a link that is so thin that only what people say is worth its bytes.
 *
 * @param on          whether it is that thin: changes of status and typing notices of local users stay here
 * @param history     most messages of the past that are asked for when a room is opened
 * @param historyAge  most seconds that these may be old; zero for any age
 */
public record ThinPolicy(boolean on, int history, int historyAge) {

    /** An ordinary link. */
    public static final ThinPolicy OFF = new ThinPolicy(false, 0, 0);

    /** What a user wants of the past, and no more than the link is worth. */
    HistoryRequest limit(HistoryRequest wanted) {
        return on ? wanted.within(history, historyAge == 0 ? OptionalInt.empty() : OptionalInt.of(historyAge)) : wanted;
    }
}
