package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Whether a language has each text that English has, with the same places to fill in. */
@RunWith(Parameterized.class)
public class TranslationsTest {

    private static final String BUNDLE = "federationsuite_i18n";
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

    @Parameter
    public String language;

    private final Map<String, String> english = read("");

    @Parameters(name = "{0}")
    public static List<String> languages() {
        return List.of("de", "nl");
    }

    @Test
    public void noTextIsMissingAndNoneIsLeftOver() {
        TreeSet<String> missing = new TreeSet<>(english.keySet());
        missing.removeAll(read('_' + language).keySet());
        TreeSet<String> left = new TreeSet<>(read('_' + language).keySet());
        left.removeAll(english.keySet());

        assertEquals("To be translated into " + language + ", and to be removed from it", List.of(List.of(), List.of()),
            List.of(List.copyOf(missing), List.copyOf(left)));
    }

    @Test
    public void eachTextHasTheSamePlacesAndCanBeFormatted() {
        read('_' + language).forEach((key, text) -> {
            assertEquals(key, places(english.getOrDefault(key, "")), places(text));
            assertFalse(key, text.contains("'"));
            String formatted = MessageFormat.format(text, "montague.lit", "mirror.capulet.lit", 3);
            assertFalse(key + ": " + formatted, formatted.isBlank() || formatted.contains("{"));
        });
    }

    /** The server reads the texts of plugins in this very way, 4.2.0 as 5.1.1. */
    @Test
    public void theServersLoaderFindsItWithItsLetters() {
        ResourceBundle found = ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language));

        assertEquals(language, found.getLocale().getLanguage());
        String all = String.join("", read('_' + language).values());
        assertTrue(all.chars().anyMatch(letter -> letter > 'z'));
        assertFalse("read in a wrong encoding", all.contains("\u00c3") || all.contains("\ufffd"));
    }

    @Test
    public void onAMachineInThisLanguageEnglishStaysEnglish() {
        Locale machine = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            ResourceBundle.clearCache();
            assertEquals(english.get("sidebar.federationsuite.peers.description"),
                ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH).getString("sidebar.federationsuite.peers.description"));
        } finally {
            Locale.setDefault(machine);
            ResourceBundle.clearCache();
        }
    }

    private static SortedSet<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One file, without those that stand in for it. */
    private static Map<String, String> read(String ending) {
        try (InputStream in = TranslationsTest.class.getResourceAsStream('/' + BUNDLE + ending + ".properties")) {
            PropertyResourceBundle texts = new PropertyResourceBundle(in);
            return texts.keySet().stream()
                .collect(Collectors.toMap(key -> key, texts::getString, (one, other) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
