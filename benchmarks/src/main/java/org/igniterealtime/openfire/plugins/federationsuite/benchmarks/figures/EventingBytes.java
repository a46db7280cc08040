package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.provider.ProviderManager;

/** What an event takes on a client's connection by pubsub, and what it takes in the ordinary way, compressed and not. */
public final class EventingBytes implements Figure {

    @Override
    public String name() {
        return "eventing-bytes";
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public String goal() {
        return "none: it is what pubsub costs, and what compression saves of it";
    }

    @Override
    public String compares() {
        return "Bytes of the stanza that a client is given for an event, the mean of twenty: the notice by pubsub against the"
            + " ordinary presence, the ordinary message of a room, and the ordinary message of one to another. Bodies and"
            + " statuses of 100 bytes. \"Compressed\" is zlib, level 6, with a flush per stanza, computed over the same stanzas,"
            + " a dictionary for each way: what stream compression (XEP-0138) makes of them.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(30);
    }

    @Override
    public List<Row> measure(Bench bench) {
        Smack.getVersion();
        // Smack ends the connection over notices that it does not know.
        ProviderManager.removeIQProvider("pubsub", Pubsub.NAMESPACE);
        ProviderManager.removeIQProvider("pubsub", Pubsub.OWNER);
        ProviderManager.removeExtensionProvider("event", Pubsub.NAMESPACE + "#event");
        Addresses addresses = bench.addresses();
        try (Stage stage = bench.stage(2, spec -> spec);
             Client speaker = Client.login(stage.montague(), addresses.guest(1), addresses.resource()).available();
             Client listener = Client.login(stage.montague(), addresses.guest(2), addresses.resource()).available()) {
            Run run = new Run(bench, stage.montague(), speaker, listener);
            List<Row> rows = new ArrayList<>();
            bench.progress("presence");
            rows.addAll(run.presence());
            bench.progress("a room");
            rows.addAll(run.room());
            bench.progress("one to one");
            rows.addAll(run.talk());
            return rows;
        }
    }

    /** Two people, one of whom is told things. Used by one thread. */
    private final class Run {

        private final Bench bench;
        private final Server server;
        private final Client speaker;
        private final Client listener;

        Run(Bench bench, Server server, Client speaker, Client listener) {
            this.bench = bench;
            this.server = server;
            this.speaker = speaker;
            this.listener = listener;
        }

        private String body(int number) {
            return bench.addresses().body(number);
        }

        List<Row> presence() {
            Pubsub.done(listener, "set", speaker.bareAddress(), Pubsub.NAMESPACE, "<subscribe node='presence' jid='"
                + listener.bareAddress() + "'/>");
            Pubsub.done(speaker, "set", "", Pubsub.OWNER, "<subscriptions node='presence'><subscription jid='"
                + listener.bareAddress() + "' subscription='subscribed'/></subscriptions>");
            IntFunction<String> publish = number -> Pubsub.request("", "p" + number, "<publish node='presence'><item><presence"
                + " xmlns='jabber:client'><status>" + body(number) + "</status></presence></item></publish>");
            List<Stanza> notices = new ArrayList<>();
            List<Stanza> ordinary = new ArrayList<>();
            for (int i = 1; i <= times(); i++) {
                String text = body(i);
                speaker.send(publish.apply(i));
                notices.add(told(text, stanza -> stanza.name().equals("message")));
                ordinary.add(told(text, stanza -> stanza.name().equals("presence")));
            }
            return rows("presence", notices, ordinary);
        }

        List<Row> room() {
            String room = bench.addresses().room(1);
            Gathering.make(server, bench.addresses().guest(1), server.room(room));
            String service = server.room(room).replaceAll(".*@", "");
            speaker.join(server.room(room), "Speaker");
            Pubsub.done(listener, "set", service, Pubsub.NAMESPACE, Pubsub.enter(room, listener.address(), "Listener"));
            List<Stanza> notices = talk(server.room(room), 100);
            Pubsub.done(listener, "set", service, Pubsub.NAMESPACE, "<unsubscribe node='" + room + "' jid='" + listener.address()
                + "'/>");
            listener.join(server.room(room), "Listener");
            return rows("room", notices, talk(server.room(room), 200));
        }

        private List<Stanza> talk(String room, int from) {
            List<Stanza> heard = new ArrayList<>();
            for (int i = from; i < from + times(); i++) {
                speaker.send("<message type='groupchat' id='m" + i + "' to='" + room + "'><body>" + body(i)
                    + "</body></message>");
                heard.add(told(body(i), stanza -> stanza.name().equals("message")));
            }
            return heard;
        }

        List<Row> talk() {
            String service = "pubsub." + server.domain();
            Pubsub.done(speaker, "set", service, Pubsub.NAMESPACE, "<create node='me_and_you'/><configure>"
                + Pubsub.form("#node_config", Pubsub.field("pubsub#access_model", "whitelist")
                + Pubsub.field("pubsub#publisher", listener.bareAddress())) + "</configure>");
            Pubsub.done(speaker, "set", "", Pubsub.OWNER, "<subscriptions node='me_and_you'><subscription jid='"
                + listener.bareAddress() + "' subscription='subscribed'/></subscriptions>");
            List<Stanza> notices = new ArrayList<>();
            List<Stanza> ordinary = new ArrayList<>();
            for (int i = 300; i < 300 + times(); i++) {
                speaker.send(Pubsub.request(service, "t" + i, "<publish node='me_and_you'><item><message xmlns='jabber:client'>"
                    + "<body>" + body(i) + "</body></message></item></publish>"));
                notices.add(told(body(i), stanza -> stanza.name().equals("message")));
            }
            for (int i = 400; i < 400 + times(); i++) {
                speaker.send("<message type='chat' id='c" + i + "' to='" + listener.address() + "'><body>" + body(i)
                    + "</body></message>");
                ordinary.add(told(body(i), stanza -> stanza.name().equals("message")));
            }
            return rows("talk", notices, ordinary);
        }

        private int times() {
            return bench.scale().pick(20, 2);
        }

        /** What has come, awaited already or not: notices and presence may come in any order. */
        private Stanza told(String text, Predicate<Stanza> kind) {
            Predicate<Stanza> wanted = kind.and(stanza -> stanza.text().contains(text));
            Waiting.until(text, Gathering.PATIENCE, () -> listener.received().stream().anyMatch(wanted));
            return listener.received().stream().filter(wanted).findFirst().orElseThrow();
        }

        private List<Row> rows(String what, List<Stanza> notices, List<Stanza> ordinary) {
            String prefix = name() + '-' + what;
            bench.progress(prefix + ", by pubsub: " + notices.get(0));
            bench.progress(prefix + ", in the ordinary way: " + ordinary.get(0));
            return List.of(Row.less(prefix, mean(notices), mean(ordinary), "bytes"),
                Row.less(prefix + "-compressed", compressed(notices), compressed(ordinary), "bytes"));
        }
    }

    private static double mean(List<Stanza> stanzas) {
        return stanzas.stream().mapToInt(stanza -> stanza.text().getBytes(StandardCharsets.UTF_8).length).average().orElseThrow();
    }

    private static double compressed(List<Stanza> stanzas) {
        try (Deflated deflated = new Deflated()) {
            return (double) deflated.bytes(stanzas) / stanzas.size();
        }
    }
}
