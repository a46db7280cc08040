package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
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
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Control;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/** What crosses the link in each dialect that a mirror speaks, against the same people in a room without a mirror. */
public final class DialectBytes implements Figure {

    private static final String PLAIN = "plain";
    private static final String NODE = "xep-0289";
    private static final double MESSAGES_FEWER = 8;
    private static final String SETTING = "plugin.federationsuite.fmuc.mirror.dialect";

    @Override
    public String name() {
        return "dialect-bytes";
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public String goal() {
        return "messages down 8 times fewer where the room's service knows mirrors";
    }

    @Override
    public String compares() {
        return "TCP payload between two servers, both directions together, per act: 1 direct occupant and 10 behind a mirror that"
            + " speaks one dialect or another with the same room; the baseline is plain MUC, the same people in a room without a"
            + " mirror. Bodies of 100 bytes, no TLS, on connections that are open already. XEP-0289 is spoken with a room that"
            + " Openfire's own FMUC serves, which 4.2 has not: each side shows at once what its own users say, and changes of"
            + " status of those behind the mirror are not passed on by such a room. In the dialect of plain rooms each user is in"
            + " the room, and is told all.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(60L, 40L));
    }

    @Override
    public List<Row> measure(Bench bench) throws FigureException {
        int occupants = bench.scale().pick(10, 2);
        try (Stage stage = bench.stage(occupants + 1, UnaryOperator.identity()); ClientPool pool = ClientPool.open()) {
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
            bench.progress("plain MUC");
            Map<Act, Wire.Step> plain = run.measure(3, false);
            List<Row> rows = new ArrayList<>();
            bench.progress("a mirror that speaks the ProtoXEP");
            rows.addAll(rows("protoxep", speaking(stage, run, 4, "protoxep"), plain, run.repeats()));
            forget(bench, stage);
            bench.progress("a mirror of an ordinary room");
            rows.addAll(rows(PLAIN, speaking(stage, run, 5, PLAIN), plain, run.repeats()));
            if (!bench.kind().name().equals(ServerKind.oldest().name())) {
                bench.progress("a mirror that speaks XEP-0289");
                rows.addAll(rows(NODE, speaking(stage, run, 6, NODE), plain, run.repeats()));
            }
            return rows;
        }
    }

    private static Map<Act, Wire.Step> speaking(Stage stage, Conversations run, int number, String dialect) {
        stage.montague().control().setProperty(SETTING, dialect);
        return dialect.equals(NODE) ? run.measure(number, true, EnumSet.complementOf(EnumSet.of(Act.PRESENCE_UP)),
            stage.capulet().control()::nativeFmuc) : run.measure(number, true);
    }

    /** The rooms' server knows no mirrors from now on. */
    private static void forget(Bench bench, Stage stage) {
        Control control = stage.capulet().control();
        control.setProperty("plugin.federationsuite.fmuc.enabled", "false");
        control.setProperty("xmpp.muc.room.fmuc.enabled", "true");
        try (Client client = Client.login(stage.capulet(), bench.addresses().host(), "looks").available()) {
            Waiting.until("the rooms to forget mirrors", Gathering.PATIENCE, () -> !client.ask("get",
                "conference." + stage.capulet().domain(), "<query xmlns='http://jabber.org/protocol/disco#info'/>").text()
                .contains("protocol/fmuc"));
        }
    }

    private List<Row> rows(String dialect, Map<Act, Wire.Step> ours, Map<Act, Wire.Step> plain, int repeats) {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Act, Wire.Step> one : ours.entrySet()) {
            Act act = one.getKey();
            double times = act == Act.JOINS || act == Act.JOIN_FURTHER ? 1 : repeats;
            Row row = Row.less(name() + "-" + dialect + "-" + act.title(), one.getValue().bytes() / times,
                plain.get(act).bytes() / times, unit());
            rows.add(act == Act.MESSAGE_DOWN && !dialect.equals(PLAIN) ? row.wanted(new Goal.Ratio(MESSAGES_FEWER)) : row);
        }
        return rows;
    }
}
