package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.BACK;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.BEFORE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.HELLO;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.NO_SUBJECT;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.PATIENCE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.answers;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.cut;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.notice;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.onceMore;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.rejoin;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.theProbe;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.told;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What follows when a master that could not be reached tells what was missed, or should. */
public class SlaveResumingTest {

    private static final String AWAY = "<presence from='kev@remote.example.com/Swift' to='%s/Kev'><show>away</show></presence>"
        .formatted("jabberchat\\40talk.example.com@mirror.remote.example.com");

    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    @Test
    public void aQuarterOfAnHourMoreIsAskedForThanWasMissedBecauseADeadConnectionIsNotKnownToBeOneForSoLong() {
        slave.after(Duration.ofMinutes(20)).hears("Curtis", "c1", "Hi").andSo();
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.sends(rejoin("Kev", "<history since='2010-05-24T12:04:00Z'/>"));
    }

    @Test
    public void whoeverIsLetGoWithoutAReasonJoinsAgainWhereAnotherNodeMayHaveSaidThatHeIsGone() {
        Slave shared = node("n1").has("Kev", "Amy").shows("Curtis").andSo();
        shared.showsGone("Amy");
        List<Packet> sent = shared.takeSent();
        assertTrue("nobody is told that he is out", sent.stream().noneMatch(stanza -> stanza instanceof Presence presence
            && presence.getType() == Presence.Type.unavailable && !"Curtis".equals(stanza.getFrom().getResource())));
        assertEquals("the first joins again", Slave.MASTER + "/Kev", sent.get(sent.size() - 1).getTo().toString());
        shared.shows("Kev", SELF).shows("Curtis");
        assertEquals("and so does he", Slave.MASTER + "/Amy", shared.takeSent().stream().filter(stanza -> stanza.getTo()
            .asBareJID().equals(Slave.MASTER)).reduce((one, other) -> other).orElseThrow().getTo().toString());
        shared.shows("Amy", SELF).receives(NO_SUBJECT).andSo();
        assertFalse(shared.room().link().isLost());
        assertEquals(2, shared.room().audience().size());
    }

    @Test
    public void whoeverComesBackWithANodeBeforeTheMasterHasAnsweredThatHeIsGoneIsLetIn() {
        Slave shared = node("n1").has("Kev", "Amy").leaves("Amy").andSo().asks("Amy");
        List<Packet> sent = shared.takeSent();
        assertEquals(Slave.MASTER + "/Amy", sent.get(sent.size() - 1).getTo().toString());
        shared.showsGone("Amy").shows("Amy", SELF).andSo();
        assertEquals(2, shared.room().audience().size());
        assertFalse(shared.room().link().isLost());
    }

    @Test
    public void whoeverWasTakenForLostIsNotToldThatHeIsOutWhenHisNodeIsBack() {
        Slave again = node("n1").has("Kev", "Amy").loses("Amy").andSo().asks("Amy");
        assertFalse("his node has him enter again", isToldToBeOut(again, "Amy"));
        assertEquals("and so he does", 2, again.shows("Amy", SELF).room().audience().size());
        Slave gone = node("n1").has("Kev", "Amy").loses("Amy").showsGone("Amy");
        assertFalse("and he may do so behind the master's answer", isToldToBeOut(gone, "Amy"));
        assertTrue("whoever leaves himself is told", isToldToBeOut(node("n1").has("Kev", "Amy")
            .leaves("Amy").showsGone("Amy"), "Amy"));
    }

    private static boolean isToldToBeOut(Slave slave, String nick) {
        return slave.takeSent().stream().anyMatch(stanza -> stanza instanceof Presence presence
            && presence.getType() == Presence.Type.unavailable && presence.getTo().toString().equals(Slave.jid(nick)));
    }

    @Test
    public void whatAnotherSideOfTheClusterHasLeftBehindIsSentUnlessTheMasterShowsThatItHasIt() {
        Slave shared = node("n1").has("Kev").isBackTogether(left(1, "m1"), left(2, "m2"));
        shared.shows("Kev", SELF).hears("Kev", "m1", "Hello").andSo();
        List<Packet> sent = shared.receives(NO_SUBJECT).isAnswered().takeSent();
        assertEquals(List.of("m2"), sent.stream().filter(stanza -> stanza instanceof Message
            && stanza.getTo().equals(Slave.MASTER)).map(Packet::getID).toList());
    }

    @Test
    public void whatALostNodeHadWrittenDownOfSomebodyIsSentBeforeWhatHeSaysWhenHeIsBack() {
        Slave shared = node("n1").has("Amy").asks("Kev").recalls(left(1, "m1"), left(2, "m2"));
        assertTrue("the master may have it", shared.room().link().phase() == Link.Phase.REJOINING && shared.takeSent().stream()
            .anyMatch(sent -> sent instanceof Presence && sent.toXML().contains("since=\"" + BEFORE)));
        shared.shows("Amy", SELF).hears("Kev", "m1", "Hello").receives(NO_SUBJECT).isAnswered().shows("Kev", SELF);
        shared.says("Kev", "m3", "<body>Hi</body>");
        assertEquals("and so it has", List.of("m2", "m3"), saidBy(shared));
    }

    @Test
    public void whatALostNodeHadWrittenDownAndNotSentIsSentWithoutAskingTheMaster() {
        Slave shared = node("n1").has("Amy").asks("Kev").recalls(left(1, "m1").in(Kept.State.HELD, Slave.START));
        assertEquals(Link.Phase.UP, shared.room().link().phase());
        shared.shows("Kev", SELF).says("Kev", "m2", "<body>Hi</body>");
        assertEquals(List.of("m1", "m2"), saidBy(shared));
    }

    @Test
    public void whatALostNodeHadWrittenDownIsComparedWithWhatTheMasterTellsAlsoIfTheRoomIsJustOpenedOrJoinedAgain() {
        Slave opening = node("n1").asks("Kev").recalls(left(1, "m1")).shows("Kev", SELF);
        assertEquals("what the first is told may be too little", Link.Phase.REJOINING, opening.room().link().phase());
        opening.shows("Kev", SELF).hears("Kev", "m1", "Hello").receives(NO_SUBJECT);
        assertEquals(List.of(), saidBy(opening));
        Slave joined = node("n1").has("Amy").breaks().isToldThatItMissedSomething().asks("Kev").andSo().recalls(left(1, "m1"));
        assertEquals("what it has been asked for may be", 1, joined.takeSent().stream().filter(Resume::isMarked).count());
    }

    private static List<String> saidBy(Slave shared) {
        return shared.takeSent().stream().filter(sent -> sent instanceof Message && sent.getTo().equals(Slave.MASTER))
            .map(Packet::getID).toList();
    }

    @Test
    public void whatTwoNodesWriteDownAtOneMomentWhenTheyHaveLostEachOtherHasNotTheSameNumber() {
        Slave one = node("n1").has("Kev", "Amy").breaks().says("Kev", "m1", "<body>Hello</body>");
        Slave other = node("n2").has("Kev", "Amy").breaks().says("Amy", "m2", "<body>Hi</body>");
        Kept written = other.room().link().kept().get(0);
        one.isBackTogether(written.in(Kept.State.HELD, Slave.START));
        assertEquals("and so both are known when they meet", Set.of("m1", "m2"),
            one.room().link().kept().stream().map(kept -> kept.id().orElseThrow()).collect(Collectors.toSet()));
    }

    @Test
    public void whatIsWrittenDownAfterAnUpdateComesBehindWhatWasWrittenDownBefore() {
        long before = Slave.START.toEpochMilli() * 1000 + 999;
        Slave updated = node("n1").has("Kev").isBackTogether(left(before, "m1")).breaks().says("Kev", "m2", "<body>Hi</body>")
            .says("Kev", "m3", "<body>Hi</body>");
        List<Kept> all = updated.room().link().kept();
        assertEquals(List.of("m1", "m2", "m3"), all.stream().map(kept -> kept.id().orElseThrow()).toList());
        assertTrue("in the next hundred years there are numbers enough", all.stream()
            .allMatch(kept -> kept.number() > 0 && kept.number() < Long.MAX_VALUE / 2));
    }

    @Test
    public void numbersGoOnWhereAClockIsBehind() {
        long ahead = Slave.START.plusSeconds(60).toEpochMilli() * 1_000_000;
        Slave behind = node("n1").has("Kev").isBackTogether(left(ahead, "m1")).breaks();
        List<Kept> kept = behind.says("Kev", "m2", "<body>Hi</body>").says("Kev", "m3", "<body>Hi</body>").room().link().kept();
        assertTrue(kept.toString(), ahead < kept.get(1).number() && kept.get(1).number() < kept.get(2).number());
    }

    private static Slave node(String name) {
        return new Slave(MirrorPolicy.DEFAULT.sharedAs(Optional.of(name)));
    }

    @Test
    public void whatAnotherSideHasLeftBehindIsAskedForByTheNextWhereNobodyIsIn() {
        Slave shared = node("one").has("Kev").leaves("Kev").andSo();
        shared.isBackTogether(left(1, "m1")).asks("Bob").sends();
        String join = shared.showsGone("Kev").takeSent().stream().map(Packet::toXML).filter(xml -> xml.contains("<fmuc"))
            .findFirst().orElseThrow();
        assertTrue("it would be sent again some day, when the room does not remember it any more: " + join,
            join.contains("since=\"2010-05-24T11:"));
        shared.shows("Bob", SELF).hears("Kev", "m1", "Hello");
        assertEquals(List.of(), shared.room().link().kept());
    }

    @Test
    public void aRoomThatIsJustJoinedAgainIsJoinedOnceMoreForWhatAnotherSideHasLeftBehind() {
        Slave shared = node("one").has("Kev").isBackTogether(left(1, "m1")).andSo();
        shared.isBackTogether(left(1, "m1")).sends();
        shared.isBackTogether(left(1, "m1"), left(2, "m2"));
        assertEquals("the answer to the first tells less", 1, shared.takeSent().size());
        shared.shows("Kev", SELF).hears("Kev", "m1", "Hello").hears("Kev", "m2", "Hello");
        assertEquals(List.of(), shared.room().link().kept());
    }

    private static Kept left(long number, String id) {
        return new Kept(number, "Kev", new JID(Slave.jid("Kev")).asBareJID(), Optional.of(id),
            Payload.of(Xml.stanza("<message><body>Hello</body></message>")), Slave.START, Kept.State.SENT, Slave.START);
    }

    @Test
    public void whoeverIsLetGoWithAReasonOrFromAServerThatIsAloneIsOut() {
        Slave shared = node("n1").has("Kev", "Amy").andSo();
        assertEquals(1, shared.showsGone("Amy", "<status code='307'/>").room().audience().size());
        assertEquals(1, slave.showsGone("Amy").room().audience().size());
    }

    @Test
    public void aRoomThatNeverTellsItsSubjectIsBackAllTheSame() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        answers(slave.after(MirrorPolicy.DEFAULT.answerWithin()));
        slave.sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
        slave.after(PATIENCE).sends();
        assertFalse(slave.room().link().isLost());
    }

    @Test
    public void aMasterThatTellsItsSubjectAndAnswersBeforeItDoesIsAskedForAllOfItAgainForWhatItToldIsLost() {
        cut(slave.shows("Kev", SELF).receives(NO_SUBJECT)).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        answers(slave.after(MirrorPolicy.DEFAULT.answerWithin()));
        slave.sends(onceMore(rejoin("Kev", "<history since='" + BEFORE + "'/>")));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo().receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    @Conforms("loss-1")
    public void aMasterThatFallsSilentWhileItTellsWhatWasMissedIsAskedForAllOfItAgain() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        theProbe(slave.after(MirrorPolicy.DEFAULT.answerWithin()));
        slave.after(PATIENCE).sends();
        assertTrue("and nobody is told again what he knows", slave.room().link().isLost());
        answers(slave.after(Duration.ofSeconds(2)));
        slave.sends(onceMore(rejoin("Kev", "<history since='" + BEFORE + "'/>")));
    }

    @Test
    public void aMasterThatSaysThatSomeOfWhatItTellsWasLostAgainIsAskedForAllOfItAgain() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.isToldThatItMissedSomething();
        assertEquals(Link.Phase.REJOINING, slave.room().link().phase());
        slave.sends(onceMore(rejoin("Kev", "<history since='" + BEFORE + "'/>")));
        slave.isToldThatItMissedSomething().sends();
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(told("Curtis", "c1", "First", "2010-05-24T12:00:00Z")).receives(NO_SUBJECT);
        assertEquals(List.of("First", BACK), slave.takeSent().stream()
            .filter(sent -> sent.getTo().toString().equals(Slave.jid("Amy")))
            .map(sent -> ((Message) sent).getBody()).toList());
    }

    @Test
    public void whoWasSaidToBeThereBeforeTheMasterHadTheJoinIsShownOnlyIfTheAnswerHasHim() {
        String id = rejoined();
        slave.shows("Bob").shows("Curtis").andSo();
        slave.receives(marked("Curtis", id)).shows("Dora");
        assertTrue("no client needs to see the mark", slave.takeSent().stream().noneMatch(Resume::isMarked));
        slave.shows("Kev", SELF);
        assertEquals(Set.of("Amy", "Curtis", "Dora", "Kev"), slave.room().shown().keySet());
        assertEquals("Kev and Amy are told", 2, slave.takeSent().stream().filter(sent -> sent instanceof Presence presence
            && presence.getType() == Presence.Type.unavailable && "Bob".equals(sent.getFrom().getResource())).count());
        slave.shows("Amy", SELF).shows("Ed").receives(marked("Curtis", id));
        assertEquals("when he is in it says nothing any more", Link.Phase.RESUMING, slave.room().link().phase());
        assertTrue(slave.takeSent().stream().noneMatch(Resume::isMarked));
        assertEquals(Set.of("Amy", "Curtis", "Dora", "Ed", "Kev"), slave.room().shown().keySet());
    }

    @Test
    public void anAnswerThatIsTheFirstsOwnPresenceOnlySaysThatNobodyElseIsThere() {
        String id = rejoined();
        slave.shows("Bob").receives(marked("Kev", id).replace("</x>", SELF + "</x>"));
        assertEquals(Set.of("Amy", "Kev"), slave.room().shown().keySet());
    }

    @Test
    public void aLateLeaveBehindTheBeginningOfTheAnswerSaysNothingOfWhoElseIsThere() {
        String id = rejoined();
        slave.shows("Bob").receives(marked("Curtis", id)).showsGone("Dora").shows("Ed").shows("Kev", SELF);
        assertEquals(Set.of("Amy", "Curtis", "Ed", "Kev"), slave.room().shown().keySet());
    }

    @Test
    public void amongWhoIsThereNobodyBeginsTheAnswerWhoDoesNotKnowTheJoin() {
        rejoined();
        slave.shows("Bob").receives(marked("Curtis", "0")).shows("Kev", SELF);
        assertEquals("so it is with masters that do not know the mark, too", Set.of("Amy", "Bob", "Curtis", "Kev"),
            slave.room().shown().keySet());
    }

    @Test
    public void theAnswerToAnEarlierJoinIsNotTakenForThatToTheLast() {
        String first = rejoined();
        String second = rejoinedLater();
        slave.receives(marked("Curtis", first)).shows("Kev", SELF).receives(NO_SUBJECT);
        assertEquals("what was said since is not told yet", Link.Phase.REJOINING, slave.room().link().phase());
        assertTrue("and nothing is sent that the master may have", sentToRoom().isEmpty());
        slave.receives(marked("Kev", second).replace("</x>", SELF + "</x>"));
        assertEquals(Link.Phase.RESUMING, slave.room().link().phase());
        assertEquals("Bob was seen by the first only", Set.of("Amy", "Kev"), slave.room().shown().keySet());
    }

    @Test
    public void aMasterThatDoesNotMarkItsAnswersAnyMoreIsNotWaitedForForEver() {
        String first = rejoined();
        slave.receives(marked("Curtis", first));
        rejoinedLater();
        slave.shows("Kev", SELF);
        assertEquals(Link.Phase.RESUMING, slave.room().link().phase());
    }

    private List<Packet> sentToRoom() {
        return slave.takeSent().stream().filter(sent -> sent instanceof Message && sent.getTo().equals(Slave.MASTER)).toList();
    }

    /** No answer comes, and the first joins once more: with another id. */
    private String rejoinedLater() {
        slave.after(MirrorPolicy.DEFAULT.answerWithin()).andSo();
        answers(slave.after(Duration.ofMinutes(1)));
        String id = Resume.id(slave.takeSent().get(0)).orElseThrow();
        assertFalse(id, id.equals(Long.toHexString(Slave.START.toEpochMilli())));
        return id;
    }

    /** The link was lost and the first joins again: the id by which he knows the answer. */
    private String rejoined() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        return Resume.id(slave.takeSent().get(0)).orElseThrow();
    }

    private static String marked(String nick, String id) {
        return ("<presence from='%s/%s' to='jabberchat\\40talk.example.com@mirror.remote.example.com'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>"
            + "<resume xmlns='http://igniterealtime.org/protocol/federationsuite' id='%s'/></presence>")
            .formatted(Slave.MASTER, nick, id);
    }

    @Test
    public void aMasterThatFallsSilentWhileItTellsWhatWasMissedIsLostAgainAndNothingIsSentTwice() {
        slave.says("Kev", "m1", HELLO).andSo();
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        theProbe(slave.after(MirrorPolicy.DEFAULT.answerWithin()));
        slave.after(PATIENCE).sends();
        assertTrue(slave.room().link().isDown());
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(told("Kev", "m1", "Hello", "2010-05-24T12:00:00Z")).sends();
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSaidWhileItIsToldWhatWasMissedComesBehindThatAndOnce() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.hears("Curtis", "c2", "Second").hears("Curtis", "c3", "Third").sends();
        slave.receives(told("Curtis", "c1", "First", "2010-05-24T12:00:00Z"))
            .receives(told("Curtis", "c2", "Second", "2010-05-24T12:00:01Z")).receives(NO_SUBJECT).isAnswered();
        assertEquals(List.of("First", "Second", "Third", BACK), slave.takeSent().stream()
            .filter(sent -> sent.getTo().toString().equals(Slave.jid("Amy")))
            .map(sent -> ((Message) sent).getBody()).toList());
    }

    @Test
    @Conforms("loss-1")
    public void whatOvertakesTheAnswerToTheJoinOfTheFirstComesBehindWhatWasMissedAndOnce() {
        String id = rejoined();
        slave.hears("Curtis", "c1", "First").receives(marked("Curtis", id)).hears("Curtis", "c2", "Second").shows("Kev", SELF)
            .shows("Amy", SELF).andSo();
        slave.receives(told("Curtis", "c1", "First", "2010-05-24T12:00:00Z")).receives(NO_SUBJECT).isAnswered();
        assertEquals(List.of("First", "Second", BACK), slave.takeSent().stream()
            .filter(sent -> sent.getTo().toString().equals(Slave.jid("Amy")))
            .map(sent -> ((Message) sent).getBody()).toList());
    }

    @Test
    public void whatIsSaidWhileItIsToldWhatWasMissedIsToldAgainIfTheLinkIsLostBeforeTheEndOfThat() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.hears("Curtis", "c2", "Second").andSo();
        slave.breaks().andSo();
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    public void ofWhatIsSaidWhileItIsToldWhatWasMissedNoMoreIsPutAsideThanIsRemembered() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        int most = MirrorPolicy.DEFAULT.bounds().rememberedMessages();
        for (int i = 0; i < most; i++) {
            slave.hears("Curtis", "c" + i, "Hi").sends();
        }
        slave.hears("Curtis", "more", "Hi");
        assertEquals(2, slave.takeSent().size());
        assertEquals(most, slave.room().link().early().size());
    }

    @Test
    public void aStatusOfSomebodyWhoseJoinIsOnItsWayAgainIsSentWhenHeIsIn() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.andSo().receives(AWAY).sends();
        slave.shows("Kev", SELF);
        assertEquals("away", toldOfKev());
        slave.shows("Kev", "<status code='110'/>").receives(NO_SUBJECT).andSo();
        assertEquals("once", "nothing", toldOfKev());
    }

    @Test
    public void aStatusOfSomebodyWhoseJoinIsStillToBeSentGoesWithIt() {
        cut(slave).andSo().receives(AWAY).sends();
        answers(slave.after(Duration.ofSeconds(2)));
        assertEquals("away", toldOfKev());
        slave.shows("Kev", SELF);
        assertEquals("nothing", toldOfKev());
    }

    /** What the master is told of how Kev is. */
    private String toldOfKev() {
        return slave.takeSent().stream().filter(sent -> sent instanceof Presence
            && sent.getTo().equals(new JID("jabberchat@talk.example.com/Kev"))).map(sent -> ((Presence) sent).getShow())
            .filter(Objects::nonNull).map(Enum::name).findFirst().orElse("nothing");
    }

    @Test
    public void whoeverComesWhileItIsToldWhatWasMissedWaitsForTheEndOfThat() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo().asks("Bob").sends();
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"), Wire.join("Bob"));
    }

    @Test
    public void aConnectionThatBreaksWhileItIsToldWhatWasMissedMakesTheRoomBeJoinedAgain() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.breaks().sends(onceMore(rejoin("Kev", "<history since='" + BEFORE + "'/>")));
    }

    @Test
    public void aRoomWhoseLastLeavesWhileTheMasterMayNotHearOfItBeginsAnewNextTime() {
        cut(slave).leaves("Amy").leaves("Kev").andSo();
        assertTrue(slave.room().isVacant());
        slave.asks("Bob").sends(Wire.joinAnew("Bob"));
    }

    @Test
    public void aPartThatNobodyWaitsForMakesABrokenConnectionALoss() {
        slave.asks("Bob").andSo().after(MirrorPolicy.DEFAULT.answerWithin()).andSo();
        slave.breaks();
        List<Packet> sent = slave.takeSent();
        Xml.assertSent(sent.subList(sent.size() - 1, sent.size()), rejoin("Kev", "<history since='" + BEFORE + "'/>"));
    }
}
