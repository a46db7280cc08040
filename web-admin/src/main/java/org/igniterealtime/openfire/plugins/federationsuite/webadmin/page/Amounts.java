package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** Amounts as pages show them. */
final class Amounts {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final String UNKNOWN = "\u2013";

    private Amounts() {
    }

    /** Bytes with a unit and three digits at most before it: 999 B, 1.2 kB, 340 kB. */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (Math.abs(amount) >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        boolean tenths = unit > 0 && Math.abs(amount) < 99.95;
        return String.format(Locale.ROOT, tenths ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** What part of the plain cost was saved, in per cent; less than nothing if more crossed than that. */
    static String saved(long crossed, long plain) {
        return plain == 0 ? UNKNOWN : Math.round(100.0 * (plain - crossed) / plain) + " %";
    }
}
