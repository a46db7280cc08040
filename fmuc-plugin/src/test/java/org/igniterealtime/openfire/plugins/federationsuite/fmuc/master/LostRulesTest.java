package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master.jid;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** How a slave that may have missed something is told so, and how it gets what it missed. */
public class LostRulesTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String SELF = "<status code='110'/>";
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration GRACE = MasterPolicy.DEFAULT.grace();
    private static final Duration PATIENCE = MasterPolicy.DEFAULT.answerWithin();
    private final Master master = new Master().has("Kev", "Amy");

    // ---- telling

    @Test
    public void aSlaveWhoseConnectionBrokeIsToldAndToldAgainLessAndLessOften() {
        MasterPolicy bounds = MasterPolicy.DEFAULT;
        master.holding(new MasterPolicy(bounds.mostOccupants(), bounds.mostOfMirror(), bounds.mostMirrors(),
            bounds.mostQuestions(), bounds.stanzaChars(), GRACE, PATIENCE, Duration.ZERO));
        theTelling(master.breaks(SLAVE).after(MOMENT));
        for (int wait : List.of(5, 10, 20, 40, 80, 160, 300)) {
            master.after(Duration.ofSeconds(wait).minus(MOMENT)).sends();
            theTelling(master.after(MOMENT));
        }
        assertEquals("nobody leaves for that", Set.of("Amy", "Kev"), nicks());
    }

    @Test
    public void aSlaveThatHasJoinedAgainSinceTheConnectionWasReplacedIsNotTold() {
        master.after(Duration.ofSeconds(1)).receives(rejoin("Kev", "2010-05-24T11:59:00Z")).roomShows("Kev", "Kev", SELF)
            .roomHasHandledIt().andSo();
        master.breaks(SLAVE, Master.START.plusMillis(999)).after(MOMENT).sends();
        theTelling(master.breaks(SLAVE, Master.START.plusMillis(1000)).after(MOMENT));
    }

    @Test
    public void whatAnswersTheFirstThatJoinsAgainBeginsWithTheMarkThatItsSlaveWants() {
        for (boolean thin : List.of(false, true)) {
            Master one = new Master().overAThinLink(thin).has("Kev", "Amy").receives(rejoin("Kev", "2010-05-24T11:59:00Z", "1a"));
            one.roomShows("Curtis", "Kev").roomShows("Dora", "Kev").roomShows("Amy", "Kev").sends();
            one.roomShows("Kev", "Kev", SELF, "<status code='201'/>");
            assertEquals(List.of("1a", "", "", ""), marks(one.takeSent()));
            one.receives(rejoin("Amy", null)).roomShows("Amy", "Amy", SELF).roomShows("Kev", "Kev", SELF);
            assertEquals("no other is marked", List.of("", ""), marks(one.takeSent()));
        }
    }

    @Test
    public void whereNobodyElseIsInItIsHisOwnPresenceThatIsMarked() {
        master.receives(rejoin("Kev", "2010-05-24T11:59:00Z", "1a")).roomShows("Kev", "Kev", SELF);
        assertEquals(List.of("1a"), marks(master.takeSent()));
    }

    @Test
    public void whoeverWasPutOutMeanwhileIsAnsweredWithTheMarkAsWell() {
        Master empty = new Master().receives(rejoin("Kev", "2010-05-24T11:59:00Z", "1a"));
        empty.roomShows("Curtis", "Kev").roomShows("Kev", "Kev", SELF);
        assertEquals(List.of("1a", ""), marks(empty.takeSent()));
    }

    @Test
    public void whoComesOnAnotherThreadBeforeTheAnswerIsPartOfIt() {
        master.receives(rejoin("Kev", "2010-05-24T11:59:00Z", "1a")).roomShows("Curtis", "Kev").later();
        master.roomShows("Bob", "Amy").roomShowsGone("Curtis", "Amy").andSo();
        List<Packet> sent = master.roomShows("Kev", "Kev", SELF).takeSent();
        assertEquals(List.of("Bob", "Kev"), sent.stream().map(one -> one.getFrom().getResource()).toList());
        assertEquals(List.of("1a", ""), marks(sent));
    }

    @Test
    public void aMarkThatAnOccupantWritesIsNotPassedOn() {
        master.receives(rejoin("Kev", "2010-05-24T11:59:00Z", "1a"));
        master.roomSends(marked("Curtis", "1b"));
        master.roomShows("Kev", "Kev", SELF);
        assertEquals(List.of("1a", ""), marks(master.takeSent()));
        master.receives(rejoin("Amy", null)).roomShows("Amy", "Amy", SELF).andSo();
        master.roomSends(marked("Dora", "1a"));
        assertEquals(List.of(""), marks(master.takeSent()));
    }

    @Test
    public void aSlaveThatWantsNoMarkGetsNone() {
        master.receives(rejoin("Kev", "2010-05-24T11:59:00Z")).roomShows("Curtis", "Kev").roomShows("Kev", "Kev", SELF);
        assertEquals(List.of("", ""), marks(master.takeSent()));
    }

    private static String marked(String nick, String id) {
        return "<presence from='jabberchat@talk.example.com/%s' to='%s'><resume id='%s' xmlns='%s'/></presence>"
            .formatted(nick, Master.jid("Kev"), id, Resume.ELEMENT.getNamespaceURI());
    }

    private static List<String> marks(List<Packet> sent) {
        return sent.stream().map(one -> Resume.id(one).orElse("")).toList();
    }

    @Test
    public void aSlaveThatNobodyCameThroughIsNotTold() {
        master.breaks(SLAVE.replace("remote", "far")).after(MOMENT).sends();
        assertTrue(master.room().lost().isEmpty());
    }

    @Test
    public void aSlaveThatCannotBeReachedYetIsToldAgain() {
        String id = theTelling(master.breaks(SLAVE).after(MOMENT));
        master.receives(error(id, "remote-server-not-found")).sends();
        theTelling(master.after(Duration.ofSeconds(5)));
    }

    @Test
    public void ofASlaveThatStaysOutOfReachIsDoubtedWhetherAnybodyIsThere() {
        String id = theTelling(master.breaks(SLAVE).after(MOMENT));
        assertEquals(Set.of(), master.room().suspicions().keySet());
        master.receives(error(id, "remote-server-not-found")).sends();
        assertEquals(Set.of(new JID(SLAVE)), master.room().suspicions().keySet());
    }

    @Test
    public void aSlaveThatAnswersIsToldAgainUntilItJoinsAgain() {
        String id = theTelling(master.breaks(SLAVE).after(MOMENT));
        master.receives("<iq type='result' id='%s' from='%s' to='%s'/>".formatted(id, SLAVE, ROOM)).sends();
        theTelling(master.after(Duration.ofSeconds(5)));
        master.receives(rejoin("Kev", "2010-05-24T11:59:00Z")).after(Duration.ofSeconds(10)).andSo();
        assertTrue(master.room().lost().isEmpty());
    }

    @Test
    public void anAnswerToSomethingElseIsNone() {
        theTelling(master.breaks(SLAVE).after(MOMENT));
        master.receives(error("other", "item-not-found")).sends();
        assertFalse(master.room().lost().isEmpty());
    }

    @Test
    public void whereASlaveSaysThatNobodyIsThereEverybodyLeaves() {
        String id = theTelling(master.breaks(SLAVE).after(MOMENT));
        master.receives(error(id, "item-not-found")).sends(leaving("Kev"), leaving("Amy"));
        assertTrue(master.room().lost().isEmpty());
    }

    @Test
    public void aSlaveThatIsOutOfReachForADayIsGivenUp() {
        master.breaks(SLAVE).after(Duration.ofDays(1));
        assertFalse(master.room().lost().isEmpty());
        master.after(MOMENT).andSo();
        assertTrue(master.room().lost().isEmpty());
    }

    @Test
    public void aSlaveWhoseOccupantsHadToLeaveIsToldWhenItMayBeThereAgain() {
        master.receives("<message type='error' id='b' from='%s' to='%s'><error type='cancel'>".formatted(SLAVE, ROOM)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").after(GRACE).andSo();
        master.after(PATIENCE).sends(leaving("Kev"), leaving("Amy"));
        master.roomShowsGone("Kev", "Kev").roomShowsGone("Amy", "Amy").roomHasHandledIt().andSo();
        assertEquals(Set.of(), nicks());
        master.after(GRACE.minus(MOMENT)).sends();
        theTelling(master.after(MOMENT));
    }

    @Test
    public void aSlaveWhoseOccupantsHadToLeaveIsToldAlsoIfAnotherComesBeforeThat() {
        master.receives("<message type='error' id='b' from='%s' to='%s'><error type='cancel'>".formatted(SLAVE, ROOM)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").after(GRACE).andSo();
        master.after(PATIENCE).roomShowsGone("Kev", "Kev").roomShowsGone("Amy", "Amy").roomHasHandledIt().andSo();
        master.asked("Bob").roomShows("Bob", "Bob", SELF).roomHasHandledIt().andSo();
        theTelling(master.after(MOMENT));
        assertEquals("it may know of the others still", Set.of("Bob"), nicks());
        Master never = new Master().asked("Bob").andSo();
        assertTrue(never.room().lost().isEmpty());
    }

    // ---- what was missed

    @Test
    @Conforms("loss-1")
    public void whoeverJoinsAgainIsToldWhatTheRoomRemembersFromBeforeThenWhatWasSaidSinceThenTheSubject() {
        curtisSays("c1");
        master.sends(said("c1", "")).after(Duration.ofSeconds(10)).breaks(SLAVE);
        curtisSays("c2");
        master.sends();

        master.after(Duration.ofSeconds(2)).andSo().receives(rejoin("Kev", "2010-05-24T11:59:30Z")).lets(("<presence from='%s' "
            + "to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>").formatted(jid("Kev"), ROOM));
        master.roomShows("Kev", "Kev", SELF).andSo();
        fromMemory("old", "2010-05-24T11:40:00Z");
        fromMemory("before", "2010-05-24T11:59:50Z");
        fromMemory("c1", "2010-05-24T12:00:00Z");
        fromMemory("c2", "2010-05-24T12:00:10Z");
        // c1 is of the very moment from which on it is written down here: it is told twice, and the slave knows it again.
        master.sends(said("before", delay("2010-05-24T11:59:50Z")), said("c1", delay("2010-05-24T12:00:00Z")));
        String subject = "<message type='groupchat' from='%s' to='%s'><subject>Roses</subject></message>";
        master.roomSends(subject.formatted(ROOM, jid("Kev"))).roomHasHandledIt().sends(
            said("c1", delay("2010-05-24T12:00:00Z")), said("c2", delay("2010-05-24T12:00:10Z")),
            subject.formatted(ROOM, SLAVE));

        curtisSays("c3");
        master.sends(said("c3", ""));
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSaidWhileOneJoinsAgainComesBehindWhatWasSaidBefore() {
        master.breaks(SLAVE);
        curtisSays("c1");
        master.after(Duration.ofSeconds(2)).andSo().receives(rejoin("Kev", "2010-05-24T11:59:30Z"))
            .roomShows("Kev", "Kev", SELF).andSo();
        // The copy of somebody else, whom another thread serves first.
        master.roomSends("<message type='groupchat' id='c2' from='%s/Curtis' to='%s'><body>Hi</body></message>"
            .formatted(ROOM, jid("Amy"))).sends();
        master.roomHasHandledIt().sends(said("c1", delay("2010-05-24T12:00:00Z")), said("c2", delay("2010-05-24T12:00:02Z")),
            "<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(ROOM, SLAVE));
        curtisSays("c3");
        master.sends(said("c3", ""));
    }

    @Test
    public void whileOneJoinsAgainTheOthersAreAwaitedAndAskedForIfTheyDoNotCome() {
        master.breaks(SLAVE).receives(rejoin("Kev", "2010-05-24T11:59:00Z")).roomShows("Kev", "Kev", SELF).roomHasHandledIt()
            .andSo().after(PATIENCE.minus(MOMENT)).sends();
        List<Packet> sent = master.after(MOMENT).takeSent();
        assertEquals(sent.toString(), 1, sent.size());
        assertEquals(SLAVE + "/Amy", sent.get(0).getTo().toString());
        assertEquals(Set.of("Amy", "Kev"), nicks());
        master.receives("<iq type='error' id='%s' from='%s/Amy' to='%s'><error type='cancel'>".formatted(sent.get(0).getID(),
            SLAVE, ROOM) + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").sends(leaving("Amy"));
    }

    @Test
    public void whoeverComesBehindTheFirstIsNotAskedForAndBringsNothingTwice() {
        curtisSays("c1");
        master.breaks(SLAVE).receives(rejoin("Kev", "2010-05-24T11:59:00Z")).roomShows("Kev", "Kev", SELF).roomHasHandledIt()
            .andSo();
        master.receives(rejoin("Amy", null)).roomShows("Amy", "Amy", SELF).andSo();
        master.roomSends("<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(ROOM, jid("Amy")))
            .roomHasHandledIt();
        assertTrue(master.takeSent().stream().noneMatch(stanza -> "c1".equals(stanza.getID())));
        master.after(PATIENCE).sends();
        assertEquals(Set.of("Amy", "Kev"), nicks());
    }

    @Test
    public void aMirrorThatDoesNotKnowTheWordIsSentWhatItMissed() {
        curtisSays("c1");
        master.after(Duration.ofSeconds(10)).andSo();
        String id = theTelling(master.breaks(SLAVE).after(MOMENT));
        curtisSays("c2");
        master.sends().receives(error(id, "service-unavailable")).sends(said("c2", delay("2010-05-24T12:00:10.001Z")));
        assertTrue(master.room().lost().isEmpty());
        curtisSays("c3");
        master.sends(said("c3", ""));
    }

    // ---- stanzas

    /** A copy for each of those who came through the slave, as a room sends them. */
    private void curtisSays(String id) {
        for (String nick : List.of("Kev", "Amy")) {
            master.roomSends("<message type='groupchat' id='%s' from='%s/Curtis' to='%s'><body>Hi</body></message>"
                .formatted(id, ROOM, jid(nick)));
        }
    }

    /** The room tells Kev, who joins, what was said. */
    private void fromMemory(String id, String stamp) {
        master.roomSends("<message type='groupchat' id='%s' from='%s/Curtis' to='%s'><body>Hi</body>%s</message>"
            .formatted(id, ROOM, jid("Kev"), delay(stamp)));
    }

    private static String said(String id, String more) {
        return "<message type='groupchat' id='%s' from='%s/Curtis' to='%s'><body>Hi</body>%s</message>"
            .formatted(id, ROOM, SLAVE, more);
    }

    private static String delay(String stamp) {
        return "<delay xmlns='urn:xmpp:delay' from='%s' stamp='%s'/>".formatted(ROOM, stamp);
    }

    private static String rejoin(String nick, String since, String id) {
        return rejoin(nick, since).replace("<resume ", "<resume id='" + id + "' ");
    }

    private static String rejoin(String nick, String since) {
        String history = since == null ? "maxstanzas='0'" : "since='" + since + "'";
        return ("<presence from='%s' to='%s/%s'><fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/>"
            + "<x xmlns='http://jabber.org/protocol/muc'><history %s/></x>"
            + "<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/></presence>")
            .formatted(SLAVE, ROOM, nick, jid(nick), history);
    }

    private static String error(String id, String condition) {
        return ("<iq type='error' id='%s' from='%s' to='%s'><error type='cancel'>"
            + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").formatted(id, SLAVE, ROOM, condition);
    }

    private static String leaving(String nick) {
        return "<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(jid(nick), ROOM, nick);
    }

    private Set<String> nicks() {
        return master.room().occupants().values().stream().map(VirtualOccupant::nick)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The only stanza that was sent, which tells the slave that it may have missed something. */
    private static String theTelling(Master master) {
        List<Packet> sent = master.takeSent();
        assertEquals(sent.toString(), 1, sent.size());
        IQ telling = (IQ) sent.get(0);
        assertEquals(new JID(ROOM), telling.getFrom());
        assertEquals(new JID(SLAVE), telling.getTo());
        assertEquals(IQ.Type.set, telling.getType());
        assertEquals("resume", telling.getChildElement().getName());
        return telling.getID();
    }
}
