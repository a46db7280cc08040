package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkState;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration.Total;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomDetails;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TraceWish;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Traces;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What is shown of mirrored rooms, and of what crosses their links. */
public class MirrorsViewTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Total TOTAL = new Total(Tally.ZERO, Tally.ZERO, List.of(), List.of());

    private static RoomView room(RoomId.Side side, String address, int mirrors) {
        return new RoomView(new RoomId(side, new JID(address)), IntStream.range(0, mirrors)
            .mapToObj(i -> new RoomView.Branch("mirror" + i + ".lit", LinkState.UP, 2, Tally.ZERO)).toList(), 9, false, 0, 0,
            Tally.ZERO, Optional.empty());
    }

    private static Map<String, Object> all(Map<String, String> sent, RoomView... rooms) {
        Map<String, List<String>> values = new HashMap<>();
        sent.forEach((name, value) -> values.put(name, List.of(value)));
        return MirrorsView.all(List.of(rooms), TOTAL, MirrorsQuery.read(new Parameters(values)));
    }

    private static Map<String, String> columns(Map<String, String> sent, String what) {
        Map<String, String> columns = new HashMap<>();
        ((List<?>) all(sent).get("columns")).forEach(column ->
            columns.put((String) ((Map<?, ?>) column).get("name"), (String) ((Map<?, ?>) column).get(what)));
        return columns;
    }

    @Test
    public void oneColumnSaysThatTheListIsSortedByItAndTurnsItRound() {
        assertEquals(Map.of("room", "none", "occupants", "none", "state", "ascending", "crossed", "none", "saved", "none"),
            columns(Map.of("sort", "state"), "sorted"));
        assertEquals("descending", columns(Map.of("sort", "state", "desc", "true"), "sorted").get("state"));
        assertEquals(MirrorsView.MIRRORS + ".jsp?sort=state&desc=true", columns(Map.of("sort", "state"), "link").get("state"));
        assertEquals(MirrorsView.MIRRORS + ".jsp?sort=state",
            columns(Map.of("sort", "state", "desc", "true"), "link").get("state"));
        assertEquals(MirrorsView.MIRRORS + ".jsp?sort=saved", columns(Map.of("sort", "state"), "link").get("saved"));
    }

    @Test
    public void roomsOfEachSideAreCountedAlsoThoseThatAreNotListed() {
        Map<String, Object> model = all(Map.of("side", "mirror"), room(RoomId.Side.MIRROR, "hall@b.lit", 1),
            room(RoomId.Side.MASTER, "attic@a.lit", 1), room(RoomId.Side.MASTER, "cellar@a.lit", 1));
        assertEquals(1, ((List<?>) model.get("rooms")).size());
        assertEquals(true, model.get("filtered"));
        assertEquals(false, all(Map.of()).get("filtered"));
        List<?> totals = (List<?>) model.get("totals");
        assertEquals(List.of("mirror", 1L, "master", 2L), totals.stream().flatMap(total ->
            List.of(((Map<?, ?>) total).get("side"), ((Map<?, ?>) total).get("rooms")).stream()).toList());
    }

    @Test
    public void ofManyMirrorsTheFirstAreNamedAndTheOthersCounted() {
        Map<?, ?> many = (Map<?, ?>) ((List<?>) all(Map.of(), room(RoomId.Side.MASTER, "attic@a.lit", 5)).get("rooms")).get(0);
        assertEquals("mirror0.lit, mirror1.lit, mirror2.lit", many.get("domains"));
        assertEquals(2, many.get("more"));
        assertEquals(10, many.get("mirrored"));
        Map<?, ?> one = (Map<?, ?>) ((List<?>) all(Map.of(), room(RoomId.Side.MIRROR, "hall@b.lit", 1)).get("rooms")).get(0);
        assertEquals(0, one.get("more"));
        assertEquals("normal", one.get("mode"));
        assertEquals("master", many.get("mode"));
    }

    private static List<?> settings(RoomView room) {
        List<?> links = (List<?>) MirrorsView.one(new RoomDetails(room, List.of(), List.of()), 1).get("settings");
        return links.stream().map(link -> ((Map<?, ?>) link).get("kind") + " " + ((Map<?, ?>) link).get("name")).toList();
    }

    @Test
    public void aRoomLeadsToTheSettingsThatHoldForIt() {
        assertEquals(List.of("remote-room hall@b.lit", "remote-service b.lit"),
            settings(room(RoomId.Side.MIRROR, "hall@b.lit", 1)));
        assertEquals(List.of("local-room attic@a.lit", "local-service a.lit", "remote-mirror mirror0.lit",
            "remote-mirror mirror1.lit"), settings(room(RoomId.Side.MASTER, "attic@a.lit", 2)));
    }

    @Test
    public void aTraceShowsTheLastThatCrossedFirst() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Traces traces = new Traces(now::get, "a.lit", entry -> { });
        long id = traces.start(new TraceWish(new JID("hall@b.lit"), Duration.ofMinutes(1), true), new Actor("admin", ""))
            .orElseThrow().id();
        Message out = new Message();
        out.setFrom("slave@mirror.a.lit");
        out.setTo("hall@b.lit");
        out.setBody("first");
        traces.sent(out);
        now.set(NOW.plusSeconds(1));
        Message in = new Message();
        in.setFrom("hall@b.lit/nick");
        in.setTo("slave@mirror.a.lit");
        in.setBody("second");
        traces.received(in);

        Map<String, Object> model = TraceView.model(traces.all(),
            new Parameters(Map.of("id", List.of(String.valueOf(id)))), now.get());
        assertEquals(true, model.get("shown"));
        List<?> lines = (List<?>) model.get("lines");
        assertEquals(List.of("in", "out"), lines.stream().map(line -> ((Map<?, ?>) line).get("direction")).toList());
        assertEquals("2030-01-02 03:04:06 UTC", ((Map<?, ?>) lines.get(0)).get("at"));
        Map<?, ?> one = (Map<?, ?>) model.get("one");
        assertEquals("hall@b.lit", one.get("subject"));
        assertEquals(2, one.get("count"));
        assertEquals(true, one.get("runs"));
        assertEquals(List.of(one), model.get("traces"));

        Map<String, Object> other = TraceView.model(traces.all(), new Parameters(Map.of("id", List.of("x"))), now.get());
        assertEquals(false, other.get("shown"));
    }
}
