package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Nodes of clients that do pubsub for presence are ones that the owner is asked about (XEP-0207, section "Security
 * Considerations"), also those that a server makes because something is published on them. Thread-safe. Bounded: the latest
 * nodes are remembered, so that it is tried once for each.
 *
 * <p>Newer servers write the account into a request that is addressed to nobody, and take the configuration of the new node
 * from the publication. They do requests on threads of their own, so nothing can be done before it. Older ones do requests
 * where they come, and look at no configuration then; there the node is made in the client's name just before. Where there is
 * one already, nothing changes; nobody is told either way.
 */
final class NewNodes {

    private static final int MOST = 100_000;

    private final Supplier<String> ids;
    private final String prefix;
    private final BoundedTable<Node, Boolean> known = new BoundedTable<>(() -> MOST);

    private record Node(JID owner, String name) {
    }

    NewNodes(Supplier<String> ids) {
        this.ids = Objects.requireNonNull(ids);
        this.prefix = "node-" + ids.get() + '-';
    }

    /**
     * A client is about to send a request.
     *
     * @param iq     the request; what it does not say about a new node may be put in
     * @param client whose
     * @return what is to be done before
     */
    List<Effect> before(IQ iq, JID client) {
        JID owner = client.asBareJID();
        Optional<JID> to = Addresses.to(iq);
        if (to.filter(address -> !address.equals(owner)).isPresent()) {
            return List.of();
        }
        SubscriptionCodec.deletes(iq).ifPresent(name -> known.remove(new Node(owner, name)));
        Optional<String> name = SubscriptionCodec.publishes(iq);
        if (to.isPresent()) {
            name.ifPresent(node -> SubscriptionCodec.authorize(iq));
            return List.of();
        }
        if (name.filter(node -> known.get(new Node(owner, node)).isEmpty()).isEmpty()) {
            return List.of();
        }
        known.push(new Node(owner, name.get()), true);
        IQ create = SubscriptionCodec.create(client, name.get(), prefix + ids.get());
        SubscriptionCodec.authorizeByDefault(create);
        return List.of(new Effect.Route(create));
    }

    /** Whether a stanza is the answer to a request of ours. */
    boolean isAnswer(Packet stanza) {
        return stanza instanceof IQ && stanza.getID() != null && stanza.getID().startsWith(prefix);
    }
}
