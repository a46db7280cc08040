package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * The length of a compressed stream, against what Java's own stream writes.
 */
public class DeflatedTest {

    private static final List<Stanza> STANZAS = List.of(stanza("Wherefore art thou Romeo?"),
        stanza("Wherefore art thou Romeo?"), stanza("x".repeat(100)), stanza("Deny thy father"), stanza(noise()));

    private static Stanza stanza(String body) {
        return new Stanza("message", "<message from='a@b/c' to='d@e/f'><body>" + body + "</body></message>");
    }

    /** Hardly compressible, and longer than the buffer. */
    private static String noise() {
        return new Random(7).ints(40_000, 'A', 'z').filter(Character::isLetter)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    @Test
    public void itIsAsLongAsAStreamThatIsFlushedBehindEachStanza() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (Deflated deflated = new Deflated(); DeflaterOutputStream out =
            new DeflaterOutputStream(stream, new Deflater(6), 100_000, true)) {
            long total = 0;
            for (Stanza stanza : STANZAS) {
                out.write(stanza.text().getBytes(StandardCharsets.UTF_8));
                out.flush();
                total += deflated.bytes(List.of(stanza));
                assertEquals(stream.size(), total);
            }
        }
    }

    @Test
    public void whatHasGoneByMakesTheNextShorter() {
        try (Deflated deflated = new Deflated()) {
            long first = deflated.bytes(STANZAS.subList(0, 1));
            long second = deflated.bytes(STANZAS.subList(1, 2));
            assertTrue(first + " then " + second, second * 3 < first);
            assertEquals(0, deflated.bytes(List.of()));
        }
    }
}
