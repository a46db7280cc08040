package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.BACK;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.HELLO;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.NO_SUBJECT;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.PATIENCE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.answers;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.cut;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.notice;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.theProbe;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.told;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.error;
import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * A master tells what was missed over a connection that has just been made, and its subject passes what waits for that: some of
 * what was missed comes behind the end of it.
 */
public class SlaveOvertakenTest {

    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    @Test
    public void whatTheMasterHasIsNotSentAgainIfTheSubjectOvertakesThePast() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT).receives(past("m1")).isAnswered();
        slave.sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
        assertEquals(List.of(), slave.room().link().kept());
    }

    @Test
    public void whatTheJoinHasOvertakenAndTheRoomSaysBehindThePastIsNotSentAgainEither() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT).hears("Kev", "m1", "Hello").isAnswered();
        assertEquals(List.of(), toMaster());
    }

    @Test
    public void whatTheMasterHasNotIsSentWhenItHasAnsweredBehindItsSubjectAndWhatIsSaidMeanwhileBehindThat() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT).says("Kev", "m2", "<body>Next</body>");
        List<Packet> sent = slave.takeSent();
        assertEquals("nobody waits", List.of("m2"), saidTo(Slave.jid("Kev"), sent));
        assertEquals(List.of(), saidTo(MASTER, sent));
        slave.receives(answer("link-1")).sends();
        slave.receives(answer(question(sent)));
        assertEquals(List.of("m1", "m2"), toMaster());
    }

    @Test
    public void whatIsSaidWhileItIsToldComesBehindThePastThatTheSubjectHasOvertaken() {
        joinedAgain(slave).hears("Curtis", "c2", "Second").receives(NO_SUBJECT).hears("Curtis", "c3", "Third");
        slave.receives(keptBy("mirror.verona.example", "c4")).receives(told("Curtis", "c1", "First", "2010-05-24T12:00:00Z"))
            .receives(told("Curtis", "c2", "Second", "2010-05-24T12:00:01Z")).isAnswered();
        assertEquals("what another mirror has kept is said now", List.of("c1", "c2", "c3", "c4"),
            saidTo(Slave.jid("Kev"), slave.takeSent()));
    }

    @Test
    public void whatAnotherMirrorHasKeptIsShownOnceIfTheRoomTellsItAsThePastAsItIs() {
        joinedAgain(slave).receives(keptBy("mirror.verona.example", "c1")).receives(keptBy("mirror.verona.example", "c1"))
            .receives(NO_SUBJECT).isAnswered();
        assertEquals(List.of("c1"), saidTo(Slave.jid("Kev"), slave.takeSent()));
    }

    private static String keptBy(String mirror, String id) {
        return told("Curtis", id, "Kept", "2010-05-24T11:59:00Z").replace("from='" + MASTER + "' stamp",
            "from='jabberchat\\40talk.example.com@" + mirror + "' stamp");
    }

    @Test
    public void nothingIsAskedIfWhoeverSaidItIsNotInForThenItIsNotSentYet() {
        joinedAgain(slave.says("Amy", "m1", HELLO)).leaves("Amy").showsGone("Amy").andSo();
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"));
    }

    @Test
    public void nothingIsAskedIfNobodyIsInAnyMore() {
        joinedAgain(slave).hears("Curtis", "c2", "Second").asks("Bob").leaves("Kev").leaves("Amy").andSo();
        slave.receives(NO_SUBJECT).sends(Wire.join("Bob"));
    }

    @Test
    public void aSubjectThatIsChangedMeanwhileEndsNothing() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT);
        String question = question(slave.takeSent());
        slave.receives("<message type='groupchat' from='%s/Curtis' to='%s'><subject>New</subject></message>"
            .formatted(MASTER, SLAVE));
        assertEquals(List.of(), toMaster());
        slave.receives(answer(question));
        assertEquals(List.of("m1"), toMaster());
    }

    @Test
    public void aSubjectThatComesWhenTheMasterWasAskedForItIsAskedBehindOnceMore() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).after(MirrorPolicy.DEFAULT.answerWithin());
        String first = theProbe(slave);
        String second = theProbe(slave.receives(NO_SUBJECT));
        slave.receives(answer(first)).sends();
        slave.receives(past("m1")).receives(answer(second)).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    public void aMasterThatDoesNotKnowUsAnyMoreWhenItIsAskedBehindItsSubjectIsJoinedAgain() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT);
        String question = question(slave.takeSent());
        slave.receives("<iq type='error' id='%s' from='%s' to='%s/Kev'>%s</iq>".formatted(question, MASTER, SLAVE,
            error("cancel", "not-acceptable", "")));
        assertEquals(Link.Phase.REJOINING, slave.room().link().phase());
    }

    @Test
    public void aMasterThatDoesNotAnswerBehindItsSubjectIsLostAgain() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT).andSo();
        slave.after(MirrorPolicy.DEFAULT.answerWithin().minusSeconds(1)).sends();
        assertEquals(Link.Phase.RESUMING, slave.room().link().phase());
        slave.after(Duration.ofSeconds(1)).sends();
        assertEquals(Link.Phase.DOWN, slave.room().link().phase());
    }

    @Test
    public void aMasterWhoseSubjectIsLateHasAsLongToAnswerBehindItAsForAnyQuestion() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).after(MirrorPolicy.DEFAULT.answerWithin().minusSeconds(1)).andSo();
        slave.receives(NO_SUBJECT).andSo().after(PATIENCE.minusSeconds(1)).sends();
        assertEquals(Link.Phase.RESUMING, slave.room().link().phase());
        slave.after(Duration.ofSeconds(1)).sends();
        assertEquals(Link.Phase.DOWN, slave.room().link().phase());
    }

    @Test
    public void theEndOfAConnectionThatWasReplacedBeforeTheFirstWasInIsNoReasonToAskForAllOfItAgain() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).receives(NO_SUBJECT).andSo();
        slave.breaks(Slave.START.plusSeconds(1)).sends();
        slave.breaks(Slave.START.plusSeconds(2)).andSo();
        assertEquals(Link.Phase.REJOINING, slave.room().link().phase());
    }

    private List<String> toMaster() {
        return saidTo(MASTER, slave.takeSent());
    }

    private static List<String> saidTo(String receiver, List<Packet> sent) {
        return sent.stream().filter(stanza -> stanza instanceof Message && stanza.getTo().toString().equals(receiver))
            .map(Packet::getID).filter(Objects::nonNull).toList();
    }

    private static String past(String id) {
        return told("Kev", id, "Hello", "2010-05-24T12:00:00Z");
    }

    private static String answer(String question) {
        return "<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(question, MASTER, SLAVE);
    }

    /** What the master is asked. */
    private static String question(List<Packet> sent) {
        return sent.stream().filter(IQ.class::isInstance).map(Packet::getID).reduce((one, other) -> {
            throw new AssertionError("more than one question: " + sent);
        }).orElseThrow();
    }

    /** The link is lost, and the master lets all in again. */
    private static Slave joinedAgain(Slave slave) {
        answers(cut(slave).andSo().after(Duration.ofSeconds(2)));
        return slave.andSo().shows("Kev", SELF).shows("Amy", SELF).andSo();
    }
}
