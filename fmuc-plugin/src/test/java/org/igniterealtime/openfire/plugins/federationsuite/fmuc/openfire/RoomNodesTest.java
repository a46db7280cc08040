package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** A room of a cluster, with a guard on each node, and a slave whose stanzas come to any of them. */
public class RoomNodesTest {

    private static final String SLAVE = GuardedServer.SLAVE;
    private static final String ROOM = GuardedServer.ROOM;
    private static final String KEV = "kev@remote.example.com/x";

    private final MemoryCluster cluster = new MemoryCluster();
    private final List<GuardedServer> nodes = new ArrayList<>();
    private final GuardedServer one = node("one");
    private final GuardedServer two = node("two");
    private final GuardedServer three = node("three");

    private GuardedServer node(String name) {
        GuardedServer node = new GuardedServer(cluster.join(name));
        nodes.add(node);
        settle();
        return node;
    }

    /** All that nodes have to tell each other, and to do because of it. */
    private void settle() {
        for (int i = 0; i < 5; i++) {
            cluster.settle();
            nodes.forEach(node -> node.workers.work());
        }
    }

    /** The server has done what it does about a lost node. */
    private void aMomentLater() {
        settle();
        nodes.forEach(node -> node.workers.pass(Duration.ofSeconds(1)));
        settle();
    }

    private static String said(String words) {
        return "<message type='groupchat' from='%s/Kev' to='%s'><body>%s</body></message>".formatted(SLAVE, ROOM, words);
    }

    private static List<String> words(List<Packet> stanzas) {
        return stanzas.stream().map(stanza -> stanza.getElement().elementText("body")).toList();
    }

    private static List<String> receivers(GuardedServer node) {
        return node.takeOut().stream().map(stanza -> stanza.getTo().toString()).toList();
    }

    /** What slaves are told in order that they join again. */
    private List<GuardedServer> whoeverTellsItToComeAgain() {
        return nodes.stream().filter(node -> {
            node.guard.tick();
            return node.takeOut().stream().anyMatch(stanza -> stanza.getElement().element("resume") != null);
        }).toList();
    }

    private void kevIsInByWayOf(GuardedServer node) {
        node.has("Kev");
        settle();
        nodes.forEach(each -> {
            each.takeReached();
            each.takeOut();
        });
    }

    @Test
    public void whatAMirrorSaysOnAnotherNodeReachesTheRoomWhereItsUsersCameIn() {
        kevIsInByWayOf(one);
        two.receive(said("Hi"));
        settle();
        List<Packet> reached = one.takeReached();
        assertEquals(List.of("Hi"), words(reached));
        assertEquals(KEV, reached.get(0).getFrom().toString());
        assertEquals(List.of(), two.takeReached());
        assertEquals(List.of(), three.takeReached());
    }

    /** Rooms of 4.2 make all copies of the very stanza that they were given. */
    @Test
    public void whatWasHandedOverGoesToTheMirrorOnceWhenTheRoomSaysItToAll() {
        one.has("Kev").has("Amy");
        settle();
        receivers(one);
        one.onReached = stanza -> {
            one.onReached = nothing -> { };
            stanza.setFrom(ROOM + "/Kev");
            for (String user : List.of("amy@remote.example.com/x", KEV)) {
                stanza.setTo(user);
                one.route(stanza);
            }
        };
        two.receive(said("Hi"));
        settle();
        assertEquals(List.of(SLAVE), receivers(one));
    }

    @Test
    public void itKeepsItsOrderAndComesOnceHoweverTheClusterDelivers() {
        kevIsInByWayOf(one);
        two.receive(said("1")).receive(said("2"));
        cluster.deliverBackwards();
        settle();
        two.receive(said("3"));
        cluster.deliverTwice();
        settle();
        assertEquals(List.of("1", "2", "3"), words(one.takeReached()));
    }

    @Test
    public void everybodyBehindAMirrorComesInByWayOfOneNode() {
        kevIsInByWayOf(one);
        two.asked("Amy");
        settle();
        assertEquals(1, one.takeReached().size());
        assertEquals(List.of(), two.takeReached());
        one.roomShows("Amy", "Amy");
        settle();
        assertTrue(three.guard.elsewhere().has(new JID(ROOM), new JID("amy@remote.example.com/x")));
    }

    @Test
    public void ofTheCopiesThatTheRoomMakesOnAnotherNodeOneGoesToTheMirror() {
        one.has("Kev").has("Amy").has("Bob");
        settle();
        receivers(one);
        two.onReached = stanza -> {
            two.onReached = nothing -> { };
            two.roomSays("Hi", "Kev").roomSays("Hi", "Amy").roomSays("Hi", "Bob");
        };
        two.receive("<message type='groupchat' from='curtis@example.com/x' to='" + ROOM + "'><body>Hi</body></message>");
        settle();
        assertEquals(List.of(SLAVE), receivers(one));
        assertEquals(List.of(), receivers(two));
        assertEquals(List.of(), receivers(three));
    }

    @Test
    public void alsoWhereTheRoomMakesThemOnAThreadOfItsOwn() {
        one.has("Kev").has("Amy");
        settle();
        receivers(one);
        two.roomSays("Hi", "Amy").roomSays("Hi", "Kev");
        settle();
        assertEquals(List.of(SLAVE), receivers(one));
        assertEquals(List.of(), receivers(two));
    }

    @Test
    public void whatIsForOneUserComesToHimByWayOfHisHome() {
        kevIsInByWayOf(one);
        two.receive("<message type='chat' from='%s/Curtis' to='%s'><body>Psst</body></message>".formatted(ROOM, KEV));
        settle();
        assertEquals(List.of(SLAVE + "/Kev"), receivers(one));
        assertEquals(List.of(), receivers(two));
    }

    @Test
    public void whatARoomLosesThatIsForHimAloneComesByWayOfHisHome() {
        kevIsInByWayOf(one);
        two.onReached = stanza -> stanza.setFrom(ROOM + "/Curtis");
        two.receive("<message type='chat' from='curtis@example.com/x' to='" + ROOM + "/kev'><body>Psst</body></message>")
            .receive("<iq type='get' id='v' from='curtis@example.com/x' to='" + ROOM + "/Kev'><query "
                + "xmlns='jabber:iq:version'/></iq>");
        settle();
        assertEquals(List.of(SLAVE + "/Kev", SLAVE + "/Kev"), receivers(one));
        two.receive("<message type='chat' from='curtis@example.com/x' to='" + ROOM + "/Amy'><body>Psst</body></message>")
            .receive("<message type='groupchat' from='curtis@example.com/x' to='" + ROOM + "'><body>Hi</body></message>");
        two.onReached = stanza -> { };
        two.receive("<message type='chat' from='curtis@example.com/x' to='" + ROOM + "/Kev'><body>Not in</body></message>");
        settle();
        assertEquals("not for him, or not let through by the room", List.of(), receivers(one));
    }

    @Test
    public void whatItSendsToAnotherServerInsteadIsStopped() throws PacketRejectedException {
        kevIsInByWayOf(one);
        Packet whisper = Xml.stanza("<message type='chat' from='%s/Curtis' to='%s/Kev'/>".formatted(ROOM, ROOM));
        assertThrows(PacketRejectedException.class, () -> two.guard.interceptPacket(whisper, null, false, false));
        two.guard.interceptPacket(Xml.stanza("<message from='%s/Curtis' to='%s'/>".formatted(ROOM, KEV)), null, false, false);
        new GuardedServer().guard.interceptPacket(whisper, null, false, false);
    }

    @Test
    public void anAnswerOfTheRoomToAUsersOwnQuestionReachesHim() {
        kevIsInByWayOf(one);
        two.receive("<iq type='result' id='his' from='%s' to='%s'/>".formatted(ROOM, KEV));
        settle();
        assertEquals(List.of(KEV), receivers(one));
        assertEquals(List.of(), receivers(two));
    }

    @Test
    public void aRoomThatAsksOnAnotherNodeWhetherHeIsThereIsAnsweredThere() {
        kevIsInByWayOf(one);
        two.receive("<iq type='get' id='p' from='%s' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>".formatted(ROOM, KEV));
        settle();
        List<Packet> reached = two.takeReached();
        assertEquals(1, reached.size());
        assertEquals(KEV, reached.get(0).getFrom().toString());
        assertEquals("nothing crosses, not even to the other node", List.of(), receivers(one));
        assertEquals(List.of(), receivers(two));
    }

    @Test
    public void whoJoinsDirectlyOnAnotherNodeFirstLeavesWhereHeCameInThroughTheMirror() {
        kevIsInByWayOf(one);
        two.receive("<presence from='%s' to='%s/Kevin'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(KEV, ROOM));
        assertEquals("not yet", List.of(), two.takeReached());
        settle();
        assertEquals(Presence.Type.unavailable, ((Presence) one.takeReached().get(0)).getType());
        assertEquals(List.of(SLAVE + "/Kev"), receivers(one));
        List<Packet> reached = two.takeReached();
        assertEquals(1, reached.size());
        assertTrue(((Presence) reached.get(0)).isAvailable());
        assertFalse(two.guard.elsewhere().has(new JID(ROOM), new JID(KEV)));
    }

    @Test
    public void aNickThatSomebodyOfAMirrorWantsDirectlyOnAnotherNodeReachesNobody() {
        kevIsInByWayOf(one);
        two.receive("<presence from='%s' to='%s/Kevin'/>".formatted(KEV, ROOM));
        settle();
        assertEquals(List.of(), two.takeReached());
        assertEquals(List.of(), two.takeOut());
        two.receive("<presence from='%s' to='%s/Kev'/>".formatted(KEV, ROOM));
        assertEquals("his status", 1, two.takeReached().size());
    }

    @Test
    public void whoIsInThroughAMirrorIsNotLetInThroughAnother() {
        kevIsInByWayOf(one);
        String other = "jabberchat\\40talk.example.com@second.remote.example.com";
        two.receive(("<presence from='%s' to='%s/Kev2'><fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/></presence>")
            .formatted(other, ROOM, KEV));
        settle();
        assertEquals(List.of(), two.takeReached());
        assertEquals(PacketError.Condition.conflict, two.takeOut().get(0).getError().getCondition());
    }

    @Test
    public void aNodeThatComesLaterKnowsWhoIsIn() {
        kevIsInByWayOf(one);
        GuardedServer four = node("four");
        four.receive(said("Hi"));
        settle();
        assertEquals(List.of("Hi"), words(one.takeReached()));
    }

    @Test
    public void aNodeWhoseGreetingWasLostIsGreetedAgain() {
        kevIsInByWayOf(one);
        GuardedServer four = new GuardedServer(cluster.join("four"));
        nodes.add(four);
        cluster.lose();
        one.guard.tick();
        settle();
        four.receive(said("Hi"));
        settle();
        assertEquals(List.of("Hi"), words(one.takeReached()));
    }

    @Test
    public void whenTheHomeOfAMirrorIsLostOneOfTheOthersTellsItToComeAgainAndItComesThere() {
        kevIsInByWayOf(one);
        cluster.kill("one");
        nodes.remove(one);
        aMomentLater();
        assertEquals(List.of(two), whoeverTellsItToComeAgain());
        String join = ("<presence from='%s' to='%s/Kev'><fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/><resume "
            + "xmlns='http://igniterealtime.org/protocol/federationsuite'/></presence>").formatted(SLAVE, ROOM, KEV);
        three.receive(join);
        settle();
        assertEquals("it comes where it comes", 1, three.takeReached().size());
        three.roomShows("Kev", "Kev");
        settle();
        two.workers.pass(Duration.ofMinutes(1));
        assertEquals("and is not told again", List.of(), whoeverTellsItToComeAgain());
        two.receive(said("Hi"));
        settle();
        assertEquals(List.of("Hi"), words(three.takeReached()));
    }

    @Test
    public void whatALostNodeHasSaidAndComesLateIsOver() {
        one.has("Kev");
        cluster.kill("one");
        nodes.remove(one);
        aMomentLater();
        assertFalse(two.guard.elsewhere().find(new JID(ROOM)).isPresent());
        assertEquals(List.of(), whoeverTellsItToComeAgain());
    }

    @Test
    public void thoseWhomTheRoomHasKeptAreAtHomeWithTheNodeThatLeads() {
        kevIsInByWayOf(three);
        two.inside.add(new JID(KEV));
        one.inside.add(new JID(KEV));
        cluster.kill("three");
        nodes.remove(three);
        aMomentLater();
        two.receive(said("Hi"));
        settle();
        assertEquals(List.of("Hi"), words(one.takeReached()));
        assertEquals("it may have missed something", List.of(one), whoeverTellsItToComeAgain());
    }

    @Test
    public void anAnswerToThatIsKnownWhereverItComes() {
        kevIsInByWayOf(one);
        cluster.kill("one");
        nodes.remove(one);
        aMomentLater();
        two.guard.tick();
        String id = two.takeOut().get(0).getID();
        three.receive(("<iq type='error' id='%s' from='%s' to='%s'><error type='cancel'><item-not-found "
            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").formatted(id, SLAVE, ROOM));
        settle();
        two.workers.pass(Duration.ofMinutes(1));
        assertEquals("there is nobody any more", List.of(), whoeverTellsItToComeAgain());
    }

    @Test
    public void whatAMirrorSaysToALostNodeThatIsNotYetKnownToBeLostGoesNowhereElse() {
        kevIsInByWayOf(one);
        two.receive(said("Hi"));
        cluster.lose();
        settle();
        assertEquals(List.of(), two.takeReached());
        assertEquals(List.of(), two.takeOut());
    }

    @Test
    public void ofTwoNodesThatLetAMirrorsUsersInAtTheSameTimeOneStaysItsHome() {
        one.asked("Kev");
        two.workers.pass(Duration.ofSeconds(1));
        two.asked("Amy");
        one.roomShows("Kev", "Kev");
        two.roomShows("Amy", "Amy");
        nodes.forEach(GuardedServer::takeReached);
        nodes.forEach(GuardedServer::takeOut);
        one.onReached = stanza -> {
            one.onReached = nothing -> { };
            one.roomShowsGone("Kev", "Kev");
        };
        settle();
        List<Packet> left = one.takeReached();
        assertEquals("the one whose came first lets him go", 1, left.size());
        assertEquals(Presence.Type.unavailable, ((Presence) left.get(0)).getType());
        assertEquals("and his mirror is not told", List.of(), receivers(one));
        assertEquals(List.of(), two.takeReached());
        nodes.forEach(node -> node.workers.pass(Duration.ofSeconds(3)));
        assertEquals(List.of(two), whoeverTellsItToComeAgain());
        assertTrue(one.guard.elsewhere().has(new JID(ROOM), new JID("amy@remote.example.com/x")));
        assertFalse(three.guard.elsewhere().has(new JID(ROOM), new JID(KEV)));
        assertTrue(three.guard.elsewhere().has(new JID(ROOM), new JID("amy@remote.example.com/x")));
    }

    @Test
    public void aSuiteThatIsSwitchedOffTellsItsMirrorsSoAndANodeThatIsStoppedDoesNot() {
        for (boolean outlived : new boolean[] {false, true}) {
            GuardedServer node = new GuardedServer(new Lonely(outlived)).has("Kev");
            node.takeOut();
            node.onReached = stanza -> {
                node.onReached = nothing -> { };
                node.roomShowsGone("Kev", "Kev");
            };
            node.guard.close();
            assertEquals("the others see to it that he comes again", outlived ? List.of() : List.of(SLAVE), receivers(node));
        }
    }

    @Test
    public void twoNodesThatFindEachOtherWhileTheirRoomsAreAliveTellEachOtherWhoIsIn() {
        kevIsInByWayOf(one);
        two.guard.elsewhere().heard(new Notice("fmuc.master", Map.of("node", "one", "stream", Long.toString(Long.MAX_VALUE - 1),
            "number", "1", "kind", "hello")));
        assertFalse("it begins anew", two.guard.elsewhere().has(new JID(ROOM), new JID(KEV)));
        GuardedServer late = new GuardedServer(cluster.join("late"));
        nodes.add(late);
        cluster.lose();
        late.asked("Amy").roomShows("Amy", "Amy");
        late.guard.elsewhere().joined();
        one.guard.elsewhere().joined();
        settle();
        assertTrue("the later one stays the home", one.guard.elsewhere().has(new JID(ROOM), new JID("amy@remote.example.com/x"))
            || late.guard.elsewhere().has(new JID(ROOM), new JID(KEV)));
        assertFalse("and there is one", one.guard.elsewhere().has(new JID(ROOM), new JID("amy@remote.example.com/x"))
            && late.guard.elsewhere().has(new JID(ROOM), new JID(KEV)));
    }

    /** A node without others, which may have left some behind because it is being stopped. */
    private record Lonely(boolean othersServe) implements Nodes {

        @Override
        public Set<String> others() {
            return Set.of();
        }

        @Override
        public boolean expectsOthers() {
            return true;
        }

        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public String self() {
            return "lonely";
        }

        @Override
        public String leader() {
            return "lonely";
        }

        @Override
        public void tell(Notice notice) {
            throw new AssertionError("There is nobody");
        }

        @Override
        public boolean tell(String node, Notice notice) {
            throw new AssertionError("There is nobody");
        }

        @Override
        public boolean tellLeader(Notice notice) {
            throw new AssertionError("There is nobody");
        }

        @Override
        public Listening listen(Listener listener) {
            return () -> { };
        }
    }

    @Test
    public void whatIsNoNewsOfARoomIsLeftOut() {
        kevIsInByWayOf(one);
        one.roomSays("Hi", "Kev");
        assertEquals("a message changes nobody", List.of(SLAVE), receivers(one));
        assertNotNull(two.guard.elsewhere().find(new JID(ROOM)).orElse(null));
        one.leaves("Kev");
        settle();
        two.workers.pass(Duration.ofSeconds(11));
        two.guard.tick();
        assertFalse("nothing is remembered for long of those who have left",
            two.guard.elsewhere().find(new JID(ROOM)).isPresent());
    }
}
