package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.further;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.says;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.shows;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.subject;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.theirs;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What is done to an occupant at a room of Openfire before it has heard that he has left. It says whose it is, and not of which
 * stay; and whom it throws out, it counts on until he leaves while he is in.
 */
public class SlaveOfNodePartingTest {

    private final Slave slave = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289);

    private void has(String... nicks) {
        slave.asks(nicks[0]).receives(shows("Curtis")).receives(subject());
        List.of(nicks).subList(1, nicks.length).forEach(slave::asks);
        slave.andSo();
    }

    @Test
    @Conforms("xep-0289-joining-16")
    public void aRoleOfWhoeverHasGoneAndComeAgainIsThatOfHisLastTimeUntilTheNodeHasHeardOfIt() {
        has("Kev", "Amy");
        slave.leaves("Amy").andSo().asks("Amy");
        List<Packet> sent = toNode();
        Packet fence = sent.get(0);
        assertTrue(fence.toString(), fence instanceof IQ iq && iq.getType() == IQ.Type.get);
        assertEquals("in front of his join", canonical(further("Amy")), Xml.canonical(sent.get(1).getElement()));
        slave.receives(doneTo("Amy", "", "moderator", ""));
        assertEquals(List.of(), slave.takeSent());
        assertEquals(Optional.of("participant"), slave.room().shown().get("Amy").role());
        answer(fence);
        slave.receives(doneTo("Amy", "", "visitor", "")).andSo();
        assertEquals(Optional.of("visitor"), slave.room().shown().get("Amy").role());
    }

    @Test
    public void whoeverComesForTheFirstTimeIsNotAskedAbout() {
        has("Kev");
        slave.asks("Amy");
        assertEquals(List.of(canonical(further("Amy"))),
            toNode().stream().map(stanza -> Xml.canonical(stanza.getElement())).toList());
    }

    @Test
    @Conforms("xep-0289-joining-14")
    public void whoeverIsThrownOutWhileHeLeavesComesAndGoesOnceMore() {
        has("Kev", "Amy");
        slave.leaves("Amy").andSo();
        // Twice, because it may be done once more while he is there again for a moment.
        for (int i = 0; i < 2; i++) {
            slave.receives(doneTo("Amy", "unavailable", "none", "/Curtis")).sends(further("Amy"), part("Amy"));
            // The room says so, too.
            slave.receives(doneTo("Amy", "unavailable", "none", "")).sends();
        }
    }

    @Test
    public void whoeverWasThrownOutWhileHeLeftAndIsInAgainStays() {
        has("Kev", "Amy");
        slave.leaves("Amy").asks("Amy").andSo();
        for (String actor : List.of("/Curtis", "")) {
            slave.receives(doneTo("Amy", "unavailable", "none", actor)).sends();
        }
        assertTrue(slave.room().locals().containsKey("Amy"));
    }

    @Test
    @Conforms("xep-0289-joining-13")
    public void whenTheLastIsThrownOutWhileHeLeavesTheNodeHasNobodyOfOursAfterAll() {
        has("Kev");
        slave.leaves("Kev").andSo();
        assertTrue(slave.room().isVacant());
        slave.receives(doneTo("Kev", "unavailable", "none", "/Curtis")).sends(further("Kev"), part("Kev"));
        slave.receives(doneTo("Kev", "unavailable", "none", "")).sends();
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void whoeverComesWhileTheNodeStillCountsTheLastWhoLeftJoinsOnceMore() {
        has("Kev");
        slave.leaves("Kev").asks("Amy").andSo();
        slave.receives(doneTo("Kev", "unavailable", "none", "/Curtis"))
            .sends(further("Kev"), part("Kev"), part("Amy"), join("Amy", ""));
        slave.receives(doneTo("Kev", "unavailable", "none", "")).sends();
        slave.receives(shows("Curtis")).receives(subject());
        assertEquals(List.of("Amy"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
    }

    @Test
    public void theLastWhoIsThrownOutWhileHeLeavesAndComesAgainJoinsOnceMore() {
        has("Kev");
        slave.leaves("Kev").asks("Kev").andSo();
        slave.receives(doneTo("Kev", "unavailable", "none", "/Curtis"));
        List<Packet> sent = toNode();
        assertEquals(List.of(canonical(part("Kev")), canonical(join("Kev", ""))),
            List.of(Xml.canonical(sent.get(0).getElement()), Xml.canonical(sent.get(2).getElement())));
        slave.receives(doneTo("Kev", "unavailable", "none", "")).sends();
        answer(sent.get(1));
        slave.receives(shows("Curtis")).receives(subject()).andSo();
        slave.receives(doneTo("Kev", "", "moderator", "")).andSo();
        assertEquals("of this time", Optional.of("moderator"), slave.room().shown().get("Kev").role());
    }

    @Test
    public void whoeverIsInByWhatAnswersTheJoinOfSomebodyWhoWasThrownOutWhileHeLeftJoinsAnew() {
        for (String next : List.of("Amy", "Kev")) {
            Slave other = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289);
            other.asks("Kev").receives(shows("Curtis")).receives(past("h1")).leaves("Kev").asks(next)
                .receives(past("h2")).receives(subject()).andSo();
            assertEquals(Set.of(next), other.room().shown().keySet());
            other.receives(doneTo("Kev", "unavailable", "none", "/Curtis"));
            List<String> sent = toNode(other).stream().filter(stanza -> stanza instanceof Presence)
                .map(stanza -> Xml.canonical(stanza.getElement())).toList();
            List<String> first = next.equals("Kev") ? List.of()
                : List.of(canonical(further("Kev")), canonical(part("Kev")));
            assertEquals(first, sent.subList(0, first.size()));
            assertEquals(canonical(part(next)), sent.get(first.size()));
            assertTrue(sent.toString(), sent.size() == first.size() + 2 && sent.get(first.size() + 1).contains("since="));
            other.receives(doneTo("Kev", "unavailable", "none", "")).receives(shows("Curtis")).receives(subject()).andSo();
            assertEquals(Set.of("Curtis", next), other.room().shown().keySet());
        }
    }

    @Test
    public void whoeverIsThrownOutWhileHeIsRefusedForHisNickComesAndGoesOnceMore() {
        slave.asks("Amy").receives(shows("Amy", theirs("Amy"), SLAVE)).asks("Kev").andSo();
        slave.receives(subject()).sends(part("Amy"),
            refused("Amy", jid("Amy"), "cancel", "conflict", "This nick is in use."), join("Kev", ""));
        slave.receives(doneTo("Amy", "unavailable", "none", "/Curtis"))
            .sends(further("Amy"), part("Amy"), part("Kev"), join("Kev", ""));
        slave.receives(doneTo("Amy", "unavailable", "none", "")).sends();
        slave.receives(shows("Curtis")).receives(subject());
        assertEquals(List.of("Kev"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
    }

    @Test
    public void theAnswerToAQuestionAboutTheLinkSaysAsMuch() {
        has("Kev", "Amy");
        slave.says("Kev", "m1", "<body>Hello</body>").leaves("Amy").andSo().after(LinkPolicy.DEFAULT.patience());
        answer(toNode().get(0));
        slave.receives(doneTo("Amy", "unavailable", "none", "/Curtis")).sends();
        assertEquals(Partings.NONE.pending(), slave.room().speech().partings().pending());
    }

    @Test
    public void theAnswerToAnOlderQuestionSaysNothingOfALaterLeave() {
        has("Kev", "Amy");
        slave.leaves("Amy").andSo().asks("Amy");
        Packet fence = toNode().get(0);
        slave.leaves("Amy").andSo();
        answer(fence);
        slave.receives(doneTo("Amy", "unavailable", "none", "/Curtis")).sends(further("Amy"), part("Amy"));
    }

    @Test
    public void whoeverComesDirectlyAfterHeLeftIsShown() {
        has("Kev", "Amy");
        slave.leaves("Amy").andSo();
        slave.receives(shows("Ron", jid("Amy"), SLAVE)
            .replace("role='participant'", "role='participant' jid='" + jid("Amy") + "'")).andSo();
        assertTrue(slave.room().shown().containsKey("Ron"));
        slave.receives(doneTo("Amy", "", "moderator", "")).andSo();
        assertEquals("it is said of him as he is now", Optional.of("moderator"), slave.room().shown().get("Ron").role());
        slave.receives(doneTo("Amy", "unavailable", "none", "/Curtis")).andSo();
        assertEquals(Set.of("Curtis", "Kev"), slave.room().shown().keySet());
    }

    @Test
    public void onlySoManyAreRemembered() {
        Partings partings = Partings.NONE;
        for (int i = 0; i < 1000; i++) {
            partings = partings.with(new JID("user" + i + "@remote.example.com/x"), "Nick");
        }
        assertEquals(64, partings.pending().size());
        assertEquals(1000, partings.last());
        assertEquals("no such leave", 64, partings.heard(1001).pending().size());
        assertEquals(0, partings.heard(1000).pending().size());
    }

    @Test
    public void whatANodeMakesOfTheQuestionDoesNoHarm() {
        has("Kev", "Amy");
        slave.leaves("Amy").asks("Amy").andSo();
        for (String id : List.of("fence-", "fence-x", "fence--1", "fence-2", "fence-99999999999999999999")) {
            slave.receives("<iq type='result' id='%s' from='%s' to='%s/Amy'/>".formatted(id, MASTER, SLAVE)).sends();
        }
        slave.receives(doneTo("Amy", "", "moderator", "")).sends();
        assertEquals("nothing is known to be heard", Optional.of("participant"), slave.room().shown().get("Amy").role());
    }

    private void answer(Packet question) {
        slave.receives("<iq type='error' id='%s' from='%s' to='%s'><error type='cancel'>".formatted(question.getID(),
            question.getTo(), question.getFrom())
            + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").sends();
    }

    private static String past(String id) {
        return says("Curtis", id, "<body>Hello</body>" + JoinedNode.DELAY);
    }

    private List<Packet> toNode() {
        return toNode(slave);
    }

    private static List<Packet> toNode(Slave from) {
        return from.takeSent().stream().filter(stanza -> stanza.getTo().asBareJID().equals(new JID(MASTER))).toList();
    }

    private static String canonical(String xml) {
        return Xml.canonical(Xml.element(xml));
    }

    /** A presence by which a room of Openfire tells what is done to somebody of ours: by Curtis, or in its own name. */
    private static String doneTo(String whom, String type, String role, String actor) {
        return ("<presence%s from='%s%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='%s' jid='%s'/></x>%s</presence>").formatted(
            type.isEmpty() ? "" : " type='" + type + "'", MASTER, actor, SLAVE, role, jid(whom),
            JoinedNode.fmuc(actor.isEmpty() ? MASTER : JoinedNode.theirs("Curtis")));
    }
}
