package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** One queue for each pair of domains: stanzas of one pair keep their order (RFC 6120, section 10.1), others do not. */
final class Network {

    private final Map<String, Deque<Packet>> links = new LinkedHashMap<>();
    private final Map<String, Consumer<Packet>> receivers = new HashMap<>();
    private final List<Consumer<Packet>> watchers = new ArrayList<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Integer> torn = new HashMap<>();
    private final Random random;
    /** Links that were made anew, and over which no subject has gone since; empty if nothing overtakes. */
    private final Set<String> fresh = new HashSet<>();
    private boolean overtaking;
    private Fault fault = List::of;

    Network(Random random) {
        this.random = random;
    }

    void attach(String domain, Consumer<Packet> receiver) {
        receivers.put(domain, receiver);
    }

    /** Shows each stanza to somebody when it is sent. */
    void watch(Consumer<Packet> watcher) {
        watchers.add(watcher);
    }

    /** What a server does wrong. */
    interface Fault {
        /** What is sent instead of a stanza. */
        List<Packet> instead(Packet stanza);
    }

    /** From now on somebody does something wrong: whether the simulation would notice. */
    void plant(Fault planted) {
        fault = planted;
    }

    /** How a link is, in one direction. */
    enum State {
        /** Stanzas pass. */
        OPEN,
        /** Stanzas wait: an outage that connections survive. */
        HELD,
        /** The connection is dead, and nobody knows: stanzas vanish. */
        HALF_OPEN,
        /** There is no connection: stanzas come back to whoever sent them, or vanish. */
        CUT
    }

    /**
     * From now on the first subject that goes over a connection which was made anew passes some of the messages that wait in
     * front of it, as Openfire lets a stanza pass that is sent when a connection has just come to be. Whatever is sent later
     * comes behind all that: what waits is taken to be gone before an answer to any of it can have come back.
     */
    void letSubjectsOvertake() {
        overtaking = true;
    }

    /** Changes a link, in one direction. What is on it is lost unless it is only held, and its sender learns it, or not yet. */
    void set(String from, String to, State state, Runnable broken) {
        String link = from + " to " + to;
        State before = states.put(link, state);
        if (overtaking && state == State.OPEN && (before == State.CUT || before == State.HALF_OPEN)) {
            fresh.add(link);
        }
        Deque<Packet> queue = links.getOrDefault(link, new ArrayDeque<>());
        if (state == State.CUT || state == State.HALF_OPEN) {
            torn.merge(link, queue.size(), Integer::sum);
            queue.clear();
        }
        if (state != State.HALF_OPEN && torn.getOrDefault(link, 0) > 0) {
            torn.remove(link);
            broken.run();
        }
    }

    /** What a process that was killed was about to send, or to take, within its domain. */
    void forget(String domain) {
        links.forEach((link, queue) -> {
            String[] ends = link.split(" to ");
            if (ends[0].endsWith(domain) && ends[1].endsWith(domain) || link.equals("server to mirror." + domain)
                || domain.equals("talk.lit") && (ends[0].equals(domain) || ends[1].equals(domain))) {
                queue.clear();
            }
        });
    }

    void send(Packet stanza) {
        fault.instead(stanza).forEach(this::pass);
    }

    private void pass(Packet stanza) {
        watchers.forEach(watcher -> watcher.accept(stanza));
        String link = stanza.getFrom().getDomain() + " to " + stanza.getTo().getDomain();
        State state = states.getOrDefault(link, State.OPEN);
        if (state == State.HALF_OPEN) {
            torn.merge(link, 1, Integer::sum);
            return;
        }
        if (state == State.CUT) {
            torn.merge(link, 1, Integer::sum);
            if (random.nextBoolean() && Stanzas.mayBeAnswered(stanza)) {
                Packet error = Stanzas.error(stanza, PacketError.Condition.remote_server_not_found, null);
                links.computeIfAbsent("server to " + stanza.getFrom().getDomain(), key -> new ArrayDeque<>()).add(error);
            }
            return;
        }
        Deque<Packet> queue = links.computeIfAbsent(link, key -> new ArrayDeque<>());
        if (isSubject(stanza) && fresh.remove(link)) {
            overtake(queue, stanza);
        } else {
            queue.add(stanza);
        }
    }

    private static boolean isSubject(Packet stanza) {
        return stanza instanceof Message message && message.getBody() == null && message.getElement().element("subject") != null;
    }

    private void overtake(Deque<Packet> queue, Packet stanza) {
        Deque<Packet> behind = new ArrayDeque<>();
        while (queue.peekLast() instanceof Message && random.nextInt(4) != 0) {
            behind.addFirst(queue.removeLast());
        }
        queue.add(stanza);
        queue.addAll(behind);
    }

    /** Now and then delivers the next stanza of some link, if it is of a kind. */
    void deliverSome(Predicate<Packet> kind) {
        if (random.nextInt(8) == 0) {
            links.values().stream().filter(queue -> !queue.isEmpty() && kind.test(queue.peek())).findFirst()
                .ifPresent(queue -> receivers.get(queue.peek().getTo().getDomain()).accept(queue.remove()));
        }
    }

    /** Delivers the next stanza of some link. */
    boolean deliverOne() {
        List<Deque<Packet>> busy = links.entrySet().stream().filter(link -> !link.getValue().isEmpty()
            && states.getOrDefault(link.getKey(), State.OPEN) == State.OPEN).map(Map.Entry::getValue).toList();
        if (busy.isEmpty()) {
            return false;
        }
        Packet stanza = busy.get(random.nextInt(busy.size())).remove();
        receivers.get(stanza.getTo().getDomain()).accept(stanza);
        return true;
    }
}
