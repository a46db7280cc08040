package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;

import org.junit.Test;

/** Whose word counts of a room whose keeper is lost. */
public class HeirTest {

    private static final Instant START = Instant.parse("2010-05-24T12:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(2);

    private final Heir heir = new Heir();

    @Test
    public void whileThereIsNoneEverybodysWordCounts() {
        assertFalse(heir.isKnown());
        assertFalse(heir.isNot("one"));
        assertFalse(heir.isSince(START, TIME));
    }

    @Test
    public void itsWordCountsAndNobodyElses() {
        heir.is("one", START);
        assertTrue(heir.isKnown());
        assertFalse(heir.isNot("one"));
        assertTrue(heir.isNot("two"));
        heir.is("two", START);
        assertTrue("another is it now", heir.isNot("one"));
        heir.forget();
        assertFalse(heir.isKnown() || heir.isNot("one"));
    }

    @Test
    public void itHasBeenItForLongWhenTheTimeIsOver() {
        heir.is("one", START);
        assertFalse(heir.isSince(START.plus(TIME).minusMillis(1), TIME));
        assertTrue(heir.isSince(START.plus(TIME), TIME));
    }
}
