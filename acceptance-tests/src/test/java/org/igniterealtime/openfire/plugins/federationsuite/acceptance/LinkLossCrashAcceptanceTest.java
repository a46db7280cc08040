package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.TornConversation.awaitHeard;
import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.TornConversation.heard;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** A server is killed while the link is lost: what its users had been shown of their own words is heard once all the same. */
public class LinkLossCrashAcceptanceTest extends TornLinkTest {

    /** Runs on one kind of server. */
    public LinkLossCrashAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        // A database that writes when it commits: what is kept outlives a server that is killed in the next moment.
        return super.montague(spec.database(DatabaseKind.POSTGRESQL.start(bed()).create("openfire")));
    }

    /** A conversation on a link that was cut in the middle of it: k0 to k2 and a0 to a2 were said, and their speakers know it. */
    private void cutConversation() {
        TornConversation talk = conversation();
        toRooms().cut();
        talk.goesOn(1);
        talk.isLost(1);
        talk.goesOn(2);
        talk.isLost(1);
    }

    @Test
    @Conforms("loss-1")
    public void whatWasKeptWhenTheMirrorsServerWasKilledReachesTheRoomOnceWhenItsSendersComeAgain() {
        cutConversation();
        montague().kill();
        toRooms().heal();
        montague().start();
        kev = login(montague(), "kev", "Swift");
        joins(kev, SLAVE, "Kev");
        amy = login(montague(), "amy", "Swift");
        joins(amy, SLAVE, "Amy");

        kev.say(SLAVE, "k3");
        amy.say(SLAVE, "a3");
        curtis.say(MASTER, "c3");
        // Amy comes second, and asks for nothing of the past: she hears what she said herself, because it is sent only now.
        haveHeardOnce(List.of(curtis, kev), List.of("c", "k", "a"));
        haveHeardOnce(List.of(amy), List.of("a"));
        awaitHeard(amy, "k3");
    }

    @Test
    @Conforms("loss-1")
    public void theConversationGoesOnWhenTheRoomsServerWasKilledMeanwhile() {
        cutConversation();
        capulet().kill();
        capulet().start();
        curtis = login(capulet(), "curtis", "Psi");
        curtis.join(MASTER, "Curtis");
        toRooms().heal();
        for (Client client : List.of(kev, amy)) {
            awaitHeard(client, TornConversation.BACK);
        }

        curtis.say(MASTER, "c3");
        kev.say(SLAVE, "k3");
        amy.say(SLAVE, "a3");
        List.of(curtis, kev, amy).forEach(client -> awaitHeard(client, "c3"));
        // What Curtis said before was in the memory of the server that was killed.
        haveHeardOnce(List.of(curtis, kev, amy), List.of("k", "a"));
    }

    private static void haveHeardOnce(List<Client> clients, List<String> voices) {
        for (Client client : clients) {
            for (String voice : voices) {
                awaitHeard(client, voice + 3);
                assertEquals(client.address() + " heard", List.of(voice + 0, voice + 1, voice + 2, voice + 3),
                    heard(client, voice));
            }
            Waiting.until(client.address() + " to see all", Waiting.PATIENCE,
                () -> TornConversation.present(client).equals(Set.of("Amy", "Curtis", "Kev")),
                () -> TornConversation.present(client).toString());
        }
    }
}
