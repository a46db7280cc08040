package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/**
 * Three servers, their administrators, who decide at random, and connections that lose, hold up and repeat what is said, while
 * servers are killed and started again. In a wild world one connection also overtakes another, what came comes again later, a
 * killed server loses what it has heard and not kept yet, and a database its last half second. When all heals, both sides say
 * the same of who sees whom (XEP-0267; RFC 6121, appendix A): in a wild world after they have asked again.
 */
final class RosterWorld {

    private static final List<String> DOMAINS = List.of("a.example", "b.example", "c.example");
    /** What administrators order, some of it more often. */
    private static final List<Simple> ORDERS = List.of(Simple.REQUEST, Simple.REQUEST, Simple.REQUEST, Simple.APPROVE,
        Simple.APPROVE, Simple.APPROVE, Simple.APPROVE, Simple.DENY, Simple.UNREQUEST, Simple.REVOKE, Simple.UNDO, Simple.BLOCK,
        Simple.UNBLOCK, Simple.UNBLOCK, Simple.TRUST, Simple.UNTRUST);
    private static final int MOST_DELIVERIES = 10_000;

    private final Random random;
    private final boolean wild;
    private final RosterStreams streams;
    private final List<RosterServer> servers = new ArrayList<>();
    /** Who has blocked whom: he is told nothing of a request of his that waited. */
    private final Set<String> oneSided = new HashSet<>();
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");

    RosterWorld(long seed, boolean wild) {
        this.random = new Random(seed);
        this.wild = wild;
        this.streams = new RosterStreams(random);
        for (String domain : DOMAINS) {
            servers.add(new RosterServer(domain, wild ? Duration.ofMillis(500) : Duration.ZERO, streams, () -> now, random));
        }
    }

    void run(int steps) {
        for (int step = 1; step <= steps; step++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> somebodyDecides();
                case 2 -> somethingBreaks();
                case 3 -> pass(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 200_000_000 : 40_000)));
                case 4, 5, 6 -> any().workOnce();
                default -> streams.deliverOne();
            }
            if (step % 100 == 0) {
                comeToRest();
                assertAgreed();
            }
        }
        comeToRest();
        assertAgreed();
        askAgain();
        endAll();
    }

    private RosterServer any() {
        return servers.get(random.nextInt(servers.size()));
    }

    private String other(RosterServer server) {
        List<String> others = others(server);
        return others.get(random.nextInt(others.size()));
    }

    private static List<String> others(RosterServer server) {
        return DOMAINS.stream().filter(domain -> !domain.equals(server.domain())).toList();
    }

    private void somebodyDecides() {
        RosterServer server = any();
        String peer = other(server);
        Order order = switch (random.nextInt(12)) {
            case 0 -> new Order.Note("note " + random.nextInt(100));
            case 1 -> new Order.Expire(Optional.of(now.plusSeconds(random.nextInt(400_000))).filter(at -> random.nextBoolean()));
            case 2 -> new Order.Review(Optional.of(now.plusSeconds(random.nextInt(400_000))));
            default -> ORDERS.get(random.nextInt(ORDERS.size()));
        };
        if (order == Simple.BLOCK) {
            oneSided.add(server.domain() + ' ' + peer);
        }
        server.orders(peer, order);
    }

    private void somethingBreaks() {
        RosterServer server = any();
        String peer = other(server);
        switch (random.nextInt(wild ? 11 : 8)) {
            case 0, 1, 2 -> streams.set(server.domain(), peer, List.of(RosterStreams.State.values()).get(random.nextInt(4)));
            case 3 -> streams.lose(server.domain(), peer);
            case 4 -> streams.healAll();
            case 5 -> {
                if (!wild) {
                    server.work();
                }
                // Its connections end with it.
                server.isKilled();
                others(server).forEach(one -> {
                    streams.lose(server.domain(), one);
                    streams.lose(one, server.domain());
                });
            }
            case 6 -> server.isRestarted(others(server));
            case 7 -> streams.doubles();
            case 8 -> streams.again();
            default -> streams.overtake();
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        servers.forEach(RosterServer::timePasses);
    }

    private void deliverAll() {
        int delivered = 0;
        boolean busy = true;
        while (busy) {
            servers.forEach(RosterServer::work);
            busy = streams.deliverOne();
            delivered++;
            if (delivered == MOST_DELIVERIES) {
                throw new AssertionError("it never comes to rest\n" + streams.story("", ""));
            }
        }
    }

    /** All connections are there again; what is to be said is said, after an hour at the latest. Whoever waits is answered. */
    private void comeToRest() {
        streams.healAll();
        streams.troubled(false);
        settle();
        for (RosterServer server : servers) {
            for (String peer : others(server)) {
                if (server.peer(peer).pendingIn().isPresent()) {
                    server.orders(peer, random.nextBoolean() ? Simple.APPROVE : Simple.DENY);
                }
            }
        }
        settle();
        servers.forEach(RosterServer::assertAtRest);
        streams.troubled(true);
    }

    private void settle() {
        for (int i = 0; i < 10; i++) {
            deliverAll();
            pass(Duration.ofMinutes(7));
        }
        deliverAll();
        for (int i = 0; i < 5; i++) {
            // What an approval's end has made to be said, and what is said a moment after it was kept.
            pass(Duration.ofSeconds(1));
            deliverAll();
        }
    }

    // ---- what must hold when nothing is on its way

    /**
     * Nobody believes to see whom he does not see. That somebody is approved who does not know it may be: he was refused first,
     * and his request came twice.
     */
    private void assertAgreed() {
        if (wild) {
            return;
        }
        eachPair((seer, seen) -> {
            Peer asker = seer.peer(seen.domain());
            Peer granter = seen.peer(seer.domain());
            boolean sees = asker.subscription().hasTo();
            boolean grants = granter.subscription().hasFrom();
            String pair = seer.domain() + " (" + asker.summary() + ") of " + seen.domain() + " (" + granter.summary() + ")\n"
                + streams.story(seer.domain(), seen.domain());
            boolean blocked = oneSided.contains(seen.domain() + ' ' + seer.domain());
            assertTrue("sees whom it may not: " + pair, grants || !sees || blocked);
        });
    }

    private interface Pairing {
        void look(RosterServer one, RosterServer other);
    }

    private void eachPair(Pairing pairing) {
        for (RosterServer one : servers) {
            for (RosterServer other : servers) {
                if (one != other) {
                    pairing.look(one, other);
                }
            }
        }
    }

    /** Whoever does not know how it stands asks again: then he does. */
    private void askAgain() {
        eachPair((one, other) -> {
            one.orders(other.domain(), Simple.UNBLOCK);
            one.orders(other.domain(), new Order.Expire(Optional.empty()));
        });
        deliverAll();
        eachPair((one, other) -> one.orders(other.domain(), Simple.REQUEST));
        comeToRest();
        comeToRest();
        eachPair((one, other) -> assertEquals("asked again, and who sees whom: " + one.domain() + " ("
                + one.peer(other.domain()).summary() + ") of " + other.domain() + " (" + other.peer(one.domain()).summary() + ")",
            other.peer(one.domain()).subscription().hasFrom(), one.peer(other.domain()).subscription().hasTo()));
    }

    /** And where one side ends it, it has ended on both. */
    private void endAll() {
        eachPair((one, other) -> {
            if (one.domain().compareTo(other.domain()) < 0) {
                one.orders(other.domain(), Simple.REVOKE);
            }
        });
        comeToRest();
        eachPair((one, other) -> assertEquals("ended: " + one.domain() + " of " + other.domain(),
            "NONE", one.peer(other.domain()).subscription().name()));
    }
}
