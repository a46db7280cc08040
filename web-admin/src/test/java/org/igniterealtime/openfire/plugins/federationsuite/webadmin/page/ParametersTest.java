package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.List;
import java.util.Map;

import org.junit.Test;

/** What a browser sends is read, or taken for not sent. */
public class ParametersTest {

    private static final Parameters SENT = new Parameters(Map.of("one", List.of("1"), "nine", List.of(" 9 "),
        "ten", List.of("10"), "words", List.of("many"), "two", List.of("first", "second"), "none", List.of()));

    @Test
    public void aNumberCountsFromTheLeastToTheMostBothIncluded() {
        assertEquals(1, SENT.number("one", 1, 9, 5));
        assertEquals(9, SENT.number("nine", 1, 9, 5));
        assertEquals("too large", 5, SENT.number("ten", 1, 9, 5));
        assertEquals("too small", 5, SENT.number("one", 2, 9, 5));
        assertEquals("no number", 5, SENT.number("words", 1, 9, 5));
        assertEquals("not sent", 5, SENT.number("three", 1, 9, 5));
    }

    @Test
    public void ofSeveralTheFirstCountsWhereOneIsMeant() {
        assertEquals("first", SENT.get("two"));
        assertEquals(List.of("first", "second"), SENT.all("two"));
        assertEquals("", SENT.text("none"));
        assertNull(SENT.get("none"));
        assertEquals(List.of(), SENT.all("three"));
    }
}
