package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A metric with all its points. Immutable.
 *
 * @param name   its name, of letters, digits and underscores
 * @param type   whether it only grows
 * @param help   what it is, in one line
 * @param points its values
 */
public record Metric(String name, Type type, String help, List<Point> points) {

    /** What a metric does as time goes by. */
    public enum Type {
        /** It grows, and begins at nothing again with each start. */
        COUNTER,
        /** It goes up and down. */
        GAUGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One value.
     *
     * @param labels tell it from the others of the metric, in order
     * @param value  the value
     */
    public record Point(Map<String, String> labels, long value) {
        /** Copies the labels, keeping their order. */
        public Point {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /** Copies the list. */
    public Metric {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(help);
        points = List.copyOf(points);
    }

    static Metric counter(String name, String help) {
        return new Metric(name, Type.COUNTER, help, List.of());
    }

    static Metric gauge(String name, String help) {
        return new Metric(name, Type.GAUGE, help, List.of());
    }

    /**
     * The same with one point more.
     *
     * @param value  its value
     * @param labels names and values of labels, by turns
     */
    Metric with(long value, String... labels) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            named.put(labels[i], labels[i + 1]);
        }
        List<Point> more = new ArrayList<>(points);
        more.add(new Point(named, value));
        return new Metric(name, type, help, more);
    }
}
