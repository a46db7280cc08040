package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainError;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/** A server with a desk, what it keeps, and an administrator. What it says must be so, and be safe, when it says it. */
final class RosterServer implements PeerLink {

    private final String domain;
    private final RosterStreams streams;
    private final Supplier<Instant> clock;
    private final Random random;
    private final RosterSettings settings = new RosterSettings(new MapSettings());
    private final RosterShelf shelf;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Map<String, Question> questions = new HashMap<>();
    private PeerDesk desk;
    private PeerDirectory directory;
    private int asked;
    private int prompts;

    private record Question(String id, Consumer<String> proof) {
    }

    RosterServer(String domain, Duration lag, RosterStreams streams, Supplier<Instant> clock, Random random) {
        this.domain = domain;
        this.streams = streams;
        this.clock = clock;
        this.random = random;
        this.shelf = new RosterShelf(clock, lag);
        streams.attach(domain, this::receive);
        start();
    }

    String domain() {
        return domain;
    }

    private void start() {
        directory = new PeerDirectory(settings, clock::get);
        desk = new PeerDesk(domain, settings, new PeerDesk.Shelf(directory, shelf, Nodes.ALONE), this,
            new Clocks(clock::get, clock::get), tasks::add, new PeerDesk.Watcher() {
                @Override
                public void requestWaits() {
                    prompts++;
                }

                @Override
                public void decided(AuditEntry entry) {
                    // What is in the audit is looked at where it is written.
                }
            });
        desk.start();
    }

    /** Ends without a word; starts with what was kept. */
    void isKilled() {
        tasks.clear();
        questions.clear();
        shelf.kill(random);
        start();
    }

    /** Ends with a word, and starts again. */
    void isRestarted(List<String> others) {
        desk.farewell(others);
        work();
        questions.clear();
        start();
    }

    /** One thing that waits is done. */
    boolean workOnce() {
        if (tasks.isEmpty()) {
            return false;
        }
        tasks.remove().run();
        return true;
    }

    void work() {
        boolean isMore;
        do {
            isMore = workOnce();
        } while (isMore);
    }

    void timePasses() {
        desk.tick();
        desk.sayDue();
    }

    void orders(String peer, Order order) {
        Actor admin = new Actor("admin@" + domain, "127.0.0.1");
        CompletableFuture<Step> unused = desk.order(peer, order, admin).whenComplete((step, failure) ->
            streams.note(clock.get() + " " + domain + " orders " + order + " about " + peer + ": " + (step == null ? failure
                : step.refusal().map(String::valueOf).orElse(step.peer().summary()))));
    }

    Peer peer(String other) {
        Peer known = directory.find(other).orElseGet(() -> Peer.stranger(other));
        assertEquals("in memory, and kept", shelf.read(other), known);
        return known;
    }

    /** Nothing is left to be done, and administrators have been told of each request. */
    void assertAtRest() {
        assertEquals(domain + ": administrators are told of each request, once", shelf.requests(), prompts);
        directory.all().forEach(peer -> assertEquals(domain + " has still to say to " + peer.domain() + " at "
            + clock.get() + '\n' + streams.story(domain, peer.domain()), List.of(), peer.unsent()));
        shelf.compact();
    }

    private void receive(String from, RosterStreams.Item item) {
        if (item instanceof RosterStreams.Said said) {
            desk.hear(said.presence());
        } else if (item instanceof RosterStreams.Ping ping) {
            streams.send(domain, from, new RosterStreams.Pong(ping.id(), ""));
        } else if (item instanceof RosterStreams.Pong pong) {
            Question question = questions.get(from);
            if (question != null && question.id().equals(pong.id())) {
                questions.remove(from);
                question.proof().accept(pong.error());
            }
        } else {
            desk.hearError(new DomainError(from, domain, "service-unavailable"));
        }
    }

    @Override
    public void say(DomainPresence said) {
        Peer safe = shelf.safe(said.to());
        boolean approved = safe.subscription().hasFrom();
        String what = domain + " says " + said.kind() + " to " + said.to() + ", who is " + safe.summary() + " for sure at "
            + clock.get() + '\n' + streams.story(domain, said.to());
        switch (said.kind()) {
            case SUBSCRIBED, AVAILABLE -> assertTrue(what, approved);
            case UNSUBSCRIBED -> assertTrue(what, !safe.level(clock.get()).mayMirror());
            case SUBSCRIBE -> assertTrue(what, !safe.blocked());
            default -> { }
        }
        if (said.kind() == Kind.SUBSCRIBE && streams.refuses()) {
            // It meets a server that takes no such thing.
            streams.send(said.to(), domain, new RosterStreams.Refused());
        } else {
            streams.send(domain, said.to(), new RosterStreams.Said(said));
        }
    }

    @Override
    public void askForProof(String peer, Consumer<String> proof) {
        asked++;
        String id = domain + '-' + asked;
        questions.put(peer, new Question(id, proof));
        streams.send(domain, peer, new RosterStreams.Ping(id));
    }

    @Override
    public Contact contact(String peer, Instant now) {
        return new Contact(now, Contact.Way.TLS, "CN=" + peer);
    }
}
