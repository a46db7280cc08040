package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;

/**
 * Settings as administrators change them in forms: checked, audited, changed, and taken back. Thread-safe. Memory: the last
 * change of each of {@value #MOST_CHANGES} owners.
 *
 * @param <S> what has settings: a part of the suite, a room, or a service
 */
public final class AuditedSettings<S> {

    /** How many owners have their last change remembered. */
    public static final int MOST_CHANGES = 200;
    /** The longest value. */
    public static final int LONGEST = 2000;

    private final Settings settings;
    private final Owners<S> owners;
    private final InstantSource clock;
    private final AuditLog audit;
    private final Map<S, SettingsChange> changes = new LinkedHashMap<>();

    /** What came of a wish. */
    public sealed interface Answer {

        /** It was done. */
        record Done(SettingsChange change) implements Answer {
        }

        /** Everything is so already. */
        record Same() implements Answer {
        }

        /** A value is none of this setting; nothing was changed. */
        record Wrong(String name, String value) implements Answer {
        }

        /** There is nothing to take back, or it was changed in another way since. */
        record Stale() implements Answer {
        }
    }

    /**
     * A setting in a form.
     *
     * @param name    its name there
     * @param audited its name in the audit; no other one of the same owner has it
     * @param kept    the setting itself
     * @param fits    what a value must be in addition to what the setting can read
     * @param <T>     its type
     */
    public record Field<T>(String name, String audited, Setting<T> kept, Predicate<T> fits) {
        /** Checks that nothing is missing. */
        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(audited);
            Objects.requireNonNull(kept);
            Objects.requireNonNull(fits);
        }

        /** The value as it is written, empty text for none; nothing if it is no value. */
        private Optional<String> read(String text) {
            if (text.isEmpty()) {
                return Optional.of("");
            }
            try {
                return Optional.of(kept.reader().apply(text)).filter(fits).map(kept.writer())
                    .filter(written -> written.length() <= LONGEST);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private String in(Settings settings) {
            return settings.find(kept).map(kept.writer()).orElse("");
        }

        private void write(Settings settings, String text) {
            if (text.isEmpty()) {
                settings.remove(kept);
            } else {
                settings.set(kept, kept.reader().apply(text));
            }
        }
    }

    /**
     * What is known of those that have settings.
     *
     * @param fields the settings of one, in order
     * @param name   what the audit calls it
     * @param <S>    what has settings
     */
    public record Owners<S>(Function<S, List<Field<?>>> fields, Function<S, String> name) {
        /** Checks that nothing is missing. */
        public Owners {
            Objects.requireNonNull(fields);
            Objects.requireNonNull(name);
        }
    }

    /**
     * The settings.
     *
     * @param settings where they are kept
     * @param owners   whose they are
     * @param clock    the time
     * @param audit    is told of each change
     */
    public AuditedSettings(Settings settings, Owners<S> owners, InstantSource clock, AuditLog audit) {
        this.settings = Objects.requireNonNull(settings);
        this.owners = Objects.requireNonNull(owners);
        this.clock = Objects.requireNonNull(clock);
        this.audit = Objects.requireNonNull(audit);
    }

    /**
     * The values of a setting that has only a few.
     *
     * @param setting the setting
     * @return as they are written; empty if there are many
     */
    public static List<String> choices(Setting<?> setting) {
        if (setting.defaultValue() instanceof Boolean) {
            return List.of("true", "false");
        }
        return setting.defaultValue() instanceof Enum<?> value
            ? Arrays.stream(value.getDeclaringClass().getEnumConstants())
                .map(constant -> constant.name().replace('_', '-').toLowerCase(Locale.ROOT)).toList()
            : List.of();
    }

    /**
     * Changes settings, all of them or, if one is wrong, none.
     *
     * @param owner  whose
     * @param wanted values by the names of settings; an empty one takes away what is set. What is not named stays
     * @param by     who wants it
     */
    public synchronized Answer change(S owner, Map<String, String> wanted, Actor by) {
        List<SettingsChange.Item> items = new ArrayList<>();
        for (Field<?> field : owners.fields().apply(owner)) {
            String text = wanted.get(field.name());
            if (text != null) {
                Optional<String> read = field.read(text.strip());
                if (read.isEmpty()) {
                    return new Answer.Wrong(field.name(), text);
                }
                String before = field.in(settings);
                if (!before.equals(read.get())) {
                    items.add(new SettingsChange.Item(field.audited(), before, read.get()));
                }
            }
        }
        if (items.isEmpty()) {
            return new Answer.Same();
        }
        SettingsChange change = new SettingsChange(clock.instant(), by, items);
        make(owner, change, AuditAction.SETTINGS_CHANGED);
        changes.remove(owner);
        changes.put(owner, change);
        if (changes.size() > MOST_CHANGES) {
            changes.remove(changes.keySet().iterator().next());
        }
        return new Answer.Done(change);
    }

    /** Written down before it is done: a change that nobody knows of is worse than one that is told of and was not made. */
    private void make(S owner, SettingsChange change, AuditAction action) {
        audit.write(action.entry(change.at(), owners.name().apply(owner), change.by(), change.before(), change.after()));
        change.items().forEach(item -> field(owner, item).ifPresent(field -> field.write(settings, item.after())));
    }

    private Optional<Field<?>> field(S owner, SettingsChange.Item item) {
        return owners.fields().apply(owner).stream().filter(field -> field.audited().equals(item.name())).findFirst();
    }

    /** The last change, if it can be taken back: all that it changed is still as it left it. */
    public synchronized Optional<SettingsChange> last(S owner) {
        return Optional.ofNullable(changes.get(owner)).filter(change -> change.items().stream().allMatch(item ->
            field(owner, item).filter(field -> field.in(settings).equals(item.after())).isPresent()));
    }

    /**
     * Takes the last change back.
     *
     * @param owner whose
     * @param by    who wants it
     */
    public synchronized Answer undo(S owner, Actor by) {
        Optional<SettingsChange> change = last(owner);
        if (change.isEmpty()) {
            return new Answer.Stale();
        }
        SettingsChange back = change.get().reversed(clock.instant(), by);
        make(owner, back, AuditAction.SETTINGS_UNDONE);
        changes.remove(owner);
        return new Answer.Done(back);
    }
}
