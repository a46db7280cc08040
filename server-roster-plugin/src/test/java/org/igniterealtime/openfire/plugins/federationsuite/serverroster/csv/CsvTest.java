package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Test;

/** Rows and cells as text (RFC 4180), and back. */
public class CsvTest {

    @Test
    public void readsTheExamplesOfTheSpecification() {
        assertEquals(List.of(List.of("aaa", "bbb", "ccc"), List.of("zzz", "yyy", "xxx")),
            cells("aaa,bbb,ccc\r\nzzz,yyy,xxx"));
        assertEquals(List.of(List.of("aaa", "b\r\nbb", "ccc"), List.of("zzz", "yyy", "xxx")),
            cells("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx\r\n"));
        assertEquals(List.of(List.of("aaa", "b\"bb", "ccc")), cells("\"aaa\",\"b\"\"bb\",\"ccc\""));
        assertEquals(List.of(List.of("a", "", "c"), List.of("", "")), cells("a,,c\n,\n"));
    }

    @Test
    public void takesEachKindOfLineEndAndAByteOrderMark() {
        for (String end : List.of("\r\n", "\n", "\r")) {
            assertEquals(List.of(List.of("a", "b"), List.of("c", "d")), cells("\ufeffa,b" + end + end + "c,d" + end));
        }
    }

    @Test
    public void eachRowKnowsTheLineThatItBeginsIn() {
        assertEquals(List.of(1, 2, 6, 8), Csv.read("a\n\"b\nb\r\nb\rb\"\r\nc\r\n\r\nd").stream().map(Csv.Row::line).toList());
    }

    @Test
    public void aQuoteThatIsMissingOrTooManyIsFound() {
        for (String broken : List.of("\"a", "a\"b", "a\"", "\"a\"b", "\"a\" ,b", "x,\"a\n\nb")) {
            assertTrue(broken, Csv.read(broken).get(0).broken());
        }
        List<Csv.Row> rows = Csv.read("a\"\nb");
        assertTrue(rows.get(0).broken());
        assertFalse(rows.get(1).broken());
    }

    @Test
    public void whatASpreadsheetWouldRunIsWrittenSoThatItDoesNotAndReadAsItWas() {
        assertEquals("'=1+1,'+1,'-1,'@x,'\ta,''=1,a=b,'a,'\uff1d\r\n",
            Csv.write(List.of(List.of("=1+1", "+1", "-1", "@x", "\ta", "'=1", "a=b", "'a", "\uff1d"))));
        for (String cell : List.of("=1+1", "+1", "-1", "@x", "\ta", "\ra", "\na", "'=1", "''=1", "'", "''", "'a", "a=b", "=",
                "\uff1d1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")")) {
            String written = Csv.write(List.of(List.of("x", cell)));
            assertEquals(List.of(List.of("x", cell)), cells(written));
            String shown = written.substring(2).replace("\"", "");
            assertFalse(written, shown.matches("(?s)[=+\\-@\t\r\n].*"));
        }
    }

    @Test
    public void anythingIsReadAsItWasWritten() {
        String alphabet = "ab,\"\r\n'=+-@\t \ufeff\u00e9";
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<List<String>> rows = new ArrayList<>();
            for (int row = 0; row < 1 + random.nextInt(3); row++) {
                List<String> cells = new ArrayList<>(List.of("x"));
                for (int cell = 0; cell < random.nextInt(4); cell++) {
                    StringBuilder text = new StringBuilder();
                    for (int length = random.nextInt(6); length > 0; length--) {
                        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                    }
                    cells.add(text.toString());
                }
                rows.add(cells);
            }
            assertEquals("seed " + seed, rows, cells(Csv.write(rows)));
        }
    }

    private static List<List<String>> cells(String text) {
        return Csv.read(text).stream().map(Csv.Row::cells).toList();
    }
}
