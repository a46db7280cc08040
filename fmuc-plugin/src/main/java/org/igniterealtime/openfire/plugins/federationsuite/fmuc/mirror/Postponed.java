package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.xmpp.packet.Packet;

/** What waits until a node keeps a slave room, or does not. Bounded. Not thread-safe. */
final class Postponed {

    private final int most;
    private final Deque<One> all = new ArrayDeque<>();

    private record One(Optional<Packet> cause, Runnable again) {
    }

    /**
     * Nothing waits.
     *
     * @param most how much may
     */
    Postponed(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Something has to wait.
     *
     * @param cause the stanza that makes it happen, if one does
     * @param again makes it happen
     * @return false if too much waits
     */
    boolean add(Optional<Packet> cause, Runnable again) {
        boolean room = all.size() < most;
        if (room) {
            all.add(new One(cause, again));
        }
        return room;
    }

    /** The stanzas that wait. */
    List<Packet> causes() {
        return all.stream().flatMap(one -> one.cause().stream()).toList();
    }

    /** Nothing has to wait any more. */
    void goOn() {
        List<One> waited = new ArrayList<>(all);
        all.clear();
        waited.forEach(one -> one.again().run());
    }
}
