package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What people read, from our own jar: the server's way to them goes by the name of the plugin's file, which an
 * administrator may have changed.
 */
public final class SuiteTexts {

    /** The name that the server expects, too: the name of the jar, and this ending. */
    private static final String BUNDLE = "federationsuite_i18n";

    private SuiteTexts() {
    }

    /** The texts in a language, or in English where there are none. */
    public static ResourceBundle in(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale, SuiteTexts.class.getClassLoader(),
            // Without this, a language we have no texts in would give those of the machine's own language.
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
