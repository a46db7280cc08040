package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/**
 * Fifty people behind a thin link enter a room and talk: through the mirror in both its modes, and by plain MUC.
 */
public final class ThinLink implements Figure {

    private static final double NANOS = 1e9;
    private static final String MESSAGE_MODE = "plugin.federationsuite.fmuc.mirror.message-mode";

    private final Profile profile;

    private ThinLink(Profile profile) {
        this.profile = profile;
    }

    /**
     * A thin link.
     *
     * @param title for names
     * @param text for people
     * @param bitsPerSecond its speed
     * @param delay how long a byte travels
     * @param outageEvery from the beginning of an outage to that of the next, zero for none
     * @param outage how long nothing passes
     */
    private record Profile(String title, String text, long bitsPerSecond, Duration delay, Duration outageEvery,
                           Duration outage) {
    }

    /** How people reach the room. */
    private enum Way {
        NORMAL, FIRE_AND_FORGET, PLAIN;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How much is done. */
    private record Plan(int occupants, int messages, Duration every, Duration joinWithin, Duration hearWithin) {

        static Plan of(Scale scale) {
            return scale.pick(
                new Plan(50, 30, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2)),
                new Plan(2, 2, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30)));
        }
    }

    /**
     * The thin links there are.
     *
     * @return a figure for each
     */
    public static List<Figure> all() {
        return List.of(
            new ThinLink(new Profile("9600", "9600 bit/s with 600 ms one way", 9600, Duration.ofMillis(600), Duration.ZERO,
                Duration.ZERO)),
            new ThinLink(new Profile("64k", "64 kbit/s with an outage of 5 s in each minute, which connections survive", 64_000,
                Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(5))));
    }

    @Override
    public String name() {
        return "thin-link-" + profile.title();
    }

    @Override
    public String unit() {
        return "s, bytes";
    }

    @Override
    public String goal() {
        return "none but to see it; plain MUC may not finish";
    }

    @Override
    public String compares() {
        return "A link of " + profile.text() + ", TCP payload shaped by the relay. 50 people enter a room over it, all at once"
            + " and within 5 minutes or not at all; then every 10 seconds for 5 minutes, one message of 100 bytes, from the"
            + " direct occupant and from one behind the link by turns. Seconds from sending to the last of all 51; a message"
            + " that has not reached all 2 minutes after the last one was sent counts as never. Through the mirror in normal"
            + " mode and in fire-and-forget mode; the baseline is plain MUC. Bytes of both directions. No TLS, on connections"
            + " that were opened before the link became thin.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return scale.pick(Duration.ofMinutes(profile.title().equals("9600") ? 26 : 20), Duration.ofSeconds(90));
    }

    @Override
    public List<Row> measure(Bench bench) {
        Outcome normal = run(bench, Way.NORMAL);
        Outcome forget = run(bench, Way.FIRE_AND_FORGET);
        Outcome plain = run(bench, Way.PLAIN);
        List<Row> rows = new ArrayList<>();
        for (Outcome ours : List.of(normal, forget)) {
            String start = name() + "-" + ours.way().title();
            rows.add(row(start + "-join", ours.joined(), plain.joined(), "s").noted("all in: " + ours.joinText() + "; plain "
                + plain.joinText()));
            rows.add(row(start + "-median", ours.quantile(0.5), plain.quantile(0.5), "s")
                .noted(ours.heardText() + "; plain " + plain.heardText()));
            rows.add(row(start + "-worst", ours.quantile(1), plain.quantile(1), "s"));
            rows.add(row(start + "-bytes", OptionalDouble.of(ours.bytes()), OptionalDouble.of(plain.bytes()), "bytes")
                .noted("what had crossed when the time was over, joins included"));
        }
        return rows;
    }

    private static Row row(String name, OptionalDouble ours, OptionalDouble baseline, String unit) {
        return new Row(name, ours, baseline, unit, Row.Better.LESS, List.of(), "");
    }

    /** Servers of its own for each way: what one leaves on a thin link would be in the way of the next. */
    private Outcome run(Bench bench, Way way) {
        Plan plan = Plan.of(bench.scale());
        bench.progress(way.title());
        try (Stage stage = bench.stage(plan.occupants(), spec -> spec.property(MESSAGE_MODE,
                way == Way.FIRE_AND_FORGET ? "fire-and-forget" : "normal"));
             ClientPool pool = ClientPool.open();
             Weather weather = new Weather(stage.link(), profile.outageEvery(), profile.outage())) {
            RawClient host = pool.login(stage.capulet(), List.of(bench.addresses().host()), bench.addresses().resource()).get(0);
            List<RawClient> guests = pool.login(stage.montague(), bench.addresses().players(plan.occupants()).guests(),
                bench.addresses().resource());
            Gathering.People people = new Gathering.People(host, guests, true);
            warmUp(bench, gather(bench, stage, pool, people, 1, way));
            Gathering.quiet(stage.link());
            Gathering gathering = gather(bench, stage, pool, people, 2, way);
            gathering.enterHost();
            Gathering.quiet(stage.link());
            stage.link().reset();
            stage.link().shape(profile.bitsPerSecond(), profile.delay());
            weather.begin();
            return converse(bench, stage, gathering, plan, way);
        }
    }

    private static Gathering gather(Bench bench, Stage stage, ClientPool pool, Gathering.People people, int number, Way way) {
        String name = bench.addresses().room(number);
        String room = stage.capulet().room(name);
        Gathering.make(stage.capulet(), bench.addresses().host(), room);
        pool.deliveries().reset();
        return new Gathering(bench.addresses(), pool, people, room, way == Way.PLAIN ? room : stage.mirrored(name));
    }

    private static void warmUp(Bench bench, Gathering gathering) {
        bench.progress("warming up, so that all connections are there");
        gathering.enterHost();
        gathering.enter(1);
        gathering.awaitHeard(gathering.say(0), Gathering.PATIENCE);
        gathering.awaitHeard(gathering.say(1), Gathering.PATIENCE);
        gathering.leave(1);
        gathering.disperse();
    }

    private static Outcome converse(Bench bench, Stage stage, Gathering gathering, Plan plan, Way way) {
        bench.progress("everybody enters over the thin link");
        long begin = System.nanoTime();
        int in = gathering.enterAll(plan.joinWithin());
        long joined = System.nanoTime() - begin;
        bench.progress(in + " of " + plan.occupants() + " are in after " + joined / (long) NANOS + " s; people talk");
        List<Integer> numbers = new ArrayList<>();
        List<Long> sent = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < plan.messages(); i++) {
            Gathering.sleepUntil(start + i * plan.every().toNanos());
            sent.add(System.nanoTime());
            numbers.add(gathering.say(i % 2));
        }
        gathering.awaitAllHeard(numbers, start + plan.messages() * plan.every().toNanos() + plan.hearWithin().toNanos());
        List<Double> times = new ArrayList<>();
        int heard = 0;
        for (int i = 0; i < numbers.size(); i++) {
            boolean all = gathering.heard(numbers.get(i));
            heard += all ? 1 : 0;
            times.add(all ? (gathering.lastHeard(numbers.get(i)).getAsLong() - sent.get(i)) / NANOS : Double.POSITIVE_INFINITY);
        }
        return new Outcome(way, plan, in, joined / NANOS, times, heard,
            stage.link().bytesSent() + stage.link().bytesReceived());
    }

    /**
     * How one way went. Immutable.
     *
     * @param way through the mirror or not
     * @param plan what was to be done
     * @param in how many were in when the time for it was over
     * @param seconds how long that took
     * @param times seconds for each message, infinite if it did not reach everybody
     * @param heard how many messages reached everybody
     * @param bytes what crossed
     */
    private record Outcome(Way way, Plan plan, int in, double seconds, List<Double> times, int heard, double bytes) {

        OptionalDouble joined() {
            return in == plan.occupants() ? OptionalDouble.of(seconds) : OptionalDouble.empty();
        }

        OptionalDouble quantile(double share) {
            double value = Quantile.of(times, share);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }

        String joinText() {
            return in + " of " + plan.occupants() + " in " + Math.round(seconds) + " s"
                + (in == plan.occupants() ? "" : ", cut off");
        }

        String heardText() {
            return heard + " of " + plan.messages() + " messages reached all";
        }
    }
}
