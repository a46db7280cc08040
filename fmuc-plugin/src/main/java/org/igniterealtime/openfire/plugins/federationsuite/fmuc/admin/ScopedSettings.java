package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView.Source;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;

/**
 * The settings of single rooms and services, for administrators: shown, checked before they are changed, audited, and taken
 * back. Thread-safe. Memory: the last change of each of {@value AuditedSettings#MOST_CHANGES} scopes, until the plugin is
 * switched off.
 */
public final class ScopedSettings {

    private static final String PREFIX = "fmuc.";

    private final Settings settings;
    private final Map<Scope.Kind, List<Setting<?>>> known;
    private final AuditedSettings<Scope> changes;

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
        this.changes = new AuditedSettings<>(settings, new AuditedSettings.Owners<>(this::fields, Scope::name), clock, audit);
    }

    private List<AuditedSettings.Field<?>> fields(Scope scope) {
        return known(scope).stream().<AuditedSettings.Field<?>>map(setting -> field(scope, setting)).toList();
    }

    private List<Setting<?>> known(Scope scope) {
        return known.getOrDefault(scope.kind(), List.of());
    }

    private static <T> AuditedSettings.Field<T> field(Scope scope, Setting<T> setting) {
        return new AuditedSettings.Field<>(name(setting), name(setting), scope.own(setting), ScopedSettings::areDomains);
    }

    /** All lists here are lists of domains. */
    private static boolean areDomains(Object value) {
        return !(value instanceof List<?> words) || words.stream().allMatch(word -> Scope.domain((String) word).isPresent());
    }

    /** The settings of a room or service, in order. */
    public List<SettingView> of(Scope scope) {
        return known(scope).stream().map(setting -> view(scope, setting)).toList();
    }

    private <T> SettingView view(Scope scope, Setting<T> setting) {
        Optional<String> ofService = scope.parent().flatMap(parent -> set(parent.own(setting)));
        Optional<String> general = set(setting);
        return new SettingView(name(setting), AuditedSettings.choices(setting), set(scope.own(setting)).orElse(""),
            ofService.or(() -> general).orElseGet(() -> setting.writer().apply(setting.defaultValue())),
            ofService.isPresent() ? Source.SERVICE : general.isPresent() ? Source.GENERAL : Source.DEFAULT);
    }

    /** The name of a setting in forms and texts. */
    public static String name(Setting<?> setting) {
        return setting.key().substring(PREFIX.length());
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
    public Answer change(Scope scope, Map<String, String> wanted, Actor by) {
        return changes.change(scope, wanted, by);
    }

    /** The last change, if it can be taken back: all that it changed is still as it left it. */
    public Optional<SettingsChange> last(Scope scope) {
        return changes.last(scope);
    }

    /** Takes the last change back. */
    public Answer undo(Scope scope, Actor by) {
        return changes.undo(scope, by);
    }
}
