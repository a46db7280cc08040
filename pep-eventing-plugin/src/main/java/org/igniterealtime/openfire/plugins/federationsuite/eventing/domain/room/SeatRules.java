package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Place;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Request;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Seat.Saying;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Asked;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.MessagePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.MessagePayloadCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Notification;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Refusal;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomStanza;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomStanzaCodec;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * A subscription to a room is a seat in it (XEP-0207, section "Multi-User Chat"). The client joins, speaks and leaves as an
 * ordinary occupant, by stanzas in its name, so that the room's own rules decide; what the room tells it is turned into
 * notices of pubsub events, and the room's own stanzas are kept from it.
 *
 * <p>A client that is in the room in the ordinary way already, or enters it so afterwards, goes on getting the room's
 * stanzas, and the notices beside them; its subscription then says nothing to the room.
 */
final class SeatRules {

    /** So long a room's last words are waited for; those of a room of this server come at once. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    /** The nick has changed (XEP-0045, section 7.6). */
    private static final int RENAMED = 303;
    /** What a room says to the good-bye of somebody who is not in it. */
    private static final String NOT_IN = "unexpected-request";
    private static final Refusal TIMEOUT =
        new Refusal("remote-server-timeout", "wait", Optional.of("The room did not answer in time."));

    private final Supplier<RoomLimits> limits;
    private final InstantSource clock;

    /**
     * The rules.
     *
     * @param limits what may be remembered; asked where it counts, which is seldom
     * @param clock  the time
     */
    SeatRules(Supplier<RoomLimits> limits, InstantSource clock) {
        this.limits = Objects.requireNonNull(limits);
        this.clock = Objects.requireNonNull(clock);
    }

    /** Somebody subscribes who has no seat in the room. */
    Step enter(Place place, Request request, JID nobody) {
        return Step.to(Seat.asked(place, request, clock.instant()),
            List.of(new Effect.Later(), new Effect.Route(RoomStanzaCodec.probe(place.client(), nobody, request.id()))));
    }

    /** Somebody subscribes who has a seat: perhaps he wants another name. */
    Step again(Seat seat, Request request) {
        if (seat.phase() != Phase.IN || seat.request().isPresent()) {
            return Step.to(seat, refuse(PubsubError.Reason.RESOURCE_CONSTRAINT, "Another request for this room is under way."));
        }
        if (request.nick().equals(seat.nick())) {
            return Step.to(seat, List.of(new Effect.Reply(Notification.subscribed(seat.place().node(), seat.place().client()))));
        }
        return Step.to(seat.waitingFor(Optional.of(request)), List.of(new Effect.Later(), new Effect.Route(
            RoomStanzaCodec.rename(seat.place().client(), seat.place().occupant(request.nick()), request.id()))));
    }

    /** The room has answered whether the client is in it. */
    Step probed(Seat seat, IQ answer) {
        Request request = seat.request().orElseThrow();
        if (RoomStanzaCodec.isAnswerToOccupant(answer)) {
            List<Effect> effects = new ArrayList<>();
            Seat in = admitted(seat.inTheOrdinaryWay(), effects);
            effects.add(new Effect.Stop());
            return Step.to(in, effects);
        }
        Effect join = new Effect.Route(RoomStanzaCodec.join(seat.place().client(), seat.place().occupant(request.nick()),
            request.password(), request.id()));
        return Step.to(seat.in(Phase.ENTERING, clock.instant()), List.of(new Effect.Stop(), join));
    }

    /** Somebody publishes. */
    Step publish(Seat seat, MessagePayload message, Asked asked, String freshId) {
        if (seat.phase() != Phase.IN) {
            return Step.to(seat, refuse(PubsubError.Reason.FORBIDDEN, "Only occupants may speak: subscribe first."));
        }
        if (seat.sayings().size() >= limits.get().sayings()) {
            return Step.to(seat, refuse(PubsubError.Reason.RESOURCE_CONSTRAINT, "The room has too much to say already."));
        }
        String id = message.id().filter(given -> !seat.sayings().containsKey(given)).orElse(freshId);
        Message stanza = MessagePayloadCodec.encode(message.withId(Optional.of(id)), Message.Type.groupchat,
            seat.place().client(), seat.place().room());
        return Step.to(seat.saying(id, Optional.of(new Saying(asked, clock.instant()))),
            List.of(new Effect.Later(), new Effect.Route(stanza)));
    }

    /** Somebody unsubscribes. */
    Step unsubscribe(Seat seat) {
        if (seat.phase() == Phase.LEAVING) {
            return Step.to(seat, refuse(PubsubError.Reason.NOT_SUBSCRIBED, "There is no such subscription."));
        }
        List<Effect> effects = new ArrayList<>(unanswered(seat));
        if (seat.ordinary()) {
            effects.add(new Effect.Confirm());
            return Step.gone(effects);
        }
        effects.add(part(seat));
        effects.add(new Effect.Confirm());
        return Step.to(leaving(seat), effects);
    }

    private Seat leaving(Seat seat) {
        return new Seat(seat.place(), Phase.LEAVING, seat.nick(), seat.ordinary(), Optional.empty(), seat.names(),
            Map.of(), clock.instant());
    }

    /** The room tells the client something that is for all. */
    Step told(Seat seat, Telling telling, String ownPrefix) {
        RoomStanza stanza = telling.told().orElseThrow();
        List<Effect> effects = new ArrayList<>();
        Optional<Seat> next;
        if (stanza instanceof RoomStanza.Refused refused) {
            return refused(seat, refused);
        }
        if (seat.phase() == Phase.LEAVING) {
            next = isEnd(seat, stanza) ? Optional.empty() : Optional.of(seat);
        } else if (seat.phase() == Phase.ASKED) {
            // Of an earlier stay, if the client is not in the ordinary way: what it is told then is said on.
            return Step.to(seat, List.of());
        } else if (seat.phase() == Phase.ENTERING && isGone(stanza)) {
            next = Optional.of(seat);
        } else {
            next = inside(seat, telling, ownPrefix, effects);
        }
        if (!seat.ordinary()) {
            effects.add(new Effect.Stop());
        }
        return new Step(next, effects);
    }

    private Optional<Seat> inside(Seat seat, Telling telling, String ownPrefix, List<Effect> effects) {
        // A room that tells somebody anything has let him in.
        Seat in = seat.phase() == Phase.ENTERING ? admitted(seat, effects) : seat;
        if (telling.told().orElseThrow() instanceof RoomStanza.Said said) {
            return Optional.of(said(in, telling, said, ownPrefix, effects));
        }
        return present(in, telling, (RoomStanza.Presence) telling.told().orElseThrow(), effects);
    }

    private Seat admitted(Seat seat, List<Effect> effects) {
        Request request = seat.request().orElseThrow();
        effects.add(new Effect.Route(
            request.asked().result(Notification.subscribed(seat.place().node(), seat.place().client()))));
        return seat.in(Phase.IN, clock.instant()).waitingFor(Optional.empty());
    }

    private Seat said(Seat seat, Telling telling, RoomStanza.Said said, String ownPrefix, List<Effect> effects) {
        Seat next = seat;
        Optional<String> id = said.message().id();
        Optional<Saying> mine = id.map(seat.sayings()::get);
        if (mine.isPresent() && !said.delayed() && said.nick().filter(seat.nick()::equals).isPresent()) {
            effects.add(new Effect.Route(mine.get().asked().result()));
            next = seat.saying(id.get(), Optional.empty());
        }
        boolean ours = id.filter(one -> one.startsWith(ownPrefix)).isPresent();
        // Who had the nick when it was said is not who has it now.
        Optional<JID> publisher = said.nick().map(nick -> said.delayed() ? seat.place().occupant(nick) : who(seat, nick));
        effects.add(new Effect.Tell(seat.place().client(), telling.notice(seat.place(), publisher, ours)));
        return next;
    }

    private Optional<Seat> present(Seat seat, Telling telling, RoomStanza.Presence presence, List<Effect> effects) {
        String nick = presence.nick();
        Seat next = presence.available() ? known(seat, presence) : seat;
        effects.add(new Effect.Tell(seat.place().client(),
            telling.notice(seat.place(), Optional.of(presence.realJid().orElse(who(next, nick))), false)));
        if (!presence.available()) {
            return left(seat, presence, effects);
        }
        if (presence.isSelf() || isAsWished(next, nick)) {
            next = next.called(nick);
        }
        if (isAsWished(next, nick)) {
            Request request = next.request().orElseThrow();
            effects.add(new Effect.Route(
                request.asked().result(Notification.subscribed(next.place().node(), next.place().client()))));
            next = next.waitingFor(Optional.empty());
        }
        return Optional.of(next);
    }

    private static boolean isAsWished(Seat seat, String nick) {
        return seat.request().filter(request -> request.nick().equals(nick)).isPresent();
    }

    private Seat known(Seat seat, RoomStanza.Presence presence) {
        boolean room = seat.names().size() < limits.get().names() || seat.names().containsKey(presence.nick());
        return seat.knowing(presence.nick(), presence.realJid().filter(jid -> room));
    }

    private Optional<Seat> left(Seat seat, RoomStanza.Presence presence, List<Effect> effects) {
        if (isEnd(seat, presence)) {
            effects.addAll(unanswered(seat));
            effects.add(new Effect.Route(
                Notification.ended(seat.place().service(), seat.place().client(), seat.place().node())));
            return Optional.empty();
        }
        Seat next = seat.knowing(presence.nick(), Optional.empty());
        boolean renamed = presence.codes().contains(RENAMED) && presence.nick().equals(seat.nick());
        return Optional.of(renamed ? presence.newNick().map(next::called).orElse(next) : next);
    }

    /** Several clients of a user may have one nick: that one of them is gone is no end for the others. */
    private static boolean isEnd(Seat seat, RoomStanza stanza) {
        return stanza instanceof RoomStanza.Presence presence && !presence.available()
            && (presence.nick().equals(seat.nick()) || presence.isSelf()) && !presence.codes().contains(RENAMED)
            && (presence.isSelf() || presence.isRemoval() || seat.phase() == Phase.LEAVING);
    }

    private static boolean isGone(RoomStanza stanza) {
        return stanza instanceof RoomStanza.Presence presence && !presence.available();
    }

    private Step refused(Seat seat, RoomStanza.Refused refused) {
        if (seat.phase() == Phase.LEAVING && !seat.ordinary() && refused.why().condition().equals(NOT_IN)) {
            // It has left already: 4.2 takes those out whose node of a cluster is lost.
            return Step.gone(List.of(new Effect.Stop()));
        }
        String id = refused.id().orElse("");
        Optional<Request> request = seat.request().filter(one -> one.id().equals(id) && seat.phase() != Phase.ASKED);
        if (request.isPresent()) {
            List<Effect> effects = List.of(new Effect.Route(request.get().asked().error(refused.why())), new Effect.Stop());
            return seat.phase() == Phase.ENTERING ? Step.gone(effects)
                : Step.to(seat.waitingFor(Optional.empty()), effects);
        }
        Saying saying = seat.sayings().get(id);
        if (saying != null) {
            return Step.to(seat.saying(id, Optional.empty()),
                List.of(new Effect.Route(saying.asked().error(refused.why())), new Effect.Stop()));
        }
        // The answer to something that the client has sent in the ordinary way.
        return Step.to(seat, List.of());
    }

    /** The client itself sends the room presence: from now on it is in the room in the ordinary way. */
    Step entersItself(Seat seat) {
        return Step.to(seat.inTheOrdinaryWay(), List.of());
    }

    /** Some time has passed. */
    Step tick(Seat seat) {
        if (seat.phase() == Phase.LEAVING) {
            return clock.instant().isBefore(seat.since().plus(FAREWELL)) ? Step.to(seat, List.of()) : Step.gone(List.of());
        }
        boolean late = seat.request().filter(request -> isLate(request.since())).isPresent();
        if (late && seat.phase() != Phase.IN) {
            List<Effect> effects = new ArrayList<>(unanswered(seat));
            effects.add(part(seat));
            return Step.to(leaving(seat), effects);
        }
        Seat next = seat;
        List<Effect> effects = new ArrayList<>();
        if (late) {
            effects.add(new Effect.Route(seat.request().orElseThrow().asked().error(TIMEOUT)));
            next = next.waitingFor(Optional.empty());
        }
        for (Map.Entry<String, Saying> waiting : seat.sayings().entrySet()) {
            if (isLate(waiting.getValue().since())) {
                effects.add(new Effect.Route(waiting.getValue().asked().error(TIMEOUT)));
                next = next.saying(waiting.getKey(), Optional.empty());
            }
        }
        return Step.to(next, effects);
    }

    private boolean isLate(Instant since) {
        return !clock.instant().isBefore(since.plus(limits.get().patience()));
    }

    /** The client's session is over: there is nobody to be told. */
    Step vanished(Seat seat) {
        return Step.gone(seat.phase() == Phase.LEAVING ? List.of() : List.of(part(seat)));
    }

    /**
     * The node of a cluster is gone by which a client of another server was in a room; what the room says to it now, it is not
     * told.
     */
    Step inherited(FarPlace lost) {
        Place place = new Place(lost.client(), lost.room(), lost.service(), lost.node());
        Seat seat = new Seat(place, Phase.LEAVING, lost.nick(), false, Optional.empty(), Map.of(), Map.of(), clock.instant());
        return Step.to(seat, List.of(
            new Effect.Route(Notification.ended(place.service(), place.client(), place.node())), part(seat)));
    }

    /** Rooms are no longer nodes. */
    Step closed(Seat seat) {
        List<Effect> effects = new ArrayList<>(unanswered(seat));
        if (seat.phase() == Phase.LEAVING) {
            return Step.gone(effects);
        }
        effects.add(new Effect.Route(
            Notification.ended(seat.place().service(), seat.place().client(), seat.place().node())));
        if (seat.ordinary()) {
            return Step.gone(effects);
        }
        effects.add(part(seat));
        return Step.to(leaving(seat), effects);
    }

    private static Effect part(Seat seat) {
        return new Effect.Route(RoomStanzaCodec.part(seat.place().client(), seat.place().occupant(seat.nick())));
    }

    /** Whoever waits for an answer of the room gets none from it any more. */
    private static List<Effect> unanswered(Seat seat) {
        List<Effect> effects = new ArrayList<>();
        seat.request().ifPresent(request -> effects.add(new Effect.Route(request.asked().error(TIMEOUT))));
        seat.sayings().values().forEach(saying -> effects.add(new Effect.Route(saying.asked().error(TIMEOUT))));
        return effects;
    }

    private static JID who(Seat seat, String nick) {
        JID known = seat.names().get(nick);
        if (known != null) {
            return known;
        }
        return nick.equals(seat.nick()) ? seat.place().client() : seat.place().occupant(nick);
    }

    private static List<Effect> refuse(PubsubError.Reason reason, String text) {
        return List.of(new Effect.Refuse(new PubsubError(reason, text)));
    }
}
