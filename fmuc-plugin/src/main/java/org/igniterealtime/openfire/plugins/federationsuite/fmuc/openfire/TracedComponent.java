package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Objects;
import java.util.function.Consumer;

import org.xmpp.component.Component;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** A component whose stanzas somebody else is shown before it gets them. */
final class TracedComponent implements Component {

    private final Component component;
    private final Consumer<Packet> received;

    TracedComponent(Component component, Consumer<Packet> received) {
        this.component = Objects.requireNonNull(component);
        this.received = Objects.requireNonNull(received);
    }

    @Override
    public String getName() {
        return component.getName();
    }

    @Override
    public String getDescription() {
        return component.getDescription();
    }

    @Override
    public void processPacket(Packet stanza) {
        received.accept(stanza);
        component.processPacket(stanza);
    }

    @Override
    public void initialize(JID address, ComponentManager manager) throws ComponentException {
        component.initialize(address, manager);
    }

    @Override
    public void start() {
        component.start();
    }

    @Override
    public void shutdown() {
        component.shutdown();
    }
}
