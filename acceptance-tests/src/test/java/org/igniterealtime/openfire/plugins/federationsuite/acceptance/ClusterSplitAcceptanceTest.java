package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** Nodes that do not hear each other for a while: what Openfire itself does about it, without the suite. */
public class ClusterSplitAcceptanceTest extends ClusterTest {

    private static final String ROOM = "balcony@conference.montague.lit";

    /** After so many seconds a silent node is given up. */
    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.java("-Dhazelcast.max.no.heartbeat.seconds=8");
    }

    @Test
    public void aFrozenNodeAndACutLeaveASplitThatHeals() {
        Client kev = login(node(1), "kev", "one");
        kev.create(ROOM, "Kev");

        node(2).freeze();
        cluster().awaitSize(1, node(1));
        node(2).thaw();
        cluster().awaitTogether();

        cluster().cut();
        cluster().awaitSize(1, node(1), node(2));
        cluster().heal();
        cluster().awaitTogether();

        Client amy = login(node(2), "amy", "two");
        meets(amy, ROOM, "Amy", kev);
        kev.say(ROOM, "Together again.");
        amy.awaitSaid(ROOM, "Together again.");
    }
}
