package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;

/** Any bytes as what another node of a cluster says: read without an exception, and as they were meant. */
public final class NoticeFuzz {

    private NoticeFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Optional<Notice> notice = Notice.decode(input);
        notice.ifPresent(said -> {
            int chars = said.topic().length()
                + said.fields().entrySet().stream().mapToInt(field -> field.getKey().length() + field.getValue().length()).sum();
            assertTrue("no more than there was", chars <= input.length);
        });
        assertEquals(notice, notice.flatMap(said -> Notice.decode(said.encode())));
    }
}
