package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/** What the mirror service answers. */
public class QueriesTest {

    private final Queries queries = new Queries("Mirrors",
        domain -> domain.equals("example.com") ? TrustLevel.BUDDY : TrustLevel.UNKNOWN);

    @Test
    public void theServiceSaysThatItHasRoomsAndSpeaksFmuc() {
        Xml.assertSent(java.util.List.of(queries.toService(question("get", "mirror.remote.example.com",
            "<query xmlns='http://jabber.org/protocol/disco#info'/>", "curtis@strange.example/x"))), """
            <iq type='result' id='q1' from='mirror.remote.example.com' to='curtis@strange.example/x'>
              <query xmlns='http://jabber.org/protocol/disco#info'>
                <identity category='conference' type='text' name='Mirrors'/>
                <feature var='http://jabber.org/protocol/disco#info'/>
                <feature var='http://jabber.org/protocol/disco#items'/>
                <feature var='http://jabber.org/protocol/muc'/>
                <feature var='urn:xmpp:ping'/>
                <feature var='http://isode.com/protocol/fmuc'/>
              </query></iq>""");
    }

    @Test
    public void theServerThatWouldListTheServiceIsToldOfNoIdentityAndOfNoRooms() {
        Xml.assertSent(java.util.List.of(queries.unlisted(question("get", "mirror.remote.example.com",
            "<query xmlns='http://jabber.org/protocol/disco#info'/>", "remote.example.com"))), """
            <iq type='result' id='q1' from='mirror.remote.example.com' to='remote.example.com'>
              <query xmlns='http://jabber.org/protocol/disco#info'>
                <feature var='http://jabber.org/protocol/disco#info'/>
                <feature var='http://jabber.org/protocol/disco#items'/>
                <feature var='urn:xmpp:ping'/>
                <feature var='http://isode.com/protocol/fmuc'/>
              </query></iq>""");
    }

    @Test
    public void onlyWhoMayMirrorIsToldSo() {
        String info = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
        assertTrue(queries.toService(question("get", "mirror.remote.example.com", info, "curtis@example.com/x"))
            .toXML().contains(Queries.ADMITTED_FEATURE));
        assertFalse(queries.toService(question("get", "mirror.remote.example.com", info, "curtis@strange.example/x"))
            .toXML().contains(Queries.ADMITTED_FEATURE));
    }

    @Test
    public void whoeverAsksTheServiceForItsRoomsIsToldOfThoseHeMayKnow() {
        IQ question = question("get", "mirror.remote.example.com",
            "<query xmlns='http://jabber.org/protocol/disco#items'/>", Slave.jid("Kev"));
        assertTrue(queries.toService(question).getChildElement().elements().isEmpty());
        Xml.assertSent(java.util.List.of(queries.rooms(question, java.util.Map.of(new JID(SLAVE), "Chat"))), """
            <iq type='result' id='q1' from='mirror.remote.example.com' to='kev@remote.example.com/Swift'>
              <query xmlns='http://jabber.org/protocol/disco#items'>
                <item jid='jabberchat\\40talk.example.com@mirror.remote.example.com' name='Chat'/>
              </query></iq>""");
    }

    @Test
    public void theServiceAnswersPingsAndNothingElse() {
        assertEquals(IQ.Type.result, queries.toService(question("get", "mirror.remote.example.com",
            "<ping xmlns='urn:xmpp:ping'/>", Slave.jid("Kev"))).getType());
        assertEquals(Condition.service_unavailable, condition(queries.toService(question("get", "mirror.remote.example.com",
            "<x xmlns='urn:x'/>", Slave.jid("Kev")))));
        assertEquals(Condition.service_unavailable, condition(queries.toService(question("set", "mirror.remote.example.com",
            "<ping xmlns='urn:xmpp:ping'/>", Slave.jid("Kev")))));
        assertEquals(Condition.item_not_found, condition(queries.toService(question("get", "mirror.remote.example.com",
            "<query node='x' xmlns='http://jabber.org/protocol/disco#info'/>", Slave.jid("Kev")))));
    }

    private static IQ question(String type, String to, String query, String from) {
        return (IQ) Xml.stanza("<iq type='%s' id='q1' from='%s' to='%s'>%s</iq>".formatted(type, from, to, query));
    }

    private static Condition condition(IQ answer) {
        assertEquals(IQ.Type.error, answer.getType());
        return answer.getError().getCondition();
    }
}
