package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Smack's own tests of an XMPP server, which know nothing of us: whatever passes without the suite passes with it. Some pass now
 * and then only, with or without it, so all are run several times in turn; those are listed beside the others.
 */
@RunWith(Parameterized.class)
public class SmackSuiteNightlyTest {

    private static final int RUNS = Integer.getInteger("smack.suite.runs", 3);
    /** To look closer at some: their classes. Most are meant to be tried. */
    private static final String ONLY = System.getProperty("smack.suite.tests", "");
    private static final String PASSED = "passed";
    /** Smack looks for a server at the port for clients, whatever else it is told, so this one is at an address of its own. */
    private static final InetSocketAddress CLIENTS = new InetSocketAddress("127.52.22.1", 5222);
    private static final long MOST_MINUTES = 15;

    /** What this runs on. */
    @Parameter
    public String kindName;

    private ServerKind kind;

    /** What the tests run on. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        return Stream.concat(Stream.of(ServerKind.oldest()), ServerKind.installed().stream())
            .map(one -> new Object[] {one.name()}).toList();
    }

    @Test
    public void whatOthersExpectOfTheServerIsTheSameWithoutTheSuiteAndWithIt() throws Exception {
        kind = Stream.concat(Stream.of(ServerKind.oldest()), ServerKind.installed().stream())
            .filter(one -> one.name().equals(kindName)).findFirst().orElseThrow();
        Map<String, List<String>> without = new TreeMap<>();
        Map<String, List<String>> with = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            add(without, outcomes(false));
            add(with, outcomes(true));
        }
        write(without, with);
        assertTrue("most are possible: " + without.size(), without.size() > (ONLY.isEmpty() ? 80 : 0));
        assertEquals("can be tried without the suite only", Set.of(), without.keySet().stream()
            .filter(name -> !with.containsKey(name)).collect(Collectors.toSet()));
        assertEquals("passes without the suite only", List.of(), without.keySet().stream()
            .filter(name -> isAlways(without.get(name), PASSED) && with.get(name).stream().noneMatch(PASSED::equals)).toList());
    }

    private static void add(Map<String, List<String>> all, Map<String, String> run) {
        run.forEach((name, outcome) -> all.computeIfAbsent(name, key -> new ArrayList<>()).add(outcome));
    }

    private static boolean isAlways(List<String> outcomes, String outcome) {
        return outcomes.size() == RUNS && outcomes.stream().allMatch(outcome::equals);
    }

    /** What comes of each test on a server that has just been made. */
    private Map<String, String> outcomes(boolean isWith) throws Exception {
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(kind))) {
            ServerSpec spec = bed.server("capulet.lit").admin("admin", "admin-secret").property("register.inband", "true");
            Server server = (isWith ? spec.plugin(FederationTest.SUITE) : spec).add();
            bed.start();
            Link clients = Link.lay(new Link.End("server", server.clientPort()), new Link.End("clients", bed.port()), bed.port(),
                CLIENTS, 1);
            try {
                return run(bed.directory());
            } finally {
                clients.cut();
            }
        }
    }

    private static Map<String, String> run(Path directory) throws IOException, InterruptedException {
        Path results = directory.resolve("smack-suite.txt");
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
            "-Dsinttest.service=capulet.lit", "-Dsinttest.host=" + CLIENTS.getHostString(), "-Dsinttest.securityMode=disabled",
            "-Dsinttest.enabledConnections=tcp", "-Dsinttest.dnsResolver=javax", "-Dsinttest.replyTimeout=5000",
            ONLY.isEmpty() ? "-Dsinttest.verbose=false" : "-Dsinttest.enabledTests=" + ONLY,
            "-cp", System.getProperty("smack.suite") + "/*",
            "org.igniterealtime.openfire.plugins.federationsuite.smacksuite.SmackSuite", results.toString())
            .redirectErrorStream(true).redirectOutput(directory.resolve("smack-suite.log").toFile()).start();
        try {
            assertTrue("it ends", process.waitFor(MOST_MINUTES, TimeUnit.MINUTES));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(Files.readString(directory.resolve("smack-suite.log")), 0, process.exitValue());
        Map<String, String> outcomes = new TreeMap<>();
        for (String line : Files.readAllLines(results)) {
            String[] fields = line.split("\t");
            // Where one name stands for several, all have to pass.
            outcomes.merge(fields[1], fields[0], (one, other) -> PASSED.equals(one) ? other : one);
        }
        return outcomes;
    }

    /** For people, and to be kept in docs. */
    private void write(Map<String, List<String>> without, Map<String, List<String>> with) throws IOException {
        List<String> lines = new ArrayList<>(List.of("| test | without the suite | with the suite |", "|---|---|---|"));
        TreeSet<String> names = new TreeSet<>(without.keySet());
        names.addAll(with.keySet());
        names.forEach(name -> lines.add("| " + name.replace("|", "\\|") + " | " + words(without.get(name)) + " | "
            + words(with.get(name)) + " |"));
        Files.write(Path.of(System.getProperty("nightly.results"), "smack-suite-" + kindName.replaceAll("[^0-9.]", "") + ".md"),
            lines);
    }

    private static String words(List<String> outcomes) {
        if (outcomes == null) {
            return "not there";
        }
        String first = outcomes.get(0);
        return isAlways(outcomes, first) ? first
            : "flaky: passed " + outcomes.stream().filter(PASSED::equals).count() + " of " + RUNS;
    }
}
