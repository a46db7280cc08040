package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionRequest;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Somebody subscribes to a local user's presence by pubsub, unsubscribes, or asks how it stands. What comes of it is in the
 * roster: a request is a presence subscription request, as an ordinary client would send it. Thread-safe.
 */
final class Subscribing {

    private final Book book;
    private final Rosters rosters;
    private final Decisions decisions;
    private final Authorizations authorizations;

    Subscribing(Book book, Rosters rosters, Decisions decisions, Authorizations authorizations) {
        this.book = Objects.requireNonNull(book);
        this.rosters = Objects.requireNonNull(rosters);
        this.decisions = Objects.requireNonNull(decisions);
        this.authorizations = Objects.requireNonNull(authorizations);
    }

    /**
     * Decides about a request.
     *
     * @param event   the request
     * @param request what it asks for
     * @param who     whose node, and whose request
     * @return what to do, with an answer
     */
    List<Effect> on(Event.Request event, SubscriptionRequest request, Pair who) {
        if (request instanceof SubscriptionRequest.Subscribe subscribe) {
            return refusal(subscribe.jid(), subscribe.given(), who).map(List::of).orElseGet(() -> subscribe.options()
                ? List.of(refuse(Reason.UNSUPPORTED, "There are no options for presence."))
                : subscribe(event.from(), subscribe.jid().orElseThrow(), who));
        }
        if (request instanceof SubscriptionRequest.Unsubscribe unsubscribe) {
            return refusal(unsubscribe.jid(), unsubscribe.given(), who).map(List::of).orElseGet(() -> unsubscribe(who));
        }
        return List.of(new Effect.Reply(SubscriptionCodec.own(states(who))));
    }

    private Map<JID, String> states(Pair who) {
        Stance seen = decisions.asSeen(who);
        JID address = book.find(who).filter(entry -> entry.syntax() == Syntax.PUBSUB).map(Entry::address).orElse(who.contact());
        return seen == Stance.NONE ? Map.of() : Map.of(address, seen.word());
    }

    /** Nobody subscribes or unsubscribes anybody but himself. */
    private static Optional<Effect> refusal(Optional<JID> jid, boolean given, Pair who) {
        if (!given) {
            return Optional.of(refuse(Reason.JID_REQUIRED, "Say which address is meant."));
        }
        return jid.filter(address -> address.asBareJID().equals(who.contact())).isPresent() ? Optional.empty()
            : Optional.of(refuse(Reason.INVALID_JID, "Everybody subscribes his own address only."));
    }

    private List<Effect> subscribe(JID from, JID address, Pair who) {
        Entry entry = book.find(who).orElse(Entry.fresh(who));
        if (entry.outcast()) {
            return unwanted();
        }
        if (who.isOne()) {
            return keep(who, address, Stance.SUBSCRIBED, List.of());
        }
        if (entry.polite() && entry.told() != Stance.NONE) {
            return keep(who, address, entry.told(), List.of());
        }
        Stance now = rosters.granted(who);
        if (now == Stance.SUBSCRIBED) {
            return keep(who, address, now, decisions.current(who.owner(), who.contact(), from));
        }
        if (now == Stance.PENDING) {
            return keep(who, address, now, List.of());
        }
        List<Effect> answer = keep(who, address, Stance.PENDING,
            List.of(Decisions.send(who.contact(), who.owner(), Presence.Type.subscribe)));
        if (answer.get(0) instanceof Effect.Refuse) {
            return answer;
        }
        List<Effect> all = new ArrayList<>(answer);
        all.addAll(authorizations.ask(who));
        return all;
    }

    /** Remembers how the contact asked; then the effects, then an answer. */
    private List<Effect> keep(Pair who, JID address, Stance state, List<Effect> effects) {
        UnaryOperator<Entry> asking = known -> known.outcast() ? known : known.asking(Syntax.PUBSUB, address, state);
        if (!book.change(who, asking)) {
            // Requests that were decided meanwhile, unnoticed, make room.
            List<Effect> settled = decisions.settleAll(who.owner());
            if (!book.change(who, asking)) {
                List<Effect> refused = new ArrayList<>();
                refused.add(refuse(Reason.TOO_MANY_SUBSCRIPTIONS, "Too many requests wait for a decision."));
                refused.addAll(settled);
                return refused;
            }
        }
        if (book.find(who).filter(Entry::outcast).isPresent()) {
            return unwanted();
        }
        List<Effect> all = new ArrayList<>(effects);
        all.add(new Effect.Reply(SubscriptionCodec.subscription(address, state.word())));
        return all;
    }

    private static List<Effect> unwanted() {
        return List.of(refuse(Reason.UNWANTED, "The owner of this presence does not want this."));
    }

    private List<Effect> unsubscribe(Pair who) {
        Stance seen = decisions.asSeen(who);
        if (seen == Stance.NONE) {
            return List.of(refuse(Reason.NOT_SUBSCRIBED, "There is no such subscription."));
        }
        Optional<Entry> entry = book.find(who);
        boolean hidden = entry.filter(Entry::polite).isPresent();
        book.change(who, Entry::gone);
        authorizations.forget(who);
        if (who.isOne()) {
            return List.of(new Effect.Confirm());
        }
        List<Effect> effects = new ArrayList<>();
        if (rosters.granted(who) == Stance.PENDING) {
            // Rosters take a request that is withdrawn for one that still waits.
            effects.add(new Effect.Withhold(who.owner(), who.contact(), true));
        }
        if (!hidden || rosters.isAccount(who.contact())) {
            effects.add(Decisions.send(who.contact(), who.owner(), Presence.Type.unsubscribe));
        }
        effects.add(new Effect.Confirm());
        return effects;
    }

    private static Effect refuse(Reason reason, String text) {
        return new Effect.Refuse(new PubsubError(reason, text));
    }
}
