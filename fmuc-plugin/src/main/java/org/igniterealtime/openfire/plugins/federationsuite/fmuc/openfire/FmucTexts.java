package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts that users read, in words. Thread-safe. */
@FunctionalInterface
interface FmucTexts {

    /**
     * A text.
     *
     * @param text      which one
     * @param arguments what goes into it; never read as a pattern
     * @return the words
     */
    String of(FmucText text, Object... arguments);

    /** The suite's texts in a language, or in English where there are none. */
    static FmucTexts in(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle("federationsuite_i18n", locale, FmucTexts.class.getClassLoader(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return (text, arguments) -> MessageFormat.format(bundle.getString(text.key()), arguments);
    }
}
