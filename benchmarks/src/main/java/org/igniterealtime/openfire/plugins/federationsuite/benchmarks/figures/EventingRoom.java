package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Goal;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/** From a message in a room to its occupants by pubsub, against as many ordinary occupants of another room. */
public final class EventingRoom implements Figure {

    private static final int OCCUPANTS = 200;
    private static final double WANTED = 0.9;
    private static final Duration SETTING_UP = Duration.ofSeconds(300);

    @Override
    public String name() {
        return "eventing-room";
    }

    @Override
    public String unit() {
        return "ms, occupants/s";
    }

    @Override
    public String goal() {
        return "at least 0.9 times native MUC";
    }

    @Override
    public String compares() {
        return "A user says something in a room of his server, with 200 local occupants who are in it by pubsub and get a notice"
            + " each, and in another one with the same clients as ordinary occupants. \"latency\" is from sending to the last"
            + " arrival, one at a time, the median; \"rate\" is how many occupants a second are told of a burst. Taking turns;"
            + " no TLS, bodies of 100 bytes.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(150L, 45L));
    }

    @Override
    public List<Row> measure(Bench bench) {
        int count = bench.scale().pick(OCCUPANTS, 3);
        Addresses addresses = bench.addresses();
        try (Stage stage = bench.stage(count + 1, spec -> spec.property("xmpp.muc.history.type", "none"));
             ClientPool pool = ClientPool.open()) {
            Server server = stage.montague();
            String ours = addresses.room(1);
            String plain = addresses.room(2);
            Gathering.make(server, addresses.guest(1), server.room(ours));
            Gathering.make(server, addresses.guest(1), server.room(plain));
            try (Client speaker = Client.login(server, addresses.guest(1), "bench").available()) {
                speaker.join(server.room(ours), "Speaker");
                speaker.join(server.room(plain), "Speaker");
                bench.progress("logging " + count + " clients in");
                List<RawClient> clients = pool.login(server, addresses.players(count + 1).guests().subList(1, count + 1),
                    addresses.resource());
                bench.progress("everybody enters both rooms");
                String service = server.room(ours).replaceAll(".*@", "");
                for (int i = 0; i < count; i++) {
                    RawClient client = clients.get(i);
                    String nick = addresses.guestNick(i + 2);
                    client.send(Pubsub.request(service, "e", Pubsub.enter(ours, client.address(), nick)));
                    client.send(Gathering.join(server.room(plain) + "/" + nick));
                    // One after the other: what a room tells of a crowd that comes at once is not measured here.
                    awaitSeen(speaker, server.room(ours) + "/" + nick);
                    awaitSeen(speaker, server.room(plain) + "/" + nick);
                }
                return measure(bench, pool, count, way(speaker, addresses, server.room(ours), count),
                    way(speaker, addresses, server.room(plain), count));
            }
        }
    }

    private static void awaitSeen(Client speaker, String occupant) {
        Waiting.until(occupant + " to be in", SETTING_UP, () -> speaker.received().stream()
            .anyMatch(stanza -> stanza.name().equals("presence") && stanza.from().equals(occupant)));
    }

    private static Turns.Way way(Client speaker, Addresses addresses, String room, int count) {
        return new Turns.Way(number -> speaker.send("<message type='groupchat' id='m" + number + "' to='" + room + "'><body>"
            + addresses.body(number) + "</body></message>"), count);
    }

    private List<Row> measure(Bench bench, ClientPool pool, int count, Turns.Way ours, Turns.Way plain) {
        bench.progress("measuring");
        Turns turns = new Turns(pool, ours, plain);
        turns.rate(bench.scale().pick(3, 1), bench.scale().pick(50, 2), count);
        Turns.Taken latency = turns.latency(bench.scale().pick(50, 2));
        Turns.Taken rate = turns.rate(bench.scale().pick(9, 1), bench.scale().pick(100, 2), count);
        String prefix = name() + '-' + count;
        return List.of(
            Row.less(prefix + "-latency", Quantile.of(latency.ours(), 0.5), Quantile.of(latency.baseline(), 0.5), "ms")
                .wanted(new Goal.Ratio(WANTED)),
            Row.more(prefix + "-rate", Quantile.of(rate.ours(), 0.5), Quantile.of(rate.baseline(), 0.5), "occupants/s")
                .wanted(new Goal.Ratio(WANTED)));
    }
}
