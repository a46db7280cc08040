package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.Test;

/** How settings are read and written. */
public class SettingTest {

    private enum Mode { NORMAL, FIRE_AND_FORGET }

    private static final Setting<Boolean> FLAG = Setting.flag("flag", false);
    private static final Setting<Integer> NUMBER = Setting.number("number", 5, 1, 10);
    private static final Setting<String> TEXT = Setting.text("text", "mirror");
    private static final Setting<List<String>> LIST = Setting.list("list", List.of("a"));
    private static final Setting<Mode> CHOICE = Setting.choice("choice", Mode.NORMAL);

    @Test
    public void aTypingMistakeSwitchesNothing() {
        assertEquals(true, FLAG.reader().apply(" true "));
        assertEquals(false, FLAG.reader().apply("false"));
        refuses(FLAG, "ture", "", "1", "yes", "TRUE");
    }

    @Test
    public void aNumberKeepsToItsBounds() {
        assertEquals(1, NUMBER.reader().apply("1").intValue());
        assertEquals(10, NUMBER.reader().apply(" 10 ").intValue());
        refuses(NUMBER, "0", "11", "-1", "", "ten", "1.5", "99999999999999999999");
    }

    @Test
    public void aTextIsTrimmedAndNeverEmpty() {
        assertEquals("rooms", TEXT.reader().apply(" rooms "));
        refuses(TEXT, "", "  ");
    }

    @Test
    public void aListIsWordsHoweverTheyAreSeparated() {
        assertEquals(List.of("a.lit", "b.lit", "c.lit"), LIST.reader().apply(" a.lit,b.lit ,\n c.lit,, "));
        assertEquals(List.of(), LIST.reader().apply(" , "));
    }

    @Test
    public void aChoiceIsWrittenAsPeopleWriteWhateverTheServersLanguage() {
        Locale before = Locale.getDefault();
        try {
            // In Turkish an upper case i is no I.
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertEquals("fire-and-forget", CHOICE.writer().apply(Mode.FIRE_AND_FORGET));
            assertEquals(Mode.FIRE_AND_FORGET, CHOICE.reader().apply(" Fire-and-forget "));
        } finally {
            Locale.setDefault(before);
        }
        refuses(CHOICE, "fire", "");
    }

    @Test
    public void whatIsWrittenIsReadBack() {
        assertEquals(true, FLAG.reader().apply(FLAG.writer().apply(true)));
        assertEquals(7, NUMBER.reader().apply(NUMBER.writer().apply(7)).intValue());
        assertEquals(List.of("x", "y"), LIST.reader().apply(LIST.writer().apply(List.of("x", "y"))));
        assertEquals(List.of(), LIST.reader().apply(LIST.writer().apply(List.of())));
        for (Mode mode : Mode.values()) {
            assertEquals(mode, CHOICE.reader().apply(CHOICE.writer().apply(mode)));
        }
    }

    @Test
    public void aPeersOwnValueCountsThenTheGeneralOneThenTheDefault() {
        MapSettings settings = new MapSettings();
        assertEquals(5, settings.get(NUMBER, "a.lit").intValue());
        settings.set(NUMBER, 6);
        assertEquals(6, settings.get(NUMBER, "a.lit").intValue());
        settings.set(NUMBER.forPeer("a.lit"), 7);
        assertEquals(7, settings.get(NUMBER, "a.lit").intValue());
        assertEquals(6, settings.get(NUMBER, "b.lit").intValue());
        assertEquals(6, settings.get(NUMBER).intValue());
    }

    @Test
    public void aRoomsOwnValueCountsBeforeThatOfItsPeer() {
        MapSettings settings = new MapSettings();
        List<Setting<Integer>> special = List.of(NUMBER.forRoom("r@a.lit"), NUMBER.forPeer("a.lit"));
        assertEquals(5, settings.get(NUMBER, special).intValue());
        settings.set(NUMBER.forPeer("a.lit"), 7);
        assertEquals(7, settings.get(NUMBER, special).intValue());
        settings.set(NUMBER.forRoom("r@a.lit"), 8);
        assertEquals(8, settings.get(NUMBER, special).intValue());
        assertEquals(5, settings.get(NUMBER, List.of(NUMBER.forRoom("q@a.lit"))).intValue());
    }

    @Test
    public void theNameOfAPeerOrRoomStandsBeforeTheLastWord() {
        Setting<Boolean> setting = Setting.flag("a.b.word", true);
        assertEquals("a.b.peer.x.lit.word", setting.forPeer("x.lit").key());
        assertEquals("a.b.room.r@x.lit.word", setting.forRoom("r@x.lit").key());
    }

    @Test
    public void aNameTooLongForTheServersTableIsShortenedAndStaysItsOwn() {
        Setting<Boolean> setting = Setting.flag("a.b.word", true);
        int room = 100 - Settings.PREFIX.length() - "a.b.room..word".length();
        assertEquals("a.b.room." + "x".repeat(room) + ".word", setting.forRoom("x".repeat(room)).key());
        String longer = setting.forRoom("x".repeat(room + 1)).key();
        assertEquals("a.b.room.~".length() + 20 + ".word".length(), longer.length());
        assertEquals(longer, setting.forRoom("x".repeat(room + 1)).key());
        assertNotEquals(longer, setting.forRoom("x".repeat(room + 2)).key());
    }

    private static void refuses(Setting<?> setting, String... texts) {
        for (String text : texts) {
            assertThrows(text, IllegalArgumentException.class, () -> setting.reader().apply(text));
        }
    }

    @Test
    public void theRoomThatAKeyIsForIsReadBack() {
        Setting<Boolean> open = Setting.flag("fmuc.master.open", true);
        assertEquals(Optional.of("a@b.lit"), open.roomOf(open.forRoom("a@b.lit").key()));
        assertTrue(open.roomOf(open.forRoom("a".repeat(100) + "@b.lit").key()).orElseThrow().startsWith("~"));
        for (String other : new String[] {open.key(), open.forPeer("b.lit").key(), "fmuc.master.room.a@b.lit.closed",
            "fmuc.mirror.room.a@b.lit.open", "fmuc.master.room.open", "fmuc.master.room..open"}) {
            assertEquals(other, Optional.empty(), open.roomOf(other));
        }
    }
}
