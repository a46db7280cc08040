package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * How long one direction of a stream would have been under XEP-0138: zlib, level 6, everything flushed behind each stanza.
 * It remembers what has gone by, as the stream's dictionary does. Not thread-safe; close it.
 */
final class Deflated implements AutoCloseable {

    private static final int LEVEL = 6;

    private final Deflater deflater = new Deflater(LEVEL);
    private final byte[] buffer = new byte[16_384];

    /** The bytes that some more stanzas take. */
    long bytes(List<Stanza> stanzas) {
        long total = 0;
        for (Stanza stanza : stanzas) {
            deflater.setInput(stanza.text().getBytes(StandardCharsets.UTF_8));
            int length = buffer.length;
            while (length == buffer.length) {
                length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                total += length;
            }
        }
        return total;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
