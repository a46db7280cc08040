package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Circular;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Parts;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresenceItem;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/**
 * Presence as notices to clients of this server. A server gives one and the same stanza to all contacts of somebody, one after
 * the other, with another address each time; then those who are told by pubsub, too, are told by one message. Thread-safe as
 * far as such a stanza is: whoever has it has it for himself, and so has what is made of it. Bounded: the latest few stanzas
 * are remembered.
 */
final class Bulletins {

    private static final int MOST = 16;

    /** By what tells stanzas from each other: most clients that change their presence at the same time share no place. */
    private final AtomicReferenceArray<Bulletin> latest = new AtomicReferenceArray<>(MOST);

    /**
     * A stanza, and what is made of it.
     *
     * @param stanza  what was told first
     * @param parts   what it was made of
     * @param message the notice of it
     */
    private record Bulletin(Presence stanza, Parts parts, Message message) {
        Bulletin {
            Objects.requireNonNull(stanza);
            Objects.requireNonNull(parts);
            Objects.requireNonNull(message);
        }

        boolean isOf(Presence other) {
            return stanza == other && parts.areOf(other.getElement());
        }
    }

    /**
     * The notice of a client's presence.
     *
     * @param presence the presence; not changed
     * @param client   whose; a full address
     * @return a message without {@code to}, the same for all who are given the same; empty if the stanza cannot be copied
     */
    Optional<Message> of(Presence presence, JID client) {
        int place = Math.floorMod(System.identityHashCode(presence), MOST);
        Bulletin known = latest.get(place);
        if (known != null && known.isOf(presence)) {
            return Optional.of(known.message());
        }
        Optional<Message> made = PresenceItem.of(presence, client)
            .map(item -> Circular.of(SubscriptionCodec.notice(client.asBareJID(), item)));
        made.ifPresent(message -> latest.set(place, new Bulletin(presence, Parts.of(presence.getElement()), message)));
        return made;
    }
}
