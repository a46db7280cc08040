package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Who may change which presence by a publication. */
public class PresencePublicationTest {

    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final Optional<JID> NOBODY = Optional.empty();
    private static final PresencePayload PRESENCE = new PresencePayload(true, Optional.empty(), Optional.empty(),
        Optional.empty(), List.of(), OptionalInt.empty(), List.of());
    private static final String PUBLISH = Xml.publishItem("<presence xmlns='jabber:client'/>");
    private static final String MALFORMED = Xml.publish("<publish node='presence'/>");
    private static final List<Effect> BROADCAST = List.of(new Effect.Broadcast(BALCONY, PRESENCE), new Effect.Confirm());
    private static final List<Effect> NOT_OURS = List.of();

    private static List<Effect> decide(JID from, Optional<JID> to, boolean online, String request) {
        return new PresencePublication().on(new Event.Request(from, to, online, Xml.iq(request)));
    }

    @Test
    public void presencePublishedToNobodyIsBroadcastThenConfirmed() {
        assertEquals(BROADCAST, decide(BALCONY, NOBODY, true, PUBLISH));
    }

    @Test
    public void presencePublishedToTheOwnAccountIsBroadcastThenConfirmed() {
        assertEquals(BROADCAST, decide(BALCONY, Optional.of(new JID("juliet@capulet.lit")), true, PUBLISH));
    }

    @Test
    public void aMalformedPublicationIsRefusedAndNothingIsBroadcast() {
        PubsubError why = new PubsubError(PubsubError.Reason.ITEM_REQUIRED, "Publish an item.");
        assertEquals(List.of(new Effect.Refuse(why)), decide(BALCONY, NOBODY, true, MALFORMED));
    }

    @Test
    public void otherRequestsAreTheCores() {
        assertEquals(NOT_OURS, decide(BALCONY, NOBODY, true, Xml.publish("<items node='presence'/>")));
    }

    @Test
    public void whatIsPublishedAtSomebodyElsesIsTheCores() {
        for (String to : new String[] {"romeo@capulet.lit", "capulet.lit", "pubsub.capulet.lit", "juliet@montague.lit",
            "juliet@capulet.lit/balcony"}) {
            assertEquals(to, NOT_OURS, decide(BALCONY, Optional.of(new JID(to)), true, PUBLISH));
            assertEquals(to, NOT_OURS, decide(BALCONY, Optional.of(new JID(to)), true, MALFORMED));
        }
    }

    @Test
    public void whatNoConnectedLocalUserSentIsTheCores() {
        assertEquals(NOT_OURS, decide(BALCONY, NOBODY, false, PUBLISH));
        assertEquals(NOT_OURS, decide(BALCONY, NOBODY, false, MALFORMED));
        assertEquals(NOT_OURS, decide(new JID("romeo@montague.lit/orchard"), NOBODY, false, PUBLISH));
    }

    @Test
    public void whatComesFromNoResourceIsTheCores() {
        assertEquals(NOT_OURS, decide(new JID("juliet@capulet.lit"), NOBODY, true, PUBLISH));
    }

    @Test
    public void whatIsNoRequestIsNotLookedAt() {
        assertEquals(NOT_OURS, new PresencePublication().on(new Event.Routing(Xml.iq(PUBLISH), true)));
    }
}
