package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.MASTER;
import static org.junit.Assert.assertEquals;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** A server with a room that people are in becomes a cluster, and is alone again. */
public class ClusterSwitchAcceptanceTest extends ClusterRoomTest {

    @Override
    int late() {
        return 1;
    }

    /** The first node is no node yet. */
    @Override
    void begun() {
        cluster().awaitTogether();
        node(1).control().clustering(false);
    }

    @Test
    public void clusteringIsSwitchedOnUnderARoomAndOffAgainAndWhoeverIsInItNoticesNothing() {
        assertEquals("it is alone", 0, node(1).control().clusterSize());
        everybodyComes();
        comes("Amy", node(1));
        everybodyEnters(MASTER);
        List<Client> first = everybody();
        everybodyTalks(MASTER);

        node(1).control().clustering(true);
        first.forEach(one -> says(one, MASTER));
        cluster().awaitTogether();
        everybodyTalks(MASTER);
        Client kev = user("Kev");
        kev.part(slave(MASTER), "Kev");
        enters(kev, MASTER);
        everybodySeesAll(MASTER);

        node(2).start();
        first.forEach(one -> says(one, MASTER));
        cluster().awaitTogether();
        first.forEach(one -> says(one, MASTER));
        haveHeardAllOnce(first);
        Client ben = comes("Ben", node(2));
        enters(ben, MASTER);
        everybodySeesAll(MASTER);
        everybodyTalks(MASTER);

        leaves(ben, MASTER);
        node(2).stop();
        first.forEach(one -> says(one, MASTER));
        cluster().awaitTogether();
        node(1).control().clustering(false);
        everybodyTalks(MASTER);
        everybodySeesAll(MASTER);
        haveHeardAllOnce(everybody());
        haveNotLeft(List.of(user("Amy"), curtis()), MASTER);
    }
}
