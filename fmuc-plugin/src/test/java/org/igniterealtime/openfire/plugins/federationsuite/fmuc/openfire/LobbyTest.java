package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** What people see of the mirror's rooms before they enter. */
public class LobbyTest {

    private static final String MIRROR = "mirror.remote.example.com";
    private static final JID MASTER = new JID("jabberchat@talk.example.com");
    private static final String SLAVE = SlaveAddress.of(MASTER, MIRROR).slave().toString();
    private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    private static final String ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    private static final String OF_THE_ROOM = """
        <query xmlns='http://jabber.org/protocol/disco#info'>
          <identity category='conference' type='text' name='The garden'/>
          <feature var='http://jabber.org/protocol/muc'/><feature var='muc_public'/><feature var='muc_moderated'/>
          <feature var='jabber:iq:register'/><feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:sid:0'/>
          <x xmlns='jabber:x:data' type='result'>
            <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roominfo</value></field>
            <field var='muc#roominfo_description' label='Description'><value>Roses</value></field>
            <field var='muc#roominfo_occupants'><value>7</value></field>
            <field var='other'><value>x</value></field></x></query>""";

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers();
    private final List<Packet> sent = new ArrayList<>();
    private final FmucSettings fmucSettings = new FmucSettings(settings);
    private final SlaveRooms rooms = new SlaveRooms(new SuiteServices(settings, sent::add, workers, workers,
        domain -> TrustLevel.UNKNOWN, "remote.example.com"), fmucSettings, new MemoryKeptStore());
    private final PeerQueries peers = new PeerQueries(new JID(MIRROR), sent::add, workers);
    private final MirrorComponent component = new MirrorComponent(new Gate("remote.example.com", MIRROR, new TestAccess()),
        new Lobby(new Queries("Mirrors", domain -> TrustLevel.UNKNOWN), rooms, new RoomInfos(peers, workers), fmucSettings,
            sent::add, "remote.example.com"), rooms, fmucSettings, sent::add, peers, new Mirrorable(peers, workers, fmucSettings),
        client -> true);

    @Before
    public void knowTheDialect() {
        settings.set(FmucSettings.DIALECT, FmucSettings.DialectChoice.PROTOXEP);
    }

    @Test
    @Conforms("room-1")
    public void aRoomIsWhatItsMasterSaysItIsAsFarAsThatIsTrueHere() {
        ask(SLAVE, INFO);
        answer(last(), OF_THE_ROOM);
        Xml.assertSent(List.of(last()), """
            <iq type='result' id='q1' from='%s' to='kev@remote.example.com/x'>
              <query xmlns='http://jabber.org/protocol/disco#info'>
                <identity category='conference' type='text' name='The garden'/>
                <feature var='http://jabber.org/protocol/disco#info'/>
                <feature var='http://jabber.org/protocol/disco#items'/>
                <feature var='http://jabber.org/protocol/muc'/>
                <feature var='http://jabber.org/protocol/muc#self-ping-optimization'/>
                <feature var='urn:xmpp:ping'/>
                <feature var='muc_moderated'/><feature var='muc_public'/><feature var='urn:xmpp:sid:0'/>
                <x xmlns='jabber:x:data' type='result'>
                  <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roominfo</value></field>
                  <field var='muc#roominfo_description' label='Description'><value>Roses</value></field>
                  <field var='muc#roominfo_occupants'><value>7</value></field></x>
              </query></iq>""".formatted(SLAVE));
    }

    @Test
    public void whereTheRoomIsOpenItsOccupantsAreCounted() {
        open("kev", "amy");
        ask(SLAVE, INFO);
        answer(last(), OF_THE_ROOM);
        assertTrue(last().toXML(), last().toXML().contains("muc#roominfo_occupants\"><value>2</value>"));
        assertFalse(last().toXML().contains("<value>7</value>"));
    }

    @Test
    public void theArchiveIsOfferedWhereItMayBeAsked() {
        settings.set(FmucSettings.ARCHIVE.forPeer("talk.example.com"), true);
        ask(SLAVE, INFO);
        answer(last(), OF_THE_ROOM);
        assertTrue(last().toXML().contains("urn:xmpp:mam:2"));
    }

    @Test
    public void theMasterIsAskedOnceAndThenAgainWhenTheRoomHasChangedOrTheAnswerIsOld() {
        ask(SLAVE, INFO);
        ask(SLAVE, INFO);
        assertEquals("both wait for one answer", 1, sent.size());
        answer(last(), OF_THE_ROOM);
        assertEquals(3, sent.size());
        ask(SLAVE, INFO);
        assertEquals("known now", "kev@remote.example.com/x", last().getTo().toString());
        component.processPacket(Xml.stanza("<message type='groupchat' from='%s' to='%s'>".formatted(MASTER, SLAVE)
            + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x></message>"));
        ask(SLAVE, INFO);
        assertEquals("it has changed", MASTER, last().getTo());
        answer(last(), OF_THE_ROOM);
        workers.pass(Duration.ofMinutes(11));
        ask(SLAVE, INFO);
        assertEquals("it is old", MASTER, last().getTo());
    }

    @Test
    public void aRoomThatIsNotThereIsNotHereEither() {
        ask(SLAVE, INFO);
        fail(last(), "item-not-found");
        assertEquals(Condition.item_not_found, ((IQ) last()).getError().getCondition());
        ask(SLAVE, INFO);
        assertEquals("the failure is known for a moment", Condition.item_not_found, ((IQ) last()).getError().getCondition());
        workers.pass(Duration.ofSeconds(11));
        ask(SLAVE, INFO);
        assertEquals(MASTER, last().getTo());
        workers.pass(Duration.ofSeconds(21));
        assertEquals(Condition.remote_server_timeout, ((IQ) last()).getError().getCondition());
    }

    @Test
    public void anErrorOfNoKnownKindIsAnErrorStill() {
        ask(SLAVE, INFO);
        fail(last(), "bogus");
        assertEquals(Condition.undefined_condition, ((IQ) last()).getError().getCondition());
    }

    @Test
    public void aRoomThatIsOpenIsThereWhateverItsMasterSays() {
        open("kev");
        ask(SLAVE, INFO);
        fail(last(), "forbidden");
        assertTrue(last().toXML(), last().toXML().contains("name=\"jabberchat@talk.example.com\""));
        assertTrue(last().toXML().contains("<value>1</value>"));
    }

    @Test
    public void openRoomsAreListedForLocalUsersIfTheirMastersListThem() {
        open("kev");
        ask(MIRROR, ITEMS);
        assertEquals("the master is asked first", MASTER, last().getTo());
        answer(last(), OF_THE_ROOM);
        assertTrue(last().toXML(), last().toXML().contains("name=\"The garden\""));
        assertTrue(last().toXML().contains("jid=\"" + SLAVE + '"'));
        int before = sent.size();
        component.processPacket(Xml.stanza("<iq type='get' id='q1' from='curtis@example.com/x' to='%s'>%s</iq>"
            .formatted(MIRROR, ITEMS)));
        assertEquals(before + 1, sent.size());
        assertTrue("strangers are told nothing", ((IQ) last()).getChildElement().elements().isEmpty());
    }

    @Test
    public void hiddenRoomsAndThoseThatSayNothingAreNotListed() {
        open("kev");
        ask(MIRROR, ITEMS);
        answer(last(), OF_THE_ROOM.replace("muc_public", "muc_hidden"));
        assertTrue(((IQ) last()).getChildElement().elements().isEmpty());
        workers.pass(Duration.ofMinutes(11));
        ask(MIRROR, ITEMS);
        fail(last(), "forbidden");
        assertTrue(((IQ) last()).getChildElement().elements().isEmpty());
    }

    @Test
    public void whereNothingIsOpenNothingIsAsked() {
        ask(MIRROR, ITEMS);
        assertEquals(1, sent.size());
        assertTrue(((IQ) last()).getChildElement().elements().isEmpty());
        ask(MIRROR, INFO);
        ask(MIRROR, "<ping xmlns='urn:xmpp:ping'/>");
        assertEquals(3, sent.stream().filter(stanza -> ((IQ) stanza).getType() == IQ.Type.result).count());
    }

    @Test
    public void whatIsKnownIsBounded() {
        for (int i = 0; i <= 1000; i++) {
            ask("r%d\\40talk.example.com@%s".formatted(i, MIRROR), INFO);
            answer(last(), OF_THE_ROOM);
        }
        sent.clear();
        ask("r1000\\40talk.example.com@" + MIRROR, INFO);
        assertEquals("kev@remote.example.com/x", last().getTo().toString());
        ask("r0\\40talk.example.com@" + MIRROR, INFO);
        assertEquals("forgotten", "r0@talk.example.com", last().getTo().toString());
    }

    @Test
    public void theServerDoesNotListTheServiceAndClientsLearnWhatItIs() {
        component.processPacket(Xml.stanza("<iq type='get' id='q1' from='component.remote.example.com' to='%s'>%s</iq>"
            .formatted(MIRROR, INFO)));
        workers.work();
        assertFalse(last().toXML(), last().toXML().contains("<identity"));
        ask(MIRROR, INFO);
        assertTrue(last().toXML(), last().toXML().contains("<identity category=\"conference\""));
    }

    private void open(String... users) {
        for (String user : users) {
            component.processPacket(Xml.stanza("<presence from='%s@remote.example.com/x' to='%s/%s'>".formatted(user, SLAVE, user)
                + "<x xmlns='http://jabber.org/protocol/muc'/></presence>"));
            component.processPacket(Xml.stanza("<presence from='%s/%s' to='%s'/>".formatted(MASTER, user, SLAVE)));
        }
        workers.work();
        sent.clear();
    }

    private void ask(String whom, String query) {
        component.processPacket(Xml.stanza("<iq type='get' id='q1' from='kev@remote.example.com/x' to='%s'>%s</iq>"
            .formatted(whom, query)));
        workers.work();
    }

    private void answer(Packet question, String query) {
        component.processPacket(Xml.stanza("<iq type='result' id='%s' from='%s' to='%s'>%s</iq>"
            .formatted(question.getID(), question.getTo(), question.getFrom(), query)));
    }

    private void fail(Packet question, String condition) {
        component.processPacket(Xml.stanza(("<iq type='error' id='%s' from='%s' to='%s'><error type='cancel'>"
            + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
            .formatted(question.getID(), question.getTo(), question.getFrom(), condition)));
    }

    private Packet last() {
        return sent.get(sent.size() - 1);
    }
}
