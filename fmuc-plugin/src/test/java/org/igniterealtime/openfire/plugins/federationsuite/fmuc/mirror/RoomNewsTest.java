package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What nodes say to each other about rooms, as they say it. */
public class RoomNewsTest {

    private static final JID ROOM = new JID("room\\40talk.example.com@mirror.remote.example.com");
    private static final Version VERSION = new Version(1274702400000L, "a/b c", 7);
    private static final String RECENT = "recent";
    private static final String PARENT = "parent";
    /** What nodes of an earlier version do not say. */
    private static final Set<String> ADDED = Set.of(RECENT, "side", "from", "behind", "question", "knows");
    private static final List<RoomNews> ALL = List.of(new RoomNews.Handed(ROOM, "s", 3, 5, "<message/>"),
        new RoomNews.Changed(ROOM, "one", VERSION, "<change/>", Map.of("s", 5L), "", 6),
        new RoomNews.Whole(ROOM, VERSION, Version.NONE, "<room/>", Map.of("s", 5L, "t", 1L), true,
            List.of(new RoomNews.Changed(ROOM, "one", VERSION, "<change/>", Map.of("s", 5L), "", 6),
                new RoomNews.Changed(ROOM, "one", VERSION.next(), "<change/>", Map.of(), "<effects/>", 7))),
        new RoomNews.Took(ROOM, "two", VERSION), new RoomNews.Need(ROOM, "two", VERSION),
        new RoomNews.Asked(ROOM, "two", Set.of("one", "two"), Optional.empty(), Version.NONE),
        new RoomNews.Asked(ROOM, "two", Set.of("one"), Optional.of("q"), VERSION),
        new RoomNews.Known(ROOM, "two", VERSION, RoomNews.How.TOLD),
        new RoomNews.Known(ROOM, "two", VERSION, RoomNews.How.TOLD, Optional.of("q")),
        new RoomNews.Close(ROOM, "No\nmore"), new RoomNews.Handed(ROOM, "s", 3, 6, "<message/>", Optional.of("left"),
            Optional.of("one"), VERSION),
        new RoomNews.Changed(ROOM, "one", VERSION, "<change/>", Map.of(), "", 6, new Version(1, "two", 3)));

    @Test
    public void whatIsSaidIsUnderstood() {
        for (RoomNews news : ALL) {
            assertEquals(Optional.of(news), RoomNews.read(Notice.decode(news.notice().encode()).orElseThrow()));
        }
    }

    @Test
    public void aTermIsOverIfItsKeeperIsGoneOrAsksAndKnewOfIt() {
        Version term = new Version(2, "one", 3);
        assertTrue(asked("two", Version.NONE, "two", "three").isOver(term));
        assertFalse("somebody else may ask that", asked("two", term, "one", "two").isOver(term));
        assertTrue(asked("one", term, "one", "two").isOver(term));
        assertTrue(asked("one", new Version(3, "two", 0), "one", "two").isOver(term));
        assertFalse("it has begun since, and the question comes late", asked("one", new Version(1, "two", 9), "one", "two")
            .isOver(term));
        assertFalse("an earlier version does not say", asked("one", Version.NONE, "one", "two").isOver(term));
    }

    private static RoomNews.Asked asked(String node, Version known, String... among) {
        return new RoomNews.Asked(ROOM, node, Set.of(among), Optional.empty(), known);
    }

    @Test
    public void whatALaterVersionAddsIsLeftOut() {
        for (RoomNews news : ALL) {
            Map<String, String> fields = new HashMap<>(news.notice().fields());
            fields.put("colour", "blue");
            assertEquals(Optional.of(news), RoomNews.read(new Notice(news.notice().topic(), fields)));
        }
        assertEquals(Optional.empty(), RoomNews.read(new Notice("fmuc.room.painted", Map.of("room", ROOM.toString()))));
    }

    @Test
    public void whatIsDamagedIsNothing() {
        for (RoomNews news : ALL) {
            for (String field : news.notice().fields().keySet()) {
                Map<String, String> fields = new HashMap<>(news.notice().fields());
                fields.remove(field);
                if (!ADDED.contains(field) && !(news instanceof RoomNews.Changed && field.equals(PARENT))) {
                    assertEquals(field, Optional.empty(), RoomNews.read(new Notice(news.notice().topic(), fields)));
                }
            }
        }
        assertEquals(Optional.empty(), RoomNews.read(new Notice("roster.peer", Map.of())));
        assertThrows(IllegalArgumentException.class, () -> Version.parse("1/2"));
    }

    @Test
    public void aNodeOfAnEarlierVersionTellsTheWholeAndNotWhatLedToIt() {
        RoomNews.Whole whole = (RoomNews.Whole) ALL.get(2);
        Map<String, String> fields = new HashMap<>(whole.notice().fields());
        fields.remove(RECENT);
        assertEquals(Optional.of(new RoomNews.Whole(ROOM, VERSION, Version.NONE, whole.state(), whole.taken(), true)),
            RoomNews.read(new Notice(whole.notice().topic(), fields)));
        fields.put(RECENT, "?");
        assertEquals("damaged", Optional.empty(), RoomNews.read(new Notice(whole.notice().topic(), fields)));
    }

    @Test
    public void ofTwoVersionsTheLaterTermIsTheLaterOne() {
        assertEquals(1, VERSION.next().compareTo(VERSION));
        assertEquals(1, new Version(VERSION.term() + 1, "", 0).compareTo(VERSION));
        assertEquals(false, Version.NONE.isKnown());
        assertEquals(true, VERSION.next().follows(VERSION));
        assertEquals(false, new Version(VERSION.term(), "other", 8).follows(VERSION));
    }
}
