package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * A stanza for somebody, or for everybody, on another node.
 *
 * @param stanza what is to be delivered
 * @param recipient the address for which it is, or null for all clients of the node
 */
record StanzaCall(StanzaForm stanza, String recipient) implements Callable<Boolean>, Serializable {

    @Override
    public Boolean call() {
        RoutingTable routes = XMPPServer.getInstance().getRoutingTable();
        if (recipient == null) {
            routes.broadcastPacket((Message) stanza.stanza(), true);
        } else {
            routes.routePacket(new JID(recipient), stanza.stanza(), false);
        }
        return true;
    }
}
