package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Sample;

/**
 * A chart of what crossed and of what would have crossed, both summed up from the chart's left edge: its lines as an SVG image
 * needs them, and its numbers for a table. The image is {@value #WIDTH} wide and {@value #HEIGHT} high.
 */
final class Chart {

    /** The width of the image. */
    static final int WIDTH = 640;
    /** The height of the image. */
    static final int HEIGHT = 220;
    private static final int LEFT = 64;
    private static final int RIGHT = 628;
    private static final int TOP = 34;
    private static final int BOTTOM = 192;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME_WITH_SECONDS =
        DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration SHORT = Duration.ofMinutes(10);

    private Chart() {
    }

    /**
     * The model.
     *
     * @param id      tells the charts of a page apart: letters
     * @param samples oldest first
     * @return {@code id}, {@code drawn} (false if there is nothing to draw yet), and if so the lines {@code crossedLine} and
     *     {@code plainLine}, {@code marks} on the left (each {@code y} and {@code text}), {@code from} and {@code until}, the
     *     sums {@code crossed}, {@code plain} and {@code saved}, and {@code rows} (each {@code at}, {@code crossed},
     *     {@code plain}: what was added since the row before)
     */
    static Map<String, Object> model(String id, List<Sample> samples) {
        Map<String, Object> model = new HashMap<>();
        model.put("id", id);
        boolean drawn = samples.size() >= 2 && samples.get(0).at().isBefore(last(samples).at());
        model.put("drawn", drawn);
        if (!drawn) {
            return model;
        }
        Sample first = samples.get(0);
        Sample last = last(samples);
        long crossed = last.crossed() - first.crossed();
        long plain = last.plain() - first.plain();
        long top = roundUp(Math.max(crossed, plain));
        DateTimeFormatter format = Duration.between(first.at(), last.at()).compareTo(SHORT) < 0 ? TIME_WITH_SECONDS : TIME;
        model.put("crossedLine", line(samples, top, Sample::crossed));
        model.put("plainLine", line(samples, top, Sample::plain));
        model.put("marks", List.of(mark(0, top), mark(top / 2, top), mark(top, top)));
        model.put("from", format.format(first.at()));
        model.put("until", format.format(last.at()));
        model.put("crossed", Amounts.bytes(crossed));
        model.put("plain", Amounts.bytes(plain));
        model.put("saved", Amounts.saved(crossed, plain));
        model.put("rows", rows(samples, format));
        return model;
    }

    private static Sample last(List<Sample> samples) {
        return samples.get(samples.size() - 1);
    }

    private static String line(List<Sample> samples, long top, ToLongFunction<Sample> value) {
        Instant from = samples.get(0).at();
        long millis = Duration.between(from, last(samples).at()).toMillis();
        long origin = value.applyAsLong(samples.get(0));
        StringBuilder line = new StringBuilder();
        for (Sample sample : samples) {
            double x = LEFT + (double) (RIGHT - LEFT) * Duration.between(from, sample.at()).toMillis() / millis;
            line.append(line.isEmpty() ? "" : " ")
                .append(String.format(Locale.ROOT, "%.1f,%.1f", x, y(value.applyAsLong(sample) - origin, top)));
        }
        return line.toString();
    }

    private static double y(long value, long top) {
        return BOTTOM - (double) (BOTTOM - TOP) * value / top;
    }

    private static Map<String, String> mark(long value, long top) {
        return Map.of("y", String.format(Locale.ROOT, "%.1f", y(value, top)), "text", Amounts.bytes(value));
    }

    /** The next of 1, 2 and 5 with zeros behind it: half of it can be told, too. */
    private static long roundUp(long value) {
        long power = 10;
        while (true) {
            for (int digit : new int[] {1, 2, 5}) {
                if (digit * power >= value) {
                    return digit * power;
                }
            }
            power *= 10;
        }
    }

    private static List<Map<String, String>> rows(List<Sample> samples, DateTimeFormatter format) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Sample before = samples.get(i - 1);
            rows.add(Map.of("at", format.format(sample.at()), "crossed", Amounts.bytes(sample.crossed() - before.crossed()),
                "plain", Amounts.bytes(sample.plain() - before.plain())));
        }
        return rows;
    }
}
