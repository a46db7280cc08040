package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;

/** What the actions of the audit are called on pages. Thread-safe. */
public final class AuditWords {

    private static final String KEY = "audit.action.";
    private static final List<String> KNOWN = Stream.concat(Arrays.stream(AuditAction.values()).map(AuditAction::word),
        Arrays.stream(RosterAction.values()).map(RosterAction::word)).toList();

    private final PageTexts texts;

    /**
     * Takes the words from the texts of pages.
     *
     * @param texts the texts
     */
    public AuditWords(PageTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /** The keys of all of them. */
    static List<String> keys() {
        return KNOWN.stream().map(word -> KEY + word).toList();
    }

    /**
     * What an action is called.
     *
     * @param action its word in the audit
     * @return its name; the word itself if it is none of ours, but of a later version
     */
    public String of(String action) {
        return KNOWN.contains(action) ? texts.of(KEY + action) : action;
    }

    /** The actions that have a text in their names, in whatever case; none for no text. */
    Set<String> having(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() ? Set.of()
            : KNOWN.stream().filter(word -> of(word).toLowerCase(Locale.ROOT).contains(wanted)).collect(Collectors.toSet());
    }
}
