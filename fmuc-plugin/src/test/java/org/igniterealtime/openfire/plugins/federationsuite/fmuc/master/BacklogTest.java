package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Backlog.Line;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.junit.Test;

/** What is remembered of what was said, for slaves that missed some of it. */
public class BacklogTest {

    private static final int MANY = 1_000_000;
    private final Backlog empty = Backlog.startingAt(Master.START);

    @Test
    public void everythingIsThereSinceTheFirstSlaveCame() {
        Backlog backlog = empty.with(line(1, "one"), 9, MANY).with(line(2, "two"), 9, MANY);
        assertEquals(List.of("one", "two"), bodies(backlog.lines()));
        assertEquals("before the first message nothing was said", Master.START, backlog.start());
        assertFalse(backlog.dropped());
        assertEquals("where no slave is in nothing is", Instant.MAX, Backlog.NONE.start());
    }

    @Test
    public void whatIsAskedForIsFromThatMomentOn() {
        Backlog backlog = empty.with(line(1, "one"), 9, MANY).with(line(2, "two"), 9, MANY).with(line(3, "three"), 9, MANY);
        assertEquals(List.of("two", "three"), bodies(backlog.since(at(2))));
        assertEquals(List.of("three"), bodies(backlog.since(at(2).plusMillis(1))));
        assertEquals(List.of(), backlog.since(at(4)));
    }

    @Test
    public void theOldestGoWhenThereAreTooMany() {
        Backlog backlog = empty.with(line(1, "one"), 2, MANY).with(line(2, "two"), 2, MANY);
        assertFalse(backlog.dropped());
        backlog = backlog.with(line(3, "three"), 2, MANY);
        assertEquals(List.of("two", "three"), bodies(backlog.lines()));
        assertTrue(backlog.dropped());
        assertEquals("only from the oldest on everything is there", at(2), backlog.start());
        assertTrue("that is not forgotten", backlog.with(line(4, "four"), 9, MANY).dropped());
    }

    @Test
    public void theOldestGoWhenTheyAreTooLong() {
        int each = line(1, "xxx").payload().weight();
        Backlog backlog = empty.with(line(1, "one"), 9, 2 * each).with(line(2, "two"), 9, 2 * each);
        assertEquals(List.of("one", "two"), bodies(backlog.lines()));
        assertEquals(List.of("two", "six"), bodies(backlog.with(line(3, "six"), 9, 2 * each).lines()));
        Backlog none = backlog.with(line(3, "x".repeat(3 * each)), 9, 2 * each);
        assertEquals("one that is too long by itself goes as well", List.of(), none.lines());
        assertTrue(none.dropped());
    }

    private static Line line(int second, String body) {
        return new Line(at(second), Optional.of("Curtis"), Optional.of("c" + second),
            Payload.of(Xml.stanza("<message><body>" + body + "</body></message>")));
    }

    private static Instant at(int second) {
        return Master.START.plusSeconds(second);
    }

    private static List<String> bodies(List<Line> lines) {
        return lines.stream().map(line -> line.payload().body().orElse("")).toList();
    }
}
