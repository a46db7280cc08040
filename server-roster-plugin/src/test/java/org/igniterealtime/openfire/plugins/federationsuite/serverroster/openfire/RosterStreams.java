package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;

/**
 * The connections between servers, one in each direction. What is on one arrives in order, unless a connection is broken, held
 * up, or replaced by another while the first is not yet read to its end.
 */
final class RosterStreams {

    private static final int MOST_AGAIN = 4;
    private static final int MOST_NOTES = 300;

    /** What is on its way. */
    sealed interface Item {
    }

    /** Presence between domains. */
    record Said(DomainPresence presence) implements Item {
    }

    /** The question whether what went before has come. */
    record Ping(String id) implements Item {
    }

    /** Its answer, with an error where there is no connection. */
    record Pong(String id, String error) implements Item {
    }

    /** An error for a request that met a server which takes none. */
    record Refused() implements Item {
    }

    /** How a connection is. */
    enum State {
        /** What is sent arrives. */
        OPEN,
        /** What is sent waits. */
        HELD,
        /** What is sent vanishes, and nobody knows. */
        HALF_OPEN,
        /** Nothing can be sent, and whoever asks is told so. */
        CUT
    }

    /** Who gets what. */
    interface Receiver {
        /** Takes something. */
        void receive(String from, Item item);
    }

    private final Random random;
    private final Map<String, Receiver> servers = new LinkedHashMap<>();
    private final Map<String, Deque<Item>> onTheWay = new LinkedHashMap<>();
    private final Map<String, Deque<Item>> delivered = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final Deque<String> happened = new ArrayDeque<>();
    private boolean doubled;
    private boolean troubled = true;

    RosterStreams(Random random) {
        this.random = random;
    }

    /** Remembers that something happened, for whoever wants to know why a world has failed. */
    void note(String what) {
        happened.add(what);
        if (happened.size() > MOST_NOTES) {
            happened.remove();
        }
    }

    /** The last that happened between two servers, in order. */
    String story(String one, String other) {
        return happened.stream().filter(line -> line.contains(one) && line.contains(other)).collect(Collectors.joining("\n"));
    }

    void attach(String domain, Receiver receiver) {
        servers.put(domain, receiver);
    }

    private static String link(String from, String to) {
        return from + ' ' + to;
    }

    void set(String from, String to, State state) {
        states.put(link(from, to), state);
        if (state == State.CUT || state == State.HALF_OPEN) {
            lose(from, to);
        }
    }

    /** A connection breaks; what is on it is lost, and the next is made at once. */
    void lose(String from, String to) {
        note(from + " to " + to + ": lost " + onTheWay.remove(link(from, to)));
        delivered.remove(link(from, to));
    }

    void healAll() {
        states.clear();
    }

    /** From now on nothing goes wrong, or it may again. */
    void troubled(boolean now) {
        troubled = now;
    }

    /** Whether a request meets a server that takes none. */
    boolean refuses() {
        return troubled && random.nextInt(30) == 0;
    }

    void send(String from, String to, Item item) {
        State state = states.getOrDefault(link(from, to), State.OPEN);
        if (state == State.CUT && item instanceof Ping ping && random.nextBoolean()) {
            // The server itself answers, in the name of the one that it cannot reach.
            queue(to, from).add(new Pong(ping.id(), "remote-server-not-found"));
        } else if (state == State.OPEN || state == State.HELD) {
            queue(from, to).add(item);
        }
    }

    private Deque<Item> queue(String from, String to) {
        return onTheWay.computeIfAbsent(link(from, to), way -> new ArrayDeque<>());
    }

    /** Delivers the next of some connection; false if nothing is on its way that arrives. */
    boolean deliverOne() {
        List<String> busy = onTheWay.entrySet().stream().filter(way -> !way.getValue().isEmpty()
            && states.getOrDefault(way.getKey(), State.OPEN) != State.HELD).map(Map.Entry::getKey).toList();
        if (busy.isEmpty()) {
            return false;
        }
        String way = busy.get(random.nextInt(busy.size()));
        Item item = onTheWay.get(way).remove();
        Deque<Item> last = delivered.computeIfAbsent(way, key -> new ArrayDeque<>());
        last.add(item);
        if (last.size() > MOST_AGAIN) {
            last.remove();
        }
        String[] ends = way.split(" ");
        note(ends[0] + " to " + ends[1] + ": " + (item instanceof Said said ? said.presence().kind() : item));
        servers.get(ends[1]).receive(ends[0], item);
        if (doubled) {
            doubled = false;
            servers.get(ends[1]).receive(ends[0], item);
        }
        return true;
    }

    /** The next that arrives arrives twice. */
    void doubles() {
        doubled = true;
    }

    /** What came last comes once more, in its order, before all else: nobody had heard that it had come. */
    void again() {
        anyOf(delivered).ifPresent(way -> {
            List<Item> last = new ArrayList<>(delivered.get(way));
            Deque<Item> queue = onTheWay.computeIfAbsent(way, key -> new ArrayDeque<>());
            for (int i = last.size() - 1; i >= 0; i--) {
                queue.addFirst(last.get(i));
            }
            delivered.remove(way);
        });
    }

    /** There are two connections for a while, and the later one is read first. */
    void overtake() {
        anyOf(onTheWay).ifPresent(way -> {
            List<Item> queue = new ArrayList<>(onTheWay.get(way));
            int at = queue.isEmpty() ? 0 : random.nextInt(queue.size());
            Deque<Item> turned = new ArrayDeque<>(queue.subList(at, queue.size()));
            turned.addAll(queue.subList(0, at));
            onTheWay.put(way, turned);
        });
    }

    private Optional<String> anyOf(Map<String, Deque<Item>> ways) {
        List<String> all = ways.keySet().stream().sorted().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
}
