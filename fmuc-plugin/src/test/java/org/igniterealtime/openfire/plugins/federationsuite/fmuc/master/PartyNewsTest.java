package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;

/** What nodes of a cluster tell each other of a room. */
public class PartyNewsTest {

    private static final JID SLAVE = new JID("jabberchat\\40talk.example.com@mirror.remote.example.com");
    private static final JID KEV = new JID(Master.jid("Kev"));
    private static final Instant NOW = Instant.parse("2010-05-24T12:00:00Z");
    private final Master master = new Master();

    private static FarRoom told(MasterRoom room) {
        FarRoom far = FarRoom.unknown(room.address());
        for (PartyNews news : PartyNews.all(room, slave -> 7)) {
            far = far.hearing("one", PartyNews.read(news.write()).orElseThrow(), NOW);
        }
        return far;
    }

    @Test
    public void anotherNodeKnowsARoomAsItsHomeDoes() {
        master.has("Kev", "Amy").asked("Bob").roomSends("<message type='groupchat' from='jabberchat@talk.example.com' to='"
            + Master.jid("Kev") + "'><x xmlns='http://jabber.org/protocol/muc#user'><status code='172'/></x></message>");
        master.roomSends("<presence from='jabberchat@talk.example.com/Amy' to='" + Master.jid("Amy")
            + "'><x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator'/></x></presence>");
        MasterRoom read = told(master.room()).room();
        assertEquals("in order", List.copyOf(master.room().occupants().values()), List.copyOf(read.occupants().values()));
        assertTrue(read.nonAnonymous());
        for (boolean trusted : new boolean[] {true, false}) {
            assertEquals(master.room().representative(SLAVE, trusted), read.representative(SLAVE, trusted));
        }
        assertEquals(Optional.of(new FarRoom.Claim("one", 7)), told(master.room()).claim(SLAVE));
    }

    @Test
    public void changesMakeTheSameOfItAsAllOfIt() {
        MasterRoom before = master.has("Kev", "Amy").room();
        FarRoom far = told(before);
        MasterRoom after = before.departing(before.occupants().get(KEV), NOW);
        MasterRoom more = master.asked("Bob").room();
        for (MasterRoom[] step : new MasterRoom[][] {{before, more}, {more, before}, {before, after}}) {
            for (PartyNews news : PartyNews.between(step[0], step[1], slave -> 7)) {
                far = far.hearing("one", PartyNews.read(news.write()).orElseThrow(), NOW);
            }
        }
        assertEquals(List.copyOf(after.occupants().values()), List.copyOf(far.room().occupants().values()));
        assertTrue("what the room still sends him is for nobody", far.room().hasDeparted(KEV));
    }

    @Test
    public void whatConcernsNobodysStandingIsNoNews() {
        MasterRoom room = master.has("Kev").room();
        assertEquals(List.of(), PartyNews.between(room, room.hearing(SLAVE, NOW.plusSeconds(1)), slave -> 7));
        assertEquals(List.of(), PartyNews.between(room, room.with(room.occupants().get(KEV)
            .missing(Optional.of(NOW))), slave -> 7));
    }

    @Test
    public void theLaterOfTwoHomesStays() {
        MasterRoom room = master.has("Kev").room();
        PartyNews early = PartyNews.all(room, slave -> 7).get(0);
        PartyNews late = PartyNews.all(room, slave -> 8).get(0);
        FarRoom far = FarRoom.unknown(room.address()).hearing("two", early, NOW).hearing("one", late, NOW);
        assertEquals("one", far.claim(SLAVE).orElseThrow().home());
        assertSame("what the other one says does not count", far, far.hearing("two", early, NOW));
        assertEquals("as early as each other", "two", FarRoom.unknown(room.address()).hearing("two", early, NOW)
            .hearing("one", early, NOW).claim(SLAVE).orElseThrow().home());
    }

    @Test
    public void theHomesThatAreGoneAreForgottenWithTheirOccupants() {
        FarRoom far = told(master.has("Kev").room());
        assertSame(far, far.without("two", NOW));
        FarRoom without = far.without("one", NOW);
        assertTrue(without.claims().isEmpty());
        assertTrue(without.room().isUnmirrored());
        assertTrue("a moment later", without.at(NOW.plusSeconds(11)).isForgettable());
    }

    @Test
    public void theNamesOfTheFirstVersionStayAndMoreOfThemDoNoHarm() {
        Map<String, String> fields = new HashMap<>(Map.of("room", "a@b", "slave", "c@d", "founded", "5", "shown", "true",
            "there", "1", "gone", "1", "user.0", "e@f/g", "nick.0", "E", "generation.0", "6", "since.0", "7"));
        fields.putAll(Map.of("standing.0", "PRESENT", "opener.0", "true", "left.0", "h@i/j", "newer", "?"));
        PartyNews news = PartyNews.read(fields).orElseThrow();
        VirtualOccupant one = VirtualOccupant.joining(new JID("e@f/g"), "E", new JID("c@d"), 6, Instant.ofEpochMilli(7))
            .accepted(false, true);
        assertEquals(new PartyNews(new JID("a@b"), new JID("c@d"), 5, true, List.of(one), List.of(new JID("h@i/j"))), news);
        fields.remove("newer");
        assertEquals(fields, news.write());
    }

    @Test
    public void whatCannotBeUnderstoodIsNotGuessedAt() {
        Map<String, String> good = PartyNews.all(master.has("Kev").room(), slave -> 7).get(0).write();
        for (String field : List.of("room", "slave", "founded", "there", "gone", "user.0", "nick.0", "generation.0", "since.0",
            "standing.0")) {
            Map<String, String> bad = new HashMap<>(good);
            bad.remove(field);
            assertEquals(field, Optional.empty(), PartyNews.read(bad));
            bad.put(field, field.startsWith("nick") ? null : "@");
            assertEquals(field, Optional.empty(), PartyNews.read(bad));
        }
    }

    @Test
    public void ofManyItIsToldInPieces() {
        MasterRoom room = MasterRoom.unmirrored(new JID("jabberchat@talk.example.com"));
        for (int i = 0; i < 450; i++) {
            room = room.with(VirtualOccupant.joining(new JID("u" + i + "@remote.example.com/x"), "U" + i, SLAVE, i, NOW));
        }
        assertEquals(3, PartyNews.all(room, slave -> 7).size());
        assertEquals(room.occupants(), told(room).room().occupants());
    }
}
