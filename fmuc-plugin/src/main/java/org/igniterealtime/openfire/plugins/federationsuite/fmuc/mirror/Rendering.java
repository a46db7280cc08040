package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.xmpp.packet.Packet;

/**
 * What becomes of a stanza between the rules of a slave room and a master that speaks another dialect.
 *
 * @param speech how the room speaks from now on
 * @param sent   what goes to the master
 * @param heard  what the rules are to take for the master's word, in this order, when they have done what they are doing
 */
record Rendering(Speech speech, List<Packet> sent, List<MasterStanza> heard) {

    /** Copies the lists. */
    Rendering {
        sent = List.copyOf(sent);
        heard = List.copyOf(heard);
    }

    /** Nothing. */
    static Rendering nothing(SlaveRoom room) {
        return new Rendering(room.speech(), List.of(), List.of());
    }

    /** Stanzas that go to the master. */
    static Rendering sending(SlaveRoom room, Packet... stanzas) {
        return new Rendering(room.speech(), List.of(stanzas), List.of());
    }

    /** Something that the rules hear. */
    static Rendering hearing(SlaveRoom room, MasterStanza... heard) {
        return new Rendering(room.speech(), List.of(), List.of(heard));
    }

    /** The same, where the room speaks with its master so from now on. */
    Rendering speaking(Speech next) {
        return new Rendering(next, sent, heard);
    }

    /** The same, where the rules hear this as well. */
    Rendering andHearing(MasterStanza... more) {
        return new Rendering(speech, sent, List.of(more));
    }
}
