package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.junit.Test;

/** What may be a token with which metrics are read without a login: nothing that is short, or that a header cannot carry. */
public class MetricsSettingsTest {

    private static final String SHORTEST = "!23456789abcdefghij~";

    private final MapSettings settings = new MapSettings();

    private Optional<String> written(String text) {
        settings.set(Setting.text(MetricsSettings.TOKEN.key(), ""), text);
        return settings.find(MetricsSettings.TOKEN);
    }

    @Test
    public void aTokenHasTwentySignsOrMore() {
        assertEquals(Optional.of(SHORTEST), written(SHORTEST));
        assertEquals(Optional.of(SHORTEST + 'k'), written(SHORTEST + 'k'));
        assertEquals("spaces around it are not meant", Optional.of(SHORTEST), written(' ' + SHORTEST + '\n'));
        assertEquals("nor do they count", Optional.empty(), written(' ' + SHORTEST.substring(1)));
    }

    @Test
    public void whatIsNoneLetsNobodyIn() {
        for (String text : List.of("", "x", SHORTEST.substring(1), SHORTEST + " k", SHORTEST + "\u007f", SHORTEST + '\u00e9',
                SHORTEST + "\tk", " ".repeat(30))) {
            assertEquals(text, Optional.empty(), written(text));
            assertEquals(text, "", settings.get(MetricsSettings.TOKEN));
        }
    }

    @Test
    public void aTokenIsKeptAsItIs() {
        settings.set(MetricsSettings.TOKEN, SHORTEST);
        assertEquals(Optional.of(SHORTEST), settings.find(MetricsSettings.TOKEN));
    }

    @Test
    public void theComplaintDoesNotTellTheSecret() {
        IllegalArgumentException complaint = assertThrows(IllegalArgumentException.class,
            () -> MetricsSettings.TOKEN.reader().apply("secret words of mine, many"));
        assertFalse(complaint.getMessage(), complaint.getMessage().contains("secret"));
    }
}
