package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A slave room as one node of a cluster knows it: its state, what of each stream has been taken, and the last changes, which
 * another node may have missed. Changes come in any order, and more than once; they are made in the order in which they happened.
 *
 * <p>Bounded: {@value #MOST_RECENT} changes are kept that not all nodes are known to have, {@value #MOST_EARLY} that came too
 * early, and the numbers of {@value #MOST_STREAMS} streams. Not thread-safe.
 */
final class Replica {

    static final int MOST_RECENT = 256;
    private static final int MOST_EARLY = 512;
    private static final int MOST_STREAMS = 64;

    private final RoomCodecs codecs;
    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final TreeMap<Long, RoomNews.Changed> recent = new TreeMap<>();
    private final TreeMap<Version, RoomNews.Changed> early = new TreeMap<>();
    private Version version = Version.NONE;
    /** What the term began with: as long as nothing has happened in it, the room is as it was then. */
    private Version parent = Version.NONE;
    /** Whether nothing has happened since then that clients have seen, and nothing handed over has been taken. */
    private boolean still = true;
    private SlaveRoom room;
    /** What all others were told when this node began the term: for one that has heard changes of it, and not this yet. */
    private Optional<RoomNews.Whole> beginning = Optional.empty();

    Replica(SlaveRoom room, RoomCodecs codecs) {
        this.codecs = Objects.requireNonNull(codecs);
        this.room = Objects.requireNonNull(room);
    }

    Version version() {
        return version;
    }

    /**
     * The first version in which the room was as it is, as far as anybody can tell: what the term began with, if nothing has
     * happened in it that anybody noticed.
     */
    Version origin() {
        return version.isKnown() && still && parent.isKnown() ? parent : version;
    }

    SlaveRoom room() {
        return room;
    }

    Map<String, Long> taken() {
        return taken;
    }

    /** Tells whether a change has come that cannot be made, because those before it have not come. */
    boolean hasGap() {
        return !early.isEmpty();
    }

    /** What came too early counts only if certain nodes have said it. */
    void forgetEarly(Set<String> but) {
        early.values().removeIf(changed -> !but.contains(changed.by()));
    }

    /** The latest of the changes that cannot be made yet. */
    Optional<Version> latest() {
        return early.isEmpty() ? Optional.empty() : Optional.of(early.lastKey());
    }

    /** Begins a term, in which this node makes the changes; the room itself stays. */
    void begin(Version next) {
        parent = origin();
        still = true;
        version = next;
        beginning = Optional.empty();
        recent.clear();
        early.headMap(next, true).clear();
    }

    /**
     * This node has begun a term.
     *
     * @param from what the room was until then, wherever that is known from
     * @return what all others are told
     */
    RoomNews.Whole began(Version from) {
        RoomNews.Whole whole = whole(version, from, false);
        beginning = Optional.of(whole);
        return whole;
    }

    /** A change of this node's own, when there is nobody to tell. */
    void become(SlaveRoom next, Map<String, Long> with) {
        version = version.next();
        still = false;
        room = next;
        take(with);
        recent.clear();
    }

    /** A change of this node's own. */
    RoomNews.Changed change(SlaveRoom next, Map<String, Long> with, String effects, long settled) {
        Version from = beginning.filter(begun -> begun.version().equals(version)).map(RoomNews.Whole::parent)
            .orElse(Version.NONE);
        RoomNews.Changed changed = new RoomNews.Changed(room.address().slave(), version.owner(), version.next(),
            codecs.changes().encode(room, next), with, effects, settled, from);
        made(changed, next);
        // Clients of this node are not among those of whom it tells.
        still = false;
        return changed;
    }

    private void made(RoomNews.Changed changed, SlaveRoom next) {
        version = changed.version();
        still = still && changed.taken().isEmpty() && codecs.effects().decode(changed.effects()).isEmpty();
        room = next;
        take(changed.taken());
        recent.put(version.number(), changed);
        settle(Math.max(changed.settled(), version.number() - MOST_RECENT));
    }

    private void take(Map<String, Long> with) {
        with.forEach((stream, number) -> {
            Long before = taken.remove(stream);
            taken.put(stream, before == null ? number : Math.max(before, number));
        });
        while (taken.size() > MOST_STREAMS) {
            taken.remove(taken.keySet().iterator().next());
        }
    }

    /** All nodes have all changes up to a number. */
    void settle(long number) {
        if (!recent.headMap(number, true).isEmpty()) {
            recent.headMap(number, true).clear();
            beginning = Optional.empty();
        }
    }

    /**
     * A change of another node comes.
     *
     * @return the changes that have been made now, in order
     */
    List<RoomNews.Changed> take(RoomNews.Changed changed) {
        if (changed.version().compareTo(version) > 0 && early.size() < MOST_EARLY) {
            early.put(changed.version(), changed);
        }
        return goOn();
    }

    private List<RoomNews.Changed> goOn() {
        List<RoomNews.Changed> made = new ArrayList<>();
        Optional<RoomNews.Changed> ready = next();
        while (ready.isPresent()) {
            RoomNews.Changed next = ready.get();
            Optional<SlaveRoom> after = codecs.changes().apply(room, next.change());
            if (after.isEmpty()) {
                // Of a version of the suite that is not understood here, or not the change of what is here: the whole is needed.
                break;
            }
            early.remove(next.version());
            if (!next.version().isOfTermOf(version)) {
                enter(next);
            }
            made(next, after.get());
            made.add(next);
            ready = next();
        }
        return made;
    }

    /**
     * What can be made now: the next change of this term, or the first of one that began with what is here, if another than the
     * node that made it passes it on. That node's beginning is still on its way, or it is lost: then whoever goes on passes on
     * what he has heard of it, and if he has not heard it nobody is to listen to it.
     */
    private Optional<RoomNews.Changed> next() {
        return early.values().stream().filter(RoomNews.Changed::isPassedOn)
            .filter(one -> one.isFirstSince(version) || one.isFirstSince(origin())).findFirst()
            .or(() -> Optional.ofNullable(early.get(version.next())));
    }

    /** A term has begun with what is here, and its first change comes before its beginning, or that has been lost. */
    private void enter(RoomNews.Changed first) {
        parent = first.parent();
        still = true;
        beginning = Optional.empty();
        recent.clear();
        early.headMap(first.version(), true).clear();
    }

    /** The whole room, as others are told. */
    RoomNews.Whole whole(Version as, Version parent, boolean given) {
        return new RoomNews.Whole(room.address().slave(), as, parent, codecs.wholes().encode(room), taken, given, recent());
    }

    /**
     * If what has led to what another node says the room is leads there from what is here, too, that is what comes.
     *
     * @return the changes that have been made now, in order
     */
    List<RoomNews.Changed> follow(RoomNews.Whole whole) {
        boolean leads = whole.version().isOfTermOf(version) && whole.version().number() > version.number()
            && whole.recent().stream().anyMatch(one -> one.version().equals(version.next()));
        if (!leads) {
            return List.of();
        }
        whole.recent().stream().filter(one -> one.version().isOfTermOf(version) && one.version().number() > version.number())
            .limit(MOST_EARLY).forEach(one -> early.put(one.version(), one));
        return goOn();
    }

    /** Tells whether a whole room can be read here. */
    Optional<SlaveRoom> read(RoomNews.Whole whole) {
        return codecs.wholes().decode(whole.state());
    }

    /**
     * Takes what another node says the room is.
     *
     * @return the changes behind that which came too early and have been made now
     */
    List<RoomNews.Changed> adopt(RoomNews.Whole whole, SlaveRoom state) {
        version = whole.version();
        parent = whole.parent();
        still = version.number() == 0;
        room = state;
        taken.clear();
        take(whole.taken());
        beginning = Optional.empty();
        recent.clear();
        whole.recent().stream().filter(change -> change.version().isOfTermOf(version)
            && change.version().compareTo(version) <= 0).forEach(change -> recent.put(change.version().number(), change));
        early.headMap(version, true).clear();
        return goOn();
    }

    /**
     * What a node gets that needs what comes behind a version: the changes, if all of them are here, else the whole.
     *
     * @param known what is known here, from wherever
     * @param self  the name of this node
     */
    List<? extends RoomNews> answer(RoomNews.Need need, Version known, String self) {
        Version has = need.version();
        if (has.isOfTermOf(version) && hasAllBehind(has.number())) {
            return passedOn(has.number(), self).toList();
        }
        boolean leads = beginning.isPresent() || recent.values().stream().anyMatch(first -> first.isFirstSince(has));
        if (has.isKnown() && leads && hasAllBehind(0)) {
            return Stream.concat(beginning.stream(), passedOn(0, self)).toList();
        }
        boolean unchanged = known.equals(version) && has.isKnown() && has.equals(origin());
        return known.isKnown() ? List.of(whole(known, unchanged ? has : known, false)) : List.of();
    }

    private boolean hasAllBehind(long number) {
        return recent.tailMap(number, false).size() >= version.number() - number;
    }

    private Stream<RoomNews.Changed> passedOn(long number, String self) {
        return recent.tailMap(number, false).values().stream().map(one -> one.passedOn(self));
    }

    /**
     * What all others are told when a node that knows nothing is told the whole by one that does not keep the room: it cannot
     * pass on what led to that, and whoever has not heard that of the node that is lost would have missed it.
     *
     * @param role what this node is to the room
     * @param self the name of this node
     */
    List<RoomNews.Changed> ledTo(RoomNews.Need need, RoomRole role, String self) {
        return role.keeps() || need.version().isKnown() ? List.of() : recent().stream().map(one -> one.passedOn(self)).toList();
    }

    /** What this node needs to make the changes that came too early: not what is here and is not understood. */
    RoomNews.Need need(String self) {
        return new RoomNews.Need(room.address().slave(), self, next().isPresent() ? Version.NONE : version);
    }

    /** All changes that not all nodes are known to have. */
    List<RoomNews.Changed> recent() {
        return List.copyOf(recent.values());
    }
}
