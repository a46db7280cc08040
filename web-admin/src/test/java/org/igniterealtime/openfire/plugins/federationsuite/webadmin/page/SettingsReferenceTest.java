package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AdmittedDomains;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentSettings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.RosterSettings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.MetricsSettings;
import org.junit.Test;

/** The table of settings that an administrator reads: it has each setting of the code, with its default. */
public class SettingsReferenceTest {

    private static final Pattern ROW = Pattern.compile("<tr><td><code>([^<]+)</code></td><td>([^<]*)</td>");
    /** How the table says that a list is empty. */
    private static final String NOBODY = "(nobody)";

    @Test
    public void theReadmeNamesEachSettingWithItsDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Sources.README));
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        assertEquals(settings(), documented);
    }

    private static Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        for (String id : List.of("server-roster", "fmuc", "eventing")) {
            put(all, SuitePlugin.switchOf(id));
        }
        for (Class<?> holder : List.of(AdmittedDomains.class, RosterSettings.class, IncidentSettings.class,
            FmucSettings.class, MetricsSettings.class, EventingSettings.class)) {
            for (Field field : holder.getFields()) {
                put(all, value(field));
            }
        }
        return all;
    }

    private static Setting<?> value(Field field) {
        try {
            return (Setting<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> void put(Map<String, String> all, Setting<T> setting) {
        String written = setting.writer().apply(setting.defaultValue());
        all.put(Settings.PREFIX + setting.key(), written.isEmpty() ? NOBODY : written);
    }
}
