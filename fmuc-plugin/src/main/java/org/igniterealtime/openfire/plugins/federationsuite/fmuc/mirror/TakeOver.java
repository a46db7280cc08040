package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Which stanzas that a local client sends to a room of another server are taken to the slave room instead (transparent
 * mode). Pure. Its presence and what it says to all are, once a join was; private messages, questions and what the room is
 * to do pass as the user's own, because the room knows him by his own address.
 *
 * <p>It knows one client only of those with which a user is in under one nick. What the others say to occupants, and could
 * not say directly, goes through the slave.
 */
public final class TakeOver {

    /** How a client is in a room, as far as can be told from what it sends. */
    public enum Seat {
        /** Not at all, or directly. */
        NONE,
        /** Through the slave, or on the way in or out; or it was. */
        TAKEN
    }

    /**
     * What becomes of a stanza.
     *
     * @param taken whether it goes to the slave
     * @param seat  how its sender is in the room from now on
     */
    public record Decision(boolean taken, Seat seat) {
    }

    private TakeOver() {
    }

    /**
     * Decides.
     *
     * @param stanza   readable, from a local client to an address with a node elsewhere
     * @param seat     how the client is in the room
     * @param occupant the occupant of the slave room that the client belongs to, if any
     * @param allowed  tells whether it may join through the slave; asked for a join only
     */
    public static Decision on(Packet stanza, Seat seat, Optional<LocalOccupant> occupant, BooleanSupplier allowed) {
        if (stanza instanceof Presence presence) {
            return on(presence, seat, occupant, allowed);
        }
        boolean taken = seat == Seat.TAKEN
            && (stanza instanceof Message message ? takes(message, occupant) : takes((IQ) stanza, occupant));
        return new Decision(taken, seat);
    }

    /**
     * Decides about a presence of a client that the slave lets go on to the room itself. By a join the client is in directly.
     * A part may be of an earlier time: the client may have asked since to join through the slave, and would else speak to the
     * room as somebody who is not in it.
     *
     * @param presence a join or a part
     * @param seat     how the client is in the room
     */
    public static Decision onDirect(Presence presence, Seat seat) {
        return new Decision(false, presence.getType() == Presence.Type.unavailable ? seat : Seat.NONE);
    }

    private static Decision on(Presence presence, Seat seat, Optional<LocalOccupant> occupant, BooleanSupplier allowed) {
        boolean here = seat == Seat.TAKEN;
        if (presence.getType() == Presence.Type.unavailable) {
            // Through the slave it is on the way out still; if it comes back at once it finds its part before it.
            return new Decision(here, seat);
        }
        boolean enters = presence.getType() == null && presence.getTo().getResource() != null
            && presence.getElement().element(Muc.ENTER) != null;
        if (!enters) {
            boolean speaks = presence.getType() == null || presence.getType() == Presence.Type.error;
            return new Decision(here && speaks, seat);
        }
        // Whoever is in, or on the way in or out, stays with the slave, whatever was changed since.
        boolean stays = here && occupant.isPresent();
        return stays || allowed.getAsBoolean() ? new Decision(true, Seat.TAKEN) : new Decision(false, Seat.NONE);
    }

    private static boolean takes(Message message, Optional<LocalOccupant> occupant) {
        return switch (message.getType()) {
            case groupchat -> message.getTo().getResource() == null;
            // An error would be the user's own to the room: there are rooms that expel for any.
            case error -> true;
            default -> isUnknownToRoom(message, occupant);
        };
    }

    private static boolean takes(IQ iq, Optional<LocalOccupant> occupant) {
        if (iq.isResponse()) {
            // All that the room and its occupants ask comes through the slave.
            return true;
        }
        boolean ofItself = Topic.of(iq) == Topic.PING
            && occupant.filter(local -> local.nick().equals(iq.getTo().getResource())).isPresent();
        boolean ofOccupant = iq.getTo().getResource() != null && isUnknownToRoom(iq, occupant);
        return ofItself || ofOccupant;
    }

    private static boolean isUnknownToRoom(Packet stanza, Optional<LocalOccupant> occupant) {
        return occupant.filter(local -> local.phase() == Phase.JOINED)
            .filter(local -> !local.join().user().equals(stanza.getFrom())).isPresent();
    }
}
