package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Goal;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.Conversations.Act;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/**
 * What crosses the link between two servers for a room with one direct occupant and some behind the mirror, against the same
 * people in a room without it.
 */
public final class S2sBytes implements Figure {

    private static final int HEADLINE = 50;
    private static final double MESSAGES_FEWER = 45;
    private static final double COMPRESSED_FEWER = 10;
    private static final double JOIN_FEWER = 50;
    private static final double ALONE_AT_MOST = 1.15;

    private final int occupants;

    /**
     * Makes the figure.
     *
     * @param occupants how many are behind the mirror
     */
    public S2sBytes(int occupants) {
        this.occupants = occupants;
    }

    @Override
    public String name() {
        return "s2s-bytes-" + occupants;
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public String goal() {
        return switch (occupants) {
            case 1 -> "mirrored at most 1.15 times plain";
            case HEADLINE -> "messages down 45 times fewer, compressed 10 times; a further join 50 times fewer;"
                + " mirrored compressed the smallest of four";
            default -> "mirrored compressed the smallest of four";
        };
    }

    @Override
    public String compares() {
        return "TCP payload between two servers, both directions together, per act: 1 direct occupant and " + occupants
            + " behind the mirror; the baseline is plain MUC, the same people in a room without it. Bodies of 100 bytes, no TLS,"
            + " on connections that are open already, normal mode. \"Down\" is what the direct occupant does, \"up\" what one"
            + " behind the mirror does. \"Compressed\" is zlib, level 6, with a flush per stanza, computed over the captured"
            + " stanzas, a dictionary for each direction: Openfire 4.2 to 5.1 never asks another server for XEP-0138.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(40L, 25L) + occupants / 2);
    }

    @Override
    public List<Row> measure(Bench bench) throws FigureException {
        try (Stage stage = bench.stage(occupants + 1, UnaryOperator.identity()); ClientPool pool = ClientPool.open()) {
            bench.progress("logging " + (occupants + 2) + " clients in");
            Gathering.People people = new Gathering.People(
                pool.login(stage.capulet(), List.of(bench.addresses().host()), bench.addresses().resource()).get(0),
                pool.login(stage.montague(), bench.addresses().players(occupants + 1).guests(), bench.addresses().resource()),
                true);
            Conversations run = new Conversations(bench, stage, pool, people, occupants);
            bench.progress("warming up, so that all connections are there");
            run.warmUp(1, true);
            run.warmUp(2, false);
            if (!stage.link().tapped()) {
                throw new FigureException("What the servers tell each other cannot be read");
            }
            bench.progress("the conversation through the mirror");
            Map<Act, Wire.Step> mirrored = run.measure(3, true);
            bench.progress("the same by plain MUC");
            Map<Act, Wire.Step> plain = run.measure(4, false);
            show(bench, mirrored, plain);
            return rows(mirrored, plain, run.repeats());
        }
    }

    /** What the bytes are made of, side by side: where a goal is missed, this is where to look. */
    private static void show(Bench bench, Map<Act, Wire.Step> mirrored, Map<Act, Wire.Step> plain) {
        for (Act act : Act.values()) {
            mirrored.get(act).samples().forEach(stanza -> bench.progress(act.title() + ", mirrored: " + stanza));
            plain.get(act).samples().forEach(stanza -> bench.progress(act.title() + ", plain: " + stanza));
        }
    }

    private List<Row> rows(Map<Act, Wire.Step> mirrored, Map<Act, Wire.Step> plain, int repeats) {
        List<Row> rows = new ArrayList<>();
        for (Act act : Act.values()) {
            double times = act == Act.JOINS || act == Act.JOIN_FURTHER ? 1 : repeats;
            Wire.Step ours = mirrored.get(act);
            Wire.Step baseline = plain.get(act);
            Row raw = Row.less(name() + "-" + act.title(), ours.bytes() / times, baseline.bytes() / times, "bytes");
            Row compressed = Row.less(raw.name() + "-compressed", ours.compressed() / times, baseline.compressed() / times,
                "bytes");
            if (act == Act.JOIN_FURTHER) {
                raw = raw.noted("ours " + sides(ours) + "; baseline " + sides(baseline));
            }
            rows.add(goals(act, raw));
            rows.add(compressedGoals(act, compressed, raw));
        }
        return rows;
    }

    private static String sides(Wire.Step step) {
        return step.raw().there().bytes() + " towards the mirror, " + step.raw().back().bytes() + " back";
    }

    private Row goals(Act act, Row row) {
        if (occupants == 1) {
            return row.wanted(new Goal.AtMostTimes(ALONE_AT_MOST));
        }
        if (occupants == HEADLINE && act == Act.MESSAGE_DOWN) {
            return row.wanted(new Goal.Ratio(MESSAGES_FEWER));
        }
        return occupants == HEADLINE && act == Act.JOIN_FURTHER ? row.wanted(new Goal.Ratio(JOIN_FEWER)) : row;
    }

    private Row compressedGoals(Act act, Row row, Row raw) {
        if (occupants == 1) {
            return row;
        }
        Row smallest = row.wanted(new Goal.SmallerThan("the other three", row.baseline().getAsDouble(),
            raw.ours().getAsDouble(), raw.baseline().getAsDouble()));
        return occupants == HEADLINE && act == Act.MESSAGE_DOWN ? smallest.wanted(new Goal.Ratio(COMPRESSED_FEWER)) : smallest;
    }
}
