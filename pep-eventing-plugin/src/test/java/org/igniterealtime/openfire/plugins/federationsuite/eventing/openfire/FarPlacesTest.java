package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomServices;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Rooms;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Romeo, a client of another server, is in a room of a cluster by way of one of its nodes. */
public class FarPlacesTest {

    private static final JID ROMEO = new JID("romeo@montague.lit/mobile");
    private static final String SERVICE = "chat.shakespeare.lit";
    private static final String ROOM = "characters@" + SERVICE;

    private final MemoryCluster cluster = new MemoryCluster();
    private final Node leader = new Node("one");
    private final Node second = new Node("two");
    private final Node his = new Node("three");
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private Executor afterLoss = Runnable::run;

    /** Rooms by pubsub on a node. */
    private final class Node implements RoomServices {

        private final List<Packet> routed = new ArrayList<>();
        private final Nodes nodes;
        private final Rooms rooms;
        private final FarPlaces places;
        private int ids;

        Node(String name) {
            nodes = cluster.join(name);
            rooms = new Rooms(this, () -> new RoomLimits(2, 10, 5, 5, 5, Duration.ofSeconds(60), Duration.ofSeconds(300)),
                () -> now, () -> name + ids++);
            places = new FarPlaces(nodes, Runnable::run, task -> afterLoss.execute(task), rooms, this::act, () -> 10);
            nodes.listen(places);
            places.start();
            nodes.tell(new Notice(EventingNodes.ALL, Map.of(EventingNodes.NODE, nodes.self())));
        }

        void act(List<Effect> effects) {
            for (Effect effect : effects) {
                if (effect instanceof Effect.Route route) {
                    routed.add(route.stanza());
                }
            }
        }

        void hears(Packet stanza) {
            act(Minded.on(rooms, new Event.Routing(stanza, false)));
        }

        void enters(String nick) {
            asks(nick);
            answers();
            isLetIn(nick);
            routed.clear();
        }

        void asks(String nick) {
            act(Minded.on(rooms, new Event.Request(ROMEO, Optional.of(new JID(SERVICE)), false, Xml.iq("<iq type='set' id='s1'"
                + " from='" + ROMEO + "' to='" + SERVICE + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe"
                + " node='characters' jid='" + ROMEO + "'/><options node='characters' jid='" + ROMEO + "'><x"
                + " xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub"
                + "#subscribe_options</value></field><field var='roomnick'><value>" + nick + "</value></field></x></options>"
                + "</pubsub></iq>"))));
        }

        void answers() {
            Packet probe = routed.get(routed.size() - 1);
            hears(Xml.iq("<iq type='error' id='" + probe.getID() + "' from='" + probe.getTo() + "' to='" + ROMEO + "'><error"
                + " type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"));
        }

        void isLetIn(String nick) {
            hears(Xml.presence("<presence from='" + ROOM + "/" + nick + "' to='" + ROMEO + "'><x xmlns='http://jabber.org/"
                + "protocol/muc#user'><item role='participant'/><status code='110'/></x></presence>"));
        }

        void leaves() {
            hears(Xml.presence("<presence type='unavailable' from='" + ROOM + "/Romeo' to='" + ROMEO + "'><x xmlns='http://"
                + "jabber.org/protocol/muc#user'><item role='none'/><status code='110'/></x></presence>"));
        }

        /** What it has said of the place's end: to the client, and to the room. */
        String said() {
            List<String> all = routed.stream().map(stanza -> stanza.toXML().contains("subscription=\"none\"")
                ? "ended to " + stanza.getTo() : stanza.getElement().attributeValue("type") + " to " + stanza.getTo()).toList();
            routed.clear();
            return String.join(", ", all);
        }

        @Override
        public boolean isService(String domain) {
            return domain.equals(SERVICE);
        }

        @Override
        public boolean exists(JID room) {
            return true;
        }

        @Override
        public boolean isConnected(JID client) {
            return false;
        }

        @Override
        public boolean isElsewhere(JID client) {
            return client.getDomain().equals("montague.lit") && client.getResource() != null;
        }
    }

    @Test
    public void whoWasInARoomByALostNodeIsToldOnceAndSoIsTheRoom() {
        his.enters("Romeo");
        cluster.settle();
        cluster.kill("three");
        assertEquals("ended to " + ROMEO + ", unavailable to " + ROOM + "/Romeo", leader.said());
        assertEquals("", second.said());
        cluster.settle();
        cluster.kill("one");
        assertEquals("the next one, should that have been too late", "ended to " + ROMEO + ", unavailable to " + ROOM + "/Romeo",
            second.said());
    }

    @Test
    public void thatIsSaidWhenTheServerKnowsThatTheNodeIsLost() {
        List<Runnable> waiting = new ArrayList<>();
        afterLoss = waiting::add;
        his.enters("Romeo");
        cluster.settle();
        cluster.kill("three");
        assertEquals("it would go to the lost node, and nowhere", "", leader.said());
        waiting.forEach(Runnable::run);
        assertEquals("ended to " + ROMEO + ", unavailable to " + ROOM + "/Romeo", leader.said());
    }

    @Test
    public void whatTheRoomSaysToHimAfterwardsHeIsNotTold() {
        his.enters("Romeo");
        cluster.settle();
        cluster.kill("three");
        assertEquals(List.of(new Effect.Stop()), Minded.on(leader.rooms, new Event.Routing(Xml.message("<message type='groupchat'"
            + " from='" + ROOM + "/Bard' to='" + ROMEO + "'><body>hi</body></message>"), false)));
        leader.leaves();
        cluster.settle();
        assertEquals(0, leader.rooms.size());
        cluster.kill("one");
        assertEquals("it is over", "", second.said());
    }

    @Test
    public void heMayComeAgainAtOnceAlsoIfTheRoomHasNotSaidGoodbyeOrSaysItLate() {
        his.enters("Romeo");
        cluster.settle();
        cluster.kill("three");
        leader.asks("Romeo");
        Packet probe = leader.routed.get(leader.routed.size() - 1);
        leader.leaves();
        leader.routed.add(probe);
        leader.answers();
        leader.leaves();
        leader.isLetIn("Romeo");
        assertEquals("in", leader.rooms.occupants().get(0).state().name().toLowerCase(Locale.ROOT));
    }

    @Test
    public void heDoesNotHearThatTheRoomHasTakenHimOutAlready() {
        his.enters("Romeo");
        cluster.settle();
        cluster.kill("three");
        assertEquals(List.of(new Effect.Stop()), Minded.on(leader.rooms, new Event.Routing(Xml.presence("<presence type='error'"
            + " from='" + ROOM + "/Romeo' to='" + ROMEO + "' id='x'><error type='wait'><unexpected-request"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>"), false)));
        assertEquals(0, leader.rooms.size());
    }

    @Test
    public void thePlaceEndsUnderTheNickThatHeHasByThen() {
        his.enters("Romeo");
        his.hears(Xml.presence("<presence type='unavailable' from='" + ROOM + "/Romeo' to='" + ROMEO + "'><x xmlns='http://"
            + "jabber.org/protocol/muc#user'><item role='participant' nick='Tybalt'/><status code='303'/><status code='110'/></x>"
            + "</presence>"));
        cluster.settle();
        cluster.kill("three");
        assertEquals("ended to " + ROMEO + ", unavailable to " + ROOM + "/Tybalt", leader.said());
    }

    @Test
    public void whoHasLeftOrHasComeAgainIsNotToldAnything() {
        his.enters("Romeo");
        his.leaves();
        cluster.settle();
        cluster.kill("three");
        assertEquals("", leader.said());

        Node fourth = new Node("four");
        fourth.enters("Romeo");
        cluster.settle();
        leader.enters("Romeo");
        cluster.settle();
        cluster.kill("four");
        assertEquals("", leader.said());
        assertEquals(1, leader.rooms.size());
    }

    @Test
    public void whoHasComeAgainToAnotherNodeKeepsThatPlaceWhateverTheFirstOneSaysLate() {
        his.enters("Romeo");
        cluster.settle();
        second.enters("Romeo");
        cluster.settle();
        his.leaves();
        cluster.settle();
        cluster.kill("three");
        assertEquals("", leader.said());
        cluster.kill("two");
        assertEquals("ended to " + ROMEO + ", unavailable to " + ROOM + "/Romeo", leader.said());
    }

    @Test
    public void aNodeThatComesLaterLearnsOfPlaces() {
        his.enters("Romeo");
        cluster.settle();
        Node fourth = new Node("four");
        cluster.settle();
        cluster.kill("one");
        cluster.kill("two");
        cluster.kill("three");
        assertEquals("ended to " + ROMEO + ", unavailable to " + ROOM + "/Romeo", fourth.said());
    }

    @Test
    public void whoIsAloneAfterASplitTellsThoseOfTheOthersToo() {
        his.enters("Romeo");
        cluster.settle();
        cluster.part("three");
        assertEquals("ended to " + ROMEO + ", unavailable to " + ROOM + "/Romeo", leader.said());
        assertEquals("", his.said());
        assertEquals(1, his.rooms.size());
    }
}
