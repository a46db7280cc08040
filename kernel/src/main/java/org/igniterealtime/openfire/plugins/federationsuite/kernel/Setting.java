package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** As many characters as the column of the server's table of properties has for a name. */
    private static final int LONGEST = 100;
    private static final int DIGEST_BYTES = 10;

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
     * @return a setting of its own: {@code fmuc.mirror.history} is {@code fmuc.mirror.peer.DOMAIN.history}
     * @see Settings#get(Setting, java.util.List)
     */
    public Setting<T> forPeer(String domain) {
        return scoped("peer", domain);
    }

    /**
     * The same setting for one room; where it is not set, that of its peer counts.
     *
     * @param room the room's bare address
     * @return a setting of its own: {@code fmuc.mirror.history} is {@code fmuc.mirror.room.ADDRESS.history}
     */
    public Setting<T> forRoom(String room) {
        return scoped("room", room);
    }

    /**
     * The name that a key has which is this setting for some room.
     *
     * @param other any key
     * @return what was given to {@link #forRoom}, or {@code ~} and its digest if that was too long; empty for another key
     */
    public Optional<String> roomOf(String other) {
        int last = key.lastIndexOf('.') + 1;
        String before = key.substring(0, last) + "room.";
        String after = '.' + key.substring(last);
        return other.length() > before.length() + after.length() && other.startsWith(before) && other.endsWith(after)
            ? Optional.of(other.substring(before.length(), other.length() - after.length())) : Optional.empty();
    }

    /**
     * The name stands before the last word and not behind it, because a server that deletes a property deletes those
     * whose names go on from it. A name that would not fit the server's table is shortened to its digest.
     */
    private Setting<T> scoped(String kind, String name) {
        int last = key.lastIndexOf('.') + 1;
        String before = key.substring(0, last) + kind + '.';
        String after = '.' + key.substring(last);
        boolean fits = Settings.PREFIX.length() + before.length() + name.length() + after.length() <= LONGEST;
        return new Setting<>(before + (fits ? name : '~' + digest(name)) + after, defaultValue, reader, writer);
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
