package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.xmpp.packet.JID;

/**
 * Clients of other servers that have seats. Their servers do not know that they are in a room, so nobody tells when such a
 * client is gone; whoever has said nothing for a while is asked. Thread-safe. Bounded by the seats: an entry without one is
 * forgotten.
 */
final class FarClients {

    /** By the text of the address, because it is looked for in each stanza of everybody. */
    private final Map<String, Sign> signs = new ConcurrentHashMap<>();

    /**
     * The last sign of life.
     *
     * @param client   whose
     * @param since    when it came, or when the client was asked for one
     * @param question the id of the question, if one is open
     */
    private record Sign(JID client, Instant since, Optional<String> question) {
    }

    /**
     * What is to be done about them.
     *
     * @param ask  those who are to be asked now
     * @param gone those who have not answered
     */
    record Round(List<JID> ask, List<JID> gone) {
    }

    boolean isEmpty() {
        return signs.isEmpty();
    }

    /** Tells whether an address is that of one of them. */
    boolean has(String address) {
        return address != null && signs.containsKey(address);
    }

    /** A client has said something. */
    void heard(JID client, Instant now) {
        signs.put(client.toString(), new Sign(client, now, Optional.empty()));
    }

    void forget(JID client) {
        signs.remove(client.toString());
    }

    /** Notes that a client has been asked. */
    void asked(JID client, String question, Instant now) {
        signs.computeIfPresent(client.toString(), (address, sign) -> new Sign(client, now, Optional.of(question)));
    }

    /** Tells whether an id is that of the question that is open for a client. */
    boolean waitsFor(JID client, String id) {
        Sign sign = signs.get(client.toString());
        return sign != null && sign.question().equals(Optional.ofNullable(id));
    }

    /**
     * Some time has passed.
     *
     * @param now    the time
     * @param limits how long they may be quiet
     * @param seated whether a client has a seat
     */
    Round round(Instant now, RoomLimits limits, Predicate<JID> seated) {
        List<JID> ask = new ArrayList<>();
        List<JID> gone = new ArrayList<>();
        for (Sign sign : signs.values()) {
            if (!seated.test(sign.client())) {
                forget(sign.client());
            } else if (sign.question().isPresent()) {
                if (!now.isBefore(sign.since().plus(limits.patience()))) {
                    gone.add(sign.client());
                }
            } else if (!now.isBefore(sign.since().plus(limits.quiet()))) {
                ask.add(sign.client());
            }
        }
        return new Round(ask, gone);
    }
}
