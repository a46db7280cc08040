package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * What a client sees go by without parsing it.
 */
public class TagScannerTest {

    private static final String STREAM = "<presence from=\"a\"/><presence type=\"error\" from='b'><show>away</show></presence>"
        + "<presence><x xmlns='u'><status code=\"110\"/><status code=\"100\"/></x></presence>"
        + "<message type='groupchat'><subject/></message><message><subject>presence</subject></message>"
        + "<message><body>000042 &lt;message&gt; hello</body></message><message type='error'><body>no number</body></message>"
        + "<presences/><body xml:lang='en'>123456</body>";
    private static final List<String> SEEN = List.of("presence", "presence error",
        "failed: <presence type=\"error\" from='b'><show>away</show></presence>", "presence", "self", "message", "subject",
        "message", "subject", "message", "body 42", "message error",
        "failed: <message type='error'><body>no number</body></message>", "body 123456");

    /** Writes down what it is told. */
    private static final class Diary implements TagScanner.Listener {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void presence(boolean error) {
            seen.add(error ? "presence error" : "presence");
        }

        @Override
        public void self() {
            seen.add("self");
        }

        @Override
        public void subject() {
            seen.add("subject");
        }

        @Override
        public void message(boolean error) {
            seen.add(error ? "message error" : "message");
        }

        @Override
        public void failed(String text) {
            seen.add("failed: " + text);
        }

        @Override
        public void body(int value) {
            seen.add("body " + value);
        }
    }

    @Test
    public void tagsAreToldWhereverTheStreamIsCut() {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            Diary diary = new Diary();
            TagScanner scanner = new TagScanner(diary);
            for (int start = 0; start < bytes.length; start += size) {
                scanner.scan(ByteBuffer.wrap(bytes, start, Math.min(size, bytes.length - start)));
            }
            assertEquals("in pieces of " + size, SEEN, diary.seen);
        }
    }
}
