package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import java.util.List;

/**
 * Where this node is and where the others are, from the properties of the Java machine that the testbed sets.
 *
 * @param listen where it listens: host, colon, port
 * @param known where the others look for it
 * @param members where all may be looked for, this one included
 */
record Addresses(String listen, String known, List<String> members) {

    private static final String PREFIX = "testbed.cluster.";
    private static final String SILENCE = "hazelcast.max.no.heartbeat.seconds";
    /** Longer than a loaded machine leaves a process without its turn. */
    private static final String SILENCE_SECONDS = "40";

    static Addresses configured() {
        return new Addresses(property("listen"), property("known"), List.of(property("members").split(",")));
    }

    private static String property(String name) {
        String value = System.getProperty(PREFIX + name, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("The testbed has not said -D" + PREFIX + name);
        }
        return value;
    }

    /** Explicit addresses and nothing else: no multicast, no other interface, nobody phoned. */
    Config config(ClassLoader classes) {
        Config config = new Config().setClusterName("testbed").setClassLoader(classes);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.socket.server.bind.any", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        // A test that is about it does not wait a minute to learn that somebody is silent, nor five until a split heals.
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty(SILENCE, System.getProperty(SILENCE, SILENCE_SECONDS));
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "3");
        // Two cores, several nodes. But as many threads for output as usual: one is all that a connection to a silent node takes,
        // and with it the heartbeats that the others should get.
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.operation.thread.count", "2");
        config.getJetConfig().setEnabled(false);
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(Integer.parseInt(listen.substring(listen.indexOf(':') + 1))).setPortAutoIncrement(false);
        network.setPublicAddress(known);
        network.getInterfaces().setEnabled(true).addInterface(listen.substring(0, listen.indexOf(':')));
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members).setConnectionTimeoutSeconds(2);
        return config;
    }
}
