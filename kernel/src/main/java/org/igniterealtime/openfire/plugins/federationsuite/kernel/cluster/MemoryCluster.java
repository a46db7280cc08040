package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster in memory, in one thread. What nodes say waits until {@link #deliver} or {@link #deliverBackwards}, and goes through
 * its wire form. Not thread-safe.
 */
public final class MemoryCluster {

    private final Map<String, List<Nodes.Listener>> listeners = new LinkedHashMap<>();
    private final List<Runnable> underWay = new ArrayList<>();

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

    /** The cluster as one node sees it. */
    private final class Member implements Nodes {

        private final String name;

        Member(String name) {
            this.name = name;
        }

        @Override
        public Set<String> others() {
            Set<String> names = new TreeSet<>(listeners.keySet());
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

    private void send(String node, Notice notice) {
        byte[] wire = notice.encode();
        underWay.add(() -> listeners.getOrDefault(node, List.of())
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

    /** What was said arrives twice, in the order in which it was said. */
    public void deliverTwice() {
        underWay.addAll(List.copyOf(underWay));
        deliver();
    }

    /** What was said is lost. */
    public void lose() {
        underWay.clear();
    }
}
