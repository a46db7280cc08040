package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;

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
        ResourceBundle bundle = SuiteTexts.in(locale);
        return (text, arguments) -> MessageFormat.format(bundle.getString(text.key()), arguments);
    }
}
