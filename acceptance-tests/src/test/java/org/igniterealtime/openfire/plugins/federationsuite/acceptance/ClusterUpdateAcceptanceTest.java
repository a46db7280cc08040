package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.MASTER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/**
 * The suite is replaced by another version, node after node, while people talk in a room. The other version is real in what it
 * says to other nodes, and the same as the built one in all else ({@link OtherVersion}). What the servers refuse while they
 * change is said again.
 */
public class ClusterUpdateAcceptanceTest extends ClusterRoomTest {

    private static final Path SOURCES = Path.of(System.getProperty("kernel.sources"));
    private static final String NOT_UNDERSTOOD = "does not understand";

    @Test
    public void theSuiteIsReplacedNodeAfterNodeWhilePeopleTalkAndNobodyIsOutOrMissesAnything() {
        Path later = OtherVersion.of(FederationTest.SUITE, SOURCES, bed().directory().resolve("later"));
        everybodyComes();
        everybodyEnters(MASTER);
        everybodyTalks(MASTER);
        for (Server node : cluster().nodes()) {
            replaced(node, later);
            everybodyTalks(MASTER);
            everybodySeesAll(MASTER);
        }
        // And back, which is the same for the nodes: one of each version.
        replaced(node(1), FederationTest.SUITE);
        everybodyTalks(MASTER);
        if (dropped() == 0) {
            haveHeardAllOnce(everybody());
        } else {
            // If it was the room's copy of something, the mirror does not know that it was heard, and may say it again. If it was
            // what somebody in the room said, nobody knows that it was lost.
            haveHeardAllBut(dropped(), everybody());
        }
        haveNotLeft(everybody(), MASTER);
        cluster().nodes().forEach(node -> assertFalse(node.log().contains(NOT_UNDERSTOOD)));
    }

    /** Replaces the suite on a node, while everybody goes on talking. */
    private void replaced(Server node, Path jar) {
        Thread upload = new Thread(() -> node.control().installPlugin(jar), "upload");
        upload.start();
        List<Client> all = everybody();
        for (int i = 0; i < all.size() || upload.isAlive(); i++) {
            insists(all.get(i % all.size()), MASTER, curtis());
        }
    }

    @Test
    public void whatANodeDoesNotKnowOfAnotherVersionItLeavesOutAndNobodyNotices() {
        everybodyComes();
        everybodyEnters(MASTER);
        everybodyTalks(MASTER);
        tell(1, "fmuc.of.a.later.version", Map.of("field", "value"));
        tell(1, "fmuc.node.here", Map.of("later", "value"));
        // To be said by whichever node its sender is connected to.
        String words = "<message from='" + user("Amy").address() + "' to='" + user("Kev").address()
            + "' type='chat'><body>Said on the other node</body></message>";
        tell(1, "fmuc.mirror.say", Map.of("xml", words, "later", "value"));
        user("Kev").await("what the notice made the other node say", stanza -> stanza.body().equals("Said on the other node"));
        assertFalse(node(2).log().text(), node(2).log().contains(NOT_UNDERSTOOD));
        tell(2, "fmuc.mirror.say", Map.of("xml", words));
        node(2).log().await(NOT_UNDERSTOOD);
        assertEquals("once", 1, count(user("Kev").settle(), stanza -> stanza.body().equals("Said on the other node")));
        everybodyTalks(MASTER);
        haveNotLeft(everybody(), MASTER);
        assertTrue(cluster().nodes().stream().noneMatch(node -> node.log().contains("could not follow what happened")));
    }

    /** The first node says something to the other, in the wire form of a version of the notice. */
    private void tell(int version, String topic, Map<String, String> fields) {
        node(1).control().clusterTask("federationsuite",
            "org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.ClusterNotice",
            NoticeForm.of(version, topic, new LinkedHashMap<>(fields)));
    }
}
