package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;

/** The model of the page with the settings of one room or service, made of maps, lists and texts; nothing is escaped. */
public final class SettingsView {

    /** The page. */
    public static final String PAGE = "federationsuite-mirror-settings";

    private SettingsView() {
    }

    /** The address of the page. */
    public static Link to(Scope scope) {
        return Link.to(PAGE).with("kind", scope.kind().word()).with("name", scope.name());
    }

    static Map<String, String> link(Scope scope) {
        return Map.of("kind", scope.kind().word(), "name", scope.name(), "link", to(scope).toString());
    }

    /**
     * The model.
     *
     * @param scope    the room or service; empty if what was asked for is none
     * @param asked    what was asked for
     * @param settings its settings
     * @param change   the last change, if it can be taken back
     */
    public static Map<String, Object> model(Optional<Scope> scope, Parameters asked, List<SettingView> settings,
                                            Optional<SettingsChange> change) {
        Map<String, Object> model = new HashMap<>();
        model.put("found", scope.isPresent());
        model.put("kind", scope.map(found -> found.kind().word()).orElse(""));
        model.put("name", scope.map(Scope::name).orElse(asked.text("name")));
        model.put("kinds", Scope.words());
        model.put("settings", settings.stream().map(SettingsView::setting).toList());
        model.put("change", change.map(SettingsView::change).orElse(Map.of()));
        return model;
    }

    private static Map<String, Object> setting(SettingView setting) {
        List<Map<String, String>> choices = setting.choices().stream().map(choice ->
            Map.of("value", choice, "words", SettingView.words(setting.name(), choice))).toList();
        return Map.of("name", setting.name(), "choices", choices, "own", setting.own(), "inherited", setting.inherited(),
            "words", SettingView.words(setting.name(), setting.inherited()),
            "from", setting.from().name().toLowerCase(Locale.ROOT));
    }

    /** The last change, as pages show it: {@code at}, {@code by} and {@code text}. */
    static Map<String, Object> change(SettingsChange change) {
        return Map.of("at", Times.text(change.at()), "by", change.by().name(), "text", change.text());
    }
}
