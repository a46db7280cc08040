package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.HELLO;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.NO_SUBJECT;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.PATIENCE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Where the master is about to tell what local users have said and nobody here has heard, on another side of a cluster or in an
 * earlier life of the room: what they say meanwhile comes behind that.
 */
public class SlaveReunitedTest {

    private static final MirrorPolicy HASTY = MirrorPolicy.DEFAULT.withFireAndForget(true);
    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' stamp='2010-05-24T11:59:00Z'/>";
    private static final String IN = "<x xmlns='http://jabber.org/protocol/muc#user'>" + SELF + "</x></presence>";

    @Test
    public void whatSomebodySaysBeforeTheMasterHasToldWhatHeSaidOnAnotherSideComesBehindThat() {
        for (boolean hasty : List.of(false, true)) {
            Slave slave = node(hasty).has("Kev", "Amy").isBackTogether(kept(2)).andSo();
            slave.says("Kev", "m3", HELLO).sends().shows("Kev", SELF).andSo().says("Kev", "m4", HELLO).sends();
            assertEquals("it is written down all the same", List.of("m3", "m4"), slave.written());
            slave.receives(past(1)).receives(past(2));
            assertEquals(List.of("m1", "m2"), heardBy("Amy", slave));
            slave.receives(NO_SUBJECT);
            assertEquals("now it is sent", List.of("m3", "m4"), saidIn(slave));
            slave.shows("Amy", SELF).hears("Kev", "m3", "Hello").hears("Kev", "m4", "Hello");
            assertEquals("and heard as the room says it", List.of("m3", "m4"), heardBy("Amy", slave));
            assertEquals(List.of(), slave.written());
        }
    }

    @Test
    public void ifTheMasterDoesNotAnswerWhatWasSaidIsShown() {
        Slave slave = node(true).has("Kev", "Amy").isBackTogether(kept(2)).says("Kev", "m3", HELLO).andSo();
        slave.after(MirrorPolicy.DEFAULT.answerWithin().minusMillis(1)).sends();
        slave.after(Duration.ofMillis(1));
        assertEquals(List.of("m2", "m3"), heardBy("Amy", slave));
        slave.says("Kev", "m4", HELLO);
        assertEquals("as is what is said then", List.of("m4"), heardBy("Amy", slave));
    }

    @Test
    public void ifTheMasterStopsTellingWhatWasSaidIsShown() {
        Slave slave = node(true).has("Kev", "Amy").isBackTogether().says("Kev", "m3", HELLO).shows("Kev", SELF).andSo();
        slave.after(MirrorPolicy.DEFAULT.answerWithin());
        assertEquals("it is asked", List.of(), heardBy("Amy", slave));
        slave.after(PATIENCE);
        assertEquals(List.of("m3"), heardBy("Amy", slave));
        slave.after(LinkPolicy.DEFAULT.waitAfter(0));
        assertEquals("once", List.of(), heardBy("Amy", slave));
    }

    @Test
    public void whatIsLeftOfThoseWhoAreNotInIsNotShownForThat() {
        Slave slave = node(true).has("Amy").isBackTogether(kept(2)).says("Amy", "a1", HELLO).andSo();
        slave.after(MirrorPolicy.DEFAULT.answerWithin());
        assertEquals(List.of("a1"), heardBy("Amy", slave));
    }

    @Test
    public void whatSomebodySaysBehindItWhenTheRestHasBeenToldIsHeardBehindIt() {
        Slave slave = node(true).has("Kev", "Amy").isBackTogether().says("Kev", "m3", HELLO).shows("Kev", SELF);
        slave.receives(past(1)).receives(NO_SUBJECT).andSo().says("Kev", "m4", HELLO);
        assertEquals(List.of("m3", "m4"), heardBy("Amy", slave));
        slave.hears("Kev", "m3", "Hello");
        assertEquals("once", List.of(), heardBy("Amy", slave));
    }

    @Test
    public void whatCannotBeToldFromWhatWasSaidBeforeIsShownAtOnce() {
        Slave slave = node(true).has("Kev", "Amy").says("Kev", "m1", HELLO).isBackTogether().andSo();
        slave.says("Kev", "m1", HELLO);
        assertEquals("said again under the same id", List.of("m1"), heardBy("Amy", slave));
        slave.says("Kev", "m2", HELLO).says("Kev", "m2", HELLO);
        assertEquals("so is what was held back", List.of("m2", "m2"), heardBy("Amy", slave));
        slave.receives("<message type='groupchat' from='%s' to='%s'>%s</message>".formatted(Slave.jid("Kev"), Wire.SLAVE, HELLO));
        assertEquals("there are clients that give no ids", 2, slave.takeSent().size());
    }

    @Test
    public void anOrdinaryRoomThatIsAskedFirstIsWaitedForNoLongerThanItMayTakeToAnswer() {
        Slave slave = new Slave(MirrorPolicy.DEFAULT.sharedAs(Optional.of("n1")), Dialect.PLAIN);
        slave.asks("Kev").receives("<presence from='%1$s/Kev' to='%2$s/Kev'>".formatted(Wire.MASTER, Wire.SLAVE) + IN)
            .isBackTogether().andSo();
        slave.says("Kev", "m1", HELLO).sends();
        slave.after(PATIENCE);
        assertEquals(List.of("m1"), heardBy("Kev", slave));
    }

    @Test
    public void aServerThatIsAloneHasHeardAllThatItsUsersSaidAndShowsAtOnceWhatTheySay() {
        Slave slave = new Slave(HASTY).has("Kev", "Amy").isToldThatItMissedSomething().andSo();
        slave.says("Kev", "m1", HELLO).sends(Wire.heard("Kev", "m1", HELLO, "Kev"), Wire.heard("Kev", "m1", HELLO, "Amy"));
    }

    @Test
    public void whoeverOpensARoomInWhichSomethingIsKeptHearsHimselfBehindWhatHeSaidInItsEarlierLife() {
        SlaveRules rules = new SlaveRules(HASTY);
        SlaveRoom room = SlaveRoom.vacant(new Slave().room().address()).recalling(List.of(kept(2)));
        List<String> heard = new ArrayList<>();
        for (String xml : List.of("<presence from='%1$s' to='%2$s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
            "<presence from='%3$s/Kev' to='%2$s'>" + IN,
            "<message type='groupchat' id='m3' from='%1$s' to='%2$s'><body>Hello</body></message>",
            past(1), past(2), NO_SUBJECT, past(3))) {
            Packet stanza = Xml.stanza(xml.formatted(Slave.jid("Kev"), Wire.SLAVE, Wire.MASTER));
            Step step = stanza.getFrom().asBareJID().equals(Slave.MASTER) ? rules.hear(room, stanza, Slave.START)
                : rules.on(room, UserStanza.read(stanza).orElseThrow(), Slave.START);
            room = step.room();
            Xml.sent(step.effects()).stream().filter(sent -> sent instanceof Message && sent.getTo().getNode().equals("kev"))
                .map(Packet::getID).filter(Objects::nonNull).forEach(heard::add);
        }
        assertEquals(List.of("m1", "m2", "m3"), heard);
    }

    private static Slave node(boolean hasty) {
        return new Slave(MirrorPolicy.DEFAULT.withFireAndForget(hasty).sharedAs(Optional.of("n1")));
    }

    private static List<String> heardBy(String nick, Slave slave) {
        return slave.takeSent().stream().filter(sent -> sent instanceof Message && sent.getID() != null
            && sent.getTo().toString().equals(Slave.jid(nick))).map(Packet::getID).toList();
    }

    private static List<String> saidIn(Slave slave) {
        return slave.takeSent().stream().filter(sent -> sent instanceof Message && sent.getTo().equals(Slave.MASTER))
            .map(Packet::getID).toList();
    }

    /** What Kev said, as the master tells of it. */
    private static String past(int number) {
        return ("<message type='groupchat' id='m%d' from='%s/Kev' to='%s'><body>Hello</body>" + DELAY + "</message>")
            .formatted(number, Wire.MASTER, Wire.SLAVE);
    }

    /** What Kev said, as another side has written it down. */
    private static Kept kept(int number) {
        return new Kept(number, "Kev", new JID(Slave.jid("Kev")).asBareJID(), Optional.of("m" + number),
            Payload.of(Xml.stanza("<message><body>Hello</body></message>")), Slave.START, Kept.State.SENT, Slave.START);
    }
}
