package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.xmpp.packet.Packet;

/**
 * Stands between the rules of a slave room, which speak the ProtoXEP, and a master that speaks another dialect. Pure: all that
 * it knows is the room.
 */
interface Interpreter {

    /**
     * What goes over the link in place of a stanza, and what the rules are to hear because a master of the ProtoXEP would
     * answer and this one does not.
     *
     * @param room   the room as it is when the stanza is sent
     * @param stanza of the rules, from the slave to its master or somebody there; may be changed
     */
    Rendering write(SlaveRoom room, Packet stanza);

    /**
     * What a stanza means.
     *
     * @param room   the room as it was when the stanza came
     * @param stanza from the master or one of its occupants; hostile, and not changed
     */
    Rendering read(SlaveRoom room, Packet stanza);

    /**
     * The interpreter of a dialect.
     *
     * @param dialect any but the ProtoXEP, which needs none
     */
    static Interpreter of(Dialect dialect) {
        return switch (dialect) {
            case PROTOXEP -> throw new IllegalArgumentException("The rules themselves speak the ProtoXEP");
            case PLAIN -> new PlainInterpreter();
            case XEP_0289 -> new NodeInterpreter(true);
            case XEP_0289_REPLICA -> new NodeInterpreter(false);
        };
    }
}
