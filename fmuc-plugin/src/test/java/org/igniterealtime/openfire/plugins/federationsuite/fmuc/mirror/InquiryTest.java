package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomNews.How;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.junit.Test;
import org.xmpp.packet.JID;

/** How a node that is to keep a room finds out who knows most of it, and for how long it waits. */
public class InquiryTest {

    private static final JID SLAVE = new JID("room@mirror.lit");
    private static final Instant START = Instant.parse("2010-05-24T12:00:00Z");
    private static final Version OLD = new Version(1, "one", 5);
    private static final Version NEW = new Version(1, "one", 6);

    private final Inquiry inquiry = new Inquiry("q2", Set.of("one", "two"), START);

    @Test
    public void itIsOverWhenAllHaveAnswered() {
        answers("one", Version.NONE, How.NOT);
        assertFalse(inquiry.isOver(START));
        assertEquals(List.of("two"), inquiry.unanswered());
        answers("two", Version.NONE, How.NOT);
        assertTrue(inquiry.isOver(START));
        assertEquals("nobody knows anything", Optional.empty(), inquiry.best());
    }

    @Test
    public void whoeverKeepsTheRoomIsWaitedForButNotForEver() {
        answers("one", OLD, How.KEEPING);
        answers("two", Version.NONE, How.NOT);
        assertEquals("what it says is not the last word", Optional.empty(), inquiry.best());
        assertFalse(inquiry.isOver(START.plusMillis(1999)));
        assertTrue(inquiry.isOver(START.plusMillis(2000)));
        assertFalse("there is still time to get it", inquiry.isLate(START.plusMillis(3999)));
        assertTrue(inquiry.isLate(START.plusMillis(4000)));
    }

    @Test
    public void thoseWhoAreAskedAgainAreAskedInAnOrderThatIsTheSameEachTime() {
        Set<String> nodes = Set.of("karl", "ada", "zora", "emil", "x9", "c", "hugo", "f");
        assertEquals(List.of("ada", "c", "emil", "f", "hugo", "karl", "x9", "zora"),
            new Inquiry("q", nodes, START).unanswered());
    }

    @Test
    public void whoeverKnowsMostIsTheOneWhoCounts() {
        answers("one", NEW, How.TOLD);
        answers("two", OLD, How.TOLD);
        assertEquals(Optional.of(new Inquiry.Offer("one", NEW, false)), inquiry.best());
        inquiry.knows(new Inquiry.Offer("", NEW, false));
        assertEquals("of two that know as much it is the first", "one", inquiry.best().get().node());
        inquiry.knows(new Inquiry.Offer("", NEW.next(), false));
        assertEquals("", inquiry.best().get().node());
    }

    @Test
    public void whatIsOfAnotherClusterCountsOnlyIfNobodyKnowsAnythingElse() {
        answers("one", NEW, How.FORMERLY);
        assertEquals(new Inquiry.Offer("one", NEW, true), inquiry.best().get());
        answers("two", OLD, How.TOLD);
        assertEquals(new Inquiry.Offer("two", OLD, false), inquiry.best().get());
        inquiry.knows(new Inquiry.Offer("", NEW.next(), true));
        assertEquals(new Inquiry.Offer("two", OLD, false), inquiry.best().get());
    }

    @Test
    public void ofTwoThatAreOfAnotherClusterTheOneWhoKnowsMoreCounts() {
        answers("one", OLD, How.FORMERLY);
        answers("two", NEW, How.FORMERLY);
        assertEquals("two", inquiry.best().get().node());
    }

    @Test
    public void itIsAskedAgainAfterAWhileAndNotTwiceAtOnce() {
        assertFalse(inquiry.asksAgain(START.plusMillis(299)));
        assertTrue(inquiry.asksAgain(START.plusMillis(300)));
        assertFalse(inquiry.asksAgain(START.plusMillis(599)));
        assertTrue(inquiry.asksAgain(START.plusMillis(600)));
    }

    @Test
    public void ifThisNodeHungNobodyHasBeenWaitedFor() {
        inquiry.asksAgain(START.plusMillis(1001));
        assertFalse("it counts from when it looks again", inquiry.isOver(START.plusMillis(3000)));
        assertTrue(inquiry.isOver(START.plusMillis(3001)));
        Inquiry busy = new Inquiry("q", Set.of("one"), START);
        busy.asksAgain(START.plusMillis(1000));
        assertTrue("a second is not long", busy.isOver(START.plusMillis(2000)));
    }

    @Test
    public void aNodeSaysHowItKnowsARoom() {
        assertEquals(How.NOT, Inquiry.how(RoomRole.OTHER, Version.NONE, false));
        assertEquals(How.TOLD, Inquiry.how(RoomRole.OTHER, OLD, false));
        assertEquals(How.TOLD, Inquiry.how(RoomRole.ASKING, OLD, false));
        assertEquals(How.FORMERLY, Inquiry.how(RoomRole.ASKING, OLD, true));
        assertEquals(How.KEEPING, Inquiry.how(RoomRole.KEEPING, OLD, false));
        assertEquals(How.KEEPING, Inquiry.how(RoomRole.GIVING, OLD, false));
    }

    @Test
    public void anAnswerToAnEarlierQuestionIsNone() {
        inquiry.answered(new RoomNews.Known(SLAVE, "one", OLD, How.TOLD, Optional.of("q1")));
        assertEquals(List.of("one", "two"), inquiry.unanswered());
        assertEquals(Optional.empty(), inquiry.best());
        SlaveAddress room = SlaveAddress.of(new JID("room@talk.lit"), "mirror.lit");
        RoomNews.Asked question = inquiry.question(room, "three", Set.of("one", "three"));
        assertEquals(new RoomNews.Asked(room.slave(), "three", Set.of("one", "three"), Optional.of("q2"), Version.NONE),
            question);
        inquiry.answered(Inquiry.answer(question, "one", RoomRole.OTHER, NEW, false));
        assertEquals(List.of("two"), inquiry.unanswered());
        assertEquals(Optional.of(new Inquiry.Offer("one", NEW, false)), inquiry.best());
    }

    private void answers(String node, Version version, How how) {
        inquiry.answered(new RoomNews.Known(SLAVE, node, version, how));
    }
}
