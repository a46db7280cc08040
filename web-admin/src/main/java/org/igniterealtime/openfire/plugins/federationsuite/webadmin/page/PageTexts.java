package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.text.MessageFormat;
import java.util.Objects;
import java.util.ResourceBundle;

/** Puts messages of pages into words. Thread-safe. */
public final class PageTexts {

    private final ResourceBundle texts;

    /**
     * Takes the words from a bundle.
     *
     * @param texts the suite's texts
     */
    public PageTexts(ResourceBundle texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * A text.
     *
     * @param key       its key
     * @param arguments what goes into it; never read as a pattern
     * @return the words, not escaped
     */
    public String of(String key, Object... arguments) {
        return MessageFormat.format(texts.getString(key), arguments);
    }

    /**
     * A message.
     *
     * @param message   which one
     * @param arguments what goes into it; never read as a pattern
     */
    public Notice notice(Message message, Object... arguments) {
        return new Notice(message.kind(), of(message.key(), arguments));
    }
}
