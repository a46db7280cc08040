package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import org.xmpp.component.Component;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** A service that takes everything and says nothing: what it says, a test says for it. */
final class Nowhere implements Component {

    @Override
    public String getName() {
        return "Nowhere";
    }

    @Override
    public String getDescription() {
        return "Takes everything and says nothing";
    }

    @Override
    public void processPacket(Packet packet) {
        // A test looks at the link.
    }

    @Override
    public void initialize(JID address, ComponentManager manager) {
        // Nothing to prepare.
    }

    @Override
    public void start() {
        // Nothing to start.
    }

    @Override
    public void shutdown() {
        // Nothing to end.
    }
}
