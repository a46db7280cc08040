package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.Test;

/** Whose word counts of a room whose keeper is lost. */
public class HeirsTest {

    private static final Instant START = Instant.parse("2010-05-24T12:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(2);

    private final Heirs heirs = new Heirs();

    @Test
    public void whileThereAreNoneEverybodysWordCounts() {
        assertFalse(heirs.areKnown());
        assertFalse(heirs.areNot("one"));
        assertFalse(heirs.areSince(START, TIME));
    }

    @Test
    public void theirWordCountsAndNobodyElses() {
        heirs.are(Set.of("one", "two"), START);
        assertTrue(heirs.areKnown());
        assertFalse(heirs.areNot("one"));
        assertFalse(heirs.areNot("two"));
        assertTrue(heirs.areNot("three"));
        heirs.are(Set.of("two"), START);
        assertTrue("others are it now", heirs.areNot("one"));
        heirs.forget();
        assertFalse(heirs.areKnown() || heirs.areNot("one"));
    }

    @Test
    public void theyHaveBeenItForLongWhenTheTimeIsOver() {
        heirs.are(Set.of("one"), START);
        assertFalse(heirs.areSince(START.plus(TIME).minusMillis(1), TIME));
        assertTrue(heirs.areSince(START.plus(TIME), TIME));
    }
}
