package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters;
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
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** The mirror service from its first stanza to its last, with slave rooms behind it, without a server. */
public class MirrorComponentTest {

    private static final SlaveAddress ROOM = SlaveAddress.of(new JID("jabberchat@talk.example.com"), "mirror.remote.example.com");
    private static final SlaveAddress OTHER = SlaveAddress.of(new JID("other@talk.example.com"), "mirror.remote.example.com");

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers();
    private final List<Packet> sent = new ArrayList<>();
    private final Set<JID> connected = new HashSet<>();
    private final SuiteServices services =
        new SuiteServices(settings, sent::add, workers, workers, domain -> TrustLevel.UNKNOWN, "remote.example.com");
    private final FmucSettings fmucSettings = new FmucSettings(settings);
    private SlaveRooms rooms = new SlaveRooms(services, fmucSettings, new MemoryKeptStore());
    private MirrorComponent component = component();

    private MirrorComponent component() {
        PeerQueries peers = new PeerQueries(new JID("mirror.remote.example.com"), sent::add, workers);
        Lobby lobby = new Lobby(new Queries("Mirrors", domain -> TrustLevel.UNKNOWN), rooms, new RoomInfos(peers, workers),
            fmucSettings, sent::add, "remote.example.com");
        return new MirrorComponent(new Gate("remote.example.com", "mirror.remote.example.com", new TestAccess()), lobby, rooms,
            fmucSettings, sent::add, peers, new Mirrorable(peers, workers, fmucSettings), connected::contains);
    }

    @Before
    public void knowTheDialect() {
        settings.set(FmucSettings.DIALECT, FmucSettings.DialectChoice.PROTOXEP);
    }

    @Test
    public void aRoomExistsFromTheFirstJoinToTheLastPart() {
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
        join("Kev", ROOM);
        assertTrue(rooms.find(ROOM.slave()).isPresent());
        masterSays("<presence from='jabberchat@talk.example.com/Kev' to='%s'/>");
        receive("<presence type='unavailable' from='kev@remote.example.com/x' to='%s/Kev'/>".formatted(ROOM.slave()));
        masterSays("<presence type='unavailable' from='jabberchat@talk.example.com/Kev' to='%s'/>");
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
    }

    @Test
    public void nothingIsDoneOnTheServersThread() {
        component.processPacket(joinOf("Kev", ROOM));
        assertEquals(List.of(), sent);
        workers.work();
        assertEquals(1, sent.size());
    }

    @Test
    public void whoWaitsTooLongForTheMasterIsTold() {
        join("Kev", ROOM);
        sent.clear();
        workers.pass(Duration.ofSeconds(59));
        assertEquals(List.of(), sent);
        workers.pass(Duration.ofSeconds(2));
        assertEquals("an error for the user and a part for the master", 2, sent.size());
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
        workers.pass(Duration.ofDays(1));
        assertEquals(2, sent.size());
    }

    @Test
    public void howLongToWaitMayBeSetForAPeer() {
        settings.set(FmucSettings.ANSWER_WITHIN.forPeer("talk.example.com"), 5);
        join("Kev", ROOM);
        workers.pass(Duration.ofSeconds(6));
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
    }

    @Test
    @Conforms("thin-1")
    public void aThinLinkMayBeSetForAPeerAndFiresAndForgetsUnlessSomethingElseIsSet() {
        settings.set(FmucSettings.THIN.forPeer("talk.example.com"), true);
        settings.set(FmucSettings.THIN_HISTORY.forRoom("jabberchat@talk.example.com"), 3);
        join("Kev", ROOM);
        assertTrue(sent.get(0).toXML(), sent.get(0).toXML().contains("maxstanzas=\"3\""));
        masterSays("<presence from='jabberchat@talk.example.com/Kev' to='%s'/>");
        assertTrue("shown at once", says("Hello") > 1);
        settings.set(FmucSettings.MESSAGE_MODE, FmucSettings.MessageMode.NORMAL);
        assertEquals("shown when it comes back", 1, says("Hello"));
        settings.set(FmucSettings.MESSAGE_MODE.forPeer("talk.example.com"), FmucSettings.MessageMode.FIRE_AND_FORGET);
        assertTrue(says("Hello") > 1);
    }

    private int says(String body) {
        sent.clear();
        receive("<message type='groupchat' from='kev@remote.example.com/x' to='%s'><body>%s</body></message>"
            .formatted(ROOM.slave(), body));
        return sent.size();
    }

    @Test
    public void aMasterThatDoubtsItIsToldWhetherSomebodyIsHere() {
        assertEquals("error", pinged(ROOM.slave().toString()));
        join("Kev", ROOM);
        assertEquals("result", pinged(ROOM.slave().toString()));
        assertEquals("result", pinged(ROOM.slaveOccupant("Kev").toString()));
        assertEquals("error", pinged(ROOM.slaveOccupant("Amy").toString()));
        assertTrue(sent.get(0).toXML().contains("item-not-found"));
        assertEquals("error", pinged(OTHER.slave().toString()));
    }

    private String pinged(String whom) {
        sent.clear();
        receive("<iq type='get' id='p' from='jabberchat@talk.example.com' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>"
            .formatted(whom));
        assertEquals(1, sent.size());
        return sent.get(0).getElement().attributeValue("type");
    }

    @Test
    @Conforms("mirror-12")
    public void noMoreRoomsThanMayAreOpened() {
        settings.set(FmucSettings.SLAVE_ROOMS, 1);
        join("Kev", ROOM);
        sent.clear();
        join("Amy", OTHER);
        assertTrue(sent.get(0).toXML().contains("resource-constraint"));
        assertEquals(Optional.empty(), rooms.find(OTHER.slave()));
        join("Bob", ROOM);
        assertEquals("a room that exists takes more", 2, rooms.find(ROOM.slave()).orElseThrow().locals().size());
    }

    @Test
    @Conforms("mirror-12")
    public void ofManyJoinsAtOnceNoMoreOpenARoomThanMay() {
        settings.set(FmucSettings.SLAVE_ROOMS, 1);
        component.processPacket(joinOf("Kev", ROOM));
        component.processPacket(joinOf("Amy", OTHER));
        workers.work();
        assertTrue(rooms.find(ROOM.slave()).isPresent() != rooms.find(OTHER.slave()).isPresent());
        assertTrue(sent.toString(), sent.stream().anyMatch(stanza -> stanza.toXML().contains("resource-constraint")));
    }

    @Test
    @Conforms("mirror-12")
    public void ofManyJoinsAtOnceOfOneUserNoMoreSucceedThanMay() {
        settings.set(FmucSettings.ROOMS_EACH, 1);
        component.processPacket(joinOf("Kev", ROOM));
        component.processPacket(joinOf("Kev", OTHER));
        workers.work();
        assertTrue(rooms.find(ROOM.slave()).isPresent() != rooms.find(OTHER.slave()).isPresent());
        assertTrue(sent.toString(), sent.stream().anyMatch(stanza -> stanza.toXML().contains("resource-constraint")));
    }

    @Test
    public void whoForgetsHisNickIsToldSo() {
        receive("<presence from='kev@remote.example.com/x' to='%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(ROOM.slave()));
        assertTrue(sent.get(0).toXML().contains("jid-malformed"));
        receive("<presence type='subscribe' from='kev@remote.example.com/x' to='%s'/>".formatted(ROOM.slave()));
        assertEquals(1, sent.size());
    }

    @Test
    public void noMoreStanzasThanMayWaitForARoom() {
        settings.set(FmucSettings.WAITING, 10);
        rooms = new SlaveRooms(services, fmucSettings, new MemoryKeptStore());
        component = component();
        for (int i = 0; i < 11; i++) {
            component.processPacket(joinOf("Kev" + i, ROOM));
        }
        assertEquals(1, sent.size());
        assertTrue(sent.get(0).toXML().contains("resource-constraint"));
    }

    @Test
    public void aStanzaThatIsTooLongIsRefused() {
        settings.set(FmucSettings.STANZA_CHARS, 1024);
        receive("<message type='groupchat' from='kev@remote.example.com/x' to='%s'><body>%s</body></message>"
            .formatted(ROOM.slave(), "x".repeat(2000)));
        assertTrue(sent.get(0).toXML().contains("not-acceptable"));
        receive("<message type='error' from='kev@remote.example.com/x' to='%s'><body>%s</body></message>"
            .formatted(ROOM.slave(), "x".repeat(2000)));
        assertEquals("an error is never answered", 1, sent.size());
    }

    @Test
    public void aMasterThatThinksSomebodyIsInIsToldThatNobodyIs() {
        masterSays("<message type='groupchat' from='jabberchat@talk.example.com/Curtis' to='%s'><body>Hi</body></message>");
        assertTrue(sent.get(0).toXML().contains("item-not-found"));
        sent.clear();
        masterSays("<presence type='unavailable' from='jabberchat@talk.example.com/Kev' to='%s'/>");
        masterSays("<presence type='error' from='jabberchat@talk.example.com/Kev' to='%s'/>");
        assertEquals(List.of(), sent);
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
    }

    @Test
    @Conforms("mirror-4")
    public void strangersAreRefusedOnceAndErrorsNever() {
        receive("<message from='curtis@strange.example/x' to='%s'/>".formatted(ROOM.slave()));
        assertTrue(sent.get(0).toXML().contains("not-allowed"));
        receive("<message type='error' from='curtis@strange.example/x' to='%s'/>".formatted(ROOM.slave()));
        receive("<presence type='bogus' from='curtis@strange.example/x' to='%s'/>".formatted(ROOM.slave()));
        receive("<iq type='result' id='x' from='curtis@strange.example/x' to='%s'/>".formatted(ROOM.slave()));
        assertEquals(1, sent.size());
    }

    @Test
    @Conforms("mirror-4")
    public void subscriptionsAreNotAnsweredBecauseNothingCanBeDeliveredToABareAddress() {
        settings.set(FmucSettings.STANZA_CHARS, 1024);
        for (String type : List.of("subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe")) {
            for (String from : List.of("kev@remote.example.com", "kev@remote.example.com/x", "curtis@strange.example")) {
                for (String to : List.of(ROOM.slave().toString(), ROOM.slaveOccupant("Kev").toString(),
                        "x@mirror.remote.example.com")) {
                    receive("<presence type='%s' from='%s' to='%s'/>".formatted(type, from, to));
                    receive("<presence type='%s' from='%s' to='%s'><status>%s</status></presence>"
                        .formatted(type, from, to, "x".repeat(2000)));
                }
            }
        }
        assertEquals(List.of(), sent);
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
        receive("<presence from='curtis@strange.example' to='%s'/>".formatted(ROOM.slave()));
        assertTrue("any other presence is", sent.get(0).toXML().contains("not-allowed"));
    }

    @Test
    public void aQuestionThatIsTooLongIsRefusedAsWell() {
        settings.set(FmucSettings.STANZA_CHARS, 1024);
        receive("<iq type='set' id='q' from='kev@remote.example.com/x' to='mirror.remote.example.com'><x xmlns='%s'/></iq>"
            .formatted("x".repeat(2000)));
        assertTrue(sent.get(0).toXML().contains("not-acceptable"));
    }

    @Test
    public void nobodyIsInMoreRoomsThanHeMay() {
        settings.set(FmucSettings.ROOMS_EACH, 1);
        join("Kev", ROOM);
        sent.clear();
        join("Kev", OTHER);
        assertTrue(sent.get(0).toXML().contains("resource-constraint"));
        assertEquals(Optional.empty(), rooms.find(OTHER.slave()));
        join("Amy", OTHER);
        assertTrue(rooms.find(OTHER.slave()).isPresent());
        sent.clear();
        join("Kev", ROOM);
        assertEquals("where he is he may come again", List.of(), sent);
    }

    @Test
    public void aRoomsOwnSettingsCountBeforeThoseOfItsService() {
        settings.set(FmucSettings.ANSWER_WITHIN.forPeer("talk.example.com"), 5);
        settings.set(FmucSettings.ANSWER_WITHIN.forRoom(ROOM.master().toString()), 50);
        join("Kev", ROOM);
        join("Amy", OTHER);
        workers.pass(Duration.ofSeconds(6));
        assertTrue(rooms.find(ROOM.slave()).isPresent());
        assertEquals(Optional.empty(), rooms.find(OTHER.slave()));
        workers.pass(Duration.ofSeconds(50));
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
    }

    @Test
    public void questionsThatNoRuleKnowsAreAnswered() {
        receive("<iq type='get' id='q' from='jabberchat@talk.example.com' to='%s'><x xmlns='urn:x'/></iq>"
            .formatted(ROOM.slave()));
        assertTrue(sent.get(0).toXML().contains("feature-not-implemented"));
        receive("<iq type='get' id='q' from='jabberchat@talk.example.com' to='%s/Kev'><x xmlns='urn:x'/></iq>"
            .formatted(ROOM.slave()));
        assertTrue(sent.get(1).toXML().contains("item-not-found"));
        receive("<iq type='get' from='kev@remote.example.com/x' to='%s'><x xmlns='urn:x'/></iq>".formatted(ROOM.slave()));
        assertTrue(sent.get(2).toXML().contains("feature-not-implemented"));
        receive("<iq type='result' id='q' from='kev@remote.example.com/x' to='%s'/>".formatted(ROOM.slave()));
        assertEquals(3, sent.size());
        assertEquals(Optional.empty(), rooms.find(ROOM.slave()));
    }

    @Test
    public void whoIsConnectedStaysWhenThePingIsNotUnderstood() {
        join("Kev", ROOM);
        masterSays("<presence from='jabberchat@talk.example.com/Kev' to='%s'/>");
        workers.pass(Duration.ofMinutes(15).plusSeconds(1));
        connected.add(new JID("kev@remote.example.com/x"));
        pingFails();
        assertTrue(isIn());
        workers.pass(Duration.ofMinutes(15).plusSeconds(1));
        connected.clear();
        sent.clear();
        pingFails();
        assertFalse(isIn());
        assertTrue(sent.get(0).toXML().contains("unavailable"));
    }

    private boolean isIn() {
        return !rooms.find(ROOM.slave()).orElseThrow().audience().isEmpty();
    }

    private void pingFails() {
        receive("<iq type='error' id='ping' from='kev@remote.example.com/x' to='%s'><error type='cancel'><service-unavailable "
            .formatted(ROOM.slave()) + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @Test
    public void whatCrossesIsCountedForTheRoomAndForItsService() {
        join("Kev", ROOM);
        masterSays("<presence from='jabberchat@talk.example.com/Kev' to='%s'/>");
        Counters counters = rooms.traffic().byRoom().get(ROOM.master());
        assertEquals(1, counters.sent().stanzas());
        assertEquals(1, counters.received().stanzas());
        receive("<presence type='unavailable' from='kev@remote.example.com/x' to='%s/Kev'/>".formatted(ROOM.slave()));
        masterSays("<presence type='unavailable' from='jabberchat@talk.example.com/Kev' to='%s'/>");
        assertEquals("the room is gone", Set.of(), rooms.traffic().byRoom().keySet());
        Counters peer = rooms.traffic().byPeer().get("talk.example.com");
        assertEquals(2, peer.sent().stanzas());
        assertEquals(2, peer.received().stanzas());
        assertEquals(2, peer.plainSent().stanzas());
        assertEquals(2, peer.plainReceived().stanzas());
        masterSays("<presence from='jabberchat@talk.example.com/Kev' to='%s'/>");
        assertEquals("what nobody is there for is no traffic of a room", peer,
            rooms.traffic().byPeer().get("talk.example.com"));
    }

    @Test
    public void closingReturnsWhenEverybodyHasBeenParted() {
        join("Kev", ROOM);
        join("Amy", OTHER);
        sent.clear();
        workers.directly();
        rooms.closeAll(Duration.ofSeconds(5));
        assertEquals("two parts, two farewells", 4, sent.size());
        assertFalse(rooms.find(ROOM.slave()).isPresent());
        assertFalse(rooms.find(OTHER.slave()).isPresent());
    }

    private void join(String nick, SlaveAddress room) {
        component.processPacket(joinOf(nick, room));
        workers.work();
    }

    private static Packet joinOf(String nick, SlaveAddress room) {
        return Xml.stanza(("<presence from='%s@remote.example.com/x' to='%s/%s'>"
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>")
            .formatted(nick.toLowerCase(java.util.Locale.ROOT), room.slave(), nick));
    }

    private void masterSays(String xml) {
        receive(xml.formatted(ROOM.slave()));
    }

    private void receive(String xml) {
        component.processPacket(Xml.stanza(xml));
        workers.work();
    }
}
