package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerStartException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.ClientException;

/**
 * The demo of a cluster: users of two nodes in one room, one copy for all of them, and what they see when the node dies that
 * keeps the room. Used by one thread, once.
 */
final class ClusterDemo {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final PrintWriter out;
    private final DemoOptions options;

    ClusterDemo(PrintWriter out, DemoOptions options) {
        this.out = out;
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @param suite the suite's jar
     * @return the exit status
     */
    int run(Path suite) {
        try (ClusterStage stage = new ClusterStage(suite, options.users()); Cast cast = new Cast()) {
            try {
                prepare(stage, cast);
                return perform(stage, cast);
            } catch (ServerStartException | ClientException | AssertionError | IllegalStateException e) {
                if (!stage.ending()) {
                    out.println();
                    out.println("The demo could not start: " + e.getMessage());
                }
                return DemoMain.NOT_STARTED;
            }
        }
    }

    private void prepare(ClusterStage stage, Cast cast) {
        progress("Starting capulet.lit, a database, and two nodes of montague.lit that share it");
        stage.start();
        progress("Logging in one user on capulet.lit and " + options.users() + " on the nodes of montague.lit in turn");
        cast.login(stage.capulet(), stage.nodes(), options.users());
        progress("Waiting until the servers have found each other");
        acquaint(stage, cast);
        progress("Warming up, so that all connections between the servers are there");
        RoomRun warmUp = converse(stage, cast, "warm-up");
        if (warmUp.failure().isPresent()) {
            throw new IllegalStateException(warmUp.failure().get());
        }
    }

    /** Servers that have just started may not find each other at the first attempt. */
    private void acquaint(ClusterStage stage, Cast cast) {
        Occupant host = cast.host();
        host.client().create(stage.capulet().room("hall"), host.nick());
        String address = stage.mirrored("hall");
        for (Occupant guest : cast.guests()) {
            Waiting.until(guest.nick() + " to be let in", PATIENCE,
                () -> guest.client().join(address, guest.nick()).type().isEmpty());
        }
        cast.guests().forEach(guest -> guest.client().part(address, guest.nick()));
        host.client().part(stage.capulet().room("hall"), host.nick());
    }

    private int perform(ClusterStage stage, Cast cast) {
        progress("A conversation of the users of both nodes through the mirror");
        RoomRun together = converse(stage, cast, "balcony-1");
        progress("Another one, in which a node of montague.lit dies");
        Survival survival = new NodeLoss(cast, stage, "balcony-2", this::progress).run();

        Script script = Script.forUsers(options.users());
        Report report = new Report(out, cast.all().stream().map(Occupant::nick).toList());
        for (String nick : survival.speakers()) {
            report.heard("What " + nick + " heard in the room whose node died", survival.visits().get(nick).heard());
        }
        long crossed = together.crossing(Phase.MESSAGES).there().stanzas();
        long parted = survival.parted();
        int others = survival.visits().size() - 1;
        out.println();
        out.println(script.lines().size() + " messages for the " + options.users() + " users of both nodes: " + crossed
            + " stanzas crossed from capulet to montague meanwhile.");
        out.println(parted == 0
            ? "When the node died, nobody of the " + others + " users of the other one was put out of the room."
            : "When the node died, " + parted + " of the " + others + " users of the other one were put out of the room, and"
                + " entered again.");
        out.println("After " + seconds(survival.gap()) + " s all had heard what was said while it died.");
        together.notes().forEach(note -> out.println("Note: " + note));
        List<String> differences = new ArrayList<>();
        together.failure().ifPresent(why -> differences.add("The conversation of both nodes broke off: " + why));
        if (crossed > script.lines().size() + together.notes().size()) {
            differences.add("More crossed than one copy of each message: " + crossed + " stanzas");
        }
        differences.addAll(survival.differences());
        if (!differences.isEmpty()) {
            report.differences(differences);
        }
        out.println("result: nodes=" + ClusterStage.NODES + " messages=" + script.lines().size() + " crossed=" + crossed
            + " parted=" + parted + " lost=" + survival.lost() + " doubled=" + survival.doubled() + " gap_ms="
            + survival.gap().toMillis());
        return differences.isEmpty() ? DemoMain.RECEIVED : DemoMain.DIFFERENT;
    }

    private RoomRun converse(ClusterStage stage, Cast cast, String room) {
        return new Conversation(cast, Script.forUsers(options.users()), stage.link(), stage.capulet().room(room),
            stage.mirrored(room)).run(room);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    private void progress(String what) {
        out.println(what + " ...");
    }
}
