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
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
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
    @Conforms("loss-1")
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
        slave.says("Amy", "m3", "<body>Other</body>");
        assertEquals("of hers nothing is in doubt", List.of("m3"), toMaster());
        slave.receives(answer("link-1")).sends();
        slave.receives(answer(question(sent)));
        assertEquals(List.of("m1", "m2"), toMaster());
    }

    @Test
    public void whoeverIsLetInAgainMeanwhileLetsNothingBeSentBeforeThat() {
        joinedAgain(slave.says("Kev", "m1", HELLO).says("Amy", "m2", HELLO), "Kev").receives(NO_SUBJECT).shows("Amy", SELF);
        List<Packet> sent = slave.takeSent();
        assertEquals(List.of(), saidTo(MASTER, sent));
        slave.receives(past("m1")).receives(answer(question(sent)));
        assertEquals(List.of("m2"), toMaster());
    }

    @Test
    public void nothingIsAskedIfWhoeverSaidItIsNotInForThenItIsNotSentYet() {
        joinedAgain(slave.says("Amy", "m1", HELLO)).leaves("Amy").showsGone("Amy").andSo();
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"));
    }

    @Test
    public void aSubjectThatComesWhenTheMasterWasAskedForItIsAskedBehindOnceMore() {
        joinedAgain(slave.says("Kev", "m1", HELLO)).after(MirrorPolicy.DEFAULT.answerWithin());
        String first = theProbe(slave);
        slave.receives(NO_SUBJECT).receives(answer(first));
        List<Packet> sent = slave.takeSent();
        assertEquals("that does not come behind it", List.of(), saidTo(MASTER, sent));
        slave.receives(past("m1")).receives(answer(question(sent))).sends();
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
        slave.after(PATIENCE.minusSeconds(1)).sends();
        assertFalse(slave.room().link().isLost());
        slave.after(Duration.ofSeconds(1));
        assertEquals(Link.Phase.DOWN, slave.room().link().phase());
        assertEquals("nor is it sent then", List.of(), toMaster());
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
        return joinedAgain(slave, "Kev").shows("Amy", SELF).andSo();
    }

    /** The link is lost, and the master lets the first in again. */
    private static Slave joinedAgain(Slave slave, String first) {
        answers(cut(slave).andSo().after(Duration.ofSeconds(2)));
        return slave.andSo().shows(first, SELF).andSo();
    }
}
