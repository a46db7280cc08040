package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an administrator changed at once in settings: of the server, of a room or of a service. Immutable.
 *
 * @param at    when
 * @param by    who
 * @param items what
 */
public record SettingsChange(Instant at, Actor by, List<Item> items) {

    /**
     * One setting.
     *
     * @param name   its name
     * @param before what was set; empty for nothing
     * @param after  what is set since; empty for nothing
     */
    public record Item(String name, String before, String after) {
        /** Checks that nothing is missing. */
        public Item {
            Objects.requireNonNull(name);
            Objects.requireNonNull(before);
            Objects.requireNonNull(after);
        }

        @Override
        public String toString() {
            return name + ": " + text(before) + " -> " + text(after);
        }

        private static String text(String value) {
            return value.isEmpty() ? "(not set)" : value;
        }
    }

    /** Copies the list. */
    public SettingsChange {
        Objects.requireNonNull(at);
        Objects.requireNonNull(by);
        items = List.copyOf(items);
    }

    /** In words, a line for each setting. */
    public String text() {
        return lines(Item::toString);
    }

    /** What was set before, a line for each setting. */
    public String before() {
        return lines(item -> item.name() + ": " + Item.text(item.before()));
    }

    /** What is set since, a line for each setting. */
    public String after() {
        return lines(item -> item.name() + ": " + Item.text(item.after()));
    }

    private String lines(Function<Item, String> line) {
        return items.stream().map(line).collect(Collectors.joining("\n"));
    }

    /**
     * What takes it back.
     *
     * @param now when
     * @param who who does it
     */
    public SettingsChange reversed(Instant now, Actor who) {
        return new SettingsChange(now, who, items.stream().map(item -> new Item(item.name(), item.after(), item.before()))
            .toList());
    }
}
