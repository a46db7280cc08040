package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line of a figure. Immutable.
 *
 * @param name the figure's name and what distinguishes the row, with hyphens
 * @param ours what was measured with the suite; nothing if it did not finish
 * @param baseline what was measured without it; nothing if there is none, or it did not finish
 * @param unit what both are counted in
 * @param better which direction is good
 * @param goals what is wanted of the row; may be empty
 * @param note what a reader must know; may be empty
 */
public record Row(String name, OptionalDouble ours, OptionalDouble baseline, String unit, Better better, List<Goal> goals,
                  String note) {

    /** Which direction is good. */
    public enum Better {
        /** Less is better: bytes, time. */
        LESS,
        /** More is better: rates. */
        MORE
    }

    /**
     * A row of which less is better, without goals and note.
     *
     * @param name its name
     * @param ours what was measured with the suite
     * @param baseline what was measured without it
     * @param unit what both are counted in
     * @return the row
     */
    public static Row less(String name, double ours, double baseline, String unit) {
        return new Row(name, OptionalDouble.of(ours), OptionalDouble.of(baseline), unit, Better.LESS, List.of(), "");
    }

    /**
     * A row of which more is better, without goals and note.
     *
     * @param name its name
     * @param ours what was measured with the suite
     * @param baseline what was measured without it
     * @param unit what both are counted in
     * @return the row
     */
    public static Row more(String name, double ours, double baseline, String unit) {
        return new Row(name, OptionalDouble.of(ours), OptionalDouble.of(baseline), unit, Better.MORE, List.of(), "");
    }

    /**
     * The same row with a goal more.
     *
     * @param goal what is wanted
     * @return a row
     */
    public Row wanted(Goal goal) {
        List<Goal> all = new ArrayList<>(goals);
        all.add(goal);
        return new Row(name, ours, baseline, unit, better, List.copyOf(all), note);
    }

    /**
     * The same row with a note.
     *
     * @param text what a reader must know
     * @return a row
     */
    public Row noted(String text) {
        return new Row(name, ours, baseline, unit, better, goals, text);
    }

    /**
     * How many times better ours is than the baseline: above 1 it is better, below 1 it is worse.
     *
     * @return the ratio; nothing if one of the two is missing, or the one below the line is 0
     */
    public OptionalDouble ratio() {
        if (ours.isEmpty() || baseline.isEmpty()) {
            return OptionalDouble.empty();
        }
        double above = better == Better.LESS ? baseline.getAsDouble() : ours.getAsDouble();
        double below = better == Better.LESS ? ours.getAsDouble() : baseline.getAsDouble();
        return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
    }

    /**
     * What became of the goals.
     *
     * @return such as {@code met: at least 45 times fewer}, goals separated by semicolons; empty if there are none
     */
    public String verdict() {
        return String.join("; ", goals.stream().map(goal -> (goal.met(this) ? "met: " : "NOT met: ") + goal.text()).toList());
    }

    /**
     * Whether all goals are met.
     *
     * @return true also if there are none
     */
    public boolean met() {
        return goals.stream().allMatch(goal -> goal.met(this));
    }

    /**
     * The row as it is printed.
     *
     * @return name, ours, baseline, ratio and unit, and after them what became of the goals and the note, if there are any
     */
    public String line() {
        String line = String.join(" | ", name, number(ours), number(baseline), ratioText(), unit);
        line += goals.isEmpty() ? "" : " | " + verdict();
        return line + (note.isEmpty() ? "" : " | " + note);
    }

    /**
     * The ratio for people.
     *
     * @return two decimals below 10, one above; a hyphen if there is none
     */
    public String ratioText() {
        OptionalDouble ratio = ratio();
        if (ratio.isEmpty()) {
            return "-";
        }
        return String.format(Locale.ROOT, ratio.getAsDouble() < 10 ? "%.2f" : "%.1f", ratio.getAsDouble());
    }

    /**
     * A measured value for people.
     *
     * @param value the value
     * @return whole from 100 on, with one decimal from 10 on, else with two; a hyphen if there is none
     */
    public static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return "-";
        }
        double number = value.getAsDouble();
        boolean whole = Math.abs(number) >= 100 || number == Math.rint(number);
        String format = whole ? "%.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
