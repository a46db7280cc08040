package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Place;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Request;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Asked;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomStanzaCodec;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Rooms as pubsub nodes of their service (XEP-0207, section "Multi-User Chat"), for clients that are connected to this
 * server and, where an administrator lets them, for those of other servers. Thread-safe. What it remembers is the seats, see
 * {@link RoomLimits}.
 */
public final class Rooms implements Feature {

    private static final int TALKING = 16;

    private final RoomServices services;
    private final Supplier<RoomLimits> limits;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final String ownPrefix;
    private final Seats seats = new Seats(this::changed);
    private final FarClients far = new FarClients();
    private final SeatRules rules;
    /** What is being told now, by what tells stanzas from each other: most rooms that talk at the same time share no place. */
    private final AtomicReferenceArray<Telling> tellings = new AtomicReferenceArray<>(TALKING);
    private volatile Sharing sharing = Sharing.NOBODY;

    /**
     * Nobody is anywhere yet.
     *
     * @param services what there is to enter
     * @param limits   asked each time, so that a setting counts at once
     * @param clock    the time
     * @param ids      makes texts that nobody can guess, a new one each time
     */
    public Rooms(RoomServices services, Supplier<RoomLimits> limits, InstantSource clock, Supplier<String> ids) {
        this.services = Objects.requireNonNull(services);
        this.limits = Objects.requireNonNull(limits);
        this.clock = Objects.requireNonNull(clock);
        this.ids = Objects.requireNonNull(ids);
        this.ownPrefix = "eventing-" + ids.get() + '-';
        this.rules = new SeatRules(limits, clock);
    }

    /** Tells whether a request is for us; if not, nothing of it may be changed. A look at names, and at the services. */
    public boolean wants(IQ iq, JID from, JID to) {
        return to.getNode() == null && to.getResource() == null && RoomRequestCodec.isOne(iq)
            && services.isService(to.getDomain()) && (services.isConnected(from) || services.isElsewhere(from));
    }

    @Override
    public boolean minds(Passing passing, Packet stanza, boolean local) {
        return switch (passing) {
            case DELIVERING -> !seats.isEmpty() && isOfAnAccountOrRoom(stanza);
            case ROUTING -> local ? stanza instanceof Presence && !seats.isEmpty() : !far.isEmpty() && mayCross(stanza);
            case ROUTED -> false;
        };
    }

    /** What we send in a service's name is of neither. */
    private static boolean isOfAnAccountOrRoom(Packet stanza) {
        String from = stanza.getElement().attributeValue("from");
        return from != null && from.indexOf('@') > 0;
    }

    /** They are all at services. */
    @Override
    public RequestNames requests() {
        return RequestNames.NONE;
    }

    /** From a client elsewhere that has a seat, or to one: with it, its rooms and its service talk. */
    private boolean mayCross(Packet stanza) {
        Element element = stanza.getElement();
        return far.has(element.attributeValue("to")) || far.has(element.attributeValue("from"))
            || stanza instanceof IQ && stanza.getID() != null && stanza.getID().startsWith(ownPrefix);
    }

    @Override
    public List<Effect> on(Event event) {
        if (event instanceof Event.Delivering delivering) {
            return seats.isEmpty() ? List.of() : delivered(delivering.stanza(), delivering.client());
        }
        if (event instanceof Event.Request request) {
            return request.to().filter(to -> wants(request.stanza(), request.from(), to))
                .flatMap(to -> RoomRequestCodec.decode(request.stanza()).map(asked -> asked(request, to, asked)))
                .orElse(List.of());
        }
        if (event instanceof Event.Routing routing) {
            return seats.isEmpty() ? List.of() : routing.local() ? sent(routing.stanza()) : crossing(routing.stanza());
        }
        return event instanceof Event.Tick tick ? tick(tick.now()) : List.of();
    }

    private List<Effect> asked(Event.Request event, JID service, RoomRequest request) {
        if (!Asked.isPossible(event.stanza())) {
            return refuse(PubsubError.Reason.BAD_REQUEST, "The id is too long.");
        }
        if (request instanceof RoomRequest.Malformed malformed) {
            return List.of(new Effect.Refuse(malformed.error()));
        }
        if (request instanceof RoomRequest.Subscribe subscribe) {
            return roomOf(service, subscribe.node()).map(room -> subscribe(event, service, room, subscribe))
                .orElseGet(Rooms::noRoom);
        }
        if (request instanceof RoomRequest.Unsubscribe unsubscribe) {
            return roomOf(service, unsubscribe.node()).map(room -> unsubscribe(event, room, unsubscribe))
                .orElseGet(Rooms::noRoom);
        }
        RoomRequest.Publish publish = (RoomRequest.Publish) request;
        return roomOf(service, publish.node()).map(room -> publish(event, room, publish)).orElseGet(Rooms::noRoom);
    }

    private List<Effect> subscribe(Event.Request event, JID service, JID room, RoomRequest.Subscribe subscribe) {
        if (!subscribe.jid().equals(event.from())) {
            return refuse(PubsubError.Reason.INVALID_JID, "A client subscribes itself only, by its full address.");
        }
        if (subscribe.nick().map(String::trim).filter(nick -> !nick.isEmpty()).isEmpty()) {
            return refuse(PubsubError.Reason.CONFIGURATION_REQUIRED, "Say under which nick, in the option roomnick.");
        }
        Optional<JID> occupant = address(room, subscribe.nick().get().trim());
        if (occupant.isEmpty()) {
            return refuse(PubsubError.Reason.INVALID_OPTIONS, "This nick is not possible.");
        }
        if (!services.exists(room)) {
            return noRoom();
        }
        Request request = new Request(Asked.of(event.from(), event.stanza()), freshId(), occupant.get().getResource(),
            subscribe.password(), clock.instant());
        Place place = new Place(event.from(), room, service, subscribe.node());
        boolean distant = services.isElsewhere(event.from());
        List<Effect> effects = seats.take(event.from(), room, limits.get(), distant,
            refuse(PubsubError.Reason.TOO_MANY_SUBSCRIPTIONS, "You are in too many rooms by pubsub, or this server's users are."),
            // Who is leaving may come again: what the room says to that until it has answered is of the earlier stay.
            known -> known.filter(seat -> seat.phase() != Phase.LEAVING).map(seat -> rules.again(seat, request))
                .orElseGet(() -> rules.enter(place, request, place.occupant(ids.get()))));
        if (distant && seats.has(event.from())) {
            far.heard(event.from(), clock.instant());
        }
        return effects;
    }

    private List<Effect> unsubscribe(Event.Request event, JID room, RoomRequest.Unsubscribe unsubscribe) {
        if (!unsubscribe.jid().equals(event.from())) {
            return refuse(PubsubError.Reason.INVALID_JID, "A client unsubscribes itself only, by its full address.");
        }
        return ofOccupant(event.from(), room, PubsubError.Reason.NOT_SUBSCRIBED, "There is no such subscription.",
            seat -> rules.unsubscribe(seat));
    }

    private List<Effect> publish(Event.Request event, JID room, RoomRequest.Publish publish) {
        return ofOccupant(event.from(), room, PubsubError.Reason.FORBIDDEN, "Only occupants may speak: subscribe first.",
            seat -> rules.publish(seat, publish.message(), Asked.of(event.from(), event.stanza()), freshId()));
    }

    private List<Effect> ofOccupant(JID client, JID room, PubsubError.Reason otherwise, String text,
                                    Function<Seat, Step> rule) {
        List<Effect> effects = seats.change(client, room, rule);
        return effects.isEmpty() ? refuse(otherwise, text) : effects;
    }

    private List<Effect> delivered(Packet stanza, JID client) {
        Telling telling = telling(stanza);
        JID room = telling.room().orElse(null);
        Optional<Seat> seat = room == null ? Optional.empty() : seats.find(client, room);
        if (seat.isEmpty()) {
            return List.of();
        }
        if (stanza instanceof IQ iq) {
            return iq.isResponse() ? answered(iq, client, room) : List.of();
        }
        if (telling.told().isEmpty()) {
            return List.of();
        }
        // Mostly a message changes nothing, and the others in the room wait for theirs.
        Step step = rules.told(seat.get(), telling, ownPrefix);
        return step.leaves(seat.get()) ? step.effects()
            : seats.change(client, room, known -> rules.told(known, telling, ownPrefix));
    }

    private Telling telling(Packet stanza) {
        int place = Math.floorMod(System.identityHashCode(stanza), TALKING);
        Telling known = tellings.get(place);
        if (known != null && known.isOf(stanza)) {
            return known;
        }
        Telling telling = new Telling(stanza);
        if (telling.isForMany()) {
            tellings.set(place, telling);
        }
        return telling;
    }

    private List<Effect> answered(IQ answer, JID client, JID room) {
        return seats.change(client, room, seat -> {
            boolean awaited = seat.phase() == Phase.ASKED
                && seat.request().filter(request -> request.id().equals(answer.getID())).isPresent();
            return awaited ? rules.probed(seat, answer) : Step.to(seat, List.of());
        });
    }

    private List<Effect> sent(Packet stanza) {
        if (stanza instanceof Presence presence && presence.getType() == null && presence.getTo() != null
            && presence.getTo().getNode() != null && presence.getFrom() != null && seats.has(presence.getFrom())) {
            return seats.change(presence.getFrom(), presence.getTo().asBareJID(), seat -> rules.entersItself(seat));
        }
        return List.of();
    }

    /** Something is on its way from another server, or to one; what comes from there may have what is no address or type. */
    private List<Effect> crossing(Packet stanza) {
        Optional<JID> from = Addresses.from(stanza);
        Optional<JID> to = Addresses.to(stanza);
        if (from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        if (services.isElsewhere(to.get()) && seats.has(to.get())) {
            return services.isService(from.get().getDomain()) ? delivered(stanza, to.get()) : List.of();
        }
        if (!services.isElsewhere(from.get()) || !seats.has(from.get())) {
            return List.of();
        }
        if (stanza instanceof IQ && far.waitsFor(from.get(), stanza.getID())) {
            return answered(stanza, from.get());
        }
        if (!"error".equals(stanza.getElement().attributeValue("type"))) {
            // That his server sends in his name, also if he is gone: he is asked when nothing else has come for long.
            far.heard(from.get(), clock.instant());
        }
        return stanza instanceof Presence && stanza.getElement().attribute("type") == null ? sent(stanza) : List.of();
    }

    /** A client elsewhere has answered whether it is there, or its server has, or ours that it cannot be reached. */
    private List<Effect> answered(Packet answer, JID client) {
        List<Effect> effects = new ArrayList<>();
        boolean error = "error".equals(answer.getElement().attributeValue("type"));
        if (error && RoomStanzaCodec.isOfNobody(RoomStanzaCodec.refusal(answer.getElement()))) {
            effects.addAll(vanished(client));
        } else {
            far.heard(client, clock.instant());
        }
        effects.add(new Effect.Stop());
        return effects;
    }

    private List<Effect> tick(Instant now) {
        if (seats.isEmpty()) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>(lookAfter(now));
        for (Seat seat : seats.all()) {
            JID client = seat.place().client();
            effects.addAll(services.isConnected(client) || services.isElsewhere(client)
                ? seats.change(client, seat.place().room(), known -> new SeatRules(limits, () -> now).tick(known))
                : vanished(client));
        }
        return effects;
    }

    private List<Effect> lookAfter(Instant now) {
        List<Effect> effects = new ArrayList<>();
        FarClients.Round round = far.round(now, limits.get(), seats::has);
        round.gone().forEach(client -> effects.addAll(vanished(client)));
        for (JID client : round.ask()) {
            seats.of(client).stream().findFirst().ifPresent(seat -> {
                String id = freshId();
                far.asked(client, id, now);
                effects.add(new Effect.Route(RoomStanzaCodec.probe(seat.place().service(), client, id)));
            });
        }
        return effects;
    }

    /**
     * A client's session is over.
     *
     * @param client its full address
     * @return what to do
     */
    public List<Effect> vanished(JID client) {
        List<Effect> effects = new ArrayList<>();
        for (Seat seat : seats.of(client)) {
            effects.addAll(seats.change(client, seat.place().room(), known -> rules.vanished(known)));
        }
        far.forget(client);
        return effects;
    }

    /** From now on the other nodes of a cluster are told which clients of other servers are where. */
    public void share(Sharing others) {
        sharing = Objects.requireNonNull(others);
    }

    /** Tells all that other nodes have been told, or would have been, to one that knows nothing. */
    public void tellAll(Sharing newcomer) {
        seats.all().stream().filter(seat -> services.isElsewhere(seat.place().client()))
            .forEach(seat -> newcomer.has(seat.far()));
    }

    private void changed(Optional<Seat> before, Optional<Seat> now) {
        Seat seat = now.or(() -> before).orElseThrow();
        if (!services.isElsewhere(seat.place().client())) {
            return;
        }
        now.ifPresentOrElse(one -> sharing.has(one.far()),
            () -> sharing.hasNoMore(seat.place().client(), seat.place().room()));
    }

    /**
     * The node of a cluster is gone by which a client of another server was in a room: it is told that it is there no longer,
     * and the room, where the room keeps such occupants, that it has left.
     *
     * @param lost the place
     * @return what to do; nothing if the client has come again, to this node
     */
    public List<Effect> inherit(FarPlace lost) {
        Step end = rules.inherited(lost);
        List<Effect> effects = seats.take(lost.client(), lost.room(), limits.get(), true, end.effects(),
            known -> known.map(seat -> Step.to(seat, List.of())).orElse(end));
        if (!effects.isEmpty()) {
            far.heard(lost.client(), clock.instant());
        }
        return effects;
    }

    /**
     * Rooms are no longer nodes: everybody leaves, and is told so.
     *
     * @return what to do, while what rooms say can still be kept from clients
     */
    public List<Effect> close() {
        List<Effect> effects = new ArrayList<>();
        for (Seat seat : seats.all()) {
            effects.addAll(seats.change(seat.place().client(), seat.place().room(), known -> rules.closed(known)));
        }
        return effects;
    }

    /** Who is in which room by pubsub, as it is now, by rooms and nicks. */
    public List<Occupant> occupants() {
        return seats.all().stream().map(Seat::occupant).sorted(Comparator.comparing(Occupant::room)
            .thenComparing(Occupant::nick).thenComparing(Occupant::client)).toList();
    }

    /** How many seats there are. */
    public int size() {
        return seats.all().size();
    }

    private String freshId() {
        return ownPrefix + ids.get();
    }

    /** What cannot stand in an address is escaped in it (XEP-0106), as in the address of a room elsewhere at a mirror. */
    private static Optional<JID> roomOf(JID service, String node) {
        for (String candidate : List.of(node, JID.escapeNode(node))) {
            try {
                JID room = new JID(candidate, service.getDomain(), null);
                if (room.getNode() != null) {
                    return Optional.of(room);
                }
            } catch (IllegalArgumentException e) {
                // The next may be one.
            }
        }
        return Optional.empty();
    }

    private static Optional<JID> address(JID room, String nick) {
        try {
            return Optional.of(new JID(room.getNode(), room.getDomain(), nick)).filter(jid -> jid.getResource() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Effect> noRoom() {
        return refuse(PubsubError.Reason.NOT_FOUND, "There is no such room.");
    }

    private static List<Effect> refuse(PubsubError.Reason reason, String text) {
        return List.of(new Effect.Refuse(new PubsubError(reason, text)));
    }
}
