package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionRequest;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * A local user subscribes by pubsub to the presence of somebody on another server. The request goes there as it is; a server
 * that knows this sends notices itself. One that does not answers with an error, and instead of that the user gets the
 * answer that he would have got, and the contact a presence subscription request, as an ordinary client would have sent it.
 * What the contact answers to that, and his presence, the user's own server then tells by pubsub. Thread-safe. Bounded: the
 * latest requests that wait for an answer are remembered, each for a while.
 */
final class Bridge {

    private static final int MOST = 10_000;
    /** Whoever chooses a longer one gets the answer as it comes. */
    private static final int LONGEST_ID = 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /**
     * What a server says that does not know such a node, or that shows the nodes of an account to contacts only; every other
     * error is one of the node's owner.
     */
    private static final Set<String> UNKNOWN = Set.of("item-not-found", "feature-not-implemented", "service-unavailable",
        "unexpected-request", "presence-subscription-required");
    /** What some servers say instead, and what an owner does who knows this and does not want it: he says the other, too. */
    private static final String FORBIDDEN = "forbidden";
    private static final String BY_THE_OWNER = "closed-node";

    private final Book book;
    private final Rosters rosters;
    private final BoundedTable<Question, Asked> waiting = new BoundedTable<>(() -> MOST);
    private volatile Instant now = Instant.EPOCH;

    private record Question(JID client, JID owner, String id) {
    }

    private record Asked(SubscriptionRequest what, Instant at) {
    }

    /** What comes of an answer: whether the client gets another one, which stands in the stanza then, and what else is done. */
    private record Outcome(boolean changed, List<Effect> effects) {
        static final Outcome AS_IT_IS = new Outcome(false, List.of());
    }

    Bridge(Book book, Rosters rosters) {
        this.book = Objects.requireNonNull(book);
        this.rosters = Objects.requireNonNull(rosters);
    }

    void tick(Instant time) {
        now = time;
        if (waiting.size() > 0) {
            waiting.removeIf((question, asked) -> asked.at().plus(PATIENCE).isBefore(time));
        }
    }

    /** Tells whether an answer is waited for. */
    boolean waits() {
        return waiting.size() > 0;
    }

    /** A request of a local client passes that goes elsewhere. */
    void asks(IQ iq, JID client, JID owner) {
        SubscriptionRequest request = SubscriptionCodec.decode(iq);
        boolean own = request instanceof SubscriptionRequest.Subscribe subscribe && isOwn(subscribe.jid(), client)
            || request instanceof SubscriptionRequest.Unsubscribe unsubscribe && isOwn(unsubscribe.jid(), client)
            || request instanceof SubscriptionRequest.Own;
        String id = iq.getElement().attributeValue("id");
        if (own && id != null && id.length() <= LONGEST_ID) {
            waiting.push(new Question(client, owner, id), new Asked(request, now));
        }
    }

    private static boolean isOwn(Optional<JID> jid, JID client) {
        return jid.filter(address -> address.asBareJID().equals(client.asBareJID())).isPresent();
    }

    /**
     * An answer passes.
     *
     * @param event an IQ of type result or error; changed if it is a refusal that we know better than
     */
    List<Effect> answered(Event.Routing event) {
        return event.local() ? List.of() : answered((IQ) event.stanza()).effects();
    }

    /**
     * An answer is about to be given to a client here. In a cluster it may have come to another node, which knows nothing of the
     * request.
     *
     * @param answer an IQ of type result or error; not changed
     */
    List<Effect> delivering(IQ answer) {
        IQ ours = answer.createCopy();
        Outcome outcome = answered(ours);
        List<Effect> effects = new ArrayList<>(outcome.effects());
        if (outcome.changed()) {
            effects.add(new Effect.Route(ours));
            effects.add(new Effect.Stop());
        }
        return effects;
    }

    private Outcome answered(IQ iq) {
        if (waiting.size() == 0) {
            return Outcome.AS_IT_IS;
        }
        Optional<JID> from = Addresses.from(iq);
        Optional<JID> to = Addresses.to(iq);
        String id = iq.getElement().attributeValue("id");
        if (from.isEmpty() || to.isEmpty() || id == null) {
            return Outcome.AS_IT_IS;
        }
        Optional<Asked> asked = waiting.remove(new Question(to.get(), from.get(), id));
        Pair who = Pair.of(from.get(), to.get());
        if (asked.isEmpty()) {
            return Outcome.AS_IT_IS;
        }
        if (isUnknown(iq) || asked.get().what() instanceof SubscriptionRequest.Own && isEmptyList(iq)) {
            return instead(iq, asked.get().what(), who);
        }
        if (asked.get().what() instanceof SubscriptionRequest.Subscribe && isResult(iq)) {
            // A server that knows this, so its word counts from now on.
            forget(who);
        }
        return Outcome.AS_IT_IS;
    }

    /** What a server says who does not know the node, and has no subscriptions to any other. */
    private static boolean isEmptyList(IQ iq) {
        Element pubsub = iq.getElement().element("pubsub");
        Element list = pubsub == null ? null : pubsub.element("subscriptions");
        return isResult(iq) && list != null && list.elements().isEmpty();
    }

    private static boolean isResult(IQ iq) {
        return "result".equals(iq.getElement().attributeValue("type"));
    }

    private void forget(Pair who) {
        book.find(who).filter(entry -> entry.syntax() == Syntax.BRIDGED).ifPresent(entry -> book.change(who, Entry::gone));
    }

    private static boolean isUnknown(IQ iq) {
        Element error = iq.getElement().element("error");
        if (!"error".equals(iq.getElement().attributeValue("type")) || error == null) {
            return false;
        }
        return error.elements().stream().anyMatch(condition -> UNKNOWN.contains(condition.getName()))
            || error.element(FORBIDDEN) != null && error.element(BY_THE_OWNER) == null;
    }

    private Outcome instead(IQ iq, SubscriptionRequest what, Pair who) {
        Optional<Entry> known = book.find(who).filter(entry -> entry.syntax() == Syntax.BRIDGED);
        List<Effect> effects = new ArrayList<>();
        if (what instanceof SubscriptionRequest.Subscribe subscribe) {
            Stance now = rosters.sought(who);
            Stance then = now == Stance.SUBSCRIBED ? now : Stance.PENDING;
            JID address = subscribe.jid().orElseThrow();
            if (!book.change(who, entry -> entry.asking(Syntax.BRIDGED, address, then))) {
                return Outcome.AS_IT_IS;
            }
            if (now != Stance.SUBSCRIBED) {
                effects.add(Decisions.send(who.contact(), who.owner(), Presence.Type.subscribe));
            }
            confirm(iq, SubscriptionCodec.subscription(address, then.word()));
        } else if (known.isPresent() && what instanceof SubscriptionRequest.Unsubscribe) {
            book.change(who, Entry::gone);
            effects.add(Decisions.send(who.contact(), who.owner(), Presence.Type.unsubscribe));
            confirm(iq, null);
        } else if (known.isPresent()) {
            Stance now = rosters.sought(who);
            confirm(iq, SubscriptionCodec.own(now == Stance.NONE ? Map.of() : Map.of(known.get().address(), now.word())));
        } else {
            return Outcome.AS_IT_IS;
        }
        return new Outcome(true, effects);
    }

    /** In place: nobody else has the stanza yet, and the client waits for an answer with this id. */
    private static void confirm(IQ iq, Element content) {
        Element element = iq.getElement();
        element.addAttribute("type", "result");
        for (Element child : List.copyOf(element.elements())) {
            element.remove(child);
        }
        if (content != null) {
            element.add(content);
        }
    }
}
