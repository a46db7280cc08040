package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.xmpp.packet.Packet;

/** One queue for each pair of domains: stanzas of one pair keep their order (RFC 6120, section 10.1), others do not. */
final class Network {

    private final Map<String, Queue<Packet>> links = new LinkedHashMap<>();
    private final Map<String, Consumer<Packet>> receivers = new HashMap<>();
    private final List<Consumer<Packet>> watchers = new ArrayList<>();
    private final Random random;

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

    void send(Packet stanza) {
        watchers.forEach(watcher -> watcher.accept(stanza));
        String link = stanza.getFrom().getDomain() + " to " + stanza.getTo().getDomain();
        links.computeIfAbsent(link, key -> new ArrayDeque<>()).add(stanza);
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
        List<Queue<Packet>> busy = links.values().stream().filter(queue -> !queue.isEmpty()).toList();
        if (busy.isEmpty()) {
            return false;
        }
        Packet stanza = busy.get(random.nextInt(busy.size())).remove();
        receivers.get(stanza.getTo().getDomain()).accept(stanza);
        return true;
    }
}
