package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.time.LocalDate;
import java.util.Map;

import org.junit.Test;

/** What mirrors saved, in all and today. */
public class SavingCountTest {

    private static final LocalDate MONDAY = LocalDate.of(2030, 1, 7);

    private final SavingCount count = new SavingCount();

    @Test
    public void whatIsThereAtTheFirstLookCounts() {
        count.see(Map.of("a", new Saving(10, 100), "b", new Saving(1, 2)), MONDAY);

        assertEquals(new Saving(11, 102), count.today());
        assertEquals(new Saving(11, 102), count.total());
        assertEquals(91, count.total().saved());
    }

    @Test
    public void aDayBeginsWithNothing() {
        count.see(Map.of("a", new Saving(10, 100)), MONDAY);
        count.see(Map.of("a", new Saving(15, 150)), MONDAY.plusDays(1));

        assertEquals(new Saving(5, 50), count.today());
        assertEquals(new Saving(15, 150), count.total());
        count.see(Map.of("a", new Saving(15, 150)), MONDAY.plusDays(2));
        assertEquals(Saving.NONE, count.today());
    }

    @Test
    public void aCounterThatBeginsAnewOrIsForgottenTakesNothingAway() {
        count.see(Map.of("a", new Saving(10, 100), "b", new Saving(7, 7)), MONDAY);
        count.see(Map.of("a", new Saving(2, 20)), MONDAY);
        count.see(Map.of(), MONDAY);
        count.see(Map.of("a", new Saving(1, 1)), MONDAY);

        assertEquals(new Saving(10 + 7 + 2 + 1, 100 + 7 + 20 + 1), count.total());
    }

    @Test
    public void percentAreOfWhatWouldHaveCrossedAndCanBeALoss() {
        assertEquals(90, new Saving(10, 100).percent());
        assertEquals(-10, new Saving(110, 100).percent());
        assertEquals(0, new Saving(110, 0).percent());
    }
}
