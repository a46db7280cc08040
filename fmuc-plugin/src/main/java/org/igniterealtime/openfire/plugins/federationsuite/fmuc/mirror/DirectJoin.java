package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * When a client that joined in the ordinary way does not get in through the slave, it goes on to the room directly, unless
 * that is sure not to help: nobody shall be worse off for transparent mode. Pure.
 */
final class DirectJoin {

    /**
     * What the room would say to him as well, or what comes of the link. Of all others the slave may be the cause, or the
     * guard before the room: a mirror that is not admitted, a room that no mirror may make, somebody who is in directly, a
     * nick that has to be another one.
     */
    private static final Set<Condition> FINAL = Set.of(Condition.forbidden, Condition.registration_required,
        Condition.service_unavailable, Condition.remote_server_not_found, Condition.remote_server_timeout, Condition.gone,
        Condition.redirect);

    private DirectJoin() {
    }

    /** Tells whether a client may get in that was refused with an error. */
    static boolean mayHelp(Payload error) {
        return error.condition().filter(FINAL::contains).isEmpty();
    }

    /** The join of one of an occupant's clients. */
    static Presence of(SlaveAddress address, LocalOccupant local, Client client) {
        return Stanzas.directJoin(address, local.join().by(client.address(), client.history(), client.joinId()));
    }
}
