package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Callbacks;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Where transparent mode works: at services that say that they speak FMUC, for rooms that admit this server's mirror.
 * Services are asked when somebody wants to join; until they have answered, what users say to their rooms waits, in its
 * order. Thread-safe; bounded: what was not asked for the longest time is forgotten first.
 */
final class Mirrorable {

    private static final int MOST = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** A service that has no answer now may have one soon. */
    private static final Duration FRESH_FAILURE = Duration.ofSeconds(30);

    private final PeerQueries peers;
    private final InstantSource clock;
    private final FmucSettings settings;
    /** Guards the rest. */
    private final Object lock = new Object();
    private final Map<String, Service> services = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<JID, Instant> refusing = new LinkedHashMap<>();

    /** What is known of a service. */
    private static final class Service {
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        /** From the question until everything that waited for the answer is done. */
        private boolean busy = true;
        private boolean speaks;
        /** What it said when it last answered. */
        private Optional<Boolean> said = Optional.empty();
        private Instant until = Instant.MAX;
    }

    /** Something that a user said, and what is to be done with it where his room can be mirrored, or not. */
    record Waiting(Runnable mirrored, Runnable direct) {
    }

    Mirrorable(PeerQueries peers, InstantSource clock, FmucSettings settings) {
        this.peers = Objects.requireNonNull(peers);
        this.clock = Objects.requireNonNull(clock);
        this.settings = Objects.requireNonNull(settings);
    }

    /** Tells whether nothing is known that speaks against it. */
    boolean mayTry(JID room) {
        Instant now = clock.instant();
        synchronized (lock) {
            Service service = services.get(room.getDomain());
            boolean silent = service != null && !service.busy && !service.speaks && now.isBefore(service.until);
            Instant until = refusing.get(room);
            return !silent && (until == null || !now.isBefore(until));
        }
    }

    /** Whether a service has said, when it last answered, that it speaks FMUC; empty if it never has. */
    Optional<Boolean> speaks(String domain) {
        synchronized (lock) {
            return Optional.ofNullable(services.get(domain)).flatMap(service -> service.said);
        }
    }

    /** A room does not admit this mirror. It is asked again after a while. */
    void refuses(JID room) {
        synchronized (lock) {
            refusing.remove(room);
            refusing.put(room, clock.instant().plus(FRESH));
            if (refusing.size() > MOST) {
                refusing.remove(refusing.keySet().iterator().next());
            }
        }
    }

    /**
     * Does one thing or the other, now or when the service has answered; after what waits for the same service.
     *
     * @param enters whether it is to be asked, if it is not known
     * @return false if too much waits, and nothing will be done
     */
    boolean whenKnown(String domain, boolean enters, Waiting what) {
        boolean ask = false;
        boolean now = false;
        boolean mirrored = true;
        synchronized (lock) {
            Service service = services.get(domain);
            boolean stale = service == null || !service.busy && !clock.instant().isBefore(service.until);
            if (stale && enters) {
                if (service == null && !makeRoom()) {
                    return false;
                }
                Service before = service;
                service = new Service();
                // Until it answers anew it is what it was: rooms may be opened meanwhile.
                service.said = before == null ? Optional.empty() : before.said;
                services.put(domain, service);
                ask = true;
            }
            if (service != null && service.busy) {
                if (service.waiting.size() >= settings.get(FmucSettings.WAITING)) {
                    return false;
                }
                service.waiting.add(what);
            } else {
                now = true;
                // Who does not enter is in, or believes so; it is for the slave to tell him.
                mirrored = !enters || service.speaks;
            }
        }
        if (now) {
            run(what, mirrored);
        }
        if (ask) {
            Callbacks.when(peers.ask(new JID(domain), PeerQueries.INFO, PATIENCE), (iq, failure) -> answered(domain, iq));
        }
        return true;
    }

    @SuppressFBWarnings(value = "UC_USELESS_VOID_METHOD", justification = "It runs what it is given.")
    private static void run(Waiting what, boolean mirrored) {
        (mirrored ? what.mirrored() : what.direct()).run();
    }

    /** Forgets the oldest service that nobody waits for. */
    private boolean makeRoom() {
        for (Iterator<Service> all = services.values().iterator(); services.size() >= MOST && all.hasNext();) {
            if (!all.next().busy) {
                all.remove();
            }
        }
        return services.size() < MOST;
    }

    private void answered(String domain, IQ iq) {
        boolean answers = iq != null && iq.getType() == IQ.Type.result;
        boolean speaks = answers && iq.getChildElement() != null && iq.getChildElement().elements("feature").stream()
            .anyMatch(feature -> Fmuc.NAMESPACE.equals(feature.attributeValue("var")));
        Service service;
        synchronized (lock) {
            service = services.get(domain);
            service.speaks = speaks;
            service.said = answers ? Optional.of(speaks) : service.said;
            service.until = clock.instant().plus(answers ? FRESH : FRESH_FAILURE);
        }
        for (Waiting next = next(service); next != null; next = next(service)) {
            run(next, speaks);
        }
    }

    /** What comes while this is being done stays behind. */
    private Waiting next(Service service) {
        synchronized (lock) {
            service.busy = !service.waiting.isEmpty();
            return service.waiting.poll();
        }
    }
}
