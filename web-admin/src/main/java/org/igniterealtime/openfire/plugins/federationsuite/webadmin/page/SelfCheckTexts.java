package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;

/** Puts results of checks into words, for the page and for the log. Thread-safe. */
public final class SelfCheckTexts {

    private final ResourceBundle texts;

    /**
     * Takes the words from a bundle.
     *
     * @param texts the suite's texts
     */
    public SelfCheckTexts(ResourceBundle texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /** What was found. Not escaped: it may contain what another server said. */
    public String message(CheckResult result) {
        return format(result.messageKey(), result);
    }

    /** What to do about it; empty unless the check failed. Not escaped. */
    public String remedy(CheckResult result) {
        return result.outcome() == Outcome.FAILED ? format(result.remedyKey(), result) : "";
    }

    /** Both in one line for the log, whatever another server put into the details. */
    public String line(CheckResult result) {
        String remedy = remedy(result);
        String line = remedy.isEmpty() ? message(result) : message(result) + ' ' + remedy;
        return line.replaceAll("\\p{Cntrl}", " ");
    }

    private String format(String key, CheckResult result) {
        try {
            return MessageFormat.format(texts.getString(key), result.arguments().toArray());
        } catch (MissingResourceException e) {
            // A check without words is still better told by its key than not at all.
            return key + ' ' + result.arguments();
        }
    }
}
