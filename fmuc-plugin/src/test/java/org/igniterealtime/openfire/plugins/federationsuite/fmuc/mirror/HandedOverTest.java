package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.HandedOver.Item;
import org.junit.Test;

/** What one node hands over to another. */
public class HandedOverTest {

    private static final Instant START = Instant.parse("2010-05-24T12:00:00Z");

    private final HandedOver handed = new HandedOver(3);

    @Test
    public void itIsHandedOverAgainEverLessOftenUntilItIsTaken() {
        handed.add("a", START);
        assertEquals(List.of(), handed.due(START.plusMillis(499)));
        assertEquals(1, handed.due(START.plusMillis(500)).size());
        assertEquals(List.of(), handed.due(START.plusMillis(1499)));
        assertEquals(1, handed.due(START.plusMillis(1500)).size());
        handed.taken(1);
        assertEquals(List.of(), handed.due(START.plusSeconds(100)));
        assertTrue(handed.isEmpty());
    }

    @Test
    public void thereIsALimit() {
        for (String what : List.of("a", "b", "c")) {
            handed.add(what, START);
        }
        assertEquals(Optional.empty(), handed.add("d", START));
        handed.taken(1);
        assertEquals("the number was not used", 4, handed.add("d", START).orElseThrow().number());
        assertEquals(List.of("b", "c", "d"), handed.all().stream().map(Item::what).toList());
    }

    @Test
    public void whatNobodyTakesIsGivenUp() {
        handed.add("a", START);
        handed.add("b", START.plusSeconds(5));
        List<Item> old = handed.giveUp(START.plusSeconds(20), Duration.ofSeconds(20));
        assertEquals(List.of("a"), old.stream().map(Item::what).toList());
        assertEquals("nobody waits for it any more", 2, handed.first());
        handed.taken(2);
        assertEquals(3, handed.first());
    }

    @Test
    public void whateverIsLostRepeatedOrLateAndWhoeverTakesItAllIsTakenOnceAndInOrder() {
        for (int seed = 0; seed < 300; seed++) {
            travel(new Random(seed), "seed " + seed);
        }
    }

    /** A stanza under way. */
    private record Letter(long first, long number, String what) {
    }

    private static void travel(Random random, String seed) {
        HandedOver sender = new HandedOver(8);
        Handovers<String> receiver = Handovers.none(8);
        List<Letter> way = new ArrayList<>();
        List<String> said = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        Instant now = START;
        long acknowledged = 0;
        while (taken.size() < 60) {
            now = now.plusMillis(random.nextInt(300));
            String what = "m" + said.size();
            if (said.size() < 60 && random.nextInt(3) > 0 && sender.add(what, now).isPresent()) {
                said.add(what);
                way.add(new Letter(sender.first(), said.size(), what));
            }
            sender.due(now).forEach(item -> way.add(new Letter(sender.first(), item.number(), item.what())));
            if (!way.isEmpty()) {
                Letter letter = way.remove(random.nextInt(way.size()));
                if (random.nextInt(4) > 0) {
                    Handovers.Arrival<String> arrival = receiver.arrive("s", letter.first(), letter.number(), letter.what());
                    receiver = arrival.state();
                    taken.addAll(arrival.ready());
                }
            }
            if (random.nextInt(5) == 0) {
                acknowledged = acknowledged + random.nextInt((int) (taken.size() - acknowledged) + 1);
                sender.taken(acknowledged);
            }
            if (random.nextInt(20) == 0) {
                // Another node goes on, which knows what was taken and nothing else.
                receiver = Handovers.<String>none(8).taken("s", taken.size());
                sender.all().forEach(item -> way.add(new Letter(sender.first(), item.number(), item.what())));
            }
        }
        assertEquals(seed, said, taken);
    }
}
