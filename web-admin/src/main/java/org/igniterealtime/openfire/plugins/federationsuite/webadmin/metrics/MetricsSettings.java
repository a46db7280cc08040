package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;

/** The setting of the metrics. */
public final class MetricsSettings {

    /** The fewest characters of a token. */
    static final int SHORTEST = 20;
    /** What a program has to know that reads metrics without a login; without it nobody can. */
    public static final Setting<String> TOKEN = new Setting<>("metrics.token", "", MetricsSettings::read, token -> token);

    private MetricsSettings() {
    }

    /** Does not say in its complaint what was set, which is a secret. */
    private static String read(String text) {
        String token = text.trim();
        if (token.length() < SHORTEST || !token.chars().allMatch(letter -> letter > ' ' && letter <= '~')) {
            throw new IllegalArgumentException("not " + SHORTEST + " or more letters, digits and signs without spaces");
        }
        return token;
    }
}
