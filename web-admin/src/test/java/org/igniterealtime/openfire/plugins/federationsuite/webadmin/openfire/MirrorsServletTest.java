package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkState;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.OccupantView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomDetails;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Sample;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.ScopedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TraceWish;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Traces;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Saving;
import org.junit.Test;
import org.xmpp.packet.JID;

/** The pages about mirrored rooms: what they show, what each form does, and what it does not. */
public class MirrorsServletTest implements MirrorAdministration {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Setting<Integer> HISTORY = Setting.number("fmuc.mirror.history", 50, 0, 100);
    private static final String ROOM = "chat@talk.lit";
    private static final Map<String, String> OF_ROOM = Map.of("side", "mirror", "room", ROOM);

    private final List<String> done = new ArrayList<>();
    private final MapSettings kept = new MapSettings();
    private final ScopedSettings scoped = new ScopedSettings(kept, Map.of(Scope.Kind.REMOTE_ROOM, List.of(HISTORY)), () -> NOW,
        entry -> done.add(entry.action()));
    private final Traces traces = new Traces(() -> NOW, "here.lit",
        entry -> done.add(entry.by().where() + ' ' + entry.action() + ' ' + entry.after()));
    private final List<RoomView> rooms = new ArrayList<>(List.of(room(ROOM, Side.MIRROR, 100, 400),
        room("b@talk.lit", Side.MASTER, 300, 200)));

    @Test
    public void roomsAreListedFilteredSortedAndPaged() throws Exception {
        Browser browser = new Browser(new MirrorsServlet(() -> Optional.of(this)));
        browser.get(Map.of());
        assertEquals(List.of("b@talk.lit", ROOM), shown(browser));
        assertEquals("75 %", ((Map<?, ?>) ((List<?>) browser.model().get("rooms")).get(1)).get("saved"));
        assertEquals("-50 %", ((Map<?, ?>) ((List<?>) browser.model().get("rooms")).get(0)).get("saved"));
        browser.get(Map.of("sort", "crossed", "desc", "true"));
        assertEquals(List.of("b@talk.lit", ROOM), shown(browser));
        browser.get(Map.of("sort", "saved", "desc", "true"));
        assertEquals(List.of(ROOM, "b@talk.lit"), shown(browser));
        browser.get(Map.of("side", "master"));
        assertEquals(List.of("b@talk.lit"), shown(browser));
        browser.get(Map.of("q", " CHAT "));
        assertEquals(List.of(ROOM), shown(browser));
        browser.get(Map.of("q", "x".repeat(1000), "side", "<b>", "sort", "'; DROP", "page", "-1"));
        assertEquals(List.of(), shown(browser));
        for (int i = 0; i < 30; i++) {
            rooms.add(room("room" + i + "@talk.lit", Side.MIRROR, 1, 1));
        }
        browser.get(Map.of("page", "99"));
        assertEquals(7, shown(browser).size());
    }

    @Test
    public void aMirrorIsClosedWithItsReasonAndOnlyByItsForm() throws Exception {
        Browser browser = new Browser(new MirrorServlet(() -> Optional.of(this)));
        browser.get(OF_ROOM);
        browser.get(with(OF_ROOM, "action", "close", "reason", "by GET"));
        browser.post(with(OF_ROOM, "action", "close", "reason", "no token", "csrf", "guessed"));
        post(browser, with(OF_ROOM, "action", "open"));
        post(browser, Map.of("action", "close", "side", "master", "room", ROOM));
        post(browser, Map.of("action", "close", "side", "mirror", "room", "no room"));
        post(browser, with(OF_ROOM, "action", "close", "reason", "r".repeat(301)));
        assertEquals(List.of(), done);
        browser.get(OF_ROOM);
        assertEquals("r".repeat(301), ((Map<?, ?>) browser.model().get("typed")).get("reason"));

        post(browser, with(OF_ROOM, "action", "close", "reason", "too\n\u0000dear & <b>"));

        assertEquals(List.of("close " + ROOM + " too dear & <b> 127.0.0.1"), done);
        assertEquals("redirect federationsuite-mirrors.jsp", browser.went().get(browser.went().size() - 1));
    }

    @Test
    public void aMirrorIsSentAwayFromARoomOfOursWithItsReasonAndOnlyByItsForm() throws Exception {
        Browser browser = new Browser(new MirrorServlet(() -> Optional.of(this)));
        Map<String, String> form = Map.of("side", "master", "room", "b@talk.lit", "action", "send-away", "domain", "talk.lit");
        browser.get(form);
        browser.post(with(form, "csrf", "guessed"));
        for (Map<String, String> wrong : List.of(with(form, "side", "mirror"), with(form, "room", "gone@talk.lit"),
                with(form, "domain", "other.lit"), with(form, "domain", ""), with(form, "reason", "r".repeat(301)))) {
            post(browser, wrong);
        }
        assertEquals(List.of(), done);

        post(browser, with(form, "reason", "too\nloud & <b>"));
        assertEquals(List.of("send away talk.lit from b@talk.lit: too loud & <b> 127.0.0.1"), done);
        assertEquals("redirect federationsuite-mirrors.jsp", browser.went().get(browser.went().size() - 1));
        post(browser, with(form, "reason", "too late"));
        browser.get(Map.of());
        assertTrue(browser.model().get("notices").toString().contains("Nothing has been done: nobody is in b@talk.lit through"));
    }

    @Test
    public void aRoomShowsItsOccupantsAndItsChart() throws Exception {
        Browser browser = new Browser(new MirrorServlet(() -> Optional.of(this)));
        browser.get(OF_ROOM);
        assertEquals(true, browser.model().get("found"));
        Map<?, ?> occupant = (Map<?, ?>) ((List<?>) browser.model().get("occupants")).get(0);
        assertEquals("<script>", occupant.get("nick"));
        Map<?, ?> room = (Map<?, ?>) browser.model().get("room");
        assertEquals("plain", room.get("dialect"));
        assertEquals("not-advertised", room.get("found"));
        Map<?, ?> chart = (Map<?, ?>) ((List<?>) browser.model().get("charts")).get(0);
        assertEquals("64.0,192.0 628.0,113.0", chart.get("crossedLine"));
        browser.get(Map.of("side", "mirror", "room", "gone@talk.lit"));
        assertEquals(false, browser.model().get("found"));
        assertEquals("gone@talk.lit", browser.model().get("asked"));
    }

    @Test
    public void settingsAreSavedCheckedAndTakenBack() throws Exception {
        Browser browser = new Browser(new MirrorSettingsServlet(() -> Optional.of(this)));
        Map<String, String> scope = Map.of("kind", "remote-room", "name", ROOM);
        post(browser, with(scope, "action", "save", "mirror.history", "1000"));
        browser.get(scope);
        assertEquals("1000", ((Map<?, ?>) browser.model().get("typed")).get("mirror.history"));
        browser.post(with(scope, "action", "save", "mirror.history", "10", "csrf", "guessed"));
        assertEquals(List.of(), List.copyOf(kept.keys()));

        post(browser, with(scope, "action", "save", "mirror.history", "10"));
        assertEquals(Optional.of(10), kept.find(HISTORY.forRoom(ROOM)));
        browser.get(scope);
        assertFalse(((Map<?, ?>) browser.model().get("change")).isEmpty());
        post(browser, with(scope, "action", "undo"));
        assertEquals(Optional.empty(), kept.find(HISTORY.forRoom(ROOM)));
        post(browser, with(scope, "action", "undo"));
        browser.get(scope);
        assertTrue(browser.model().get("notices").toString().contains("Nothing has been undone"));
        browser.get(Map.of("kind", "remote-room", "name", "<script>"));
        assertEquals(false, browser.model().get("found"));
    }

    @Test
    public void aTraceIsBegunShownAndStoppedAndOnlyByItsForm() throws Exception {
        Browser browser = new Browser(new TraceServlet(() -> Optional.of(this), () -> NOW));
        browser.get(Map.of("action", "start", "subject", ROOM, "minutes", "5"));
        browser.post(Map.of("action", "start", "subject", ROOM, "minutes", "5", "csrf", "guessed"));
        for (Map<String, String> wrong : List.of(Map.of("subject", "", "minutes", "5"), Map.of("subject", "a b", "minutes", "5"),
                Map.of("subject", ROOM, "minutes", "0"), Map.of("subject", ROOM, "minutes", "61"), Map.of("subject", ROOM))) {
            post(browser, with(wrong, "action", "start"));
        }
        assertEquals(List.of(), done);

        post(browser, Map.of("action", "start", "subject", ROOM, "minutes", "5", "bodies", "true"));
        assertEquals(List.of("127.0.0.1 trace-begun traced for 5 minutes, bodies shown"), done);
        String id = String.valueOf(traces.all().get(0).id());
        assertEquals("redirect federationsuite-trace.jsp?id=" + id, browser.went().get(browser.went().size() - 1));
        browser.get(Map.of("id", id));
        assertEquals(true, browser.model().get("shown"));
        browser.get(Map.of("id", "<b>"));
        assertEquals(false, browser.model().get("shown"));

        post(browser, Map.of("action", "stop", "id", id));
        assertEquals(List.of(), traces.all());
    }

    @Test
    public void aScriptGetsTheNumbersOfThePages() throws Exception {
        Browser browser = new Browser(new LiveServlet(() -> Optional.of(this), Map.of(
            "selfcheck", texts -> Optional.of(Map.of("print", "abc")),
            "overview", texts -> Optional.empty())));
        browser.get(Map.of());
        assertTrue(browser.body(), browser.body().contains("\"mirror.chat@talk.lit.crossed\":\"100 B\""));
        assertTrue(browser.body(), browser.body().contains("\"mirror.chat@talk.lit.state\":\"Lost\""));
        assertTrue("in its colour", browser.body().contains("\"mirror.chat@talk.lit.look\":\"federationsuite-link-lost\""));
        browser.get(OF_ROOM);
        assertTrue(browser.body(), browser.body().contains("\"branch.talk.lit.saved\":\"75 %\""));
        browser.get(Map.of("side", "mirror", "room", "<script>"));
        assertEquals("{}", browser.body());
        browser.get(Map.of("page", "selfcheck"));
        assertEquals("{\"print\":\"abc\"}", browser.body());
        browser.get(Map.of("page", "overview"));
        assertEquals("while the suite does not run", "{}", browser.body());
    }

    @Test
    public void whatMirrorsSaveIsSummedUpOverBothSidesOfTheLinks() {
        SuiteSavings savings = new SuiteSavings(() -> Optional.of(this), () -> NOW, () -> ZoneOffset.UTC, new MapSettings(),
            Nodes.ALONE, Runnable::run);
        savings.look();
        savings.look();
        assertEquals(new Saving(0, 18), savings.figures().total());
        assertEquals(new Saving(0, 18), savings.figures().today());
    }

    @Test
    public void modelsAreMadeOfThePlatformsClassesOnly() throws Exception {
        traces.start(new TraceWish(new JID(ROOM), Duration.ofMinutes(1), true), new Actor("a", "b"));
        Map<String, String> all = with(OF_ROOM, "kind", "remote-room", "name", ROOM, "id",
            String.valueOf(traces.all().get(0).id()));
        for (PageServlet<?> servlet : List.of(new MirrorsServlet(() -> Optional.of(this)),
                new MirrorServlet(() -> Optional.of(this)), new MirrorSettingsServlet(() -> Optional.of(this)),
                new TraceServlet(() -> Optional.of(this), () -> NOW))) {
            Browser browser = new Browser(servlet);
            browser.get(all);
            PeersServletTest.assertPlatform(browser.model());
        }
    }

    private static List<?> shown(Browser browser) {
        return ((Collection<?>) browser.model().get("rooms")).stream().map(room -> ((Map<?, ?>) room).get("room")).toList();
    }

    private static Map<String, String> with(Map<String, String> form, String... more) {
        Map<String, String> all = new HashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static void post(Browser browser, Map<String, String> form) throws Exception {
        browser.get(Map.of());
        browser.post(with(form, "csrf", browser.cookie().getValue()));
    }

    private static RoomView room(String address, Side side, long crossed, long plain) {
        Tally tally = tally(crossed, plain);
        JID room = new JID(address);
        return new RoomView(new RoomId(side, room), List.of(new RoomView.Branch(room.getDomain(), LinkState.LOST, 1, tally)), 2,
            true, 1, 3, tally, side == Side.MASTER ? Optional.empty()
                : Optional.of(new DialectView(Dialect.PLAIN, DialectView.Source.NOT_ADVERTISED)));
    }

    private static Tally tally(long crossed, long plain) {
        return new Tally(new Tally.Volume(1, crossed), Tally.Volume.NONE, new Tally.Volume(2, plain), Tally.Volume.NONE);
    }

    @Override
    public List<RoomView> rooms() {
        return rooms;
    }

    @Override
    public Optional<RoomDetails> room(RoomId id) {
        return rooms.stream().filter(room -> room.id().equals(id)).findFirst().map(room -> new RoomDetails(room,
            List.of(new OccupantView("<script>", "owner", "moderator", "a@b", "b", OccupantView.State.PRESENT)),
            List.of(new Sample(NOW, 0, 0), new Sample(NOW.plusSeconds(60), 100, 200))));
    }

    @Override
    public Total total() {
        return new Total(tally(7, 8), tally(9, 10), List.of(), List.of());
    }

    @Override
    public Map<String, Tally> byDomain(Side side) {
        return Map.of("talk.lit", new Tally(Tally.Volume.NONE, Tally.Volume.NONE, Tally.Volume.NONE, new Tally.Volume(1, 9)));
    }

    @Override
    public boolean close(JID room, String reason, Actor by) {
        done.add("close " + room + ' ' + reason + ' ' + by.where());
        return true;
    }

    @Override
    public boolean sendAway(JID room, String domain, String reason, Actor by) {
        done.add("send away " + domain + " from " + room + ": " + reason + ' ' + by.where());
        return !reason.equals("too late");
    }

    @Override
    public ScopedSettings settings() {
        return scoped;
    }

    @Override
    public Traces traces() {
        return traces;
    }
}
