package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** A room that nodes share, as one of them sees it, when they come quickly one after the other. */
public class SharedRoomTest {

    private static final SlaveAddress ROOM = SlaveAddress.of(new JID("jabberchat@talk.example.com"), "mirror.remote.example.com");
    private static final Set<String> ALL = Set.of("one", "two", "three");
    /** The node that is to keep the room of all three, and of the others the one that is to keep it before. */
    private static final String OWNER = Owners.of(ROOM.slave(), ALL);
    private static final String BEFORE = Owners.of(ROOM.slave(), without(ALL, OWNER));
    private static final String REST = without(without(ALL, OWNER), BEFORE).iterator().next();

    private static final String SAID = "<message type='groupchat' id='%s' from='" + Slave.jid("Kev") + "' to='" + ROOM.slave()
        + "'><body>Hello</body></message>";

    private final List<String> told = new ArrayList<>();
    private final List<Packet> processed = new ArrayList<>();
    private final List<RoomNews.Whole> wholes = new ArrayList<>();
    private final List<Packet> refused = new ArrayList<>();
    private final List<Kept> written = new ArrayList<>();
    private final List<Kept> forgotten = new ArrayList<>();
    private int missed;
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");

    private static Set<String> without(Set<String> nodes, String one) {
        Set<String> others = new TreeSet<>(nodes);
        others.remove(one);
        return others;
    }

    private SharedRoom on(String self) {
        return new SharedRoom(SlaveRoom.vacant(ROOM), false, new Site(self));
    }

    private static RoomNews.Whole whole(Version version, Version parent, boolean given) {
        return new RoomNews.Whole(ROOM.slave(), version, parent, new SlaveRoomCodec().encode(SlaveRoom.vacant(ROOM)), Map.of(),
            given);
    }

    private static Version term(long term, String owner, long number) {
        return new Version(term, owner, number);
    }

    @Test
    public void whoeverIsGivenARoomThatAnotherIsToKeepGivesItOn() {
        SharedRoom room = on(BEFORE);
        room.among(Set.of(REST, OWNER));
        room.heard(whole(term(1, REST, 0), term(1, REST, 0), true));
        assertFalse(room.isKept());
        assertTrue(told.toString(), told.contains(OWNER + " is given the room"));
    }

    @Test
    public void whatWasGivenIsNotTakenASecondTime() {
        SharedRoom room = on(BEFORE);
        room.among(Set.of(REST));
        RoomNews.Whole given = whole(term(1, REST, 0), term(1, REST, 0), true);
        room.heard(given);
        assertTrue(room.isKept());
        room.among(Set.of(REST, OWNER));
        told.clear();
        room.heard(given);
        assertFalse(room.isKept());
        assertEquals(List.of(), told);
    }

    @Test
    public void theBeginningOfALostNodesTermThatComesLateIsNotBelievedByWhoeverHasJustGivenTheRoomAway() {
        SharedRoom room = givenAway();
        long term = now.toEpochMilli();
        room.heard(whole(term(term, "unknown", 0), term(1, REST, 0), false));
        room.heard(whole(term(term + 1, OWNER, 0), term(term, BEFORE, 0), false));
        assertEquals("it goes on from what was given", 0, missed);
        assertFalse("and nothing is waited for", room.isBusy());
    }

    @Test
    public void theBeginningOfALostNodesTermThatComesLateIsNotBelievedWhenWhoeverGaveItTheRoomAsks() {
        SharedRoom room = on(REST);
        room.among(Set.of(OWNER, "lost"));
        room.heard(whole(term(1, OWNER, 0), Version.NONE, false));
        room.among(Set.of(OWNER));
        room.heard(new RoomNews.Asked(ROOM.slave(), OWNER, Set.of(OWNER, REST), Optional.empty(), term(1, OWNER, 0)));
        room.heard(whole(term(2, "lost", 0), term(1, OWNER, 0), false));
        room.heard(change(term(2, "lost", 1), Map.of("stream-" + OWNER, 1L)));
        room.heard(whole(term(3, OWNER, 0), term(1, OWNER, 0), false));
        assertEquals("it goes on from what it had", 0, missed);
    }

    @Test
    public void whoeverHasGivenTheRoomAwayAndHearsNothingOfItAsksForIt() {
        SharedRoom room = givenAway();
        now = now.plusSeconds(3);
        told.clear();
        room.pass();
        assertEquals(List.of(OWNER + " is asked for what is missing"), told);
        long term = now.toEpochMilli();
        room.heard(whole(term(term, "unknown", 0), term(term - 3000, BEFORE, 0), false));
        assertEquals("a node that nobody has told of yet may have been given it", 0, missed);
        assertFalse(room.isBusy());
    }

    private SharedRoom givenAway() {
        SharedRoom room = on(BEFORE);
        room.among(Set.of(REST));
        room.heard(whole(term(1, REST, 0), term(1, REST, 0), true));
        room.among(Set.of(REST, OWNER));
        assertFalse(room.isKept());
        return room;
    }

    @Test
    public void theBeginningOfATermWaitsForWhatLeadsToIt() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, BEFORE, 0), Version.NONE, false));
        room.heard(whole(term(3, OWNER, 0), term(2, BEFORE, 0), false));
        room.heard(whole(term(2, BEFORE, 0), term(1, BEFORE, 0), false));
        assertEquals("it is all there", 0, missed);
        assertFalse("and nothing is waited for", room.isBusy());
    }

    @Test
    public void aBeginningThatNothingLeadsToIsTakenAfterAWhile() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, BEFORE, 0), Version.NONE, false));
        room.heard(whole(term(3, OWNER, 0), term(2, BEFORE, 4), false));
        assertEquals(0, missed);
        now = now.plusSeconds(3);
        room.pass();
        assertEquals("clients may have missed something", 1, missed);
    }

    @Test
    public void aLaterStateWaitsForTheChangesThatLeadToIt() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, OWNER, 0), Version.NONE, false));
        room.heard(whole(term(1, OWNER, 2), term(1, OWNER, 2), false));
        assertTrue("they are on their way, and with them what clients get", room.isBusy());
        room.heard(change(1));
        room.heard(change(2));
        assertEquals("it is all there", 0, missed);
        assertFalse("and nothing is waited for", room.isBusy());
    }

    @Test
    public void whatChangesHaveLeftBehindIsNotGoneBackTo() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, OWNER, 0), Version.NONE, false));
        room.heard(whole(term(1, OWNER, 1), term(1, OWNER, 1), false));
        room.heard(change(2));
        room.heard(change(1));
        assertEquals(0, missed);
        assertFalse(room.isBusy());
    }

    @Test
    public void whoeverHasNotHeardOfATermInWhichNothingHasHappenedIsToldThatItGoesOnFromWhatIsKnownThere() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, BEFORE, 5), Version.NONE, false));
        room.heard(whole(term(2, OWNER, 0), term(1, BEFORE, 5), false));
        room.among(Set.of(BEFORE));
        room.heard(new RoomNews.Need(ROOM.slave(), BEFORE, term(1, BEFORE, 5)));
        room.heard(new RoomNews.Need(ROOM.slave(), BEFORE, term(1, BEFORE, 4)));
        assertEquals("so its clients have missed nothing, and else they may have", List.of(term(1, BEFORE, 5), term(2, OWNER, 0)),
            wholes.stream().map(RoomNews.Whole::parent).toList());
    }

    @Test
    public void aNodeThatIsGivenARoomAndHasJustComeFromAnotherSideAsksTheMasterWhatWasMissed() {
        SharedRoom room = on(OWNER);
        room.among(Set.of());
        room.moved();
        room.among(Set.of(BEFORE));
        room.heard(new RoomNews.Whole(ROOM.slave(), term(1, BEFORE, 0), term(1, BEFORE, 0),
            new SlaveRoomCodec().encode(new Slave().has("Kev").room()), Map.of(), true));
        assertTrue(room.isKept());
        assertTrue(told.toString(), told.contains("the master is asked"));
        SharedRoom other = on(OWNER);
        other.among(Set.of());
        other.moved();
        told.clear();
        other.among(Set.of());
        assertEquals("where nobody else knew the room nobody has to be asked", List.of(), told);
    }

    @Test
    public void whoeverHasNotHeardOfATermInWhichNothingHappenedBeforeItsKeeperWasLostHasMissedNothing() {
        SharedRoom next = on(BEFORE);
        next.among(Set.of(REST, OWNER));
        next.heard(whole(term(2, OWNER, 0), term(1, REST, 5), false));
        next.among(Set.of(REST));
        next.heard(new RoomNews.Known(ROOM.slave(), REST, term(1, REST, 5), RoomNews.How.TOLD));
        assertTrue(next.isKept());
        assertEquals(List.of(term(1, REST, 5)), wholes.stream().map(RoomNews.Whole::parent).toList());
        SharedRoom other = on(REST);
        other.among(Set.of(BEFORE, OWNER));
        other.heard(whole(term(2, OWNER, 0), term(1, REST, 5), false));
        other.heard(whole(term(3, BEFORE, 0), term(1, REST, 5), false));
        assertEquals("nor has who has heard of it", 0, missed);
    }

    @Test
    public void whatNobodyNoticedInATermOfALostNodeNobodyHasMissed() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, BEFORE, 5), Version.NONE, false));
        room.heard(whole(term(2, OWNER, 0), term(1, BEFORE, 5), false));
        room.heard(change(term(2, OWNER, 1)));
        room.heard(whole(term(3, BEFORE, 0), term(1, BEFORE, 5), false));
        assertEquals("clients have seen nothing of it", 0, missed);
        room.heard(whole(term(4, OWNER, 0), term(3, BEFORE, 0), false));
        room.heard(new RoomNews.Changed(ROOM.slave(), OWNER, term(4, OWNER, 1), change(1).change(),
            Map.of("stream-" + BEFORE, 1L), "", 0));
        room.heard(whole(term(5, BEFORE, 0), term(3, BEFORE, 0), false));
        assertEquals("what was taken is", 1, missed);
    }

    @Test
    public void whatIsLeftOfSomebodyIsTheRoomsWhenHeEntersAgainAndNotWhileHeIsIn() {
        Slave slave = new Slave().has("Amy");
        SlaveRoom before = slave.room();
        SlaveRoom after = slave.asks("Kev").room();
        UserStanza.Say said = (UserStanza.Say) UserStanza.read(Xml.stanza(SAID.formatted("m1"))).orElseThrow();
        written.add(new Kept(1, "Kev", said.user().asBareJID(), said.id(), said.payload(), now, Kept.State.DOUBTFUL, now));
        assertEquals("his node hands it over again, perhaps", List.of(), recalled(after, after, after));
        assertEquals(List.of("recalls [m1]"), recalled(before, after, after));
        assertEquals("it is known already", List.of(), recalled(before, after.recalling(written)));
        assertEquals("it was taken on when the sides of a split met, and the master has it", List.of(),
            recalled(before, before.recalling(written), before, after));
    }

    private List<String> recalled(SlaveRoom before, SlaveRoom... after) {
        Site site = new Site(OWNER);
        SharedRoom room = new SharedRoom(before, false, site);
        room.among(Set.of());
        List.of(after).forEach(next -> room.happened(next, Optional.empty(), List.of()));
        return site.takeDone().stream().filter(done -> done.startsWith("recalls")).toList();
    }

    @Test
    public void whoeverIsToKeepARoomIsNotTheOnlyOneWhoCountsIfSomebodyElseHasBegunToKeepIt() {
        SharedRoom room = on(REST);
        room.among(Set.of("lost", BEFORE));
        room.heard(whole(term(1, "lost", 0), Version.NONE, false));
        room.among(Set.of(BEFORE));
        room.heard(change(term(2, BEFORE, 1)));
        room.heard(new RoomNews.Asked(ROOM.slave(), OWNER, ALL, Optional.empty(), Version.NONE));
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(2, BEFORE, 0), term(1, "lost", 0), false));
        room.heard(new RoomNews.Need(ROOM.slave(), OWNER, Version.NONE));
        assertEquals("what has come before that is not forgotten", term(2, BEFORE, 1), wholes.get(0).version());
    }

    @Test
    public void whoeverIsLostWhileOthersAreAskedMayHaveToldThemMoreThanTheyHaveAnswered() {
        SharedRoom room = on(OWNER);
        room.among(Set.of(BEFORE, REST));
        room.heard(new RoomNews.Known(ROOM.slave(), REST, term(1, "lost", 3), RoomNews.How.TOLD));
        told.clear();
        room.among(Set.of(REST));
        assertEquals(List.of("all is asked"), told);
        assertFalse(room.isKept());
    }

    @Test
    public void whatLedToTheWholeThatANewNodeIsToldOfALostOneAllOthersAreTold() {
        SharedRoom room = on(REST);
        room.among(Set.of("lost", OWNER, BEFORE));
        room.heard(whole(term(1, "lost", 0), Version.NONE, false));
        room.heard(change(term(1, "lost", 1)));
        room.among(Set.of(OWNER, BEFORE));
        told.clear();
        room.heard(new RoomNews.Need(ROOM.slave(), OWNER, term(1, "lost", 0)));
        assertEquals("whoever can pass it on does", List.of(OWNER + " is passed on a change"), told);
        told.clear();
        room.heard(new RoomNews.Need(ROOM.slave(), OWNER, Version.NONE));
        assertEquals(List.of(RecordingSite.ALL + " is passed on a change"), told);
    }

    private static RoomNews.Changed change(int number) {
        return change(term(1, OWNER, number));
    }

    private static RoomNews.Changed change(Version version) {
        return change(version, Map.of());
    }

    private static RoomNews.Changed change(Version version, Map<String, Long> taken) {
        SlaveRoom room = SlaveRoom.vacant(ROOM);
        return new RoomNews.Changed(ROOM.slave(), version.owner(), version, new RoomChangeCodec().encode(room, room),
            taken, "", 0);
    }

    @Test
    public void aNodeThatHungWhileItAskedHasNotWaitedForAnybody() {
        SharedRoom room = on(OWNER);
        room.among(Set.of(BEFORE, REST));
        now = now.plusSeconds(20);
        room.pass();
        assertFalse("the others have not had the time to answer", room.isKept());
        for (int i = 0; i < 25; i++) {
            now = now.plusMillis(200);
            room.pass();
        }
        assertTrue("now they have", room.isKept());
    }

    @Test
    public void aNodeThatHungTakesNothingForLostThatItHasHandedOver() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        assertFalse(room.admits(Optional.of(new Message()), () -> { }));
        room.pass();
        now = now.plusSeconds(30);
        room.pass();
        assertEquals("it has not heard yet that it was taken", List.of(), refused);
        for (int i = 0; i < 101; i++) {
            now = now.plusMillis(200);
            room.pass();
        }
        assertEquals("now nobody has", 1, refused.size());
    }

    @Test
    public void whatIsTakenOfANodeThatIsNotKnownYetIsKnownToBeTakenWhenItIs() {
        SharedRoom room = on(OWNER);
        room.among(Set.of());
        room.heard(new RoomNews.Handed(ROOM.slave(), "stream-" + REST, 1, 1,
            "<message from='a@remote.example.com/x' to='%s'/>".formatted(ROOM.slave())));
        assertTrue(room.isKept());
        assertTrue(room.admits(Optional.of(processed.get(0)), () -> { }));
        room.happened(SlaveRoom.vacant(ROOM), Optional.of(processed.get(0)), List.of());
        room.among(Set.of(REST));
        assertEquals(Map.of("stream-" + REST, 1L), wholes.get(0).taken());
    }

    @Test
    public void whatALostNodeHadWrittenDownIsNotSentOnceMoreWhenItHasBeenHandedOverAgain() {
        SlaveRoom open = new Slave().has("Kev").room();
        UserStanza.Say said = (UserStanza.Say) UserStanza.read(Xml.stanza(SAID.formatted("m1"))).orElseThrow();
        Kept left = new Kept(1, "Kev", said.user().asBareJID(), said.id(), said.payload(), now, Kept.State.HELD, now);
        written.add(left);
        SharedRoom room = new SharedRoom(open, false, new Site(OWNER));
        room.among(Set.of());
        room.heard(new RoomNews.Handed(ROOM.slave(), "stream-" + REST, 1, 1, SAID.formatted("m0")));
        room.heard(new RoomNews.Handed(ROOM.slave(), "stream-" + REST, 1, 2, SAID.formatted("m1")));
        room.happened(open, Optional.of(processed.get(0)), List.of());
        assertEquals("that is something else", List.of(), forgotten);
        room.happened(open, Optional.of(processed.get(1)), List.of());
        assertEquals(List.of(left), forgotten);
    }

    @Test
    public void aConnectionThatBreaksWhileARoomIsGivenAwayIsNewsWhereItIsKeptUntilThen() {
        SharedRoom room = on(BEFORE);
        room.among(Set.of(REST));
        room.heard(new RoomNews.Known(ROOM.slave(), REST, Version.NONE, RoomNews.How.NOT));
        room.happened(SlaveRoom.vacant(ROOM), Optional.empty(), List.of());
        room.among(Set.of(REST, OWNER));
        assertFalse("it is being given away", room.isKept());
        assertTrue(room.admits(Optional.empty(), () -> { }));
        assertFalse("what is said goes to whoever is given it", room.admits(Optional.of(new Message()), () -> { }));
    }

    @Test
    public void aNodeThatDoesNotAnswerIsAskedAgain() {
        SharedRoom room = on(OWNER);
        room.among(Set.of(BEFORE, REST));
        room.heard(new RoomNews.Known(ROOM.slave(), REST, Version.NONE, RoomNews.How.NOT));
        told.clear();
        room.pass();
        assertEquals("too early", List.of(), told);
        now = now.plusMillis(400);
        room.pass();
        assertEquals(List.of(BEFORE + " is asked"), told);
        room.heard(new RoomNews.Known(ROOM.slave(), BEFORE, Version.NONE, RoomNews.How.NOT));
        assertTrue(room.isKept());
    }

    @Test
    public void whatANodeAnsweredBeforeAnotherWasLostDoesNotCount() {
        SharedRoom room = on(OWNER);
        room.among(Set.of(BEFORE, REST));
        room.among(Set.of(REST));
        String asked = now.toEpochMilli() + "-";
        room.heard(new RoomNews.Known(ROOM.slave(), REST, Version.NONE, RoomNews.How.NOT, Optional.of(asked + 1)));
        assertFalse("since then it may have heard what the lost one said last", room.isKept());
        room.heard(new RoomNews.Known(ROOM.slave(), REST, Version.NONE, RoomNews.How.NOT, Optional.of(asked + 2)));
        assertTrue(room.isKept());
    }

    @Test
    public void whoeverAskedBeforeItKnewOfTheKeeperIsNotTheOnlyOneWhoCounts() {
        SharedRoom room = on(REST);
        room.among(Set.of(BEFORE, OWNER));
        room.heard(whole(term(1, OWNER, 0), Version.NONE, false));
        room.heard(new RoomNews.Asked(ROOM.slave(), BEFORE, Set.of(BEFORE, REST), Optional.empty(), Version.NONE));
        assertTrue("it looks again", room.isBusy());
        told.clear();
        room.pass();
        assertEquals("not at once", List.of(), told);
        now = now.plusSeconds(3);
        room.pass();
        assertEquals(List.of(OWNER + " is asked for what is missing"), told);
        assertFalse(room.isBusy());
    }

    /** A node of which only what it says, and what becomes of stanzas, matters. */
    private final class Site extends RecordingSite {

        Site(String self) {
            super(self);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void tell(String node, RoomNews news) {
            if (news instanceof RoomNews.Whole whole && whole.given()) {
                told.add(node + " is given the room");
            } else if (news instanceof RoomNews.Whole whole) {
                wholes.add(whole);
            } else if (news instanceof RoomNews.Asked) {
                told.add(node + " is asked");
            } else if (news instanceof RoomNews.Need) {
                told.add(node + " is asked for what is missing");
            } else if (news instanceof RoomNews.Changed changed && !changed.by().equals(changed.version().owner())) {
                told.add(node + " is passed on a change");
            }
        }

        @Override
        public void apart() {
            told.add("the master is asked");
        }

        @Override
        public List<Kept> written() {
            return written;
        }

        @Override
        public void forget(Kept message) {
            forgotten.add(message);
        }

        @Override
        public void process(Packet stanza) {
            SharedRoomTest.this.processed.add(stanza);
        }

        @Override
        public void refuse(Packet stanza) {
            SharedRoomTest.this.refused.add(stanza);
        }

        @Override
        public void missed(Missed some) {
            SharedRoomTest.this.missed++;
        }
    }
}
