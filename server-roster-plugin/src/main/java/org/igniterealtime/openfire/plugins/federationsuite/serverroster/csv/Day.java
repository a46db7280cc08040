package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days as administrators write them: {@code 2030-12-31} is the beginning of that day, wherever they are, since the time zone is
 * that of XMPP's own dates. A moment is written as such, {@code 2030-12-31T18:30:00Z}.
 */
public final class Day {

    private Day() {
    }

    /**
     * Reads a day.
     *
     * @param text what was written; blank for none
     * @return the moment; empty for none
     * @throws DateTimeException if it is neither a day nor a moment, or one that no database can hold
     */
    public static Optional<Instant> read(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        Instant at = trimmed.indexOf('T') < 0 ? LocalDate.parse(trimmed).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(trimmed);
        int year = at.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1970 || year > 9999) {
            throw new DateTimeException("Not in the years from 1970 to 9999: " + trimmed);
        }
        return Optional.of(at);
    }

    /** Writes a moment so that it can be read again; empty for none. */
    public static String write(Optional<Instant> at) {
        return at.map(moment -> moment.equals(moment.truncatedTo(ChronoUnit.DAYS))
            ? moment.atOffset(ZoneOffset.UTC).toLocalDate().toString() : moment.toString()).orElse("");
    }
}
