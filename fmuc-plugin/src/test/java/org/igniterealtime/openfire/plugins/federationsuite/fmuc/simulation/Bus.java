package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;

/**
 * What nodes of a cluster say to each other, as a cluster task does it: in any order, sometimes twice, and lost with a node that
 * dies. Who is there each node learns for itself, a while after it has happened. Nodes may lose sight of each other: then there
 * are several clusters, until one is taken in by another, node by node.
 */
final class Bus {

    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private final List<Flight> flights = new ArrayList<>();
    private int names;
    private int clusters;

    Bus(Random random) {
        this.random = random;
    }

    /** What was said in one cluster is not heard in another. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two flights.
    private record Flight(Member from, Member to, int cluster, byte[] wire) {
    }

    /** A change of who is there, which a node has not heard of yet. */
    private record Change(Set<String> others, How how, int cluster) {
    }

    private enum How { CAME, LEFT, TAKEN_IN }

    /** One node, from its start to its end. */
    final class Member implements Nodes {

        private final List<Listener> listeners = new ArrayList<>();
        private final Deque<Change> changes = new ArrayDeque<>();
        private Set<String> sees = new LinkedHashSet<>();
        private final String name = "n" + ++names;
        private final int age = names;
        private boolean alive = true;
        private boolean paused;
        private int cluster;

        /** Which cluster it is in. */
        int cluster() {
            return cluster;
        }

        boolean alive() {
            return alive;
        }

        boolean paused() {
            return paused;
        }

        void pause(boolean on) {
            paused = on;
        }

        @Override
        public Set<String> others() {
            return new TreeSet<>(sees);
        }

        @Override
        public boolean expectsOthers() {
            return true;
        }

        @Override
        public boolean othersServe() {
            return !sees.isEmpty();
        }

        @Override
        public boolean leads() {
            return leader().equals(name);
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public String leader() {
            String oldest = name;
            int most = age;
            for (Member other : members) {
                if (sees.contains(other.name) && other.age < most) {
                    oldest = other.name;
                    most = other.age;
                }
            }
            return oldest;
        }

        @Override
        public void tell(Notice notice) {
            others().forEach(other -> tell(other, notice));
        }

        @Override
        public boolean tell(String node, Notice notice) {
            if (!sees.contains(node)) {
                return false;
            }
            members.stream().filter(other -> other.alive && other.cluster == cluster && other.name.equals(node))
                .forEach(other -> flights.add(new Flight(this, other, cluster, notice.encode())));
            return true;
        }

        @Override
        public boolean tellLeader(Notice notice) {
            return tell(leader(), notice);
        }

        @Override
        public Listening listen(Listener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        private Set<String> reachable() {
            Set<String> all = new LinkedHashSet<>();
            members.stream().filter(other -> other != this && other.alive && other.cluster == cluster)
                .forEach(other -> all.add(other.name));
            return all;
        }

        private void expect(How how) {
            changes.add(new Change(reachable(), how, cluster));
        }

        private void learn() {
            Change change = changes.remove();
            if (change.how() == How.TAKEN_IN) {
                Bus.this.others(this).forEach(other -> other.expect(How.LEFT));
                cluster = change.cluster();
                sees = reachable();
                Bus.this.others(this).forEach(other -> other.expect(How.CAME));
                List.copyOf(listeners).forEach(Listener::joined);
            } else if (change.cluster() == cluster) {
                sees = change.others();
                List.copyOf(listeners).forEach(change.how() == How.LEFT ? Listener::left : Listener::came);
            }
        }
    }

    /** A node starts, and joins those that it can reach. It is told so by whoever has made it. */
    Member join() {
        Member member = new Member();
        member.cluster = alive().stream().findFirst().map(Member::cluster).orElse(0);
        members.add(member);
        member.sees = member.reachable();
        others(member).forEach(other -> other.expect(How.CAME));
        return member;
    }

    /** Some nodes and the others lose sight of each other. What they have said last arrives, or does not. */
    void split(Set<Member> some) {
        clusters++;
        some.forEach(member -> member.cluster = clusters);
        flights.removeIf(flight -> flight.from().cluster != flight.to().cluster);
        alive().forEach(member -> member.expect(How.LEFT));
    }

    /**
     * Tells whether nobody else is on the side of a split on which a node is. If it is killed the sides never meet, and the
     * other one does not hear of what this one has told the room as shown to all of its mirror.
     */
    boolean isOneSide(Member member) {
        return isSplit() && others(member).isEmpty();
    }

    /** Tells whether there are several clusters. */
    boolean isSplit() {
        return alive().stream().map(Member::cluster).distinct().count() > 1;
    }

    /**
     * All see each other again: each node of the smaller cluster will be taken in by the other, unless nodes of that are about
     * to be taken in already.
     */
    void heal() {
        Map<Integer, Long> sizes = alive().stream().collect(Collectors.groupingBy(Member::cluster, TreeMap::new,
            Collectors.counting()));
        int winner = alive().stream().flatMap(member -> member.changes.stream()).filter(change -> change.how() == How.TAKEN_IN)
            .map(Change::cluster).filter(sizes::containsKey).findFirst()
            .orElseGet(() -> Collections.max(sizes.entrySet(), Map.Entry.comparingByValue()).getKey());
        alive().stream().filter(member -> member.cluster != winner && member.changes.stream().noneMatch(change ->
            change.how() == How.TAKEN_IN && change.cluster() == winner))
            .forEach(member -> member.changes.add(new Change(Set.of(), How.TAKEN_IN, winner)));
    }

    List<Member> alive() {
        return members.stream().filter(member -> member.alive).toList();
    }

    private List<Member> others(Member member) {
        return alive().stream().filter(other -> other != member && other.cluster == member.cluster).toList();
    }

    /** A process ends. What it said last arrives, or does not. */
    void kill(Member member) {
        member.alive = false;
        members.remove(member);
        flights.removeIf(flight -> flight.to() == member || flight.from() == member && random.nextBoolean());
        others(member).forEach(other -> other.expect(How.LEFT));
    }

    /** Something arrives, or somebody learns who is there. */
    boolean deliverOne() {
        List<Runnable> ready = new ArrayList<>();
        for (Member member : alive()) {
            if (!member.paused && !member.changes.isEmpty()) {
                ready.add(member::learn);
            }
        }
        for (Flight flight : flights) {
            if (!flight.to().paused) {
                ready.add(() -> arrive(flight));
            }
        }
        if (ready.isEmpty()) {
            return false;
        }
        ready.get(random.nextInt(ready.size())).run();
        return true;
    }

    private void arrive(Flight flight) {
        if (random.nextInt(10) > 0) {
            flights.remove(flight);
        }
        if (flight.cluster() != flight.to().cluster) {
            flights.remove(flight);
            return;
        }
        Notice notice = Notice.decode(flight.wire()).orElseThrow();
        List.copyOf(flight.to().listeners).forEach(listener -> listener.heard(notice));
    }
}
