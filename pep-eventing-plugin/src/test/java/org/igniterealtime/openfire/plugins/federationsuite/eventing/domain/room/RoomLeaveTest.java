package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.junit.Test;

/** How a subscription to a room ends, and what limits there are. */
public class RoomLeaveTest extends RoomScene {

    @Test
    public void whoUnsubscribesLeavesAndHearsNoMore() {
        enter("JC");
        List<Effect> effects = request("<unsubscribe node='characters' jid='" + BALCONY + "'/>");
        assertEquals("<presence type=\"unavailable\" from=\"juliet@capulet.lit/balcony\" to=\"" + ROOM + "/JC\"/>",
            xml(routed(effects, 0)));
        assertEquals(new Effect.Confirm(), effects.get(1));
        assertEquals(List.of(new Effect.Stop()), deliver("<message type='groupchat' from='" + ROOM + "/Bard' to='" + BALCONY
            + "'><body>x</body></message>"));
        assertEquals(List.of(new Effect.Stop()), gone("JC", ""));
        assertEquals(0, rooms.size());
        assertEquals(PubsubError.Reason.NOT_SUBSCRIBED,
            refused(request("<unsubscribe node='characters' jid='" + BALCONY + "'/>")));
    }

    @Test
    public void aRoomThatDoesNotSayFarewellIsNotWaitedForLong() {
        enter("JC");
        request("<unsubscribe node='characters' jid='" + BALCONY + "'/>");
        tick(Duration.ofSeconds(4));
        assertEquals(1, rooms.size());
        tick(Duration.ofSeconds(2));
        assertEquals(0, rooms.size());
    }

    @Test
    public void whoIsKickedIsToldByTheEventAndByTheEndOfHisSubscription() {
        enter("JC");
        List<Effect> effects = gone("JC", "<status code='307'/>");
        assertTrue(xml(routed(effects, 0)).contains("<status code=\"307\"/>"));
        assertEquals("<message from=\"chat.shakespeare.lit\" to=\"juliet@capulet.lit/balcony\">"
            + "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><subscription node=\"characters\""
            + " jid=\"juliet@capulet.lit/balcony\" subscription=\"none\"/></event></message>",
            xml(routed(effects, 1)));
        assertEquals(new Effect.Stop(), effects.get(2));
        assertEquals(0, rooms.size());
    }

    @Test
    public void anotherClientWithTheSameNickMayLeave() {
        enter("JC");
        gone("JC", "");
        assertEquals(1, rooms.size());
        gone("JC", "<status code='110'/>");
        assertEquals(0, rooms.size());
    }

    @Test
    public void whoVanishesLeavesNothing() {
        enter("JC");
        List<Effect> effects = rooms.vanished(BALCONY);
        assertEquals(1, effects.size());
        assertEquals("unavailable", routed(effects, 0).getElement().attributeValue("type"));
        assertEquals(0, rooms.size());
    }

    @Test
    public void whoIsNoLongerConnectedIsNoticedInAnyCase() {
        enter("JC");
        connected = false;
        assertEquals(1, tick(Duration.ofSeconds(1)).size());
        assertEquals(0, rooms.size());
    }

    @Test
    public void whenRoomsAreNoLongerNodesEverybodyLeavesAndIsTold() {
        enter("JC");
        List<Effect> effects = rooms.close();
        assertTrue(xml(routed(effects, 0)).contains("subscription=\"none\""));
        assertEquals("unavailable", routed(effects, 1).getElement().attributeValue("type"));
    }

    @Test
    public void aUserHasSoManySeatsAndAllHaveSoMany() {
        assertEquals(new Effect.Later(), subscribe("one", "JC").get(0));
        assertEquals(new Effect.Later(), subscribe("two", "JC").get(0));
        assertEquals(PubsubError.Reason.TOO_MANY_SUBSCRIPTIONS, refused(subscribe("three", "JC")));
        limits = limits(5, 2, 10, 2);
        assertEquals(PubsubError.Reason.TOO_MANY_SUBSCRIPTIONS, refused(subscribe("three", "JC")));
        rooms.vanished(BALCONY);
        assertEquals(new Effect.Later(), subscribe("three", "JC").get(0));
    }

    @Test
    public void aRoomThatDoesNotAnswerIsLeft() {
        outsider(routed(subscribe("characters", "JC"), 1));
        assertEquals(List.of(), tick(Duration.ofSeconds(59)));
        List<Effect> effects = tick(Duration.ofSeconds(1));
        assertTrue(xml(routed(effects, 0)).contains("<remote-server-timeout "));
        assertEquals("unavailable", routed(effects, 1).getElement().attributeValue("type"));
        assertEquals("too late", List.of(new Effect.Stop()), self("JC", ""));
        tick(Duration.ofSeconds(5));
        assertEquals(0, rooms.size());
    }

    @Test
    public void aPublicationThatIsNeverSaidIsAnswered() {
        enter("JC");
        publish("<message xmlns='jabber:client'><body>hi</body></message>");
        publish("<message xmlns='jabber:client'><body>hi</body></message>");
        assertEquals(PubsubError.Reason.RESOURCE_CONSTRAINT,
            refused(publish("<message xmlns='jabber:client'><body>hi</body></message>")));
        assertEquals(2, tick(Duration.ofSeconds(60)).size());
        assertEquals(new Effect.Later(), publish("<message xmlns='jabber:client'><body>hi</body></message>").get(0));
    }

    @Test
    public void ofSoManyOccupantsItIsRememberedWhoTheyAre() {
        limits = limits(2, 3, 1, 2);
        enter("JC");
        for (String nick : List.of("Bard", "Romeo")) {
            deliver("<presence from='" + ROOM + "/" + nick + "' to='" + BALCONY + "'>"
                + "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='" + nick + "@shakespeare.lit/globe'/></x></presence>");
        }
        assertTrue(said("Bard", "").contains("jid=\"bard@shakespeare.lit/globe\""));
        assertTrue(said("Romeo", "").contains("jid=\"characters@chat.shakespeare.lit/Romeo\""));
    }

    @Test
    public void whomTheRoomDoesNotKnowAnyMoreHasLeft() {
        enter("JC");
        request("<unsubscribe node='characters' jid='" + BALCONY + "'/>");
        assertEquals("another trouble tells nothing of that", 1, afterRefusal("forbidden"));
        assertEquals(0, afterRefusal("unexpected-request"));
    }

    @Test
    public void whoStaysIsNotGoneBecauseTheRoomDoesNotKnowWhatHeMeans() {
        enter("JC");
        assertEquals(1, afterRefusal("unexpected-request"));
    }

    private int afterRefusal(String condition) {
        deliver(refusal("presence", "x9", condition));
        return rooms.size();
    }
}
