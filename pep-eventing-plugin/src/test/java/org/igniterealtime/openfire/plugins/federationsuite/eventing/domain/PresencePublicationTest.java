package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PublishError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Who may change which presence by a publication. */
public class PresencePublicationTest {

    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final Optional<JID> NOBODY = Optional.empty();
    private static final PresencePayload PRESENCE = new PresencePayload(true, Optional.empty(), Optional.empty(),
        Optional.empty(), List.of(), OptionalInt.empty(), List.of());
    private static final PubsubRequest PUBLISH = new PubsubRequest.PublishPresence(PRESENCE);
    private static final PublishError ERROR = new PublishError(PublishError.Reason.ITEM_REQUIRED, "Publish an item.");
    private static final PubsubRequest MALFORMED = new PubsubRequest.MalformedPublish(ERROR);
    private static final List<Effect> BROADCAST = List.of(new Effect.Broadcast(BALCONY, PRESENCE), new Effect.Confirm());
    private static final List<Effect> DELEGATE = List.of(new Effect.Delegate());

    private static List<Effect> decide(JID from, Optional<JID> to, boolean online, PubsubRequest request) {
        return PresencePublication.decide(new PubsubEvent(from, to, online, request));
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
        assertEquals(List.of(new Effect.Refuse(ERROR)), decide(BALCONY, NOBODY, true, MALFORMED));
    }

    @Test
    public void otherRequestsAreTheCores() {
        assertEquals(DELEGATE, decide(BALCONY, NOBODY, true, new PubsubRequest.Other()));
    }

    @Test
    public void whatIsPublishedAtSomebodyElsesIsTheCores() {
        for (String to : new String[] {"romeo@capulet.lit", "capulet.lit", "pubsub.capulet.lit", "juliet@montague.lit",
            "juliet@capulet.lit/balcony"}) {
            assertEquals(to, DELEGATE, decide(BALCONY, Optional.of(new JID(to)), true, PUBLISH));
            assertEquals(to, DELEGATE, decide(BALCONY, Optional.of(new JID(to)), true, MALFORMED));
        }
    }

    @Test
    public void whatNoConnectedLocalUserSentIsTheCores() {
        assertEquals(DELEGATE, decide(BALCONY, NOBODY, false, PUBLISH));
        assertEquals(DELEGATE, decide(BALCONY, NOBODY, false, MALFORMED));
        assertEquals(DELEGATE, decide(new JID("romeo@montague.lit/orchard"), NOBODY, false, PUBLISH));
    }

    @Test
    public void whatComesFromNoResourceIsTheCores() {
        assertEquals(DELEGATE, decide(new JID("juliet@capulet.lit"), NOBODY, true, PUBLISH));
    }
}
