package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature.Passing;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Clients of another server in a room by pubsub: what passes the router is all that is seen of them. */
public class RoomFarTest extends RoomScene {

    private static final String ROMEO = "romeo@montague.lit/mobile";

    @Test
    public void theRoomsWordsOnTheirWayElsewhereAreNoticesInstead() {
        enterFrom(ROMEO, "characters");
        List<Effect> effects = passes("<message type='groupchat' from='" + ROOM + "/Bard' to='" + ROMEO
            + "'><body>hi</body></message>");
        assertTrue(xml(routed(effects, 0)).contains("<event xmlns=\"http://jabber.org/protocol/pubsub#event\">"));
        assertEquals(ROMEO, routed(effects, 0).getTo().toString());
        assertEquals(new Effect.Stop(), effects.get(1));
    }

    @Test
    public void whatIsNoneOfItsBusinessPasses() {
        enterFrom(ROMEO, "characters");
        for (String other : List.of("from='nurse@capulet.lit/chamber' to='" + ROMEO + "'",
            "from='" + ROOM + "/Bard' to='benvolio@montague.lit/pda'", "from='" + ROMEO + "' to='" + ROOM + "'",
            "from='characters@elsewhere.lit/Bard' to='" + ROMEO + "'")) {
            assertEquals(other, List.of(), passes("<message type='groupchat' " + other + "><body>hi</body></message>"));
        }
        assertFalse("what is between others is not even looked at", rooms.minds(Passing.ROUTING,
            Xml.message("<message from='a@capulet.lit/x' to='b@montague.lit/y'><body>hi</body></message>"), false));
    }

    @Test
    public void whoIsQuietIsAskedAndStaysIfHeAnswers() {
        enterFrom(ROMEO, "characters");
        assertEquals(List.of(), tick(Duration.ofSeconds(299)));
        Packet question = routed(tick(Duration.ofSeconds(1)), 0);
        assertTrue(question instanceof IQ iq && iq.getType() == IQ.Type.get && iq.getTo().toString().equals(ROMEO)
            && iq.getFrom().toString().equals(SERVICE));
        assertEquals("asked once", List.of(), tick(Duration.ofSeconds(59)));
        assertEquals(List.of(new Effect.Stop()), answers(question, "result", ""));
        assertEquals(List.of(), tick(Duration.ofSeconds(299)));
        assertEquals(1, rooms.size());
        assertEquals(1, tick(Duration.ofSeconds(1)).size());
    }

    @Test
    public void whoDoesNotKnowWhatIsAskedIsThereAndWhoIsNotThereIsNot() {
        enterFrom(ROMEO, "characters");
        Packet question = routed(tick(Duration.ofSeconds(300)), 0);
        assertEquals(List.of(new Effect.Stop()), answers(question, "error", "feature-not-implemented"));
        assertEquals(1, rooms.size());
        question = routed(tick(Duration.ofSeconds(300)), 0);
        List<Effect> effects = answers(question, "error", "service-unavailable");
        assertEquals("<presence type=\"unavailable\" from=\"" + ROMEO + "\" to=\"" + ROOM + "/Romeo\"/>",
            xml(routed(effects, 0)));
        assertEquals(0, rooms.size());
    }

    @Test
    public void anErrorThatHisServerSendsForHimIsNoSignOfLife() {
        enterFrom(ROMEO, "characters");
        tick(Duration.ofSeconds(299));
        assertEquals(List.of(), passes("<message type='error' from='" + ROMEO + "' to='" + SERVICE + "'><error type='cancel'>"
            + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"));
        assertEquals("he is asked", 1, tick(Duration.ofSeconds(1)).size());
    }

    @Test
    public void whoDoesNotAnswerHasLeft() {
        enterFrom(ROMEO, "characters");
        tick(Duration.ofSeconds(300));
        List<Effect> effects = tick(Duration.ofSeconds(60));
        assertEquals("unavailable", routed(effects, 0).getElement().attributeValue("type"));
        assertEquals(0, rooms.size());
    }

    @Test
    public void nobodyAnswersForSomebodyElse() {
        enterFrom(ROMEO, "characters");
        Packet question = routed(tick(Duration.ofSeconds(300)), 0);
        assertEquals(List.of(), passes("<iq type='error' id='" + question.getID() + "' from='tybalt@montague.lit/x' to='"
            + SERVICE + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
            + "</iq>"));
        assertEquals(1, rooms.size());
    }

    @Test
    public void anAnswerToAnotherQuestionGoesOnToWhoAskedAndIsASignOfLifeToo() {
        enterFrom(ROMEO, "characters");
        Packet question = routed(tick(Duration.ofSeconds(300)), 0);
        question.setID("somebody-elses");
        assertEquals("not stopped", List.of(), answers(question, "result", ""));
        assertEquals(List.of(), tick(Duration.ofSeconds(60)));
        assertEquals(1, rooms.size());
    }

    @Test
    public void otherNodesOfAClusterAreToldWhoHasAPlaceUnderWhichNickAndWhoHasNone() {
        List<String> told = new ArrayList<>();
        Sharing others = new Sharing() {
            @Override
            public void has(FarPlace place) {
                told.add(place.client() + " " + place.room() + ' ' + place.service() + ' ' + place.node() + ' ' + place.nick());
            }

            @Override
            public void hasNoMore(JID client, JID room) {
                told.add(client + " not " + room);
            }
        };
        rooms.share(others);
        enter("JC");
        assertEquals("those of this server are its own business", List.of(), told);
        enterFrom(ROMEO, "characters");
        String has = ROMEO + ' ' + ROOM + ' ' + SERVICE + " characters Romeo";
        assertEquals(List.of(has), told);
        rooms.tellAll(others);
        assertEquals(List.of(has, has), told);
        rooms.vanished(new JID(ROMEO));
        assertEquals(List.of(has, has, ROMEO + " not " + ROOM), told);
    }

    @Test
    public void theUsersOfOneOtherServerHaveSoManySeatsTogether() {
        limits = limits(5, 50, 10, 2);
        enterFrom("romeo@montague.lit/a", "characters");
        subscribeFrom("made-up@montague.lit/b", "characters", "B");
        assertEquals(PubsubError.Reason.TOO_MANY_SUBSCRIPTIONS, refused(subscribeFrom("c@montague.lit/c", "characters", "C")));
        assertEquals("but not those of this one", new Effect.Later(), subscribe("one", "JC").get(0));
        assertEquals(new Effect.Later(), subscribe("two", "JC").get(0));
        assertEquals(new Effect.Later(), subscribe("three", "JC").get(0));
    }

    private void enterFrom(String client, String room) {
        Packet probe = routed(subscribeFrom(client, room, "Romeo"), 1);
        List<Effect> effects = passes("<iq type='error' id='" + probe.getID() + "' from='" + probe.getTo() + "' to='" + client
            + "'><error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        assertEquals(new Effect.Stop(), effects.get(0));
        effects = passes("<presence from='" + ROOM + "/Romeo' to='" + client + "'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item role='participant'/><status code='110'/></x></presence>");
        assertTrue(effects.toString(), routed(effects, 0) instanceof IQ);
    }

    private List<Effect> subscribeFrom(String client, String room, String nick) {
        IQ iq = Xml.iq("<iq type='set' id='s1' from='" + client + "' to='" + SERVICE
            + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='" + room + "' jid='" + client + "'/>"
            + options(field("roomnick", nick)).replace(BALCONY.toString(), client) + "</pubsub></iq>");
        return Minded.on(rooms, new Event.Request(new JID(client), Optional.of(new JID(SERVICE)), false, iq));
    }

    private List<Effect> answers(Packet question, String type, String condition) {
        String error = condition.isEmpty() ? "" : "<error type='cancel'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        return passes("<iq type='" + type + "' id='" + question.getID() + "' from='" + ROMEO + "' to='" + SERVICE + "'>" + error
            + "</iq>");
    }

    private List<Effect> passes(String xml) {
        Packet stanza = xml.startsWith("<presence") ? Xml.presence(xml) : xml.startsWith("<iq") ? Xml.iq(xml) : Xml.message(xml);
        return Minded.on(rooms, new Event.Routing(stanza, false));
    }
}
