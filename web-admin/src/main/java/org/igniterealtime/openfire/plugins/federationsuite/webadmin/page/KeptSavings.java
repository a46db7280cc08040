package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;

/**
 * What mirrors have saved so far, in the form in which it outlives a restart. Immutable.
 *
 * @param since the first day that was counted; {@link LocalDate#EPOCH} if none was yet
 * @param day   the last day on which something was counted
 * @param today what was saved on that day
 * @param total what was saved on all days
 */
public record KeptSavings(LocalDate since, LocalDate day, Saving today, Saving total) {

    /** Nothing was counted yet. */
    public static final KeptSavings NONE = new KeptSavings(LocalDate.EPOCH, LocalDate.EPOCH, Saving.NONE, Saving.NONE);
    /** Where it is kept: not a setting that anybody should change, but one that can be removed to begin anew. */
    public static final Setting<KeptSavings> KEPT =
        new Setting<>("overview.saved", NONE, KeptSavings::read, KeptSavings::write);

    private static final int WORDS = 6;

    /** Checks that nothing is missing. */
    public KeptSavings {
        Objects.requireNonNull(since);
        Objects.requireNonNull(day);
        Objects.requireNonNull(today);
        Objects.requireNonNull(total);
    }

    /**
     * The same with something more.
     *
     * @param more what was saved
     * @param when on which day. What comes a day late, as from another node at midnight, is in the total only. If the last
     *             day is further ahead than that, the clock was wrong then, and today is what it says now
     */
    public KeptSavings plus(Saving more, LocalDate when) {
        boolean late = when.equals(day.minusDays(1));
        return new KeptSavings(since.equals(LocalDate.EPOCH) ? when : since, late ? day : when,
            late ? today : on(when).plus(more), total.plus(more));
    }

    /** What was saved on a day, if it is the last one; nothing on others. */
    public Saving on(LocalDate wanted) {
        return wanted.equals(day) ? today : Saving.NONE;
    }

    private static String write(KeptSavings savings) {
        return Stream.of(savings.since, savings.day, savings.today.crossed(), savings.today.plain(), savings.total.crossed(),
            savings.total.plain()).map(Object::toString).collect(Collectors.joining(" "));
    }

    private static KeptSavings read(String text) {
        String[] words = text.trim().split("\\s+");
        if (words.length != WORDS) {
            throw new IllegalArgumentException("not two days and four numbers: " + text);
        }
        try {
            return new KeptSavings(LocalDate.parse(words[0]), LocalDate.parse(words[1]), saving(words[2], words[3]),
                saving(words[4], words[5]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a day: " + text, e);
        }
    }

    /** A saving, from two texts with its numbers; throws {@link IllegalArgumentException} if they are none. */
    public static Saving saving(String crossed, String plain) {
        return new Saving(Long.parseLong(crossed), Long.parseLong(plain));
    }
}
