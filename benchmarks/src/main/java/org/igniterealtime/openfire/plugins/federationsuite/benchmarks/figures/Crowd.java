package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.ClusterStage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/**
 * The users of a server that may be a cluster, on its nodes in turn, in two rooms: one that is mirrored and one of their own
 * server. Used by one thread.
 *
 * @param pool where they live
 * @param hostPool where the one lives who is in the mirrored room directly
 * @param owner who has made the other room, and is in it as well
 * @param slave the mirrored room
 * @param nativeRoom the other one
 */
record Crowd(ClientPool pool, ClientPool hostPool, Client owner, Gathering slave, Gathering nativeRoom) implements AutoCloseable {

    /** The two rooms share clients, so they must not share message numbers. */
    private static final int SECOND = 500_000;

    static Crowd of(Bench bench, Stage stage, int occupants) {
        return enter(bench, stage.capulet(), List.of(stage.montague()), stage.mirrored(bench.addresses().room(1)), occupants);
    }

    static Crowd of(Bench bench, ClusterStage stage, int occupants) {
        return enter(bench, stage.capulet(), stage.montague().nodes(), stage.mirrored(bench.addresses().room(1)), occupants);
    }

    private static Crowd enter(Bench bench, Server capulet, List<Server> nodes, String slave, int occupants) {
        ClientPool pool = ClientPool.open();
        ClientPool hostPool = ClientPool.open();
        try {
            Addresses addresses = bench.addresses();
            bench.progress("logging " + (occupants + 1) + " clients in, on " + nodes.size() + " nodes");
            RawClient host = hostPool.login(capulet, List.of(addresses.host()), addresses.resource()).get(0);
            List<RawClient> guests = new ArrayList<>();
            for (int guest = 1; guest <= occupants; guest++) {
                guests.addAll(pool.login(nodes.get((guest - 1) % nodes.size()), List.of(addresses.guest(guest)),
                    addresses.resource()));
            }
            String master = capulet.room(addresses.room(1));
            String own = nodes.get(0).room(addresses.room(2));
            Gathering.make(capulet, addresses.host(), master);
            Client owner = Gathering.hold(nodes, addresses.guest(1), own);
            Gathering.People people = new Gathering.People(host, guests, false);
            Gathering mirrored = new Gathering(addresses, pool, people, master, slave);
            Gathering nativeRoom = new Gathering(addresses, pool, people, own, own);
            bench.progress("everybody enters both rooms");
            mirrored.enterHost();
            for (Gathering room : List.of(mirrored, nativeRoom)) {
                for (int guest = 1; guest <= occupants; guest++) {
                    room.enter(guest);
                }
            }
            nativeRoom.numberFrom(SECOND);
            return new Crowd(pool, hostPool, owner, mirrored, nativeRoom);
        } catch (RuntimeException | Error e) {
            pool.close();
            hostPool.close();
            throw e;
        }
    }

    @Override
    public void close() {
        owner.close();
        pool.close();
        hostPool.close();
    }
}
