package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * What slaves' stanzas the server is routing right now, by thread: Openfire's rooms send the copies of a message on the
 * thread that brought it, so for the length of that call it is known whose copies they are. A map and not thread-local
 * variables, because these would keep our classes alive in the server's threads after the plugin is gone.
 */
final class UnderWay {

    /** Above this many entries those of dead threads are looked for. A server has not this many threads that route. */
    private static final int SUSPICIOUSLY_MANY = 200;

    private final Map<Thread, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(Packet stanza, SlaveStanza said, JID room, Optional<VirtualOccupant> shownSpeaker) {
    }

    /**
     * The server goes on routing a stanza on this thread.
     *
     * @param stanza  the stanza, rewritten
     * @param said    what it said before
     * @param room    the room it is for
     * @param shownOf the user whose message it is, if his slave has shown it already, or {@code null}
     */
    void begin(Packet stanza, SlaveStanza said, MasterRoom room, JID shownOf) {
        if (entries.size() > SUSPICIOUSLY_MANY) {
            // An entry is left behind where another plugin stopped the stanza and its thread ended since.
            entries.keySet().removeIf(thread -> !thread.isAlive());
        }
        Optional<VirtualOccupant> speaker = Optional.ofNullable(shownOf).map(room.occupants()::get);
        entries.put(Thread.currentThread(), new Entry(stanza, said, room.address(), speaker));
    }

    /** The occupant whose message to a room is being sent on this thread and was shown by his slave, if any. */
    Optional<VirtualOccupant> shownSpeaker(JID room) {
        return Optional.ofNullable(entries.get(Thread.currentThread())).filter(entry -> entry.room().equals(room))
            .flatMap(Entry::shownSpeaker);
    }

    /**
     * The server has routed a stanza.
     *
     * @param stanza the very object that was begun, or another one
     * @return what it said, if it was begun on this thread
     */
    Optional<SlaveStanza> end(Packet stanza) {
        Entry entry = entries.get(Thread.currentThread());
        if (entry == null || entry.stanza() != stanza) {
            return Optional.empty();
        }
        entries.remove(Thread.currentThread());
        return Optional.of(entry.said());
    }
}
