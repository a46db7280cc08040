package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;

/**
 * People in a room: one who is in it directly, the host, and others who use an address of their own for it, which may be
 * that of a mirror. They do one thing at a time. Used by one thread.
 */
final class Gathering {

    /** Long enough for hundreds of people on a loaded machine. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String SUBJECT = "Two households";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Addresses addresses;
    private final ClientPool pool;
    private final RawClient host;
    private final boolean hostCounts;
    private final List<RawClient> guests;
    private final String room;
    private final String address;
    private final List<Integer> inside = new ArrayList<>();
    private boolean hostInside;
    private int said;

    /**
     * Prepares a gathering; nobody is in the room.
     *
     * @param addresses names and bodies
     * @param pool where the guests live
     * @param people who comes
     * @param room the room's own address, which {@link #make} has made
     * @param address the room's address for the guests
     */
    Gathering(Addresses addresses, ClientPool pool, People people, String room, String address) {
        this.addresses = addresses;
        this.pool = pool;
        this.host = people.host();
        this.hostCounts = people.hostCounts();
        this.guests = people.guests();
        this.room = room;
        this.address = address;
    }

    /**
     * Who comes. Immutable.
     *
     * @param host enters the room itself
     * @param guests enter it by the other address
     * @param hostCounts whether the host is in the pool, so that a message has reached everybody only when he has it, too
     */
    record People(RawClient host, List<RawClient> guests, boolean hostCounts) {
    }

    /**
     * Makes a room of any size that stays when nobody is in it and keeps nothing on disk but itself.
     *
     * @param server its server
     * @param owner a user of that server, who is not in the room afterwards
     * @param room the room's bare address
     */
    static void make(Server server, String owner, String room) {
        try (Client client = Client.login(server, owner, "maker").available()) {
            configure(client, room, field("muc#roomconfig_persistentroom", "1"));
            // Not every version ends a join with a subject if there is none.
            client.send("<message type='groupchat' to='" + room + "'><subject>" + SUBJECT + "</subject></message>");
            client.await("the subject", stanza -> stanza.text().contains(SUBJECT));
            client.part(room, "Owner");
        }
    }

    /**
     * Makes a room of any size that is there as long as its owner is, and waits until all nodes of its server know it. Clusters
     * of 4.2.0 need both: who enters on a node that does not know the room yet is not seen, and a room that stays is loaded from
     * the database over that in which somebody is.
     *
     * @param nodes its server; the owner is at the first
     * @param owner a user of that server
     * @param room  the room's bare address
     * @return the owner, in the room; close him when it is not needed any more
     */
    static Client hold(List<Server> nodes, String owner, String room) {
        Client client = Client.login(nodes.get(0), owner, "maker").available();
        try {
            configure(client, room, field("muc#roomconfig_persistentroom", "0"));
            for (Server node : nodes) {
                try (Client there = Client.login(node, owner, "looks").available()) {
                    Waiting.until("a node to know the room", PATIENCE, () -> there.ask("get", room,
                        "<query xmlns='http://jabber.org/protocol/disco#info'/>").type().equals("result"));
                }
            }
            client.send("<message type='groupchat' to='" + room + "'><subject>" + SUBJECT + "</subject></message>");
            client.await("the subject", stanza -> stanza.text().contains(SUBJECT));
            return client;
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    private static void configure(Client client, String room, String field) {
        client.join(room, "Owner");
        String type = client.ask("set", room, "<query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig")
            + field + field("muc#roomconfig_maxusers", "0")
            + field("muc#roomconfig_enablelogging", "0") + "</x></query>").type();
        if (!type.equals("result")) {
            throw new IllegalStateException(room + " was not configured: " + client.received());
        }
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    /** The host enters. */
    void enterHost() {
        enter(host, room + "/" + addresses.hostNick());
        hostInside = true;
    }

    /**
     * A guest enters, and everybody sees it.
     *
     * @param number from 1
     */
    void enter(int number) {
        List<RawClient> others = present();
        int[] before = others.stream().mapToInt(RawClient::presences).toArray();
        enter(guests.get(number - 1), address + "/" + addresses.guestNick(number));
        awaitMore(others, before, addresses.guestNick(number) + " to be seen by everybody");
        inside.add(number);
    }

    private void enter(RawClient client, String occupant) {
        int selves = client.selves();
        int subjects = client.subjects();
        int errors = client.errors();
        client.send(join(occupant));
        Waiting.until(occupant + " to be in", PATIENCE, () -> client.errors() > errors
            || client.selves() > selves && client.subjects() > subjects);
        if (client.errors() > errors) {
            throw new IllegalStateException(occupant + " was not let in: " + client.lastError());
        }
    }

    /** The stanza with which somebody enters, as most clients send it. */
    static String join(String occupant) {
        return "<presence to='" + occupant + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
    }

    /**
     * All guests enter without waiting for each other.
     *
     * @param patience how long to wait for them
     * @return how many are in when everybody is, or the time is over
     */
    int enterAll(Duration patience) {
        // The subject ends what a room tells a newcomer.
        int[] before = guests.stream().mapToInt(RawClient::subjects).toArray();
        for (int i = 0; i < guests.size(); i++) {
            guests.get(i).send(join(address + "/" + addresses.guestNick(i + 1)));
            inside.add(i + 1);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (entered(before) < before.length && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return entered(before);
    }

    private int entered(int[] before) {
        return (int) IntStream.range(0, before.length).filter(i -> guests.get(i).subjects() > before[i]).count();
    }

    /** A guest leaves, and everybody sees it. */
    void leave(int number) {
        inside.remove((Integer) number);
        List<RawClient> others = present();
        int[] before = others.stream().mapToInt(RawClient::presences).toArray();
        guests.get(number - 1).send("<presence type='unavailable' to='" + address + "/" + addresses.guestNick(number) + "'/>");
        awaitMore(others, before, addresses.guestNick(number) + " to be seen leaving");
    }

    /** Everybody leaves, the host last. */
    void disperse() {
        for (int number : List.copyOf(inside)) {
            guests.get(number - 1).send("<presence type='unavailable' to='" + address + "/" + addresses.guestNick(number)
                + "'/>");
        }
        inside.clear();
        hostInside = false;
        host.send("<presence type='unavailable' to='" + room + "/" + addresses.hostNick() + "'/>");
    }

    /** Changes somebody's status, and waits until everybody has seen it; 0 is the host. */
    void show(int number, String show) {
        List<RawClient> all = present();
        int[] before = all.stream().mapToInt(RawClient::presences).toArray();
        changeStatus(number, show);
        awaitMore(all, before, "'" + show + "' to be seen by everybody");
    }

    /** Changes somebody's status, and waits until those on his side have seen it; 0 is the host. */
    void showNearby(int number, String show) {
        List<RawClient> near = number == 0 ? List.of(host) : inside.stream().map(guest -> guests.get(guest - 1)).toList();
        int[] before = near.stream().mapToInt(RawClient::presences).toArray();
        changeStatus(number, show);
        awaitMore(near, before, "'" + show + "' to be seen by those nearby");
    }

    private void changeStatus(int number, String show) {
        String occupant = number == 0 ? room + "/" + addresses.hostNick() : address + "/" + addresses.guestNick(number);
        speaker(number).send("<presence to='" + occupant + "'><show>" + show + "</show></presence>");
    }

    /** Lets the next message have the number behind this one, for gatherings that share clients. */
    void numberFrom(int number) {
        said = number;
    }

    /** Somebody says something; 0 is the host. Does not wait. Returns the message's number. */
    int say(int speaker) {
        said++;
        speaker(speaker).send("<message type='groupchat' id='m" + said + "' to='" + (speaker == 0 ? room : address)
            + "'><body>" + addresses.body(said) + "</body></message>");
        return said;
    }

    /**
     * Somebody types and then says something, as clients with chat states do it (XEP-0085); 0 is the host. Does not wait. Returns
     * the message's number.
     */
    int type(int speaker) {
        said++;
        String to = speaker == 0 ? room : address;
        speaker(speaker).send("<message type='groupchat' id='t" + said + "' to='" + to
            + "'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        speaker(speaker).send("<message type='groupchat' id='m" + said + "' to='" + to + "'><body>" + addresses.body(said)
            + "</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>");
        return said;
    }

    /** Waits until a message has reached everybody in the room. */
    void awaitHeard(int number, Duration patience) {
        int everybody = everybody();
        Waiting.until("message " + number + " to reach everybody", patience, () -> heard(number),
            () -> pool.deliveries().clients(number) + " of " + everybody + " have it");
        if (pool.deliveries().clients(number) > everybody) {
            throw new IllegalStateException("Somebody heard message " + number + " twice");
        }
    }

    /** Waits until messages have reached everybody, or the time has come, in nanoseconds. */
    void awaitAllHeard(List<Integer> numbers, long deadline) {
        while (!numbers.stream().allMatch(this::heard) && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Whether a message has reached everybody in the room. */
    boolean heard(int number) {
        return pool.deliveries().clients(number) >= everybody();
    }

    private int everybody() {
        return inside.size() + (hostCounts ? 1 : 0);
    }

    /** When a message reached the last so far, in nanoseconds. */
    OptionalLong lastHeard(int number) {
        return pool.deliveries().last(number);
    }

    /** Waits until nothing has crossed a link for a while: what belongs to the last event is over. */
    static void quiet(Link link) {
        long[] seen = {link.bytesSent() + link.bytesReceived(), System.nanoTime()};
        Waiting.until("the link to be quiet", PATIENCE, () -> {
            long bytes = link.bytesSent() + link.bytesReceived();
            if (bytes != seen[0]) {
                seen[0] = bytes;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > QUIET_NANOS;
        });
    }

    /** Lets some time pass: only for a figure whose subject is time. */
    static void sleepUntil(long nanos) {
        while (nanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, Math.max(1, nanos - System.nanoTime())));
        }
    }

    private RawClient speaker(int number) {
        return number == 0 ? host : guests.get(number - 1);
    }

    private List<RawClient> present() {
        List<RawClient> all = new ArrayList<>(hostInside ? List.of(host) : List.of());
        inside.forEach(number -> all.add(guests.get(number - 1)));
        return all;
    }

    private static void awaitMore(List<RawClient> clients, int[] before, String what) {
        Waiting.until(what, PATIENCE, () -> {
            for (int i = 0; i < before.length; i++) {
                if (clients.get(i).presences() <= before[i]) {
                    return false;
                }
            }
            return true;
        });
    }
}
