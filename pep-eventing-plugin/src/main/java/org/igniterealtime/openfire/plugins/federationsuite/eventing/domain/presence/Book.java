package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.xmpp.packet.JID;

/**
 * All entries, in memory and in a store. Thread-safe; to read takes no lock. Bounded: it takes no more than a limit, and of
 * requests that wait for an owner no more than other limits.
 */
public final class Book {

    private final EntryStore store;
    private final Limits limits;
    private final InstantSource clock;
    private final Map<JID, Map<JID, Dated>> byOwner = new ConcurrentHashMap<>();
    @SuppressFBWarnings(value = "IS2_INCONSISTENT_SYNC", justification = "Every way to it leads through a synchronized method.")
    private int entries;
    private int waiting;
    private final Map<String, Integer> waitingOf = new HashMap<>();

    /**
     * How much there may be, asked each time.
     *
     * @param all         most entries
     * @param waiting     most of them that wait for a decision
     * @param waitingEach most that wait for one owner
     * @param waitingFrom most that wait from one other domain: its server can make up any number of users
     * @param here        whether a domain is this server's own, whose users are known
     */
    public record Limits(IntSupplier all, IntSupplier waiting, IntSupplier waitingEach, IntSupplier waitingFrom,
                         Predicate<String> here) {
        /** Checks that nothing is missing. */
        public Limits {
            Objects.requireNonNull(all);
            Objects.requireNonNull(waiting);
            Objects.requireNonNull(waitingEach);
            Objects.requireNonNull(waitingFrom);
            Objects.requireNonNull(here);
        }
    }

    /**
     * Reads the store.
     *
     * @param store  where entries are kept
     * @param limits how much there may be
     * @param clock  the time
     */
    public Book(EntryStore store, Limits limits, InstantSource clock) {
        this.store = Objects.requireNonNull(store);
        this.limits = Objects.requireNonNull(limits);
        this.clock = Objects.requireNonNull(clock);
        store.load().forEach(this::note);
    }

    /** The entry of a pair, if there is one. */
    Optional<Entry> find(Pair who) {
        return dated(who).map(Dated::entry);
    }

    private Optional<Dated> dated(Pair who) {
        Map<JID, Dated> contacts = byOwner.get(who.owner());
        return contacts == null ? Optional.empty() : Optional.ofNullable(contacts.get(who.contact()));
    }

    /** Whether anything is remembered about somebody's contacts. */
    boolean knows(JID owner) {
        return byOwner.containsKey(owner);
    }

    /** The entries of an owner. */
    Collection<Entry> of(JID owner) {
        Map<JID, Dated> contacts = byOwner.get(owner);
        return contacts == null ? List.of() : contacts.values().stream().map(Dated::entry).toList();
    }

    /**
     * Changes the entry of a pair, or begins one, or takes it out if there is nothing in it to be remembered. Nobody else
     * changes it meanwhile: what an owner says about a contact must not be lost because the contact asks for something at the
     * same moment, which he may do as often as he likes.
     *
     * @param who    the pair
     * @param change what becomes of what is remembered now; of the same pair
     * @return false if there is no room or the store failed; then nothing has changed
     */
    synchronized boolean change(Pair who, UnaryOperator<Entry> change) {
        return put(change.apply(find(who).orElse(Entry.fresh(who))));
    }

    private boolean put(Entry entry) {
        Optional<Entry> before = find(entry.who());
        if (entry.isForgettable()) {
            return before.isEmpty() || store.remove(entry.who()) && forget(entry.who());
        }
        if (before.equals(Optional.of(entry))) {
            return true;
        }
        Dated dated = new Dated(entry, since(entry));
        boolean grows = before.isEmpty() && entries >= limits.all().getAsInt();
        if (grows || isWaiting(entry) && before.filter(Book::isWaiting).isEmpty() && !hasRoomFor(entry.who())
            || isTooLong(entry.who().owner()) || isTooLong(entry.address()) || !store.put(dated)) {
            return false;
        }
        forget(entry.who());
        note(dated);
        return true;
    }

    /**
     * Forgets everything about an account that is no more: whoever gets its name later is somebody else.
     *
     * @param account a bare address
     * @return what was remembered of those who wanted to see its presence
     */
    synchronized List<Entry> forgetAll(JID account) {
        List<Entry> own = List.copyOf(of(account));
        Stream.concat(own.stream().map(Entry::who), byOwner.keySet().stream().map(owner -> new Pair(owner, account))
            .filter(who -> find(who).isPresent())).toList().forEach(who -> {
                if (store.remove(who)) {
                    forget(who);
                }
            });
        return own;
    }

    /** As long as the contact is told the same, it stands so since he was told it first. */
    private Instant since(Entry entry) {
        return dated(entry.who()).filter(before -> before.entry().told() == entry.told()
            && before.entry().syntax() == entry.syntax()).map(Dated::since).orElseGet(clock::instant);
    }

    private boolean hasRoomFor(Pair who) {
        String domain = who.contact().getDomain();
        return waiting < limits.waiting().getAsInt()
            && (limits.here().test(domain) || waitingOf.getOrDefault(domain, 0) < limits.waitingFrom().getAsInt())
            && of(who.owner()).stream().filter(Book::isWaiting).count() < limits.waitingEach().getAsInt();
    }

    private static boolean isWaiting(Entry entry) {
        return entry.syntax() == Syntax.PUBSUB && entry.told() == Stance.PENDING;
    }

    private static boolean isTooLong(JID address) {
        return address.toString().getBytes(StandardCharsets.UTF_8).length > Entry.LONGEST;
    }

    /**
     * Another node of a cluster has written the entry of a pair, or taken it out.
     *
     * @param who the pair
     * @throws IllegalStateException if the store fails; then nothing has changed
     */
    public synchronized void reread(Pair who) {
        Optional<Dated> now = store.find(who);
        forget(who);
        now.ifPresent(this::note);
    }

    /**
     * Other nodes of a cluster may have written anything.
     *
     * @throws IllegalStateException if the store fails; then nothing has changed
     */
    public synchronized void rereadAll() {
        List<Dated> now = store.load();
        for (JID owner : List.copyOf(byOwner.keySet())) {
            List.copyOf(of(owner)).forEach(entry -> forget(entry.who()));
        }
        now.forEach(this::note);
    }

    private synchronized void note(Dated dated) {
        Entry entry = dated.entry();
        byOwner.computeIfAbsent(entry.who().owner(), owner -> new ConcurrentHashMap<>()).put(entry.who().contact(), dated);
        entries++;
        count(entry, 1);
    }

    private boolean forget(Pair who) {
        find(who).ifPresent(entry -> {
            byOwner.computeIfPresent(who.owner(), (owner, contacts) -> {
                contacts.remove(who.contact());
                return contacts.isEmpty() ? null : contacts;
            });
            entries--;
            count(entry, -1);
        });
        return true;
    }

    /** The requests that wait for their owners, those that have waited longest first. */
    public List<Waiting> requests() {
        return byOwner.values().stream().flatMap(contacts -> contacts.values().stream())
            .filter(dated -> isWaiting(dated.entry()))
            .map(dated -> new Waiting(dated.entry().who(), dated.entry().address(), dated.since()))
            .sorted(Comparator.comparing(Waiting::since).thenComparing(waiting -> waiting.who().owner())
                .thenComparing(waiting -> waiting.who().contact())).toList();
    }

    private void count(Entry entry, int more) {
        if (isWaiting(entry)) {
            waiting += more;
            waitingOf.merge(entry.who().contact().getDomain(), more, (before, change) -> before + change == 0 ? null
                : before + change);
        }
    }

    /** How many requests wait for their owners. */
    public synchronized int waiting() {
        return waiting;
    }

    /** How many entries there are. */
    public synchronized int size() {
        return entries;
    }
}
