package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** That the testbed's cluster is one: what Openfire itself does with it, without the suite. */
public class ClusterTestbedAcceptanceTest extends ClusterTest {

    private static final String ROOM = "balcony@conference.montague.lit";

    @Override
    int size() {
        return 3;
    }

    @Override
    int late() {
        return 1;
    }

    @Test
    public void nodesOfOneDomainAreOneServerToTheirUsersUntilOneDies() {
        Client kev = login(node(1), "kev", "one");
        Client amy = login(node(2), "amy", "two");

        kev.send("<message type='chat' to='" + amy.address() + "'><body>Good morrow</body></message>");
        amy.await("a message from the other node", stanza -> stanza.body().equals("Good morrow")
            && stanza.from().equals(kev.address()));

        kev.create(ROOM, "Kev");
        meets(amy, ROOM, "Amy", kev);
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
        joins(again, ROOM, "Amy");
        again.say(ROOM, "I was away.");
        kev.awaitSaid(ROOM, "I was away.");
    }

    @Test
    public void aNodeThatIsStartedLaterJoinsAndSoDoesOneWhoseClusteringIsSwitchedOn() {
        Client kev = login(node(1), "kev", "one");
        kev.create(ROOM, "Kev");
        node(3).start();
        cluster().awaitTogether();
        Client ben = login(node(3), "ben", "three");
        joins(ben, ROOM, "Ben");
        ben.say(ROOM, "I came late.");
        kev.awaitSaid(ROOM, "I came late.");

        node(2).control().clustering(false);
        cluster().awaitSize(2, node(1), node(3));
        assertEquals("it is alone", 0, node(2).control().clusterSize());
        Client amy = login(node(2), "amy", "two");
        node(2).control().clustering(true);
        cluster().awaitTogether();

        joins(amy, ROOM, "Amy");
        amy.say(ROOM, "I was alone.");
        ben.awaitSaid(ROOM, "I was alone.");
        kev.awaitSaid(ROOM, "I was alone.");
    }

    @Test
    public void aNodeThatIsFrozenSaysAfterwardsWhatItHadToSay() {
        Client kev = login(node(1), "kev", "one");
        Client amy = login(node(2), "amy", "two");

        node(2).freeze();
        // Nothing is asked of the other node meanwhile: it would wait for this one, until that is taken for dead.
        amy.send("<message type='chat' to='" + kev.address() + "'><body>I hold my breath.</body></message>");
        assertTrue("she holds it", kev.received().stream().noneMatch(stanza -> stanza.body().equals("I hold my breath.")));
        node(2).thaw();
        kev.await("what she had to say", stanza -> stanza.body().equals("I hold my breath."));
        cluster().awaitTogether();
    }

    /** The types of answers to a question that no client answers. */
    private static List<String> answerTo(Client asking, String address) {
        return List.of(asking.ask("get", address, "<query xmlns='jabber:iq:version'/>").type());
    }
}
