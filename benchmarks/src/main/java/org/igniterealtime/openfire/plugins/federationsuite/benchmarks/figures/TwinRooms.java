package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.util.List;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/**
 * Two rooms full of the same people, side by side on one server: a slave room and a native one. In both, one user of the
 * other server talks, who is in the master and in the native room directly. Used by one thread; close it.
 */
final class TwinRooms implements AutoCloseable {

    /** How many people the goals speak of. */
    static final int OCCUPANTS = 200;

    private static final double OLDEST = 0.8;
    private static final int SECOND = 500_000;

    private final Stage stage;
    private final ClientPool pool;
    /** The host has a pool of his own: it is the local occupants who are waited for. */
    private final ClientPool hostPool;
    private final Gathering slave;
    private final Gathering nativeRoom;

    private TwinRooms(Stage stage, ClientPool pool, ClientPool hostPool, Gathering slave, Gathering nativeRoom) {
        this.stage = stage;
        this.pool = pool;
        this.hostPool = hostPool;
        this.slave = slave;
        this.nativeRoom = nativeRoom;
    }

    static TwinRooms open(Bench bench, int occupants) {
        Stage stage = bench.stage(occupants, UnaryOperator.identity());
        ClientPool pool = ClientPool.open();
        ClientPool hostPool = ClientPool.open();
        try {
            Addresses addresses = bench.addresses();
            bench.progress("logging " + (occupants + 1) + " clients in");
            RawClient host = hostPool.login(stage.capulet(), List.of(addresses.host()), addresses.resource()).get(0);
            List<RawClient> guests = pool.login(stage.montague(), addresses.players(occupants).guests(), addresses.resource());
            Gathering.People people = new Gathering.People(host, guests, false);
            String master = addresses.room(1);
            String own = stage.montague().room(addresses.room(2));
            Gathering.make(stage.capulet(), addresses.host(), stage.capulet().room(master));
            Gathering.make(stage.montague(), addresses.guest(1), own);
            bench.progress("everybody enters both rooms, and all are warmed up");
            Gathering slave = new Gathering(addresses, pool, people, stage.capulet().room(master), stage.mirrored(master));
            Gathering nativeRoom = new Gathering(addresses, pool, people, own, own);
            for (Gathering room : List.of(slave, nativeRoom)) {
                room.enterHost();
                for (int guest = 1; guest <= occupants; guest++) {
                    room.enter(guest);
                }
            }
            // The rooms share the clients, so they must not share message numbers.
            nativeRoom.numberFrom(SECOND);
            return new TwinRooms(stage, pool, hostPool, slave, nativeRoom);
        } catch (RuntimeException | Error e) {
            pool.close();
            hostPool.close();
            stage.close();
            throw e;
        }
    }

    /** How many times as good as native a slave room has to be. */
    static double wanted(Bench bench) {
        return bench.kind().name().equals(ServerKind.oldest().name()) ? OLDEST : 1;
    }

    Gathering slave() {
        return slave;
    }

    Gathering nativeRoom() {
        return nativeRoom;
    }

    @Override
    public void close() {
        pool.close();
        hostPool.close();
        stage.close();
    }
}
