package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;

/**
 * One of the clients with which a local user is in a room.
 *
 * @param address its full JID
 * @param joinId  the id of the stanza it entered with, by which it knows the answer
 * @param history how much history it wanted
 * @param since   when it last said anything to the room, or when it was asked whether it is there
 * @param asked   whether it was asked, and has said nothing since
 * @param view    under which address it sees the room
 */
public record Client(JID address, Optional<String> joinId, HistoryRequest history, Instant since, boolean asked, View view) {

    /** Checks that nothing is missing. */
    public Client {
        Objects.requireNonNull(address);
        Objects.requireNonNull(joinId);
        Objects.requireNonNull(history);
        Objects.requireNonNull(since);
        Objects.requireNonNull(view);
    }

    /** A client that enters just now. */
    static Client entering(UserStanza.Available join, Instant now, View view) {
        return new Client(join.user(), join.id(), join.history(), now, false, view);
    }

    Client heard(Instant now) {
        return new Client(address, joinId, history, now, false, view);
    }

    Client asked(Instant now) {
        return new Client(address, joinId, history, now, true, view);
    }
}
