package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.junit.Test;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Which node of a cluster does the work of the mirror service, and what becomes of it when nodes come and go. */
public class OwnedMirrorTest {

    private static final String DOMAIN = "remote.example.com";
    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String JOIN = "<presence from='kev@remote.example.com/x' to='" + SLAVE
        + "/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private final MemoryCluster cluster = new MemoryCluster();
    private final Node one = new Node("one");
    private final Node two = new Node("two");
    private final Node three = new Node("three");

    /** A mirror of which only what it gets matters. */
    private abstract static class Mirror implements Component {

        @Override
        public String getName() {
            return "mirror";
        }

        @Override
        public String getDescription() {
            return "";
        }

        @Override
        public void initialize(JID address, ComponentManager manager) {
            // Nothing to do.
        }

        @Override
        public void start() {
            // Nothing to do.
        }

        @Override
        public void shutdown() {
            // Nothing to do.
        }
    }

    /** One node: what its own mirror gets, and what it sends itself. */
    private final class Node extends Mirror implements OwnedMirror.Rooms {
        private final List<String> got = new ArrayList<>();
        private final List<Packet> sent = new ArrayList<>();
        private final Nodes nodes;
        private final OwnedMirror mirror;
        private int givenUp;
        private int inherited;

        Node(String name) {
            nodes = cluster.join(name);
            mirror = new OwnedMirror(this, nodes, sent::add, DOMAIN, this);
            nodes.listen(mirror);
            mirror.joined();
        }

        void receives(String xml) {
            mirror.processPacket(Xml.stanza(xml));
        }

        void hears(String body) {
            receives("<message type='groupchat' from='kev@remote.example.com/x' to='" + SLAVE + "'><body>" + body
                + "</body></message>");
        }

        @Override
        public void processPacket(Packet stanza) {
            String body = stanza.getElement().elementText("body");
            got.add(body == null ? stanza.getElement().getName() : body);
        }

        @Override
        public void giveUp() {
            givenUp++;
        }

        @Override
        public void inherit() {
            inherited++;
        }
    }

    @Test
    public void aServerThatIsAloneDoesAllItself() {
        List<Packet> got = new ArrayList<>();
        Component mirror = new Mirror() {
            @Override
            public void processPacket(Packet stanza) {
                got.add(stanza);
            }
        };
        OwnedMirror alone = new OwnedMirror(mirror, Nodes.ALONE, stanza -> { }, DOMAIN, one);
        Packet join = Xml.stanza(JOIN);

        alone.joined();
        alone.processPacket(join);

        assertEquals("the very object", List.of(join), got);
        assertEquals(0, one.givenUp + one.inherited);
    }

    @Test
    public void whatReachesAnyNodeIsDoneByTheOneThatLeads() {
        one.hears("a");
        two.hears("b");
        three.hears("c");
        cluster.deliver();

        assertEquals(List.of("a", "b", "c"), one.got);
        assertEquals(List.of(), two.got);
        assertEquals(List.of(), three.got);
    }

    @Test
    public void whatOneNodeHandsOverIsDoneInItsOrderWhateverOrderItComesIn() {
        two.receives(JOIN);
        two.hears("a");
        two.hears("b");
        two.hears("c");
        cluster.deliverBackwards();
        assertEquals(List.of("presence", "a", "b", "c"), one.got);

        two.hears("d");
        two.hears("e");
        cluster.deliverBackwards();
        assertEquals(List.of("presence", "a", "b", "c", "d", "e"), one.got);
    }

    @Test
    public void answersToTheServiceGoToEveryNodeBecauseAnyMayHaveAsked() {
        two.receives("<iq type='result' id='1' from='talk.example.com' to='mirror.remote.example.com'/>");
        cluster.deliver();

        assertEquals(List.of("iq"), one.got);
        assertEquals(List.of("iq"), two.got);
        assertEquals(List.of("iq"), three.got);
    }

    @Test
    public void whoLosesHisPlaceWithTheNodeThatKeptItIsTold() {
        two.receives(JOIN);
        two.receives(JOIN.replace("kev@", "amy@").replace("/Kev", "/Amy"));
        // Neither the room that speaks of somebody, nor somebody from anywhere, is a client here.
        two.receives("<presence from='jabberchat@talk.example.com/Curtis' to='" + SLAVE + "/Kev'/>");
        two.receives(JOIN.replace("kev@remote", "eve@far"));
        two.receives("<presence type='unavailable' from='amy@remote.example.com/x' to='" + SLAVE + "/Amy'/>");
        cluster.deliver();

        cluster.kill("three");
        assertEquals("another node is no matter", List.of(), two.sent);
        cluster.kill("one");

        assertEquals(1, two.sent.size());
        assertEquals("kev@remote.example.com/x", two.sent.get(0).getTo().toString());
        assertEquals(new JID(SLAVE + "/Kev"), two.sent.get(0).getFrom());
        assertTrue(two.sent.get(0).toXML(), two.sent.get(0).toXML().contains("type=\"unavailable\"")
            && two.sent.get(0).toXML().contains("code=\"332\"") && two.sent.get(0).toXML().contains("code=\"110\""));
    }

    @Test
    public void theNextNodeThatLeadsGoesOnAndKnowsThatMastersMayBelieveInOthers() {
        two.hears("a");
        three.hears("b");
        cluster.deliver();
        assertEquals(0, two.inherited);

        cluster.kill("one");
        assertEquals(1, two.inherited);
        assertEquals(0, three.inherited);
        two.hears("c");
        three.hears("d");
        three.hears("e");
        cluster.deliverBackwards();

        assertEquals(List.of("c", "d", "e"), two.got);
        assertEquals(List.of(), three.got);
    }

    @Test
    public void whatWasUnderWayToANodeThatDoesNotLeadIsAnsweredWithAnError() {
        two.mirror.heard(new Notice("fmuc.mirror.stanza", Map.of("node", "three", "stream", "s", "number", "1", "xml",
            "<message type='groupchat' from='kev@remote.example.com/x' to='" + SLAVE + "'><body>lost</body></message>")));

        assertEquals(List.of(), two.got);
        assertEquals(1, two.sent.size());
        assertTrue(two.sent.get(0).toXML(), two.sent.get(0).toXML().contains("resource-constraint"));
    }

    @Test
    public void aNodeThatComesToAnotherGivesUpItsRooms() {
        assertEquals("it had none, but it could not know", 1, two.givenUp);
        assertEquals(0, one.givenUp);
        two.mirror.joined();
        assertEquals("once", 1, two.givenUp);
    }

    @Test
    public void whatIsNoStanzaIsLeftOut() {
        for (String nonsense : List.of("", "<a", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc'>]><message>&b;</message>")) {
            one.mirror.heard(new Notice("fmuc.mirror.stanza",
                Map.of("node", "two", "stream", "s", "number", "1", "xml", nonsense)));
        }
        one.mirror.heard(new Notice("fmuc.mirror.stanza", Map.of("node", "two", "stream", "s", "number", "x", "xml", JOIN)));
        one.mirror.heard(new Notice("something.else", Map.of("xml", JOIN)));

        assertEquals(List.of(), one.got);
    }
}
