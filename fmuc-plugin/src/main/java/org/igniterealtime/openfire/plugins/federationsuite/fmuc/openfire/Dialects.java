package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView.Source;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucSettings.DialectChoice;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Callbacks;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/**
 * Which dialect a room's mirror speaks: the one that an administrator set, else the ProtoXEP where the room's service says that
 * it speaks FMUC, else that of a room which knows nothing of mirrors. What services send back to a join proves nothing, because
 * ordinary ones send back whatever stands in it. Of services that do not speak the ProtoXEP a room is asked first whether it
 * exists: a join would make it. Thread-safe; bounded: what waits for too many rooms does not happen.
 */
final class Dialects {

    private static final int MOST_ROOMS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Mirrorable services;
    private final PeerQueries peers;
    private final FmucSettings settings;
    /** What waits for a room of which something is being found out; also the lock. */
    private final Map<JID, Queue<Waiting>> rooms = new HashMap<>();

    /** Something that a user said, what is to be done with it, and what if there is no such room. */
    record Waiting(boolean enters, Runnable known, Runnable missing) {
    }

    Dialects(Mirrorable services, PeerQueries peers, FmucSettings settings) {
        this.services = Objects.requireNonNull(services);
        this.peers = Objects.requireNonNull(peers);
        this.settings = Objects.requireNonNull(settings);
    }

    /** The dialect for a room, as far as it is known; of a service that was not asked, or did not answer, the ProtoXEP. */
    Dialect of(JID master) {
        return view(master).dialect();
    }

    /** The dialect for a room, and how it was found. */
    DialectView view(JID master) {
        Optional<Dialect> pinned = settings.get(FmucSettings.DIALECT, master).dialect();
        if (pinned.isPresent()) {
            return new DialectView(pinned.get(), Source.SET);
        }
        return services.speaks(master.getDomain())
            .map(speaks -> speaks ? new DialectView(Dialect.PROTOXEP, Source.ADVERTISED)
                : new DialectView(Dialect.PLAIN, Source.NOT_ADVERTISED))
            .orElse(new DialectView(Dialect.PROTOXEP, Source.UNKNOWN));
    }

    /**
     * Does something when the dialect of a room is known and the room exists, now or later; after what waits for the same room.
     *
     * @param master the room
     * @param open   whether it is mirrored here already: then all is known
     * @param what   what is to be done
     * @return false if too much waits, and nothing will be done
     */
    boolean whenKnown(JID master, boolean open, Waiting what) {
        boolean asks;
        synchronized (rooms) {
            Queue<Waiting> waiting = rooms.get(master);
            if (waiting != null) {
                return waiting.size() < settings.get(FmucSettings.WAITING) && waiting.add(what);
            }
            asks = what.enters() && !open && settings.get(FmucSettings.DIALECT, master) != DialectChoice.PROTOXEP;
            if (asks && rooms.size() >= MOST_ROOMS) {
                return false;
            }
            if (asks) {
                rooms.put(master, new ArrayDeque<>(List.of(what)));
            }
        }
        if (asks) {
            find(master);
        } else {
            what.known().run();
        }
        return true;
    }

    private void find(JID master) {
        if (settings.get(FmucSettings.DIALECT, master).dialect().isPresent()) {
            examine(master);
            return;
        }
        Mirrorable.Waiting next = new Mirrorable.Waiting(() -> done(master, true), () -> examine(master));
        if (!services.whenKnown(master.getDomain(), true, next)) {
            done(master, true);
        }
    }

    /** Asks whether a room exists. */
    private void examine(JID master) {
        if (of(master) == Dialect.PROTOXEP) {
            // The service did not answer. What a join comes to will tell its user why.
            done(master, true);
            return;
        }
        Callbacks.when(peers.ask(master, PeerQueries.INFO, PATIENCE), (iq, failure) -> done(master, !saysMissing(iq)));
    }

    private static boolean saysMissing(IQ answer) {
        return answer != null && answer.getType() == IQ.Type.error
            && Stanzas.condition(answer).filter(Condition.item_not_found::equals).isPresent();
    }

    /** What comes while this is being done stays behind. */
    private void done(JID master, boolean exists) {
        for (Waiting next = next(master); next != null; next = next(master)) {
            (exists || !next.enters() ? next.known() : next.missing()).run();
        }
    }

    private Waiting next(JID master) {
        synchronized (rooms) {
            Waiting next = rooms.get(master).poll();
            if (next == null) {
                rooms.remove(master);
            }
            return next;
        }
    }
}
