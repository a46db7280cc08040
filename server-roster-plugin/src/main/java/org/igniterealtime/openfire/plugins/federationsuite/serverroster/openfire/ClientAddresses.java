package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.net.UnknownHostException;
import java.util.Objects;
import java.util.function.Function;

import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;

/** Where clients are in the network, as far as the server knows. Thread-safe. */
final class ClientAddresses implements Function<JID, String> {

    private final Function<JID, ? extends Session> sessions;

    /**
     * Looks at sessions.
     *
     * @param sessions the session of a full address, {@code null} if there is none
     */
    ClientAddresses(Function<JID, ? extends Session> sessions) {
        this.sessions = Objects.requireNonNull(sessions);
    }

    /** The network address of a client; empty if it is not known, as for one that has just gone. */
    @Override
    public String apply(JID client) {
        Session session = sessions.apply(client);
        try {
            return session == null ? "" : session.getHostAddress();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
