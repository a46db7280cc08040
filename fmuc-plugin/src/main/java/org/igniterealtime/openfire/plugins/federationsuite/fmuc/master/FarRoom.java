package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.xmpp.packet.JID;

/**
 * A room of this cluster as far as other nodes have let people into it through slaves: a value, made of what they tell
 * ({@link PartyNews}). All who are in a room through one slave are in it by way of one node, their home: there their stanzas
 * are handled, and only there anything about them changes. Bounded by the limits that hold at their homes.
 *
 * @param room   the room with those people
 * @param claims whose home is where, by slave
 */
public record FarRoom(MasterRoom room, Map<JID, Claim> claims) {

    /**
     * That a node is the home of a slave. Two can come to think so: while neither knew of the other, when its first users came
     * by two connections at once, or while the nodes did not see each other. Then the later one stays, since the slave itself
     * has gone there last.
     *
     * @param home    the node
     * @param founded when it became that: a number that grows
     */
    public record Claim(String home, long founded) {

        /** Tells whether this node stays the home when another one claims to be it, too. Of two nodes that ask, one does. */
        public boolean beats(Claim other) {
            return founded != other.founded ? founded > other.founded : home.compareTo(other.home) > 0;
        }
    }

    /** Copies the map. */
    public FarRoom {
        Objects.requireNonNull(room);
        claims = Map.copyOf(claims);
    }

    /** A room of which nobody has told anything. */
    public static FarRoom unknown(JID address) {
        return new FarRoom(MasterRoom.unmirrored(address), Map.of());
    }

    /** Tells whether there is nothing to remember. */
    public boolean isForgettable() {
        return room.isForgettable();
    }

    /** Whose home a slave's is, if another node's. */
    public Optional<Claim> claim(JID slave) {
        return Optional.ofNullable(claims.get(slave));
    }

    /**
     * A node tells something.
     *
     * @param home which node
     * @param news what it tells, in the order in which it does
     * @param now  the time
     * @return the room; this one, if another node is known to be the home of that slave
     */
    public FarRoom hearing(String home, PartyNews news, Instant now) {
        Claim claim = new Claim(home, news.founded());
        Claim known = claims.get(news.slave());
        if (known != null && !known.equals(claim) && known.beats(claim)) {
            return this;
        }
        MasterRoom next = known == null || known.equals(claim) ? room : left(news.slave(), now);
        for (JID user : news.gone()) {
            VirtualOccupant gone = next.occupants().get(user);
            next = gone == null || !gone.comesThrough(news.slave()) ? next : next.departing(gone, now);
        }
        for (VirtualOccupant one : news.there()) {
            next = next.arriving(one.user()).with(one);
        }
        return with(next.occupants().isEmpty() ? next : next.showingJids(news.nonAnonymous()), news.slave(), claim);
    }

    /** The room when a slave has no home there any more, or never had. */
    public FarRoom without(JID slave, Instant now) {
        return claims.containsKey(slave) ? with(left(slave, now), slave, claims.get(slave)) : this;
    }

    /** The room without all whose home is a certain node. */
    public FarRoom without(String home, Instant now) {
        FarRoom next = this;
        for (Map.Entry<JID, Claim> claim : claims.entrySet()) {
            next = claim.getValue().home().equals(home) ? next.without(claim.getKey(), now) : next;
        }
        return next;
    }

    private MasterRoom left(JID slave, Instant now) {
        MasterRoom next = room;
        for (VirtualOccupant one : room.through(slave)) {
            next = next.departing(one, now);
        }
        return next;
    }

    /** The room when time has passed. */
    public FarRoom at(Instant now) {
        return new FarRoom(room.at(now), claims);
    }

    private FarRoom with(MasterRoom next, JID slave, Claim claim) {
        Map<JID, Claim> all = new LinkedHashMap<>(claims);
        if (next.through(slave).isEmpty()) {
            all.remove(slave);
        } else {
            all.put(slave, claim);
        }
        return new FarRoom(next, all);
    }

    /** Those of a slave, as their home has told. */
    public List<VirtualOccupant> through(JID slave) {
        return room.through(slave);
    }

    /** Tells whether somebody is in, by way of another node. */
    public boolean has(JID user) {
        return room.occupants().containsKey(user);
    }

    /**
     * Tells whether a copy that the room made here for somebody may go to his slave, or changes anything about him: then his
     * home is to have it. All others of the same broadcast are for nobody.
     *
     * @param receiver whose copy it is
     * @param copy     what it says
     * @param fanOut   what the room is handling right now
     * @param policy   what holds for his slave
     * @param now      the circumstances
     */
    public boolean isForHome(VirtualOccupant receiver, RoomCopy copy, FanOut fanOut, SlavePolicy policy, Circumstances now) {
        if (!(copy instanceof RoomCopy.Groupchat) && !(copy instanceof RoomCopy.Occupant)) {
            return true;
        }
        Ruling ruling = OutboundRules.on(room, receiver, copy, fanOut, policy, now);
        return !ruling.effects().isEmpty() || !ruling.room().occupants().equals(room.occupants());
    }

    /**
     * What is answered to a room that wants to know whether an occupant is still there: his home knows, and lets him go if he
     * is not.
     */
    public static Ruling answered(MasterRoom room, VirtualOccupant receiver, RoomCopy.Question check, Circumstances now) {
        return QuestionRules.onQuestion(room, receiver, check, now);
    }
}
