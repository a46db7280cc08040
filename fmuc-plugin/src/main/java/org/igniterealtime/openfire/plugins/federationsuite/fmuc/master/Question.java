package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.Locale;

import org.xmpp.packet.JID;

/**
 * An IQ that is under way between an occupant of a slave and the room or another occupant, and waits for its answer. Each
 * side sees an id of ours or of its own, never the other side's: two users may use the same.
 *
 * @param id       the id under which it goes on
 * @param original the id under which it came
 * @param asker    who gets the answer
 * @param asked    who may answer
 * @param user     the real JID of the occupant of the slave
 * @param toSlave  whether it asks the occupant of the slave, or he asks
 * @param archive  whether it is for the archive of the room, which sends what it has before its answer
 * @param deadline when it is given up
 */
public record Question(String id, String original, JID asker, JID asked, JID user, boolean toSlave, boolean archive,
                       Instant deadline) {

    /** Tells whether an answer comes from who was asked. Rooms do not look at the case of a nick. */
    boolean isFor(JID answerer) {
        return asked.asBareJID().equals(answerer.asBareJID()) && folded(asked).equals(folded(answerer));
    }

    private static String folded(JID address) {
        return address.getResource() == null ? "" : address.getResource().toLowerCase(Locale.ROOT);
    }
}
