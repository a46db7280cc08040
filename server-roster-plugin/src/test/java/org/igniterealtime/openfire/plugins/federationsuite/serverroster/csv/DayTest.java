package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

/** Days and moments in the file. */
public class DayTest {

    @Test
    public void aDayIsItsBeginningAndAMomentIsItself() {
        assertEquals(Optional.of(Instant.parse("2030-01-02T00:00:00Z")), Day.read(" 2030-01-02 "));
        assertEquals(Optional.of(Instant.parse("2030-01-02T03:04:05Z")), Day.read("2030-01-02T03:04:05Z"));
        assertEquals(Optional.empty(), Day.read(" "));
        for (String text : List.of("2030-01-02", "2030-01-02T03:04:05Z", "")) {
            assertEquals(text, Day.write(Day.read(text)));
        }
    }

    @Test
    public void daysThatEveryDatabaseHoldsAreRead() {
        assertEquals("1970-01-01", Day.write(Day.read("1970-01-01")));
        assertEquals("9999-12-31", Day.write(Day.read("9999-12-31")));
    }

    @Test
    public void otherDaysAreNotAndNeitherIsWhatIsNone() {
        for (String text : List.of("1969-12-31", "+10000-01-01", "2030-02-30", "T", "T2030-01-02", "soon", "2030-01-02T03:04")) {
            assertThrows(text, DateTimeException.class, () -> Day.read(text));
        }
    }
}
