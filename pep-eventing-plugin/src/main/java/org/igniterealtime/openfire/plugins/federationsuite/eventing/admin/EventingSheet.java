package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;

/**
 * The settings of eventing, for administrators: shown, checked before they are changed, audited, and taken back. Thread-safe.
 * Memory: the last change, until the plugin is switched off.
 */
public final class EventingSheet {

    /** The longest value. */
    static final int LONGEST = 2000;
    private static final String PREFIX = "eventing.";

    private final Settings settings;
    private final List<Setting<?>> known;
    private final String domain;
    private final InstantSource clock;
    private final AuditLog audit;
    private SettingsChange last;

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
        List<SettingsChange.Item> items = new ArrayList<>();
        for (Setting<?> setting : known) {
            String text = wanted.get(name(setting));
            if (text != null) {
                Optional<String> read = read(setting, text.strip());
                if (read.isEmpty()) {
                    return new Answer.Wrong(name(setting), text);
                }
                String before = set(setting);
                if (!before.equals(read.get())) {
                    items.add(new SettingsChange.Item(setting.key(), before, read.get()));
                }
            }
        }
        if (items.isEmpty()) {
            return new Answer.Same();
        }
        SettingsChange change = new SettingsChange(clock.instant(), by, items);
        make(change, AuditAction.SETTINGS_CHANGED);
        last = change;
        return new Answer.Done(change);
    }

    /** Written down before it is done: a change that nobody knows of is worse than one that is told of and was not made. */
    private void make(SettingsChange change, AuditAction action) {
        audit.write(action.entry(change.at(), domain, change.by(), change.before(), change.after()));
        change.items().forEach(item -> known.stream().filter(setting -> setting.key().equals(item.name()))
            .forEach(setting -> write(setting, item.after())));
    }

    /** The last change, a switch of a feature too, if it can be taken back: all that it changed is still as it left it. */
    public synchronized Optional<SettingsChange> last() {
        return Optional.ofNullable(last).filter(change -> change.items().stream().allMatch(item -> known.stream()
            .anyMatch(setting -> setting.key().equals(item.name()) && set(setting).equals(item.after()))));
    }

    /**
     * Takes the last change back.
     *
     * @param by who wants it
     */
    public synchronized Answer undo(Actor by) {
        Optional<SettingsChange> change = last();
        if (change.isEmpty()) {
            return new Answer.Stale();
        }
        SettingsChange back = change.get().reversed(clock.instant(), by);
        make(back, AuditAction.SETTINGS_UNDONE);
        last = null;
        return new Answer.Done(back);
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
}
