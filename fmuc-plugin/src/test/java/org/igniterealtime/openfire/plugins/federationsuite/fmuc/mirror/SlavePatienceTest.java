package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.BACK;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.HELLO;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.NO_SUBJECT;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.PATIENCE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.answers;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.cut;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.notice;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.theProbe;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.goneFor;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.Packet;

/**
 * Who comes, or is entered again, when the link was just lost. It may be back at once, and nobody is refused before that is
 * known.
 */
public class SlavePatienceTest {

    private static final String TABLET = "bob@remote.example.com/Tablet";
    private static final LinkPolicy LINK = LinkPolicy.DEFAULT;

    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    private static String noLink(String nick, String jid) {
        return refused(nick, jid, "wait", "remote-server-timeout", "The link to the room is lost.");
    }

    /** The master answers when it is asked for the first time, and is joined again; then those who waited are to join. */
    private void isBackAndTakes(String... nicks) {
        answers(slave.after(Duration.ofSeconds(2)));
        slave.andSo().shows("Curtis").shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(NO_SUBJECT).sends(Stream.concat(Stream.of(notice(BACK, "Kev"), notice(BACK, "Amy")),
            Stream.of(nicks).map(Wire::join)).toArray(String[]::new));
    }

    /** The master was asked more than once, and does not answer. */
    private static Slave longLost(Slave slave) {
        return cut(slave).andSo().after(Duration.ofSeconds(2)).after(Duration.ofSeconds(4)).andSo();
    }

    private static void bounces(Slave slave) {
        slave.refuses("Kev", "remote-server-not-found");
    }

    private List<String> locals() {
        return slave.room().audience().stream().map(LocalOccupant::nick).toList();
    }

    @Test
    public void whoeverComesWhenTheLinkWasJustLostEntersWhenItIsBack() {
        cut(slave).andSo().asks("Bob").sends();
        isBackAndTakes("Bob");
        slave.shows("Bob", SELF).andSo();
        assertEquals(List.of("Kev", "Amy", "Bob"), locals());
    }

    @Test
    public void whoeverComesWhenTheMasterHasJustBeenAskedWaitsForTheAnswer() {
        theProbe(cut(slave).andSo().after(Duration.ofSeconds(2)));
        slave.asks("Bob").sends();
        slave.after(Duration.ofSeconds(4).minusMillis(1)).sends();
        slave.after(Duration.ofMillis(1));
        Xml.assertSent(slave.takeSent().subList(0, 1), noLink("Bob", jid("Bob")));
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
    }

    @Test
    public void whoeverWaitsIsRefusedWhenTheMasterDoesNotAnswerAndWhoeverComesLaterAtOnce() {
        cut(slave).andSo().asks("Bob").sends();
        theProbe(slave.after(Duration.ofSeconds(2)));
        slave.after(Duration.ofSeconds(4));
        Xml.assertSent(slave.takeSent().subList(0, 1), noLink("Bob", jid("Bob")));
        slave.asks("Bob").sends(noLink("Bob", jid("Bob")));
        slave.after(Duration.ofMinutes(2)).andSo().asks("Zoe").sends(noLink("Zoe", jid("Zoe")));
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
    }

    @Test
    public void whoeverWasOnTheWayInWhenItWasLostBeginsAnewBehindThoseWhoWereIn() {
        slave.asks("Bob").andSo();
        cut(slave);
        Xml.assertSent(slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("/Bob")).toList(), part("Bob"));
        isBackAndTakes("Bob");
        slave.shows("Bob", SELF).andSo();
        assertEquals(List.of("Kev", "Amy", "Bob"), locals());
    }

    @Test
    public void whenJoiningAgainIsFoundImpossibleThatIsALossAndWhoeverComesWaitsAsAfterAny() {
        slave.isToldThatItMissedSomething().andSo().asks("Bob").andSo();
        bounces(slave);
        slave.sends();
        slave.asks("Zoe").sends();
        isBackAndTakes("Bob", "Zoe");
    }

    @Test
    public void aMasterThatAnswersAndCannotBeJoinedIsNotWaitedForASecondTime() {
        cut(slave).andSo().asks("Bob").sends();
        answers(slave.after(Duration.ofSeconds(2)));
        bounces(slave.andSo());
        slave.sends(noLink("Bob", jid("Bob")));
        slave.asks("Zoe").sends(noLink("Zoe", jid("Zoe")));
    }

    @Test
    public void aLinkThatIsLostAgainBeforeItWasWhollyBackIsNotWaitedForASecondTime() {
        cut(slave).andSo().asks("Bob").sends();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Curtis").shows("Kev", SELF).andSo();
        cut(slave);
        assertTrue(slave.takeSent().stream().anyMatch(stanza -> stanza.toXML().contains("remote-server-timeout")
            && stanza.getTo().toString().equals(jid("Bob"))));
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
    }

    @Test
    public void whoeverIsEnteredAgainAfterASplitWaitsHoweverLongTheLinkHasBeenLost() {
        longLost(slave).asks("Bob").sends(noLink("Bob", jid("Bob")));
        slave.isBackTogether().andSo().asks("Bob").sends();
        bounces(slave);
        slave.sends();
        isBackAndTakes("Bob");
    }

    @Test
    public void whoeverIsEnteredAgainAfterASplitIsRefusedWhenTheLinkIsFoundToBeLostStill() {
        longLost(slave).isBackTogether().andSo().asks("Bob").sends();
        bounces(slave);
        theProbe(slave.after(Duration.ofSeconds(2)));
        slave.after(Duration.ofSeconds(4));
        Xml.assertSent(slave.takeSent().subList(0, 1), noLink("Bob", jid("Bob")));
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
    }

    @Test
    public void aRoomThatIsJustJoinedAgainWhenSidesOfASplitMeetIsWaitedForAsWell() {
        longLost(slave).after(Duration.ofSeconds(8));
        answers(slave);
        slave.andSo().isBackTogether().asks("Bob").sends();
        bounces(slave);
        slave.sends();
        assertEquals(Phase.QUEUED, slave.room().locals().get("Bob").phase());
    }

    @Test
    public void whoeverLeavesMeanwhileIsOutAndTheMasterIsToldNothing() {
        cut(slave).andSo().asks("Bob").leaves("Bob").sends(goneFor("Bob", jid("Bob"), SELF));
        isBackAndTakes();
    }

    @Test
    public void whoseConnectionEndsMeanwhileIsNotEntered() {
        cut(slave).andSo().asks("Bob").loses("Bob").andSo();
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
        isBackAndTakes();
    }

    @Test
    public void allClientsOfOneWhoWaitsAreAnswered() {
        cut(slave).andSo().asks("Bob").receives("<presence id='t' from='%s' to='%s/Bob'>".formatted(TABLET, SLAVE)
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>").sends();
        slave.after(Duration.ofSeconds(2)).andSo().after(Duration.ofSeconds(4));
        Xml.assertSent(slave.takeSent().subList(0, 2), noLink("Bob", jid("Bob")),
            noLink("Bob", TABLET).replaceFirst("<presence ", "<presence id='t' "));
    }

    @Test
    public void theNickOfOneWhoWaitsIsInUse() {
        cut(slave).andSo().asks("Bob").sends();
        slave.receives("<presence from='%s' to='%s/Bob'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(jid("Zoe"), SLAVE)).sends(refused("Bob", jid("Zoe"), "cancel", "conflict", "This nick is in use."));
    }

    @Test
    public void noMoreWaitThanMayBeIn() {
        Slave small = new Slave(MirrorPolicy.DEFAULT.within(new MirrorPolicy.Bounds(3, 9, 9, 9999, 9, 999, 2))).has("Kev", "Amy");
        cut(small).andSo().asks("Bob").sends();
        small.asks("Zoe").sends(refused("Zoe", jid("Zoe"), "wait", "resource-constraint",
            "This mirror takes no more occupants into this room."));
    }

    @Test
    public void whoeverWaitsAndIsLeftAloneTriesItHimself() {
        cut(slave).andSo().asks("Bob").leaves("Amy").andSo().leaves("Kev");
        assertTrue(slave.takeSent().stream().anyMatch(stanza -> stanza.getTo().toString().endsWith("talk.example.com/Bob")));
        assertEquals(Phase.JOINING, slave.room().locals().get("Bob").phase());
    }

    @Test
    public void whoeverWaitsIsAnsweredByTheNodeThatGoesOnWithTheRoom() {
        SlaveRoomCodec codec = new SlaveRoomCodec();
        cut(slave).andSo().asks("Bob").after(Duration.ofSeconds(2)).andSo();
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        Instant then = Slave.START.plusSeconds(3);
        Step taken = rules.onTakeOver(codec.decode(codec.encode(slave.room())).orElseThrow(), then);
        Instant verdict = Slave.START.plusSeconds(6);
        assertTrue(taken.effects().toString(), taken.effects().contains(new Effect.Alarm(verdict)));
        List<Packet> sent = Xml.sent(rules.onTick(taken.room(), verdict).effects());
        Xml.assertSent(sent.subList(0, 1), noLink("Bob", jid("Bob")));
    }

    @Test
    public void whereTheFirstAnswerMayTakeLongerThanAnyIsWaitedForNobodyWaits() {
        LinkPolicy slow = new LinkPolicy(true, LINK.patience(), Duration.ofSeconds(30), LINK.longest(), LINK.margin(),
            LINK.most(), LINK.mostChars(), LINK.keepFor(), 0, LINK.words());
        Slave one = new Slave(MirrorPolicy.DEFAULT.with(slow)).has("Kev", "Amy").asks("Bob").andSo();
        cut(one);
        assertTrue(one.takeSent().stream().anyMatch(stanza -> stanza.toXML().contains("remote-server-timeout")));
        one.asks("Zoe").sends(noLink("Zoe", jid("Zoe")));
        assertEquals(Set.of("Kev", "Amy"), one.room().locals().keySet());
    }

    @Test
    public void whoeverComesWhenAMessageWasNotAnsweredWaitsNoLongerThanForTheFirstAnswer() {
        slave.says("Kev", "m1", HELLO).after(PATIENCE).after(PATIENCE).andSo().asks("Bob").sends();
        slave.after(Duration.ofSeconds(2)).andSo().after(Duration.ofSeconds(4));
        Xml.assertSent(slave.takeSent().subList(0, 1), noLink("Bob", jid("Bob")));
    }
}
