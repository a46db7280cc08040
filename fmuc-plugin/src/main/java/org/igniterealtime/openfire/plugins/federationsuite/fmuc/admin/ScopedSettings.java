package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView.Source;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;

/**
 * The settings of single rooms and services, for administrators: shown, checked before they are changed, audited, and taken
 * back. Thread-safe. Memory: the last change of each of {@value #MOST_CHANGES} scopes, until the plugin is switched off.
 */
public final class ScopedSettings {

    /** How many rooms and services have their last change remembered. */
    static final int MOST_CHANGES = 200;
    /** The longest value. */
    static final int LONGEST = 2000;
    private static final String PREFIX = "fmuc.";

    private final Settings settings;
    private final Map<Scope.Kind, List<Setting<?>>> known;
    private final InstantSource clock;
    private final AuditLog audit;
    private final Map<Scope, SettingsChange> changes = new LinkedHashMap<>();

    /**
     * The settings.
     *
     * @param settings where they are kept
     * @param known    which there are, in order
     * @param clock    the time
     * @param audit    is told of each change
     */
    public ScopedSettings(Settings settings, Map<Scope.Kind, List<Setting<?>>> known, InstantSource clock, AuditLog audit) {
        this.settings = Objects.requireNonNull(settings);
        this.known = Map.copyOf(known);
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

    /** The settings of a room or service, in order. */
    public List<SettingView> of(Scope scope) {
        return known.getOrDefault(scope.kind(), List.of()).stream().map(setting -> view(scope, setting)).toList();
    }

    private <T> SettingView view(Scope scope, Setting<T> setting) {
        Optional<String> ofService = scope.parent().flatMap(parent -> set(parent.own(setting)));
        Optional<String> general = set(setting);
        return new SettingView(name(setting), choices(setting), set(scope.own(setting)).orElse(""),
            ofService.or(() -> general).orElseGet(() -> setting.writer().apply(setting.defaultValue())),
            ofService.isPresent() ? Source.SERVICE : general.isPresent() ? Source.GENERAL : Source.DEFAULT);
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

    private <T> Optional<String> set(Setting<T> setting) {
        return settings.find(setting).map(setting.writer());
    }

    /**
     * Changes settings, all of them or, if one is wrong, none.
     *
     * @param scope  of what
     * @param wanted values by the names of settings; an empty one takes away what is set here. What is not named stays
     * @param by     who wants it
     */
    public synchronized Answer change(Scope scope, Map<String, String> wanted, Actor by) {
        List<SettingsChange.Item> items = new ArrayList<>();
        for (Setting<?> setting : known.getOrDefault(scope.kind(), List.of())) {
            String text = wanted.get(name(setting));
            if (text != null) {
                Optional<String> read = read(setting, text.strip());
                if (read.isEmpty()) {
                    return new Answer.Wrong(name(setting), text);
                }
                String before = set(scope.own(setting)).orElse("");
                if (!before.equals(read.get())) {
                    items.add(new SettingsChange.Item(name(setting), before, read.get()));
                }
            }
        }
        if (items.isEmpty()) {
            return new Answer.Same();
        }
        SettingsChange change = new SettingsChange(clock.instant(), by, items);
        write(scope, change);
        changes.remove(scope);
        changes.put(scope, change);
        if (changes.size() > MOST_CHANGES) {
            changes.remove(changes.keySet().iterator().next());
        }
        audit.write(AuditAction.SETTINGS_CHANGED.entry(change.at(), scope.name(), by, change.before(), change.after()));
        return new Answer.Done(change);
    }

    /** The value as it is written, empty text for none; nothing if it is no value. */
    private static <T> Optional<String> read(Setting<T> setting, String text) {
        if (text.isEmpty()) {
            return Optional.of("");
        }
        try {
            T value = setting.reader().apply(text);
            boolean domains = !(value instanceof List<?> words)
                || words.stream().allMatch(word -> Scope.domain((String) word).isPresent());
            return Optional.of(setting.writer().apply(value)).filter(written -> domains && written.length() <= LONGEST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void write(Scope scope, SettingsChange change) {
        for (SettingsChange.Item item : change.items()) {
            known.get(scope.kind()).stream().filter(setting -> name(setting).equals(item.name())).findFirst()
                .ifPresent(setting -> write(scope.own(setting), item.after()));
        }
    }

    private <T> void write(Setting<T> own, String text) {
        if (text.isEmpty()) {
            settings.remove(own);
        } else {
            settings.set(own, own.reader().apply(text));
        }
    }

    /** The last change, if it can be taken back: all that it changed is still as it left it. */
    public synchronized Optional<SettingsChange> last(Scope scope) {
        return Optional.ofNullable(changes.get(scope)).filter(change -> change.items().stream().allMatch(item ->
            of(scope).stream().anyMatch(view -> view.name().equals(item.name()) && view.own().equals(item.after()))));
    }

    /** Takes the last change back. */
    public synchronized Answer undo(Scope scope, Actor by) {
        Optional<SettingsChange> last = last(scope);
        if (last.isEmpty()) {
            return new Answer.Stale();
        }
        SettingsChange back = last.get().reversed(clock.instant(), by);
        write(scope, back);
        changes.remove(scope);
        audit.write(AuditAction.SETTINGS_UNDONE.entry(back.at(), scope.name(), by, back.before(), back.after()));
        return new Answer.Done(back);
    }
}
