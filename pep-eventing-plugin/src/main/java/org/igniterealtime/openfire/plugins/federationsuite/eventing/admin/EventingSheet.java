package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;

/**
 * The settings of eventing, for administrators: shown, checked before they are changed, audited, and taken back. Thread-safe.
 * Memory: the last change, until the plugin is switched off.
 */
public final class EventingSheet {

    private static final String PREFIX = "eventing.";

    private final Settings settings;
    private final List<Setting<?>> known;
    private final String domain;
    private final AuditedSettings<String> changes;

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
        List<AuditedSettings.Field<?>> fields = this.known.stream().<AuditedSettings.Field<?>>map(EventingSheet::field).toList();
        this.changes = new AuditedSettings<>(settings, new AuditedSettings.Owners<>(server -> fields, server -> server), clock,
            audit);
    }

    private static <T> AuditedSettings.Field<T> field(Setting<T> setting) {
        return new AuditedSettings.Field<>(name(setting), setting.key(), setting, value -> true);
    }

    /** The settings, in order. */
    public List<SheetRow> rows() {
        return known.stream().map(this::row).toList();
    }

    private <T> SheetRow row(Setting<T> setting) {
        return new SheetRow(name(setting), AuditedSettings.choices(setting),
            settings.find(setting).map(setting.writer()).orElse(""), setting.writer().apply(setting.defaultValue()));
    }

    /** The name of a setting in forms and texts. */
    public static String name(Setting<?> setting) {
        return setting.key().substring(PREFIX.length());
    }

    /**
     * Changes settings, all of them or, if one is wrong, none.
     *
     * @param wanted values by the names of settings; an empty one takes away what is set. What is not named stays
     * @param by     who wants it
     */
    public Answer change(Map<String, String> wanted, Actor by) {
        return changes.change(domain, wanted, by);
    }

    /** The last change, a switch of a feature too, if it can be taken back: all that it changed is still as it left it. */
    public Optional<SettingsChange> last() {
        return changes.last(domain);
    }

    /**
     * Takes the last change back.
     *
     * @param by who wants it
     */
    public Answer undo(Actor by) {
        return changes.undo(domain, by);
    }
}
