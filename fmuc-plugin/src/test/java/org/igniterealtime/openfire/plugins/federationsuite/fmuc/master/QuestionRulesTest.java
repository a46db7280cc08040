package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** IQs between occupants of slaves and the room, or others in it. */
public class QuestionRulesTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String KEV = Master.jid("Kev");
    private static final String CARD = "<vCard xmlns='vcard-temp'/>";
    private static final Duration PATIENCE = MasterPolicy.DEFAULT.answerWithin();
    private final Master master = new Master();

    @Test
    public void aQuestionReachesTheRoomAsTheUsersOwnAndTheAnswerFindsTheWayBack() {
        String id = asks("/Curtis", "1");
        assertNotEquals("1", id);
        master.roomSends(iq("result", id, ROOM + "/Curtis", KEV, CARD)).sends(iq("result", "1", ROOM + "/Curtis",
            SLAVE + "/Kev", CARD));
        assertTrue(master.room().questions().isEmpty());
        String again = asks("", "1");
        master.roomSends(iq("error", again, ROOM, KEV, "<error type='cancel'/>"))
            .sends(iq("error", "1", ROOM, SLAVE + "/Kev", "<error type='cancel'/>"));
    }

    @Test
    public void theNickThatAnswersMayBeWrittenInAnotherWay() {
        String id = asks("/curtis", "1");
        master.roomSends(iq("result", id, ROOM + "/Curtis", KEV, CARD)).sends(iq("result", "1", ROOM + "/Curtis",
            SLAVE + "/Kev", CARD));
    }

    @Test
    public void whatTheUserAskedDirectlyIsAnsweredDirectly() {
        asks("/Curtis", "1");
        for (String answer : List.of(iq("result", "1", ROOM + "/Curtis", KEV, CARD),
            iq("result", "other", ROOM + "/Curtis", KEV, CARD))) {
            master.roomSends(answer).sends(answer);
        }
    }

    @Test
    @Conforms("transparent-4")
    public void whatTheArchiveSendsGoesTheWayOfTheAnswerThatEndsIt() {
        String old = "<message from='%s' to='%s'><result xmlns='urn:xmpp:mam:2' id='1'/></message>";
        master.has("Kev", "Amy").roomSends(old.formatted(ROOM, KEV)).sends(old.formatted(ROOM, KEV));

        master.receives(iq("set", "q", SLAVE + "/Kev", ROOM, "<query xmlns='urn:xmpp:mam:2'/>"));
        String id = theOne(master.takePassed(), KEV, ROOM);
        master.roomSends(old.formatted(ROOM, KEV)).sends(old.formatted(ROOM, SLAVE + "/Kev"));
        master.roomSends(old.formatted(ROOM, Master.jid("Amy"))).sends(old.formatted(ROOM, Master.jid("Amy")));
        String end = "<fin xmlns='urn:xmpp:mam:2' complete='true'/>";
        master.roomSends(iq("result", id, ROOM, KEV, end)).sends(iq("result", "q", ROOM, SLAVE + "/Kev", end));
        master.roomSends(old.formatted(ROOM, KEV)).sends(old.formatted(ROOM, KEV));
    }

    @Test
    public void whatAnOccupantPassesOffForTheArchivesGoesWhereItsOtherMessagesGo() {
        String forged = "<message type='chat' from='%s/Curtis' to='%s'><result xmlns='urn:xmpp:mam:2' id='1'/></message>";
        master.has("Kev").roomSends(forged.formatted(ROOM, KEV)).sends(forged.formatted(ROOM, SLAVE + "/Kev"));
    }

    @Test
    public void somebodyElseCannotAnswer() {
        String id = asks("/Curtis", "1");
        String forged = iq("result", id, ROOM + "/Tybalt", KEV, CARD);
        master.roomSends(forged).sends(forged);
        assertEquals(1, master.room().questions().size());
    }

    @Test
    public void aQuestionToAnOccupantOfASlaveIsHandedOnAndAnsweredInHisName() {
        master.has("Kev", "Amy").roomSends(iq("get", "1", ROOM + "/Curtis", KEV, CARD));
        String id = theOne(master.takeSent(), ROOM + "/Curtis", SLAVE + "/Kev");
        master.receives(iq("result", id, SLAVE + "/Amy", ROOM + "/Curtis", CARD)).sends().lets();
        master.receives(iq("result", id, SLAVE + "/Kev", ROOM + "/Curtis", CARD)).lets()
            .sends(iq("result", "1", KEV, ROOM + "/Curtis", CARD));
        master.receives(iq("result", id, SLAVE + "/Kev", ROOM + "/Curtis", CARD)).sends().lets();
    }

    @Test
    public void betweenTwoSlavesAQuestionHasThreeIds() {
        String far = SLAVE.replace("remote", "far");
        master.has("Kev").receives(("<presence from='%s' to='%s/Far'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='far@far.example.com/x'/></presence>").formatted(far, ROOM))
            .roomSends("<presence from='%s/Far' to='far@far.example.com/x'/>".formatted(ROOM)).andSo();
        String inTheRoom = asks("/Far", "1");
        master.roomSends(iq("get", inTheRoom, ROOM + "/Kev", "far@far.example.com/x", CARD));
        String atFar = theOne(master.takeSent(), ROOM + "/Kev", far + "/Far");
        master.receives(iq("result", atFar, far + "/Far", ROOM + "/Kev", CARD))
            .sends(iq("result", inTheRoom, "far@far.example.com/x", ROOM + "/Kev", CARD));
        master.roomSends(iq("result", inTheRoom, ROOM + "/Far", KEV, CARD))
            .sends(iq("result", "1", ROOM + "/Far", SLAVE + "/Kev", CARD));
    }

    @Test
    public void anErrorOfASlaveIsToldInWordsThatCannotMeanThatTheUserIsGone() {
        for (String condition : List.of("item-not-found", "gone", "recipient-unavailable", "remote-server-not-found",
            "remote-server-timeout", "redirect", "undefined-condition", "bogus")) {
            assertEquals(condition, "service-unavailable", told(condition));
        }
        assertEquals("forbidden", told("forbidden"));
        assertEquals("feature-not-implemented", told("feature-not-implemented"));
    }

    private static String told(String condition) {
        Master one = new Master().has("Kev").roomSends(iq("get", "1", ROOM + "/Curtis", KEV, CARD));
        String id = theOne(one.takeSent(), ROOM + "/Curtis", SLAVE + "/Kev");
        one.receives(iq("error", id, SLAVE + "/Kev", ROOM + "/Curtis",
            "<error type='cancel'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>".formatted(condition))).lets();
        List<Packet> sent = one.takeSent();
        assertEquals(1, sent.size());
        assertEquals("1", sent.get(0).getID());
        assertEquals(KEV, sent.get(0).getFrom().toString());
        return sent.get(0).getError().getCondition().toXMPP();
    }

    @Test
    @Conforms("master-8")
    public void theRoomsQuestionWhetherSomebodyIsThereIsAnsweredWithoutAskingHim() {
        String ping = iq("get", "g", ROOM, KEV, "<ping xmlns='urn:xmpp:ping'/>");
        master.has("Kev", "Amy").roomSends(ping).sends(iq("result", "g", KEV, ROOM, ""));
        master.receives(iq("error", "x", SLAVE, ROOM, "").replace("<iq", "<message").replace("</iq>", "<error type='cancel'>"
            + "<remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"));
        master.roomSends(ping).sends();
        String ofSomebody = iq("get", "g", ROOM + "/Curtis", KEV, "<ping xmlns='urn:xmpp:ping'/>");
        master.roomSends(ofSomebody);
        theOne(master.takeSent(), ROOM + "/Curtis", SLAVE + "/Kev");
    }

    @Test
    public void theDoubtAboutOneIsNotTheDoubtAboutAnother() {
        master.has("Kev", "Amy").receives("<message type='error' from='" + SLAVE + "/Amy' to='" + ROOM + "'><error type='cancel'>"
            + "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").andSo();
        master.roomSends(iq("get", "g", ROOM, KEV, "<ping xmlns='urn:xmpp:ping'/>")).sends(iq("result", "g", KEV, ROOM, ""));
        master.roomSends(iq("get", "g", ROOM, Master.jid("Amy"), "<ping xmlns='urn:xmpp:ping'/>")).sends();
    }

    @Test
    public void noMoreQuestionsWaitThanMay() {
        master.holding(new MasterPolicy(9, 9, 9, 2, 9999, PATIENCE, PATIENCE, Duration.ZERO));
        asks("/Curtis", "1");
        master.receives(iq("get", "2", SLAVE + "/Kev", ROOM, CARD)).receives(iq("get", "3", SLAVE + "/Kev", ROOM, CARD));
        assertEquals(1, master.takePassed().size());
        assertEquals("resource-constraint", master.takeSent().get(0).getError().getCondition().toXMPP());
        for (String id : List.of("4", "5", "6")) {
            master.roomSends(iq("get", id, ROOM + "/Curtis", KEV, CARD));
        }
        List<Packet> sent = master.takeSent();
        assertEquals(3, sent.size());
        assertEquals("6", sent.get(2).getID());
        assertEquals(KEV, sent.get(2).getFrom().toString());
        assertEquals("resource-constraint", sent.get(2).getError().getCondition().toXMPP());
        assertEquals(4, master.room().questions().size());
    }

    @Test
    public void whatWaitsTooLongIsGivenUp() {
        asks("/Curtis", "1");
        master.roomSends(iq("get", "2", ROOM + "/Curtis", KEV, CARD)).andSo().after(PATIENCE.minusMillis(1)).sends();
        List<String> told = master.after(Duration.ofMillis(1)).takeSent().stream().map(stanza -> stanza.getID() + ' '
            + stanza.getFrom() + ' ' + stanza.getTo() + ' ' + stanza.getError().getCondition().toXMPP()).sorted().toList();
        assertEquals(List.of("1 " + ROOM + "/Curtis " + SLAVE + "/Kev remote-server-timeout",
            "2 " + KEV + ' ' + ROOM + "/Curtis service-unavailable"), told);
        assertTrue(master.room().questions().isEmpty());
    }

    @Test
    public void whatASlaveAnswersThatNobodyAskedEndsHere() {
        master.has("Kev").receives(iq("result", "x", SLAVE + "/Kev", ROOM, CARD)).lets().sends();
        asks("/Curtis", "1");
        String id = master.room().questions().keySet().iterator().next();
        master.receives(iq("result", id, SLAVE + "/Kev", ROOM + "/Curtis", CARD)).lets().sends();
    }

    private String asks(String whom, String id) {
        if (!master.room().occupants().containsKey(new org.xmpp.packet.JID(KEV))) {
            master.has("Kev");
        }
        master.receives(iq("get", id, SLAVE + "/Kev", ROOM + whom, CARD)).sends();
        return theOne(master.takePassed(), KEV, ROOM + whom);
    }

    private static String theOne(List<Packet> stanzas, String from, String to) {
        assertEquals(stanzas.toString(), 1, stanzas.size());
        assertEquals(from, stanzas.get(0).getFrom().toString());
        assertEquals(to, stanzas.get(0).getTo().toString());
        return stanzas.get(0).getID();
    }

    private static String iq(String type, String id, String from, String to, String child) {
        return "<iq type='%s' id='%s' from='%s' to='%s'>%s</iq>".formatted(type, id, from, to, child);
    }
}
