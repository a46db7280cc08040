package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Circumstances;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FanOut;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FarRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.JoiningRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.LostRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.PartyNews;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.SlavePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StanzaText;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.KeyedSerialExecutor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * The guard's other nodes, where the server is one of a cluster. All who are in a room through one slave are in it by way of
 * one node, their home: the one where the first of them came. What their slave says elsewhere is handed over to it, what a room
 * says to them elsewhere, too, once for all of them; so one node has all that is known of a slave, what comes of it stays in
 * order, and one copy goes to it. Every node knows who is in by way of which other one ({@link FarRoom}).
 *
 * <p>Rooms of Openfire 4.2 keep an occupant on the node where he came, and can do nothing with what he says elsewhere; those of
 * later versions are on all nodes. This way is right for both.
 *
 * <p>Thread-safe. On a server that is alone it is a look at two empty tables.
 */
final class RoomNodes implements Nodes.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(RoomNodes.class);
    private static final String TOPIC = "fmuc.master";
    private static final String PARTY = "party";
    private static final String STANZA = "stanza";
    private static final String COPY = "copy";
    private static final String ALONE = "alone";
    private static final String ENTERING = "entering";
    private static final String MAY_ENTER = "mayenter";
    private static final String XML = "xml";
    private static final int MOST_WAITING = 10_000;
    /** The server itself takes a lost node's occupants out of its rooms first, or keeps them. */
    private static final Duration SETTLING = Duration.ofSeconds(1);
    /** If that was not noticed it is later. */
    private static final Duration OVERLOOKED = Duration.ofSeconds(30);

    private final SuiteServices services;
    private final Nodes nodes;
    private final InstantSource clock;
    private final RoomTable rooms;
    private final Home home;
    private final NodePost post;
    private final StanzaText texts = new StanzaText();
    private final KeyedSerialExecutor<JID> work;
    private final Map<JID, FarRoom> far = new ConcurrentHashMap<>();
    private final RoomFilter filter = new RoomFilter();
    /** When slaves that are at home here last came, by room. */
    private final Map<JID, Map<JID, Long>> founded = new ConcurrentHashMap<>();
    /** What has been handed over, while it passes our own interceptor: it is not to be handed over again. */
    private final Set<Packet> handed = ConcurrentHashMap.newKeySet();

    /** Since when there are occupants whose home is gone; touched by one thread. */
    private volatile Instant orphaned = Instant.MAX;

    /** The guard of this node. */
    interface Home {

        /** A room has made a copy, on another node, for somebody who is at home here: tells whether it ends here. */
        boolean carries(Packet copy);

        /** What holds for a slave in a room. */
        SlavePolicy policy(JID room, JID slave);

        /** Tells whether a room knows somebody as an occupant, with this very address. */
        boolean isOccupant(JID room, JID user);

        /** The circumstances of now. */
        Circumstances now();
    }

    /**
     * Begins with {@link #start}.
     *
     * @param services what the suite offers
     * @param rooms    the rooms of this node
     * @param home     the guard
     */
    RoomNodes(SuiteServices services, RoomTable rooms, Home home) {
        this.services = Objects.requireNonNull(services);
        this.nodes = services.nodes();
        this.clock = services.clock();
        this.rooms = Objects.requireNonNull(rooms);
        this.home = Objects.requireNonNull(home);
        this.work = new KeyedSerialExecutor<>(services.workers(), MOST_WAITING,
            (room, failure) -> LOG.warn("What another node handed over for {} could not be done", room, failure));
        this.post = new NodePost(nodes, TOPIC, clock, new NodePost.Reader() {
            @Override
            public void begins(String node, boolean wantsAll) {
                forget(node);
                if (wantsAll) {
                    tellAll(node);
                }
            }

            @Override
            public void reads(String node, String kind, Map<String, String> fields) {
                read(node, kind, fields);
            }
        });
    }

    /** Greets the nodes that there are. */
    void start() {
        nodes.others().forEach(this::greet);
    }

    private void greet(String node) {
        post.greet(node, true);
        tellAll(node);
    }

    /** A room of this node has changed; called while it cannot change again. */
    void changed(MasterRoom before, MasterRoom after) {
        if (before.occupants() == after.occupants() && before.nonAnonymous() == after.nonAnonymous()) {
            return;
        }
        Map<JID, Long> stays = founded.computeIfAbsent(after.address(), room -> new ConcurrentHashMap<>());
        for (JID slave : after.slaves()) {
            stays.computeIfAbsent(slave, newcomer -> after.through(newcomer).stream()
                .mapToLong(VirtualOccupant::generation).max().orElse(0));
        }
        if (!post.isAlone()) {
            PartyNews.between(before, after, slave -> stays.getOrDefault(slave, 0L))
                .forEach(news -> post.tellAll(PARTY, news.write()));
        }
        stays.keySet().retainAll(after.slaves());
        if (stays.isEmpty()) {
            founded.remove(after.address());
        }
    }

    private void tellAll(String node) {
        for (MasterRoom room : rooms.all()) {
            // Not between a change of the room and what is told of it.
            rooms.look(room.address(), now -> PartyNews.all(now, slave -> stay(now.address(), slave).founded())
                .forEach(news -> post.tell(node, PARTY, news.write())));
        }
    }

    private FarRoom.Claim stay(JID room, JID slave) {
        return new FarRoom.Claim(nodes.self(), founded.getOrDefault(room, Map.of()).getOrDefault(slave, 0L));
    }

    /** Tells whether anybody may be in a room by way of another node. Quick: asked for each stanza of everybody. */
    boolean mayHold(String address) {
        return !far.isEmpty() && filter.mayHold(address);
    }

    /** A room, as far as people are in it by way of other nodes, or were a moment ago. */
    Optional<FarRoom> find(JID room) {
        return far.isEmpty() ? Optional.empty() : Optional.ofNullable(far.get(room));
    }

    /** Tells whether somebody is in a room through a slave whose home is another node. */
    boolean has(JID room, JID user) {
        return find(room).filter(known -> known.has(user)).isPresent();
    }

    /** Tells whether there are no other nodes that listen. Quick. */
    boolean isAlone() {
        return post.isAlone();
    }

    /** Tells whether a stanza is one that has been handed over to this node. */
    boolean isHanded(Packet stanza) {
        return !handed.isEmpty() && handed.contains(stanza);
    }

    /**
     * A stanza has passed our interceptor. If it is one that was handed over it is as any other from now on: rooms of 4.2 make
     * their copies of the very stanza that they were given.
     */
    void entered(Packet stanza) {
        if (!handed.isEmpty()) {
            handed.remove(stanza);
        }
    }

    /**
     * A slave says something here.
     *
     * @return whether it is for another node, which has it now
     */
    boolean takes(JID room, SlaveStanza said, Packet stanza) {
        if (post.isAlone() || isHanded(stanza)) {
            return false;
        }
        JID slave = said.slave();
        boolean answer = said instanceof SlaveStanza.Answer;
        boolean here = rooms.find(room).filter(known -> !known.through(slave).isEmpty()
            || answer && known.lost().containsKey(slave)).isPresent();
        Optional<FarRoom.Claim> claim = here ? Optional.empty() : find(room).flatMap(known -> known.claim(slave));
        if (claim.isPresent()) {
            boolean sent = post.tell(claim.get().home(), STANZA, Map.of(XML, StanzaText.write(stanza)));
            // Its home is gone: whoever comes, comes here. What else is said will be said again, when the slave is told so.
            return sent || nodes.others().contains(claim.get().home()) || !(said instanceof SlaveStanza.Join);
        }
        if (!here && said instanceof SlaveStanza.Answer one && Circumstances.isFreshId(one.id())) {
            // To a question of whichever node, whose own occupants may all be gone.
            post.tellAll(STANZA, Map.of(XML, StanzaText.write(stanza)));
        }
        return false;
    }

    /**
     * Somebody joins a room directly. If he is in it through a slave whose home is another node, that lets him go first. If he is
     * in it through any slave and only wants another nick, that ends here.
     */
    boolean takesDirect(JID room, Packet stanza) {
        if (!isHanded(stanza) && Stream.concat(rooms.find(room).stream(), find(room).map(FarRoom::room).stream())
            .anyMatch(known -> InboundRules.isStrayNick(known, stanza))) {
            return true;
        }
        boolean joins = stanza instanceof Presence && stanza.getElement().attribute("type") == null
            && stanza.getElement().element(Muc.ENTER) != null && !isHanded(stanza);
        Optional<FarRoom> known = joins ? find(room) : Optional.empty();
        VirtualOccupant virtual = known.map(one -> one.room().occupants().get(stanza.getFrom())).orElse(null);
        return virtual != null && known.get().claim(virtual.slave())
            .filter(claim -> post.tell(claim.home(), ENTERING, Map.of(XML, StanzaText.write(stanza)))).isPresent();
    }

    /** Tells whether nobody else needs what a room says to all, since another has carried it to the receiver's slave. */
    static boolean isSaid(Packet copy, VirtualOccupant receiver, FanOut fanOut) {
        return Stanzas.isGroupchat(copy) && fanOut.isSaidTo(receiver, Optional.ofNullable(copy.getFrom().getResource()));
    }

    /**
     * A room has made a copy here for somebody whose home is another node. That gets one of all that are made of a broadcast.
     *
     * @param room   what is known of the room; it has him
     * @param copy   the copy
     * @param fanOut what the room is handling right now
     * @return whether it ends here
     */
    boolean takesCopy(FarRoom room, Packet copy, FanOut fanOut) {
        JID address = room.room().address();
        VirtualOccupant receiver = room.room().occupants().get(copy.getTo());
        Optional<RoomCopy> read = isSaid(copy, receiver, fanOut) ? Optional.empty() : RoomCopy.read(copy);
        if (read.isEmpty()) {
            return isSaid(copy, receiver, fanOut);
        }
        Circumstances now = home.now();
        if (read.get() instanceof RoomCopy.Question check && check.isGhostCheck()) {
            FarRoom.answered(room.room(), receiver, check, now).effects().stream().map(Effect.Send.class::cast)
                .forEach(answer -> services.router().route(answer.stanza()));
        } else if (room.isForHome(receiver, read.get(), fanOut,
            fanOut.policyFor(receiver.slave(), slave -> home.policy(address, slave)), now)) {
            handOver(room, receiver, COPY, copy);
        }
        return true;
    }

    /**
     * A room has handled a stanza. If it was for one occupant alone, rooms of 4.2 have put the sender's address in the room in
     * it; and if that occupant is one of another node and a user of another server, they have lost it then. So his home gets it.
     */
    void handled(Packet stanza) {
        if (far.isEmpty() || stanza instanceof Presence || stanza.getTo() == null || stanza.getFrom() == null
            || stanza.getTo().getResource() == null || stanza.getFrom().getResource() == null
            || !stanza.getFrom().asBareJID().equals(stanza.getTo().asBareJID())) {
            return;
        }
        find(stanza.getTo().asBareJID()).ifPresent(room -> room.room().occupants().values().stream()
            .filter(one -> one.nick().equalsIgnoreCase(stanza.getTo().getResource())).findFirst().ifPresent(one -> {
                Packet copy = stanza.createCopy();
                copy.setTo(one.user());
                handOver(room, one, ALONE, copy);
            }));
    }

    private void handOver(FarRoom room, VirtualOccupant receiver, String kind, Packet copy) {
        room.claim(receiver.slave()).ifPresent(claim -> post.tell(claim.home(), kind, Map.of(XML, StanzaText.write(copy))));
    }

    /** Lets a stanza pass as it is. */
    void letPass(Packet stanza) {
        handed.add(stanza);
        try {
            services.router().route(stanza);
        } finally {
            handed.remove(stanza);
        }
    }

    private void read(String node, String kind, Map<String, String> fields) {
        if (kind.equals(PARTY)) {
            PartyNews.read(fields).ifPresentOrElse(news -> hear(node, news),
                () -> LOG.warn("Node {} of the cluster says of a room what this version does not understand", node));
            return;
        }
        texts.read(fields.getOrDefault(XML, "")).filter(stanza -> stanza.getTo() != null && stanza.getFrom() != null)
            .ifPresent(stanza -> {
                JID room = (kind.equals(COPY) || kind.equals(ALONE) ? stanza.getFrom() : stanza.getTo()).asBareJID();
                Runnable task = () -> take(node, kind, room, stanza);
                if (!work.execute(room, task)) {
                    LOG.warn("Too much waits to be done for {}: {} is left out", room, kind);
                }
            });
    }

    private void take(String node, String kind, JID room, Packet stanza) {
        switch (kind) {
            case STANZA, MAY_ENTER -> letPass(stanza);
            case COPY -> {
                if (!home.carries(stanza)) {
                    letPass(stanza);
                }
            }
            case ALONE -> home.carries(stanza);
            case ENTERING -> {
                rooms.decide(room, known -> InboundRules.onDirectJoin(known, stanza.getFrom()));
                post.tell(node, MAY_ENTER, Map.of(XML, StanzaText.write(stanza)));
            }
            default -> LOG.debug("A newer node says something of a kind {}", kind);
        }
    }

    private void hear(String node, PartyNews news) {
        FarRoom.Claim claim = new FarRoom.Claim(node, news.founded());
        boolean both = rooms.find(news.room()).filter(known -> !known.through(news.slave()).isEmpty()).isPresent();
        boolean ours = both && stay(news.room(), news.slave()).beats(claim);
        if (!ours) {
            change(news.room(), known -> known.hearing(node, news, clock.instant()));
        }
        if (news.there().isEmpty()) {
            return;
        }
        work.execute(news.room(), () -> settle(news.room(), news.slave(), claim, ours));
    }

    /** Two nodes are not both the home of a slave, and only its home tells it that it may have missed something. */
    private void settle(JID room, JID slave, FarRoom.Claim theirs, boolean ours) {
        Optional<MasterRoom> known = rooms.find(room);
        if (ours && known.filter(one -> !one.through(slave).isEmpty()).isPresent()) {
            Circumstances now = home.now();
            rooms.decide(room, current -> LostRules.reclaiming(current, slave, now));
        } else if (!ours && known.isPresent() && find(room).flatMap(one -> one.claim(slave)).filter(theirs::equals).isPresent()) {
            rooms.decide(room, current -> LostRules.yielding(current, slave));
        }
    }

    private void change(JID address, UnaryOperator<FarRoom> how) {
        far.compute(address, (key, known) -> {
            FarRoom next = how.apply(known == null ? FarRoom.unknown(key) : known);
            if (known == null && !next.isForgettable()) {
                filter.add(key);
            } else if (known != null && next.isForgettable()) {
                filter.remove(key);
            }
            return next.isForgettable() ? null : next;
        });
    }

    private void forget(String node) {
        List.copyOf(far.keySet()).forEach(room -> change(room, known -> known.without(node, clock.instant())));
    }

    @Override
    public void heard(Notice notice) {
        post.heard(notice);
    }

    @Override
    public void joined() {
        start();
    }

    @Override
    public void left() {
        post.keep(nodes.others());
        try {
            Future<?> unused = services.workers().schedule(() -> inherit(), SETTLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped", e);
        }
    }

    /** Greets whom it has not greeted, and forgets what is over. */
    void tick() {
        if (!nodes.expectsOthers() && far.isEmpty()) {
            return;
        }
        Set<String> others = nodes.others();
        Set<String> greeted = post.greeted();
        others.stream().filter(node -> !greeted.contains(node)).forEach(this::greet);
        List.copyOf(far.keySet()).forEach(room -> change(room, known -> known.at(clock.instant())));
        boolean settled = far.values().stream().flatMap(room -> room.claims().values().stream())
            .allMatch(claim -> others.contains(claim.home()));
        orphaned = settled ? Instant.MAX : orphaned.equals(Instant.MAX) ? clock.instant() : orphaned;
        if (!settled && clock.instant().isAfter(orphaned.plus(OVERLOOKED))) {
            inherit();
        }
    }

    /** What homes that are gone leave behind is dealt with by the node that leads, and forgotten by the others. */
    private synchronized void inherit() {
        Set<String> there = nodes.others();
        for (FarRoom room : List.copyOf(far.values())) {
            room.claims().forEach((slave, claim) -> {
                if (!there.contains(claim.home())) {
                    if (nodes.leads()) {
                        inherit(room, slave);
                    }
                    change(room.room().address(), known -> known.claim(slave).filter(claim::equals).isPresent()
                        ? known.without(slave, clock.instant()) : known);
                }
            });
        }
    }

    private void inherit(FarRoom room, JID slave) {
        JID address = room.room().address();
        List<VirtualOccupant> kept = room.through(slave).stream().filter(one -> home.isOccupant(address, one.user())).toList();
        LOG.info("The node by way of which {} was in {} is gone; of its {} occupants the room has kept {}", slave, address,
            room.through(slave).size(), kept.size());
        Circumstances now = home.now();
        if (!kept.isEmpty()) {
            // Later than that of the one that is gone.
            founded.computeIfAbsent(address, key -> new ConcurrentHashMap<>()).put(slave, now.number());
        }
        rooms.decide(address, known -> JoiningStanza.isNode(address, slave) ? JoiningRules.inherited(known, slave, kept)
            : LostRules.inherited(known, slave, kept, now));
    }

    /** Lets everybody leave. Where this node only leaves the others, their slaves are not told: they come again there. */
    void close() {
        boolean outlived = nodes.othersServe() && nodes.others().isEmpty();
        rooms.all().forEach(room -> rooms.decide(room.address(), outlived ? InboundRules::move : InboundRules::close));
    }
}
