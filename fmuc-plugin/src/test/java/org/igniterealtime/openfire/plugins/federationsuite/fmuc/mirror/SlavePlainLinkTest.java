package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.PlainParty.seat;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.PlainParty.stranger;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.PlainParty.user;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** The mirror of a room that knows nothing of mirrors: what it does when the link is lost, and when it is back. */
public class SlavePlainLinkTest {

    private static final Duration PATIENCE = LinkPolicy.DEFAULT.patience().plusSeconds(1);

    private final PlainParty party = new PlainParty();

    @Test
    public void whatWasMissedIsShownOnceAndWhatWasSaidMeanwhileIsSent() {
        party.comes("Curtis").joins("Kev", "Amy").talks("Curtis", "m1").says("Kev", "m2").andSo();

        lose("m3");
        assertEquals(List.of(LinkPolicy.DEFAULT.words().lost()), party.notices(user("Amy")));
        party.talks("Curtis", "m4").says("Amy", "m5").mend();
        heal();

        assertEquals(List.of("Kev: m3", "Amy: m5", "Curtis: m4"), party.heard(user("Kev")));
        assertEquals(List.of("Kev: m3", "Amy: m5", "Curtis: m4"), party.heard(user("Amy")));
        assertEquals(List.of("Curtis: m4", "Kev: m3", "Amy: m5"), party.heard(stranger("Curtis")));
        assertEquals(LinkPolicy.DEFAULT.words().back(), party.notices(user("Kev")).get(1));
        agree();
    }

    @Test
    public void theSameWithARoomThatTellsNothingAnewToThoseWhoAreIn() {
        party.room().terse();
        whatWasMissedIsShownOnceAndWhatWasSaidMeanwhileIsSent();
    }

    @Test
    public void theSameWithARoomThatPassesQuestionsOn() {
        party.room().withoutSelfPing();
        whatWasMissedIsShownOnceAndWhatWasSaidMeanwhileIsSent();
    }

    @Test
    public void eachPartsAndJoinsAgainAndOnlyTheFirstAsksForWhatWasSaid() {
        party.comes("Curtis").joins("Kev", "Amy");
        lose("m1");
        party.mend().andSo();
        heal();

        List<String> sent = party.crossedUp().stream().filter(Presence.class::isInstance).map(stanza ->
            (((Presence) stanza).getType() == null ? "" : "-") + stanza.getFrom().getResource() + (since(stanza) ? " since" : ""))
            .toList();
        assertEquals(List.of("-Kev", "Kev since", "-Amy", "Amy"), sent);
    }

    private static boolean since(Packet join) {
        return join.getElement().element(Muc.ENTER) != null
            && join.getElement().element(Muc.ENTER).element("history").attribute("since") != null;
    }

    @Test
    public void whoeverCameOrWentMeanwhileIsSeenAfterwards() {
        party.comes("Curtis").comes("Ron").joins("Kev", "Amy");
        lose("m1");
        party.goes("Ron").comes("Zoe").mend();
        heal();

        assertEquals(Set.of("Curtis", "Zoe", "Kev", "Amy"), party.slave().shown().keySet());
        agree();
    }

    @Test
    public void whoeverComesWhileTheLinkIsKnownToBeLostAndIsHeardOfIsThereAfterwards() {
        party.comes("Curtis").joins("Kev", "Amy");
        lose("m1");
        party.mend().comes("Zoe");
        heal();

        assertEquals(Set.of("Amy", "Curtis", "Kev", "Zoe"), party.slave().shown().keySet());
        assertEquals(1, party.shown(user("Amy")).stream().filter("Zoe"::equals).count());
        agree();
    }

    @Test
    public void aRoomWhoseServerWasKilledIsJoinedAgain() {
        party.comes("Curtis").joins("Kev", "Amy").talks("Curtis", "m1").andSo();
        party.then(() -> party.room().crash()).comes("Curtis");

        party.says("Kev", "m2");
        heal();

        assertEquals(Set.of(stranger("Curtis"), seat("Kev"), seat("Amy")), party.room().occupants().keySet());
        assertEquals(List.of("m1", "m2"), party.room().log());
        assertEquals(1, party.heard(user("Amy")).stream().filter("Kev: m2"::equals).count());
        agree();
    }

    @Test
    public void aChangeOfStatusToldToARoomThatHasForgottenHimLeadsBackIn() {
        party.comes("Curtis").joins("Kev", "Amy").then(() -> party.room().crash()).comes("Curtis");

        party.states("Kev", "away");
        heal();

        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.nicks());
        agree();
    }

    @Test
    public void aRoomMaySayInAnotherWayThatItHasForgottenHim() {
        party.room().forgets(PacketError.Condition.item_not_found);
        aChangeOfStatusToldToARoomThatHasForgottenHimLeadsBackIn();
    }

    @Test
    public void aRoomThatIsGoneMeanwhileIsNotMadeAgain() {
        party.joins("Kev", "Amy");
        lose("m1");
        party.then(() -> party.room().destroy("")).mend().andSo();
        heal();

        assertFalse(party.room().exists());
        assertTrue(party.slave().isVacant());
        for (String nick : List.of("Kev", "Amy")) {
            List<String> shown = party.shown(user(nick));
            assertTrue(nick + shown, shown.stream().anyMatch(one -> one.startsWith("-" + nick)));
        }
    }

    @Test
    public void whoeverIsNotLetInAgainIsToldSoAndTheOthersGoOn() {
        party.comes("Curtis").joins("Kev", "Amy");
        lose("m1");
        party.then(() -> party.room().expel("Kev", Muc.KICKED))
            .fromStranger("Kev", "<presence to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
                .formatted(PlainParty.ROOM)).mend();
        heal();

        assertEquals(Set.of("Amy"), party.slave().locals().keySet());
        assertEquals(Set.of("Curtis", "Kev", "Amy"), party.slave().shown().keySet());
        party.talks("Curtis", "m2");
        assertEquals(1, party.heard(user("Amy")).stream().filter("Curtis: m2"::equals).count());
    }

    @Test
    public void whoeverHadHisNickAndIsGoneWhenTheNextComesIsNotShown() {
        party.comes("Curtis").joins("Kev", "Amy");
        lose("m1");
        party.then(() -> party.room().crash()).comes("Curtis").comes("Kev").mend().hold().after(Duration.ofSeconds(10))
            .settleUntil(slave -> !slave.locals().containsKey("Kev")).goes("Kev").settle();
        heal();

        assertEquals(Set.of("Curtis", "Amy"), party.slave().shown().keySet());
    }

    @Test
    public void aQuestionWhetherTheRoomHasHimIsPutToHisOwnOccupant() {
        party.comes("Curtis").joins("Kev").andSo().hold().says("Kev", "m1").after(PATIENCE);

        IQ question = (IQ) party.crossedUp().get(1);
        assertEquals(seat("Kev"), question.getFrom());
        assertEquals("jabberchat@talk.example.com/Kev", question.getTo().toString());
    }

    @Test
    public void aConnectionThatBreaksWithSomethingOnItIsFollowedByWhatWasOnIt() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();
        party.hold().says("Kev", "m1").deliverUp().cut().mend().breaks().settle();
        heal();

        assertEquals(List.of("Kev: m1"), party.heard(user("Kev")));
        assertEquals(List.of("Kev: m1"), party.heard(user("Amy")));
        assertEquals(List.of("m1"), party.room().log());
        agree();
    }

    @Test
    public void whoeverOnlyListensLearnsThatTheRoomHasForgottenHim() {
        party.comes("Curtis").joins("Kev", "Amy").after(Duration.ofMinutes(16));
        assertEquals("it is asked by one", 1, party.crossedUp().stream().filter(IQ.class::isInstance).count());
        party.then(() -> party.room().crash()).comes("Curtis").talks("Curtis", "m1");

        party.after(Duration.ofMinutes(16));
        heal();

        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.nicks());
        assertEquals(List.of("Curtis: m1"), party.heard(user("Amy")));
        agree();
    }

    @Test
    public void aRoomThatIsHeardIsAskedNothing() {
        party.comes("Curtis").joins("Kev", "Amy");
        for (int i = 0; i < 60; i++) {
            party.talks("Curtis", "m" + i).after(Duration.ofMinutes(1));
        }
        assertEquals(List.of(), party.crossedUp().stream().filter(IQ.class::isInstance).toList());
    }

    @Test
    public void whenAConnectionBreaksWithNothingOfOursOnItTheRoomIsAskedWhetherWeAreStillIn() {
        party.comes("Curtis").joins("Kev", "Amy").andSo().breaks();
        assertEquals("it says yes, and that was all", 1, party.crossedUp().size());

        party.then(() -> party.room().expel("Kev", Muc.KICKED)).joins("Kev").cut()
            .then(() -> party.room().crash()).comes("Curtis").mend().breaks();
        heal();
        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.nicks());
        agree();
    }

    @Test
    public void whenAJoinCannotBeDeliveredTheOthersMayHaveMissedSomething() {
        party.comes("Curtis").comes("Ron").joins("Kev").cut().joins("Amy").goes("Ron").comesBack("Amy");
        party.mend();
        heal();

        assertEquals("she waits until it is there again", List.of(), party.errors(user("Amy")));
        assertEquals(Set.of("Curtis", "Kev", "Amy"), party.slave().shown().keySet());
        agree();
    }

    @Test
    public void whoseJoinCannotBeDeliveredIsToldSoWhenTheRoomDoesNotAnswer() {
        party.comes("Curtis").joins("Kev").cut().joins("Amy").comesBack("Amy");
        party.after(Duration.ofSeconds(2)).after(Duration.ofSeconds(4));
        assertEquals(List.of("presence remote-server-timeout"), party.errors(user("Amy")));
        assertEquals(Set.of("Kev"), party.slave().locals().keySet());
    }

    @Test
    public void whenAPartCannotBeDeliveredHeIsGoneAllTheSame() {
        party.comes("Curtis").joins("Kev", "Amy").cut().leaves("Amy").comesBack("Amy");
        assertEquals(Set.of("Kev"), party.slave().shown().keySet());
        party.mend();
        heal();
        party.talks("Curtis", "m1");

        assertEquals(Set.of("Curtis", "Kev"), party.nicks());
        agree();
    }

    @Test
    public void aStrangerWhoGoesWhileOneOfOursWantsHisNickIsNotShownForEver() {
        party.comes("Curtis").comes("Zoe").joins("Kev").hold().goes("Zoe").joins("Zoe").cut().mend().breaks()
            .settleUntil(slave -> slave.link().phase() == Link.Phase.RESUMING).leaves("Zoe").settle();

        assertEquals(Set.of("Curtis", "Kev"), party.slave().shown().keySet());
        agree();
    }

    @Test
    public void whatIsSaidForAnEarlierLifeIsNotMissingFromTheNext() {
        Duration answer = MirrorPolicy.DEFAULT.answerWithin().plusSeconds(1);
        party.comes("Curtis").joins("Kev").andSo().hold().talks("Curtis", "m1").leaves("Kev").after(answer).joins("Kev").settle();

        assertEquals(List.of("Curtis: m1"), party.heard(user("Kev")));
    }

    @Test
    public void whatIsSaidToSomebodyWhoHasBeenGivenUpIsHeardByTheOthers() {
        Duration answer = MirrorPolicy.DEFAULT.answerWithin().plusSeconds(1);
        party.comes("Curtis").joins("Kev", "Amy").andSo().hold().talks("Curtis", "m1").talks("Curtis", "m2").leaves("Kev");
        // Half of the copies, among them one that comes before Kev's of the same.
        party.deliverOneDown().deliverOneDown().deliverOneDown().after(answer).settle();
        heal();

        assertEquals(List.of("Curtis: m1", "Curtis: m2"), party.heard(user("Amy")));
        agree();
    }

    @Test
    public void whoeverComesWhenTheRoomIsAskedWhetherItIsThereWaitsForTheAnswer() {
        party.comes("Curtis").joins("Kev").hold().says("Kev", "m1").breaks().joins("Amy").settle();
        assertEquals(Set.of("Curtis", "Kev", "Amy"), party.slave().shown().keySet());
        agree();

        party.hold().says("Kev", "m2").breaks().joins("Bob").cut().after(PATIENCE);
        assertEquals("it does not answer", List.of("presence remote-server-timeout"), party.errors(user("Bob")));
    }

    @Test
    public void whoeverIsSeenFromAnEarlierSeatOnlyIsNotShown() {
        Duration answer = MirrorPolicy.DEFAULT.answerWithin().plusSeconds(1);
        party.comes("Curtis").comes("Ron").joins("Kev").hold()
            .fromStranger("Ron", "<presence to='%s/Ron'><status>away</status></presence>".formatted(PlainParty.ROOM))
            .leaves("Kev").after(answer).joins("Kev").deliverOneDown().deliverOneUp().goes("Ron").settle();

        assertEquals(Set.of("Curtis", "Kev"), party.slave().shown().keySet());
    }

    @Test
    public void whatHappenedWhileTheRoomHadNobodyOfOursIsLearnt() {
        party.comes("Curtis").comes("Ron").joins("Kev", "Amy");
        lose("m1");
        party.mend().andSo().hold().after(Duration.ofSeconds(10)).deliverUp().deliverDown().deliverUp().deliverDown();
        assertEquals(Set.of("Amy"), party.slave().link().away());
        party.deliverOneUp().then(() -> party.room().expel("Kev", Muc.KICKED)).goes("Ron").settle();
        heal();

        assertEquals(Set.of("Curtis", "Amy"), party.slave().shown().keySet());
    }

    /** The link vanishes while Kev says something, and that is noticed. */
    private void lose(String id) {
        party.cut().says("Kev", id).after(PATIENCE).after(PATIENCE);
        assertTrue(party.slave().link().isDown());
    }

    private void heal() {
        for (int i = 0; i < 20; i++) {
            party.after(Duration.ofSeconds(10));
        }
        assertFalse(party.slave().link().isLost());
    }

    /** Who is in the room there is in it here, and nobody else. */
    private void agree() {
        assertEquals(party.nicks(), party.slave().shown().keySet());
        assertEquals(List.of(), party.slave().link().kept());
    }
}
