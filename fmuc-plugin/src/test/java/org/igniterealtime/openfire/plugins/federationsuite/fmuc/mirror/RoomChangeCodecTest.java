package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What an event has changed in a room, as text. That each step of a long life comes through is asserted by the simulation. */
public class RoomChangeCodecTest {

    private final RoomChangeCodec codec = new RoomChangeCodec();

    @Test
    public void whoeverHasTheRoomAsItWasMakesOfItWhatItHasBecome() {
        Slave slave = new Slave();
        SlaveRoom other = slave.room();
        List<Runnable> life = List.of(() -> slave.asks("Kev"), () -> slave.shows("Kev", "<status code='110'/>"),
            () -> slave.shows("Curtis"), () -> slave.hears("Curtis", "m1", "Tom &amp; Jerry"), () -> slave.asks("Amy"),
            () -> slave.shows("Amy"), () -> slave.hears("Curtis", "m2", "More"), () -> slave.after(Duration.ofSeconds(5)),
            () -> slave.breaks(), () -> slave.closes());
        for (Runnable event : life) {
            SlaveRoom before = slave.room();
            event.run();
            other = codec.apply(other, codec.encode(before, slave.room())).orElseThrow();
            assertSame(slave.room(), other);
        }
        assertTrue(other.isVacant());
    }

    @Test
    public void whatIsKeptWhatTheRoomIsAndItsSubjectComeThroughAndGoAgain() {
        Slave slave = new Slave();
        String subject = "<message type='groupchat' from='%s/Curtis' to='%s'><subject>Weather</subject></message>"
            .formatted(Wire.MASTER, Wire.SLAVE);
        SlaveRoom other = slave.room();
        List<Runnable> life = List.of(() -> slave.asks("Kev"),
            () -> slave.shows("Kev", "<status code='100'/><status code='110'/>"), () -> slave.receives(subject),
            () -> slave.says("Kev", "m1", "<body>One</body>"), () -> slave.says("Kev", "m2", "<body>Two</body>"),
            () -> slave.hears("Kev", "m1", "One"), () -> slave.asks("Amy"),
            () -> slave.showsGone("Kev", "<status code='307'/>"));
        for (Runnable event : life) {
            SlaveRoom before = slave.room();
            event.run();
            String change = codec.encode(before, slave.room());
            assertEquals("what waits is written when it changes", !before.link().kept().equals(slave.room().link().kept()),
                change.contains("<kept"));
            other = codec.apply(other, change).orElseThrow();
            assertSame(slave.room(), other);
        }
        assertEquals("the room is opened anew", Optional.empty(), other.history().subject());
        assertEquals(Set.of(), other.roomCodes());
    }

    @Test
    public void aChangeOfARoomWithAnotherDialectIsNothingToWhoeverKnowsOne() {
        SlaveRoom before = new Slave().asks("Kev").room();
        SlaveRoom after = before.speaking(Speech.in(Dialect.PLAIN));
        String change = codec.encode(before, after);
        assertSame(after, codec.apply(before, change).orElseThrow());
        assertEquals("5", Xml.element(change).attributeValue("version"));
        assertEquals("4", Xml.element(codec.encode(after, before)).attributeValue("version"));
        assertEquals(Optional.empty(), codec.apply(before, change.replaceFirst("version=\"5\"", "version=\"4\"")));
    }

    @Test
    public void aMessageInAFullRoomIsAShortChange() {
        Slave slave = new Slave().asks("Kev").shows("Kev");
        for (int i = 0; i < 100; i++) {
            slave.shows("Somebody" + i).hears("Somebody" + i, "m" + i, "This is the message with the number " + i + ".");
        }
        SlaveRoom before = slave.room();
        SlaveRoom after = slave.hears("Somebody5", "last", "The last one.").room();

        String change = codec.encode(before, after);

        assertSame(after, codec.apply(before, change).orElseThrow());
        assertTrue(change, change.length() < 1000);
        assertTrue(new SlaveRoomCodec().encode(after).length() > 10_000);
    }

    @Test
    public void whoHasGoneIsWrittenWhenHeGoesAndWhenTheNodeHasHeardOfIt() {
        Partings partings = Partings.NONE;
        SlaveRoom before = new Slave().asks("Kev").room().speaking(Speech.in(Dialect.XEP_0289));
        SlaveRoom other = before;
        for (int i = 0; i < 200; i++) {
            JID user = new JID("user" + i % 90 + "@remote.example.com/x");
            partings = i % 30 == 29 ? partings.heard(i - 40)
                : i % 7 == 6 ? partings.with(user, "Nick" + i, Partings.Expelled.BY_ROOM) : partings.with(user, "Nick" + i);
            partings = i % 50 == 0 ? partings.opening() : partings;
            SlaveRoom after = before.speaking(before.speech().remembering(partings));
            String change = codec.encode(before, after);
            other = codec.apply(other, change).orElseThrow();
            assertSame(after, other);
            assertEquals(List.copyOf(partings.pending().keySet()), List.copyOf(other.speech().partings().pending().keySet()));
            before = after;
        }
        assertTrue(partings.pending().toString(), partings.pending().size() > 50);
        String change = codec.encode(before, before);
        assertTrue(change, change.length() < 1000);
        assertEquals("what an earlier version has written", before,
            codec.apply(before, change.replaceAll(" (partings|opened-behind)=\"[^\"]*\"", "")).orElseThrow());
    }

    @Test
    public void anyOrderOfOccupantsComesThrough() {
        Payload payload = Payload.EMPTY;
        Random random = new Random(3);
        SlaveRoom before = new Slave().room();
        for (int i = 0; i < 500; i++) {
            List<String> nicks = new ArrayList<>(before.shown().keySet());
            java.util.Collections.shuffle(nicks, random);
            Map<String, Payload> shown = new LinkedHashMap<>();
            nicks.stream().limit(6).filter(nick -> random.nextInt(4) > 0).forEach(nick -> shown.put(nick, payload));
            shown.put("n" + random.nextInt(10), payload);
            SlaveRoom after = new SlaveRoom(before.address(), before.locals(), shown, before.history(), before.roomCodes(),
                before.questions(), before.nextCheck(), before.events() + 1, before.marksJoins(), before.link(),
                before.speech());
            assertSame(after, codec.apply(before, codec.encode(before, after)).orElseThrow());
            before = after;
        }
    }

    @Test
    public void whatIsDamagedOrOfAnotherVersionChangesNothing() {
        Slave slave = new Slave().asks("Kev").shows("Kev").hears("Curtis", "m1", "One");
        SlaveRoom before = slave.room();
        String change = codec.encode(before, slave.hears("Curtis", "m2", "Two").room());
        assertEquals(Optional.empty(), codec.apply(before, change.replaceFirst("version=\"\\d+\"", "version=\"0\"")));
        assertEquals(Optional.empty(), codec.apply(before, "<!DOCTYPE a [<!ENTITY b 'c'>]>" + change));
        assertEquals(Optional.empty(), codec.apply(before, change.replace("-forgotten=\"0\"", "-forgotten=\"77\"")));
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            int at = random.nextInt(change.length());
            String damaged = change.substring(0, at) + (char) (' ' + random.nextInt(95)) + change.substring(at + 1);
            codec.apply(before, damaged).ifPresent(room -> assertEquals(before.address(), room.address()));
        }
    }

    /** Equal, and in the same order, which equal maps need not be. */
    static void assertSame(SlaveRoom expected, SlaveRoom room) {
        assertEquals(expected, room);
        assertEquals(List.copyOf(expected.locals().keySet()), List.copyOf(room.locals().keySet()));
        assertEquals(List.copyOf(expected.shown().keySet()), List.copyOf(room.shown().keySet()));
        assertEquals(List.copyOf(expected.questions().keySet()), List.copyOf(room.questions().keySet()));
    }
}
