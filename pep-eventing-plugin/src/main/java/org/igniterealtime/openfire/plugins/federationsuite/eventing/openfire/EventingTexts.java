package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Locale;
import java.util.ResourceBundle;

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
        ResourceBundle bundle = ResourceBundle.getBundle("federationsuite_i18n", locale, EventingTexts.class.getClassLoader(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return text -> bundle.getString(text.key());
    }
}
