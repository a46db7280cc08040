package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.ServerHeap;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Many rooms and many clients on two servers for minutes, half of the clients on the rooms' server and half on the other: first
 * through mirrors, then as plain MUC across servers. Two more occupants of every room, one on each side, count what they hear.
 * What it takes is written beside each other into {@code target/load-VERSION.md}.
 */
@RunWith(Parameterized.class)
public class LoadNightlyTest {

    private static final int ROOMS = Integer.getInteger("load.rooms", 200);
    /** On each side of each room. */
    private static final int IN_A_ROOM = Integer.getInteger("load.people", 5);
    private static final int MINUTES = Integer.getInteger("load.minutes", 10);
    /** Between two messages of one client, on the average. */
    private static final int PAUSE = 50;
    private static final int SETTLE = 60;
    private static final int TICKS_PER_SECOND = 100;
    private static final String REMEMBERED = "10";
    /** Of what is alive when a third has been said; caches of the server's own go on growing for a while. */
    private static final double MOST_GROWTH = 1.25;

    /** What this runs on. */
    @Parameter
    public String kindName;

    private final List<Client> clients = new ArrayList<>();
    private Testbed bed;
    private Server capulet;
    private Server montague;

    /** What came of one run. */
    private record Result(long messages, long linkBytes, double cpuSeconds, long aliveBefore, long aliveAfter) {
    }

    /** What the tests run on. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        return Stream.concat(Stream.of(ServerKind.oldest()), ServerKind.installed().stream())
            .map(one -> new Object[] {one.name()}).toList();
    }

    @Test
    public void whatIsSaidInManyMirroredRoomsForMinutesReachesEverybodyOnceAndCostsNoMoreMemoryInTheEnd() throws Exception {
        Tsung.assume();
        Result mirrored = run(true);
        Result plain = run(false);
        write(plain, mirrored);
        assertEquals("both were told the same", plain.messages(), mirrored.messages());
        assertTrue("fewer bytes cross: " + mirrored, mirrored.linkBytes() < plain.linkBytes());
        assertTrue("memory is flat: " + mirrored, mirrored.aliveAfter() < MOST_GROWTH * mirrored.aliveBefore());
    }

    private Result run(boolean isMirrored) throws Exception {
        start(isMirrored);
        try {
            return talk(isMirrored);
        } finally {
            end();
        }
    }

    private void start(boolean isMirrored) {
        ServerKind kind = Stream.concat(Stream.of(ServerKind.oldest()), ServerKind.installed().stream())
            .filter(one -> one.name().equals(kindName)).findFirst().orElseThrow();
        bed = Testbed.open(TestbedOptions.defaults().with(kind).keeping(1));
        capulet = server("capulet.lit", isMirrored);
        montague = server("montague.lit", isMirrored);
        bed.start();
    }

    private Server server(String domain, boolean isMirrored) {
        ServerSpec spec = bed.server(domain).user("observer", "observer-secret");
        people(domain.substring(0, 1), Function.identity()).forEach(person -> spec.user(person.name(), person.password()));
        // Whoever counts says nothing for longer than the server would let him.
        spec.property("plugin.federationsuite.admitted-domains", "montague.lit").property("xmpp.client.idle", "-1")
            // Whoever counts is in all rooms, and a thousand users come in less than two minutes.
            .property("plugin.federationsuite.fmuc.mirror.max-rooms-each", "1000")
            .property("plugin.federationsuite.fmuc.master.joins-per-minute", "10000")
            // So that all rooms remember as much as they may when a third has been said.
            .property("plugin.federationsuite.fmuc.master.backlog", REMEMBERED)
            .property("plugin.federationsuite.fmuc.mirror.history", REMEMBERED).java("-Xmx2g");
        return (isMirrored ? spec.plugin(FederationTest.SUITE) : spec).add();
    }

    private static String room(int number) {
        return "load" + number + "@conference.capulet.lit";
    }

    private static String slave(String room) {
        return room.replace("@", "\\40") + "@mirror.montague.lit";
    }

    /** The users of a server. Their names begin with a letter of its own, since they are their nicks, too. */
    private static List<Tsung.Person> people(String letter, Function<String, String> rooms) {
        return IntStream.range(0, ROOMS * IN_A_ROOM).mapToObj(number ->
            new Tsung.Person(letter + number, "secret" + number, rooms.apply(room(number % ROOMS)))).toList();
    }

    private Result talk(boolean isMirrored) throws Exception {
        Function<String, String> there = isMirrored ? LoadNightlyTest::slave : Function.identity();
        Client direct = observer(capulet);
        Client far = observer(montague);
        for (int room = 0; room < ROOMS; room++) {
            direct.create(room(room), "Direct");
            enters(far, there.apply(room(room)));
        }
        Link link = bed.link(capulet, montague);
        int messages = MINUTES * 60 / PAUSE;
        Tsung.Plan plan = new Tsung.Plan(messages, PAUSE, Tsung.secondsToLogIn(ROOMS * IN_A_ROOM) + SETTLE);
        try (Tsung here = Tsung.start(capulet, people("c", Function.identity()), plan, bed.directory().resolve("direct"));
             Tsung away = Tsung.start(montague, people("m", there), plan, bed.directory().resolve("far"))) {
            allAreIn(direct);
            allAreIn(far);
            link.reset();
            double cpu = cpu();
            int third = far.received().size() + 2 * ROOMS * IN_A_ROOM * messages / 3;
            Waiting.until("a third to be said", Waiting.PATIENCE.multipliedBy(MINUTES + 10L),
                () -> far.received().size() >= third, () -> far.received().size() + " of " + third);
            long alive = alive();
            here.await(MINUTES * 3 + 20);
            away.await(MINUTES * 3 + 20);
            assertEquals(Map.of(), here.errors());
            assertEquals(Map.of(), away.errors());
            heardOnce(direct, Function.identity(), messages);
            heardOnce(far, there, messages);
            Result result = new Result(2L * ROOMS * IN_A_ROOM * messages, link.bytesSent() + link.bytesReceived(), cpu() - cpu,
                alive, alive());
            assertEquals("nothing of ours in the logs", List.of(), Stream.of(capulet, montague)
                .flatMap(server -> server.log().text().lines()).filter(line -> line.contains("at org.igniterealtime")).toList());
            return result;
        }
    }

    private Client observer(Server server) {
        Client client = Client.login(server, "observer", "o").available();
        clients.add(client);
        return client;
    }

    private static void enters(Client client, String room) {
        Waiting.until(client.address() + " to be in " + room, Waiting.PATIENCE.multipliedBy(2), () -> {
            try {
                return client.join(room, "Far").type().isEmpty();
            } catch (AssertionError e) {
                // The servers have to find each other first.
                return false;
            }
        });
    }

    /** Waits until somebody sees all in all rooms. */
    private static void allAreIn(Client observer) {
        int all = ROOMS * (2 * IN_A_ROOM + 2);
        Waiting.until("all to be in", Waiting.PATIENCE.multipliedBy(20), () -> observer.received().stream()
            .filter(stanza -> stanza.name().equals("presence") && stanza.type().isEmpty() && stanza.from().contains("@"))
            .map(stanza -> stanza.from()).distinct().filter(from -> from.contains("load")).count() >= all,
            () -> observer.received().size() + " stanzas");
    }

    /** Each message of each room once, and nothing else. */
    private static void heardOnce(Client observer, Function<String, String> address, int messages) {
        Set<String> expected = new TreeSet<>();
        Stream.of("c", "m").flatMap(letter -> people(letter, address).stream()).forEach(person ->
            IntStream.rangeClosed(1, messages).forEach(number ->
                expected.add(person.room() + ' ' + person.name() + '-' + number)));
        Map<String, Long> heard = new TreeMap<>(observer.received().stream()
            .filter(stanza -> stanza.name().equals("message") && !stanza.body().isEmpty())
            .map(stanza -> stanza.from().substring(0, stanza.from().indexOf('/') < 0 ? stanza.from().length()
                : stanza.from().indexOf('/')) + ' ' + stanza.body())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        List<String> wrong = Stream.concat(expected.stream(), heard.keySet().stream()).distinct()
            .filter(one -> heard.getOrDefault(one, 0L) != 1 || !expected.contains(one))
            .map(one -> one + ": " + heard.getOrDefault(one, 0L)).limit(20).toList();
        assertEquals(observer.address(), List.of(), wrong);
    }

    /** What both servers have used. */
    private double cpu() throws IOException {
        double seconds = 0;
        for (Server server : List.of(capulet, montague)) {
            String[] fields = Files.readString(Path.of("/proc/" + server.pid() + "/stat")).replaceFirst("^.*\\) ", "").split(" ");
            seconds += (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
        }
        return seconds;
    }

    private long alive() {
        return new ServerHeap(capulet).liveBytes() + new ServerHeap(montague).liveBytes();
    }

    private void write(Result plain, Result mirrored) throws IOException {
        Files.write(Path.of(System.getProperty("nightly.results"), "load-" + kindName.replaceAll("[^0-9.]", "") + ".md"), List.of(
            ROOMS + " rooms with " + 2 * IN_A_ROOM + " clients each, half of them on the other server, for " + MINUTES
                + " minutes; each says something every " + PAUSE + " seconds: "
                + Math.round(2.0 * ROOMS * IN_A_ROOM / PAUSE) + " messages a second.", "",
            "| | plain | mirrored |", "|---|---:|---:|",
            row("messages", plain.messages(), mirrored.messages()),
            row("bytes between the servers", plain.linkBytes(), mirrored.linkBytes()),
            row("seconds of CPU of both servers", Math.round(plain.cpuSeconds()), Math.round(mirrored.cpuSeconds())),
            row("bytes alive when a third had been said", plain.aliveBefore(), mirrored.aliveBefore()),
            row("bytes alive in the end", plain.aliveAfter(), mirrored.aliveAfter())));
    }

    private static String row(String name, long plain, long mirrored) {
        return "| " + name + " | " + plain + " | " + mirrored + " |";
    }

    /** Ends clients and servers. */
    @After
    public void end() {
        clients.forEach(Client::drop);
        clients.clear();
        if (bed != null) {
            bed.close();
            bed = null;
        }
    }
}
