package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;


import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * A server with the embedded database that is killed the moment that the other server hears of a decision. The database
 * writes to disk a second late; what the other server knows must be on disk all the same.
 */
public class EmbeddedDurabilityAcceptanceTest extends FederationTest {

    /** Runs on one kind of server. */
    public EmbeddedDurabilityAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec;
    }

    @Test
    public void killedWhenTheOtherServerHearsOfADecisionItHasBeenMade() {
        RosterAdmin montagues = admin(montague());
        montagues.request("capulet.lit");
        RosterAdmin capulets = admin(capulet());
        capulets.awaitState("montague.lit", "none, waits for a decision");

        capulets.order(RosterAdmin.PEER + "approve", "montague.lit");
        killedWhenSaid("subscribed");
        RosterAdmin after = admin(capulet());
        after.awaitState("montague.lit", "both");
        montagues.awaitState("capulet.lit", "both");

        toMirror().reset();
        after.order(RosterAdmin.PEER + "revoke", "montague.lit");
        killedWhenSaid("unsubscribed");
        assertEquals("none", admin(capulet()).state("montague.lit"));
        montagues.awaitState("capulet.lit", "none");
    }

    private void killedWhenSaid(String type) {
        Waiting.until(type + " to cross", Waiting.PATIENCE, () -> toMirror().stanzas().stream().map(Stanza::type)
            .anyMatch(type::equals), () -> toMirror().stanzas().toString());
        capulet().kill();
        capulet().start();
    }

    private RosterAdmin admin(Server server) {
        return new RosterAdmin(login(server, "admin", "desk" + System.nanoTime()), server);
    }
}
