package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Optional;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Stanzas to {@link DomainPresence} and back. No state; may be called from any thread. */
public final class DomainPresenceCodec {

    private DomainPresenceCodec() {
    }

    /**
     * Reads a probe between bare domains (XEP-0267; RFC 6121, section 4.3). For all other stanzas this is a look at the
     * stanza's class and at one attribute. Never throws, whatever the stanza holds, and does not change it.
     *
     * @param stanza any stanza
     * @return the probe; empty for every other stanza, and for a probe from or to anything that is not a bare domain
     */
    public static Optional<DomainPresence.Probe> decodeProbe(Packet stanza) {
        // The attribute as it stands: Presence.getType() throws for a type it does not know.
        if (!(stanza instanceof Presence) || !"probe".equals(stanza.getElement().attributeValue("type"))) {
            return Optional.empty();
        }
        Optional<String> from = bareDomain(stanza.getElement().attributeValue("from"));
        Optional<String> to = bareDomain(stanza.getElement().attributeValue("to"));
        return from.isPresent() && to.isPresent()
            ? Optional.of(new DomainPresence.Probe(from.get(), to.get())) : Optional.empty();
    }

    /**
     * Writes a presence between domains as a stanza.
     *
     * @param presence what to say
     * @return a new stanza
     */
    public static Presence encode(DomainPresence presence) {
        Presence stanza = new Presence();
        stanza.setFrom(new JID(null, presence.from(), null));
        stanza.setTo(new JID(null, presence.to(), null));
        if (presence instanceof DomainPresence.Probe) {
            stanza.setType(Presence.Type.probe);
        } else if (presence instanceof DomainPresence.Unsubscribed) {
            stanza.setType(Presence.Type.unsubscribed);
        }
        return stanza;
    }

    /** Normalises here, because Openfire 4.2 does not do it to the addresses in what other servers send. */
    private static Optional<String> bareDomain(String address) {
        if (address == null || address.indexOf('@') >= 0 || address.indexOf('/') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JID(null, address, null).getDomain());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
