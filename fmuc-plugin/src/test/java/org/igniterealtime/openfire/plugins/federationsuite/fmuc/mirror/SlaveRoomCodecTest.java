package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.assertNotEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.junit.Test;
import org.xmpp.packet.JID;

/** A slave room as text, and back. */
public class SlaveRoomCodecTest {

    private final SlaveRoomCodec codec = new SlaveRoomCodec();

    @Test
    public void aRoomWithEverythingInItComesBackAsItWas() {
        SlaveRoom room = full();
        assertEquals(room, codec.decode(codec.encode(room)).orElseThrow());
        SlaveRoom vacant = SlaveRoom.vacant(room.address());
        assertEquals(vacant, codec.decode(codec.encode(vacant)).orElseThrow());
        assertTrue(codec.decode(codec.encode(room.haunted(true))).orElseThrow().link().ghosts());
        AwaitedAnswer answer = AwaitedAnswer.NONE.next("1a", Optional.of("n1")).heard("1a").next("1a", Optional.empty());
        String marked = codec.encode(room.with(room.link().awaiting(answer)));
        assertEquals(answer, codec.decode(marked).orElseThrow().link().answer());
        assertEquals("a node of an earlier version does not say it", AwaitedAnswer.NONE, codec.decode(marked
            .replaceAll(" (mark|joins|marks|begun)=\"[^\"]*\"", "")).orElseThrow().link().answer());
        SlaveRoom aside = room.with(room.link().early(room.history().messages()));
        assertEquals(aside, codec.decode(codec.encode(aside)).orElseThrow());
    }

    @Test
    public void theTextOfAnotherVersionIsNotUnderstood() {
        String text = codec.encode(full());
        assertEquals(Optional.empty(), codec.decode(text.replaceFirst("version=\"4\"", "version=\"5\"")));
        assertEquals(Optional.empty(), codec.decode(text.replaceFirst("version=\"4\"", "")));
    }

    @Test
    public void howARoomSpeaksWithItsMasterIsWrittenSuchThatWhoeverKnowsOneDialectTakesNothing() {
        for (Dialect dialect : Dialect.values()) {
            SlaveRoom room = full().speaking(Speech.in(dialect).echoing());
            String text = codec.encode(room);
            assertEquals(dialect == Dialect.PROTOXEP ? "4" : "5", Xml.element(text).attributeValue("version"));
            if (dialect != Dialect.PROTOXEP) {
                assertEquals(room, codec.decode(text).orElseThrow());
                SlaveRoom left = full().speaking(Speech.in(dialect).remembering(Partings.NONE
                    .with(new JID("kev@remote.example.com/Swift"), "Kev").opening()
                    .with(new JID("amy@remote.example.com/x"), "Amy", Partings.Expelled.BY_ROOM)));
                String parted = codec.encode(left);
                assertEquals(left, codec.decode(parted).orElseThrow());
                assertEquals("what an earlier version has written", full().speaking(Speech.in(dialect)), codec.decode(parted
                    .replaceAll("<parting [^>]*>| (partings|opened-behind)=\"[^\"]*\"", "")).orElseThrow());
                assertEquals("and a later one that knows more", full().speaking(Speech.in(dialect).remembering(Partings.NONE
                    .with(new JID("kev@remote.example.com/Swift"), "Kev").opening()
                    .with(new JID("amy@remote.example.com/x"), "Amy"))),
                    codec.decode(parted.replace("BY_ROOM", "BY_FOOT")).orElseThrow());
                assertEquals(Optional.empty(), codec.decode(text.replaceFirst("version=\"5\"", "version=\"4\"")));
                assertEquals(Optional.empty(), codec.decode(text.replaceFirst("dialect=\"", "dialect=\"MORSE_")));
            }
        }
    }

    @Test
    public void damagedTextIsNoRoomAndThrowsNothing() {
        String text = codec.encode(full());
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            int at = random.nextInt(text.length());
            String damaged = switch (random.nextInt(3)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(0, at) + (char) (' ' + random.nextInt(95)) + text.substring(at + 1);
                default -> text.substring(0, at) + text.substring(Math.min(text.length(), at + random.nextInt(40)));
            };
            codec.decode(damaged).ifPresent(room -> assertFalse(room.address().toString().isEmpty()));
        }
        for (String attribute : new String[] {"slave", "master", "events", "next-check", "marks-joins", "phase", "last",
            "deadline", "asker", "view", "ghosts", "opened"}) {
            assertEquals(attribute, Optional.empty(), codec.decode(text.replace(' ' + attribute + "=", " x=")));
        }
    }

    @Test
    public void aDocumentTypeIsRefused() {
        assertEquals(Optional.empty(), codec.decode("<!DOCTYPE a [<!ENTITY b 'c'>]>" + codec.encode(full())));
        assertEquals(Optional.empty(), codec.decode(""));
    }

    @Test
    public void ofTwoStatesTheLaterOneHasMoreEvents() {
        Slave slave = new Slave().asks("Kev");
        long before = slave.room().events();
        slave.shows("Kev");
        assertEquals(before + 1, slave.room().events());
        assertNotEquals(codec.encode(slave.room()), codec.encode(slave.shows("Kev").room()));
    }

    private static SlaveRoom full() {
        return new Slave().asks("Kev").shows("Kev", "<status code='110'/>").shows("Curtis").receives("""
                <message type='groupchat' id='s1' from='%s/Curtis' to='%s'><subject>A &lt; B &amp; "C"</subject></message>"""
                .formatted(MASTER, SLAVE))
            .hears("Curtis", "m1", "Tom &amp; Jerry").receives("""
                <message type='groupchat' from='%s' to='%s'><body xmlns='jabber:client'> 😀 </body></message>"""
                .formatted(MASTER, SLAVE))
            .receives("<presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'><status code='100'/></x></presence>"
                .formatted(MASTER, SLAVE))
            .receives("""
                <presence id='j1' from='%s' to='%s/Amy'><show>away</show><x xmlns='http://jabber.org/protocol/muc'>
                  <password>p&lt;w</password>
                  <history maxchars='1' maxstanzas='2' seconds='3' since='2010-05-24T12:00:00Z'/></x></presence>"""
                .formatted(jid("Amy"), SLAVE))
            .receives("""
                <presence from='%s/Amy' to='%s/Amy'><x xmlns='http://jabber.org/protocol/muc#user'><status code='170'/></x>
                </presence>""".formatted(MASTER, SLAVE))
            .receives("<presence from='%s' to='%s/Amy'><show>dnd</show></presence>".formatted(jid("Amy"), SLAVE))
            .receives("<presence from='kev@remote.example.com/Tablet' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
                .formatted(SLAVE))
            .receives("<iq type='get' id='q1' from='%s' to='%s/Curtis'><x xmlns='urn:x'/></iq>".formatted(jid("Kev"), SLAVE))
            .after(Duration.ofSeconds(5)).room();
    }
}
