package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.Test;

/** How a node follows what a room becomes on another one, and what it tells those who have missed something of it. */
public class ReplicaTest {

    private static final Version BEGUN = new Version(5, "one", 0);

    private final RoomCodecs codecs = new RoomCodecs();
    private final Slave slave = new Slave();
    private final Replica keeper = new Replica(slave.room(), codecs);
    private final Replica other = new Replica(slave.room(), codecs);
    private final List<RoomNews.Changed> changes = new ArrayList<>();

    /** The keeper's term has begun, and the other knows it. */
    private ReplicaTest begin() {
        keeper.begin(BEGUN);
        other.adopt(keeper.whole(keeper.version(), Version.NONE, false), slave.room());
        return this;
    }

    private RoomNews.Changed change(String nick) {
        return change(nick, Map.of(), 0);
    }

    private RoomNews.Changed change(String nick, Map<String, Long> taken, long settled) {
        RoomNews.Changed change = keeper.change(slave.asks(nick).room(), taken, "", settled);
        changes.add(change);
        return change;
    }

    @Test
    public void changesAreMadeInTheirOrderHoweverTheyCome() {
        begin();
        RoomNews.Changed one = change("Kev");
        RoomNews.Changed two = change("Amy");
        RoomNews.Changed three = change("Bob");
        assertEquals(List.of(), other.take(three));
        assertTrue(other.hasGap());
        assertEquals(Optional.of(three.version()), other.latest());
        assertEquals(List.of(one), other.take(one));
        assertTrue(other.hasGap());
        assertEquals(List.of(two, three), other.take(two));
        assertFalse(other.hasGap());
        assertEquals(Optional.empty(), other.latest());
        RoomChangeCodecTest.assertSame(slave.room(), other.room());
        assertEquals(new Version(5, "one", 3), other.version());
    }

    @Test
    public void whatComesTwiceOrTooLateChangesNothing() {
        begin();
        RoomNews.Changed one = change("Kev");
        other.take(one);
        assertEquals(List.of(), other.take(one));
        assertFalse("and is not kept", other.hasGap());
        keeper.begin(new Version(6, "one", 0));
        other.adopt(keeper.whole(keeper.version(), one.version(), false), slave.room());
        assertEquals(List.of(), other.take(one));
        assertFalse(other.hasGap());
    }

    @Test
    public void aChangeOfAnotherRoomThanWhatIsHereWaitsForTheWhole() {
        begin();
        RoomNews.Changed one = change("Kev");
        RoomNews.Changed damaged = new RoomNews.Changed(one.slave(), one.by(), one.version(), "<x/>", Map.of(), "", 0);
        assertEquals(List.of(), other.take(damaged));
        assertTrue(other.hasGap());
        assertEquals("all of it is needed", new RoomNews.Need(one.slave(), "two", Version.NONE), other.need("two"));
    }

    @Test
    public void whoeverMissesAChangeNeedsWhatComesBehindTheLastThatItHas() {
        begin();
        change("Kev");
        RoomNews.Changed two = change("Amy");
        other.take(two);
        assertEquals(new RoomNews.Need(two.slave(), "two", BEGUN), other.need("two"));
        Replica stranger = new Replica(new Slave().room(), codecs);
        stranger.take(two);
        assertEquals("of a term that is not known here", Version.NONE, stranger.need("two").version());
    }

    // ---- what others are told

    @Test
    public void whoeverNeedsChangesGetsThoseThatItHasNot() {
        begin();
        change("Kev");
        change("Amy");
        assertEquals(changes, keeper.recent());
        assertEquals(List.of(changes.get(0).passedOn("one"), changes.get(1).passedOn("one")), answer(BEGUN));
        assertEquals(List.of(changes.get(1).passedOn("two")), keeper.answer(need(changes.get(0).version()), keeper.version(),
            "two"));
        assertEquals("it has them all", List.of(), answer(keeper.version()));
        assertEquals(List.of(), answer(keeper.version().next()));
    }

    @Test
    public void whoeverNeedsMoreThanIsRememberedGetsTheWhole() {
        begin();
        change("Kev");
        change("Amy");
        keeper.settle(1);
        assertEquals(List.of(changes.get(1)), keeper.recent());
        assertEquals(List.of(changes.get(1).passedOn("one")), answer(changes.get(0).version()));
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(BEGUN));
        keeper.settle(2);
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(changes.get(0).version()));
    }

    @Test
    public void whoeverIsOfAnotherTermGetsTheWhole() {
        begin();
        change("Kev");
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(new Version(4, "one", 1)));
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(Version.NONE));
        assertEquals("nothing is known that could be told", List.of(), new Replica(slave.room(), codecs)
            .answer(need(BEGUN), Version.NONE, "two"));
    }

    @Test
    public void aTermInWhichNothingHasHappenedGoesOnFromWhatWasBefore() {
        begin();
        RoomNews.Changed last = change("Kev");
        keeper.begin(new Version(6, "one", 0));
        assertEquals(List.of(keeper.whole(keeper.version(), last.version(), false)), answer(last.version()));
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(BEGUN));
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(Version.NONE));
        change("Amy");
        assertEquals(List.of(keeper.whole(keeper.version(), keeper.version(), false)), answer(last.version()));
    }

    @Test
    public void onlyTheLastChangesAreRemembered() {
        begin();
        for (int i = 0; i <= Replica.MOST_RECENT; i++) {
            change("n" + i);
        }
        assertEquals(Replica.MOST_RECENT, keeper.recent().size());
        assertEquals("the first is gone", 2, keeper.recent().get(0).version().number());
        assertEquals(Replica.MOST_RECENT, answer(changes.get(0).version()).size());
    }

    @Test
    public void whatAllHaveIsNotRememberedByOthersEither() {
        begin();
        RoomNews.Changed one = change("Kev");
        RoomNews.Changed two = change("Amy", Map.of(), 1);
        other.take(one);
        assertEquals(List.of(one), other.recent());
        other.take(two);
        assertEquals(List.of(two), other.recent());
    }

    // ---- terms

    @Test
    public void aNewTermForgetsTheChangesOfTheLast() {
        begin();
        change("Kev");
        keeper.begin(new Version(6, "one", 0));
        assertEquals(List.of(), keeper.recent());
        RoomChangeCodecTest.assertSame(slave.room(), keeper.room());
    }

    @Test
    public void whatCameTooEarlyOfATermThatIsOverCountsForNothing() {
        begin();
        change("Kev");
        other.take(change("Amy"));
        assertTrue(other.hasGap());
        other.begin(new Version(6, "two", 0));
        assertFalse(other.hasGap());
    }

    @Test
    public void whatCameTooEarlyIsMadeWhenTheWholeIsHere() {
        begin();
        change("Kev");
        RoomNews.Whole whole = keeper.whole(keeper.version(), BEGUN, false);
        SlaveRoom known = slave.room();
        RoomNews.Changed two = change("Amy");
        other.take(two);
        assertEquals(List.of(two), other.adopt(whole, known));
        assertFalse(other.hasGap());
        RoomChangeCodecTest.assertSame(slave.room(), other.room());
    }

    @Test
    public void whatCameTooEarlyAndIsPartOfTheWholeIsNotWaitedFor() {
        begin();
        change("Kev");
        other.take(change("Amy"));
        assertTrue(other.hasGap());
        assertEquals(List.of(), other.adopt(keeper.whole(keeper.version(), BEGUN, false), slave.room()));
        assertFalse(other.hasGap());
    }

    @Test
    public void ifOnlyOneNodesWordCountsWhatOthersSaidTooEarlyDoesNot() {
        begin();
        change("Kev");
        RoomNews.Changed two = change("Amy");
        other.take(two);
        other.forgetEarly(Set.of("one"));
        assertTrue("it is that node's", other.hasGap());
        other.forgetEarly(Set.of("three"));
        assertFalse(other.hasGap());
    }

    /** A term has begun that the other does not know of. */
    private RoomNews.Whole beginAnew() {
        Version before = begin().keeper.version();
        keeper.begin(new Version(6, "one", 0));
        return keeper.began(before);
    }

    @Test
    public void whoeverIsPassedOnChangesOfATermAndHasNotHeardItsBeginningMakesThem() {
        beginAnew();
        RoomNews.Changed one = change("Kev").passedOn("three");
        RoomNews.Changed two = change("Amy").passedOn("three");
        assertEquals(List.of(), other.take(two));
        assertEquals("so its clients miss nothing", List.of(one, two), other.take(one));
        RoomChangeCodecTest.assertSame(slave.room(), other.room());
        assertEquals(two.version(), other.version());
        assertEquals("and it can pass them on", List.of(one, two), other.recent());
    }

    @Test
    public void aFirstChangeThatItsOwnNodeTellsWaitsForTheBeginning() {
        RoomNews.Whole began = beginAnew();
        RoomNews.Changed one = change("Kev");
        assertEquals("it may have been lost since, and others go on without it", List.of(), other.take(one));
        assertEquals("and is asked for what is missing", BEGUN, other.need("two").version());
        assertEquals(List.of(began, one), answer(BEGUN));
    }

    @Test
    public void theFirstChangeOfATermThatBeganWithSomethingElseIsNotMade() {
        beginAnew();
        RoomNews.Changed one = change("Kev").passedOn("three");
        Replica third = new Replica(slave.room(), codecs);
        assertEquals("it knows nothing", List.of(), third.take(one));
        third.adopt(keeper.whole(new Version(4, "one", 3), Version.NONE, false), slave.room());
        assertEquals("it knows less", List.of(), third.take(one));
        assertTrue(third.hasGap());
    }

    @Test
    public void whoeverNeedsWhatLedFromTheBeginningOfATermIsToldByWhoeverKnowsIt() {
        RoomNews.Whole began = beginAnew();
        RoomNews.Changed change = change("Kev");
        assertEquals("of what it began with", List.of(began, change), answer(BEGUN));
        assertEquals("of what may be the same", List.of(began, change), answer(new Version(5, "one", 1)));
        assertEquals("who knows nothing is told what it is now", List.of(keeper.version()), versions(Version.NONE));
        Replica third = new Replica(new Slave().room(), codecs);
        third.adopt(keeper.whole(keeper.version(), keeper.version(), false), slave.room());
        assertEquals("by one that came later", List.of(change.passedOn("three")), third.answer(need(BEGUN), third.version(),
            "three"));
        change("Amy", Map.of(), 1);
        assertEquals("what all have is not remembered", List.of(keeper.version()), versions(BEGUN));
    }

    @Test
    public void aFirstChangeThatIsNotUnderstoodMakesTheWholeNeeded() {
        beginAnew();
        RoomNews.Changed one = change("Kev").passedOn("three");
        assertEquals(List.of(), other.take(new RoomNews.Changed(one.slave(), one.by(), one.version(), "<x/>", Map.of(), "", 0,
            one.parent())));
        assertEquals(Version.NONE, other.need("two").version());
    }

    private List<Version> versions(Version has) {
        return answer(has).stream().map(news -> ((RoomNews.Whole) news).version()).toList();
    }

    @Test
    public void whoeverIsToldTheWholeCanPassOnWhatNotAllKnowToHaveLedToIt() {
        begin();
        RoomNews.Changed one = change("Kev");
        RoomNews.Changed two = change("Amy");
        Replica third = new Replica(new Slave().room(), codecs);
        third.adopt(keeper.whole(keeper.version(), keeper.version(), false), slave.room());
        assertEquals(List.of(one, two), third.recent());
        assertEquals(List.of(two.passedOn("three")), third.answer(need(one.version()), third.version(), "three"));
        keeper.begin(new Version(6, "one", 0));
        third.adopt(keeper.whole(keeper.version(), two.version(), false), slave.room());
        assertEquals("of another term", List.of(), third.recent());
    }

    // ---- what has been taken

    @Test
    public void ofEachStreamTheLastNumberIsKnown() {
        begin();
        change("Kev", Map.of("s", 3L), 0);
        change("Amy", Map.of("s", 2L, "t", 1L), 0);
        assertEquals(Map.of("s", 3L, "t", 1L), keeper.taken());
        changes.forEach(other::take);
        assertEquals(Map.of("s", 3L, "t", 1L), other.taken());
        keeper.become(slave.room(), Map.of("t", 2L));
        assertEquals(Map.of("s", 3L, "t", 2L), keeper.taken());
        assertEquals(List.of(), keeper.recent());
        assertEquals(new Version(5, "one", 3), keeper.version());
    }

    @Test
    public void whatIsToldAsAWholeSaysWhatHasBeenTakenAndNothingElseCounts() {
        begin();
        change("Kev", Map.of("s", 3L), 0);
        other.take(changes.get(0));
        keeper.begin(new Version(6, "one", 0));
        other.adopt(new RoomNews.Whole(slave.room().address().slave(), keeper.version(), BEGUN,
            codecs.wholes().encode(slave.room()), Map.of("u", 1L), false), slave.room());
        assertEquals(Map.of("u", 1L), other.taken());
    }

    @Test
    public void ofManyStreamsThoseThatWereTakenFromLastAreKnown() {
        begin();
        for (int i = 0; i < 64; i++) {
            keeper.become(slave.room(), Map.of("s" + i, 1L));
        }
        keeper.become(slave.room(), Map.of("s0", 2L));
        assertEquals(64, keeper.taken().size());
        keeper.become(slave.room(), Map.of("new", 1L));
        assertEquals(64, keeper.taken().size());
        assertTrue("it was used not long ago", keeper.taken().containsKey("s0"));
        assertFalse(keeper.taken().containsKey("s1"));
    }

    private List<? extends RoomNews> answer(Version has) {
        return keeper.answer(need(has), keeper.version(), "one");
    }

    private RoomNews.Need need(Version has) {
        return new RoomNews.Need(slave.room().address().slave(), "two", has);
    }
}
