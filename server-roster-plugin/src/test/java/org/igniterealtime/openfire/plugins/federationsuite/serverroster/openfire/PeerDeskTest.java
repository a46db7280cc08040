package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainError;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** The desk: what is kept and said, in which order, what a crash leaves, and what strangers can make it remember. */
public class PeerDeskTest {

    private static final Actor ADMIN = new Actor("admin@a.example", "");
    private static final String B = "b.example";
    private static final List<String> APPROVED = List.of("subscribed b.example", "available b.example", "subscribe b.example");

    private final MapSettings values = new MapSettings();
    private final RosterSettings settings = new RosterSettings(values);
    private final MemoryStore store = new MemoryStore();
    private final FakeLink link = new FakeLink();
    private final List<String> sent = link.sent;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private int prompts;
    private final List<String> decided = new ArrayList<>();
    private PeerDirectory directory;
    private PeerDesk desk = desk();

    private PeerDesk desk() {
        directory = new PeerDirectory(settings, () -> now);
        PeerDesk made = new PeerDesk("a.example", settings, new PeerDesk.Shelf(directory, store, Nodes.ALONE),
            link, new Clocks(() -> now, () -> now), tasks::add, new PeerDesk.Watcher() {
                @Override
                public void requestWaits() {
                    prompts++;
                }

                @Override
                public void decided(AuditEntry entry) {
                    decided.add(entry.action());
                }
            });
        made.start();
        return made;
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private void hears(Kind kind, String from) {
        desk.hear(new DomainPresence(kind, from, "a.example"));
        run();
    }

    /** Carries out an order; whatever is said because of it arrives. */
    private Step orders(Order order) {
        CompletableFuture<Step> step = desk.order(B, order, ADMIN);
        run();
        arrives();
        return step.join();
    }

    private void gives(Order order) {
        CompletableFuture<Step> unused = desk.order(B, order, ADMIN);
    }

    private void arrives() {
        if (link.questions.containsKey(B)) {
            link.answer(B, "");
            run();
        }
    }

    private void fails(String condition) {
        desk.hearError(new DomainError(B, "a.example", condition));
        run();
    }

    private void later(Duration time) {
        now = now.plus(time);
        desk.sayDue();
        run();
    }

    @Test
    public void aRequestIsKeptAndTheAdministratorsAreToldOnceAndNothingIsSent() {
        hears(Kind.SUBSCRIBE, B);
        hears(Kind.SUBSCRIBE, B);

        assertEquals(TrustLevel.PENDING, directory.levelOf(B));
        assertEquals(1, prompts);
        assertEquals(1, store.writes());
        assertEquals(List.of(), sent);
    }

    @Test
    public void anApprovalIsSaidToThePeerAndWrittenDown() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);

        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        assertEquals(List.of("subscribed b.example", "available b.example", "subscribe b.example"), sent);
        assertEquals(List.of("approve"), decided);
        assertEquals("approve", store.latest(1).get(0).action());
    }

    @Test
    public void whatARefusedOrderChangesIsNothing() {
        assertEquals(Optional.of(Effect.Reason.NO_REQUEST_WAITS), orders(Simple.APPROVE).refusal());
        assertEquals(0, store.writes());
        assertEquals(List.of(), sent);
    }

    @Test
    public void whenADecisionCannotBeStoredNothingIsSaid() {
        hears(Kind.SUBSCRIBE, B);
        store.broken(true);
        CompletableFuture<Step> step = desk.order(B, Simple.APPROVE, ADMIN);
        run();
        assertTrue(step.isCompletedExceptionally());
        assertEquals(List.of(), sent);
        assertEquals(TrustLevel.PENDING, directory.levelOf(B));
        assertEquals(List.of(), decided);
    }

    private void approves() {
        hears(Kind.SUBSCRIBE, B);
        gives(Simple.APPROVE);
        run();
    }

    private Peer peer() {
        return directory.find(B).orElseThrow();
    }

    @Test
    public void aCrashBeforeAnythingArrivedEndsWithAllOfItSaidAfterTheStart() {
        approves();
        assertEquals("the decision is stored", List.of(Kind.SUBSCRIBED, Kind.AVAILABLE, Kind.SUBSCRIBE),
            store.load().get(0).unsent());
        sent.clear();

        desk = desk();
        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        later(Duration.ofSeconds(5));
        assertEquals(APPROVED, sent);

        arrives();
        assertEquals(List.of(), store.load().get(0).unsent());
    }

    @Test
    public void aCrashBeforeItWasMarkedSaysItAgain() {
        approves();
        store.broken(true);
        arrives();
        store.broken(false);
        sent.clear();

        desk = desk();
        later(Duration.ofSeconds(5));

        assertEquals(APPROVED, sent);
    }

    @Test
    public void whatDoesNotArriveIsSaidAgainAfterLongerAndLongerButAtLeastOnceInAnHour() {
        approves();
        for (int pause : List.of(30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600)) {
            sent.clear();
            link.answer(B, "remote-server-not-found");
            later(Duration.ofSeconds(pause - 1));
            assertEquals("too early", List.of(), sent);
            later(Duration.ofSeconds(1));
            assertEquals(APPROVED, sent);
        }
        arrives();
        later(Duration.ofDays(1));
        assertEquals("once it has arrived, no more", APPROVED, sent);
    }

    @Test
    public void whatNobodyAnswersIsSaidAgainToo() {
        approves();
        sent.clear();
        later(Duration.ofSeconds(30));
        assertEquals(APPROVED, sent);
        assertEquals("from, asked, not reachable: remote-server-timeout", peer().summary());
    }

    @Test
    public void aPeerThatAsksAgainIsToldAtOnceWhatDidNotArrive() {
        approves();
        link.answer(B, "remote-server-not-found");
        run();
        sent.clear();
        hears(Kind.SUBSCRIBE, B);
        assertEquals(APPROVED, sent);
    }

    @Test
    public void aRequestShowsWhyItWaitsUntilItHasArrived() {
        gives(Simple.REQUEST);
        run();
        link.answer(B, "remote-server-not-found");
        run();
        assertEquals("none, asked, not reachable: remote-server-not-found, invited", peer().summary());

        later(Duration.ofSeconds(30));
        arrives();

        assertEquals("none, asked, invited", peer().summary());
        assertEquals("it waits for its answer since it has arrived", Optional.of(now), peer().askedAt());
        assertEquals(List.of("subscribe b.example", "subscribe b.example"), sent);
    }

    @Test
    public void aRequestThatCannotArriveIsGivenUpWithTheTimeForItsAnswer() {
        gives(Simple.REQUEST);
        run();
        now = now.plus(Duration.ofHours(72));
        desk.tick();
        run();
        sent.clear();
        later(Duration.ofHours(2));
        assertEquals(List.of(), sent);
        assertEquals("none, no answer, invited", peer().summary());
    }

    @Test
    public void whatWasDecidedLaterIsNotTakenForArrivedWithWhatWasDecidedBefore() {
        approves();
        Consumer<String> first = link.questions.get(B);
        gives(Simple.REVOKE);
        run();
        first.accept("");
        run();
        assertEquals(List.of(Kind.UNAVAILABLE, Kind.UNSUBSCRIBED, Kind.UNSUBSCRIBE), peer().unsent());
    }

    @Test
    public void whatIsToBeSaidToAPeerThatIsAwayDoesNotGrow() {
        hears(Kind.SUBSCRIBE, B);
        gives(Simple.APPROVE);
        for (int i = 0; i < 20; i++) {
            gives(Simple.REVOKE);
            gives(Simple.UNDO);
        }
        run();
        assertEquals(List.of(Kind.UNSUBSCRIBE, Kind.SUBSCRIBED, Kind.AVAILABLE), peer().unsent());
    }

    @Test
    public void nothingIsSaidWhileItCouldStillBeLost() {
        store.lag(Duration.ofMillis(1500));
        approves();
        assertEquals(List.of(), sent);
        later(Duration.ofMillis(1499));
        assertEquals(List.of(), sent);
        gives(Simple.REVOKE);
        run();
        later(Duration.ofMillis(1));
        assertEquals("nor the later decision with the earlier one", List.of(), sent);
        later(Duration.ofMillis(1499));
        assertEquals(List.of("unavailable b.example", "unsubscribed b.example", "unsubscribe b.example"), sent);
    }

    @Test
    public void anErrorEndsARequestThatWaitsAndNothingElse() {
        orders(Simple.REQUEST);
        fails("remote-server-not-found");
        assertEquals("says nothing of the peer", "none, asked, invited", peer().summary());

        fails("item-not-found");
        assertEquals("none, refused with an error: item-not-found, invited", peer().summary());
        assertEquals("peer-error", store.latest(1).get(0).action());

        int writes = store.writes();
        desk.hearError(new DomainError("stranger.example", "a.example", "forbidden"));
        fails("forbidden");
        assertEquals(writes, store.writes());
        assertEquals("an administrator may ask again", Optional.empty(), orders(Simple.REQUEST).refusal());
        assertEquals("none, asked, invited", peer().summary());
    }

    @Test
    public void anErrorNeverTakesAnApproval() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        fails("forbidden");
        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        assertEquals("from, refused with an error: forbidden", peer().summary());
    }

    @Test
    public void whatWasSeenOfAPeerIsKeptWithItsRequest() {
        hears(Kind.SUBSCRIBE, B);
        assertEquals(Optional.of(new Contact(now, Contact.Way.TLS, "CN=b.example")), peer().contact());
        Instant first = now;
        orders(Simple.DENY);
        now = now.plusSeconds(60);
        link.way = Contact.Way.DIALBACK;
        link.certificate = "";
        hears(Kind.SUBSCRIBE, B);
        assertEquals(Optional.of(new Contact(first, Contact.Way.DIALBACK, "")), peer().contact());
    }

    @Test
    public void aPeerThatComesAndGoesFillsNoAuditAndAdministratorsAreAllWrittenDown() {
        values.set(RosterSettings.AUTO_APPROVE, List.of(B));
        for (int i = 0; i < 500; i++) {
            hears(Kind.SUBSCRIBE, B);
            hears(Kind.UNSUBSCRIBE, B);
        }
        assertEquals(AuditBrake.MOST, store.latest(5000).size());
        assertEquals(AuditBrake.MOST, decided.size());
        orders(Simple.BLOCK);
        orders(Simple.UNBLOCK);
        assertEquals("unblock", store.latest(1).get(0).action());

        now = now.plus(AuditBrake.SPAN);
        desk.tick();
        run();

        AuditEntry count = store.latest(1).get(0);
        assertEquals("left-out", count.action());
        assertEquals("988 entries that the peer caused", count.after());
        hears(Kind.SUBSCRIBE, B);
        assertEquals("the next hour begins", "approve", store.latest(1).get(0).action());
    }

    @Test
    public void trustIsGivenToApprovedPeersAndTheirSubDomainsHaveIt() {
        assertEquals(Optional.of(Effect.Reason.NOT_APPROVED), orders(Simple.TRUST).refusal());
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        orders(Simple.TRUST);
        assertEquals(TrustLevel.TRUSTED, directory.levelOf(B));
        assertEquals(TrustLevel.TRUSTED, directory.levelOf("mirror.b.example"));
        assertEquals(Set.of(B), directory.admitted());
        sent.clear();
        hears(Kind.AVAILABLE, B);
        desk.farewell(Set.of(B));
        assertEquals("is greeted as every approved peer", List.of("unavailable b.example"), sent);
        orders(Simple.UNTRUST);
        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        orders(Simple.REVOKE);
        assertEquals(Set.of(), directory.admitted());
    }

    @Test
    public void afterAStartPeersAreAsTheyWere() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        hears(Kind.SUBSCRIBED, B);
        Peer before = directory.find(B).orElseThrow();
        sent.clear();

        desk = desk();
        run();

        assertEquals(Optional.of(before), directory.find(B));
        assertEquals("nobody is called up for it", List.of(), sent);
    }

    @Test
    public void aPeerThatComesUpIsToldOnceThatWeAreUp() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        desk = desk();
        sent.clear();

        hears(Kind.AVAILABLE, B);
        hears(Kind.AVAILABLE, B);

        assertEquals(List.of("available b.example"), sent);
        assertEquals(Optional.of(new Peer.Seen(true, now)), directory.find(B).orElseThrow().seen());
    }

    @Test
    public void aFarewellIsForPeersThatThereIsAConnectionTo() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        sent.clear();

        desk.farewell(Set.of("c.example"));
        assertEquals(List.of(), sent);
        desk.farewell(Set.of(B));
        assertEquals(List.of("unavailable b.example"), sent);
        hears(Kind.AVAILABLE, B);
        assertEquals("nothing takes it back", List.of("unavailable b.example"), sent);
    }

    @Test
    public void aRepeatedRequestOfAnApprovedPeerIsAnsweredWithoutWriting() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        int writes = store.writes();
        sent.clear();

        for (int i = 0; i < 50; i++) {
            hears(Kind.SUBSCRIBE, B);
        }

        assertEquals(50, sent.size());
        assertEquals(writes, store.writes());
    }

    @Test
    public void aFloodOfStrangersKeepsTheLatestAndLeavesApprovedPeersAlone() {
        values.set(RosterSettings.MOST_WAITING, 10);
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);

        for (int i = 0; i < 1000; i++) {
            now = now.plusMillis(1);
            hears(Kind.SUBSCRIBE, "s" + i + ".example");
        }

        assertEquals(11, store.load().size());
        assertEquals(11, directory.all().size());
        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        assertEquals("s990.example", directory.waiting().get(0).domain());
        assertEquals(990, desk.dropped());
    }

    @Test
    public void whatStrangersMakeWaitIsBounded() {
        values.set(RosterSettings.MOST_QUEUED, 10);
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        sent.clear();
        for (int i = 0; i < 1000; i++) {
            desk.hear(new DomainPresence(Kind.SUBSCRIBE, "s" + i + ".example", "a.example"));
        }
        assertEquals(10, tasks.size());
        desk.hear(new DomainPresence(Kind.SUBSCRIBE, B, "a.example"));
        run();

        assertEquals(List.of("subscribed b.example"), sent);
        assertEquals(990, desk.dropped());
        hears(Kind.SUBSCRIBE, "later.example");
        assertEquals("once there is room, strangers are heard again", TrustLevel.PENDING, directory.levelOf("later.example"));
    }

    @Test
    public void strangersAndBlockedPeersCostNothingButARequest() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.SUBSCRIBE) {
                hears(kind, B);
            }
        }
        orders(Simple.BLOCK);
        int writes = store.writes();
        for (Kind kind : Kind.values()) {
            hears(kind, B);
        }
        assertEquals(writes, store.writes());
        assertEquals(List.of(), sent);
        assertEquals(TrustLevel.BLOCKED, directory.levelOf(B));
    }

    @Test
    public void timePasses() {
        orders(Simple.REQUEST);
        now = now.plus(Duration.ofHours(72));
        desk.tick();
        run();
        assertEquals("none, no answer, invited", directory.find(B).orElseThrow().summary());
        desk.tick();
        assertTrue(tasks.isEmpty());
    }
}
