package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What nodes of a cluster make of slave rooms in which nobody is, and of what they may have missed of those that exist. */
public class RoomSharesNowhereTest {

    private final RoomSharesTest world = new RoomSharesTest();

    @Test
    public void stanzasOfServersToRoomsThatNobodyIsInAreAnsweredWhereTheyComeAndLeaveNothingBehind() {
        world.startThree();
        world.allEnter();
        world.pass(Duration.ofSeconds(12));
        world.toMaster.clear();
        for (int i = 0; i < 300; i++) {
            SlaveAddress none = SlaveAddress.of(new JID("none" + i + "@evil.example.net"), ClusterNode.MIRROR);
            for (String node : world.nodes.keySet()) {
                for (String xml : List.of("<message type='groupchat' from='%s/x' to='%s'><body>a</body></message>",
                    "<presence from='%s/x' to='%s'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
                    "<iq type='get' id='p' from='%s' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>")) {
                    world.nodes.get(node).receives(Xml.stanza(xml.formatted(none.master(), none.slave())));
                }
            }
        }
        assertTrue("no node tells another", world.cluster.isQuiet());
        world.nodes.values().forEach(node -> assertEquals(1, node.shares().size()));
        assertEquals(2700, world.toMaster.size());
        world.toMaster.forEach(answer -> assertTrue(answer.toXML(),
            answer.toXML().contains("item-not-found") && answer.toXML().contains("error")));
    }

    @Test
    public void whatSomebodySaysToARoomThatHeIsNotInIsAnsweredWhereItComes() {
        world.startThree();
        world.pass(Duration.ofSeconds(12));
        world.says("two", "a");
        assertTrue("no node tells another", world.cluster.isQuiet());
        world.nodes.values().forEach(node -> assertEquals(0, node.shares().size()));
        Packet answer = world.nodes.get("two").got(RoomSharesTest.client("two")).get(0);
        assertEquals("error", answer.getElement().attributeValue("type"));
        world.enters("two");
        world.settle();
        world.says("two", "b");
        world.settle();
        assertEquals(List.of("b"), world.said);
    }

    @Test
    public void whoeverWaitsToBeLetInIsToldWhenAnotherNodeTakesHimForLost() {
        world.startThree();
        world.enters("two");
        world.cluster.settle();
        String part = "<presence type='unavailable' from='%s' to='%s/two'/>".formatted(RoomSharesTest.client("two"),
            world.room.slave());
        world.nodes.get("three").receives(Xml.stanza(part));
        world.cluster.settle();
        List<Packet> got = world.nodes.get("two").got(RoomSharesTest.client("two"));
        assertEquals(1, got.size());
        assertTrue(got.get(0).toXML(), got.get(0).toXML().contains("One of the servers had lost sight of you."));
        assertEquals("and the master is not to let him in", Set.of(), world.occupants);
    }

    @Test
    public void aClientOfANodeThatIsAloneDoesNotSayOfItselfThatItIsTakenForLost() {
        world.nodes.put("alone", new ClusterNode(Nodes.ALONE, world.workers, world.store, world.connected, world::toMaster));
        world.nodes.get("alone").connect(RoomSharesTest.client("alone"));
        world.enters("alone");
        assertTrue("it waits to be let in", world.nodes.get("alone").got(RoomSharesTest.client("alone")).isEmpty());
        world.nodes.get("alone").receives(Xml.stanza("""
            <presence type='unavailable' from='%s' to='%s/alone'>\
            <taken-for-lost xmlns='http://igniterealtime.org/protocol/federationsuite#cluster'/></presence>"""
            .formatted(RoomSharesTest.client("alone"), world.room.slave())));
        assertEquals(List.of(), world.nodes.get("alone").got(RoomSharesTest.client("alone")));
    }

    @Test
    public void aNodeThatHasJustComeOrHungDoesNotTakeARoomForOneThatNobodyIsIn() {
        world.startThree();
        world.pass(Duration.ofSeconds(12));
        world.cluster.pause("three");
        world.enters("one");
        world.pass(Duration.ofSeconds(4));
        world.workers.pass(Duration.ofSeconds(3));
        Packet shown = world.presence("Romeo", "<x xmlns='http://jabber.org/protocol/muc#user'/>");
        world.toMaster.clear();
        world.nodes.get("three").receives(shown);
        ClusterNode four = new ClusterNode(world.cluster.join("four"), world.workers, world.store, world.connected,
            world::toMaster);
        world.nodes.put("four", four);
        four.shares().tick();
        four.receives(shown.createCopy());
        world.cluster.resume("three");
        world.pass(Duration.ofSeconds(4));
        assertEquals(List.of(), world.toMaster.stream().filter(stanza -> stanza.toXML().contains("item-not-found")).toList());
        world.nodes.values().forEach(node -> assertEquals(Set.of("one", "Romeo"),
            node.rooms().find(world.room.slave()).orElseThrow().shown().keySet()));
    }

    @Test
    public void whenANodeComesThatHasServedApartMastersAreAskedWhatTheyToldIt() {
        world.startThree();
        world.allEnter();
        world.toMaster.clear();
        world.start("four");
        world.pass(Duration.ofSeconds(3));
        assertFalse("a node that is new has missed nothing", world.toMaster.stream().anyMatch(Resume::isMarked));
        world.nodes.get("three").shares().joined();
        world.pass(Duration.ofSeconds(3));
        assertTrue(world.toMaster.toString(), world.toMaster.stream().anyMatch(Resume::isMarked));
    }

    @Test
    public void whoseNodeGivesARoomToOneThatDoesNotKnowItYetHasMissedNothing() {
        world.room = RoomSharesTest.keptBy("two", Set.of("one", "two"));
        world.start("one");
        world.start("two");
        world.allEnter();
        // Each goes on without the other, until they meet.
        world.cluster.part("two");
        world.nodes.get("two").shares().left();
        world.settle();
        world.pass(Duration.ofSeconds(30));
        world.cluster.meet("two");
        world.cluster.lose();
        world.nodes.get("two").shares().joined();
        // What the one says to that: the room first, and that it is there last.
        world.cluster.deliver();
        world.cluster.deliverBackwards();
        world.nodes.get("one").shares().came();
        world.pass(Duration.ofSeconds(5));

        assertTrue("left behind", isTold("two"));
        assertFalse("not left behind: " + world.nodes.get("one").heard(RoomSharesTest.client("one")), isTold("one"));
    }

    @Test
    public void whatIsSaidWhenANodeIsGivenARoomBeforeItKnowsByWhomIsHeardOnce() {
        world.room = RoomSharesTest.keptBy("two", Set.of("one", "two"));
        world.start("one");
        world.allEnter();
        world.mixed = true;
        Nodes seat = world.cluster.join("two");
        world.cluster.lose();
        world.nodes.put("two", new ClusterNode(seat, world.workers, world.store, world.connected, world::toMaster));
        // The one is asked who is there. Of what it says the room comes first, and what is said there comes behind it.
        world.cluster.deliver();
        world.cluster.deliverLast();
        world.says("one", "a");
        world.cluster.deliverLast();
        world.answer("one");
        if (!world.cluster.isQuiet()) {
            world.cluster.deliverLast();
        }
        world.pass(Duration.ofSeconds(5));
        assertEquals(List.of("a"), world.nodes.get("one").heard(RoomSharesTest.client("one")));
        assertEquals(List.of("a"), world.said);
    }

    private boolean isTold(String node) {
        return world.nodes.get(node).heard(RoomSharesTest.client(node)).contains(FmucText.SERVERS_APART.key());
    }
}
