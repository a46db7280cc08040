package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.junit.Test;

/** The server roster of two nodes of one domain, and of another domain, which sees one server. */
public class ClusterRosterAcceptanceTest extends ClusterTest {

    private static final String WAITS = "none, waits for a decision";
    private static final String CAPULET = "capulet.lit";
    private static final String MONTAGUE = "montague.lit";

    private Server capulet;

    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.plugin(FederationTest.SUITE).property("plugin.federationsuite.server-roster.retry-after", "2");
    }

    @Override
    void more(Testbed testbed) {
        capulet = FederationTest.users(testbed.server(CAPULET), "curtis").plugin(FederationTest.SUITE).add();
    }

    @Test
    public void whatOneNodeDecidesIsTheTruthOnAllAndOutlivesIt() {
        RosterAdmin there = new RosterAdmin(login(capulet, "admin", "there"), capulet);
        RosterAdmin one = new RosterAdmin(login(node(1), "admin", "one"), node(1));
        RosterAdmin two = new RosterAdmin(login(node(2), "admin", "two"), node(2));

        request(there);
        assertEquals("one request, wherever it is asked for", 1, one.peers().size());
        awaitWaiting(two);

        two.order(RosterAdmin.PEER + "approve", CAPULET);
        one.awaitState(CAPULET, "both");
        two.awaitState(CAPULET, "both");
        there.awaitState(MONTAGUE, "both");

        one.order(RosterAdmin.PEER + "block", CAPULET);
        two.awaitState(CAPULET, "blocked");

        node(1).kill();
        cluster().awaitTogether();
        assertEquals("blocked", two.state(CAPULET));
        node(1).start();
        cluster().awaitTogether();
        assertEquals("blocked", new RosterAdmin(login(node(1), "admin", "again"), node(1)).state(CAPULET));
    }

    @Test
    public void twoDecisionsAtTheSameMomentEndInOneStateAndAreBothInTheAudit() {
        RosterAdmin there = new RosterAdmin(login(capulet, "admin", "there"), capulet);
        RosterAdmin one = new RosterAdmin(login(node(1), "admin", "one"), node(1));
        RosterAdmin two = new RosterAdmin(login(node(2), "admin", "two"), node(2));
        request(there);
        awaitWaiting(one);
        awaitWaiting(two);
        int before = node(1).control().rows("ofFedAudit");

        CompletableFuture<String> approval =
            CompletableFuture.supplyAsync(() -> one.order(RosterAdmin.PEER + "approve", CAPULET));
        CompletableFuture<String> denial =
            CompletableFuture.supplyAsync(() -> two.order(RosterAdmin.PEER + "deny", CAPULET));
        approval.join();
        denial.join();

        sameOnBoth(one, two);
        assertEquals("both are written down", before + 2, node(2).control().rows("ofFedAudit"));
    }

    @Test
    public void aSettingReachesTheOtherNode() {
        node(1).control().setProperty("plugin.federationsuite.admitted-domains", CAPULET);
        Waiting.until("the other node to know it", Waiting.PATIENCE, () -> node(2).control()
            .property("plugin.federationsuite.admitted-domains").equals(Optional.of(CAPULET)));

        Link link = bed().link(node(2), capulet);
        cluster().receives(link.reversed(), node(2));
        FederationTest.tryUntil("the other node to answer a probe", () -> capulet.control().route(
            "<presence type='probe' from='capulet.lit' to='montague.lit'/>"), () -> link.stanzas().stream()
            .anyMatch(stanza -> stanza.name().equals("presence") && stanza.type().isEmpty()), () -> link.stanzas().toString());
    }

    /** Asks, and asks again where the servers have not found each other. */
    private void request(RosterAdmin there) {
        RosterAdmin one = new RosterAdmin(login(node(1), "admin", "asked"), node(1));
        FederationTest.tryUntil("a request", () -> there.request(MONTAGUE), () -> one.state(CAPULET).equals(WAITS),
            () -> one.peers().toString());
    }

    private static void awaitWaiting(RosterAdmin admin) {
        admin.awaitState(CAPULET, WAITS);
    }

    private static void sameOnBoth(RosterAdmin one, RosterAdmin two) {
        Waiting.until("the same on both nodes", Waiting.PATIENCE, () -> !one.state(CAPULET).equals(WAITS)
            && one.state(CAPULET).equals(two.state(CAPULET)), () -> one.peers() + "\n" + two.peers());
    }
}
