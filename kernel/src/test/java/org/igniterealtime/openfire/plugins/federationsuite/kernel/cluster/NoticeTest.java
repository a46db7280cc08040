package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;

/** What nodes say to each other, and that versions of the suite can live side by side. */
public class NoticeTest {

    private static final Notice NOTICE = new Notice("peer", Map.of("domain", "b.example", "note", "\u2603 ".repeat(50_000)));

    @Test
    public void aNoticeArrivesAsItWasSaid() {
        assertEquals(Optional.of(NOTICE), Notice.decode(NOTICE.encode()));
    }

    @Test
    public void fieldsOfALaterVersionAreLeftOut() {
        Notice later = new Notice("peer", Map.of("domain", "b.example", "colour", "blue"));

        assertEquals(Optional.of("b.example"), Notice.decode(later.encode()).orElseThrow().field("domain"));
        assertEquals(Optional.empty(), Notice.decode(later.encode()).orElseThrow().field("note"));
    }

    @Test
    public void anotherWireFormIsNotMisunderstood() {
        byte[] wire = NOTICE.encode();
        wire[3]++;

        assertEquals(Optional.empty(), Notice.decode(wire));
    }

    @Test
    public void whatIsCutOffAnywhereIsNotUnderstoodAndBreaksNothing() {
        byte[] wire = new Notice("peer", Map.of("domain", "b.example")).encode();

        for (int length = 0; length < wire.length; length++) {
            assertEquals(Optional.empty(), Notice.decode(Arrays.copyOf(wire, length)));
        }
    }

    @Test
    public void aLengthThatIsALieCostsNoMemory() {
        byte[] wire = NOTICE.encode();
        wire[4] = 0x7F;

        assertEquals(Optional.empty(), Notice.decode(wire));
    }

    @Test
    public void anEmptyTextIsATextToo() {
        Notice empty = new Notice("", Map.of("note", ""));

        assertEquals(Optional.of(empty), Notice.decode(empty.encode()));
    }
}
