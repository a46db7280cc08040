package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.xmpp.packet.JID;

/**
 * A local room as far as slaves are concerned: a value. It exists while somebody is in it through a slave, and for some
 * seconds after the last one has left.
 *
 * @param address      the room, bare
 * @param occupants    those who are in it through slaves, by real JID, in the order they came
 * @param nonAnonymous whether the room shows real addresses to everybody; if not known, then not
 * @param departures   who has just left
 * @param suspicions   slaves, and occupants of slaves, of whom it is not known whether they are still there
 * @param heard        when a slave with occupants last said something, if that was after they came
 * @param questions    IQs that wait for their answers, by the id under which they went on
 * @param lost         slaves that may have missed something, or whose occupants had to leave
 * @param backlog      what was said while slaves were in
 * @param told         what slaves at the end of thin links have been told, by slave
 * @param nodes        how it stands with slaves that are joining nodes of XEP-0289, by slave
 */
public record MasterRoom(JID address, Map<JID, VirtualOccupant> occupants, boolean nonAnonymous, Departures departures,
                         Map<JID, Suspicion> suspicions, Map<JID, Instant> heard, Map<String, Question> questions,
                         Map<JID, Lost> lost, Backlog backlog, Map<JID, Told> told, Map<JID, JoiningNode> nodes) {

    /** Copies the collections, keeping their order. */
    public MasterRoom {
        occupants = Occupants.of(occupants);
        suspicions = Map.copyOf(suspicions);
        heard = Map.copyOf(heard);
        questions = Map.copyOf(questions);
        lost = Map.copyOf(lost);
        told = Map.copyOf(told);
        nodes = Map.copyOf(nodes);
    }

    /** A room with nobody in it through a slave. */
    public static MasterRoom unmirrored(JID address) {
        return new MasterRoom(address, Map.of(), false, Departures.NONE, Map.of(), Map.of(), Map.of(), Map.of(),
            Backlog.NONE, Map.of(), Map.of());
    }

    /** Tells whether nobody is in it through a slave. */
    public boolean isUnmirrored() {
        return occupants.isEmpty();
    }

    /** Tells whether there is nothing to remember. */
    public boolean isForgettable() {
        return occupants.isEmpty() && departures.isEmpty() && lost.isEmpty();
    }

    /** Those who came through a slave, in order. */
    public List<VirtualOccupant> through(JID slave) {
        return party(slave).all();
    }

    /** Those who came through a slave, and what is known of all of them. Quick: asked for each copy that the room sends. */
    Occupants.Party party(JID slave) {
        return Occupants.of(occupants).through(slave);
    }

    /** The slaves through which somebody is in the room, in the order they came. */
    public Set<JID> slaves() {
        return Occupants.of(occupants).slaves();
    }

    /** The occupant with a nick who came through a slave. */
    public Optional<VirtualOccupant> occupant(JID slave, String nick) {
        return Optional.ofNullable(party(slave).byNick().get(nick));
    }

    /** Tells whether somebody is in who is the same as before: not one who left and came again. */
    boolean has(VirtualOccupant occupant) {
        VirtualOccupant now = occupants.get(occupant.user());
        return now != null && now.generation() == occupant.generation();
    }

    /**
     * The occupant whose copies of broadcasts go to the slave, of those who came through it and whom the room has accepted.
     * If the slave's server may know real addresses, a moderator is preferred, who is told them; if it may not, somebody who
     * is not. Where all are told the same, and among equals, it is the first. While the room has accepted nobody, it is the
     * first who asked.
     *
     * @param slave   the slave
     * @param trusted whether its server may know real addresses
     */
    public Optional<VirtualOccupant> representative(JID slave, boolean trusted) {
        List<VirtualOccupant> through = through(slave);
        List<VirtualOccupant> present = through.stream().filter(VirtualOccupant::present).toList();
        return present.stream().filter(occupant -> nonAnonymous || occupant.moderator() == trusted).findFirst()
            .or(() -> present.stream().findFirst()).or(() -> through.stream().findFirst());
    }

    MasterRoom with(VirtualOccupant occupant) {
        if (occupant.equals(occupants.get(occupant.user()))) {
            return this;
        }
        Map<JID, VirtualOccupant> next = new LinkedHashMap<>(occupants);
        next.put(occupant.user(), occupant);
        MasterRoom base = occupants.isEmpty() ? logging(Backlog.startingAt(occupant.since())) : this;
        return base.occupying(next);
    }

    MasterRoom without(VirtualOccupant occupant) {
        Map<JID, VirtualOccupant> next = new LinkedHashMap<>(occupants);
        next.remove(occupant.user());
        return occupying(next);
    }

    private MasterRoom occupying(Map<JID, VirtualOccupant> next) {
        if (next.isEmpty()) {
            // What a slave missed it may still ask for, when its link is back.
            return new MasterRoom(address, next, nonAnonymous && !lost.isEmpty(), departures, Map.of(), Map.of(),
                Map.of(), lost, lost.isEmpty() ? Backlog.NONE : backlog, Map.of(), Map.of());
        }
        Map<JID, Instant> known = new HashMap<>(heard);
        Map<JID, Told> stillTold = new HashMap<>(told);
        Occupants all = Occupants.of(next);
        Set<JID> slaves = all.slaves();
        known.keySet().retainAll(slaves);
        stillTold.keySet().retainAll(slaves);
        Map<JID, JoiningNode> stillNodes = new HashMap<>(nodes);
        stillNodes.keySet().retainAll(slaves);
        return new MasterRoom(address, all, nonAnonymous, departures, suspicions, known, questions, lost, backlog, stillTold,
            stillNodes);
    }

    MasterRoom showingJids(boolean shown) {
        return new MasterRoom(address, occupants, shown, departures, suspicions, heard, questions, lost, backlog, told, nodes);
    }

    // Nothing has changed where it is the very one, and that is seen without looking at all of it.
    @SuppressWarnings("ReferenceEquality")
    private MasterRoom remembering(Departures next) {
        return next == departures ? this
            : new MasterRoom(address, occupants, nonAnonymous, next, suspicions, heard, questions, lost, backlog, told, nodes);
    }

    /** Tells whether somebody has left who was in through a slave, and has not come again since. Quick. */
    public boolean hasDeparted(JID user) {
        return departures.has(user);
    }

    /**
     * The room without an occupant. What it still sends him is for nobody, unless he left because he comes directly: then it
     * cannot be told from what he is to get, and he must miss nothing.
     */
    MasterRoom departing(VirtualOccupant occupant, Instant now) {
        boolean stays = occupants.getOrDefault(occupant.user(), occupant).farewell() == Farewell.DIRECT;
        return (stays ? this : remembering(departures.with(occupant.user(), now))).without(occupant);
    }

    /** The room without an occupant whose slave has been told by his own copy. */
    MasterRoom departingTold(VirtualOccupant occupant, Instant now) {
        return remembering(departures.telling(occupant, now)).departing(occupant, now);
    }

    /** The room when somebody is seen who has, or has again, the nick of one who left. */
    MasterRoom arriving(String nick) {
        return remembering(departures.without(nick));
    }

    /** The room when somebody comes, directly or not, who may have left before. */
    MasterRoom arriving(JID user) {
        return remembering(departures.without(user));
    }

    /** The room when time has passed. */
    MasterRoom at(Instant now) {
        return remembering(departures.at(now));
    }

    MasterRoom logging(Backlog next) {
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, questions, lost, next, told,
            nodes);
    }

    MasterRoom losing(Lost slave) {
        Map<JID, Lost> next = new LinkedHashMap<>(lost);
        next.put(slave.slave(), slave);
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, questions, next, backlog, told,
            nodes);
    }

    MasterRoom finding(JID slave) {
        Map<JID, Lost> next = new LinkedHashMap<>(lost);
        next.remove(slave);
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, questions, next, backlog, told,
            nodes);
    }

    /** What a slave with occupants at the end of a thin link has been told. */
    MasterRoom telling(JID slave, Told next) {
        if (next.equals(told.get(slave)) || through(slave).isEmpty()) {
            return this;
        }
        Map<JID, Told> all = new HashMap<>(told);
        all.put(slave, next);
        return with(all);
    }

    /** The room when the link to a slave is none of the thin ones any more. */
    MasterRoom tellingAll(JID slave) {
        if (!told.containsKey(slave)) {
            return this;
        }
        Map<JID, Told> all = new HashMap<>(told);
        all.remove(slave);
        return with(all);
    }

    private MasterRoom with(Map<JID, Told> all) {
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, questions, lost, backlog, all,
            nodes);
    }

    /** How it stands with a slave that is a joining node. */
    JoiningNode node(JID slave) {
        return nodes.getOrDefault(slave, JoiningNode.OPENING);
    }

    /** The room when it stands differently with a joining node. Of one without occupants nothing is remembered. */
    MasterRoom with(JID slave, JoiningNode node) {
        if (through(slave).isEmpty() || node.equals(nodes.get(slave))) {
            return this;
        }
        Map<JID, JoiningNode> next = new HashMap<>(nodes);
        next.put(slave, node);
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, questions, lost, backlog, told,
            next);
    }

    /** The room when it becomes known, or unknown, whether a slave at the end of a thin link has all that it was sent. */
    MasterRoom telling(JID slave, Told.Arrival arrival) {
        Told known = told.get(slave);
        return known == null ? this : telling(slave, known.in(arrival));
    }

    /** Tells whether the link to a slave is thin. */
    boolean isThin(JID slave) {
        return told.containsKey(slave);
    }

    /** Tells whether a slave at the end of a thin link has all that it was sent. */
    boolean hasAll(JID slave) {
        return told.containsKey(slave) && told.get(slave).arrival() == Told.Arrival.CERTAIN;
    }

    MasterRoom suspecting(Suspicion suspicion) {
        Map<JID, Suspicion> next = new LinkedHashMap<>(suspicions);
        next.put(suspicion.target(), suspicion);
        return new MasterRoom(address, occupants, nonAnonymous, departures, next, heard, questions, lost, backlog, told, nodes);
    }

    MasterRoom trusting(JID target) {
        if (!suspicions.containsKey(target)) {
            return this;
        }
        Map<JID, Suspicion> next = new LinkedHashMap<>(suspicions);
        next.remove(target);
        return new MasterRoom(address, occupants, nonAnonymous, departures, next, heard, questions, lost, backlog, told, nodes);
    }

    /** The room when a slave says something. Of a slave without occupants nothing is remembered. */
    MasterRoom hearing(JID slave, Instant now) {
        if (through(slave).isEmpty() || !now.isAfter(silentSince(slave))) {
            return this;
        }
        Map<JID, Instant> next = new HashMap<>(heard);
        next.put(slave, now);
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, next, questions, lost, backlog, told,
            nodes);
    }

    /** Since when a slave with occupants has said nothing. */
    Instant silentSince(JID slave) {
        Instant came = through(slave).stream().map(VirtualOccupant::since).max(Comparator.naturalOrder()).orElse(Instant.MIN);
        Instant spoke = heard.getOrDefault(slave, Instant.MIN);
        return spoke.isAfter(came) ? spoke : came;
    }

    /** Tells whether nobody doubts that an occupant is still there. */
    boolean isHealthy(VirtualOccupant occupant) {
        return suspicions.values().stream().noneMatch(suspicion -> suspicion.concerns(occupant));
    }

    MasterRoom asking(Question question) {
        Map<String, Question> next = new LinkedHashMap<>(questions);
        next.put(question.id(), question);
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, next, lost, backlog, told, nodes);
    }

    MasterRoom answered(Question question) {
        Map<String, Question> next = new LinkedHashMap<>(questions);
        next.remove(question.id());
        return new MasterRoom(address, occupants, nonAnonymous, departures, suspicions, heard, next, lost, backlog, told, nodes);
    }

    /** The address of an occupant in the room. */
    JID address(String nick) {
        return new JID(address.getNode(), address.getDomain(), nick);
    }
}
