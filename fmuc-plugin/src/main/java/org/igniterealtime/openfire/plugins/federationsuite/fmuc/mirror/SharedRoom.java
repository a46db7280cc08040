package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.Packet;

/**
 * A slave room that several nodes of a cluster share, as one of them sees it. One node keeps it ({@link Owners}): there things
 * happen to it, and all others are told of each change before anybody is told of what comes of it, so that any of them can go on
 * in its place. The others hand over what is for the room. Each node delivers to its own clients. Whoever is to keep the room
 * and does not yet asks the others first. A node that keeps it and is not to any more gives it away when all is done.
 *
 * <p>Used by one thread at a time, in the room's turn. What waits, waits for {@link #pass}, and of each kind
 * {@value #MOST_WAITING} stanzas or events at most.
 */
public final class SharedRoom {

    private static final int MOST_WAITING = 256;
    private static final int MOST_UNDONE = 1000;
    /** For how long another node is waited for until it counts as slow. */
    private static final Duration SLOW = Duration.ofSeconds(2);
    /** For how long a change that is missing may be on its way. */
    private static final Duration GAP = Duration.ofMillis(300);

    private final SlaveAddress address;
    private final RoomSite site;
    private final Replica replica;
    private final Outgoing outgoing;
    private final Outbox<Due> outbox = new Outbox<>(MOST_UNDONE);
    private final Intake intake;
    private final Postponed postponed = new Postponed(MOST_WAITING);
    private Set<String> others = Set.of();
    private RoomRole role = RoomRole.OTHER;
    private Optional<Inquiry> inquiry = Optional.empty();
    private long inquiries;
    private final Beginnings ahead = new Beginnings();
    private Optional<Instant> gapSince = Optional.empty();
    private final Past past = new Past();
    private boolean leaving;
    private final Heirs heirs = new Heirs();
    private String lastOwner = "";

    /**
     * A room as this node has it.
     *
     * @param room the room; vacant if it does not exist here
     * @param kept whether this node has kept it until now, alone
     */
    public SharedRoom(SlaveRoom room, boolean kept, RoomSite site) {
        this.address = room.address();
        this.site = Objects.requireNonNull(site);
        this.replica = new Replica(room, site.codecs());
        this.intake = new Intake(MOST_WAITING, site, this::done);
        this.outgoing = new Outgoing(room.address().slave(), MOST_WAITING, site, () -> replica.version().ifOf(site.self()));
        if (kept) {
            replica.begin(Version.NONE.nextTerm(site.self(), site.now()));
            role = RoomRole.KEEPING;
        }
    }

    /** Its addresses. On any thread. */
    public SlaveAddress address() {
        return address;
    }

    private SlaveRoom room() {
        return replica.room();
    }

    /** Tells whether this node keeps the room, so that what it says of it is so. */
    public boolean isKept() {
        return role == RoomRole.KEEPING;
    }

    /** Tells whether something waits for time to pass. */
    public boolean isBusy() {
        return role == RoomRole.ASKING || role == RoomRole.GIVING || !outbox.isEmpty() || !outgoing.isEmpty() || replica.hasGap()
            || !ahead.isEmpty() || heirs.areKnown() && !leaving || intake.isHolding();
    }

    /** Tells whether there is nothing to remember. */
    public boolean isIdle() {
        return room().isVacant() && !isBusy() && postponed.isEmpty() && intake.isEmpty();
    }

    /**
     * These are the other nodes from now on. Whoever is new is told; whoever is to keep the room does.
     *
     * @param nodes those that take part
     */
    public void among(Set<String> nodes) {
        Set<String> fresh = new HashSet<>(nodes);
        fresh.removeAll(others);
        boolean lost = !nodes.containsAll(others);
        others = intake.among(nodes);
        if (lost && role == RoomRole.ASKING) {
            // Whoever has answered listened to whoever is gone until then, and perhaps since.
            ask();
        }
        if (role.keeps()) {
            release(outbox.among(others, replica.version().number()));
            if (replica.version().isKnown()) {
                fresh.forEach(node -> site.tell(node, replica.whole(known(), known(), false)));
            }
        }
        heed();
        decide();
    }

    /** Whoever is gone, if he kept the room or it was given away, is not listened to: the next has not heard what comes late. */
    private void heed() {
        String keeper = replica.version().owner();
        boolean gone = keeper.equals(site.self()) ? heirs.areKnown() : !others.contains(keeper);
        if (role == RoomRole.OTHER && replica.version().isKnown() && gone) {
            heed(all());
        }
    }

    private void heed(Set<String> nodes) {
        heirs.are(nodes, site.now());
        replica.forgetEarly(nodes);
    }

    /** This node is in another cluster than before: what it knows is of its own past, unless nobody knows better. */
    public void moved() {
        release(outbox.restart(Set.of()));
        if (replica.version().isKnown()) {
            past.is(replica.version(), role.keeps(), site.now());
            replica.begin(Version.NONE);
        }
        role = RoomRole.OTHER;
        inquiry = Optional.empty();
        others = Set.of();
    }

    /** A node has come from the side of the cluster with this name, which was apart and may have been told something. */
    public void apart(String side) {
        intake.meet(side, isKept());
    }

    /** This node is about to stop: the room is given away, if there is somebody to have it. */
    public void leave() {
        leaving = true;
        decide();
    }

    private String owner() {
        return Owners.of(address.slave(), leaving && !others.isEmpty() ? others : all());
    }

    private Set<String> all() {
        Set<String> all = new HashSet<>(others);
        all.add(site.self());
        return all;
    }

    private void decide() {
        String owner = owner();
        boolean mine = owner.equals(site.self());
        if (mine && role == RoomRole.GIVING) {
            role = RoomRole.KEEPING;
            takeOwn();
        } else if (mine && role == RoomRole.OTHER) {
            ask();
        } else if (!mine && role == RoomRole.KEEPING) {
            role = RoomRole.GIVING;
        } else if (!mine && role == RoomRole.ASKING) {
            role = RoomRole.OTHER;
            inquiry = Optional.empty();
        }
        if (!mine && !owner.equals(lastOwner)) {
            outgoing.handAll(owner);
        }
        lastOwner = owner;
        answerSelf();
        give();
        if (role == RoomRole.OTHER) {
            postponed.goOn();
        }
    }

    /** What this node knows, from wherever. */
    private Version known() {
        return past.or(replica.version());
    }

    private void ask() {
        role = RoomRole.ASKING;
        inquiry = Optional.of(Inquiry.of(++inquiries, others, site.now(), known(), past.counts()));
        if (!others.isEmpty()) {
            site.tell(inquiry.get().question(address, site.self(), all()));
        }
    }

    /** Everybody has answered: if somebody knows more it is fetched, and then this node keeps the room. */
    private void answerSelf() {
        if (role != RoomRole.ASKING || !inquiry.get().isOver(site.now())) {
            return;
        }
        Optional<Inquiry.Offer> best = inquiry.get().best();
        boolean here = best.isEmpty() || best.get().node().isEmpty()
            || replica.version().isKnown() && replica.version().compareTo(best.get().version()) >= 0;
        if (here || inquiry.get().isLate(site.now())) {
            keep(past.kept());
        } else if (inquiry.get().fetches()) {
            site.tell(best.get().node(), new RoomNews.Need(address.slave(), site.self(), replica.version()));
        }
    }

    /** From now on this node keeps the room. */
    private void keep(boolean inOrder) {
        Version parent = past.or(replica.origin());
        // Some may not have the last changes of the one before. They are told, so that their clients miss nothing.
        replica.recent().forEach(change -> site.tell(change.passedOn(site.self())));
        heirs.forget();
        role = RoomRole.KEEPING;
        inquiry = Optional.empty();
        ahead.clear();
        replica.begin(known().nextTerm(site.self(), site.now()));
        outbox.restart(others);
        if (!others.isEmpty()) {
            site.tell(replica.began(parent));
        }
        if (!room().isVacant()) {
            // Whoever kept it may not have heard that this node has served it apart from the others.
            boolean apart = past.leave(site.now());
            site.begin(inOrder || apart);
            if (apart) {
                site.apart();
            }
        }
        past.forget();
        intake.begin(replica.taken(), room(), parent).forEach(intake::process);
        takeOwn();
        postponed.goOn();
    }

    /** What this node has handed over and nobody has taken is its own now. */
    private void takeOwn() {
        outgoing.all().forEach(item -> intake.arrive(item).forEach(intake::process));
    }

    private void give() {
        if (role == RoomRole.GIVING && outbox.isEmpty()) {
            role = RoomRole.OTHER;
            site.tell(owner(), replica.whole(replica.version(), replica.origin(), true));
            heed(all());
        }
    }

    /**
     * Something is to happen to the room, on this node.
     *
     * @param cause the stanza that makes it happen, if one does
     * @param again makes it happen again later
     * @return whether it happens now; else it happens later, or on another node, or is no matter of this node any more
     */
    public boolean admits(Optional<Packet> cause, Runnable again) {
        if (role == RoomRole.KEEPING || role == RoomRole.GIVING && cause.isEmpty()) {
            // That a connection breaks while the room is given away is not told to whoever is given it.
            return true;
        }
        if (cause.flatMap(intake::origin).isPresent()) {
            // The node that has handed it over still has it, and hands it over to whoever keeps the room now.
            return false;
        }
        if (role != RoomRole.ASKING) {
            cause.ifPresent(stanza -> outgoing.hand(owner(), stanza));
        } else if (!postponed.add(cause, again)) {
            cause.ifPresent(site::refuse);
        }
        return false;
    }

    /**
     * Something has happened to the room, which this node keeps.
     *
     * @param next  the room as it is now
     * @param cause the stanza that made it happen, if one did
     * @param done  what comes of it
     */
    public void happened(SlaveRoom next, Optional<Packet> cause, List<Effect> done) {
        Optional<Intake.Origin> origin = intake.led(cause, room(), next);
        boolean shared = site.allServe();
        happened(next, origin, () -> shared ? site.codecs().effects().encode(site.elsewhere(done)) : "");
        if (others.isEmpty()) {
            site.perform(done, false);
            return;
        }
        release(outbox.add(replica.version().number(), new Due(done, shared), site.now()));
    }

    /** A stanza that was handed over has led to all that it leads to. */
    public void done(Packet stanza) {
        Optional<Intake.Origin> origin = intake.led(Optional.of(stanza));
        if (origin.isPresent() && role == RoomRole.KEEPING) {
            happened(room(), origin, () -> "");
        }
    }

    private void happened(SlaveRoom next, Optional<Intake.Origin> origin, Supplier<String> toClients) {
        outgoing.taken(Intake.numbers(origin));
        Due.drop(outbox, next);
        if (others.isEmpty()) {
            // There is nobody to tell; but a node that is not known here yet may have handed over what led to it.
            replica.become(next, Intake.numbers(origin));
        } else {
            site.tell(replica.change(next, Intake.numbers(origin), toClients.get(), outbox.settled()));
        }
    }

    private void release(List<Due> ready) {
        ready.forEach(due -> site.perform(due.still(room()), due.shared()));
        if (role.keeps()) {
            replica.settle(outbox.settled());
        }
    }

    private void arrived(RoomNews.Handed item) {
        if (role == RoomRole.KEEPING) {
            intake.arrive(item).forEach(intake::process);
        } else if (role != RoomRole.GIVING) {
            // Whoever hands over may know before this node does that this one keeps the room.
            intake.hold(item);
        }
    }

    /** Another node says something about the room. */
    public void heard(RoomNews news) {
        if (news instanceof RoomNews.Handed item) {
            arrived(item);
        } else if (news instanceof RoomNews.Changed changed) {
            changed(changed);
        } else if (news instanceof RoomNews.Whole whole) {
            told(whole);
        } else if (news instanceof RoomNews.Took took && replica.version().isOfTermOf(took.version()) && role.keeps()) {
            release(outbox.acknowledge(took.node(), took.version().number()));
            give();
        } else if (news instanceof RoomNews.Need need) {
            replica.answer(need, known(), site.self()).forEach(answer -> site.tell(need.node(), answer));
            replica.ledTo(need, role, site.self()).forEach(site::tell);
        } else if (news instanceof RoomNews.Asked one) {
            if (!role.keeps() && one.isOver(replica.version())) {
                heed(one.among());
            }
            site.tell(one.node(), Inquiry.answer(one, site.self(), role, known(), past.counts()));
        } else if (news instanceof RoomNews.Known known) {
            inquiry.ifPresent(one -> one.answered(known));
            answerSelf();
        } else if (news instanceof RoomNews.Close close && role == RoomRole.KEEPING) {
            site.close(close.reason());
        }
    }

    private void changed(RoomNews.Changed changed) {
        boolean lost = role == RoomRole.ASKING ? !others.contains(changed.by()) : heirs.areNot(changed.by());
        if (role.keeps() || lost) {
            // Of a term that is over, or of a node that is gone.
            return;
        }
        Version before = replica.version();
        made(replica.take(changed));
        if (!replica.version().isOfTermOf(before)) {
            heirs.forget();
        }
        if (replica.version().isOfTermOf(changed.version())) {
            acknowledge();
        }
        ahead.drain(replica::version, this::adopt);
        answerSelf();
    }

    /** Changes have been made: what comes of them for clients of this node is done here, before anything else happens. */
    private void made(List<RoomNews.Changed> changes) {
        for (RoomNews.Changed one : changes) {
            site.become(room());
            site.deliver(site.codecs().effects().decode(one.effects()));
            outgoing.taken(one.taken());
        }
        gapSince = replica.hasGap() || !ahead.isEmpty() ? Optional.of(gapSince.orElse(site.now())) : Optional.empty();
    }

    private void acknowledge() {
        site.tell(replica.version().owner(), new RoomNews.Took(address.slave(), site.self(), replica.version()));
    }

    /** The room as somebody says that it is. */
    private void told(RoomNews.Whole whole) {
        if (heirs.areKnown() && role == RoomRole.OTHER && !others.contains(whole.version().owner())) {
            return;
        }
        if (!role.keeps() && !whole.given()) {
            // Then clients of this node miss nothing.
            made(replica.follow(whole));
        }
        int age = whole.version().compareTo(replica.version());
        // What was given may come a second time, when this node has given it to another.
        if (whole.given() && (role.keeps() ? age > 0 : age >= 0)) {
            if (adopt(whole)) {
                keep(true);
                // It may have been given to this node by one that does not know yet who has come since.
                decide();
            }
        } else if (role.keeps() && age > 0 && owner().equals(site.self())) {
            // Somebody else thinks that he keeps it. He is told, in a term that is later than his.
            replica.begin(whole.version().nextTerm(site.self(), site.now()));
            release(outbox.restart(others));
            site.tell(replica.whole(replica.version(), replica.version(), false));
        } else if (age > 0) {
            if (role.keeps() || !ahead.keep(whole, replica.version())) {
                adopt(whole);
            } else {
                gapSince = Optional.of(gapSince.orElse(site.now()));
            }
            ahead.drain(replica::version, this::adopt);
        } else if (replica.version().isOfTermOf(whole.version())) {
            acknowledge();
        }
        answerSelf();
    }

    private boolean adopt(RoomNews.Whole whole) {
        Optional<SlaveRoom> state = replica.read(whole);
        if (state.isEmpty()) {
            // Of a version of the suite that is not understood here. This node cannot go on with it.
            return false;
        }
        SlaveRoom before = room();
        boolean goesOn = past.isFollowedBy(whole.parent(), known(), replica.origin());
        if (role.keeps()) {
            release(outbox.restart(Set.of()));
            role = RoomRole.OTHER;
        }
        ahead.reached(whole.version());
        heirs.forget();
        gapSince = ahead.isEmpty() ? Optional.empty() : Optional.of(site.now());
        past.forget();
        List<RoomNews.Changed> behind = replica.adopt(whole, state.get());
        site.become(state.get());
        List<Packet> taken = outgoing.taken(whole.taken(), goesOn ? List.of() : behind);
        if (!goesOn) {
            site.missed(new Missed(before, room(), taken, Stream.concat(outgoing.waiting().stream(),
                postponed.causes().stream()).toList()));
        }
        made(goesOn ? behind : behind.stream().map(RoomNews.Changed::untold).toList());
        if (!whole.given()) {
            acknowledge();
        }
        return true;
    }

    /** Time has passed. */
    public void pass() {
        Instant now = site.now();
        release(outbox.pass(now, SLOW));
        give();
        doubtHeirs(now);
        if (role == RoomRole.ASKING && inquiry.get().asksAgain(now)) {
            inquiry.get().unanswered().forEach(node -> site.tell(node, inquiry.get().question(address, site.self(), all())));
        }
        answerSelf();
        if (gapSince.filter(since -> !since.plus(ahead.isEmpty() ? GAP : SLOW).isAfter(now)).isPresent()) {
            mind(now);
        }
        outgoing.pass(role == RoomRole.OTHER ? Optional.of(owner()) : Optional.empty());
        if (role == RoomRole.OTHER) {
            intake.release();
        }
    }

    /** Whoever asked and did not know of the one that keeps the room had perhaps not heard of it yet, and nobody is lost. */
    private void doubtHeirs(Instant now) {
        String keeper = replica.version().owner();
        String next = keeper.equals(site.self()) ? owner() : keeper;
        if (role == RoomRole.OTHER && others.contains(next) && heirs.areSince(now, SLOW)) {
            heirs.forget();
            site.tell(next, new RoomNews.Need(address.slave(), site.self(), replica.version()));
        }
    }

    /** What should have come has not. */
    private void mind(Instant now) {
        gapSince = Optional.of(now);
        if (!ahead.isEmpty()) {
            ahead.first().ifPresent(this::adopt);
        } else {
            replica.latest().ifPresent(latest -> site.tell(latest.owner(), replica.need(site.self())));
        }
    }
}
