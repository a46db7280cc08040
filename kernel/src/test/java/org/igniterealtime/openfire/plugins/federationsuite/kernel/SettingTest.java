package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Locale;

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

    private static void refuses(Setting<?> setting, String... texts) {
        for (String text : texts) {
            assertThrows(text, IllegalArgumentException.class, () -> setting.reader().apply(text));
        }
    }
}
