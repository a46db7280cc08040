package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.FmucWords;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.Input;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.StanzaMaker;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.xmpp.packet.Packet;

/** Any stanzas at the master's guard, one after the other: nothing throws, goes round in circles, or is remembered for ever. */
public final class GuardFuzz {

    private static final int MOST_STANZAS = 40;

    private GuardFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        StanzaMaker maker = new StanzaMaker(FmucWords.WORDS, input);
        GuardedServer server = new GuardedServer();
        server.settings.set(FmucSettings.MASTER_QUESTIONS, 10);
        server.settings.set(FmucSettings.JOINS_PER_MINUTE, 50);
        server.has("Kev");
        for (int left = MOST_STANZAS; left > 0 && !input.isEmpty(); left--) {
            switch (input.below(16)) {
                case 0 -> {
                    server.workers.pass(Duration.ofSeconds(input.below(100)));
                    server.guard.tick();
                }
                case 1 -> server.trust(List.of(TrustLevel.values()).get(input.below(TrustLevel.values().length)));
                case 2 -> maker.stanza().ifPresent(stanza -> goesOut(server, stanza, input.coin()));
                default -> maker.stanza().ifPresent(server::route);
            }
            server.takeOut();
            server.takeReached();
        }
        assertBounded(server);
    }

    private static void goesOut(GuardedServer server, Packet stanza, boolean processed) {
        try {
            server.guard.interceptPacket(stanza, null, false, processed);
        } catch (PacketRejectedException e) {
            assertEquals("an error of a slave", "error", stanza.getElement().attributeValue("type"));
        }
    }

    private static void assertBounded(GuardedServer server) {
        assertTrue(server.guard.rooms().size() <= 2);
        server.guard.rooms().forEach(room -> {
            assertTrue(room.occupants().size() <= MOST_STANZAS + 1);
            assertTrue(room.questions().size() <= 2 * 10);
            assertTrue(room.suspicions().size() <= MOST_STANZAS);
            assertTrue(room.departures().news().size() <= 32);
        });
    }
}
