package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import org.jivesoftware.openfire.RemotePacketRouter;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Brings stanzas to those who are on other nodes. Thread-safe.
 */
final class StanzaRouter implements RemotePacketRouter {

    private final Calls calls;

    StanzaRouter(Calls calls) {
        this.calls = calls;
    }

    @Override
    public boolean routePacket(byte[] node, JID recipient, Packet stanza) {
        return calls.send(node, new StanzaCall(StanzaForm.of(stanza), recipient.toString()));
    }

    @Override
    public void broadcastPacket(Message stanza) {
        calls.sendToOthers(new StanzaCall(StanzaForm.of(stanza), null));
    }
}
