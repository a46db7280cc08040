package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;

/**
 * The model of the status page, made of maps, lists and texts.
 */
public final class StatusView {

    private final SelfCheckTexts texts;

    /**
     * Makes a view.
     *
     * @param texts puts the checks into words
     */
    public StatusView(SelfCheckTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * The model.
     *
     * @param parts  how it stands with the parts
     * @param checks the last results of the checks
     * @return {@code parts} (each {@code id}, {@code state}, {@code trouble}, {@code on}) and {@code checks}
     *     (each {@code peer}, {@code outcome}, {@code message}, {@code remedy}); nothing in it is escaped
     */
    public Map<String, Object> model(List<PartStatus> parts, List<CheckResult> checks) {
        return Map.of(
            "parts", parts.stream().map(StatusView::part).toList(),
            "checks", checks.stream().map(this::check).toList());
    }

    private static Map<String, Object> part(PartStatus part) {
        return Map.of(
            "id", part.id(),
            "state", lower(part.state()),
            "trouble", part.trouble(),
            "on", part.state() != PartState.OFF);
    }

    private Map<String, String> check(CheckResult result) {
        return Map.of(
            "peer", result.peer(),
            "outcome", lower(result.outcome()),
            "message", texts.message(result),
            "remedy", texts.remedy(result));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
