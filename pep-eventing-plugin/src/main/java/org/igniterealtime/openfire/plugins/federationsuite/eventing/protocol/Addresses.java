package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Optional;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Addresses as they stand in stanzas. No state; may be called from any thread. */
public final class Addresses {

    private Addresses() {
    }

    /** Reads an address that somebody wrote; empty if it is none. */
    public static Optional<JID> read(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(new JID(text.trim()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The sender of a stanza; empty if there is none, or none that can be read. */
    public static Optional<JID> from(Packet stanza) {
        return read(stanza.getElement().attributeValue("from"));
    }

    /** The recipient of a stanza; empty if there is none, or none that can be read. */
    public static Optional<JID> to(Packet stanza) {
        return read(stanza.getElement().attributeValue("to"));
    }
}
