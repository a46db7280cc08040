package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in what administrators read, as the pages of the console show theirs: to the second, in UTC. */
final class ReadableTime {

    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private ReadableTime() {
    }

    static String of(Instant at) {
        return FORMAT.format(at);
    }
}
