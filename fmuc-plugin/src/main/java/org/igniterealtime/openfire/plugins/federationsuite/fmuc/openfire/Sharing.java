package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What other nodes of a cluster have to do with the slave rooms of this one. */
interface Sharing {

    /** A server that is alone: everything happens here. */
    Sharing NONE = new Sharing() {
        @Override
        public boolean keeps(JID slave) {
            return true;
        }

        @Override
        public Optional<String> sharedAs(JID slave) {
            return Optional.empty();
        }

        @Override
        public boolean admits(SlaveAddress address, Optional<Packet> cause, boolean mayBegin, Runnable again) {
            return true;
        }

        @Override
        public boolean happened(SlaveAddress address, SlaveRoom next, Optional<Packet> cause, List<Effect> effects) {
            return false;
        }

        @Override
        public boolean close(SlaveAddress address, String reason) {
            return false;
        }
    };

    /** Tells whether this node keeps a room, or would if it came to exist. */
    boolean keeps(JID slave);

    /** The name of this node, if others know a room, or have, so that one that has lost this one may speak for it, too. */
    Optional<String> sharedAs(JID slave);

    /**
     * Something is to happen to a room, in its turn.
     *
     * @param cause    the stanza that makes it happen, if one does
     * @param mayBegin whether the room may come to exist by it; else, if nobody is in the room, no other node has to do with it
     * @param again    makes it happen again, in the room's turn
     * @return whether it happens now; else it is not the caller's any more
     */
    boolean admits(SlaveAddress address, Optional<Packet> cause, boolean mayBegin, Runnable again);

    /**
     * Something has happened to a room, in its turn.
     *
     * @param next    the room now
     * @param cause   the stanza that made it happen, if one did
     * @param effects what is to be done
     * @return whether it is done when it may; else it is the caller's to do
     */
    boolean happened(SlaveAddress address, SlaveRoom next, Optional<Packet> cause, List<Effect> effects);

    /**
     * An administrator does not want a room.
     *
     * @param reason told to everybody
     * @return whether another node keeps it and has been told
     */
    boolean close(SlaveAddress address, String reason);
}
