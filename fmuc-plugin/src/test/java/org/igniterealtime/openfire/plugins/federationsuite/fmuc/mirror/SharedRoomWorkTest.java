package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What becomes of stanzas and events of a room that nodes share, on the node that keeps it and on the others. */
public class SharedRoomWorkTest {

    private static final SlaveRoom VACANT = new Slave().room();
    private static final JID SLAVE = VACANT.address().slave();
    private static final Set<String> ALL = Set.of("one", "two", "three");
    private static final String KEEPER = Owners.of(SLAVE, ALL);
    /** Keeps it where the keeper is not. */
    private static final String SECOND = Owners.of(SLAVE, without(ALL, KEEPER));
    private static final String THIRD = without(without(ALL, KEEPER), SECOND).iterator().next();
    private static final List<Effect> EFFECTS = List.of(new Effect.Send(new Message()));

    private final Slave slave = new Slave();
    private final List<String> happened = new ArrayList<>();
    private RecordingSite site = new RecordingSite(KEEPER);

    private static Set<String> without(Set<String> nodes, String one) {
        Set<String> others = new TreeSet<>(nodes);
        others.remove(one);
        return others;
    }

    private SharedRoom on(String node) {
        site = new RecordingSite(node);
        return new SharedRoom(VACANT, false, site);
    }

    /** A room that a node keeps, with one other node there that has said that it knows nothing. */
    private SharedRoom kept(String other) {
        SharedRoom room = on(KEEPER);
        room.among(Set.of(other));
        room.heard(new RoomNews.Known(SLAVE, other, Version.NONE, RoomNews.How.NOT));
        assertTrue(room.isKept());
        site.takeTold();
        return room;
    }

    private RoomNews.Whole whole(Version version, boolean given) {
        return new RoomNews.Whole(SLAVE, version, version, site.codecs().wholes().encode(slave.room()), Map.of(), given);
    }

    private RoomNews.Changed change(String by, long number, Map<String, Long> taken, long settled) {
        return new RoomNews.Changed(SLAVE, by, new Version(1, by, number),
            site.codecs().changes().encode(slave.room(), slave.room()), taken, site.codecs().effects().encode(EFFECTS), settled);
    }

    private static RoomNews.Handed handed(String stream, long number) {
        return new RoomNews.Handed(SLAVE, stream, 1, number, "<message id='%d' from='a@b/c' to='%s'/>".formatted(number, SLAVE));
    }

    // ---- on a node that is alone

    @Test
    public void aNodeThatIsAloneDoesEverythingAtOnceAndTellsNobody() {
        SharedRoom room = on(KEEPER);
        assertFalse(room.isKept());
        room.among(Set.of());
        assertTrue(room.isKept());
        assertEquals("nobody is in who would have to be woken", List.of(), site.takeDone());
        assertTrue(room.admits(Optional.empty(), () -> happened.add("again")));
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        assertEquals(List.of("performs 1"), site.takeDone());
        assertEquals(List.of(), site.takeTold());
        assertEquals("it has happened already", List.of(), happened);
        assertFalse(room.isIdle());
        room.happened(VACANT, Optional.empty(), List.of());
        assertTrue(room.isIdle());
    }

    // ---- on the node that keeps it

    @Test
    public void whatComesOfAChangeIsDoneWhenTheOthersHaveIt() {
        SharedRoom room = kept(SECOND);
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        RoomNews.Changed change = site.takeTold(RoomNews.Changed.class).get(0);
        assertEquals("it is said to all", 1, change.version().number());
        assertEquals(EFFECTS.size(), site.codecs().effects().decode(change.effects()).size());
        assertEquals(List.of(), site.takeDone());
        assertTrue(room.isBusy());
        room.heard(new RoomNews.Took(SLAVE, SECOND, new Version(1, "somebody", 1)));
        assertEquals("of another term", List.of(), site.takeDone());
        room.heard(new RoomNews.Took(SLAVE, SECOND, change.version()));
        assertEquals(List.of("performs 1 shared"), site.takeDone());
        assertFalse(room.isBusy());
    }

    @Test
    public void whatComesOfANodeThatWasApartComesBehindTheQuestionToTheMasterWhatItHasToldThatSide() {
        SharedRoom room = kept(SECOND);
        RoomNews.Handed plain = handed("stream-" + SECOND, 1);
        room.heard(new RoomNews.Handed(SLAVE, plain.stream(), 1, 1, plain.xml(), Optional.of("left"), Optional.empty(),
            Version.NONE));
        assertEquals(List.of("was apart"), site.takeDone());
        assertEquals(1, site.processed.size());
        room.apart("left");
        assertEquals("it is asked once", List.of(), site.takeDone());
    }

    @Test
    public void whatWaitsWhenTheLinkBreaksIsNotSentAlsoIfTheLinkIsBackBeforeTheOthersHaveIt() {
        SharedRoom room = kept(SECOND);
        Slave hasty = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true)).has("Kev").says("Kev", "m1", "<body>One</body>");
        Packet message = hasty.takeSent().stream().filter(stanza -> stanza.getTo().equals(Slave.MASTER)).findFirst()
            .orElseThrow();
        SlaveRoom sent = hasty.room();
        room.happened(sent, Optional.empty(), List.of(new Effect.Send(message)));
        room.happened(hasty.breaks().room(), Optional.empty(), List.of());
        room.happened(sent, Optional.empty(), List.of(new Effect.Send(message)));
        assertEquals(List.of(), site.takeDone());
        room.heard(new RoomNews.Took(SLAVE, SECOND, site.takeTold(RoomNews.Changed.class).get(2).version()));
        assertEquals(List.of("performs 0 shared", "performs 0 shared", "performs 1 shared"), site.takeDone());
    }

    @Test
    public void whereNotAllNodesTakePartTheKeeperServesAllClients() {
        SharedRoom room = kept(SECOND);
        site.withoutSome();
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        RoomNews.Changed change = site.takeTold(RoomNews.Changed.class).get(0);
        assertEquals("", change.effects());
        room.heard(new RoomNews.Took(SLAVE, SECOND, change.version()));
        assertEquals(List.of("performs 1"), site.takeDone());
    }

    @Test
    public void whatAnotherNodeHandsOverIsProcessedAndItIsToldWhatHasBeenTaken() {
        SharedRoom room = kept(SECOND);
        room.heard(handed("stream-" + SECOND, 1));
        room.heard(handed("stream-" + SECOND, 2));
        assertEquals(2, site.processed.size());
        assertFalse("they are yet to lead to something", room.isIdle());
        Packet first = site.processed.get(0);
        assertTrue(room.admits(Optional.of(first), () -> { }));
        room.happened(slave.asks("Kev").room(), Optional.of(first), EFFECTS);
        assertEquals(Map.of("stream-" + SECOND, 1L), site.takeTold(RoomNews.Changed.class).get(0).taken());
        room.done(first);
        assertEquals("that is known already", List.of(), site.takeTold());
        room.done(site.processed.get(1));
        assertEquals("it led to nothing", Map.of("stream-" + SECOND, 2L), site.takeTold(RoomNews.Changed.class).get(0).taken());
    }

    @Test
    public void whoeverNeedsAChangeGetsIt() {
        SharedRoom room = kept(SECOND);
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        RoomNews.Changed change = site.takeTold(RoomNews.Changed.class).get(0);
        Version before = new Version(change.version().term(), change.version().owner(), 0);
        room.heard(new RoomNews.Need(SLAVE, SECOND, before));
        assertEquals(List.of(new RecordingSite.Told(SECOND, change)), site.takeTold());
    }

    @Test
    public void anotherOneWhoThinksThatHeKeepsTheRoomIsToldOtherwise() {
        SharedRoom room = kept(SECOND);
        Version his = new Version(Long.MAX_VALUE / 2, SECOND, 7);
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        site.takeTold();
        room.heard(whole(his, false));
        assertTrue(room.isKept());
        RoomNews.Whole answer = site.takeTold(RoomNews.Whole.class).get(0);
        assertTrue(answer.version().compareTo(his) > 0);
        assertEquals(KEEPER, answer.version().owner());
        assertEquals("nobody is waited for by the old count", List.of("performs 1 shared"), site.takeDone());
    }

    @Test
    public void anAdministratorOnAnotherNodeMayCloseTheRoomWhereItIsKeptOnly() {
        kept(SECOND).heard(new RoomNews.Close(SLAVE, "Too loud"));
        assertEquals(List.of("closes: Too loud"), site.takeDone());
        SharedRoom other = on(SECOND);
        other.among(Set.of(KEEPER));
        other.heard(new RoomNews.Close(SLAVE, "Too loud"));
        assertEquals(List.of(), site.takeDone());
    }

    @Test
    public void whoeverComesIsToldOfTheRoomAndWhoeverWasThereIsNotToldAgain() {
        SharedRoom room = kept(SECOND);
        room.among(Set.of(SECOND, THIRD));
        assertEquals(List.of(THIRD), site.takeTold().stream().map(RecordingSite.Told::to).toList());
    }

    // ---- giving it away

    @Test
    public void aNodeThatStopsGivesTheRoomAwayWhenAllThatWasToBeDoneIsDone() {
        SharedRoom room = kept(SECOND);
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        RoomNews.Changed change = site.takeTold(RoomNews.Changed.class).get(0);
        room.leave();
        assertEquals("not yet", List.of(), site.takeTold());
        assertFalse(room.isKept());
        assertTrue(room.isBusy());
        room.heard(new RoomNews.Took(SLAVE, SECOND, change.version()));
        assertEquals(List.of("performs 1 shared"), site.takeDone());
        List<RecordingSite.Told> told = site.takeTold();
        assertEquals(1, told.size());
        assertEquals(SECOND, told.get(0).to());
        assertTrue(told.get(0).news() instanceof RoomNews.Whole whole && whole.given());
        assertFalse(room.isBusy());
    }

    @Test
    public void aNodeThatStopsAndIsAloneGoesOn() {
        SharedRoom room = on(KEEPER);
        room.among(Set.of());
        room.leave();
        assertTrue(room.isKept());
    }

    @Test
    public void whatStillWaitedWhenAnotherNodeGivesANewerRoomIsDone() {
        SharedRoom room = kept(SECOND);
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        site.takeTold();
        room.heard(whole(new Version(Long.MAX_VALUE / 2, SECOND, 7), true));
        assertTrue(room.isKept());
        assertEquals(List.of("performs 1 shared", "becomes [Kev]", "begins in order"), site.takeDone());
    }

    // ---- while others are asked

    @Test
    public void whatComesWhileOthersAreAskedHappensWhenTheyHaveAnswered() {
        SharedRoom room = on(KEEPER);
        room.among(Set.of(SECOND));
        assertEquals(List.of(new RecordingSite.Told(RecordingSite.ALL,
            new RoomNews.Asked(SLAVE, KEEPER, Set.of(KEEPER, SECOND), Optional.of(site.now().toEpochMilli() + "-1"),
                Version.NONE))),
            site.takeTold());
        assertFalse(room.admits(Optional.empty(), () -> happened.add("an alarm")));
        assertFalse(room.admits(Optional.of(new Message()), () -> happened.add("a stanza")));
        room.heard(handed("stream-" + SECOND, 1));
        assertEquals(List.of(), happened);
        assertEquals(List.of(), site.processed);
        room.heard(new RoomNews.Known(SLAVE, SECOND, Version.NONE, RoomNews.How.NOT));
        assertTrue(room.isKept());
        assertEquals(List.of("an alarm", "a stanza"), happened);
        assertEquals(1, site.processed.size());
    }

    @Test
    public void ofTooMuchThatWaitsStanzasAreRefused() {
        SharedRoom room = on(KEEPER);
        room.among(Set.of(SECOND));
        for (int i = 0; i < 256; i++) {
            room.admits(Optional.empty(), () -> happened.add("alarm"));
        }
        Message stanza = new Message();
        assertFalse(room.admits(Optional.of(stanza), () -> happened.add("stanza")));
        assertFalse(room.admits(Optional.empty(), () -> happened.add("alarm")));
        assertEquals(List.of(stanza), site.refused);
        room.heard(new RoomNews.Known(SLAVE, SECOND, Version.NONE, RoomNews.How.NOT));
        assertEquals(256, happened.size());
    }

    @Test
    public void whoeverKnowsMoreIsAskedForItAndTheRoomIsKeptWhenItIsHere() {
        SharedRoom room = on(KEEPER);
        room.among(Set.of(SECOND, THIRD));
        site.takeTold();
        room.heard(new RoomNews.Known(SLAVE, SECOND, new Version(1, SECOND, 1), RoomNews.How.TOLD));
        room.heard(new RoomNews.Known(SLAVE, THIRD, Version.NONE, RoomNews.How.NOT));
        assertEquals(List.of(new RecordingSite.Told(SECOND, new RoomNews.Need(SLAVE, KEEPER, Version.NONE))), site.takeTold());
        slave.asks("Kev");
        room.heard(whole(new Version(1, SECOND, 0), false));
        assertFalse("there is one change more", room.isKept());
        room.heard(change(SECOND, 1, Map.of(), 0));
        assertTrue(room.isKept());
        assertEquals("the last keeper has not given it away",
            List.of("becomes [Kev]", "becomes [Kev]", "delivers 1", "begins"), site.takeDone());
    }

    @Test
    public void whoeverKnowsMoreAndDoesNotSayItIsNotWaitedForForEver() {
        SharedRoom room = on(KEEPER);
        room.among(Set.of(SECOND));
        room.heard(new RoomNews.Known(SLAVE, SECOND, new Version(1, SECOND, 1), RoomNews.How.TOLD));
        for (int i = 0; i < 19; i++) {
            site.after(Duration.ofMillis(200));
            room.pass();
        }
        assertFalse(room.isKept());
        site.after(Duration.ofMillis(200));
        room.pass();
        assertTrue(room.isKept());
    }

    // ---- on another node

    @Test
    public void anotherNodeHandsStanzasOverAndForgetsThemWhenTheyAreTaken() {
        SharedRoom room = on(SECOND);
        room.among(Set.of(KEEPER));
        Packet stanza = Xml.stanza("<message from='a@b/c' to='" + SLAVE + "'/>");
        assertFalse(room.admits(Optional.of(stanza), () -> happened.add("again")));
        assertFalse("what is no stanza is no matter of it", room.admits(Optional.empty(), () -> happened.add("alarm")));
        List<RecordingSite.Told> told = site.takeTold();
        assertEquals(1, told.size());
        assertEquals(KEEPER, told.get(0).to());
        assertTrue(told.get(0).news() instanceof RoomNews.Handed item && item.number() == 1);
        assertTrue(room.isBusy());
        room.heard(whole(new Version(1, KEEPER, 0), false));
        room.heard(change(KEEPER, 1, Map.of(site.stream(), 1L), 0));
        assertFalse(room.isBusy());
        assertEquals(List.of(), happened);
    }

    @Test
    public void anotherNodeMakesTheChangesServesItsOwnClientsAndSaysSo() {
        SharedRoom room = on(SECOND);
        room.among(Set.of(KEEPER));
        slave.asks("Kev");
        room.heard(whole(new Version(1, KEEPER, 0), false));
        assertEquals(List.of(new RoomNews.Took(SLAVE, SECOND, new Version(1, KEEPER, 0))), site.takeTold(RoomNews.Took.class));
        site.takeDone();
        room.heard(change(KEEPER, 1, Map.of(), 0));
        assertEquals(List.of("becomes [Kev]", "delivers 1"), site.takeDone());
        assertEquals(List.of(new RoomNews.Took(SLAVE, SECOND, new Version(1, KEEPER, 1))), site.takeTold(RoomNews.Took.class));
        room.heard(change(KEEPER, 1, Map.of(), 0));
        assertEquals("once", List.of(), site.takeDone());
        assertEquals("but it says so again", 1, site.takeTold(RoomNews.Took.class).size());
    }

    @Test
    public void ifTheKeeperIsLostTheNextOnePassesOnWhatNotAllMayHaveAndWakesTheRoom() {
        SharedRoom room = on(SECOND);
        room.among(Set.of(KEEPER, THIRD));
        slave.asks("Kev");
        room.heard(whole(new Version(1, KEEPER, 0), false));
        room.heard(change(KEEPER, 1, Map.of(), 0));
        room.heard(change(KEEPER, 2, Map.of(), 1));
        room.among(Set.of(THIRD));
        site.takeTold();
        site.takeDone();
        room.heard(change(KEEPER, 3, Map.of(), 1));
        assertEquals("what the lost one said comes too late", List.of(), site.takeDone());
        room.heard(new RoomNews.Known(SLAVE, THIRD, new Version(1, KEEPER, 1), RoomNews.How.TOLD));
        assertTrue(room.isKept());
        List<RoomNews> told = site.takeTold(RoomNews.class);
        assertEquals("the first has come to all", change(KEEPER, 2, Map.of(), 1).passedOn(SECOND), told.get(0));
        assertTrue(told.get(1) instanceof RoomNews.Whole whole && whole.parent().equals(new Version(1, KEEPER, 2))
            && whole.version().owner().equals(SECOND) && !whole.given());
        assertEquals(2, told.size());
        assertEquals(List.of("begins"), site.takeDone());
    }

    @Test
    public void theBeginningOfATermIsTakenWhenWhatLeadsToItIsHere() {
        SharedRoom room = on(THIRD);
        room.among(Set.of(KEEPER, SECOND));
        room.heard(whole(new Version(1, SECOND, 0), false));
        Version second = new Version(2, SECOND, 0);
        Version third = new Version(3, KEEPER, 0);
        room.heard(begins(third, second));
        site.takeTold();
        room.heard(begins(second, new Version(1, SECOND, 0)));
        assertEquals(List.of(new RoomNews.Took(SLAVE, THIRD, second), new RoomNews.Took(SLAVE, THIRD, third)),
            site.takeTold(RoomNews.Took.class));
    }

    @Test
    public void theBeginningOfATermThatIsOverIsNotWaitedFor() {
        SharedRoom room = on(THIRD);
        room.among(Set.of(KEEPER, SECOND));
        room.heard(whole(new Version(1, SECOND, 0), false));
        room.heard(begins(new Version(3, KEEPER, 0), new Version(2, SECOND, 0)));
        assertTrue(room.isBusy());
        room.heard(whole(new Version(4, KEEPER, 2), false));
        assertFalse(room.isBusy());
        assertEquals("its clients have not seen what lies between", 1, site.missed.size());
    }

    @Test
    public void theFirstChangeOfALostNodesTermIsMadeWhereItsBeginningWasNotHeard() {
        SharedRoom room = on(THIRD);
        room.among(Set.of(KEEPER, SECOND));
        Version known = new Version(1, KEEPER, 0);
        room.heard(whole(known, false));
        room.among(Set.of(SECOND));
        site.takeTold();
        Version lost = new Version(2, "lost", 1);
        room.heard(new RoomNews.Changed(SLAVE, SECOND, lost, site.codecs().changes().encode(slave.room(), slave.room()),
            Map.of(), site.codecs().effects().encode(EFFECTS), 0, known));
        assertTrue("clients are told", site.takeDone().contains("delivers 1"));
        Version begun = new Version(3, SECOND, 0);
        room.heard(begins(begun, lost));
        assertFalse("it is known who keeps it", room.isBusy());
        assertEquals(List.of(new RoomNews.Took(SLAVE, THIRD, lost), new RoomNews.Took(SLAVE, THIRD, begun)),
            site.takeTold(RoomNews.Took.class));
        assertEquals(List.of(), site.missed);
    }

    private RoomNews.Whole begins(Version version, Version parent) {
        return new RoomNews.Whole(SLAVE, version, parent, site.codecs().wholes().encode(slave.room()), Map.of(), false);
    }

    @Test
    public void whatANodeHandedOverAndNobodyTookItTakesItselfWhenItKeepsTheRoom() {
        SharedRoom room = on(SECOND);
        room.among(Set.of(KEEPER));
        room.admits(Optional.of(Xml.stanza("<message id='m' from='a@b/c' to='" + SLAVE + "'/>")), () -> { });
        assertEquals(List.of(), site.processed);
        room.among(Set.of());
        assertTrue(room.isKept());
        assertEquals(List.of("m"), site.processed.stream().map(Packet::getID).toList());
    }

    @Test
    public void whatANodeHandedOverGoesToWhoeverKeepsTheRoomInstead() {
        SharedRoom room = on(THIRD);
        room.among(Set.of(KEEPER, SECOND));
        room.admits(Optional.of(Xml.stanza("<message id='m' from='a@b/c' to='" + SLAVE + "'/>")), () -> { });
        site.takeTold();
        room.among(Set.of(SECOND));
        List<RecordingSite.Told> told = site.takeTold();
        assertEquals(1, told.size());
        assertEquals(SECOND, told.get(0).to());
        assertTrue(told.get(0).news() instanceof RoomNews.Handed);
    }

    // ---- in another cluster

    @Test
    public void whatWasKeptInAnotherClusterIsOfThePastUnlessNobodyKnowsBetter() {
        SharedRoom room = kept(SECOND);
        slave.asks("Kev");
        room.happened(slave.room(), Optional.empty(), EFFECTS);
        Version last = site.takeTold(RoomNews.Changed.class).get(0).version();
        room.moved();
        assertFalse(room.isKept());
        assertEquals("nobody is left who could say that he has it", List.of("performs 1 shared"), site.takeDone());
        room.heard(new RoomNews.Asked(SLAVE, THIRD, Set.of(THIRD, KEEPER), Optional.empty(), Version.NONE));
        assertEquals(List.of(new RoomNews.Known(SLAVE, KEEPER, last, RoomNews.How.FORMERLY)),
            site.takeTold(RoomNews.Known.class));
        room.among(Set.of(THIRD));
        room.heard(new RoomNews.Known(SLAVE, THIRD, Version.NONE, RoomNews.How.NOT));
        assertTrue(room.isKept());
        assertEquals("it was this node that kept it", List.of("begins in order"), site.takeDone());
        RoomNews.Whole whole = site.takeTold(RoomNews.Whole.class).get(0);
        assertEquals(last, whole.parent());
    }

    @Test
    public void whatOthersKnowInTheNewClusterCountsMoreThanTheNodesOwnPast() {
        SharedRoom room = kept(SECOND);
        room.happened(slave.asks("Kev").room(), Optional.empty(), EFFECTS);
        room.moved();
        room.among(Set.of(THIRD));
        site.takeTold();
        site.takeDone();
        room.heard(new RoomNews.Known(SLAVE, THIRD, new Version(1, THIRD, 0), RoomNews.How.TOLD));
        assertEquals(1, site.takeTold(RoomNews.Need.class).size());
        slave.asks("Amy");
        room.heard(whole(new Version(1, THIRD, 0), false));
        assertTrue(room.isKept());
        assertEquals("and asks the master for what it was told apart",
            List.of("becomes [Kev, Amy]", "begins in order", "was apart"), site.takeDone());
        assertEquals("its clients have not seen what lies between", 1, site.missed.size());
    }

    @Test
    public void whatCameOfChangesUpToTheStateInWhichClientsAreEnteredAgainIsNotToldThemBehindThat() {
        SharedRoom room = on(THIRD);
        room.among(Set.of(SECOND));
        room.heard(whole(new Version(1, SECOND, 3), false));
        room.moved();
        room.among(Set.of(KEEPER));
        room.heard(change(KEEPER, 2, Map.of(), 0));
        site.takeDone();
        room.heard(whole(new Version(1, KEEPER, 1), false));
        assertEquals("they are brought together with all that is known", 1, site.missed.size());
        assertEquals(List.of("becomes []", "becomes []", "delivers 0"), site.takeDone());
        room.heard(change(KEEPER, 3, Map.of(), 0));
        assertEquals(List.of("becomes []", "delivers 1"), site.takeDone());
    }
}
