package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.xmpp.packet.JID;

/**
 * FMUC for administrators whose right has been checked: whoever calls this has seen to it, as the admin console does for its
 * pages. Thread-safe.
 */
public interface MirrorAdministration {

    /** The longest reason for which a mirror is closed. */
    int LONGEST_REASON = 300;

    /** The rooms that are mirrored here and those of ours that are mirrored elsewhere, as they are now. */
    List<RoomView> rooms();

    /** One of them; empty if it is none of them any more. */
    Optional<RoomDetails> room(RoomId id);

    /** What crossed for all rooms, and over time. */
    Total total();

    /** What crossed with each chat service or mirror service of other servers, by domain. */
    Map<String, Tally> byDomain(RoomId.Side side);

    /**
     * Closes the mirror of a room here: its local users are told why, and leave, here and at the room.
     *
     * @param room   the room, at home
     * @param reason told to users; may be empty
     * @param by     who wants it
     * @return false if the room is not mirrored, or cannot be closed now
     */
    boolean close(JID room, String reason, Actor by);

    /**
     * Ends the part of a mirror elsewhere in a room of ours: its users leave the room, and are told why. It may come again,
     * unless it is no longer admitted.
     *
     * @param room   the room
     * @param domain the mirror's domain
     * @param reason told to users; may be empty
     * @param by     who wants it
     * @return false if nobody is in the room through it
     */
    boolean sendAway(JID room, String domain, String reason, Actor by);

    /** The settings of single rooms and services. */
    ScopedSettings settings();

    /** The traces. */
    Traces traces();

    /**
     * All rooms together.
     *
     * @param mirrors what crossed for rooms that are mirrored here, since FMUC was switched on
     * @param masters the same for rooms of ours that are mirrored elsewhere
     * @param hour    samples of both together, oldest first, over the last hour where a sample is a minute
     * @param day     the same over a day
     */
    record Total(Tally mirrors, Tally masters, List<Sample> hour, List<Sample> day) {
        /** Copies the lists. */
        public Total {
            hour = List.copyOf(hour);
            day = List.copyOf(day);
        }
    }
}
