package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.PresenceEventListener;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Tells the features when the presence of a registered user's client has changed, also when the client has vanished.
 */
final class PresenceWatch implements PresenceEventListener {

    private final Features features;
    private final Deeds deeds;

    PresenceWatch(Features features, Deeds deeds) {
        this.features = Objects.requireNonNull(features);
        this.deeds = Objects.requireNonNull(deeds);
    }

    @Override
    public void availableSession(ClientSession session, Presence presence) {
        presenceChanged(session, presence);
    }

    @Override
    public void unavailableSession(ClientSession session, Presence presence) {
        presenceChanged(session, presence);
    }

    @Override
    public void presenceChanged(ClientSession session, Presence presence) {
        // Anonymous users have no account, so no contacts and no node.
        if (!session.isAnonymousUser()) {
            deeds.doAll(features.all(new Event.Changed(session.getAddress(), presence)));
        }
    }

    @Override
    public void subscribedToPresence(JID subscriber, JID authorizer) {
        // The stanza that says so was seen when it was routed.
    }

    @Override
    public void unsubscribedToPresence(JID unsubscriber, JID recipient) {
        // The same.
    }
}
