package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Admission;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Circumstances;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Facts;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FanOut;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FarRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.JoiningRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.LostRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.OutboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.PlainRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Ruling;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.SlavePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Verdict;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Rewrite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * Stands before the rooms of this server, so that any of them can be a master without being told: turns stanzas of
 * slaves into those of their users, and collapses the copies that rooms send to these users.
 *
 * <p>Called on the server's own threads, for each stanza of everybody; for those that are not ours it is a look at the
 * letters of two addresses, and allocates nothing.
 */
final class RoomGuard implements PacketInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(RoomGuard.class);

    /** Numbers begin where those of an earlier start cannot have come to. */
    private static final int NUMBERS_EACH_MILLISECOND = 1000;

    private final SuiteServices services;
    private final Consumer<Packet> received;
    private final FmucSettings settings;
    private final RoomDirectory localRooms;
    private final RoomTable rooms;
    private final RoomQueries queries;
    private final RoomNodes elsewhere;
    private final JoiningNodes nodes;
    private final JoinRates rates = new JoinRates();
    private final UnderWay underWay = new UnderWay();
    private final MasterTraffic traffic = new MasterTraffic();
    private final AtomicLong numbers;
    private final String servicesSuffix;
    private volatile BiConsumer<String, String> links = (ours, other) -> { };
    private volatile BiConsumer<String, String> linksAfresh = (ours, other) -> { };

    /** A guard whose stanzas nobody else looks at. */
    RoomGuard(SuiteServices services, FmucSettings settings, RoomDirectory localRooms) {
        this(services, settings, localRooms, stanza -> { });
    }

    /**
     * A guard.
     *
     * @param received is shown each stanza of a slave as it came, before it is changed
     */
    RoomGuard(SuiteServices services, FmucSettings settings, RoomDirectory localRooms, Consumer<Packet> received) {
        this.received = Objects.requireNonNull(received);
        this.services = Objects.requireNonNull(services);
        this.settings = Objects.requireNonNull(settings);
        this.localRooms = Objects.requireNonNull(localRooms);
        AtHome here = new AtHome();
        this.queries = new RoomQueries(services.router());
        this.nodes = new JoiningNodes(settings, services.domain(), services.clock(), localRooms, this::isIn, here,
            queries::isAsking);
        this.rooms = new RoomTable(services.router(), services.clock(), this::count, this::changed, nodes::interpret);
        this.elsewhere = new RoomNodes(services, rooms, here);
        this.servicesSuffix = "." + services.domain();
        this.numbers = new AtomicLong(services.clock().millis() * NUMBERS_EACH_MILLISECOND);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
        throws PacketRejectedException {
        // Each stanza of the server passes here four times, and nearly none is any business of ours.
        if (incoming && processed) {
            left(stanza);
        } else if (incoming) {
            try {
                enters(stanza, session);
            } finally {
                elsewhere.entered(stanza);
            }
        } else if (!processed) {
            if ("error".equals(stanza.getElement().attributeValue("type"))) {
                returned(stanza);
            }
            if (!elsewhere.isAlone() && !(session instanceof ClientSession)) {
                goesOut(stanza);
            }
        }
    }

    /** The server has routed a stanza. Without a function for the one that has ended, since nearly always there is none. */
    private void left(Packet stanza) {
        Optional<UnderWay.Handled> handled = underWay.end(stanza);
        if (handled.isPresent()) {
            elsewhere.handled(stanza);
            rooms.handled(stanza.getTo().asBareJID(), handled.get());
        }
    }

    private void enters(Packet stanza, Session session) throws PacketRejectedException {
        String from = stanza.getElement().attributeValue("from");
        String to = stanza.getElement().attributeValue("to");
        boolean fromService = AddressText.mayEndIn(from, servicesSuffix);
        boolean toService = AddressText.mayEndIn(to, servicesSuffix);
        if (!fromService && !toService) {
            return;
        }
        boolean mayConcernUs = queries.areWaiting() || fromService && mayHold(from)
            || toService && (mayHold(to) || AddressText.mayBeSlave(from) || Fmuc.speaks(stanza));
        // Where a stanza enters the router it passes once, and its addresses may still be changed.
        if (mayConcernUs && Stanzas.isAddressed(stanza)) {
            if (queries.take(stanza)) {
                throw new Taken();
            }
            if (!isFromMaster(stanza)) {
                inbound(stanza, session);
            }
        }
    }

    private boolean mayHold(String address) {
        return rooms.mayHold(address) || elsewhere.mayHold(address);
    }

    /**
     * What cannot be delivered to another server comes back as an error: 4.9 and later route it, as any stanza. 4.2 gives it
     * straight to its receiver, and shows it here only as if it were on its way out. 4.2.0 does so for nothing that came from
     * an address with a node, so not for rooms; there it has to be noticed that a slave is silent.
     */
    private void returned(Packet stanza) throws PacketRejectedException {
        String to = stanza.getElement().attributeValue("to");
        boolean known = AddressText.mayEndIn(to, servicesSuffix) && mayHold(to) && Stanzas.isAddressed(stanza)
            && stanza.getTo().getNode() != null && (rooms.find(stanza.getTo().asBareJID()).isPresent()
            || elsewhere.find(stanza.getTo().asBareJID()).isPresent());
        if (known) {
            Optional<SlaveStanza> said = nodes.read(stanza);
            if (said.isPresent()) {
                fromSlave(stanza, said.get());
            }
        }
    }

    /** Rooms of 4.2 send to another server, addressed to themselves, what is for an occupant of another node of a cluster. */
    private void goesOut(Packet stanza) throws PacketRejectedException {
        String from = stanza.getElement().attributeValue("from");
        if (AddressText.mayEndIn(from, servicesSuffix) && elsewhere.mayHold(from) && Stanzas.isAddressed(stanza)
            && stanza.getFrom().asBareJID().equals(stanza.getTo().asBareJID())) {
            throw new Taken();
        }
    }

    private boolean isFromMaster(Packet stanza) throws PacketRejectedException {
        if (elsewhere.isHanded(stanza)) {
            return false;
        }
        JID address = stanza.getFrom().asBareJID();
        Optional<MasterRoom> room = rooms.find(address);
        if (room.isPresent() && room.get().occupants().containsKey(stanza.getTo())) {
            atHome(stanza, room.get(), underWay.inRoom(address));
            return true;
        }
        Optional<FarRoom> far = elsewhere.find(address);
        if (far.isPresent() && far.get().has(stanza.getTo())) {
            if (elsewhere.takesCopy(far.get(), stanza, underWay.inRoom(address))) {
                throw new Taken();
            }
            return true;
        }
        if (room.isPresent() && room.get().hasDeparted(stanza.getTo())) {
            toDeparted(stanza, room.get());
        } else if (far.isPresent() && far.get().room().hasDeparted(stanza.getTo())) {
            toDeparted(stanza, far.get().room());
        }
        return false;
    }

    /** A copy for somebody of a slave that is at home here. */
    private void atHome(Packet stanza, MasterRoom room, FanOut fanOut) throws PacketRejectedException {
        JID address = room.address();
        VirtualOccupant receiver = room.occupants().get(stanza.getTo());
        traffic.add(new MasterTraffic.Crossing(address, receiver.slave()), Counters.plainSent(fanOut.length(stanza)));
        if (RoomNodes.isSaid(stanza, receiver, fanOut)) {
            throw new Taken();
        }
        Optional<RoomCopy> copy = RoomCopy.read(stanza);
        if (copy.isPresent()) {
            outbound(address, receiver, copy.get(), fanOut);
        }
    }

    private void toDeparted(Packet stanza, MasterRoom room) throws PacketRejectedException {
        Optional<Verdict> verdict = RoomCopy.read(stanza).map(copy ->
            OutboundRules.onOther(room, stanza.getTo(), copy, services.clock().instant()).verdict());
        if (verdict.isPresent() && !(verdict.get() instanceof Verdict.Pass)) {
            throw new Taken();
        }
    }

    private void outbound(JID address, VirtualOccupant known, RoomCopy copy, FanOut fanOut) throws PacketRejectedException {
        String domain = known.slave().getDomain();
        if (copy instanceof RoomCopy.Groupchat && fanOut.comesTo(domain)) {
            // If what was said before it may have been lost, it must not come first.
            links.accept(address.getDomain(), domain);
        }
        Circumstances now = now(fanOut.policy(settings::masterPolicy));
        Ruling ruling = rooms.decide(address, room -> {
            VirtualOccupant receiver = room.occupants().get(known.user());
            // Another thread may have let him leave since the room was looked at.
            return receiver == null ? OutboundRules.onOther(room, known.user(), copy, now.now())
                : OutboundRules.on(room, receiver, copy, fanOut,
                    fanOut.policyFor(receiver.slave(), slave -> policyFor(address, slave)), now);
        });
        if (!(ruling.verdict() instanceof Verdict.Pass)) {
            throw new Taken();
        }
    }

    private void inbound(Packet stanza, Session session) throws PacketRejectedException {
        JID address = stanza.getTo().asBareJID();
        if (address.getNode() == null) {
            return;
        }
        boolean toRooms = localRooms.isService(address.getDomain());
        Optional<SlaveStanza> said = toRooms ? nodes.read(stanza) : Optional.empty();
        if (said.isPresent()) {
            fromSlave(stanza, said.get());
            return;
        }
        if (toRooms && Fmuc.speaks(stanza) && !nodes.areServers(stanza)) {
            fromStranger(stanza, session);
        }
        if (elsewhere.takesDirect(address, stanza)) {
            throw new Taken();
        }
        Optional<MasterRoom> room = rooms.find(address);
        if (room.filter(known -> InboundRules.isDirectJoin(known, stanza)).isPresent()) {
            rooms.decide(address, known -> InboundRules.onDirectJoin(known, stanza.getFrom()));
        }
        if (room.isPresent() || elsewhere.find(address).isPresent()) {
            underWay.begin(stanza, address, FanOut.ofStanza(), Optional.empty());
        }
    }

    /** What goes to a slave: from the room, or from an address in it. */
    private void count(JID room, Packet stanza) {
        if (stanza.getFrom().asBareJID().equals(room)) {
            traffic.addToKnown(new MasterTraffic.Crossing(room, stanza.getTo().asBareJID()), Counters.sent(stanza));
        }
    }

    private void fromSlave(Packet stanza, SlaveStanza said) throws PacketRejectedException {
        received.accept(stanza);
        JID address = stanza.getTo().asBareJID();
        if (elsewhere.takes(address, said, stanza)) {
            throw new Taken();
        }
        Counters counted = Counters.received(stanza);
        boolean nomirror = stanza.getElement().element(Fmuc.NOMIRROR) != null;
        Optional<VirtualOccupant> leaving = said instanceof SlaveStanza.Part part
            ? rooms.find(address).flatMap(room -> room.occupant(part.slave(), part.nick())) : Optional.empty();
        if (Resume.isMarked(stanza)) {
            // What it is told now is all that it missed until now, and it need not be told that it missed something.
            linksAfresh.accept(address.getDomain(), said.slave().getDomain());
        }
        Ruling ruling = rule(address, said, stanza, Optional.empty());
        if (ruling.verdict() instanceof Verdict.Examine examine) {
            ruling = examined(address, said, stanza, examine.user());
        }
        if (!(ruling.verdict() instanceof Verdict.PassAs passAs)) {
            throw new Taken();
        }
        if (passAs.join()) {
            Rewrite.asJoinOf((Presence) stanza, passAs.user(), policyFor(address, said.slave()).mostHistory());
        } else {
            Rewrite.asUser(stanza, passAs.user());
        }
        passAs.id().ifPresent(stanza::setID);
        // What ends here is counted for nobody: a stranger must not make us remember him.
        traffic.add(new MasterTraffic.Crossing(address, said.slave()), counted.plus(Counters.plainReceived(stanza)));
        VirtualOccupant speaker = ruling.room().occupants().get(passAs.user());
        FanOut fanOut = passAs.join() ? FanOut.ofJoin(passAs.user())
            : nomirror && speaker != null ? FanOut.ofShown(speaker) : FanOut.ofStanza();
        underWay.begin(stanza, address, fanOut, leaving);
    }

    private Ruling rule(JID address, SlaveStanza said, Packet stanza, Optional<Facts> facts) {
        Admission admission = admission(address, said.slave());
        Circumstances now = now();
        return rooms.decide(address, room -> JoiningRules.on(room, said, stanza, admission, facts, now));
    }

    private Ruling examined(JID address, SlaveStanza said, Packet stanza, JID user) {
        if (!rates.allow(said.slave().getDomain(), services.clock().instant(), settings.get(FmucSettings.JOINS_PER_MINUTE))) {
            return rooms.decide(address, room -> JoiningRules.refuse(room, stanza, Condition.resource_constraint,
                "This mirror asks for too many joins."));
        }
        boolean exists = localRooms.exists(address);
        boolean isIn = exists && (elsewhere.has(address, user)
            || localRooms.takesOthers(address) && queries.isOccupant(address, user));
        return rule(address, said, stanza, Optional.of(new Facts(exists, isIn)));
    }

    /** Somebody who is not a slave of the room uses FMUC's elements: a join is refused, anything else loses them. */
    private void fromStranger(Packet stanza, Session session) throws PacketRejectedException {
        if (session == null && Fmuc.isJoin(stanza) && Stanzas.mayBeAnswered(stanza)) {
            services.router().route(Stanzas.error(stanza, Condition.not_authorized,
                "A mirror joins from the address of the room, escaped."));
            throw new Taken();
        }
        Fmuc.strip(stanza);
    }

    private SlavePolicy policyFor(JID room, JID slave) {
        return settings.slavePolicy(services.trust(), slave.getDomain(), room);
    }

    private Admission admission(JID room, JID slave) {
        return settings.admission(services.trust(), slave.getDomain(), services.domain(), room);
    }

    private Circumstances now() {
        return now(settings.masterPolicy());
    }

    private Circumstances now(MasterPolicy policy) {
        return new Circumstances(services.clock().instant(), numbers.incrementAndGet(), policy);
    }

    /** Does what is to be done from time to time: see {@link InboundRules#onTick}. */
    void tick() {
        elsewhere.tick();
        for (MasterRoom room : rooms.all()) {
            Set<JID> admitted = room.slaves().stream().filter(slave -> admission(room.address(), slave).admits())
                .collect(Collectors.toSet());
            Set<JID> thin = room.slaves().stream().filter(slave -> policyFor(room.address(), slave).thin())
                .collect(Collectors.toSet());
            Circumstances now = now();
            rooms.decide(room.address(), current -> InboundRules.onTick(current, admitted, thin, now));
        }
        traffic.keep(rooms.all().stream().flatMap(room -> room.slaves().stream()
            .map(slave -> new MasterTraffic.Crossing(room.address(), slave))).collect(Collectors.toSet()))
            .forEach((ended, counters) -> LOG.info("The last occupant of {} has left {}. What crossed the link: {}",
                ended.slave(), ended.room(), counters));
    }

    /** Tells whether a room sends what it sends to a slave. */
    boolean sendsTo(JID room, JID slave) {
        return isIn(room, slave) || rooms.find(room).filter(known -> known.lost().containsKey(slave)).isPresent();
    }

    /** Has it looked from now on whether the connection from a domain of ours to another is the same; the second asks for it. */
    void lookingAt(BiConsumer<String, String> watch, BiConsumer<String, String> afresh) {
        links = watch;
        linksAfresh = afresh;
    }

    /** Connections between two domains broke: which, and when what is there instead was made. */
    void broken(Map<DomainPair, Instant> connections) {
        for (MasterRoom room : rooms.all()) {
            for (JID slave : room.slaves()) {
                Instant replaced = connections.get(new DomainPair(room.address().getDomain(), slave.getDomain()));
                if (replaced != null) {
                    Circumstances now = now();
                    rooms.decide(room.address(), current -> LostRules.broken(current, slave, replaced, now));
                }
            }
        }
    }

    private boolean isIn(JID room, JID slave) {
        return rooms.find(room).filter(known -> !known.through(slave).isEmpty()).isPresent()
            || elsewhere.find(room).filter(known -> known.claim(slave).isPresent()).isPresent();
    }

    /** The rooms in which somebody is through a slave, as they are now. */
    List<MasterRoom> rooms() {
        return rooms.all().stream().filter(room -> !room.isUnmirrored()).toList();
    }

    MasterTraffic traffic() {
        return traffic;
    }

    RoomQueries queries() {
        return queries;
    }

    /**
     * Lets everybody leave who is in a room through one slave.
     *
     * @param address the room
     * @param slave   the slave
     * @param reason  what they are told; may be empty
     * @return false if nobody is
     */
    boolean sendAway(JID address, JID slave, String reason) {
        return !rooms.decide(address, room -> InboundRules.sendAway(room, slave, reason)).leaving().isEmpty();
    }

    /** Lets everybody leave who is in a room through a slave. The guard must still stand, to tell the slaves. */
    void close() {
        elsewhere.close();
    }

    /** What other nodes of a cluster have to do with it. */
    RoomNodes elsewhere() {
        return elsewhere;
    }

    private void changed(MasterRoom before, MasterRoom after) {
        elsewhere.changed(before, after);
    }

    /** What other nodes want of this one, and what is known of who speaks with a room as anybody does. */
    private final class AtHome implements RoomNodes.Home, PlainRules.Standing {

        @Override
        public boolean carries(Packet copy) {
            Optional<MasterRoom> room = rooms.find(copy.getFrom().asBareJID());
            try {
                if (room.isPresent() && room.get().occupants().containsKey(copy.getTo())) {
                    // The other node has let one copy of each broadcast come here.
                    atHome(copy, room.get(), FanOut.ofStanza());
                } else if (room.isPresent()) {
                    toDeparted(copy, room.get());
                }
            } catch (PacketRejectedException e) {
                return true;
            }
            return false;
        }

        @Override
        public boolean isOccupant(JID room, JID user) {
            return localRooms.exists(room) && localRooms.takesOthers(room) && queries.isOccupant(room, user);
        }

        @Override
        public boolean isThrough(JID room, JID slave, String nick) {
            return rooms.find(room).filter(known -> known.occupant(slave, nick).isPresent()).isPresent()
                || elsewhere.find(room).filter(known -> known.room().occupant(slave, nick).isPresent()).isPresent();
        }

        @Override
        public boolean admits(JID room, JID slave) {
            return admission(room, slave).admits();
        }

        @Override
        public SlavePolicy policy(JID room, JID slave) {
            return policyFor(room, slave);
        }

        @Override
        public Circumstances now() {
            return RoomGuard.this.now();
        }
    }
}
