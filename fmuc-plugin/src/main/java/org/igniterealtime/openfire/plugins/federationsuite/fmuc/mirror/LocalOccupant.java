package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;

/**
 * A local user in a slave room. All resources of one bare JID that use one nick are one occupant over the link.
 *
 * @param nick      his nick
 * @param resources the full JIDs he is there with, in the order they came; the first stands for him over the link
 * @param phase     how far he is
 * @param join      the join that is relayed, for later and for errors
 * @param ownCodes  status codes that the master gave to him alone, for his first presence
 * @param deadline  until when the master has to answer; of no meaning in phases that wait for nothing
 */
public record LocalOccupant(String nick, List<JID> resources, Phase phase, UserStanza.Available join,
                            Set<Integer> ownCodes, Instant deadline) {

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
        resources = List.copyOf(resources);
        ownCodes = Set.copyOf(ownCodes);
    }

    /** Somebody who has just asked to join. */
    static LocalOccupant queued(UserStanza.Available join) {
        return new LocalOccupant(join.nick(), List.of(join.user()), Phase.QUEUED, join, Set.of(), Instant.MAX);
    }

    /** Tells whether he is the user with this address, whatever the resource. */
    boolean isUser(JID user) {
        return resources.get(0).asBareJID().equals(user.asBareJID());
    }

    LocalOccupant in(Phase next, Instant nextDeadline) {
        return new LocalOccupant(nick, resources, next, join, ownCodes, nextDeadline);
    }

    LocalOccupant withCodes(Set<Integer> codes) {
        return new LocalOccupant(nick, resources, phase, join, codes, deadline);
    }

    LocalOccupant withResource(JID resource) {
        List<JID> more = new ArrayList<>(resources);
        more.add(resource);
        return new LocalOccupant(nick, more, phase, join, ownCodes, deadline);
    }

    LocalOccupant withoutResource(JID resource) {
        List<JID> fewer = new ArrayList<>(resources);
        fewer.remove(resource);
        // A join that waits is sent for a client that is still there.
        UserStanza.Available next = phase == Phase.QUEUED && join.user().equals(resource) && !fewer.isEmpty()
            ? join.by(fewer.get(0)) : join;
        return new LocalOccupant(nick, fewer, phase, next, ownCodes, deadline);
    }
}
