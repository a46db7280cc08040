package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.DELAY;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.echoes;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.further;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.left;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.rejects;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.says;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.shows;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.subject;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What becomes of a slave whose node cannot be reached, or has forgotten it. Kev and Amy are in, and Curtis is there. */
public class SlaveOfNodeLinkTest {

    private static final String HELLO = "<body>Hello</body>";
    private static final Duration PATIENCE = LinkPolicy.DEFAULT.patience();
    private final Slave slave = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289);

    @Before
    public void theyAreIn() {
        slave.asks("Kev").receives(shows("Curtis")).receives(subject()).asks("Amy").andSo();
    }

    // ---- the question whether the node is there

    @Test
    public void theNodeIsAskedWhatTheRoomIs() {
        IQ probe = probe();
        assertEquals(MASTER, probe.getTo().toString());
        assertEquals(SLAVE + "/Kev", probe.getFrom().toString());
        assertEquals("http://jabber.org/protocol/disco#info", probe.getChildElement().getNamespaceURI());
        answer(probe, 3);
        assertEquals("what it was asked behind, it has", List.of(), slave.written());
        slave.after(PATIENCE).after(PATIENCE).sends();
    }

    @Test
    public void aNodeThatCountsFewerThanOursHasForgottenThem() {
        answer(probe(), 3);
        answer(probe(), 1);
        sent(part("Kev"), part("Amy"), rejoin("Kev"));
        assertTrue(slave.room().link().isDown());
    }

    @Test
    public void aNodeThatWasNeverSeenToCountOursHasForgottenNobody() {
        answer(probe(), 1);
        answer(probe(), 1);
        slave.sends();
        assertFalse(slave.room().link().isDown());
    }

    @Test
    public void whoeverLeftMeanwhileIsNotMissed() {
        answer(probe(), 3);
        IQ probe = probe();
        slave.leaves("Amy").andSo().receives(shows("Tybalt")).andSo();
        answer(probe, 2);
        slave.sends();
        assertFalse(slave.room().link().isDown());
    }

    @Test
    public void whatANodeMakesOfTheQuestionDoesNoHarm() {
        for (String id : List.of("link-", "link-x", "link-/", "link-1/", "link-1/x", "link-1/99999999999999")) {
            slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(id, MASTER, SLAVE)).sends();
        }
        IQ probe = probe();
        slave.receives(("<iq type='result' id='%s' from='%s' to='%s'><query xmlns='http://jabber.org/protocol/disco#info'>"
            + "<x xmlns='jabber:x:data'><field var='muc#roominfo_occupants'><value>-1</value><value>many</value></field></x>"
            + "</query></iq>").formatted(probe.getID(), MASTER, probe.getFrom())).sends();
        assertFalse(slave.room().link().isDown());
    }

    // ---- lost and back

    @Test
    @Conforms("xep-0289-joining-19")
    public void whenTheNodeIsThereAgainAllArePartedAndJoinAnew() {
        IQ probe = lost();
        slave.says("Amy", "m2", HELLO);
        assertEquals("what is said goes on here", 2, slave.takeSent().size());
        answer(probe, 1);
        sent(part("Kev"), part("Amy"), rejoin("Kev"));
        slave.receives(left()).sends();
        slave.receives(shows("Curtis")).andSo();
        slave.receives(subject()).isAnswered();
        List<String> sent = toNode();
        assertEquals(sent.toString(), canonical(further("Amy")), sent.get(0));
        assertTrue("what was said meanwhile is sent", sent.stream().anyMatch(xml -> xml.contains("id='m2'")));
        assertFalse(slave.room().link().isDown());
        assertEquals(List.of("Kev", "Amy"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
        slave.receives(shows("Tybalt"));
        assertEquals(2, slave.takeSent().size());
    }

    @Test
    public void whoeverJoinsAnewIsWhatEverybodyIs() {
        for (String nick : List.of("Kev", "Amy")) {
            slave.receives(echoes(nick).replace("role='participant'", "role='moderator'")).andSo();
        }
        answer(lost(), 1);
        slave.receives(left()).receives(shows("Curtis")).receives(subject());
        for (String nick : List.of("Kev", "Amy")) {
            assertEquals(nick, Optional.of("participant"), slave.room().shown().get(nick).role());
        }
    }

    @Test
    public void whatTheNodeHasOfOursIsNotShownAgain() {
        slave.says("Kev", "m1", HELLO).andSo();
        answer(lost(), 1);
        slave.andSo().receives(shows("Curtis")).receives(echoes("Kev")).andSo();
        slave.receives(says("Kev", jid("Kev"), "m1", HELLO + DELAY.replace("11:00:00", "12:00:00")));
        assertEquals("seen before", List.of(),
            slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("Hello")).toList());
        slave.receives(says("Curtis", "m9", "<body>Missed</body>" + DELAY));
        assertEquals(2, slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("Missed")).count());
        slave.receives(subject()).isAnswered();
        assertEquals("nor sent again", List.of(), toNode().stream().filter(xml -> xml.contains("id='m1'")).toList());
        assertEquals(List.of(), slave.written());
    }

    @Test
    @Conforms("xep-0289-joining-2")
    public void whoeverIsNotLetInAgainGoes() {
        answer(lost(), 1);
        slave.andSo().receives(rejects(SLAVE, "Not you."));
        assertEquals(List.of("Amy"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
        sent(part("Amy"), rejoin("Amy"));
        slave.receives(rejects(SLAVE + "/Amy", "Nor you."));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void whileItIsLostThatWeAreOutIsNoNews() {
        lost();
        slave.receives(left()).sends();
        assertEquals(2, slave.room().audience().size());
    }

    @Test
    public void anErrorOfTheLinkForWhatIsSentIsALoss() {
        slave.says("Kev", "m1", HELLO).andSo();
        slave.receives("<message type='error' id='m1' from='%s' to='%s/Kev'><error type='cancel'>".formatted(MASTER, SLAVE)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        assertTrue(slave.room().link().isDown());
        slave.leaves("Amy");
        assertTrue("his leave is tried", toNode().contains(canonical(part("Amy"))));
    }

    @Test
    public void aJoinThatDoesNotArriveIsRefused() {
        Slave fresh = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289).asks("Kev");
        fresh.andSo().receives("<presence type='error' from='%s/Kev' to='%s/Kev'><error type='cancel'>".formatted(MASTER, SLAVE)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        assertTrue(fresh.takeSent().get(0).toXML().contains("remote-server-not-found"));
        assertTrue(fresh.room().isVacant());
    }

    // ----

    /** The question that follows words for which there is no sign. */
    private IQ probe() {
        slave.says("Kev", "p" + slave.room().events(), HELLO).andSo().after(PATIENCE);
        return (IQ) only(slave.takeSent());
    }

    /** The link is lost; the question whether it is there again. */
    private IQ lost() {
        probe();
        slave.after(PATIENCE).andSo();
        assertTrue(slave.room().link().isDown());
        slave.after(Duration.ofSeconds(2));
        return (IQ) only(slave.takeSent());
    }

    private void answer(IQ probe, int occupants) {
        slave.receives(("<iq type='result' id='%s' from='%s' to='%s'><query xmlns='http://jabber.org/protocol/disco#info'>"
            + "<x xmlns='jabber:x:data' type='result'><field var='muc#roominfo_occupants'><value>%d</value></field></x>"
            + "</query></iq>").formatted(probe.getID(), MASTER, probe.getFrom(), occupants));
    }

    private static String rejoin(String nick) {
        return join(nick, "HISTORY");
    }

    /** Asserts what has gone to the node, but for how much of the past was asked for. */
    private void sent(String... xml) {
        assertEquals(List.of(xml).stream().map(SlaveOfNodeLinkTest::canonical).toList(), toNode().stream()
            .map(text -> text.replaceAll("<history since='[^']*'></>", "HISTORY")).toList());
    }

    private List<String> toNode() {
        return slave.takeSent().stream().filter(stanza -> stanza.getTo().asBareJID().equals(new JID(MASTER)))
            .map(stanza -> Xml.canonical(stanza.getElement())).toList();
    }

    private static String canonical(String xml) {
        return Xml.canonical(Xml.element(xml));
    }

    private static Packet only(List<Packet> stanzas) {
        assertEquals(stanzas.toString(), 1, stanzas.size());
        return stanzas.get(0);
    }
}
