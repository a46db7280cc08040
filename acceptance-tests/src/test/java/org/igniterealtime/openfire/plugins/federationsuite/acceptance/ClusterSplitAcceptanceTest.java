package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** Nodes that do not hear each other for a while: what Openfire itself does about it, without the suite. */
public class ClusterSplitAcceptanceTest extends ClusterTest {

    /** After so many seconds a silent node is given up. */
    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.java("-Dhazelcast.max.no.heartbeat.seconds=8");
    }

    @Test
    public void aFrozenNodeAndACutLeaveASplitThatHeals() {
        Client kev = login(node(1), "kev", "one");

        node(2).freeze();
        cluster().awaitSize(1, node(1));
        node(2).thaw();
        cluster().awaitTogether();
        areOneCluster(kev, "balcony@conference.montague.lit");

        cluster().cut();
        cluster().awaitSize(1, node(1), node(2));
        cluster().heal();
        cluster().awaitTogether();
        areOneCluster(kev, "orchard@conference.montague.lit");
    }

    /** In a room that no split has seen: what nodes of 4.2.0 make of others is no matter of ours. */
    private void areOneCluster(Client kev, String room) {
        kev.create(room, "Kev");
        Client amy = login(node(2), "amy", room.substring(0, room.indexOf('@')));
        meets(amy, room, "Amy", kev);
        kev.say(room, "Together again.");
        amy.awaitSaid(room, "Together again.");
    }
}
