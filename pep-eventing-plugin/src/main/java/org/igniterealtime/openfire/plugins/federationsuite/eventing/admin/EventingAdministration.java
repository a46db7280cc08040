package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Occupant;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.xmpp.packet.JID;

/**
 * Eventing for administrators whose right has been checked: whoever calls this has seen to it, as the admin console does for
 * its pages. Thread-safe.
 */
public interface EventingAdministration {

    /** The settings, the switches of features among them. */
    EventingSheet settings();

    /** Who is in which room by pubsub, as it is now, by rooms and nicks. */
    List<Occupant> occupants();

    /** The subscriptions to somebody's presence that wait for his decision, those that have waited longest first. */
    List<Waiting> requests();

    /** How much there is of what is limited. */
    Usage usage();

    /**
     * Refuses a subscription in its owner's place. To whoever asked it is as if the owner had refused, and he may ask again.
     *
     * @param owner   the bare address of a user of this server
     * @param contact the bare address of whoever asks for his presence
     * @param by      who wants it
     * @return false if the request does not wait, or its feature is switched off; then nothing was done
     */
    boolean refuse(JID owner, JID contact, Actor by);

    /**
     * How much there is of what is limited.
     *
     * @param entries  subscriptions that are remembered
     * @param waiting  those of them that wait for a decision
     * @param seats    occupants by pubsub, in all rooms
     * @param underWay requests about nodes on which two people talk
     * @param talkers  clients that have talked by pubsub
     */
    record Usage(int entries, int waiting, int seats, int underWay, int talkers) {
    }
}
