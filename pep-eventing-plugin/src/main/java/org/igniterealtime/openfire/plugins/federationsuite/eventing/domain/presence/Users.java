package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Which clients do pubsub for presence: those that say so in their capabilities, and those that have sent a request about the
 * node {@value PubsubRequest#PRESENCE_NODE}. Thread-safe; of the latter the oldest are forgotten first.
 */
final class Users {

    private static final int MOST = 100_000;

    private final Clients clients;
    private final BoundedTable<JID, Boolean> seen = new BoundedTable<>(() -> MOST);
    /** Clients that were told what they had to be told when they came. */
    private final BoundedTable<JID, Boolean> served = new BoundedTable<>(() -> MOST);

    /** Clients that are there and were not known to want notices when they came. */
    private final BoundedTable<JID, Boolean> late = new BoundedTable<>(() -> MOST);

    private volatile Sharing sharing = Sharing.NOBODY;

    Users(Clients clients) {
        this.clients = Objects.requireNonNull(clients);
    }

    /** From now on other nodes are told. */
    void share(Sharing others) {
        sharing = Objects.requireNonNull(others);
    }

    /** Another node tells of a client that is connected to it. */
    void learn(JID client) {
        seen.push(client, true);
    }

    /** The clients that have sent requests about presence. */
    List<JID> seen() {
        return seen.entries().stream().map(Map.Entry::getKey).toList();
    }

    /** Notes whoever sends a request that is about presence. */
    void note(IQ iq, JID client) {
        if (isAboutPresence(iq) && seen.get(client).isEmpty()) {
            seen.push(client, true);
            sharing.doesPubsub(client);
        }
    }

    /** Whether a request is one about the node, to read it or to write it. */
    static boolean isAboutPresence(IQ iq) {
        Element pubsub = iq.getChildElement();
        if (pubsub == null || !"pubsub".equals(pubsub.getName())
            || !pubsub.getNamespaceURI().startsWith(PubsubRequestCodec.NAMESPACE)) {
            return false;
        }
        return pubsub.elements().stream().anyMatch(child -> PubsubRequest.PRESENCE_NODE.equals(child.attributeValue("node")));
    }

    boolean doesPubsub(JID client) {
        return hasAsked(client) || clients.wantsNotices(client);
    }

    /** Whether a client has sent a request about presence. */
    boolean hasAsked(JID client) {
        return seen.get(client).isPresent();
    }

    /**
     * Whether a client turns out only now, after it came, to want notices.
     *
     * @return true once
     */
    boolean isLate(JID client) {
        // Whatever else it answers meanwhile, it stays late until that is known.
        return late.get(client).isPresent() && clients.wantsNotices(client) && late.remove(client).isPresent();
    }

    /** A client has come or said something new: what it can may not be known yet. */
    void came(JID client) {
        if (late.get(client).isEmpty() && !clients.wantsNotices(client)) {
            late.push(client, true);
        }
    }

    /** Whether this is the first time that this is asked since the client came. */
    boolean isNew(JID client) {
        if (served.get(client).isPresent()) {
            return false;
        }
        served.push(client, true);
        return true;
    }

    /** The client is no longer available. */
    void gone(JID client) {
        served.remove(client);
        late.remove(client);
    }
}
