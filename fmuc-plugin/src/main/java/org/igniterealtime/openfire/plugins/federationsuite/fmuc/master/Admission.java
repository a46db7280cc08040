package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.xmpp.packet.JID;

/**
 * What the server knows about a join through a slave before the room is asked.
 *
 * @param trust          how far the slave's domain is trusted
 * @param localDomain    the XMPP domain of this server
 * @param roomExists     whether there is such a room
 * @param mayCreateRooms whether a join through a slave may create one
 * @param mostPerRoom    most occupants of one room through slaves, all together
 */
public record Admission(TrustLevel trust, String localDomain, boolean roomExists, boolean mayCreateRooms, int mostPerRoom) {

    /**
     * Tells whether a slave may speak for a user: {@code mirror.example.com} for users of {@code example.com} and of no
     * other domain, and never for local users.
     */
    boolean speaksFor(JID slave, JID user) {
        return slave.getDomain().endsWith('.' + user.getDomain())
            && slave.getDomain().indexOf('.') == slave.getDomain().length() - user.getDomain().length() - 1
            && !user.getDomain().equals(localDomain);
    }
}
