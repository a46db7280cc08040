package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.SLAVE;
import static org.junit.Assert.assertEquals;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** The mirror of two nodes of one domain: to their users, and to the server with the room, it is one. */
public class ClusterMirrorAcceptanceTest extends ClusterTest {

    private Server capulet;

    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.plugin(FederationTest.SUITE);
    }

    @Override
    void more(Testbed testbed) {
        capulet = FederationTest.users(testbed.server("capulet.lit"), "curtis").plugin(FederationTest.SUITE)
            .property("plugin.federationsuite.admitted-domains", "montague.lit").add();
    }

    @Test
    public void usersOfAllNodesAreInOneRoomAndComeAgainWhenTheNodeThatKeepsItIsLost() {
        Client curtis = login(capulet, "curtis", "there");
        FederationTest.makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(node(1), "kev", "one");
        Client amy = login(node(2), "amy", "two");
        enter(kev, "Kev");
        enter(amy, "Amy");
        kev.await("Amy, of the other node", stanza -> isPresence(stanza, SLAVE + "/Amy", ""));

        curtis.say(MASTER, "Who is there?");
        kev.awaitSaid(SLAVE, "Who is there?");
        amy.awaitSaid(SLAVE, "Who is there?");
        amy.say(SLAVE, "Two of two nodes.");
        kev.awaitSaid(SLAVE, "Two of two nodes.");
        curtis.awaitSaid(MASTER, "Two of two nodes.");
        kev.say(SLAVE, "In one room.");
        amy.awaitSaid(SLAVE, "In one room.");
        curtis.awaitSaid(MASTER, "In one room.");

        node(1).kill();
        amy.await("to be told that the room is gone", stanza -> isPresence(stanza, SLAVE + "/Amy", "unavailable")
            && stanza.text().contains("<status code=\"332\"/>"));
        cluster().awaitTogether();
        cluster().receives(bed().link(node(2), capulet).reversed(), node(2));
        enter(amy, "Amy");
        curtis.await("Kev to be gone with his node", stanza -> isPresence(stanza, MASTER + "/Kev", "unavailable"));
        amy.say(SLAVE, "It fell on me.");
        curtis.awaitSaid(MASTER, "It fell on me.");
        curtis.say(MASTER, "And Kev?");
        amy.awaitSaid(SLAVE, "And Kev?");
    }

    /** As a person who tries again until the servers have found each other. */
    private static void enter(Client client, String nick) {
        Stanza answer = FederationTest.joins(client, SLAVE, nick);
        assertEquals(answer.text(), "", answer.type());
    }

    private static boolean isPresence(Stanza stanza, String from, String type) {
        return stanza.name().equals("presence") && stanza.from().equals(from) && stanza.type().equals(type);
    }
}
