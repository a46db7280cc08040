package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/**
 * A connection that answers no question: a test that wants an answer sends it. Smack would answer whatever the extensions know
 * that happen to be on the class path (pings, versions, disco), and that before or after the test does.
 */
final class SilentConnection extends XMPPTCPConnection {

    SilentConnection(XMPPTCPConnectionConfiguration configuration) {
        super(configuration);
    }

    @Override
    protected void invokeStanzaCollectorsAndNotifyRecvListeners(Stanza stanza) {
        if (!(stanza instanceof IQ iq && iq.isRequestIQ())) {
            super.invokeStanzaCollectorsAndNotifyRecvListeners(stanza);
        }
    }
}
