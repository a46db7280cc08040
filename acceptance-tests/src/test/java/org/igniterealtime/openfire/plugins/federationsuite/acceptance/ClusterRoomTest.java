package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * Rooms of {@code capulet.lit}, mirrored by a cluster with a user on each node: Kev on the first, Amy on the second, Ben on the
 * third. What they say is numbered, so that it can be asked who has heard it, and how often.
 */
public abstract class ClusterRoomTest extends ClusterTest {

    /** Nicks are the names of resources, too. */
    static final List<String> NICKS = List.of("Kev", "Amy", "Ben");
    /** The room's own occupant. */
    static final String HOST = "Curtis";

    private static final String DROPPED = "Primary packet routing failed";
    /** Of so many rooms one of three nodes keeps none once in two hundred thousand times. */
    private static final int MOST_ROOMS = 30;
    private static final int LAST = 20;

    private final Map<String, Client> users = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private int spoken;
    private Server capulet;
    private Client curtis;

    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.plugin(FederationTest.SUITE);
    }

    @Override
    void more(Testbed testbed) {
        capulet = FederationTest.users(testbed.server("capulet.lit"), "curtis").plugin(FederationTest.SUITE)
            .property("plugin.federationsuite.admitted-domains", "montague.lit").add();
    }

    /** The server with the rooms. */
    final Server capulet() {
        return capulet;
    }

    /** The occupant on the server with the rooms. */
    final Client curtis() {
        return curtis;
    }

    /** A user of the cluster. */
    final Client user(String nick) {
        return users.get(nick);
    }

    /** The user of a node. */
    final Client userOf(Server node) {
        return user(NICKS.get(cluster().nodes().indexOf(node)));
    }

    /** The users of all nodes but one. */
    final List<Client> usersWithout(Server node) {
        List<Client> others = new ArrayList<>(users.values());
        others.remove(userOf(node));
        return others;
    }

    /** A room's mirror. */
    static String slave(String room) {
        return room.replace("@", "\\40") + "@mirror.montague.lit";
    }

    static String nick(Client client) {
        return client.address().substring(client.address().indexOf('/') + 1);
    }

    /** Logs in on the server with the rooms, and on all nodes that run. */
    final void everybodyComes() {
        curtis = login(capulet, "curtis", HOST);
        for (Server node : cluster().nodes()) {
            if (node.running()) {
                comes(NICKS.get(cluster().nodes().indexOf(node)), node);
            }
        }
    }

    /** A user logs in on a node. */
    final Client comes(String nick, Server node) {
        Client client = login(node, nick.toLowerCase(Locale.ROOT), nick);
        users.put(nick, client);
        return client;
    }

    /** A user leaves a room and is not counted any more. */
    final void leaves(Client user, String room) {
        user.part(slave(room), nick(user));
        users.remove(nick(user));
    }

    /** Makes a room, and has all who are there enter it. */
    final void everybodyEnters(String room) {
        FederationTest.makeRoom(curtis, room);
        curtis.join(room, HOST);
        users.values().forEach(user -> enters(user, room));
        everybodySeesAll(room);
    }

    /**
     * Makes rooms, which all enter, until the mirror of one is kept by a certain node, or by another.
     *
     * @param node     the node
     * @param isKeeper whether it shall keep the room, or shall not
     * @return the room
     */
    final String roomThatAllAreIn(Server node, boolean isKeeper) {
        for (int i = 0; i < MOST_ROOMS; i++) {
            String room = "room" + i + "@conference.capulet.lit";
            everybodyEnters(room);
            if (keeper(room) == node == isKeeper) {
                return room;
            }
        }
        throw new AssertionError("Of " + MOST_ROOMS + " rooms none is the one");
    }

    /** Has the server with the rooms open its connections to a node from now on. */
    final void roomsAreConnectedTo(Server node) {
        cluster().receives(bed().link(capulet, node), node);
    }

    /** Enters a mirror, as a person who tries again until the servers have found each other. */
    final void enters(Client user, String room) {
        Stanza answer = FederationTest.joins(user, slave(room), nick(user));
        assertEquals(answer.text(), "", answer.type());
    }

    /** The node on which the mirror of a room began, which keeps it as long as none comes or goes. */
    final Server keeper(String room) {
        String begins = Pattern.quote(slave(room) + " begins on this node");
        return cluster().nodes().stream().filter(node -> node.log().contains(begins)).findFirst()
            .orElseThrow(() -> new AssertionError("Nobody keeps the mirror of " + room));
    }

    /** Somebody says something in a room, on the mirror's side or on its own, and does not wait. */
    final String says(Client speaker, String room) {
        String words = words(speaker);
        said.add(words);
        speaker.say(address(speaker, room), words);
        return words;
    }

    private String words(Client speaker) {
        spoken++;
        return nick(speaker) + " says " + spoken;
    }

    /**
     * Somebody says something that somebody else hears, and says it in other words where the servers refuse it. Or where one
     * drops it: 4.2.0 looks for a service in a list that is empty for a moment while a plugin takes its service away, and says
     * so in its log only.
     */
    final void insists(Client speaker, String room, Client listener) {
        String words = words(speaker);
        long before = dropped();
        String id = speaker.say(address(speaker, room), words);
        Waiting.until(listener.address() + " to hear '" + words + "'", Waiting.PATIENCE, () -> times(listener, words) > 0
            || dropped() > before
            || count(speaker, stanza -> stanza.id().equals(id) && stanza.type().equals("error")) > 0, () -> end(speaker));
        if (times(listener, words) > 0) {
            said.add(words);
        } else {
            insists(speaker, room, listener);
        }
    }

    /** How many stanzas the nodes could not even refuse. */
    final long dropped() {
        return cluster().nodes().stream().mapToLong(node -> node.log().text().split(DROPPED, -1).length - 1).sum();
    }

    private String address(Client client, String room) {
        return client == curtis ? room : slave(room);
    }

    /** Waits until certain people have heard something, whatever else they have heard since. */
    final void hear(Iterable<Client> listeners, String words) {
        listeners.forEach(one -> Waiting.until(one.address() + " to hear '" + words + "'", Waiting.PATIENCE,
            () -> times(one, words) > 0, () -> everybody().stream().map(ClusterRoomTest::end).collect(Collectors.joining("\n"))));
    }

    /** The last that somebody has got. */
    private static String end(Client client) {
        List<Stanza> all = client.received();
        return client.address() + " has got\n" + all.subList(Math.max(0, all.size() - LAST), all.size()).stream()
            .map(Stanza::text).collect(Collectors.joining("\n"));
    }

    /** Everybody who is somewhere now. */
    final List<Client> everybody() {
        List<Client> all = new ArrayList<>(users.values());
        all.add(curtis);
        return all;
    }

    /** Each says something in a room, and all hear it. */
    final void everybodyTalks(String room) {
        for (Client speaker : everybody()) {
            hear(everybody(), says(speaker, room));
        }
    }

    private static long times(Client client, String words) {
        return count(client, stanza -> stanza.name().equals("message") && stanza.body().equals(words));
    }

    /** All that was ever said has reached certain people, once. */
    final void haveHeardAllOnce(Iterable<Client> listeners) {
        haveHeardAll(listeners);
        for (Client one : listeners) {
            one.settle();
            said.forEach(words -> assertEquals(one.address() + ": " + words + " of\n" + one.received().stream().filter(
                stanza -> stanza.body().equals(words)).map(Stanza::text).toList(), 1, times(one, words)));
        }
    }

    /** All that was ever said has reached certain people, but so much of it. */
    final void haveHeardAllBut(long some, Collection<Client> listeners) {
        Supplier<List<String>> missing = () -> said.stream().filter(words -> listeners.stream()
            .anyMatch(one -> times(one, words) == 0)).toList();
        Waiting.until("all but " + some + " to be heard", Waiting.PATIENCE, () -> missing.get().size() <= some,
            () -> missing.get().toString());
    }

    /** All that was ever said has reached certain people. */
    final void haveHeardAll(Iterable<Client> listeners) {
        said.forEach(words -> hear(listeners, words));
    }

    /** Nobody of them has been told that he is out of a room. */
    final void haveNotLeft(Iterable<Client> clients, String room) {
        for (Client one : clients) {
            assertEquals(one.address() + " is in all the time", List.of(), one.settle().received().stream()
                .filter(stanza -> stanza.name().equals("presence") && stanza.type().equals("unavailable")
                    && stanza.from().equals(address(one, room) + '/' + nick(one))).toList());
        }
    }

    /** Whom a client sees in a room, by what it was told. */
    final Set<String> seen(Client client, String room) {
        String prefix = address(client, room) + '/';
        Map<String, String> last = new TreeMap<>();
        client.received().stream().filter(stanza -> stanza.name().equals("presence") && stanza.from().startsWith(prefix)
            && !stanza.type().equals("error"))
            .forEach(stanza -> last.put(stanza.from().substring(prefix.length()), stanza.type()));
        last.values().removeIf(type -> !type.isEmpty());
        return new TreeSet<>(last.keySet());
    }

    /** Waits until all see the same people in a room: all of them. */
    final void everybodySeesAll(String room) {
        see(everybody(), room, everybody().stream().map(ClusterRoomTest::nick).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Waits until certain people see just these. */
    final void see(Iterable<Client> clients, String room, Set<String> nicks) {
        clients.forEach(one -> Waiting.until(one.address() + " to see " + nicks + " in " + room, Duration.ofSeconds(60),
            () -> seen(one, room).equals(nicks), () -> "It sees " + seen(one, room) + " by\n"
                + one.received().stream().map(Stanza::text).collect(Collectors.joining("\n"))));
    }

    /** How often a client was told something. */
    static long count(Client client, Predicate<Stanza> what) {
        return client.received().stream().filter(what).count();
    }
}
