package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;

/**
 * Everybody who takes part, with a client each. Used by one thread.
 */
final class Cast implements AutoCloseable {

    /** The user of capulet.lit. */
    static final String HOST = "juliet";
    /** Everybody's: these accounts live on loopback, and as long as the demo. */
    static final String PASSWORD = "secret";

    private static final int LOGOUT_SECONDS = 10;
    private static final List<String> NAMED = List.of("romeo", "benvolio", "balthasar");

    private final List<Occupant> all = new ArrayList<>();

    /** The local parts of the users of montague.lit. */
    static List<String> guests(int users) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            names.add(i < NAMED.size() ? NAMED.get(i) : String.format("montague%02d", i + 1));
        }
        return names;
    }

    /** The nick of a user: the local part with a capital. */
    static String nick(String user) {
        return Character.toUpperCase(user.charAt(0)) + user.substring(1);
    }

    /** Logs everybody in. */
    void login(Server capulet, Server montague, int users) {
        login(capulet, List.of(montague), users);
    }

    /** Logs everybody in, the users of montague.lit on its nodes in turn. */
    void login(Server capulet, List<Server> montague, int users) {
        login(capulet, HOST);
        List<String> names = guests(users);
        for (int i = 0; i < users; i++) {
            login(montague.get(i % montague.size()), names.get(i));
        }
    }

    /** The users of a node of montague.lit, which has so many. */
    List<Occupant> guestsOf(int node, int nodes) {
        return IntStream.range(0, guests().size()).filter(i -> i % nodes == node).mapToObj(guests()::get).toList();
    }

    private void login(Server server, String user) {
        all.add(new Occupant(nick(user), Client.login(server, user, "demo").available()));
    }

    /** The user of capulet.lit. */
    Occupant host() {
        return all.get(0);
    }

    /** The users of montague.lit. */
    List<Occupant> guests() {
        return all.subList(1, all.size());
    }

    /** Everybody, the user of capulet.lit first. */
    List<Occupant> all() {
        return List.copyOf(all);
    }

    /** Logs everybody out, side by side: some servers leave a client waiting for the end of its stream. */
    @Override
    public void close() {
        if (all.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        all.forEach(occupant -> threads.execute(occupant.client()::close));
        threads.shutdown();
        try {
            threads.awaitTermination(LOGOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.clear();
    }
}
