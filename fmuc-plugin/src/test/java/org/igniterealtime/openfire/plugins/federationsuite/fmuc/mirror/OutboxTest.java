package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.Test;

/** What waits for other nodes to know of a change. */
public class OutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOKING = Duration.ofMillis(500);

    private final Outbox<String> box = new Outbox<>(4);
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");

    @Test
    public void withoutOthersNothingWaits() {
        assertEquals(List.of("a"), add(1, "a"));
        assertTrue(box.isEmpty());
    }

    @Test
    public void nothingIsDoneBeforeAllKnowAndThenInOrder() {
        box.restart(Set.of("two", "three"));
        assertEquals(List.of(), add(1, "a"));
        assertEquals(List.of(), add(2, "b"));
        assertEquals(List.of(), box.acknowledge("two", 2));
        assertEquals(0, box.settled());
        assertEquals(List.of("a"), box.acknowledge("three", 1));
        assertEquals(1, box.settled());
        assertEquals("an older word changes nothing", List.of(), box.acknowledge("three", 0));
        assertEquals(List.of("b"), box.acknowledge("three", 2));
        assertTrue(box.isEmpty());
    }

    @Test
    public void aNodeThatHangsIsNotWaitedForUntilItIsHeard() {
        box.restart(Set.of("two", "three"));
        add(1, "a");
        box.acknowledge("two", 1);
        after(PATIENCE.minusMillis(1));
        assertFalse(box.isEmpty());
        assertEquals(List.of("a"), after(Duration.ofMillis(1)));

        add(2, "b");
        assertEquals("still hanging", List.of("b"), box.acknowledge("two", 2));
        add(3, "c");
        box.acknowledge("three", 2);
        assertEquals("it is back", List.of(), box.acknowledge("two", 3));
        assertEquals(List.of("c"), box.acknowledge("three", 3));
    }

    @Test
    public void aNodeThatHungItselfTakesNobodyForSlow() {
        box.restart(Set.of("two", "three"));
        add(1, "a");
        now = now.plusSeconds(60);
        assertEquals("what they have said meanwhile is yet to be heard", List.of(), box.pass(now, PATIENCE));
        assertEquals(List.of(), box.acknowledge("two", 1));
        assertEquals(List.of(), after(PATIENCE.minusMillis(1)));
        assertEquals("and who says nothing now is", List.of("a"), after(Duration.ofMillis(1)));

        now = now.plusSeconds(60);
        add(2, "b");
        box.acknowledge("three", 1);
        assertEquals("where nothing waited nobody looked", List.of(), box.acknowledge("two", 2));
        assertEquals(List.of("b"), after(PATIENCE));
    }

    @Test
    public void whoeverGoesIsNotWaitedForAndWhoeverComesIsFromThenOn() {
        box.restart(Set.of("two"));
        add(1, "a");
        assertEquals(List.of("a"), box.among(Set.of("three"), 1));
        assertEquals(List.of(), add(2, "b"));
        assertEquals("nobody knows it", List.of(), box.acknowledge("two", 2));
        assertEquals(List.of("b"), box.acknowledge("three", 2));
    }

    @Test
    public void thereIsALimitToWhatWaits() {
        box.restart(Set.of("two"));
        for (int i = 1; i <= 4; i++) {
            assertEquals(List.of(), add(i, "n" + i));
        }
        assertEquals(List.of("n1"), add(5, "n5"));
        assertEquals("counted anew", List.of("n2", "n3", "n4", "n5"), box.restart(Set.of("two")));
        assertTrue(box.isEmpty());
    }

    private List<String> add(long number, String item) {
        return box.add(number, item, now);
    }

    /** Time passes, and it is looked twice a second what waits. */
    private List<String> after(Duration time) {
        List<String> done = new ArrayList<>();
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(LOOKING).isBefore(end) ? now.plus(LOOKING) : end;
            done.addAll(box.pass(now, PATIENCE));
        }
        return done;
    }
}
