package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerStartException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.ClientException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/**
 * The demo: two servers, the same conversation through the mirror and without it, and what each cost; or a cluster, of which a
 * node dies.
 */
public final class DemoMain {

    /** The exit status if everybody received everything. */
    public static final int RECEIVED = 0;
    /** The exit status if something was missing or different. */
    public static final int DIFFERENT = 1;
    /** The exit status if the options were wrong. */
    public static final int USAGE = 2;
    /** The exit status if the demo could not start. */
    public static final int NOT_STARTED = 3;

    private static final String CUT_ROOM = "balcony-4";

    /** The system property for the jar that an administrator would upload. */
    static final String SUITE = "federationsuite.jar";

    /** Kept here, or the setting would be forgotten with it. */
    private static final Logger SMACK = Logger.getLogger("org.jivesoftware.smack");

    private final PrintWriter out;
    private final InputStream in;

    private DemoMain(PrintWriter out, InputStream in) {
        this.out = out;
        this.in = in;
    }

    /**
     * Runs the demo and ends the process with its status.
     *
     * @param arguments see {@link DemoOptions}
     */
    public static void main(String[] arguments) {
        // Servers that are stopped break their connections, which Smack would tell at length for each client.
        SMACK.setLevel(Level.OFF);
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, Charset.defaultCharset()), true);
        int status = run(out, System.in, arguments);
        out.flush();
        System.exit(status);
    }

    /**
     * Runs the demo. It sets the system property {@code openfire.home} if the options name an installed server.
     *
     * @param out where to write; flushed at each line
     * @param in read to its end with {@code --keep}, and not otherwise
     * @param arguments see {@link DemoOptions}
     * @return the exit status
     */
    public static int run(PrintWriter out, InputStream in, String... arguments) {
        try {
            DemoOptions options = DemoOptions.parse(arguments);
            if (options.help()) {
                out.print(usage());
                return RECEIVED;
            }
            return options.cluster() ? cluster(out, options) : new DemoMain(out, in).run(options);
        } catch (UsageException e) {
            out.println(e.getMessage() + ".");
            out.println();
            out.print(usage());
            return USAGE;
        }
    }

    private static int cluster(PrintWriter out, DemoOptions options) {
        try {
            return new ClusterDemo(out, options).run(suite());
        } catch (UncheckedIOException | IllegalStateException e) {
            out.println("The demo could not start: " + e.getMessage());
            return NOT_STARTED;
        }
    }

    private int run(DemoOptions options) throws UsageException {
        ServerKind kind = kind(options);
        try (Stage stage = new Stage(kind, options, suite()); Cast cast = new Cast()) {
            try {
                prepare(stage, cast, kind, options);
                return perform(stage, cast, options);
            } catch (ServerStartException | ClientException | AssertionError | IllegalStateException e) {
                if (!stage.ending()) {
                    out.println();
                    out.println("The demo could not start: " + e.getMessage());
                }
                return NOT_STARTED;
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            out.println("The demo could not start: " + e.getMessage());
            return NOT_STARTED;
        }
    }

    private static ServerKind kind(DemoOptions options) throws UsageException {
        if (options.openfire().isEmpty()) {
            return ServerKind.oldest();
        }
        System.setProperty(ServerKind.INSTALLED, options.openfire().get().toString());
        try {
            return ServerKind.installed().orElseThrow();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static Path suite() {
        Path suite = Path.of(System.getProperty(SUITE, ""));
        if (!Files.isRegularFile(suite)) {
            throw new IllegalStateException("there is no " + SUITE + " at '" + suite + "'; it is built by ./demo");
        }
        return suite;
    }

    private void prepare(Stage stage, Cast cast, ServerKind kind, DemoOptions options) {
        progress("Starting capulet.lit and montague.lit (" + kind.name() + ")");
        stage.start();
        progress("Logging in one user on capulet.lit and " + options.users() + " on montague.lit");
        cast.login(stage.capulet(), stage.montague(), options.users());
        progress("Waiting until each server has found the other one");
        stage.awaitChecks();
        progress("Warming up, so that all connections between the servers are there");
        for (boolean mirrored : new boolean[] {true, false}) {
            RoomRun warmUp = converse(stage, cast, "warm-up", mirrored, mirrored ? "warm-up-1" : "warm-up-2", options);
            if (warmUp.failure().isPresent()) {
                throw new IllegalStateException(warmUp.failure().get());
            }
        }
        if (options.tls() == stage.link().tapped()) {
            throw new IllegalStateException(options.tls() ? "these servers do not agree on TLS with each other"
                : "what the servers tell each other cannot be read");
        }
    }

    private int perform(Stage stage, Cast cast, DemoOptions options) {
        // Names of one length: a longer one would be paid for with every stanza.
        progress("The conversation through the mirror");
        RoomRun mirrored = converse(stage, cast, "mirrored", true, "balcony-1", options);
        progress("The same conversation by plain S2S");
        RoomRun plain = converse(stage, cast, "plain", false, "balcony-2", options);
        progress("And once more, joined as without a mirror, while transparent mode is on");
        stage.becomeTransparent();
        RoomRun transparent = converse(stage, cast, "transparent", false, "balcony-3", options);
        progress("A conversation through the mirror, in the middle of which the link is cut");
        Aftermath aftermath = breakOff(stage, cast);

        List<String> nicks = cast.all().stream().map(Occupant::nick).toList();
        Report report = new Report(out, nicks);
        String guest = cast.guests().get(0).nick();
        String host = cast.host().nick();
        report.transcript("What " + guest + " of montague.lit saw in " + mirrored.address(), guest,
            mirrored.transcripts().get(guest));
        report.transcript("What " + host + " of capulet.lit saw in " + stage.capulet().room("balcony-1"), host,
            mirrored.transcripts().get(host));
        report.heard("What " + guest + " heard in " + stage.mirrored(CUT_ROOM) + ", where the link was cut",
            aftermath.witnessed(guest).messages());
        report.heard("What " + host + " heard there", aftermath.witnessed(host).messages());
        table(plain, mirrored, options);
        out.println(FigureTable.transparent(plain, transparent));
        Script script = Script.forUsers(options.users());
        List<String> differences = new ArrayList<>(Comparison.differences(script, nicks, plain, mirrored));
        Comparison.differences(script, nicks, plain, transparent).stream().filter(line -> !differences.contains(line))
            .forEach(differences::add);
        differences.addAll(aftermath.differences());
        if (differences.isEmpty()) {
            out.println("All " + nicks.size() + " received all " + script.lines().size()
                + " messages, once and in order, and saw the same occupants, in all rooms.");
            out.println("What was said while the link was cut, everybody heard once, too.");
        } else {
            report.differences(differences);
        }
        if (options.keep()) {
            invite(stage, cast, options);
        }
        out.println(FigureTable.result(plain, mirrored));
        if (options.keep()) {
            awaitEnd();
        }
        return differences.isEmpty() ? RECEIVED : DIFFERENT;
    }

    private RoomRun converse(Stage stage, Cast cast, String title, boolean mirrored, String room, DemoOptions options) {
        String address = stage.capulet().room(room);
        return new Conversation(cast, Script.forUsers(options.users()), stage.link(), address,
            mirrored ? stage.mirrored(room) : address).run(title);
    }

    private Aftermath breakOff(Stage stage, Cast cast) {
        stage.becomeImpatient();
        Outage outage = new Outage(cast, stage.link(), stage.capulet().room(CUT_ROOM), stage.mirrored(CUT_ROOM), this::progress);
        Aftermath aftermath = outage.run();
        if (aftermath.failure().isEmpty()) {
            outage.end();
        }
        return aftermath;
    }

    private void table(RoomRun plain, RoomRun mirrored, DemoOptions options) {
        out.println();
        out.println("What crossed between the servers, " + (options.tls() ? "with TLS, whose bytes are counted, too"
            : "without TLS") + ". Both conversations ran on the");
        out.println("same servers and connections, which a warm-up had opened. Bytes were counted on the sockets.");
        out.println();
        FigureTable.lines(plain, mirrored, !options.tls()).forEach(out::println);
        out.println();
        for (RoomRun run : List.of(plain, mirrored)) {
            run.notes().forEach(note -> out.println("Note (" + run.title() + "): " + note));
        }
    }

    private void invite(Stage stage, Cast cast, DemoOptions options) {
        Invitation invitation = new Invitation(stage, options.users(), options.openfire().isPresent());
        invitation.open(cast.host());
        cast.close();
        invitation.print(out);
    }

    private void awaitEnd() {
        try {
            while (in.read() >= 0) {
                // Whatever is typed means nothing.
            }
        } catch (IOException e) {
            // Nobody can say any more when to end.
            return;
        }
    }

    private void progress(String what) {
        out.println(what + " ...");
    }

    private static String usage() {
        try (InputStream usage = DemoMain.class.getResourceAsStream("usage.txt")) {
            return new String(usage.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the usage", e);
        }
    }
}
