package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Asked;
import org.xmpp.packet.JID;

/**
 * A client's place in a room that it has by a subscription. The room knows the client as an occupant like any other; what
 * this says is how the client is told what happens there. Immutable.
 *
 * @param place    where it is, and whose
 * @param phase    how far it is
 * @param nick     the name that the client has in the room, or has asked for
 * @param ordinary whether the client is in the room in the ordinary way, too, and so wants the room's own stanzas
 * @param request  what waits for the room's word, if anything does
 * @param names    who is behind which nick, as far as the room has told this client
 * @param sayings  what the client has published and the room has not yet said to all, by the messages' ids
 * @param since    when the phase began
 */
record Seat(Place place, Phase phase, String nick, boolean ordinary, Optional<Request> request, Map<String, JID> names,
            Map<String, Saying> sayings, Instant since) {

    /** How far it is. */
    enum Phase {
        /** The room was asked whether the client is in it already. */
        ASKED,
        /** The client's join is under way. */
        ENTERING,
        /** In. */
        IN,
        /** The client's part is under way. */
        LEAVING
    }

    /**
     * A client in a room.
     *
     * @param client  the client's full address
     * @param room    the room's bare address
     * @param service who answers for the room's node
     * @param node    the room, as the client calls it
     */
    record Place(JID client, JID room, JID service, String node) {
        /** Checks that nothing is missing. */
        Place {
            Objects.requireNonNull(client);
            Objects.requireNonNull(room);
            Objects.requireNonNull(service);
            Objects.requireNonNull(node);
        }

        JID occupant(String nick) {
            return new JID(room.getNode(), room.getDomain(), nick, true);
        }
    }

    /**
     * A request that waits for the room's word.
     *
     * @param asked    how it is answered
     * @param id       the id of the stanza that the room has to answer
     * @param nick     the nick that it is about
     * @param password the room's password, if there is one
     * @param since    when it came
     */
    record Request(Asked asked, String id, String nick, Optional<String> password, Instant since) {
        /** Checks that nothing is missing. */
        Request {
            Objects.requireNonNull(asked);
            Objects.requireNonNull(id);
            Objects.requireNonNull(nick);
            Objects.requireNonNull(password);
            Objects.requireNonNull(since);
        }

        @Override
        public String toString() {
            // Not the password.
            return "Request[" + asked + ", " + id + ", " + nick + ']';
        }
    }

    /**
     * A publication that waits for the room's word.
     *
     * @param asked how it is answered
     * @param since when it was published
     */
    record Saying(Asked asked, Instant since) {
        /** Checks that nothing is missing. */
        Saying {
            Objects.requireNonNull(asked);
            Objects.requireNonNull(since);
        }
    }

    /** Checks that nothing is missing, and keeps the maps as they are now. */
    Seat {
        Objects.requireNonNull(place);
        Objects.requireNonNull(phase);
        Objects.requireNonNull(nick);
        Objects.requireNonNull(request);
        names = Map.copyOf(names);
        sayings = Map.copyOf(sayings);
        Objects.requireNonNull(since);
    }

    /** A seat that was just asked for. */
    static Seat asked(Place place, Request request, Instant now) {
        return new Seat(place, Phase.ASKED, request.nick(), false, Optional.of(request), Map.of(), Map.of(), now);
    }

    Seat in(Phase next, Instant now) {
        return new Seat(place, next, nick, ordinary, request, names, sayings, now);
    }

    Seat called(String other) {
        return new Seat(place, phase, other, ordinary, request, names, sayings, since);
    }

    Seat inTheOrdinaryWay() {
        return new Seat(place, phase, nick, true, request, names, sayings, since);
    }

    Seat waitingFor(Optional<Request> other) {
        return new Seat(place, phase, nick, ordinary, other, names, sayings, since);
    }

    /** The same where it is known who is behind a nick, or that it is not known. */
    Seat knowing(String name, Optional<JID> who) {
        if (who.equals(Optional.ofNullable(names.get(name)))) {
            // Mostly it is known: somebody only changes his status, and everybody in the room is told.
            return this;
        }
        Map<String, JID> known = new HashMap<>(names);
        who.ifPresentOrElse(jid -> known.put(name, jid), () -> known.remove(name));
        return new Seat(place, phase, nick, ordinary, request, known, sayings, since);
    }

    Seat saying(String id, Optional<Saying> saying) {
        Map<String, Saying> waiting = new HashMap<>(sayings);
        saying.ifPresentOrElse(one -> waiting.put(id, one), () -> waiting.remove(id));
        return new Seat(place, phase, nick, ordinary, request, names, waiting, since);
    }

    FarPlace far() {
        return new FarPlace(place.client(), place.room(), place.service(), place.node(), nick);
    }

    Occupant occupant() {
        Occupant.State state = switch (phase) {
            case ASKED, ENTERING -> Occupant.State.ENTERING;
            case IN -> Occupant.State.IN;
            case LEAVING -> Occupant.State.LEAVING;
        };
        return new Occupant(place.room(), place.client(), nick, state, ordinary, since);
    }
}
