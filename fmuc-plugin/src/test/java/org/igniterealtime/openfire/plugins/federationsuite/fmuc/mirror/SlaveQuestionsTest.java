package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** IQs to a slave room and its occupants: what the slave answers, what it passes on, and that nobody is left waiting. */
public class SlaveQuestionsTest {

    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";
    private static final String VCARD = "<vCard xmlns='vcard-temp'/>";
    private static final String VERSION = "<query xmlns='jabber:iq:version'/>";
    private static final String ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    private static final String NICK = "<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>";
    private static final String ARCHIVE = "<query xmlns='urn:xmpp:mam:2' queryid='a'/>";

    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    @Test
    @Conforms("room-2")
    public void aPingToOnesOwnNickTellsWhetherOneIsIn() {
        assertEquals(IQ.Type.result, asks("Kev", "/Kev", PING).getType());
        assertEquals(Condition.not_acceptable, condition(asks("Bob", "/Bob", PING)));
        assertEquals(Condition.not_acceptable, condition(asks("Bob", "/Kev", PING)));
        slave.leaves("Kev").andSo();
        assertEquals(Condition.not_acceptable, condition(asks("Kev", "/Kev", PING)));
        assertEquals(IQ.Type.result, asks("Bob", "", PING).getType());
        assertEquals("from the address that was asked", SLAVE, asks("Bob", "", PING).getFrom().toString());
    }

    @Test
    public void occupantsAreListedForOccupantsOnly() {
        assertEquals(List.of(SLAVE + "/Kev", SLAVE + "/Amy", SLAVE + "/Curtis"),
            asks("Kev", "", ITEMS).getChildElement().elements("item").stream().map(item -> item.attributeValue("jid")).toList());
        assertEquals(List.of(), asks("Bob", "", ITEMS).getChildElement().elements());
    }

    @Test
    @Conforms({"protoxep-21", "mirror-8"})
    public void administrationIsRefusedWithTheAddressToGoTo() {
        for (String namespace : new String[] {"http://jabber.org/protocol/muc#admin", "http://jabber.org/protocol/muc#owner",
            "jabber:iq:register"}) {
            IQ answer = asks("Kev", "", "<query xmlns='" + namespace + "'/>");
            assertEquals(Condition.not_allowed, condition(answer));
            assertTrue(answer.getError().getText().contains(MASTER));
        }
    }

    @Test
    @Conforms("room-7")
    public void aQuestionToAnOccupantOfTheMasterCrossesAndSoDoesTheAnswer() {
        IQ question = asks("Kev", "/Curtis", VERSION);
        assertEquals(SLAVE + "/Kev", question.getFrom().toString());
        assertEquals(MASTER + "/Curtis", question.getTo().toString());
        assertEquals("jabber:iq:version", question.getChildElement().getNamespaceURI());
        assertNotEquals("two clients of one nick may use the same id", "q1", question.getID());
        slave.receives("<iq type='result' id='%s' from='%s/Curtis' to='%s/Kev'>%s</iq>"
            .formatted(question.getID(), MASTER, SLAVE, VERSION))
            .sends("<iq type='result' id='q1' from='%s/Curtis' to='%s'>%s</iq>".formatted(SLAVE, jid("Kev"), VERSION));
        assertEquals("nothing waits", 0, slave.room().questions().size());
    }

    @Test
    public void anErrorIsAnAnswer() {
        IQ question = asks("Kev", "/Curtis", VERSION);
        String error = "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        slave.receives("<iq type='error' id='%s' from='%s/Curtis' to='%s/Kev'>%s</iq>"
            .formatted(question.getID(), MASTER, SLAVE, error))
            .sends("<iq type='error' id='q1' from='%s/Curtis' to='%s'>%s</iq>".formatted(SLAVE, jid("Kev"), error));
    }

    @Test
    public void anAnswerOfAnybodyElseOrToAnotherQuestionCounts() {
        IQ question = asks("Kev", "/Curtis", VERSION);
        slave.receives("<iq type='result' id='%s' from='%s/Tybalt' to='%s/Kev'/>".formatted(question.getID(), MASTER, SLAVE))
            .sends();
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(question.getID(), MASTER, SLAVE)).sends();
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(question.getID(), jid("Amy"), SLAVE))
            .sends();
        slave.receives("<iq type='result' id='other' from='%s/Curtis' to='%s/Kev'/>".formatted(MASTER, SLAVE)).sends();
        assertEquals(1, slave.room().questions().size());
    }

    @Test
    public void betweenOccupantsOfTheSlaveNothingCrosses() {
        IQ question = asks("Kev", "/Amy", VERSION);
        assertEquals(SLAVE + "/Kev", question.getFrom().toString());
        assertEquals(jid("Amy"), question.getTo().toString());
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'>%s</iq>"
            .formatted(question.getID(), jid("Amy"), SLAVE, VERSION))
            .sends("<iq type='result' id='q1' from='%s/Amy' to='%s'>%s</iq>".formatted(SLAVE, jid("Kev"), VERSION));
    }

    @Test
    @Conforms("room-7")
    public void whatAnAccountAnswersIsAskedOfTheServerAndNotOfTheClient() {
        for (String query : new String[] {VCARD, "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'/>",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'/></pubsub>"}) {
            IQ question = asks("Kev", "/Amy", query);
            assertEquals("amy@remote.example.com", question.getTo().toString());
            slave.receives("<iq type='result' id='%s' from='amy@remote.example.com' to='%s/Kev'>%s</iq>"
                .formatted(question.getID(), SLAVE, query))
                .sends("<iq type='result' id='q1' from='%s/Amy' to='%s'>%s</iq>".formatted(SLAVE, jid("Kev"), query));
        }
        assertEquals("one's own as well", "kev@remote.example.com", asks("Kev", "/Kev", VCARD).getTo().toString());
    }

    @Test
    public void anOccupantOfTheMasterAsksOneOfOurs() {
        slave.receives("<iq type='get' id='c1' from='%s/Curtis' to='%s/Kev'>%s</iq>".formatted(MASTER, SLAVE, VCARD));
        IQ question = one();
        assertEquals(SLAVE + "/Curtis", question.getFrom().toString());
        assertEquals("kev@remote.example.com", question.getTo().toString());
        slave.receives("<iq type='result' id='%s' from='kev@remote.example.com' to='%s/Curtis'>%s</iq>"
            .formatted(question.getID(), SLAVE, VCARD))
            .sends("<iq type='result' id='c1' from='%s/Kev' to='%s/Curtis'>%s</iq>".formatted(SLAVE, MASTER, VCARD));
        slave.receives("<iq type='set' id='c2' from='%s' to='%s/Kev'>%s</iq>".formatted(MASTER, SLAVE, VERSION));
        question = one();
        assertEquals(IQ.Type.set, question.getType());
        assertEquals(SLAVE, question.getFrom().toString());
        assertEquals(jid("Kev"), question.getTo().toString());
    }

    @Test
    public void whetherOneOfOursIsThereTheSlaveKnows() {
        slave.receives("<iq type='get' id='c1' from='%s/Curtis' to='%s/Kev'>%s</iq>".formatted(MASTER, SLAVE, PING))
            .sends("<iq type='result' id='c1' from='%s/Kev' to='%s/Curtis'/>".formatted(SLAVE, MASTER));
        slave.receives("<iq type='get' id='c1' from='%s' to='%s/Bob'>%s</iq>".formatted(MASTER, SLAVE, PING));
        assertEquals(Condition.item_not_found, condition(one()));
    }

    @Test
    public void whoIsNotThereCannotBeAsked() {
        assertEquals(Condition.item_not_found, condition(asks("Kev", "/Nobody", VERSION)));
        assertEquals(Condition.not_acceptable, condition(asks("Bob", "/Curtis", VERSION)));
        assertEquals(Condition.feature_not_implemented, condition(asks("Kev", "", VERSION)));
    }

    @Test
    @Conforms("room-6")
    public void theKeptNickIsAskedOfTheMasterByThoseWhoAreIn() {
        assertEquals(Condition.feature_not_implemented, condition(asks("Bob", "", NICK)));
        IQ question = asks("Kev", "", NICK);
        assertEquals(MASTER, question.getTo().toString());
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'>%s</iq>"
            .formatted(question.getID(), MASTER, SLAVE, NICK))
            .sends("<iq type='result' id='q1' from='%s' to='%s'>%s</iq>".formatted(SLAVE, jid("Kev"), NICK));
    }

    @Test
    @Conforms("mirror-8")
    public void theArchiveIsAskedOnlyWhereAnAdministratorAllowsTheTraffic() {
        assertEquals(Condition.feature_not_implemented, condition(asks("Kev", "", ARCHIVE)));
        Slave allowed = new Slave(MirrorPolicy.DEFAULT.withArchive()).has("Kev");
        Packet question = allowed.receives(question("Kev", "", ARCHIVE)).takeSent().get(0);
        assertEquals(MASTER, question.getTo().toString());
        assertEquals(SLAVE + "/Kev", question.getFrom().toString());
        IQ refused = (IQ) allowed.receives(question("Bob", "", ARCHIVE)).takeSent().get(0);
        assertEquals(Condition.feature_not_implemented, condition(refused));
    }

    @Test
    public void whoeverGetsNoAnswerIsToldSoInTime() {
        asks("Kev", "/Curtis", VERSION);
        slave.after(Duration.ofSeconds(59)).sends();
        slave.after(Duration.ofSeconds(1));
        IQ late = one();
        assertEquals(Condition.remote_server_timeout, condition(late));
        assertEquals("q1", late.getID());
        assertEquals(jid("Kev"), late.getTo().toString());
        assertEquals(SLAVE + "/Curtis", late.getFrom().toString());
    }

    @Test
    public void whoeverWaitsWhenTheRoomGoesIsTold() {
        asks("Kev", "/Amy", VERSION);
        slave.closes();
        List<Packet> sent = slave.takeSent();
        IQ last = (IQ) sent.get(sent.size() - 1);
        assertEquals(Condition.recipient_unavailable, condition(last));
        assertEquals(0, slave.room().questions().size());
    }

    @Test
    public void noMoreQuestionsThanMayWait() {
        Slave narrow = new Slave(MirrorPolicy.DEFAULT.within(new MirrorPolicy.Bounds(9, 9, 9, 9999, 9, 999, 2)))
            .has("Kev").shows("Curtis").andSo();
        narrow.receives(question("Kev", "/Curtis", VERSION)).receives(question("Kev", "/Curtis", VERSION)).andSo();
        assertEquals(Condition.resource_constraint,
            condition((IQ) narrow.receives(question("Kev", "/Curtis", VERSION)).takeSent().get(0)));
        narrow.receives("<iq type='get' id='c1' from='%s/Curtis' to='%s/Kev'>%s</iq>".formatted(MASTER, SLAVE, VERSION));
        assertEquals(Condition.resource_constraint, condition((IQ) narrow.takeSent().get(0)));
    }

    private IQ asks(String nick, String to, String query) {
        slave.receives(question(nick, to, query));
        return one();
    }

    private IQ one() {
        List<Packet> sent = slave.takeSent();
        assertEquals(sent.toString(), 1, sent.size());
        return (IQ) sent.get(0);
    }

    private static String question(String nick, String to, String query) {
        String type = query.contains("muc#") || query.contains("register") ? "set" : "get";
        return "<iq type='%s' id='q1' from='%s' to='%s%s'>%s</iq>".formatted(type, jid(nick), SLAVE, to, query);
    }

    private static Condition condition(IQ answer) {
        assertEquals(IQ.Type.error, answer.getType());
        return answer.getError().getCondition();
    }
}
