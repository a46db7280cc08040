package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.Chore.Step;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Asked;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Refusal;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.TalkNodeCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.TalkNodeCodec.Item;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Nodes of the server's pubsub service on which two people talk (XEP-0207, section "One-to-One Messaging"). The service keeps
 * them and decides who may do what; this adds what XEP-0207 wants beyond that: whoever creates such a node is subscribed to
 * it, an owner can subscribe the other one in the specification's words, and notices of messages say whom to answer.
 *
 * <p>Which nodes those are is asked of the service: they have a whitelist, and a publisher is named. Nothing is kept here but
 * what is under way, see {@link TalkLimits}. Thread-safe.
 */
public final class Talks implements Feature {

    private static final Refusal TIMEOUT =
        new Refusal("remote-server-timeout", "wait", Optional.of("The service did not answer in time."));
    private static final Refusal TOO_MANY =
        new Refusal("resource-constraint", "wait", Optional.of("You have too many nodes at this service."));

    /** So long notices of a publication may be under way. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(10);

    private final TalkServices services;
    private final Supplier<TalkLimits> limits;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final BoundedTable<String, Chore> chores;
    private final BoundedTable<Answer, String> creations;
    private final BoundedTable<Answer, Boolean> passing;
    private final BoundedTable<Answer, List<Item>> publications;
    private final BoundedTable<Item, Published> publishers;

    /** Clients that have shown that they know how to talk by pubsub. */
    private final BoundedTable<JID, Boolean> talkers;

    /**
     * Who has published an item.
     *
     * @param publisher empty where two have done so at the same moment, and it cannot be told whose a notice is
     * @param since     when
     */
    private record Published(Optional<JID> publisher, Instant since) {
    }

    /** An answer that is awaited: for whom, and its id. */
    private record Answer(JID client, String id) {
    }

    /**
     * Nothing is under way yet.
     *
     * @param services where people talk
     * @param limits   asked each time, so that a setting counts at once
     * @param clock    the time
     * @param ids      makes texts that nobody can guess, a new one each time
     */
    public Talks(TalkServices services, Supplier<TalkLimits> limits, InstantSource clock, Supplier<String> ids) {
        this.services = Objects.requireNonNull(services);
        this.limits = Objects.requireNonNull(limits);
        this.clock = Objects.requireNonNull(clock);
        this.ids = Objects.requireNonNull(ids);
        this.chores = new BoundedTable<>(() -> limits.get().chores());
        this.creations = new BoundedTable<>(() -> limits.get().chores());
        this.passing = new BoundedTable<>(() -> limits.get().chores());
        this.publications = new BoundedTable<>(() -> limits.get().chores());
        this.talkers = new BoundedTable<>(() -> limits.get().chores());
        this.publishers = new BoundedTable<>(() -> limits.get().chores());
    }

    /** Tells whether a request to the service is for us first. A look at names. */
    public boolean wants(IQ iq, JID to) {
        return to.equals(services.service()) && iq.getID() != null
            && (TalkNodeCodec.created(iq).isPresent() || TalkNodeCodec.subscribesOther(iq).isPresent());
    }

    @Override
    public boolean minds(Passing passing, Packet stanza, boolean local) {
        if (passing != Passing.ROUTING || stanza instanceof Presence) {
            return false;
        }
        String service = services.service().getDomain();
        return !local && service.equals(stanza.getElement().attributeValue("from"))
            || stanza instanceof IQ && service.equalsIgnoreCase(stanza.getElement().attributeValue("to"));
    }

    /** Owners may leave the service's address out where they subscribe somebody. */
    @Override
    public RequestNames requests() {
        return RequestNames.ofChild("subscriptions");
    }

    @Override
    public List<Effect> on(Event event) {
        if (event instanceof Event.Request request) {
            return asked(request);
        }
        if (event instanceof Event.Routing routing) {
            return routing(routing.stanza(), routing.local());
        }
        return event instanceof Event.Tick tick ? tick(tick.now()) : List.of();
    }

    private List<Effect> asked(Event.Request event) {
        IQ iq = event.stanza();
        // Nearly always nothing is passing, and the question would cost more than all the others.
        if (iq.getID() == null
            || passing.size() > 0 && passing.remove(new Answer(event.from(), iq.getID())).isPresent()) {
            return List.of();
        }
        boolean service = event.to().filter(services.service()::equals).isPresent();
        Optional<String> created = service ? TalkNodeCodec.created(iq) : Optional.empty();
        if (created.isPresent()) {
            return begin(event, Step.COUNT, created.get());
        }
        Optional<String> other = TalkNodeCodec.subscribesOther(iq).filter(node -> !node.equals(PubsubRequest.PRESENCE_NODE));
        if (other.isEmpty()) {
            return List.of();
        }
        boolean self = event.online() && event.to().filter(to -> !to.equals(event.from().asBareJID())).isEmpty();
        return service || self ? begin(event, Step.LOOK, other.get()) : List.of();
    }

    private List<Effect> begin(Event.Request event, Step step, String node) {
        talkers.push(event.from(), true);
        Chore chore = new Chore(event.from(), step, event.stanza().createCopy(), Asked.of(event.from(), event.stanza()), node,
            clock.instant());
        String id = ids.get();
        if (!chores.add(id, chore)) {
            return List.of(new Effect.Refuse(new PubsubError(PubsubError.Reason.RESOURCE_CONSTRAINT,
                "Too many requests are under way.")));
        }
        JID service = services.service();
        IQ question = step == Step.COUNT ? TalkNodeCodec.askAffiliations(event.from(), service, id)
            : TalkNodeCodec.askConfiguration(event.from(), service, node, id);
        return List.of(new Effect.Later(), new Effect.Route(question));
    }

    private List<Effect> routing(Packet stanza, boolean local) {
        String service = services.service().toString();
        if (!local && service.equals(stanza.getElement().attributeValue("from"))) {
            return stanza instanceof IQ iq ? answered(iq) : stanza instanceof Message message ? told(message) : List.of();
        }
        if (isRequest(stanza, service) && stanza instanceof IQ iq) {
            noteCreation(iq, iq.getFrom());
            notePublication(iq, iq.getFrom());
        }
        return List.of();
    }

    /** As text: this is asked for each stanza of everybody. */
    private static boolean isRequest(Packet stanza, String service) {
        return stanza instanceof IQ && service.equalsIgnoreCase(stanza.getElement().attributeValue("to"))
            && "set".equals(stanza.getElement().attributeValue("type")) && isAddressed(stanza);
    }

    /** What another server sends may have what is no address. */
    private static boolean isAddressed(Packet stanza) {
        try {
            return stanza.getFrom() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Those of users elsewhere come to the service directly, and it decides alone how many they may have. */
    private void noteCreation(IQ iq, JID creator) {
        if (iq.getID() != null && creator.getNode() != null) {
            TalkNodeCodec.created(iq).ifPresent(node -> creations.push(new Answer(creator, iq.getID()), node));
        }
    }

    private void notePublication(IQ iq, JID publisher) {
        List<Item> items = iq.getID() == null ? List.of() : TalkNodeCodec.stampPublished(iq, publisher, ids);
        if (!items.isEmpty()) {
            publications.push(new Answer(publisher, iq.getID()), items);
        }
    }

    /**
     * The service says so before it tells the subscribers, on the same thread. What it refuses counts for nothing, or anybody
     * could pass for the publisher of an item whose identifier he can guess.
     */
    private void published(JID publisher, List<Item> items) {
        talkers.push(publisher, true);
        for (Item item : items) {
            boolean clash = publishers.get(item).filter(last -> !last.publisher().equals(Optional.of(publisher))
                && clock.instant().isBefore(last.since().plus(UNDER_WAY))).isPresent();
            publishers.push(item, new Published(clash ? Optional.empty() : Optional.of(publisher), clock.instant()));
        }
    }

    private List<Effect> told(Message notice) {
        Optional<JID> publisher = publishers.size() == 0 ? Optional.empty()
            : TalkNodeCodec.told(notice).flatMap(publishers::get).flatMap(Published::publisher);
        if (publisher.isEmpty()) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Route(TalkNodeCodec.withReplyTo(notice, publisher.get())));
        effects.add(new Effect.Stop());
        JID to = notice.getTo();
        if (limits.get().bridge() && !to.asBareJID().equals(publisher.get().asBareJID()) && isOrdinary(to)) {
            TalkNodeCodec.ordinary(notice, publisher.get()).ifPresent(message -> effects.add(new Effect.Route(message)));
        }
        return effects;
    }

    /** Whether somebody is here, and with clients only that have not talked by pubsub. */
    private boolean isOrdinary(JID user) {
        List<JID> clients = services.clientsOf(user);
        return !clients.isEmpty() && clients.stream().noneMatch(client -> talkers.get(client).isPresent());
    }

    private List<Effect> answered(IQ answer) {
        JID client = answer.getTo();
        if (client == null || answer.getID() == null || !answer.isResponse()) {
            return List.of();
        }
        Answer key = new Answer(client, answer.getID());
        Optional<List<Item>> items = publications.remove(key);
        if (items.isPresent() && answer.getType() == IQ.Type.result) {
            published(client, items.get());
        }
        Optional<String> created = creations.remove(key);
        if (created.isPresent()) {
            return answer.getType() == IQ.Type.result
                ? subscribeCreator(answer, TalkNodeCodec.chosenName(answer).orElse(created.get())) : List.of();
        }
        Optional<Chore> chore = chores.get(answer.getID()).filter(one -> one.client().equals(client));
        if (chore.isEmpty()) {
            return List.of();
        }
        chores.remove(answer.getID());
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Stop()));
        go(chore.get(), answer, effects);
        return effects;
    }

    /** He hears that the node is there when he is subscribed, so that he misses nothing. */
    private List<Effect> subscribeCreator(IQ created, String node) {
        JID client = created.getTo();
        String id = ids.get();
        chores.push(id, new Chore(client, Step.SUBSCRIBE_CREATOR, created.createCopy(), Asked.of(client, created), node,
            clock.instant()));
        return List.of(new Effect.Stop(), new Effect.Route(TalkNodeCodec.subscribe(client, services.service(), node, id)));
    }

    private void go(Chore chore, IQ answer, List<Effect> effects) {
        JID service = services.service();
        switch (chore.step()) {
            case COUNT -> {
                if (TalkNodeCodec.owned(answer) >= limits.get().nodesEach()) {
                    effects.add(new Effect.Route(chore.asked().error(TOO_MANY)));
                } else {
                    creations.push(new Answer(chore.client(), chore.request().getID()), chore.node());
                    effects.add(new Effect.Route(chore.request()));
                }
            }
            case LOOK -> {
                if (TalkNodeCodec.isTalk(answer)) {
                    next(chore.at(Step.LIST), id -> TalkNodeCodec.askSubscriptions(chore.client(), service, chore.node(), id),
                        effects);
                } else {
                    // Not ours: as it came, to whom it was addressed. If that is the server's own handler, it comes by us again.
                    if (!service.equals(chore.request().getTo())) {
                        passing.push(new Answer(chore.client(), chore.request().getID()), true);
                    }
                    effects.add(new Effect.Route(chore.request()));
                }
            }
            case LIST -> next(chore.at(Step.SUBSCRIBE_OTHER),
                id -> TalkNodeCodec.withSubids(chore.request(), service, id, answer, ids), effects);
            case SUBSCRIBE_OTHER -> effects.add(new Effect.Route(answer.getType() == IQ.Type.result ? chore.asked().result()
                : chore.asked().error(Refusal.of(answer))));
            // Whether it worked or not: the node is there.
            case SUBSCRIBE_CREATOR -> effects.add(new Effect.Route(chore.request()));
            default -> throw new IllegalStateException("No such step: " + chore.step());
        }
    }

    private void next(Chore chore, Function<String, IQ> question, List<Effect> effects) {
        String id = ids.get();
        chores.push(id, chore);
        effects.add(new Effect.Route(question.apply(id)));
    }

    private List<Effect> tick(Instant now) {
        publishers.removeIf((item, last) -> !now.isBefore(last.since().plus(UNDER_WAY)));
        List<Effect> effects = new ArrayList<>();
        for (Map.Entry<String, Chore> entry : chores.entries()) {
            if (!now.isBefore(entry.getValue().since().plus(limits.get().patience()))) {
                chores.remove(entry.getKey()).ifPresent(chore -> effects.add(new Effect.Route(
                    chore.step() == Step.SUBSCRIBE_CREATOR ? chore.request() : chore.asked().error(TIMEOUT))));
            }
        }
        return effects;
    }

    /** How many clients have shown that they know how to talk by pubsub, of those that are remembered. */
    public int talkers() {
        return talkers.size();
    }

    /** How many requests are under way. */
    public int size() {
        return chores.size();
    }
}
