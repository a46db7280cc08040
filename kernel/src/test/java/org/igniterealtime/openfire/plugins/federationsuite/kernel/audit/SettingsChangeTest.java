package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.Test;

/** The words in which changes are told of. */
public class SettingsChangeTest {

    private static final Actor ADMIN = new Actor("admin@a.example", "127.0.0.1");
    private static final SettingsChange CHANGE = new SettingsChange(Instant.EPOCH, ADMIN,
        List.of(new SettingsChange.Item("size", "3", "5"), new SettingsChange.Item("colour", "", "blue")));

    @Test
    public void aChangeHasALineForEachSetting() {
        assertEquals("size: 3 -> 5\ncolour: (not set) -> blue", CHANGE.text());
        assertEquals("size: 3\ncolour: (not set)", CHANGE.before());
        assertEquals("size: 5\ncolour: blue", CHANGE.after());
    }

    @Test
    public void whatTakesItBackIsTheOtherWayRoundAndOfWhoDoesIt() {
        Actor other = Actor.rule("nightly");
        SettingsChange back = CHANGE.reversed(Instant.MAX, other);
        assertEquals("size: 5 -> 3\ncolour: blue -> (not set)", back.text());
        assertEquals(other, back.by());
        assertEquals(Instant.MAX, back.at());
    }

    @Test
    public void wordsOfTheAuditAreThoseOfActionsAndNoOthers() {
        assertEquals("settings-changed", AuditAction.SETTINGS_CHANGED.word());
        for (AuditAction action : AuditAction.values()) {
            assertTrue(AuditAction.isOne(action.word()));
        }
        assertFalse(AuditAction.isOne("approve"));
        assertEquals(new AuditEntry(Instant.EPOCH, "hall", ADMIN, "token-made", "none", "one"),
            AuditAction.TOKEN_MADE.entry(Instant.EPOCH, "hall", ADMIN, "none", "one"));
    }

    @Test
    public void rulesAndPeersAreCalledSo() {
        assertEquals("rule nightly", Actor.rule("nightly").name());
        assertTrue(Actor.peer("b.example").name(), Actor.peer("b.example").name().endsWith("b.example"));
    }
}
