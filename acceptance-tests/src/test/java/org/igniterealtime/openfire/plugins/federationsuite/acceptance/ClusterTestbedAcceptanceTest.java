package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** That the testbed's cluster is one: what Openfire itself does with it, without the suite. */
public class ClusterTestbedAcceptanceTest extends ClusterTest {

    private static final String ROOM = "balcony@conference.montague.lit";

    @Test
    public void nodesOfOneDomainAreOneServerToTheirUsersUntilOneDies() {
        Client kev = login(node(1), "kev", "one");
        Client amy = login(node(2), "amy", "two");

        kev.send("<message type='chat' to='" + amy.address() + "'><body>Good morrow</body></message>");
        amy.await("a message from the other node", stanza -> stanza.body().equals("Good morrow")
            && stanza.from().equals(kev.address()));

        kev.create(ROOM, "Kev");
        amy.join(ROOM, "Amy");
        kev.await("Amy in the room", stanza -> stanza.name().equals("presence") && stanza.from().equals(ROOM + "/Amy"));
        kev.say(ROOM, "Are we alone?");
        amy.awaitSaid(ROOM, "Are we alone?");
        amy.say(ROOM, "We are two.");
        kev.awaitSaid(ROOM, "We are two.");

        node(1).control().setProperty("testbed.said", "here");
        Waiting.until("the property to be on the other node", Waiting.PATIENCE,
            () -> node(2).control().property("testbed.said").equals(Optional.of("here")));

        node(2).kill();

        kev.await("Amy to be gone with her node", stanza -> stanza.name().equals("presence")
            && stanza.from().equals(ROOM + "/Amy") && stanza.type().equals("unavailable"));
        cluster().awaitTogether();
        assertEquals("there is nobody to send it to", List.of("error"), answerTo(kev, "amy@montague.lit/two"));
        node(2).start();
        cluster().awaitTogether();
        Client again = login(node(2), "amy", "again");
        again.join(ROOM, "Amy");
        again.say(ROOM, "I was away.");
        kev.awaitSaid(ROOM, "I was away.");
    }

    /** The types of answers to a question that no client answers. */
    private static List<String> answerTo(Client asking, String address) {
        return List.of(asking.ask("get", address, "<query xmlns='jabber:iq:version'/>").type());
    }
}
