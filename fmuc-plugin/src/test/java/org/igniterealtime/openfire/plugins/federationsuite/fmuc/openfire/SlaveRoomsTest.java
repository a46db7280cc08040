package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.After;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The slave rooms and their threads. */
public class SlaveRoomsTest {

    private static final SlaveAddress ROOM =
        SlaveAddress.of(new JID("jabberchat@talk.example.com"), "mirror.remote.example.com");

    private static final Packet CAUSE = Xml.stanza("<presence from='kev@remote.example.com/Swift' to='" + ROOM.slave()
        + "/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>");

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Packet> sent = new CopyOnWriteArrayList<>();
    private final SlaveRooms rooms = new SlaveRooms(new SuiteServices(new MapSettings(), this::slowly, InstantSource.system(),
        workers, domain -> TrustLevel.UNKNOWN, "remote.example.com"), new FmucSettings(new MapSettings()),
        new MemoryKeptStore());

    @After
    public void stop() {
        workers.shutdownNow();
    }

    @Test
    public void roomsAreClosedWhenTheirLastStanzasAreSentAndNotBefore() throws InterruptedException {
        UserStanza join = UserStanza.read(CAUSE).orElseThrow();
        CountDownLatch joined = new CountDownLatch(1);
        rooms.happen(ROOM, CAUSE, (rules, room, now) -> rules.on(room, join, now));
        rooms.happen(ROOM, CAUSE, (rules, room, now) -> {
            joined.countDown();
            return rules.onTick(room, now);
        });
        assertTrue(joined.await(10, TimeUnit.SECONDS));

        rooms.closeAll(Duration.ofSeconds(10));
        List<Packet> byThen = List.copyOf(sent);
        closed.countDown();

        assertTrue(byThen.toString(), byThen.stream().anyMatch(stanza -> stanza instanceof Presence presence
            && presence.getType() == Presence.Type.unavailable && stanza.getTo().toString().startsWith("kev@")));
    }

    @Test
    public void aSlowDatabaseHoldsUpItsOwnRoomOnlyAndTheLimitsHoldMeanwhile() throws InterruptedException {
        MapSettings settings = new MapSettings();
        settings.set(FmucSettings.SLAVE_ROOMS, 2);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        SlaveRooms slow = new SlaveRooms(new SuiteServices(settings, sent::add, InstantSource.system(), workers,
            domain -> TrustLevel.UNKNOWN, "remote.example.com"), new FmucSettings(settings), new MemoryKeptStore() {
                // Other rooms are asked for meanwhile.
                @Override
                @SuppressWarnings("UnsynchronizedOverridesSynchronized")
                public List<Kept> of(SlaveAddress room) {
                    asked.countDown();
                    try {
                        return room.equals(ROOM) && !answers.await(10, TimeUnit.SECONDS) ? null : super.of(room);
                    } catch (InterruptedException e) {
                        throw new KeptException("Interrupted", e);
                    }
                }
            });
        BlockingQueue<String> first = enter(slow, ROOM);
        assertTrue(asked.await(10, TimeUnit.SECONDS));

        assertEquals("in", enter(slow, room("balcony")).poll(10, TimeUnit.SECONDS));
        assertEquals("This mirror service takes no more rooms.", enter(slow, room("cellar")).poll(10, TimeUnit.SECONDS));
        settings.set(FmucSettings.SLAVE_ROOMS, 3);
        settings.set(FmucSettings.ROOMS_EACH, 2);
        assertEquals("You are in too many rooms of this mirror service.",
            enter(slow, room("cellar")).poll(10, TimeUnit.SECONDS));
        assertTrue("it has not answered yet", first.isEmpty());
        answers.countDown();
        assertEquals("in", first.poll(10, TimeUnit.SECONDS));
    }

    @Test
    public void anAlarmThatComesTooEarlyByOurClockComesAgain() {
        ManualWorkers timer = new ManualWorkers();
        Instant begin = timer.instant();
        // As where the machine's clock was set back.
        InstantSource slow = () -> begin.plus(Duration.between(begin, timer.instant()).dividedBy(2));
        SlaveRooms late = new SlaveRooms(new SuiteServices(new MapSettings(), sent::add, slow, timer,
            domain -> TrustLevel.UNKNOWN, "remote.example.com"), new FmucSettings(new MapSettings()), new MemoryKeptStore());
        late.happen(ROOM, CAUSE, (rules, room, now) -> rules.on(room, UserStanza.read(CAUSE).orElseThrow(), now));
        timer.work();
        Duration patience = Duration.ofSeconds(FmucSettings.ANSWER_WITHIN.defaultValue() + 1);
        timer.pass(patience);
        assertEquals("it is too early", List.of(), refusals());
        timer.pass(patience);
        assertEquals(1, refusals().size());
    }

    @Test
    public void whatCannotBeReadWhenTheSidesOfAClusterMeetIsNotTakenForDoneWith() {
        ManualWorkers timer = new ManualWorkers();
        AtomicBoolean readable = new AtomicBoolean();
        SlaveRooms shared = new SlaveRooms(new SuiteServices(new MapSettings(), sent::add, timer, timer,
            domain -> TrustLevel.UNKNOWN, "remote.example.com"), new FmucSettings(new MapSettings()), new MemoryKeptStore() {
                @Override
                public synchronized List<Kept> of(SlaveAddress room) {
                    if (!readable.get()) {
                        throw new KeptException("Unreadable", null);
                    }
                    return super.of(room);
                }
            });
        Kept kept = new Kept(1, "Amy", new JID("amy@remote.example.com"), Optional.of("m1"), Payload.EMPTY, timer.instant(),
            Kept.State.DOUBTFUL, timer.instant());
        shared.happen(ROOM, CAUSE, (rules, room, now) ->
            rules.on(room.recalling(List.of(kept)), UserStanza.read(CAUSE).orElseThrow(), now));
        timer.work();
        shared.askMaster(ROOM);
        assertEquals(List.of(kept), shared.find(ROOM.slave()).orElseThrow().link().kept());
        readable.set(true);
        shared.askMaster(ROOM);
        assertEquals("it is written down no more", List.of(), shared.find(ROOM.slave()).orElseThrow().link().kept());
    }

    private List<Packet> refusals() {
        return sent.stream().filter(stanza -> stanza.getError() != null).toList();
    }

    private static SlaveAddress room(String name) {
        return SlaveAddress.of(new JID(name, "talk.example.com", null), "mirror.remote.example.com");
    }

    /** Kev enters a room, which he gets into or is told something instead. */
    private static BlockingQueue<String> enter(SlaveRooms rooms, SlaveAddress room) {
        Packet stanza = CAUSE.createCopy();
        stanza.setTo(room.slaveOccupant("Kev"));
        UserStanza join = UserStanza.read(stanza).orElseThrow();
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        rooms.enter(room, stanza, join.user(), (rules, current, now) -> {
            outcome.add("in");
            return rules.on(current, join, now);
        }, outcome::add);
        return outcome;
    }

    /** Farewells are sent by a router that dawdles until the rooms are closed, for a while. */
    private void slowly(Packet stanza) {
        try {
            if (stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable) {
                closed.await(200, TimeUnit.MILLISECONDS);
            }
            sent.add(stanza);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
