package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.junit.Test;

/** What mirrors saved, in all and today. */
public class SavingCountTest {

    private static final LocalDate MONDAY = LocalDate.of(2030, 1, 7);

    private final SavingCount count = new SavingCount();

    @Test
    public void whatIsThereAtTheFirstLookCounts() {
        count.see(Map.of("a", new Saving(10, 100), "b", new Saving(1, 2)), MONDAY);

        assertEquals(new Saving(11, 102), all().on(MONDAY));
        assertEquals(new Saving(11, 102), all().total());
        assertEquals(MONDAY, all().since());
        assertEquals(91, all().total().saved());
    }

    @Test
    public void aDayBeginsWithNothing() {
        count.see(Map.of("a", new Saving(10, 100)), MONDAY);
        count.see(Map.of("a", new Saving(15, 150)), MONDAY.plusDays(1));

        assertEquals(new Saving(5, 50), all().on(MONDAY.plusDays(1)));
        assertEquals(new Saving(15, 150), all().total());
        count.see(Map.of("a", new Saving(15, 150)), MONDAY.plusDays(2));
        assertEquals(Saving.NONE, all().on(MONDAY.plusDays(2)));
        assertEquals("since the first day", MONDAY, all().since());
    }

    @Test
    public void aCounterThatBeginsAnewOrIsForgottenTakesNothingAway() {
        count.see(Map.of("a", new Saving(10, 100), "b", new Saving(7, 7)), MONDAY);
        count.see(Map.of("a", new Saving(2, 20)), MONDAY);
        count.see(Map.of(), MONDAY);
        count.see(Map.of("a", new Saving(1, 1)), MONDAY);

        assertEquals(new Saving(10 + 7 + 2 + 1, 100 + 7 + 20 + 1), all().total());
    }

    @Test
    public void whatIsTakenToBeKeptIsCountedOnce() {
        count.see(Map.of("a", new Saving(10, 100)), MONDAY);
        count.see(Map.of("a", new Saving(11, 110)), MONDAY.plusDays(1));
        assertEquals(Map.of(MONDAY, new Saving(10, 100), MONDAY.plusDays(1), new Saving(1, 10)), count.take());
        assertEquals(Map.of(), count.take());

        count.see(Map.of("a", new Saving(13, 130)), MONDAY.plusDays(1));
        KeptSavings kept = KeptSavings.NONE.plus(new Saving(1000, 2000), MONDAY.plusDays(1));
        assertEquals(new Saving(1002, 2020), count.onTopOf(kept).on(MONDAY.plusDays(1)));
        assertEquals(Map.of(MONDAY.plusDays(1), new Saving(2, 20)), count.take());
    }

    @Test
    public void whereNothingCrossesThereIsNothingToKeep() {
        count.see(Map.of("a", Saving.NONE), MONDAY);
        count.see(Map.of("a", Saving.NONE), MONDAY.plusDays(1));
        assertEquals(Map.of(), count.take());
    }

    @Test
    public void whatIsKeptCanBeReadAgain() {
        MapSettings settings = new MapSettings();
        KeptSavings kept = KeptSavings.NONE.plus(new Saving(10, 100), MONDAY).plus(new Saving(-1, 2), MONDAY.plusDays(3));
        settings.set(KeptSavings.KEPT, kept);
        assertEquals(kept, settings.get(KeptSavings.KEPT));
        assertEquals("2030-01-07 2030-01-10 -1 2 9 102", settings.get(Setting.text(KeptSavings.KEPT.key(), "none")));
    }

    @Test
    public void whatSomebodyElseWroteThereIsNotRead() {
        for (String text : List.of("", "1", "2030-01-07 2030-01-10 1 2 3", "2030-01-07 2030-01-10 1 2 3 x",
                "2030-01-07 2030-02-30 1 2 3 4", "2030-01-07 2030-01-10 1 2 3 4 5")) {
            assertThrows(text, IllegalArgumentException.class, () -> KeptSavings.KEPT.reader().apply(text));
        }
        MapSettings settings = new MapSettings();
        settings.set(Setting.text(KeptSavings.KEPT.key(), "none"), "12");
        assertEquals(Optional.empty(), settings.find(KeptSavings.KEPT));
    }

    @Test
    public void whatComesADayLateCountsInTheTotalOnly() {
        KeptSavings tuesday = KeptSavings.NONE.plus(new Saving(1, 10), MONDAY.plusDays(1)).plus(new Saving(2, 20), MONDAY);
        assertEquals(new Saving(1, 10), tuesday.on(MONDAY.plusDays(1)));
        assertEquals(new Saving(3, 30), tuesday.total());
    }

    @Test
    public void aClockThatWasYearsAheadDoesNotStopTheCountOfTheDay() {
        KeptSavings kept = KeptSavings.NONE.plus(new Saving(1, 10), MONDAY.plusYears(9)).plus(new Saving(2, 20), MONDAY);
        assertEquals(new Saving(2, 20), kept.on(MONDAY));
        assertEquals(new Saving(3, 30), kept.total());
    }

    @Test
    public void percentAreOfWhatWouldHaveCrossedAndCanBeALoss() {
        assertEquals(90, new Saving(10, 100).percent());
        assertEquals(-10, new Saving(110, 100).percent());
        assertEquals(0, new Saving(110, 0).percent());
    }

    private KeptSavings all() {
        return count.onTopOf(KeptSavings.NONE);
    }
}
