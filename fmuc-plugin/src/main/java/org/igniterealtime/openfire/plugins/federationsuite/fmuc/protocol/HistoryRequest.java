package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

import org.dom4j.Element;

/**
 * How much history a client wants when it enters a room (XEP-0045, section 7.2.14). A limit that is missing or cannot
 * be read is no limit.
 *
 * @param maxChars   most characters of XML
 * @param maxStanzas most messages
 * @param seconds    only messages of the last so many seconds
 * @param since      only messages from then on
 */
public record HistoryRequest(OptionalInt maxChars, OptionalInt maxStanzas, OptionalInt seconds, Optional<Instant> since) {

    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** None at all. */
    public static final HistoryRequest NONE =
        new HistoryRequest(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.empty(), Optional.empty());

    /** No limits: what a client gets that asks for nothing. */
    public static final HistoryRequest ALL =
        new HistoryRequest(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** All that was said from a moment on. */
    public static HistoryRequest since(Instant start) {
        return new HistoryRequest(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
            Optional.of(start.truncatedTo(ChronoUnit.MILLIS)).filter(EARLIEST::isBefore));
    }

    /**
     * The same wish within further limits.
     *
     * @param most    most messages
     * @param longest most seconds that they may be old; empty for any age
     */
    public HistoryRequest within(int most, OptionalInt longest) {
        return new HistoryRequest(maxChars, OptionalInt.of(Math.min(maxStanzas.orElse(most), most)),
            longest.isPresent() ? OptionalInt.of(Math.min(seconds.orElse(longest.getAsInt()), longest.getAsInt())) : seconds,
            since);
    }

    /**
     * Reads the request of a join.
     *
     * @param enter the {@code <x xmlns='http://jabber.org/protocol/muc'/>} of the join, or {@code null}
     * @return the limits
     */
    public static HistoryRequest read(Element enter) {
        Element history = enter == null ? null : enter.element("history");
        if (history == null) {
            return ALL;
        }
        return new HistoryRequest(number(history, "maxchars"), number(history, "maxstanzas"), number(history, "seconds"),
            moment(history.attributeValue("since")));
    }

    /**
     * Writes the request into a join, if there is anything to ask for.
     *
     * @param enter changed
     */
    public void addTo(Element enter) {
        if (equals(ALL)) {
            return;
        }
        Element history = enter.addElement("history");
        maxChars.ifPresent(most -> history.addAttribute("maxchars", Integer.toString(most)));
        maxStanzas.ifPresent(most -> history.addAttribute("maxstanzas", Integer.toString(most)));
        seconds.ifPresent(most -> history.addAttribute("seconds", Integer.toString(most)));
        since.ifPresent(start -> history.addAttribute("since", start.toString()));
    }

    /**
     * Rewrites the request of a join so that it says what is read from it, and nothing else: older rooms fail at a limit that
     * is no number, and say so at length in the log.
     *
     * @param enter the {@code <x xmlns='http://jabber.org/protocol/muc'/>} of the join, changed
     * @param most  most messages that may be asked for, whatever the join says; empty for any number
     */
    static void repair(Element enter, OptionalInt most) {
        HistoryRequest request = most.isPresent() ? read(enter).within(most.getAsInt(), OptionalInt.empty()) : read(enter);
        for (Element said = enter.element("history"); said != null; said = enter.element("history")) {
            said.detach();
        }
        request.addTo(enter);
    }

    private static OptionalInt number(Element history, String name) {
        try {
            int value = Integer.parseInt(history.attributeValue(name, ""));
            return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    static Optional<Instant> moment(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            // Four digits for the year, three for a fraction: what is written has to be read by others.
            return Optional.of(moment).filter(read -> read.isAfter(EARLIEST) && read.isBefore(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
