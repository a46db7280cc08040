package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.MASTER;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** Two sides of a split that both have the mirror of a room, and find each other again. */
public class ClusterHealedSplitAcceptanceTest extends ClusterRoomTest {

    /** After so many seconds a silent node is taken for dead. */
    @Override
    ServerSpec nodes(ServerSpec spec) {
        return super.nodes(spec).java("-Dhazelcast.max.no.heartbeat.seconds=8");
    }

    @Test
    public void whenTwoSidesOfASplitFindEachOtherThereIsOneRoomAndWhoeverWasOnTheSideThatIsLeftBehindIsToldAndInAgain() {
        everybodyComes();
        everybodyEnters(MASTER);
        everybodyTalks(MASTER);

        cluster().cut();
        cluster().awaitSize(1, node(1), node(2));
        // Each goes on with the room; who is connected to the room's server hears it.
        hear(List.of(curtis()), says(user("Kev"), MASTER));
        hear(List.of(user("Kev")), says(curtis(), MASTER));
        cluster().heal();
        cluster().awaitTogether();

        Waiting.until("one of them to be told", Waiting.PATIENCE, () -> wasTold(user("Kev")) || wasTold(user("Amy")));
        everybodySeesAll(MASTER);
        everybodyTalks(MASTER);
        assertTrue("only the ones who were left behind", wasTold(user("Kev")) != wasTold(user("Amy")));
    }

    private static boolean wasTold(Client user) {
        return count(user, stanza -> stanza.body().startsWith(ClusterFalseDeathAcceptanceTest.TOLD)) > 0;
    }
}
