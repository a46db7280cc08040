package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Clients;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.entitycaps.EntityCapabilities;
import org.jivesoftware.openfire.entitycaps.EntityCapabilitiesManager;
import org.jivesoftware.openfire.privacy.PrivacyList;
import org.jivesoftware.openfire.privacy.PrivacyListManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** The clients that are connected to the running server, and what it knows of others. */
final class ServerClients implements Clients {

    private static final String NOTIFY = PubsubRequest.PRESENCE_NODE + "+notify";

    private final SessionManager sessions;
    private final EntityCapabilitiesManager capabilities;

    ServerClients(SessionManager sessions, EntityCapabilitiesManager capabilities) {
        this.sessions = Objects.requireNonNull(sessions);
        this.capabilities = Objects.requireNonNull(capabilities);
    }

    @Override
    public List<Presence> present(JID user) {
        List<Presence> found = new ArrayList<>();
        for (ClientSession session : sessions.getSessions(user.getNode())) {
            Presence presence = session.getPresence();
            if (presence != null && presence.isAvailable()) {
                Presence copy = presence.createCopy();
                copy.setFrom(session.getAddress());
                found.add(copy);
            }
        }
        return found;
    }

    @Override
    public boolean wantsNotices(JID client) {
        EntityCapabilities known = capabilities.getEntityCapabilities(client);
        return known != null && known.containsFeature(NOTIFY);
    }

    @Override
    public boolean mayTell(Presence presence, JID contact) {
        ClientSession session = sessions.getSession(presence.getFrom());
        PrivacyList list = session == null ? null : session.getActiveList();
        if (list == null && session != null) {
            list = session.getDefaultList();
        }
        if (list == null) {
            list = PrivacyListManager.getInstance().getDefaultPrivacyList(presence.getFrom().getNode());
        }
        if (list == null) {
            return true;
        }
        Presence asTold = presence.createCopy();
        asTold.setTo(contact);
        return !list.shouldBlockPacket(asTold);
    }
}
