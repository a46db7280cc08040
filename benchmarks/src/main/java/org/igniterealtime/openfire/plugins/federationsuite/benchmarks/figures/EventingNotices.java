package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Goal;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/** From publishing presence to all subscribers' having the notice, against a node of native PEP. */
public final class EventingNotices implements Figure {

    private static final double WANTED = 0.9;
    private static final Duration SETTING_UP = Duration.ofSeconds(300);
    private static final int TOGETHER = 100;
    /** Subscribers told before it counts: until then it is measured how quickly Java compiles, and few at a time are cold. */
    private static final int WARM = 30_000;
    private static final int BURST = 2000;
    private static final int SHORTEST_BURST = 20;

    private final int subscribers;

    /**
     * Makes the figure.
     *
     * @param subscribers how many are told
     */
    public EventingNotices(int subscribers) {
        this.subscribers = subscribers;
    }

    @Override
    public String name() {
        return "eventing-notices-" + subscribers;
    }

    @Override
    public String unit() {
        return "ms, subscribers/s";
    }

    @Override
    public String goal() {
        return "at least 0.9 times native PEP";
    }

    @Override
    public String compares() {
        return "A user publishes, and " + subscribers + " connected users of the same server who have subscribed by pubsub are"
            + " told: on the node \"presence\", where each of them gets the ordinary presence and the notice, and on a node of"
            + " the server's own PEP, where each gets one notice. \"latency\" is from sending to the last arrival, one at a time,"
            + " the median; \"rate\" is how many subscribers a second are told whole of a burst. The same clients for both,"
            + " taking turns, after " + WARM + " have been told in each way; no TLS, bodies of 100 bytes.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(90L + subscribers / 4, 45L));
    }

    @Override
    public List<Row> measure(Bench bench) {
        int count = bench.scale().pick(subscribers, 3);
        Addresses addresses = bench.addresses();
        try (Stage stage = bench.stage(count + 2, spec -> spec.property(Pubsub.PREFIX + "presence.max-waiting-each", "100000"));
             ClientPool pool = ClientPool.open();
             Client present = Client.login(stage.montague(), addresses.guest(1), "bench").available();
             Client tuneful = Client.login(stage.montague(), addresses.guest(2), "bench").available()) {
            bench.progress("logging " + count + " clients in");
            List<String> users = addresses.players(count + 2).guests().subList(2, count + 2);
            List<RawClient> clients = pool.login(stage.montague(), users, addresses.resource());
            bench.progress("everybody subscribes to both nodes");
            subscribe(present, clients);
            subscribeNatively(tuneful, clients);
            Turns turns = new Turns(pool, new Turns.Way(number -> present.send(Pubsub.request("", "p" + number,
                "<publish node='presence'><item><presence xmlns='jabber:client'><body xmlns='urn:bench'>" + addresses.body(number)
                    + "</body></presence></item></publish>")), 2 * count),
                new Turns.Way(number -> tuneful.send(Pubsub.request("", "t" + number, "<publish node='bench'><item id='i'><tune"
                    + " xmlns='urn:bench'><body>" + addresses.body(number) + "</body></tune></item></publish>")), count));
            bench.progress("measuring");
            int burst = bench.scale().pick(Math.max(SHORTEST_BURST, BURST / count), 2);
            turns.rate(bench.scale().pick(Math.max(3, WARM / burst / count), 1), burst, count);
            Turns.Taken latency = turns.latency(bench.scale().pick(50, 2));
            Turns.Taken rate = turns.rate(bench.scale().pick(9, 1), burst, count);
            return List.of(
                Row.less(name() + "-latency", Quantile.of(latency.ours(), 0.5), Quantile.of(latency.baseline(), 0.5), "ms")
                    .wanted(new Goal.Ratio(WANTED)),
                Row.more(name() + "-rate", Quantile.of(rate.ours(), 0.5), Quantile.of(rate.baseline(), 0.5), "subscribers/s")
                    .wanted(new Goal.Ratio(WANTED)));
        }
    }

    private static void subscribe(Client owner, List<RawClient> clients) {
        for (RawClient client : clients) {
            client.send(Pubsub.request(owner.bareAddress(), "s", "<subscribe node='presence' jid='" + bare(client) + "'/>"));
        }
        await(owner, "presence", "pending", clients.size());
        for (int i = 0; i < clients.size(); i += TOGETHER) {
            StringBuilder lines = new StringBuilder();
            for (RawClient client : clients.subList(i, Math.min(clients.size(), i + TOGETHER))) {
                lines.append("<subscription jid='").append(bare(client)).append("' subscription='subscribed'/>");
            }
            Pubsub.done(owner, "set", "", Pubsub.OWNER, "<subscriptions node='presence'>" + lines + "</subscriptions>");
        }
        await(owner, "presence", "subscribed", clients.size());
    }

    private static void subscribeNatively(Client owner, List<RawClient> clients) {
        Pubsub.done(owner, "set", "", Pubsub.NAMESPACE, "<create node='bench'/><configure>"
            + Pubsub.form("#node_config", Pubsub.field("pubsub#access_model", "open")) + "</configure>");
        for (RawClient client : clients) {
            client.send(Pubsub.request(owner.bareAddress(), "n", "<subscribe node='bench' jid='" + bare(client) + "'/>"));
        }
        await(owner, "bench", "subscribed", clients.size());
    }

    private static String bare(RawClient client) {
        return client.address().replaceAll("/.*", "");
    }

    /** Waits until the owner's list has so many; he may be among them himself. */
    private static void await(Client owner, String node, String state, int count) {
        List<String> last = new ArrayList<>();
        Waiting.until(count + " to be " + state + " at " + node, SETTING_UP, () -> {
            String list = Pubsub.done(owner, "get", "", Pubsub.OWNER, "<subscriptions node='" + node + "'/>").text();
            last.add(list);
            return Pubsub.count(list, "subscription=\"" + state + "\"") >= count;
        }, () -> last.get(last.size() - 1));
    }
}
