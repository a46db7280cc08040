package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.NO_SUBJECT;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.junit.Assert.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What becomes of what another node of a cluster has written down of a slave room, or has taken out. */
public class SlaveLeftoversTest {

    @Test
    public void whatAnotherSideOfTheClusterHasTakenOutIsNotSentAlsoIfTheMasterDoesNotShowItAnyMore() {
        Slave shared = hasty().has("Kev").says("Kev", "m1", "<body>One</body>")
            .says("Kev", "m2", "<body>Two</body>").breaks()
            .says("Kev", "m3", "<body>Three</body>").says("Kev", "m4", "<body>Four</body>").andSo();
        List<Kept> kept = shared.room().link().kept();
        assertEquals("all are in doubt, or wait", 4, kept.size());
        shared.isBackTogether(kept.get(1), kept.get(3));
        assertEquals(Link.Phase.REJOINING, shared.room().link().phase());
        shared.shows("Kev", SELF).andSo().receives(NO_SUBJECT).isAnswered();
        assertEquals(List.of("m2", "m4"), sentToRoom(shared.takeSent()));
    }

    @Test
    public void whatIsWrittenDownAsSomethingThatTheMasterMayHaveIsNotWrittenAgainSoThatItStaysOutIfItIsTakenOut() {
        Slave hasty = hasty().has("Kev").says("Kev", "m1", "<body>One</body>");
        assertEquals(List.of("m1"), hasty.written());
        hasty.takesOut(hasty.room().link().kept().get(0)).breaks();
        assertEquals(Kept.State.DOUBTFUL, hasty.room().link().kept().get(0).state());
        hasty.shows("Kev", SELF).receives(NO_SUBJECT).isAnswered();
        assertEquals(Kept.State.SENT, hasty.room().link().kept().get(0).state());
        assertEquals(List.of(), hasty.written());
        hasty.breaks().says("Kev", "m2", "<body>Two</body>").takesOut(hasty.room().link().kept().get(1));
        hasty.shows("Kev", SELF).receives(NO_SUBJECT).isAnswered();
        assertEquals("the master could not have that until now", List.of("m2"), hasty.written());
        assertEquals(List.of("m3"), node().has("Kev").says("Kev", "m3", "<body>Three</body>").breaks().written());
    }

    @Test
    public void whatIsHandedOverAgainIsShownAtOnceAndSentUnlessTheMasterShowsThatItHasIt() {
        Slave shared = node().has("Kev", "Amy").andSo().recalls(left(1, "m1"), left(2, "m2"));
        assertEquals(List.of("m1", "m2"), shownTo("Amy", shared.takeSent()));
        assertEquals(Link.Phase.REJOINING, shared.room().link().phase());
        shared.recalls(left(1, "m1"));
        assertEquals("it is handed over by two, or known already", List.of(), shared.takeSent());
        shared.shows("Kev", SELF).hears("Kev", "m1", "Hello").receives(NO_SUBJECT).isAnswered().shows("Amy", SELF);
        List<Packet> sent = shared.takeSent();
        assertEquals(List.of(), shownTo("Amy", sent));
        assertEquals(List.of("m2"), sentToRoom(sent));
    }

    @Test
    public void whatTwoNodesWriteDownAtOneMomentHasDifferentNumbers() {
        Set<Long> numbers = new HashSet<>();
        for (String node : List.of("n1", "n2")) {
            for (int said = 0; said < 50; said++) {
                Slave one = node(node).has("Kev").says("Kev", node + said, "<body>Hello</body>");
                numbers.add(one.room().link().kept().get(0).number());
            }
        }
        assertEquals(100, numbers.size());
    }

    private static Slave node() {
        return node("n1");
    }

    private static Slave node(String name) {
        return new Slave(MirrorPolicy.DEFAULT.sharedAs(Optional.of(name)));
    }

    private static Slave hasty() {
        return new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true).sharedAs(Optional.of("n1")));
    }

    private static Kept left(long number, String id) {
        return new Kept(number, "Kev", new JID(Slave.jid("Kev")).asBareJID(), Optional.of(id),
            Payload.of(Xml.stanza("<message><body>Hello</body></message>")), Slave.START, Kept.State.SENT, Slave.START);
    }

    private static List<String> sentToRoom(List<Packet> sent) {
        return sent.stream().filter(stanza -> stanza instanceof Message && stanza.getTo().equals(Slave.MASTER))
            .map(Packet::getID).toList();
    }

    private static List<String> shownTo(String nick, List<Packet> sent) {
        return sent.stream().filter(stanza -> stanza instanceof Message && stanza.getID() != null
            && stanza.getTo().toString().equals(Slave.jid(nick))).map(Packet::getID).toList();
    }
}
