package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.Test;

/** What nodes hand over is done in their order, once, however it comes. */
public class HandoversTest {

    private Handovers<String> handovers = Handovers.none(5);

    @Test
    public void whatComesInOrderIsDoneAtOnce() {
        assertEquals(List.of("one"), arrive("a", 1, "one"));
        assertEquals(List.of("two"), arrive("a", 2, "two"));
    }

    @Test
    public void whatComesTooEarlyWaits() {
        assertEquals(List.of(), arrive("a", 3, "three"));
        assertEquals(List.of(), arrive("a", 2, "two"));
        assertEquals(List.of("one", "two", "three"), arrive("a", 1, "one"));
    }

    @Test
    public void whatComesTwiceIsDoneOnce() {
        arrive("a", 1, "one");
        assertEquals(List.of(), arrive("a", 1, "one"));
        arrive("a", 3, "three");
        assertEquals(List.of(), arrive("a", 3, "another"));
        assertEquals(List.of("two", "three"), arrive("a", 2, "two"));
    }

    @Test
    public void eachNodeCountsForItself() {
        assertEquals(List.of(), arrive("b", 2, "b two"));
        assertEquals(List.of("a one"), arrive("a", 1, "a one"));
        assertEquals(List.of("b one", "b two"), arrive("b", 1, "b one"));
    }

    @Test
    public void whatIsLostHoldsUpOnlySoMany() {
        for (int number = 2; number <= 6; number++) {
            assertEquals(List.of(), arrive("a", number, "" + number));
        }
        assertEquals(List.of("2", "3", "4", "5", "6", "7"), arrive("a", 7, "7"));
        assertEquals("it comes too late", List.of(), arrive("a", 1, "1"));
        assertEquals(List.of("8"), arrive("a", 8, "8"));
    }

    @Test
    public void aNodeThatGoesLeavesWhatItHandedOver() {
        arrive("a", 4, "four");
        arrive("a", 2, "two");
        Handovers.Arrival<String> left = handovers.leave("a");
        assertEquals(List.of("two", "four"), left.ready());
        assertTrue(left.state().nodes().isEmpty());
        assertEquals(List.of(), left.state().leave("a").ready());
    }

    @Test
    public void whatCannotComeAnyMoreIsNotWaitedFor() {
        arrive("a", 2, "two");
        arrive("a", 5, "five");
        assertEquals("up to three all was taken elsewhere, or given up", List.of("four", "five"), arriveSince("a", 4, 4, "four"));
        assertEquals(List.of(), arrive("a", 3, "three"));
        assertEquals("an older word takes nothing back", List.of("six"), arriveSince("a", 2, 6, "six"));
    }

    @Test
    public void whatIsNextBecauseAllBeforeItCannotComeAnyMoreComesAtOnce() {
        arrive("a", 4, "four");
        assertEquals(List.of("four", "five"), arriveSince("a", 4, 5, "five"));
    }

    @Test
    public void whatWasTakenElsewhereIsLeftOut() {
        arrive("a", 2, "two");
        arrive("a", 4, "four");
        handovers = handovers.taken("a", 3);
        assertEquals("it was taken, and what waited for it goes on", List.of("four"), arrive("a", 2, "two"));
        assertEquals(List.of("five"), arrive("a", 5, "five"));
        handovers = handovers.taken("a", 2).taken("a", 5);
        assertEquals("that is not news", List.of("six"), arrive("a", 6, "six"));
        handovers = handovers.taken("b", 1);
        assertEquals(List.of("b two"), arrive("b", 2, "b two"));
    }

    @Test
    public void anyOrderAndAnyRepeatsComeOutAsTheyWere() {
        Random random = new Random(7);
        for (int run = 0; run < 100; run++) {
            List<Long> numbers = new ArrayList<>(LongStream.rangeClosed(1, 20).boxed().toList());
            numbers.addAll(numbers.subList(0, random.nextInt(20)));
            Collections.shuffle(numbers, random);
            handovers = Handovers.none(20);
            List<String> done = new ArrayList<>();
            numbers.forEach(number -> done.addAll(arrive("a", number, number.toString())));
            assertEquals(LongStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList(), done);
        }
    }

    private List<String> arrive(String node, long number, String item) {
        return done(handovers.arrive(node, number, item));
    }

    private List<String> arriveSince(String node, long first, long number, String item) {
        return done(handovers.arrive(node, first, number, item));
    }

    private List<String> done(Handovers.Arrival<String> arrival) {
        handovers = arrival.state();
        return arrival.ready();
    }
}
