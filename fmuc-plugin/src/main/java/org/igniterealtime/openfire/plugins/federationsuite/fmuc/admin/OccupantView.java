package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Objects;

/**
 * An occupant as an administrator sees him. Texts come from other servers and users. Immutable.
 *
 * @param nick        his nick
 * @param affiliation what the room says that he is to it; empty if it is not known
 * @param role        what the room lets him do; empty if it is not known
 * @param address     his real address; empty if it is not known here
 * @param through     the domain of the mirror that he came through; of a room that is mirrored here, empty unless he is a
 *                    local user
 * @param state       how far he is
 */
public record OccupantView(String nick, String affiliation, String role, String address, String through, State state) {

    /** How far an occupant is. */
    public enum State {
        /** In. */
        PRESENT,
        /** On the way in. */
        ENTERING,
        /** On the way out. */
        LEAVING
    }

    /** Checks that nothing is missing. */
    public OccupantView {
        Objects.requireNonNull(nick);
        Objects.requireNonNull(affiliation);
        Objects.requireNonNull(role);
        Objects.requireNonNull(address);
        Objects.requireNonNull(through);
        Objects.requireNonNull(state);
    }
}
