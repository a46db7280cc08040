package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;

/** The settings of eventing, for administrators: shown, checked before they are changed, and audited. Thread-safe. */
public final class EventingSheet {

    /** The longest value. */
    static final int LONGEST = 2000;
    private static final String PREFIX = "eventing.";
    private static final String NOT_SET = "(not set)";

    private final Settings settings;
    private final List<Setting<?>> known;
    private final String domain;
    private final InstantSource clock;
    private final AuditLog audit;

    /**
     * The settings.
     *
     * @param settings where they are kept
     * @param known    which there are, in order
     * @param domain   the domain of this server, which the audit is about
     * @param clock    the time
     * @param audit    is told of each change
     */
    public EventingSheet(Settings settings, List<Setting<?>> known, String domain, InstantSource clock, AuditLog audit) {
        this.settings = Objects.requireNonNull(settings);
        this.known = List.copyOf(known);
        this.domain = Objects.requireNonNull(domain);
        this.clock = Objects.requireNonNull(clock);
        this.audit = Objects.requireNonNull(audit);
    }

    /** What came of a wish. */
    public sealed interface Answer {

        /** It was done; how many settings were changed. */
        record Done(int changed) implements Answer {
        }

        /** Everything is so already. */
        record Same() implements Answer {
        }

        /** A value is none of this setting; nothing was changed. */
        record Wrong(String name, String value) implements Answer {
        }
    }

    /** The settings, in order. */
    public List<SheetRow> rows() {
        return known.stream().map(this::row).toList();
    }

    private <T> SheetRow row(Setting<T> setting) {
        return new SheetRow(name(setting), choices(setting), set(setting), setting.writer().apply(setting.defaultValue()));
    }

    /** The name of a setting in forms and texts. */
    public static String name(Setting<?> setting) {
        return setting.key().substring(PREFIX.length());
    }

    private static List<String> choices(Setting<?> setting) {
        if (setting.defaultValue() instanceof Boolean) {
            return List.of("true", "false");
        }
        return setting.defaultValue() instanceof Enum<?> value
            ? Arrays.stream(value.getDeclaringClass().getEnumConstants())
                .map(constant -> constant.name().replace('_', '-').toLowerCase(Locale.ROOT)).toList()
            : List.of();
    }

    private <T> String set(Setting<T> setting) {
        return settings.find(setting).map(setting.writer()).orElse("");
    }

    /**
     * Changes settings, all of them or, if one is wrong, none.
     *
     * @param wanted values by the names of settings; an empty one takes away what is set. What is not named stays
     * @param by     who wants it
     */
    public synchronized Answer change(Map<String, String> wanted, Actor by) {
        Map<Setting<?>, String> changes = new LinkedHashMap<>();
        for (Setting<?> setting : known) {
            String text = wanted.get(name(setting));
            if (text != null) {
                Optional<String> read = read(setting, text.strip());
                if (read.isEmpty()) {
                    return new Answer.Wrong(name(setting), text);
                }
                if (!set(setting).equals(read.get())) {
                    changes.put(setting, read.get());
                }
            }
        }
        if (changes.isEmpty()) {
            return new Answer.Same();
        }
        // Written down before it is done: a change that nobody knows of is worse than one that is told of and was not made.
        audit.write(AuditAction.SETTINGS_CHANGED.entry(clock.instant(), domain, by,
            words(changes.keySet().stream().collect(Collectors.toMap(setting -> setting, this::set, (one, other) -> one,
                LinkedHashMap::new))), words(changes)));
        changes.forEach(this::write);
        return new Answer.Done(changes.size());
    }

    /** The value as it is written, empty text for none; nothing if it is no value. */
    private static <T> Optional<String> read(Setting<T> setting, String text) {
        if (text.isEmpty()) {
            return Optional.of("");
        }
        try {
            return Optional.of(setting.writer().apply(setting.reader().apply(text)))
                .filter(written -> written.length() <= LONGEST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private <T> void write(Setting<T> setting, String text) {
        if (text.isEmpty()) {
            settings.remove(setting);
        } else {
            settings.set(setting, setting.reader().apply(text));
        }
    }

    private static String words(Map<Setting<?>, String> values) {
        return values.entrySet().stream()
            .map(value -> value.getKey().key() + ": " + (value.getValue().isEmpty() ? NOT_SET : value.getValue()))
            .collect(Collectors.joining("\n"));
    }
}
