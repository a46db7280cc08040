package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster in memory, in one thread. What nodes say waits until {@link #deliver} or {@link #deliverBackwards}, and goes through
 * its wire form. Not thread-safe.
 */
public final class MemoryCluster {

    private final Map<String, List<Nodes.Listener>> listeners = new LinkedHashMap<>();
    private final List<Runnable> underWay = new ArrayList<>();
    private final Set<String> apart = new HashSet<>();
    private final Map<String, List<Runnable>> paused = new HashMap<>();

    /**
     * A node joins, and the others are told. The first one leads.
     *
     * @param name its name
     * @return the cluster as it sees it
     */
    public Nodes join(String name) {
        listeners.values().forEach(all -> all.forEach(Nodes.Listener::came));
        listeners.put(name, new ArrayList<>());
        return new Member(name);
    }

    private void send(String node, Notice notice) {
        byte[] wire = notice.encode();
        paused.getOrDefault(node, underWay).add(() -> listeners.getOrDefault(node, List.of())
            .forEach(listener -> listener.heard(Notice.decode(wire).orElseThrow())));
    }

    /**
     * A node dies.
     *
     * @param name its name
     */
    public void kill(String name) {
        listeners.remove(name);
        listeners.values().forEach(all -> all.forEach(Nodes.Listener::left));
    }

    /**
     * A node and the others do not see each other any more. The others are told that it has left.
     *
     * @param name its name
     */
    public void part(String name) {
        apart.add(name);
        listeners.forEach((other, all) -> {
            if (!other.equals(name)) {
                all.forEach(Nodes.Listener::left);
            }
        });
    }

    /**
     * They see each other again. Nobody is told.
     *
     * @param name its name
     */
    public void meet(String name) {
        apart.remove(name);
    }

    /** What was said arrives, in the order in which it was said. */
    public void deliver() {
        List<Runnable> arriving = new ArrayList<>(underWay);
        underWay.clear();
        arriving.forEach(Runnable::run);
    }

    /** All that was said arrives, and what is said because of it, until nobody says anything more. */
    public void settle() {
        while (!underWay.isEmpty()) {
            deliver();
        }
    }

    /** What was said arrives, the last of it first. */
    public void deliverBackwards() {
        Collections.reverse(underWay);
        deliver();
    }

    /** The last of what was said arrives. */
    public void deliverLast() {
        underWay.remove(underWay.size() - 1).run();
    }

    /** What was said arrives twice, in the order in which it was said. */
    public void deliverTwice() {
        underWay.addAll(List.copyOf(underWay));
        deliver();
    }

    /** One of those that were said arrives, if there is any. */
    public void deliverAny(Random random) {
        if (!underWay.isEmpty()) {
            underWay.remove(random.nextInt(underWay.size())).run();
        }
    }

    /** Tells whether anything that was said has not arrived. */
    public boolean isQuiet() {
        return underWay.isEmpty();
    }

    /** What is said to a node from now on waits until it is {@link #resume resumed}. */
    public void pause(String name) {
        paused.put(name, new ArrayList<>());
    }

    /** What has waited for a node is under way to it. */
    public void resume(String name) {
        underWay.addAll(paused.remove(name));
    }

    /** What was said is lost. */
    public void lose() {
        underWay.clear();
    }

    /** The cluster as one of its nodes sees it. */
    private final class Member implements Nodes {

        private final String name;

        Member(String name) {
            this.name = name;
        }

        @Override
        public Set<String> others() {
            Set<String> names = new TreeSet<>(apart.contains(name) ? Set.of() : listeners.keySet());
            names.removeAll(apart);
            names.remove(name);
            return names;
        }

        @Override
        public boolean expectsOthers() {
            return true;
        }

        @Override
        public boolean othersServe() {
            return !others().isEmpty();
        }

        @Override
        public boolean leads() {
            return listeners.keySet().iterator().next().equals(name);
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public String leader() {
            return listeners.keySet().iterator().next();
        }

        @Override
        public void tell(Notice notice) {
            others().forEach(other -> send(other, notice));
        }

        @Override
        public boolean tell(String node, Notice notice) {
            boolean there = others().contains(node);
            if (there) {
                send(node, notice);
            }
            return there;
        }

        @Override
        public boolean tellLeader(Notice notice) {
            if (!leads()) {
                send(leader(), notice);
            }
            return !leads();
        }

        @Override
        public Listening listen(Listener listener) {
            listeners.get(name).add(listener);
            return () -> listeners.getOrDefault(name, new ArrayList<>()).remove(listener);
        }
    }
}
