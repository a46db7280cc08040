package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomCodecs;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.FmucWords;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.Input;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.StanzaMaker;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Any stanzas for the mirror and the interceptor of transparent mode before it, one after the other, of clients, masters and
 * strangers: nothing throws or goes round in circles, rooms remember no more than they may, and other nodes of a cluster know
 * them as they are.
 */
public final class MirrorFuzz {

    private static final int MOST_STANZAS = 40;
    private static final int MOST_SENT = 20_000;
    private static final String MIRROR = "mirror.remote.example.com";
    private static final RoomCodecs CODECS = new RoomCodecs();

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers();
    private final Queue<Packet> underWay = new ArrayDeque<>();
    private final FmucSettings fmucSettings = new FmucSettings(settings);
    private final SlaveRooms rooms = new SlaveRooms(new SuiteServices(settings, this::route, workers, workers,
        domain -> TrustLevel.BUDDY, "remote.example.com"), fmucSettings, new MemoryKeptStore());
    private final PeerQueries peers = new PeerQueries(new JID(MIRROR), this::route, workers);
    private final Mirrorable mirrorable = new Mirrorable(peers, workers, fmucSettings);
    private final Gate gate = new Gate("remote.example.com", MIRROR, new TestAccess());
    private final MirrorComponent component = new MirrorComponent(gate,
        new Lobby(new Queries("Mirrors", domain -> TrustLevel.BUDDY), rooms, new RoomInfos(peers, workers), fmucSettings,
            this::route, "remote.example.com"), rooms, fmucSettings, this::route, peers, mirrorable, client -> true);
    private final TransparentMode mode =
        new TransparentMode("remote.example.com", MIRROR, fmucSettings, gate, rooms, mirrorable);
    private final ClientSession session = (ClientSession) Proxy.newProxyInstance(ClientSession.class.getClassLoader(),
        new Class<?>[] {ClientSession.class}, (proxy, method, arguments) -> false);
    private int sent;

    private MirrorFuzz() {
        mode.watch(settings);
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        new MirrorFuzz().go(new Input(bytes));
    }

    private void go(Input input) {
        settings.set(FmucSettings.DIALECT, List.of(FmucSettings.DialectChoice.values()).get(input.below(
            FmucSettings.DialectChoice.values().length)));
        settings.set(FmucSettings.TRANSPARENT.forPeer("talk.example.com"), input.coin());
        settings.set(FmucSettings.THIN.forPeer("talk.example.com"), input.coin());
        StanzaMaker maker = new StanzaMaker(FmucWords.WORDS, input);
        for (int left = MOST_STANZAS; left > 0 && !input.isEmpty(); left--) {
            Optional<SlaveRoom> before = room();
            if (input.below(12) == 0) {
                workers.pass(Duration.ofSeconds(input.below(100)));
            } else {
                maker.stanza().ifPresent(stanza -> {
                    underWay.add(stanza);
                    arrive(input.coin());
                });
            }
            assertKnown(before, room());
        }
    }

    private void route(Packet stanza) {
        sent++;
        assertTrue("it goes round in circles: " + stanza, sent < MOST_SENT);
        String to = stanza.getElement().attributeValue("to");
        if (to != null && to.contains(MIRROR)) {
            underWay.add(stanza);
        }
    }

    /** What the server routes passes the interceptor, and reaches the mirror. */
    private void arrive(boolean ofClient) {
        boolean first = true;
        while (!underWay.isEmpty()) {
            Packet stanza = underWay.remove();
            mode.interceptPacket(stanza, first && ofClient ? session : null, true, false);
            first = false;
            component.processPacket(stanza);
            workers.work();
        }
    }

    private Optional<SlaveRoom> room() {
        return rooms.find(new JID("jabberchat\\40talk.example.com", MIRROR, null));
    }

    private void assertKnown(Optional<SlaveRoom> before, Optional<SlaveRoom> after) {
        after.ifPresent(room -> {
            String state = CODECS.wholes().encode(room);
            assertEquals("what another node knows", after, CODECS.wholes().decode(state));
            MirrorPolicy.Bounds bounds = MirrorPolicy.DEFAULT.bounds();
            assertTrue(room.questions().size() <= bounds.questions());
            assertTrue(room.locals().size() <= bounds.localOccupants());
            assertTrue("what a room remembers", state.length() < 2 * (bounds.rememberedChars() + bounds.shownChars()));
            before.ifPresent(earlier -> assertEquals("and what it is told of a change", after,
                CODECS.changes().apply(earlier, CODECS.changes().encode(earlier, room))));
        });
    }
}
