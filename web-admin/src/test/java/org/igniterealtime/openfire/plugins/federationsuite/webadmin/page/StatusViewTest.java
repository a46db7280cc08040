package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;
import org.junit.Test;

/** The model of the status page. */
public class StatusViewTest {

    private final StatusView view = new StatusView(new SelfCheckTexts(ResourceBundle.getBundle("federationsuite_i18n")));

    @Test
    public void showsThePartsAndWhatTheirButtonsDo() {
        Map<String, Object> model = view.model(List.of(
            new PartStatus("fmuc", PartState.ON, ""),
            new PartStatus("eventing", PartState.FAILED, "no port"),
            new PartStatus("server-roster", PartState.OFF, "")), List.of());

        assertEquals(List.of(
            Map.of("id", "fmuc", "state", "on", "trouble", "", "on", true),
            // Its switch is on, so its button switches it off.
            Map.of("id", "eventing", "state", "failed", "trouble", "no port", "on", true),
            Map.of("id", "server-roster", "state", "off", "trouble", "", "on", false)), model.get("parts"));
    }

    @Test
    public void showsTheChecksInWords() {
        Map<String, Object> model = view.model(List.of(), List.of(
            CheckResult.of("montague.lit", "mirror-resolves", Outcome.OK, "mirror.montague.lit")));

        assertEquals(List.of(Map.of("peer", "montague.lit", "outcome", "ok", "remedy", "",
            "message", "The mirror mirror.montague.lit can be found from this server.")), model.get("checks"));
    }

    @Test
    public void isMadeOfThePlatformsClassesOnly() {
        assertPlatform(view.model(List.of(new PartStatus("fmuc", PartState.ON, "")),
            List.of(CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "refused"))));
    }

    private static void assertPlatform(Object value) {
        assertTrue(value.getClass().getName(), value.getClass().getName().startsWith("java."));
        if (value instanceof Collection<?> all) {
            all.forEach(StatusViewTest::assertPlatform);
        } else if (value instanceof Map<?, ?> map) {
            assertPlatform(List.copyOf(map.keySet()));
            assertPlatform(List.copyOf(map.values()));
        }
    }
}
