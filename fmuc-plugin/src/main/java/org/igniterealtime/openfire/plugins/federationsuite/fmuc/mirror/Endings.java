package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.xmpp.packet.JID;

/**
 * Slave rooms that ended without knowing whether their master has heard of it, and what the next of that address is to know of
 * that. If there are too many, those of long ago are not remembered. Thread-safe.
 */
public final class Endings {

    private static final int MOST = 1000;

    private final Map<JID, SlaveRoom> ended = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JID, SlaveRoom> eldest) {
            return size() > MOST;
        }
    });

    /**
     * A room has ended.
     *
     * @param room vacant, as its last event has left it
     */
    public void remember(SlaveRoom room) {
        JID slave = room.address().slave();
        if (room.link().ghosts() || !room.speech().partings().pending().isEmpty()) {
            ended.put(slave, room);
        } else {
            ended.remove(slave);
        }
    }

    /** A room of this address is open. */
    public void forget(JID slave) {
        ended.remove(slave);
    }

    /**
     * What is known of the last room of an address.
     *
     * @param vacant a room of that address that nobody is in, speaking as it would with its master
     * @return the same, knowing what is remembered
     */
    public SlaveRoom goOn(SlaveRoom vacant) {
        SlaveRoom last = ended.get(vacant.address().slave());
        if (last == null) {
            return vacant;
        }
        boolean same = last.speech().dialect() == vacant.speech().dialect();
        return vacant.haunted(vacant.link().ghosts() || last.link().ghosts())
            .speaking(same ? vacant.speech().remembering(last.speech().partings()) : vacant.speech());
    }
}
