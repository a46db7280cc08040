package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/**
 * A connection that answers no question: a test that wants an answer sends it. Smack would answer whatever the extensions know
 * that happen to be on the class path (pings, versions, disco), and that before or after the test does; and its roster would
 * refuse whoever wants to subscribe.
 */
final class SilentConnection extends XMPPTCPConnection {

    SilentConnection(XMPPTCPConnectionConfiguration configuration) {
        super(configuration);
    }

    @Override
    protected void invokeStanzaCollectorsAndNotifyRecvListeners(Stanza stanza) {
        boolean request = stanza instanceof IQ iq && iq.isRequestIQ()
            || stanza instanceof Presence presence && presence.getType() == Presence.Type.subscribe;
        if (!request) {
            super.invokeStanzaCollectorsAndNotifyRecvListeners(stanza);
        }
    }
}
