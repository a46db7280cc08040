package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What is shown to local users is written down before, or is not shown. */
public class SlaveRoomsKeepingTest {

    private static final SlaveAddress ROOM =
        SlaveAddress.of(new JID("jabberchat@talk.example.com"), "mirror.remote.example.com");
    private static final String REFUSED = """
        <message type='error' id='%s' from='%s' to='%s'><error type='wait' code='500'>
          <resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
          <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>What you say cannot be kept until the link is back.</text>
        </error></message>""";

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers().directly();
    private final List<Packet> sent = new ArrayList<>();
    private final MemoryKeptStore store = new MemoryKeptStore();
    private final List<String> log = new ArrayList<>();
    private final SlaveRooms rooms = rooms();

    private SlaveRooms rooms() {
        return new SlaveRooms(new SuiteServices(settings, sent::add, workers, workers, domain -> TrustLevel.UNKNOWN,
            "remote.example.com"), new FmucSettings(settings), store, log::add);
    }

    @Test
    public void aMessageThatCannotBeWrittenDownIsRefusedAndNobodyIsShownIt() {
        enter(rooms, "Kev");
        enter(rooms, "Amy");
        isLost();
        say("m1");
        assertEquals("it was kept", List.of("m1"), kept());
        sent.clear();
        store.breaks();

        say("m2");

        Xml.assertSent(sent, REFUSED.formatted("m2", ROOM.slave(), jid("Kev")));
        assertEquals("the room knows nothing of it", List.of("m1"), ofRoom());
        assertEquals(List.of("m1"), kept());
    }

    @Test
    public void withFireAndForgetNothingIsShownOrSentThatCannotBeWrittenDown() {
        settings.set(FmucSettings.MESSAGE_MODE, FmucSettings.MessageMode.FIRE_AND_FORGET);
        enter(rooms, "Kev");
        enter(rooms, "Amy");
        sent.clear();
        store.breaks();

        say("m1");

        Xml.assertSent(sent, REFUSED.formatted("m1", ROOM.slave(), jid("Kev")));
        assertEquals(List.of(), ofRoom());
    }

    @Test
    public void aMessageThatWaitsForTheMastersCopyNeedsNoDatabase() {
        enter(rooms, "Kev");
        sent.clear();
        store.breaks();

        say("m1");

        assertEquals(sent.toString(), 1, sent.size());
        assertEquals(ROOM.master(), sent.get(0).getTo());
    }

    @Test
    public void aLossThatCannotBeWrittenDownIsStillTold() {
        enter(rooms, "Kev");
        say("m1");
        sent.clear();
        store.breaks();

        isLost();

        assertEquals("what he said comes back, and he is told", List.of(FmucText.LINK_UNSENT.key() + "\nHello",
            FmucText.LINK_LOST.key()), sent.stream().map(stanza -> stanza.getElement().elementText("body"))
                .filter(Objects::nonNull).toList());
        assertEquals(List.of(), ofRoom());
        assertTrue(rooms.find(ROOM.slave()).orElseThrow().link().isLost());
    }

    @Test
    public void whatWasWrittenDownStaysShownWhenThatItIsInDoubtCannotBe() {
        settings.set(FmucSettings.MESSAGE_MODE, FmucSettings.MessageMode.FIRE_AND_FORGET);
        enter(rooms, "Kev");
        say("m1");
        sent.clear();
        store.breaks();

        isLost();

        assertEquals(List.of(FmucText.LINK_LOST.key()), sent.stream()
            .map(stanza -> stanza.getElement().elementText("body")).filter(Objects::nonNull).toList());
        assertEquals(List.of("m1"), ofRoom());
    }

    @Test
    public void whatUsersSayWhileNothingCanBeWrittenDownFillsNoLog() {
        enter(rooms, "Kev");
        isLost();
        store.breaks();
        for (int i = 0; i < 9; i++) {
            say("m" + i);
        }
        assertEquals(List.of("What is kept for " + ROOM.slave() + " could not be written down: Broken"), log);
        workers.pass(Duration.ofMinutes(1));
        say("m9");
        assertEquals(2, log.size());
        assertTrue(log.get(1), log.get(1).contains("8 more"));
    }

    @Test
    public void aRoomThatEndedWhileItsMasterCouldNotHearOfItBeginsAnewUntilItKnowsBetter() {
        enter(rooms, "Kev");
        isLost();
        leave("Kev");
        assertTrue(rooms.find(ROOM.slave()).isEmpty());
        sent.clear();
        enter(rooms, "Amy");
        assertTrue(sent.get(0).toXML(), sent.get(0).toXML().contains("<anew "));
    }

    @Test
    public void whatWasWrittenDownIsFoundByARoomOfAnotherLife() {
        enter(rooms, "Kev");
        isLost();
        say("m1");
        say("m2");
        sent.clear();

        enter(rooms(), "Kev");

        assertEquals("he joins, and is in", 2, sent.stream().filter(stanza -> stanza.getElement().getName().equals("presence"))
            .count());
        assertEquals(List.of("m1", "m2"), kept());
    }

    private void enter(SlaveRooms where, String nick) {
        Packet join = Xml.stanza("<presence from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(jid(nick), ROOM.slave(), nick));
        user(where, join);
        master(where, "<presence from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/><status code='110'/></x></presence>", nick);
    }

    private void leave(String nick) {
        user(rooms, Xml.stanza("<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(jid(nick), ROOM.slave(), nick)));
    }

    /** What the link says when it cannot deliver. */
    private void isLost() {
        master(rooms, "<message type='error' id='x' from='%1$s' to='%3$s/%2$s'><error type='cancel'>"
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>", "Kev");
    }

    private void say(String id) {
        user(rooms, Xml.stanza("<message type='groupchat' id='%s' from='%s' to='%s'><body>Hello</body></message>"
            .formatted(id, jid("Kev"), ROOM.slave())));
    }

    private void user(SlaveRooms where, Packet stanza) {
        UserStanza said = UserStanza.read(stanza).orElseThrow();
        where.happen(ROOM, stanza, (rules, room, now) -> rules.on(room, said, now));
    }

    private void master(SlaveRooms where, String xml, String nick) {
        Packet stanza = Xml.stanza(xml.formatted(ROOM.master(), nick, ROOM.slave()));
        MasterStanza said = MasterStanza.read(stanza).orElseThrow();
        where.happen(ROOM, stanza, (rules, room, now) -> rules.on(room, said, now));
    }

    private List<String> kept() {
        return store.of(ROOM).stream().map(message -> message.id().orElse("")).toList();
    }

    private List<String> ofRoom() {
        return rooms.find(ROOM.slave()).orElseThrow().link().kept().stream().map(Kept::id).map(id -> id.orElse("")).toList();
    }
}
