package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.DELAY;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.echoes;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.further;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.hides;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.left;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.message;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.rejects;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.says;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.shows;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.subject;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.gone;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.heard;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;

/**
 * What local users see of a room whose node speaks XEP-0289 in primary-primary mode, and what crosses the link: with a node that
 * does as the specification's examples have it, and with one that, as Openfire's own, never tells us of ourselves.
 */
public class SlaveOfNodeTest {

    private static final String HELLO = "<body>Hello</body>";
    private final Slave slave = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289);

    /** A slave with occupants, at a node that does not tell us of them; Curtis is there. */
    private Slave has(String... nicks) {
        slave.asks(nicks[0]).receives(shows("Curtis")).receives(subject());
        List.of(nicks).subList(1, nicks.length).forEach(slave::asks);
        // What a room is, it tells everybody.
        slave.takeSent().stream().filter(stanza -> stanza instanceof IQ).forEach(question -> slave.receives(
            "<iq type='result' id='%s' from='%s' to='%s'/>".formatted(question.getID(), question.getTo(), question.getFrom())));
        return slave.andSo();
    }

    // ---- joining

    @Test
    @Conforms({"xep-0289-joining-1", "xep-0289-joining-3", "xep-0289-joining-4", "xep-0289-joining-6"})
    public void theFirstJoinBringsOccupantsHistoryAndSubject() {
        slave.asks("Kev").sends(join("Kev", ""));
        slave.receives(shows("Curtis")).sends();
        slave.receives(echoes("Kev")).sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF));
        slave.receives(says("Curtis", "h1", HELLO + DELAY)).sends(heard("Curtis", "h1", HELLO + DELAY, "Kev"));
        slave.receives(subject()).sends(heard("Curtis", "subject", "<subject>Bees</subject>" + DELAY, "Kev"));
    }

    @Test
    @Conforms({"xep-0289-joining-3", "xep-0289-joining-4"})
    public void aNodeThatDoesNotTellUsOfOurselvesLetsInByWhatItTellsOfTheRoom() {
        slave.asks("Kev").andSo().receives(shows("Curtis")).sends();
        slave.receives(says("Curtis", "h1", HELLO + DELAY)).sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF),
            heard("Curtis", "h1", HELLO + DELAY, "Kev"));
        slave.receives(subject()).sends(heard("Curtis", "subject", "<subject>Bees</subject>" + DELAY, "Kev"));
    }

    @Test
    public void theSubjectAloneLetsInToo() {
        slave.asks("Kev").andSo().receives(subject()).sends(there("Kev", "Kev", SELF),
            heard("Curtis", "subject", "<subject>Bees</subject>" + DELAY, "Kev"));
    }

    @Test
    public void whoeverWasThereHimselfAndIsOursNowIsGoneThereUnderHisNickOfThen() {
        has("Kev").receives(shows("Ron", jid("Amy"), SLAVE)).asks("Amy").andSo();
        slave.receives(hides("Ron", jid("Amy"), "<status code='307'/>").replace("role='none'/>",
            "role='none' jid='" + jid("Amy") + "'/>"));
        assertEquals(Set.of("Curtis", "Kev", "Amy"), slave.room().shown().keySet());
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
    }

    @Test
    public void whatIsSaidBeforeTheNodeHasTheJoinLetsNobodyIn() {
        slave.asks("Kev").andSo().receives(says("Curtis", "m1", HELLO)).sends();
        slave.receives(left()).receives(shows("Curtis")).sends();
        slave.receives(says("Curtis", "m1", HELLO + DELAY)).sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF),
            heard("Curtis", "m1", HELLO + DELAY, "Kev"));
    }

    @Test
    @Conforms("xep-0289-joining-7")
    public void passwordAndLimitsOnHistoryTravelInTheFirstJoin() {
        slave.receives("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'><password>sesame</password>"
            .formatted(jid("Kev"), SLAVE) + "<history maxstanzas='5'/></x></presence>")
            .sends(join("Kev", "<password>sesame</password><history maxstanzas='5'/>"));
    }

    @Test
    @Conforms({"xep-0289-joining-10", "xep-0289-joining-5"})
    public void aFurtherJoinIsToldAndWaitsForNothing() {
        has("Kev").receives(says("Curtis", "m1", HELLO)).andSo();
        slave.asks("Amy").sends(further("Amy"), there("Amy", "Kev"), there("Curtis", "Amy"), there("Kev", "Amy"),
            there("Amy", "Amy", SELF), Wire.replayed("Curtis", "m1", "Hello", jid("Amy"), "2010-05-24T12:00:00Z"),
            heard("Curtis", "subject", "<subject>Bees</subject>" + DELAY, "Amy"));
        assertEquals(2, slave.room().audience().size());
    }

    @Test
    public void whoeverComesWhileTheFirstWaitsIsToldBehindHim() {
        slave.asks("Kev").andSo().asks("Amy").sends();
        slave.receives(shows("Curtis")).receives(subject());
        assertEquals(List.of("Kev", "Amy"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
        assertEquals(1, slave.takeSent().stream()
            .filter(stanza -> stanza.getTo().toString().equals(Wire.MASTER + "/Amy")).count());
    }

    @Test
    public void whoeverMayStillBeThereOfAnEarlierLifeLeavesFirst() {
        Slave haunted = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289).haunted();
        haunted.asks("Kev").sends(part("Kev"), join("Kev", ""));
        haunted.receives(left()).receives(subject()).andSo();
        assertEquals(1, haunted.room().audience().size());
    }

    @Test
    public void whoeverGivesUpBeforeTheAnswerHasLeftWhenTheNodeSaysSo() {
        slave.asks("Kev").andSo().leaves("Kev").sends(part("Kev"));
        slave.receives(shows("Curtis")).receives(subject()).andSo().receives(left());
        assertEquals("one farewell", 1, slave.takeSent().size());
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void aNodeThatDoesNotAnswerLetsNobodyIn() {
        slave.asks("Kev").andSo().after(MirrorPolicy.DEFAULT.answerWithin())
            .sends(refused("Kev", jid("Kev"), "wait", "remote-server-timeout", "The room did not answer."), part("Kev"));
        assertTrue(slave.room().isVacant());
    }

    // ---- refusals

    @Test
    @Conforms("xep-0289-joining-2")
    public void aRejectionIsToldToWhoeverAskedWithItsReason() {
        for (String to : List.of(SLAVE, SLAVE + "/Kev")) {
            slave.asks("Kev").andSo().receives(rejects(to, "Not you."))
                .sends(refused("Kev", jid("Kev"), "auth", "not-authorized", "Not you."));
            assertTrue(slave.room().isVacant());
        }
    }

    @Test
    @Conforms("xep-0289-joining-2")
    public void aRejectionWithoutAReasonHasOneAllTheSame() {
        slave.asks("Kev").andSo().receives(rejects(SLAVE, ""))
            .sends(refused("Kev", jid("Kev"), "auth", "not-authorized", "The room does not let this server's users in."));
    }

    @Test
    public void aRejectionOfSomebodyElseIsNotForWhoeverComesNow() {
        slave.asks("Amy").andSo().receives(rejects(SLAVE + "/Kev", "Not you.")).sends();
        slave.receives(subject());
        assertEquals(1, slave.room().audience().size());
    }

    @Test
    public void aRejectionOfThoseWhoAreInMeansNothing() {
        has("Kev", "Amy").receives(rejects(SLAVE, "Not you.")).receives(rejects(SLAVE + "/Kev", "Not you.")).sends();
        assertEquals(2, slave.room().audience().size());
    }

    // ---- talking

    @Test
    @Conforms({"xep-0289-joining-8", "xep-0289-joining-6"})
    public void whatIsSaidIsShownAtOnceAndToldOnce() {
        has("Kev", "Amy").says("Kev", "m1", HELLO)
            .sends(message("Kev", "m1", HELLO), heard("Kev", "m1", HELLO, "Kev"), heard("Kev", "m1", HELLO, "Amy"));
        slave.receives(says("Kev", jid("Kev"), "m1", HELLO)).sends();
    }

    @Test
    @Conforms({"xep-0289-joining-9", "xep-0289-joining-5"})
    public void whatIsSaidThereIsShownToAllWithoutTheRealAddress() {
        has("Kev", "Amy").receives(says("Curtis", "m1", HELLO))
            .sends(heard("Curtis", "m1", HELLO, "Kev"), heard("Curtis", "m1", HELLO, "Amy"));
    }

    @Test
    public void aSubjectIsShownAtOnceAndOneFromThereReplacesIt() {
        String bears = "<subject>Bears</subject>";
        has("Kev").says("Kev", "s1", bears).sends(message("Kev", "s1", bears), heard("Kev", "s1", bears, "Kev"));
        slave.receives(says("Curtis", "s2", "<subject>Bats</subject>"))
            .sends(heard("Curtis", "s2", "<subject>Bats</subject>", "Kev"));
        slave.asks("Amy");
        assertTrue(slave.takeSent().stream().anyMatch(stanza -> stanza.toXML().contains("Bats")));
    }

    @Test
    @Conforms("xep-0289-joining-10")
    public void aStatusIsShownAtOnceAndTold() {
        has("Kev", "Amy").receives("<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(jid("Kev"), SLAVE));
        List<String> sent = slave.takeSent().stream().map(stanza -> Xml.canonical(
            stanza.getElement())).toList();
        assertEquals(sent.toString(), 3, sent.size());
        assertTrue(sent.get(0), sent.get(0).contains("<show>away</>") && sent.get(0).contains("{http://isode.com/protocol/fmuc}"));
        assertTrue(sent.get(1), sent.get(1).contains("to='kev@remote.example.com/Swift'") && sent.get(1).contains("code='110'"));
        assertTrue(sent.get(2), sent.get(2).contains("to='amy@remote.example.com/Swift'") && !sent.get(2).contains("isode"));
    }

    @Test
    @Conforms("xep-0289-joining-16")
    public void aRoleFromThereIsShown() {
        has("Kev", "Amy").receives(echoes("Kev").replace("role='participant'", "role='visitor'"));
        assertEquals(2, slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("visitor")).count());
        slave.says("Kev", "m1", HELLO);
        assertTrue("he has no voice", slave.takeSent().get(0).toXML().contains("forbidden"));
    }

    @Test
    @Conforms("xep-0289-joining-16")
    public void aRoleFromThereLeavesWhatOursSaysOfHimself() {
        has("Kev").receives("<presence from='%s' to='%s/Kev'><show>dnd</show></presence>".formatted(jid("Kev"), SLAVE)).andSo();
        for (String role : List.of(echoes("Kev"), doneTo("Kev", "", "participant", "", ""))) {
            slave.receives(role.replace("role='participant'", "role='visitor'").replace("<x ", "<show>away</show><x "));
            List<String> sent = slave.takeSent().stream().map(Packet::toXML).toList();
            assertEquals(sent.toString(), 1, sent.size());
            assertTrue(sent.get(0), sent.get(0).contains("visitor") && sent.get(0).contains("<show>dnd</show>"));
        }
        slave.receives(shows("Curtis").replace("<x ", "<show>away</show><x ")).receives(
            doneTo(JoinedNode.theirs("Curtis"), "", "moderator", "", "").replace("<x ", "<show>xa</show><x "));
        assertTrue("theirs is as the room says", slave.room().shown().get("Curtis").toString().contains("xa"));
    }

    // ---- leaving

    @Test
    @Conforms({"xep-0289-joining-12", "xep-0289-joining-13"})
    public void leavesAreToldAndWaitForNothing() {
        has("Kev", "Amy").leaves("Amy").sends(part("Amy"),
            gone("Amy", "Amy", SELF), gone("Amy", "Kev"));
        slave.leaves("Kev").sends(part("Kev"), gone("Kev", "Kev", SELF));
        assertTrue(slave.room().isVacant());
        slave.receives(left()).sends();
        slave.asks("Kev").andSo().receives(left()).sends();
    }

    @Test
    @Conforms("xep-0289-joining-13")
    public void whoIsToldOfBehindALastLeaveIsForgottenWithItsConfirmation() {
        has("Kev").leaves("Kev").asks("Kev").receives(shows("Tybalt")).receives(left()).receives(shows("Curtis"))
            .receives(subject());
        assertEquals(Set.of("Kev", "Curtis"), slave.room().shown().keySet());
    }

    @Test
    @Conforms("xep-0289-joining-12")
    public void leavesThereAreShownWhoeverTheyAreAddressedTo() {
        has("Kev", "Amy").receives(hides("Curtis").replace("to='" + SLAVE + "'", "to='" + SLAVE + "/Kev'"))
            .sends(gone("Curtis", "Kev"), gone("Curtis", "Amy"));
        slave.receives(hides("Curtis")).sends();
    }

    @Test
    @Conforms("xep-0289-joining-14")
    public void whoeverIsThrownOutThereIsThrownOutHereAndThatIsTold() {
        has("Kev", "Amy").receives(hides("Kev", jid("Kev"), "<status code='307'/>")).sends(part("Kev"),
            gone("Kev", "Kev", "<status code='307'/>", SELF), gone("Kev", "Amy", "<status code='307'/>"));
        assertEquals(1, slave.room().audience().size());
    }

    @Test
    @Conforms("xep-0289-joining-14")
    public void whoeverIsThrownOutInTheNameOfSomebodyElseIsThrownOutAllTheSame() {
        for (String actor : List.of("/Curtis", "")) {
            has("Kev", "Amy").receives(doneTo("Kev", "unavailable", "none", actor, "<status code='307'/>"));
            slave.sends(further("Kev"), part("Kev"),
                gone("Kev", "Kev", "<status code='307'/>", SELF).replace("role='none'", "role='none' jid='" + jid("Kev") + "'"),
                gone("Kev", "Amy", "<status code='307'/>"));
            // The room says so twice: once as who does it, and once as itself.
            String other = actor.isEmpty() ? "/Curtis" : "";
            slave.receives(doneTo("Kev", "unavailable", "none", other, "<status code='307'/>")).sends();
            assertTrue("and Curtis is there", slave.room().shown().containsKey("Curtis"));
            slave.leaves("Amy").andSo();
        }
    }

    @Test
    @Conforms("xep-0289-joining-16")
    public void aRoleIsThatOfWhomItIsGivenTo() {
        has("Kev", "Amy").receives(doneTo("Amy", "", "visitor", "", ""));
        assertEquals(2, slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("visitor")
            && stanza.getFrom().getResource().equals("Amy")).count());
    }

    @Test
    public void whatIsDoneToSomebodyThereIsKnownByHisAddress() {
        has("Kev").receives(shows("Tybalt").replace("role='participant'", "role='participant' jid='" + Wire.MASTER + "/Tybalt'"))
            .sends(there("Tybalt", "Kev"));
        slave.receives(doneTo(JoinedNode.theirs("Tybalt"), "unavailable", "none", "/Curtis", "<status code='307'/>"))
            .sends(gone("Tybalt", "Kev", "<status code='307'/>"));
        slave.receives(doneTo("stranger@example.com/x", "unavailable", "none", "/Curtis", "")).sends();
        assertEquals(Set.of("Kev", "Curtis"), slave.room().shown().keySet());
    }

    /** A presence by which a room of Openfire tells what Curtis does to somebody. */
    private static String doneTo(String whom, String type, String role, String actor, String inMucUser) {
        String by = actor.isEmpty() ? Wire.MASTER : JoinedNode.theirs("Curtis");
        return ("<presence%s from='%s%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='%s' jid='%s'/>%s</x>%s</presence>").formatted(
            type.isEmpty() ? "" : " type='" + type + "'", Wire.MASTER, actor, SLAVE, role, whom.contains("@") ? whom : jid(whom),
            inMucUser, JoinedNode.fmuc(by));
    }

    @Test
    public void aNodeThatSaysThatWeAreOutIsTakenAtItsWord() {
        has("Kev", "Amy").receives(left());
        assertTrue(slave.room().isVacant());
        List<Packet> sent = slave.takeSent();
        for (String nick : List.of("Kev", "Amy")) {
            assertTrue(sent.stream().anyMatch(stanza -> stanza.getTo().toString().equals(jid(nick))
                && stanza.toXML().contains("\"332\"")));
        }
    }

    // ---- the same nick on both sides

    @Test
    @Conforms("xep-0289-joining-4")
    public void aSubjectOfSomebodyWhoHadTheNickOfTheFirstEndsHisJoinAllTheSame() {
        slave.asks("Kev").receives(shows("Curtis")).receives(says("Curtis", "h1", HELLO + DELAY)).andSo();
        slave.receives(says("Kev", "subject", "<subject>Bees</subject>"))
            .sends(heard("Kev", "subject", "<subject>Bees</subject>", "Kev"));
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void aNickOfSomebodyThereIsInUse() {
        has("Kev").asks("Curtis").sends(refused("Curtis", jid("Curtis"), "cancel", "conflict", "This nick is in use."));
        assertEquals(1, slave.room().locals().size());
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void whoeverOpensTheRoomWithANickOfSomebodyThereDoesNotComeIn() {
        slave.asks("Curtis").andSo().asks("Kev").receives(shows("Curtis")).receives(echoes("Curtis"))
            .receives(says("Curtis", "h1", HELLO + DELAY)).sends();
        slave.receives(subject()).sends(part("Curtis"),
            refused("Curtis", jid("Curtis"), "cancel", "conflict", "This nick is in use."), join("Kev", ""));
        slave.receives(left()).receives(shows("Curtis")).receives(subject());
        assertEquals(List.of("Kev"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void whoeverIsInGoesWhenSomebodyThereHasTheSameNick() {
        has("Kev", "Amy").receives(shows("Kev"));
        assertEquals(List.of("Amy"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
        List<String> sent = slave.takeSent().stream().map(stanza -> stanza.toXML()).toList();
        assertTrue(sent.toString(), sent.stream().anyMatch(xml -> xml.contains("conflict") && xml.contains(jid("Kev"))));
        assertTrue("the node is told that ours is gone", sent.stream().anyMatch(xml -> xml.contains("unavailable")
            && xml.contains("to=\"" + Wire.MASTER + "/Kev\"") && xml.contains(jid("Kev"))));
        slave.receives(says("Kev", "m1", HELLO)).sends(heard("Kev", "m1", HELLO, "Amy"));
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void anotherClientOfHisOwnThatIsInTheRoomItselfIsNotTakenForHim() {
        String other = jid("Kev").substring(0, jid("Kev").indexOf('/')) + "/elsewhere";
        has("Kev", "Amy").receives(shows("Kev", other, SLAVE));
        assertEquals(List.of("Amy"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
        slave.andSo().receives(hides("Kev", jid("Kev"))).sends();
        assertTrue("who is there is still shown", slave.room().shown().containsKey("Kev"));
        slave.receives(hides("Kev", other)).sends(gone("Kev", "Amy"));
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void ofTwoThereWithOneNickTheFirstIsShown() {
        String curtis = JoinedNode.theirs("Curtis");
        has("Kev").receives(shows("Curtis", "romeo@south.example.com/x", SLAVE)).sends();
        slave.receives(hides("Curtis", "romeo@south.example.com/x")).sends();
        slave.receives(shows("Curtis", curtis.replace("/Desk", "/Phone"), SLAVE)).sends(there("Curtis", "Kev"));
        slave.receives(hides("Curtis", curtis)).sends();
        slave.receives(hides("Curtis", curtis.replace("/Desk", "/Phone"))).sends(gone("Curtis", "Kev"));
    }

    @Test
    public void aLeaveOfSomebodyThereWithANickOfOursIsNotOurs() {
        has("Kev").receives(hides("Kev")).sends();
        assertEquals(1, slave.room().audience().size());
    }

    // ---- private messages and questions

    @Test
    @Conforms("xep-0289-joining-17")
    public void privateMessagesAreRefusedHereAsLongAsTheNodeMightShowThemToAll() {
        has("Kev").receives(whisper());
        List<String> sent = slave.takeSent().stream().map(stanza -> stanza.toXML()).toList();
        assertEquals(1, sent.size());
        assertTrue(sent.get(0), sent.get(0).contains("feature-not-implemented") && sent.get(0).contains("w1"));
    }

    @Test
    @Conforms("xep-0289-joining-17")
    public void privateMessagesGoToANodeThatHasToldUsOfOurselves() {
        slave.asks("Kev").receives(shows("Curtis")).receives(echoes("Kev")).receives(subject()).andSo();
        slave.receives(whisper()).sends("<message type='chat' id='w1' from='%s/Kev' to='%s/Curtis'>%s%s</message>"
            .formatted(SLAVE, Wire.MASTER, HELLO, JoinedNode.fmuc(jid("Kev"))));
    }

    @Test
    public void aPrivateMessageFromThereIsDelivered() {
        has("Kev").receives("<message type='chat' id='w2' from='%s/Curtis' to='%s/Kev'>%s%s</message>"
            .formatted(Wire.MASTER, SLAVE, HELLO, JoinedNode.fmuc(JoinedNode.theirs("Curtis"))));
        String sent = slave.takeSent().get(0).toXML();
        assertTrue(sent, sent.contains("Hello") && sent.contains(jid("Kev")) && !sent.contains("isode"));
    }

    @Test
    public void questionsAreRefusedHere() {
        has("Kev").receives("<iq type='get' id='q1' from='%s' to='%s/Curtis'><query xmlns='jabber:iq:version'/></iq>"
            .formatted(jid("Kev"), SLAVE));
        List<String> sent = slave.takeSent().stream().map(stanza -> stanza.toXML()).toList();
        assertEquals(sent.toString(), 1, sent.size());
        assertTrue(sent.get(0), sent.get(0).contains("feature-not-implemented") && sent.get(0).contains("q1"));
    }

    private static String whisper() {
        return "<message type='chat' id='w1' from='%s' to='%s/Curtis'>%s</message>".formatted(jid("Kev"), SLAVE, HELLO);
    }

    // ---- hostile

    @Test
    @Conforms("xep-0289-joining-18")
    public void whoseAStanzaWithOurNickIsMustBeSaid() {
        has("Kev", "Amy");
        for (String fmuc : List.of("", "<fmuc xmlns='http://isode.com/protocol/fmuc'/>", JoinedNode.fmuc(""),
            JoinedNode.fmuc("@@"), JoinedNode.fmuc("remote.example.com"), JoinedNode.fmuc("kev@remote.example.com"))) {
            slave.receives(echoes("Kev").replace(JoinedNode.fmuc(jid("Kev")), fmuc)).sends();
            slave.receives(hides("Kev", jid("Kev")).replace(JoinedNode.fmuc(jid("Kev")), fmuc)).sends();
        }
        assertEquals(2, slave.room().audience().size());
    }

    @Test
    public void whatMeansNothingChangesNothing() {
        has("Kev");
        SlaveRoom before = slave.room();
        for (String xml : List.of(
            "<presence from='%s' to='%s'><fmuc xmlns='http://isode.com/protocol/fmuc'/></presence>",
            "<presence from='%s' to='%s'><fmuc xmlns='http://isode.com/protocol/fmuc'><other/></fmuc></presence>",
            "<message from='%s' to='%s'><fmuc xmlns='http://isode.com/protocol/fmuc'><left/></fmuc></message>",
            "<presence type='unavailable' from='%s' to='%s'/>", "<presence type='unavailable' from='%s/Nobody' to='%s'/>",
            "<iq type='result' id='link-5' from='%s' to='%s/Kev'/>",
            "<iq type='result' id='link-x/y' from='%s' to='%s/Kev'/>")) {
            slave.receives(xml.formatted(Wire.MASTER, SLAVE)).sends();
        }
        assertEquals(before.locals(), slave.room().locals());
        assertEquals(before.shown(), slave.room().shown());
        slave.after(Duration.ofMinutes(10)).sends();
    }
}
