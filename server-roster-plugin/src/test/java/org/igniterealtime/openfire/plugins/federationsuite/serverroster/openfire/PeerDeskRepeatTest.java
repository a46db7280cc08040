package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** How often the desk says what has not been seen to arrive. */
public class PeerDeskRepeatTest {

    private static final String B = "b.example";

    private final RosterSettings settings = new RosterSettings(new MapSettings());
    private final FakeLink link = new FakeLink();
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private Duration wrong = Duration.ZERO;
    private final PeerDesk desk = new PeerDesk("a.example", settings,
        new PeerDesk.Shelf(new PeerDirectory(settings, () -> now), new MemoryStore(), Nodes.ALONE), link,
        new Clocks(() -> now.plus(wrong), () -> now), Runnable::run, new PeerDesk.Watcher() {
            @Override
            public void requestWaits() {
                // Nobody is told here.
            }

            @Override
            public void decided(AuditEntry entry) {
                // Nobody is told here.
            }
        });

    private void hears(Kind kind) {
        desk.hear(new DomainPresence(kind, B, "a.example"));
    }

    private void approves() {
        hears(Kind.SUBSCRIBE);
        CompletableFuture<Step> unused = desk.order(B, Simple.APPROVE, new Actor("admin@a.example", ""));
        link.sent.clear();
    }

    @Test
    public void twoServersThatBothHaveSomethingToSayDoNotGoOnAtItForEver() {
        approves();
        for (int i = 0; i < 10; i++) {
            // What the peer says, because of what we say, overtakes its answer to our question.
            hears(Kind.SUBSCRIBE);
        }
        assertEquals("not again at once", List.of(), link.sent);
        now = now.plus(Duration.ofSeconds(30));
        hears(Kind.SUBSCRIBE);
        assertEquals(List.of("subscribed b.example", "available b.example", "subscribe b.example"), link.sent);
    }

    @Test
    public void whoeverShowsThatItIsThereAfterALongTimeIsToldAtOnce() {
        approves();
        for (int i = 0; i < 5; i++) {
            now = now.plus(Duration.ofHours(1));
            desk.sayDue();
        }
        link.sent.clear();
        now = now.plus(Duration.ofMinutes(1));
        hears(Kind.SUBSCRIBE);
        assertTrue(link.sent.toString(), link.sent.contains("subscribed b.example"));
    }

    @Test
    public void whatWaitsToBeSaidAgainDoesNotWaitForAClockThatIsSetBack() {
        approves();
        wrong = Duration.ofHours(-2);
        now = now.plus(Duration.ofSeconds(30));
        desk.sayDue();
        assertTrue(link.sent.toString(), link.sent.contains("subscribed b.example"));
    }
}
