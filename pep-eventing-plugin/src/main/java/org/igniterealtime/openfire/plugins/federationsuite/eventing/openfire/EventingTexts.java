package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Locale;
import java.util.ResourceBundle;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;

/** The texts that users read, in words. Thread-safe. */
@FunctionalInterface
interface EventingTexts {

    /**
     * A text.
     *
     * @param text which one
     * @return the words
     */
    String of(EventingText text);

    /** The suite's texts in a language, or in English where there are none. */
    static EventingTexts in(Locale locale) {
        ResourceBundle bundle = SuiteTexts.in(locale);
        return text -> bundle.getString(text.key());
    }
}
