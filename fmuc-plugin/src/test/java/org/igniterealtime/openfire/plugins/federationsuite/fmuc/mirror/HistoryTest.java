package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.junit.Test;

/** What a slave room remembers, up to which bounds, and how much of it somebody gets who asks for less. */
public class HistoryTest {

    private static final Instant NOW = Instant.parse("2010-05-24T12:00:00Z");
    private static final int WEIGHT = heard(0).weight();

    private static Heard heard(int number) {
        return new Heard(Optional.of("Curtis"), Payload.of(Xml.stanza("<message><body>number " + number + "</body></message>")),
            Optional.of("m" + number), NOW.plusSeconds(number));
    }

    private static History of(int messages, int most, int mostChars) {
        History history = History.EMPTY;
        for (int i = 0; i < messages; i++) {
            history = history.with(heard(i), most, mostChars);
        }
        return history;
    }

    @Test
    public void theOldestAreForgottenWhenThereAreMoreThanMayBe() {
        assertEquals(List.of("m0", "m1", "m2"), ids(of(3, 3, 10_000).messages()));
        assertEquals(List.of("m1", "m2", "m3"), ids(of(4, 3, 10_000).messages()));
        assertEquals(List.of(), of(1, 0, 10_000).messages());
    }

    @Test
    public void theOldestAreForgottenWhenTheyAreLongerThanTheyMayBeTogether() {
        assertEquals("as long as they may be", List.of("m0", "m1", "m2"), ids(of(3, 10, 3 * WEIGHT).messages()));
        assertEquals(List.of("m1", "m2"), ids(of(3, 10, 3 * WEIGHT - 1).messages()));
        assertEquals("one that is too long by itself", List.of(), of(2, 10, WEIGHT - 1).messages());
    }

    @Test
    public void whoeverAsksForSoManyCharactersGetsTheLastThatAreNoLonger() {
        int each = heard(0).payload().weight();
        History history = of(3, 10, 10_000);
        assertEquals(List.of("m1", "m2"), ids(history.answer(chars(2 * each), NOW)));
        assertEquals(List.of("m2"), ids(history.answer(chars(2 * each - 1), NOW)));
        assertEquals(List.of(), history.answer(chars(0), NOW));
    }

    @Test
    public void whoeverAsksForWhatWasSaidSinceAMomentGetsThatOfTheMomentToo() {
        History history = of(3, 10, 10_000);
        assertEquals(List.of("m1", "m2"), ids(history.answer(HistoryRequest.since(NOW.plusSeconds(1)), NOW)));
        assertEquals(List.of("m2"), ids(history.answer(HistoryRequest.since(NOW.plusMillis(1001)), NOW)));
    }

    private static HistoryRequest chars(int most) {
        return new HistoryRequest(OptionalInt.of(most), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    // ---- what a message is known again by

    @Test
    public void aMessageIsKnownByTheRoomsIdAndByWhoSaidItUnderWhichIdInWhichWords() {
        String body = "<body>Hi</body>";
        String marked = body + "<stanza-id xmlns='urn:xmpp:sid:0' id='s1' by='room@talk.lit'/>";
        assertEquals(1, keys(body, Optional.empty()).size());
        assertEquals(1, keys(body, Optional.of("m1")).size());
        assertEquals("both", 2, keys(marked, Optional.of("m1")).size());
        assertEquals("without an id of its own the room's is enough", 1, keys(marked, Optional.empty()).size());
        assertEquals(keys(body, Optional.of("m1")).get(0), keys(marked, Optional.of("m1")).get(1));
        assertFalse(keys(body, Optional.of("m1")).equals(keys(body, Optional.of("m2"))));
        assertFalse(keys(body, Optional.of("m1")).equals(keys("<body>Ho</body>", Optional.of("m1"))));
        assertFalse("m1 of Curtis says nothing of that of Amy", new Heard(Optional.of("Amy"), payload(body), Optional.of("m1"),
            NOW).keys().equals(keys(body, Optional.of("m1"))));
    }

    private static List<Long> keys(String content, Optional<String> id) {
        return new Heard(Optional.of("Curtis"), payload(content), id, NOW).keys();
    }

    private static Payload payload(String content) {
        return Payload.of(Xml.stanza("<message>" + content + "</message>"));
    }

    private static List<String> ids(List<Heard> messages) {
        return messages.stream().map(message -> message.id().orElseThrow()).toList();
    }
}
