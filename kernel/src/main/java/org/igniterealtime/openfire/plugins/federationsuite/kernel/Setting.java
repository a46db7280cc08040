package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One setting: its key, what it is worth while nobody has set it, and how its text is read and written.
 *
 * @param key          the key without the suite's prefix, such as {@code fmuc.enabled}
 * @param defaultValue its value where none is set, or where what is set cannot be read
 * @param reader       text to value; throws {@link IllegalArgumentException} for text that is no value
 * @param writer       value to text, the inverse of {@code reader}
 * @param <T>          the type of the value, which is immutable
 */
public record Setting<T>(String key, T defaultValue, Function<String, T> reader, Function<T, String> writer) {

    /** Checks that nothing is missing. */
    public Setting {
        Objects.requireNonNull(key);
        Objects.requireNonNull(defaultValue);
        Objects.requireNonNull(reader);
        Objects.requireNonNull(writer);
    }

    /** A switch. Reads {@code true} and {@code false} only: a typing mistake must not switch anything. */
    public static Setting<Boolean> flag(String key, boolean defaultValue) {
        return new Setting<>(key, defaultValue, text -> switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        }, String::valueOf);
    }

    /** A whole number within bounds, both included. */
    public static Setting<Integer> number(String key, int defaultValue, int least, int most) {
        return new Setting<>(key, defaultValue, text -> {
            int value = Integer.parseInt(text.trim());
            if (value < least || value > most) {
                throw new IllegalArgumentException("not from " + least + " to " + most + ": " + value);
            }
            return value;
        }, String::valueOf);
    }

    /** A text, trimmed, never empty. */
    public static Setting<String> text(String key, String defaultValue) {
        return new Setting<>(key, defaultValue, text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("empty");
            }
            return text.trim();
        }, Function.identity());
    }

    /** A list of words, separated by commas or white space. */
    public static Setting<List<String>> list(String key, List<String> defaultValue) {
        return new Setting<>(key, List.copyOf(defaultValue),
            text -> Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList(),
            words -> String.join(", ", words));
    }

    /** One of an enum's constants, written in lower case with hyphens: {@code FIRE_AND_FORGET} is {@code fire-and-forget}. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue) {
        return new Setting<>(key, defaultValue,
            text -> Enum.valueOf(defaultValue.getDeclaringClass(),
                text.trim().replace('-', '_').toUpperCase(java.util.Locale.ROOT)),
            value -> value.name().replace('_', '-').toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * The same setting for one peer; where it is not set, the general one counts.
     *
     * @param domain the peer's domain
     * @return a setting of its own, {@code KEY.peer.DOMAIN}
     * @see Settings#get(Setting, String)
     */
    public Setting<T> forPeer(String domain) {
        return new Setting<>(key + ".peer." + domain, defaultValue, reader, writer);
    }
}
