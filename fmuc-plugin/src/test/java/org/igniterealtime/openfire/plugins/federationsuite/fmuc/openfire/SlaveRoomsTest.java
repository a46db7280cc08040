package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
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
