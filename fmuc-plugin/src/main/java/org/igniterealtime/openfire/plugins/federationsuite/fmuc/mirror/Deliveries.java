package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Which of what comes of an event which node of a cluster does. What a client gets, or what it is to have said, is done by the
 * node to which it is connected; all else by the node that keeps the room. Immutable.
 */
public final class Deliveries {

    private final String domain;
    private final Predicate<JID> here;
    private final Predicate<JID> anywhere;

    /**
     * The clients of a node.
     *
     * @param domain   the server's
     * @param here     whether a client is connected to this node
     * @param anywhere whether a client is connected at all; asking may be dear
     */
    public Deliveries(String domain, Predicate<JID> here, Predicate<JID> anywhere) {
        this.domain = Objects.requireNonNull(domain);
        this.here = Objects.requireNonNull(here);
        this.anywhere = Objects.requireNonNull(anywhere);
    }

    /** The client whose node sends a stanza, if there is one. */
    public Optional<JID> client(Packet stanza) {
        return Optional.of(stanza.getTo()).filter(this::isClient).or(() -> Optional.of(stanza.getFrom()).filter(this::isClient));
    }

    /** Tells whether a client is connected to this node. */
    public boolean isHere(JID client) {
        return here.test(client);
    }

    /** Tells whether an address is one of a client of this domain. */
    public boolean isClient(JID address) {
        return address.getResource() != null && address.getNode() != null && address.getDomain().equals(domain);
    }

    /** What this node does for its clients. */
    public List<Effect> here(List<Effect> effects) {
        return some(effects, here, false, false);
    }

    /** What other nodes do for theirs. */
    public List<Effect> elsewhere(List<Effect> effects) {
        return some(effects, here.negate(), false, false);
    }

    /** What the node does that keeps the room, where others do what is theirs. */
    public List<Effect> ofKeeper(List<Effect> effects) {
        return some(effects, here, true, true);
    }

    private List<Effect> some(List<Effect> effects, Predicate<JID> clients, boolean rest, boolean lost) {
        List<Effect> some = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Broadcast broadcast) {
                List<JID> receivers = broadcast.receivers().stream().filter(clients).toList();
                if (!receivers.isEmpty()) {
                    some.add(receivers.size() == broadcast.receivers().size() ? broadcast
                        : new Effect.Broadcast(broadcast.message(), receivers));
                }
            } else if (effect instanceof Effect.Send send) {
                Optional<JID> client = client(send.stanza());
                if (client.map(clients::test).orElse(rest) || lost && client.isPresent() && isLost(send.stanza(), client.get())) {
                    some.add(effect);
                }
            } else if (rest) {
                some.add(effect);
            }
        }
        return some;
    }

    /** Tells whether it must go out so that somebody answers that the client is gone. What all hear needs no answer. */
    private boolean isLost(Packet stanza, JID client) {
        boolean matters = stanza instanceof IQ || stanza instanceof Message message && message.getType() != Message.Type.groupchat
            || stanza.getFrom().equals(client);
        return matters && !anywhere.test(client);
    }
}
