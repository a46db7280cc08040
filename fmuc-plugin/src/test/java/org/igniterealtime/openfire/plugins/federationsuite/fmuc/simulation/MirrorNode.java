package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Deliveries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Missed;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Reunion;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomCodecs;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomNews;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomSite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SharedRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.View;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.TakenForLost;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** The mirror service on one node of a cluster, with one slave room, which it shares with the other nodes. */
final class MirrorNode implements RoomSite, Nodes.Listener {

    private static final String APART = "simulation.apart";
    private static final String SIDE = "side";
    /** For how long a node says that it was on another side. */
    private static final Duration NEW = Duration.ofMinutes(1);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final Duration LAST_LOOK = Duration.ofSeconds(15);

    private final Nodes nodes;
    private final Consumer<Packet> out;
    private final Predicate<JID> home;
    private final Deliveries deliveries;
    private final Gate gate;
    private final SlaveRules rules;
    private final NavigableMap<Long, Kept> store;
    private final RoomCodecs codecs = new RoomCodecs();
    private final SharedRoom shared;
    private final String stream;
    private final TreeSet<Instant> alarms = new TreeSet<>();
    private final Predicate<JID> anywhere;
    private final Consumer<List<JID>> apart;
    /** When it is looked for clients whose node is lost. */
    private final TreeSet<Instant> looks = new TreeSet<>();
    /** Whether a node is lost that may have kept a room of which nobody else has heard. */
    private boolean inherited;
    /** What waits for the end of the room's turn. */
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private boolean turning;
    /** Whether it has been in a cluster before. */
    private boolean served;
    private Optional<String> side = Optional.empty();
    private int sides;
    private Instant apartUntil = Instant.MIN;
    private SlaveRoom room;
    private Instant now;

    /** Something that happens to the room. */
    private interface Event {
        Step apply(SlaveRoom room);
    }

    /**
     * A node starts.
     *
     * @param address the room
     * @param nodes   the other nodes
     * @param store   the database of all nodes
     * @param hasty   whether it fires and forgets
     * @param out     takes what it sends
     * @param home    tells whether a client is connected to this node
     * @param anywhere tells whether a client is connected at all
     * @param apart   told of clients that may have missed something, as they are
     * @param now     the time
     */
    MirrorNode(SlaveAddress address, Nodes nodes, NavigableMap<Long, Kept> store, boolean hasty, Consumer<Packet> out,
               Predicate<JID> home, Predicate<JID> anywhere, Consumer<List<JID>> apart, Instant now) {
        this.apart = apart;
        this.nodes = nodes;
        this.store = store;
        this.out = out;
        this.home = home;
        this.anywhere = anywhere;
        this.now = now;
        this.stream = "stream-" + nodes.self();
        String mirror = address.slave().getDomain();
        String domain = mirror.substring("mirror.".length());
        this.gate = new Gate(domain, mirror, new TestAccess());
        this.deliveries = new Deliveries(domain, home, anywhere);
        this.rules = new SlaveRules(MirrorPolicy.DEFAULT.withFireAndForget(hasty).withArchive()
            .sharedAs(Optional.of(nodes.self())));
        this.room = SlaveRoom.vacant(address);
        this.shared = new SharedRoom(room, false, this);
        nodes.listen(this);
        joined();
    }

    /** The room as this node knows it. */
    SlaveRoom room() {
        return room;
    }

    /** What this node remembers of the room, and of what the nodes say to each other about it. */
    Stream<?> remembered() {
        return Stream.of(room, shared);
    }

    boolean keeps() {
        return shared.isKept();
    }

    /** One thing after the other. */
    private void turn(Runnable what) {
        turns.add(what);
        if (!turning) {
            turning = true;
            while (!turns.isEmpty()) {
                turns.remove().run();
            }
            turning = false;
        }
    }

    // ---- what comes

    void receive(Packet stanza) {
        TakenForLost.mark(stanza, deliveries::isClient, deliveries::isHere);
        turn(() -> take(stanza));
    }

    private void take(Packet stanza) {
        Gate.Judgement judgement = gate.judge(stanza);
        if (judgement instanceof Gate.Judgement.FromUser) {
            UserStanza.read(stanza).ifPresent(said -> happen(Optional.of(stanza),
                room -> rules.on(room, said.withConnection(anywhere), View.ESCAPED, now)));
        } else if (judgement instanceof Gate.Judgement.FromMaster && stanza instanceof IQ iq && iq.isRequest()
            && iq.getFrom().getResource() == null) {
            asked(iq);
        } else if (judgement instanceof Gate.Judgement.FromMaster) {
            MasterStanza.read(stanza).ifPresent(said -> happen(Optional.of(stanza), room -> {
                unknown(room, stanza);
                return rules.on(room, said, now);
            }));
        } else {
            throw new AssertionError(judgement + " for " + stanza);
        }
        shared.done(stanza);
    }

    private void unknown(SlaveRoom room, Packet stanza) {
        boolean farewell = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable;
        if (room.isVacant() && !farewell && !(stanza instanceof IQ) && Stanzas.mayBeAnswered(stanza)) {
            out.accept(Stanzas.error(stanza, PacketError.Condition.item_not_found, "Nobody is in this mirror."));
        }
    }

    private void asked(IQ iq) {
        String nick = iq.getTo().getResource();
        boolean there = nick == null ? !room().isVacant() : room().locals().containsKey(nick);
        out.accept(there ? IQ.createResultIQ(iq)
            : Stanzas.error(iq, PacketError.Condition.item_not_found, "Nobody is in this mirror."));
        if (there && Resume.isAsked(iq)) {
            happen(Optional.of(iq), room -> rules.onMissed(room, now));
        }
    }

    private void happen(Optional<Packet> cause, Event event) {
        if (!shared.admits(cause, () -> turn(() -> happen(cause, event)))) {
            return;
        }
        // A room that has ended remembers whether its master knows of it, as SlaveRooms does.
        SlaveRoom before = room.isVacant()
            ? room.haunted(inherited || room.link().ghosts()).recalling(List.copyOf(store.values())) : room;
        Step step = event.apply(before);
        step.keep().forEach(message -> store.put(message.number(), message));
        step.forget().forEach(message -> store.remove(message.number()));
        room = step.room();
        shared.happened(room, cause, step.effects());
    }

    /** Time passes. */
    void passUntil(Instant moment) {
        now = moment;
        turn(shared::pass);
        look();
        while (!alarms.isEmpty() && !alarms.first().isAfter(now)) {
            alarms.pollFirst();
            turn(() -> {
                if (shared.isKept() && !room().isVacant()) {
                    happen(Optional.empty(), room -> rules.onTick(room, now));
                }
            });
        }
    }

    private void lookLater() {
        looks.add(now.plus(FIRST_LOOK));
        looks.add(now.plus(LAST_LOOK));
    }

    /** Whoever was connected to a node that is gone is not connected any more, though nobody may have said so. */
    private void look() {
        while (!looks.isEmpty() && !looks.first().isAfter(now)) {
            looks.pollFirst();
            turn(() -> {
                if (shared.isKept()) {
                    happen(Optional.empty(), room -> rules.onGone(room, anywhere.negate(), now));
                }
            });
        }
    }

    /** A connection to the master broke. */
    void broken() {
        turn(() -> {
            if (!room().isVacant()) {
                happen(Optional.empty(), room -> rules.onBroken(room, Instant.MAX, now));
            }
        });
    }

    // ---- the other nodes

    @Override
    public void heard(Notice notice) {
        if (notice.topic().equals(APART)) {
            turn(() -> shared.apart(notice.field(SIDE).orElseThrow()));
            return;
        }
        RoomNews.read(notice).ifPresent(news -> turn(() -> shared.heard(news)));
    }

    @Override
    public void joined() {
        if (served) {
            side = Optional.of(nodes.self() + "-" + now + "-" + ++sides);
            apartUntil = now.plus(NEW);
            nodes.tell(new Notice(APART, Map.of(SIDE, side.get())));
        }
        served = true;
        turn(() -> {
            shared.moved();
            shared.among(nodes.others());
        });
    }

    @Override
    public void came() {
        turn(() -> shared.among(nodes.others()));
    }

    @Override
    public void left() {
        inherited = true;
        lookLater();
        turn(() -> shared.among(nodes.others()));
    }

    // ---- what the room asks for

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public String self() {
        return nodes.self();
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public Optional<String> side() {
        return side.filter(name -> now.isBefore(apartUntil));
    }

    @Override
    public RoomCodecs codecs() {
        return codecs;
    }

    @Override
    public boolean allServe() {
        return true;
    }

    @Override
    public void tell(RoomNews news) {
        nodes.tell(news.notice());
    }

    @Override
    public void tell(String node, RoomNews news) {
        nodes.tell(node, news.notice());
    }

    @Override
    public void become(SlaveRoom next) {
        room = next;
    }

    @Override
    public void begin(boolean inOrder) {
        alarms.clear();
        lookLater();
        turn(() -> {
            happen(Optional.empty(), room -> rules.onTakeOver(room, now));
            if (!inOrder) {
                happen(Optional.empty(), room -> rules.onBroken(room, Instant.MAX, now));
            }
        });
    }

    @Override
    public void apart() {
        turn(() -> {
            if (!room().isVacant()) {
                happen(Optional.empty(), room -> rules.onApart(room, written(), now));
            }
        });
    }

    @Override
    public List<Kept> written() {
        return List.copyOf(store.values());
    }

    @Override
    public void recall(List<Kept> messages, Optional<Packet> cause) {
        turn(() -> happen(cause, room -> rules.onRecalled(room, messages, now)));
    }

    @Override
    public void forget(Kept message) {
        store.remove(message.number());
    }

    @Override
    public List<Effect> elsewhere(List<Effect> effects) {
        return deliveries.elsewhere(effects);
    }

    @Override
    public void perform(List<Effect> effects, boolean shares) {
        effects.forEach(effect -> {
            if (effect instanceof Effect.Alarm alarm) {
                alarms.add(alarm.at());
            }
        });
        send(shares ? deliveries.ofKeeper(effects) : effects);
    }

    @Override
    public void deliver(List<Effect> effects) {
        send(deliveries.here(effects));
    }

    private void send(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                out.accept(send.stanza());
            } else if (effect instanceof Effect.Broadcast broadcast) {
                broadcast.copies().forEach(out);
            }
        }
    }

    @Override
    public void process(Packet stanza) {
        turn(() -> take(stanza));
    }

    @Override
    public void refuse(Packet stanza) {
        if (Stanzas.mayBeAnswered(stanza)) {
            out.accept(Stanzas.error(stanza, PacketError.Condition.resource_constraint, "Please try again."));
        }
    }

    @Override
    public void missed(Missed some) {
        Reunion reunion = Reunion.of(some, home, "The servers had lost each other.");
        apart.accept(reunion.said().stream().map(Packet::getFrom).toList());
        reunion.told().forEach(out);
        reunion.said().forEach(this::receive);
    }

    @Override
    public void close(String reason) {
        throw new AssertionError("Nobody closes it");
    }
}
