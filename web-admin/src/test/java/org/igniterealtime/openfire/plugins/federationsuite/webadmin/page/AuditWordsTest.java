package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;
import org.junit.Test;

/** What pages call the actions of the audit. */
public class AuditWordsTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("nl"));

    private static AuditWords in(Locale language) {
        return new AuditWords(new PageTexts(SuiteTexts.in(language)));
    }

    @Test
    public void eachActionHasANameOfItsOwnInEachLanguage() {
        for (Locale language : LANGUAGES) {
            AuditWords words = in(language);
            Set<String> names = new HashSet<>();
            for (AuditAction action : AuditAction.values()) {
                names.add(words.of(action.word()));
            }
            for (RosterAction action : RosterAction.values()) {
                names.add(words.of(action.word()));
            }
            assertEquals(AuditAction.values().length + RosterAction.values().length, names.size());
        }
        assertEquals("Freigegeben", in(Locale.GERMAN).of("approve"));
        assertEquals("Instellingen gewijzigd", in(Locale.forLanguageTag("nl")).of(AuditAction.SETTINGS_CHANGED.word()));
    }

    @Test
    public void aWordOfALaterVersionIsShownAsItIs() {
        assertEquals("<b>from-the-future", in(Locale.ENGLISH).of("<b>from-the-future"));
        assertEquals("", in(Locale.ENGLISH).of(""));
    }

    @Test
    public void actionsAreFoundByWhatTheyAreCalled() {
        assertEquals(Set.of("revoke", "undo", "peer-unsubscribed"), in(Locale.GERMAN).having(" WIDERRUF"));
        assertEquals(Set.of(), in(Locale.GERMAN).having(" "));
        assertEquals(Set.of(), in(Locale.GERMAN).having("%"));
        assertEquals(Optional.empty(), in(Locale.GERMAN).having("x".repeat(300)).stream().findAny());
    }
}
