package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;

/**
 * A local user in a slave room. All resources of one bare JID that use one nick are one occupant over the link.
 *
 * @param nick      his nick
 * @param clients   those he is there with, in the order they came; the first stands for him over the link
 * @param phase     how far he is
 * @param join      the join that is relayed, for later and for errors
 * @param ownCodes  status codes that the master gave to him alone, for his first presence
 * @param later     what he has said of himself since his join was sent, to be sent when he is in
 * @param deadline  until when the master has to answer; of no meaning in phases that wait for nothing
 */
public record LocalOccupant(String nick, List<Client> clients, Phase phase, UserStanza.Available join,
                            Set<Integer> ownCodes, Optional<Payload> later, Instant deadline) {

    /** How far an occupant is. */
    public enum Phase {
        /** Waits until it is known whether the room can be joined at all. Nothing was sent for him. */
        QUEUED,
        /** His join was sent. */
        JOINING,
        /** His join was sent, then his part, and neither was answered. */
        CANCELLED,
        /** The master accepted him. */
        JOINED,
        /** He was accepted, and his part was sent. */
        LEAVING;

        /** Tells whether the master has accepted him and not yet seen him leave. */
        public boolean atMaster() {
            return this == JOINED || this == LEAVING;
        }

        /** Tells whether his join is on its way. */
        public boolean underWay() {
            return this == JOINING || this == CANCELLED;
        }

        /** Tells whether he waits for the master's word. */
        public boolean waits() {
            return this == JOINING || this == CANCELLED || this == LEAVING;
        }
    }

    /** Copies the lists. */
    public LocalOccupant {
        clients = List.copyOf(clients);
        ownCodes = Set.copyOf(ownCodes);
    }

    /** Somebody who has just asked to join. */
    static LocalOccupant queued(UserStanza.Available join, Instant now, View view) {
        return new LocalOccupant(join.nick(), List.of(Client.entering(join, now, view)), Phase.QUEUED, join, Set.of(),
            Optional.empty(), Instant.MAX);
    }

    /** His join counts for nothing: another one is to be sent later, with what he has said of himself since. */
    LocalOccupant queuedAgain() {
        UserStanza.Available next = resources().contains(join.user()) ? join : join.by(clients.get(0).address());
        LocalOccupant waiting = new LocalOccupant(nick, clients, Phase.QUEUED, next, Set.of(), Optional.empty(), Instant.MAX);
        return later.map(waiting::saying).orElse(waiting);
    }

    /** The full JIDs of his clients, in the order they came. */
    public List<JID> resources() {
        return clients.stream().map(Client::address).toList();
    }

    /**
     * The full JIDs of those of his clients that are told that he is out. Whoever went because he was lost is not: his node may
     * come back, and have him enter again, before the master answers his part.
     */
    List<JID> leaving() {
        return clients.stream().filter(client -> !asksToGo() || !client.asked()).map(Client::address).toList();
    }

    /** Tells whether he is on the way out. */
    boolean asksToGo() {
        return phase == Phase.LEAVING || phase == Phase.CANCELLED;
    }

    /** One of his clients is taken for lost. */
    LocalOccupant losing(JID address, Instant now) {
        return client(address).map(client -> withClient(client.asked(now))).orElse(this);
    }

    /** The one of his clients with this address. */
    public Optional<Client> client(JID address) {
        return clients.stream().filter(client -> client.address().equals(address)).findFirst();
    }

    /** His address without a resource. */
    public JID bareAddress() {
        return clients.get(0).address().asBareJID();
    }

    /** Tells whether he is the user with this address, whatever the resource. */
    boolean isUser(JID user) {
        return bareAddress().equals(user.asBareJID());
    }

    /** Tells whether this is the address under which the master knows him, or that of one of his clients here. */
    boolean isKnownAs(JID user) {
        return join.user().equals(user) || client(user).isPresent();
    }

    LocalOccupant in(Phase next, Instant nextDeadline) {
        return new LocalOccupant(nick, clients, next, join, ownCodes, later, nextDeadline);
    }

    LocalOccupant withCodes(Set<Integer> codes) {
        return new LocalOccupant(nick, clients, phase, join, codes, later, deadline);
    }

    /**
     * When he says something of himself: it goes with a join that was not sent yet, and with the next if he has to join
     * again; while a join is on its way it waits. What counts is the last.
     */
    LocalOccupant saying(Payload status) {
        return phase == Phase.QUEUED || phase == Phase.JOINED
            ? new LocalOccupant(nick, clients, phase, join.saying(status), ownCodes, later, deadline)
            : withLater(Optional.of(status).filter(news -> !news.equals(join.payload())));
    }

    /** As {@link #saying}, when he is joined again and his join is on its way: it goes behind the answer, too. */
    LocalOccupant sayingLater(Payload status) {
        return withLater(Optional.of(status));
    }

    /** What he has said of himself until now goes with a join, or has gone. */
    LocalOccupant said() {
        return withLater(Optional.empty());
    }

    /** In, and nothing waits to be said of him any more. */
    LocalOccupant joined() {
        LocalOccupant in = withLater(Optional.empty()).in(Phase.JOINED, Instant.MAX);
        return later.map(in::saying).orElse(in);
    }

    private LocalOccupant withLater(Optional<Payload> status) {
        return new LocalOccupant(nick, clients, phase, join, ownCodes, status, deadline);
    }

    /** With a client added, or changed if he has it already. */
    LocalOccupant withClient(Client client) {
        List<Client> more = new ArrayList<>(clients);
        int known = resources().indexOf(client.address());
        if (known < 0) {
            more.add(client);
        } else {
            more.set(known, client);
        }
        return new LocalOccupant(nick, more, phase, join, ownCodes, later, deadline);
    }

    LocalOccupant withoutResource(JID resource) {
        List<Client> fewer = clients.stream().filter(client -> !client.address().equals(resource)).toList();
        // A join that waits is sent for a client that is still there.
        UserStanza.Available next = phase == Phase.QUEUED && join.user().equals(resource) && !fewer.isEmpty()
            ? join.by(fewer.get(0).address()) : join;
        return new LocalOccupant(nick, fewer, phase, next, ownCodes, later, deadline);
    }
}
