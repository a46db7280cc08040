package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkState;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.OccupantView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomDetails;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.ScopedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TraceWish;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Traces;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.View;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What administrators see of rooms on both sides of a link, and what becomes of a mirror that they close. */
public class MirrorBureauTest {

    private static final Actor ADMIN = new Actor("admin", "127.0.0.1");
    private static final String REMOTE = "chat@talk.remote.lit";
    private static final SlaveAddress ADDRESS = SlaveAddress.of(new JID(REMOTE), "mirror.example.com");
    private static final RoomId HERE = new RoomId(Side.MIRROR, new JID(REMOTE));
    private static final RoomId ELSEWHERE = new RoomId(Side.MASTER, new JID("jabberchat@talk.example.com"));

    private final List<String> audit = new ArrayList<>();
    private final GuardedServer server = new GuardedServer();
    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers().directly();
    private final List<Packet> sent = new ArrayList<>();
    private final AuditLog log = entry ->
        audit.add(entry.by().name() + ": " + entry.action() + ' ' + entry.about() + ": " + entry.after());
    private final FmucSettings fmucSettings = new FmucSettings(settings);
    private final Traces traces = new Traces(workers, "example.com", log);
    private final SlaveRooms rooms = new SlaveRooms(new SuiteServices(settings, stanza -> {
        traces.sent(stanza);
        sent.add(stanza);
    }, workers, workers, domain -> TrustLevel.UNKNOWN, "example.com"), fmucSettings, new MemoryKeptStore());
    private final MirrorBureau bureau = new MirrorBureau(rooms, server.guard, new MirrorBureau.Desk(
        new ScopedSettings(settings, FmucSettings.scoped(), workers, log), traces, log), fmucSettings, workers,
        "mirror.example.com");

    @Test
    public void aRoomThatIsMirroredHereIsShownWithItsOccupantsAndWhatCrossed() {
        enters("Kev");
        assertEquals(LinkState.JOINING, bureau.rooms().get(0).state());
        masterSays("Curtis", "<item affiliation='owner' role='moderator' jid='curtis@remote.lit/x'/>");
        masterSays("Kev", "<item affiliation='none' role='participant'/><status code='110'/>");
        settings.set(FmucSettings.MESSAGE_MODE.forRoom(REMOTE), FmucSettings.MessageMode.FIRE_AND_FORGET);

        RoomDetails details = bureau.room(HERE).orElseThrow();
        RoomView room = details.room();
        assertEquals(List.of(room), bureau.rooms());
        assertEquals(LinkState.UP, room.state());
        assertEquals(2, room.occupants());
        assertEquals(1, room.mirrored());
        assertTrue(room.fireAndForget());
        assertEquals(1, room.tally().sent().stanzas());
        assertEquals(2, room.tally().received().stanzas());
        assertTrue(room.tally().plain().bytes() > 0);
        assertEquals(List.of(
            new OccupantView("Curtis", "owner", "moderator", "curtis@remote.lit/x", "", OccupantView.State.PRESENT),
            new OccupantView("Kev", "none", "participant", "kev@example.com", "example.com", OccupantView.State.PRESENT)),
            details.occupants());
        assertEquals(bureau.total().mirrors(), room.tally());
        assertEquals(room.tally(), bureau.byDomain(Side.MIRROR).get("talk.remote.lit"));
        assertEquals(Optional.empty(), bureau.room(new RoomId(Side.MASTER, new JID(REMOTE))));
    }

    @Test
    public void aRoomOfOursIsShownWithThoseWhoCameThroughMirrors() {
        server.has("Kev");
        server.asked("Amy");

        RoomDetails details = bureau.room(ELSEWHERE).orElseThrow();
        assertEquals(List.of(details.room()), bureau.rooms());
        assertEquals(LinkState.UP, details.room().state());
        assertEquals("mirror.remote.example.com", details.room().branches().get(0).domain());
        assertEquals(List.of("Amy", "Kev"),
            details.occupants().stream().map(OccupantView::nick).toList());
        assertEquals("kev@remote.example.com/x", details.occupants().get(1).address());
        assertEquals(OccupantView.State.ENTERING, details.occupants().get(0).state());
        assertTrue(bureau.total().masters().received().bytes() > 0);
    }

    @Test
    public void closingTellsUsersTheReasonPartsThemAndIsAudited() {
        enters("Kev");
        masterSays("Kev", "<item affiliation='none' role='participant'/><status code='110'/>");
        sent.clear();

        assertTrue(bureau.close(new JID(REMOTE), "Too dear", ADMIN));

        assertEquals(List.of(), bureau.rooms());
        assertEquals(2, sent.size());
        assertEquals(REMOTE + "/Kev", sent.get(0).getTo().toString());
        assertTrue(sent.get(1).toXML(), sent.get(1).toXML().contains("<destroy><reason>Too dear</reason></destroy>"));
        assertEquals(List.of("admin: mirror-closed " + REMOTE + ": closed: Too dear"), audit);
        assertFalse(bureau.close(new JID(REMOTE), "again", ADMIN));
        assertEquals(1, audit.size());
    }

    @Test
    public void aMirrorOfARoomOfOursIsSentAwayAndThatIsAudited() {
        server.has("Kev");
        assertFalse(bureau.sendAway(ELSEWHERE.room(), "mirror.other.example.com", "Too loud", ADMIN));
        assertFalse(bureau.sendAway(new JID(REMOTE), "mirror.remote.example.com", "Too loud", ADMIN));
        assertEquals(List.of(), audit);

        assertTrue(bureau.sendAway(ELSEWHERE.room(), "mirror.remote.example.com", "Too loud", ADMIN));

        assertEquals(List.of("admin: mirror-sent-away jabberchat@talk.example.com: sent away: Too loud"), audit);
        assertFalse(bureau.sendAway(ELSEWHERE.room(), "mirror.remote.example.com", "again", ADMIN));
    }

    @Test
    public void aChartGrowsWithTheCounters() {
        settings.set(FmucSettings.SAMPLE_EVERY, 1);
        enters("Kev");
        bureau.tick();
        workers.pass(Duration.ofSeconds(1));
        bureau.tick();
        long crossed = bureau.rooms().get(0).tally().crossed().bytes();
        assertEquals(crossed, bureau.room(HERE).orElseThrow().samples().get(1).crossed());
        assertTrue(bureau.total().hour().size() >= 2);
    }

    @Test
    public void aTraceSeesWhatTheRoomSends() {
        traces.start(new TraceWish(new JID(REMOTE), Duration.ofMinutes(1), false), ADMIN);
        enters("Kev");
        assertEquals(1, bureau.traces().all().get(0).lines().size());
    }

    @Test
    public void aLinkThatIsLostIsWrittenIntoTheLogOnce() {
        List<String> lines = new ArrayList<>();
        LinkReport report = new LinkReport(rooms, server.guard, workers, line -> lines.add(line.text()));
        enters("Kev");
        masterSays("Kev", "<item affiliation='none' role='participant'/><status code='110'/>");
        server.has("Amy");
        report.tick();
        assertEquals(List.of(), lines);

        Packet error = Xml.stanza(("<message type='error' from='%s' to='%s/Kev'><error type='cancel'><remote-server-not-found"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").formatted(REMOTE, ADDRESS.slave()));
        rooms.happen(ADDRESS, error, (rules, room, now) -> rules.on(room, MasterStanza.read(error).orElseThrow(), now));
        report.tick();
        report.tick();
        assertEquals(List.of("The link to talk.remote.lit is lost: rooms that are mirrored here wait for it (1 of 1), and what is"
            + " said in them meanwhile is kept"), lines);
    }

    private void enters(String nick) {
        Packet join = Xml.stanza(("<presence from='%s@example.com/x' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/>"
            + "</presence>").formatted(nick.toLowerCase(Locale.ROOT), ADDRESS.slave(), nick));
        rooms.happen(ADDRESS, join, (rules, room, now) -> rules.on(room, UserStanza.read(join).orElseThrow(), View.ESCAPED, now));
    }

    private void masterSays(String nick, String inMucUser) {
        Packet stanza = Xml.stanza(("<presence from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>%s</x>"
            + "</presence>").formatted(REMOTE, nick, ADDRESS.slave(), inMucUser));
        rooms.happen(ADDRESS, stanza, (rules, room, now) -> rules.on(room, MasterStanza.read(stanza).orElseThrow(), now));
    }
}
