package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** A room of a cluster that a room of another server has joined (XEP-0289), whose stanzas come to any node of the cluster. */
public class JoiningNodesInClusterTest {

    private static final String ROOM = GuardedServer.ROOM;
    private static final String KEV = "kev@remote.example.com/x";

    private final MemoryCluster cluster = new MemoryCluster();
    private final List<GuardedServer> nodes = new ArrayList<>();
    private final GuardedServer one = node("one");
    private final GuardedServer two = node("two");

    /** Makes the third node. */
    public JoiningNodesInClusterTest() {
        node("three");
    }

    private GuardedServer node(String name) {
        GuardedServer node = new GuardedServer(cluster.join(name));
        nodes.add(node);
        settle();
        return node;
    }

    private void settle() {
        for (int i = 0; i < 5; i++) {
            cluster.settle();
            nodes.forEach(node -> node.workers.work());
        }
    }

    @Test
    public void whatAJoiningNodeSaysOnAnotherNodeReachesTheRoomWhereItsUsersCameIn() {
        one.receive(ofNode("presence", "", "<x xmlns='http://jabber.org/protocol/muc'/>"));
        settle();
        assertEquals(1, one.takeReached().size());
        two.receive(ofNode("message", "type='groupchat'", "<body>Hi</body>"));
        settle();
        Packet reached = one.takeReached().get(0);
        assertEquals(KEV, reached.getFrom().toString());
        assertEquals(ROOM, reached.getTo().toString());
        assertEquals(List.of(), two.takeReached());
        assertEquals(List.of(), two.takeOut());
    }

    @Test
    public void aJoiningNodeWhoseHomeIsGoneIsToldOnceThatItIsOut() {
        one.receive(ofNode("presence", "", "<x xmlns='http://jabber.org/protocol/muc'/>"));
        settle();
        one.takeOut();
        cluster.kill("one");
        nodes.remove(one);
        settle();
        nodes.forEach(node -> node.workers.pass(Duration.ofSeconds(1)));
        settle();
        List<String> told = nodes.stream().flatMap(node -> node.takeOut().stream()).map(stanza -> stanza.getElement().asXML())
            .filter(text -> text.contains("attic@")).toList();
        assertEquals(told.toString(), 1, told.size());
        assertTrue(told.get(0), told.get(0).contains("<left"));
        nodes.forEach(node -> assertEquals(List.of(), node.guard.rooms()));
        nodes.forEach(node -> node.guard.tick());
        assertEquals("nothing else is asked of it", List.of(), nodes.stream().flatMap(node -> node.takeOut().stream()).toList());
    }

    private static String ofNode(String kind, String attributes, String children) {
        return ("<%s %s from='attic@talk.remote.example.com/Kev' to='%s/Kev'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/>%s</%s>")
            .formatted(kind, attributes, ROOM, KEV, children, kind);
    }
}
