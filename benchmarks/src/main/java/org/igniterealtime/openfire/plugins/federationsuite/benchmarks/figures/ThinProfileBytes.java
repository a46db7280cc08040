package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/** What crosses a link that is said to be thin, against the same link if it is not, and against plain MUC. */
public final class ThinProfileBytes implements Figure {

    private static final String FMUC = "plugin.federationsuite.fmuc.";
    /** The room for which the link is said to be thin, on both sides. */
    private static final int THIN_ROOM = 3;
    private static final int PAST = 25;
    /** As long as a server may take to notice that a connection has ended. */
    private static final Duration NOTICED = Duration.ofSeconds(3);

    /** What people do. */
    private enum Act {
        /** The first guest enters a room in which something has been said. */
        FIRST_JOIN,
        /** The direct occupant changes his status. */
        STATUS_DOWN,
        /** Somebody behind the mirror changes his status. */
        STATUS_UP,
        /** The direct occupant types and says something. */
        TYPED_DOWN,
        /** Somebody behind the mirror types and says something. */
        TYPED_UP;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How people reach the room. */
    private enum Way {
        THIN, MIRRORED, PLAIN
    }

    @Override
    public String name() {
        return "thin-profile-bytes";
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public String goal() {
        return "none but to see it";
    }

    @Override
    public String compares() {
        return "TCP payload between two servers, both directions together, per act, over a link that both sides say is thin"
            + " (fmuc.mirror.thin, fmuc.master.thin): 1 direct occupant and 10 behind the mirror. The baseline is the same"
            + " mirror without that; in the rows called \"plain\" it is plain MUC. \"Down\" is what the direct occupant"
            + " does, \"up\" what one behind the mirror does; \"typed\" is a typing notice and a message of 100 bytes with"
            + " the note that its sender is there (XEP-0085); \"first join\" brings the past, of which there are " + PAST
            + " messages; \"opening\" is a message on a connection that is open against one for which the connection, with"
            + " dialback, has to be opened. No TLS, else on connections that are open already, nobody asked whether he is"
            + " there (link-timeout, ping-after).";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(60, 40));
    }

    @Override
    public List<Row> measure(Bench bench) throws FigureException {
        int guests = bench.scale().pick(10, 2);
        String room = bench.addresses().room(THIN_ROOM) + "@conference."
            + bench.addresses().players(guests).rooms();
        try (Stage stage = bench.stage(guests, spec -> spec.property(FMUC + "mirror.room." + room + ".thin", "true")
                .property(FMUC + "master.room." + room + ".thin", "true").property(FMUC + "mirror.link-timeout", "3600")
                .property(FMUC + "master.ping-after", "0"));
             ClientPool pool = ClientPool.open()) {
            RawClient host = pool.login(stage.capulet(), List.of(bench.addresses().host()), bench.addresses().resource()).get(0);
            Gathering.People people = new Gathering.People(host,
                pool.login(stage.montague(), bench.addresses().players(guests).guests(), bench.addresses().resource()), true);
            bench.progress("warming up, so that all connections are there");
            warmUp(gather(bench, stage, pool, people, Way.MIRRORED, 1));
            warmUp(gather(bench, stage, pool, people, Way.PLAIN, 2));
            if (!stage.link().tapped()) {
                throw new FigureException("What the servers tell each other cannot be read");
            }
            Map<Way, Map<Act, Double>> bytes = new EnumMap<>(Way.class);
            int rooms = 0;
            for (Way way : Way.values()) {
                bench.progress("the conversation, " + way.name().toLowerCase(Locale.ROOT));
                bytes.put(way, converse(bench, stage,
                    gather(bench, stage, pool, people, way, THIN_ROOM + rooms), way, guests));
                rooms++;
            }
            List<Row> rows = rows(bytes);
            bench.progress("a message for which the connection has to be opened");
            rows.add(opening(bench, stage, host, people.guests().get(0)));
            return rows;
        }
    }

    /** What a message costs on a connection that is open, and what if it has to be opened first. */
    private Row opening(Bench bench, Stage stage, RawClient from, RawClient to) {
        try (Wire wire = new Wire(stage.link())) {
            // Between the users' own domains nothing has crossed yet.
            send(bench, from, to);
            wire.step();
            send(bench, from, to);
            long open = wire.step().bytes();
            stage.link().cut();
            Gathering.sleepUntil(System.nanoTime() + NOTICED.toNanos());
            stage.link().heal();
            wire.step();
            send(bench, from, to);
            return Row.less(name() + "-opening", (double) open, (double) wire.step().bytes(), unit())
                .noted("one message from user to user, and the same after all connections between the servers have ended");
        }
    }

    private static void send(Bench bench, RawClient from, RawClient to) {
        int before = to.messages();
        from.send("<message type='chat' id='o1' to='" + to.address() + "'><body>" + bench.addresses().body(1)
            + "</body></message>");
        Waiting.until("the message to arrive", Gathering.PATIENCE, () -> to.messages() > before);
    }

    private List<Row> rows(Map<Way, Map<Act, Double>> bytes) {
        List<Row> rows = new ArrayList<>();
        for (Act act : Act.values()) {
            double ours = bytes.get(Way.THIN).get(act);
            rows.add(Row.less(name() + "-" + act.title(), ours, bytes.get(Way.MIRRORED).get(act), unit()));
            rows.add(Row.less(name() + "-" + act.title() + "-plain", ours, bytes.get(Way.PLAIN).get(act), unit()));
        }
        return rows;
    }

    private static Gathering gather(Bench bench, Stage stage, ClientPool pool, Gathering.People people, Way way, int number) {
        String name = bench.addresses().room(number);
        String room = stage.capulet().room(name);
        Gathering.make(stage.capulet(), bench.addresses().host(), room);
        pool.deliveries().reset();
        return new Gathering(bench.addresses(), pool, people, room, way == Way.PLAIN ? room : stage.mirrored(name));
    }

    private static void warmUp(Gathering gathering) {
        gathering.enterHost();
        gathering.enter(1);
        gathering.awaitHeard(gathering.say(0), Gathering.PATIENCE);
        gathering.awaitHeard(gathering.say(1), Gathering.PATIENCE);
        gathering.leave(1);
        gathering.disperse();
    }

    private static Map<Act, Double> converse(Bench bench, Stage stage, Gathering gathering, Way way, int guests) {
        int repeats = bench.scale().pick(20, 2);
        Map<Act, Double> bytes = new EnumMap<>(Act.class);
        gathering.enterHost();
        for (int i = 0; i < PAST; i++) {
            gathering.awaitHeard(gathering.say(0), Gathering.PATIENCE);
        }
        try (Wire wire = new Wire(stage.link())) {
            gathering.enter(1);
            bytes.put(Act.FIRST_JOIN, (double) wire.step().bytes());
            for (int guest = 2; guest <= guests; guest++) {
                gathering.enter(guest);
            }
            // Once before it counts: whoever has a status for the first time may be told of in another way.
            change(gathering, way, 0, 2);
            wire.step();
            change(gathering, way, 0, repeats);
            bytes.put(Act.STATUS_DOWN, each(wire, repeats));
            change(gathering, way, 1, repeats);
            bytes.put(Act.STATUS_UP, each(wire, repeats));
            type(gathering, 0, repeats);
            bytes.put(Act.TYPED_DOWN, each(wire, repeats));
            type(gathering, 1, repeats);
            bytes.put(Act.TYPED_UP, each(wire, repeats));
        }
        gathering.disperse();
        Gathering.quiet(stage.link());
        return bytes;
    }

    private static double each(Wire wire, int repeats) {
        Wire.Step step = wire.step();
        return (double) step.bytes() / repeats;
    }

    private static void change(Gathering gathering, Way way, int who, int times) {
        for (int i = 0; i < times; i++) {
            String show = i % 2 == 0 ? "away" : "chat";
            if (way == Way.THIN) {
                gathering.showNearby(who, show);
            } else {
                gathering.show(who, show);
            }
        }
    }

    private static void type(Gathering gathering, int who, int times) {
        for (int i = 0; i < times; i++) {
            gathering.awaitHeard(gathering.type(who), Gathering.PATIENCE);
        }
    }
}
