package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.RawClient;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ScriptedMaster;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/**
 * What a slave room and an occupant of it take of the server's heap, and whether a server can have thousands of them.
 */
public final class SlaveRoomMemory implements Figure {

    private static final String SLAVE_ROOM = "fmuc.mirror.SlaveRoom";
    private static final String SESSION = "session.LocalClientSession";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Joins under way at a time: the server has queues, and they are not what is measured. */
    private static final int UNDER_WAY = 100;
    private static final double MEGABYTE = 1e6;
    private static final String MIRROR = "plugin.federationsuite.fmuc.mirror.";

    @Override
    public String name() {
        return "slave-room-memory";
    }

    @Override
    public String unit() {
        return "bytes, MB";
    }

    @Override
    public String goal() {
        return "10,000 slave rooms on one server";
    }

    @Override
    public String compares() {
        return "Live heap of a real server after a full garbage collection: what a slave room with one occupant adds, what a"
            + " further local occupant adds, and 10,000 slave rooms of 200 clients, their master being a scripted component of"
            + " another server. What the server's core keeps about its users' presences is counted, too. The baseline is native"
            + " rooms with the same clients. The limit fmuc.mirror.max-rooms is raised to 20,000.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(400L, 60L));
    }

    @Override
    public List<Row> measure(Bench bench) throws FigureException {
        int clients = bench.scale().pick(200, 4);
        try (Stage stage = bench.stage(clients, spec -> spec.subdomain(bench.addresses().scripted()).java("-Xmx2g")
                .property("xmpp.component.defaultSecret", Addresses.PASSWORD)
                .property(MIRROR + "max-rooms", "20000"));
             ScriptedMaster master = ScriptedMaster.connect(stage.capulet(), bench.addresses().scripted(), Addresses.PASSWORD)) {
            return new Run(bench, stage.montague(), master, clients).rows();
        }
    }

    /** One server with many rooms. Used by one thread. */
    private final class Run {

        private final Bench bench;
        private final Server server;
        private final ScriptedMaster master;
        private final int clients;

        Run(Bench bench, Server server, ScriptedMaster master, int clients) {
            this.bench = bench;
            this.server = server;
            this.master = master;
            this.clients = clients;
        }

        List<Row> rows() throws FigureException {
            int natives = bench.scale().pick(2_000, 8);
            int slaves = bench.scale().pick(10_000, 20);
            bench.progress("warming up");
            // One first, so that the servers are connected: they keep only so many stanzas until they are.
            fill(1, 1, this::slaveRoom);
            fill(clients, 1, this::nativeRoom);
            fill(clients, 1, this::slaveRoom);
            // Before the many rooms: what they leave behind goes bit by bit, and is more than some occupants bring.
            int crowds = bench.scale().pick(10, 1);
            bench.progress(crowds + " rooms full of people, native and slave");
            for (int room = 0; room < crowds; room++) {
                // A room that nobody made would take no more than 30.
                Gathering.make(server, bench.addresses().guest(1), crowded(room));
            }
            Growth nativeOccupants = fill(crowds, clients, this::crowded);
            Growth slaveOccupants = fill(crowds, clients, this::slaveRoom);
            bench.progress(natives + " native rooms");
            Growth nativeRooms = fill(natives, 1, this::nativeRoom);
            bench.progress(slaves + " slave rooms");
            Growth slaveRooms = fill(slaves, 1, this::slaveRoom);
            if (slaveRooms.rooms() < slaves) {
                throw new FigureException("Only " + slaveRooms.rooms() + " of " + slaves + " slave rooms came to exist");
            }
            double seconds = slaveRooms.nanos() / 1e9;
            return List.of(
                Row.less(name() + "-room", slaveRooms.bytes() / (double) slaves, nativeRooms.bytes() / (double) natives, "bytes"),
                // The first occupant brings the room.
                Row.less(name() + "-occupant", slaveOccupants.bytes() / (double) (crowds * clients),
                    nativeOccupants.bytes() / (double) (crowds * clients), "bytes"),
                new Row(name() + "-" + slaves, OptionalDouble.of(slaveRooms.bytes() / MEGABYTE), OptionalDouble.empty(), "MB",
                    Row.Better.LESS, List.of(), Math.round(slaves / seconds) + " rooms a second were opened; "
                    + Math.round(slaveRooms.left() / (double) slaves)
                    + " bytes a room were left behind when everybody had gone"));
        }

        private String crowded(int number) {
            return server.room("full" + number);
        }

        private String nativeRoom(int number) {
            return server.room("n" + number);
        }

        private String slaveRoom(int number) {
            return master.room("s" + number).replace("@", "\\40") + "@mirror." + server.domain();
        }

        /** Fills rooms, looks at the heap, and lets everybody go. */
        private Growth fill(int rooms, int occupants, IntFunction<String> address) throws FigureException {
            try (ClientPool pool = ClientPool.open()) {
                List<RawClient> all = pool.login(server, bench.addresses().players(clients).guests(),
                    bench.addresses().resource());
                Waiting.until("those who were here before to be gone", PATIENCE,
                    () -> LiveHeap.of(server.pid()).instances(SESSION) <= clients);
                LiveHeap before = LiveHeap.settled(server.pid());
                long start = System.nanoTime();
                join(all, rooms, occupants, address);
                long nanos = System.nanoTime() - start;
                LiveHeap full = LiveHeap.settled(server.pid());
                for (int room = 0; room < rooms; room++) {
                    for (int i = 0; i < occupants; i++) {
                        int client = (room + i) % clients;
                        all.get(client).send("<presence type='unavailable' to='" + occupant(address, room, client) + "'/>");
                    }
                }
                long[] left = new long[1];
                Waiting.until("all slave rooms to be gone", PATIENCE, () -> {
                    LiveHeap now = LiveHeap.of(server.pid());
                    left[0] = now.bytes() - before.bytes();
                    return now.instances(SLAVE_ROOM) <= before.instances(SLAVE_ROOM);
                });
                return new Growth(full.bytes() - before.bytes(), full.instances(SLAVE_ROOM), nanos, left[0]);
            }
        }

        private void join(List<RawClient> all, int rooms, int occupants, IntFunction<String> address) {
            int sent = 0;
            // 4.2.0 does not tell everybody that he is in when many enter one room at a time.
            int underWay = occupants == 1 ? UNDER_WAY : 1;
            int before = selves(all);
            for (int room = 0; room < rooms; room++) {
                for (int i = 0; i < occupants; i++) {
                    int client = (room + i) % clients;
                    all.get(client).send(Gathering.join(occupant(address, room, client)));
                    sent++;
                    if (sent % underWay == 0 || sent == rooms * occupants) {
                        int wanted = before + sent;
                        Waiting.until(sent + " joins", PATIENCE, () -> selves(all) >= wanted || errors(all) > 0);
                        if (errors(all) > 0) {
                            throw new IllegalStateException((selves(all) - before) + " were let in, and then: "
                                + all.stream().map(RawClient::lastError).filter(error -> !error.isEmpty()).findFirst());
                        }
                    }
                }
            }
        }

        private String occupant(IntFunction<String> address, int room, int client) {
            return address.apply(room) + "/" + bench.addresses().guestNick(client + 1);
        }

        private static int errors(List<RawClient> all) {
            return all.stream().mapToInt(RawClient::errors).sum();
        }

        private static int selves(List<RawClient> all) {
            return all.stream().mapToInt(RawClient::selves).sum();
        }
    }

    /**
     * What rooms brought. Immutable.
     *
     * @param bytes more of live heap than before
     * @param rooms how many slave rooms there were, if they were slave rooms
     * @param nanos how long it took to open them
     * @param left bytes that were still there when everybody had gone
     */
    private record Growth(long bytes, long rooms, long nanos, long left) {
    }
}
