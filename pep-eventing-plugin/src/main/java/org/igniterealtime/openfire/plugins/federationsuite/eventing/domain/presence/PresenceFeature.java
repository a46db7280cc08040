package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.PresencePublication;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.DataForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionRequest;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Presence, and who may see it, by pubsub and beside the ordinary way (XEP-0207, sections "Presence" and "Rosters and
 * Presence Subscriptions"). Here it is decided which rule an event is for. Thread-safe.
 */
public final class PresenceFeature implements Feature {

    private static final String ROSTER = "jabber:iq:roster";
    private static final String DISCO = "http://jabber.org/protocol/disco#info";

    private final PresencePublication publication = new PresencePublication();
    private final Surroundings surroundings;
    private final Rosters rosters;
    private final Book book;
    private final Users users;
    private final Decisions decisions;
    private final Authorizations authorizations;
    private final Subscribing subscribing;
    private final Owning owning;
    private final Notices notices;
    private final Bridge bridge;
    private final NewNodes nodes;

    /**
     * What the feature needs to know and cannot ask.
     *
     * @param server     the server's domain
     * @param ids        makes an id that nobody can guess, a new one each time
     * @param forms      most forms that may wait for an answer
     * @param formsFrom  most of them about users of one other server
     * @param authorize  whether nodes that users of pubsub create are ones that the owner is asked about
     * @param words      what people read in authorization forms
     * @param access     what they read about the access model
     * @param polite     what they read about those who look subscribed
     */
    public record Surroundings(JID server, Supplier<String> ids, IntSupplier forms, IntSupplier formsFrom,
                               BooleanSupplier authorize, AuthorizationForm.Words words, String access, String polite) {
        /** Checks that nothing is missing. */
        public Surroundings {
            Objects.requireNonNull(server);
            Objects.requireNonNull(ids);
            Objects.requireNonNull(forms);
            Objects.requireNonNull(formsFrom);
            Objects.requireNonNull(authorize);
            Objects.requireNonNull(words);
            Objects.requireNonNull(access);
            Objects.requireNonNull(polite);
        }
    }

    /**
     * Makes the feature.
     *
     * @param surroundings what it needs to know
     * @param book         what is remembered
     * @param rosters      the rosters
     * @param clients      the clients
     */
    public PresenceFeature(Surroundings surroundings, Book book, Rosters rosters, Clients clients) {
        this.surroundings = Objects.requireNonNull(surroundings);
        this.book = Objects.requireNonNull(book);
        this.rosters = Objects.requireNonNull(rosters);
        this.users = new Users(clients);
        this.decisions = new Decisions(book, rosters, clients, users);
        this.authorizations = new Authorizations(surroundings.server(), surroundings.ids(), surroundings.words(), rosters,
            clients, users, decisions,
            new Forms(surroundings.forms(), surroundings.formsFrom(), surroundings.server().getDomain()::equals));
        this.subscribing = new Subscribing(book, rosters, decisions, authorizations);
        this.owning = new Owning(book, rosters, clients, decisions, authorizations,
            new Owning.Words(surroundings.access(), surroundings.polite()));
        this.notices = new Notices(book, rosters, clients, decisions);
        this.bridge = new Bridge(book, rosters);
        this.nodes = new NewNodes(surroundings.ids());
    }

    @Override
    public boolean minds(Passing passing, Packet stanza, boolean local) {
        if (stanza instanceof Presence presence) {
            return switch (passing) {
                case ROUTING -> !local && typeOf(presence).equals("probe");
                case ROUTED -> !isAvailability(presence) || !staysHere(presence, local);
                case DELIVERING -> true;
            };
        }
        if (stanza instanceof Message) {
            return passing == Passing.ROUTING && hasForm(stanza.getElement());
        }
        return switch (passing) {
            case ROUTING -> isAnswer(stanza) ? !local && bridge.waits() : minds(stanza.getElement(), local);
            case ROUTED -> local ? isNews(child(stanza.getElement())) : notices.waitsFor(stanza);
            case DELIVERING -> nodes.isAnswer(stanza) || bridge.waits() && isAnswer(stanza);
        };
    }

    @Override
    public RequestNames requests() {
        return RequestNames.ofNode(PubsubRequest.PRESENCE_NODE);
    }

    /** Directed presence of somebody here: told to nobody else, and known without it. */
    private boolean staysHere(Presence presence, boolean local) {
        String from = presence.getElement().attributeValue("from");
        return presence.getElement().attributeValue("to") != null
            && (local || AddressText.isAt(from, surroundings.server().getDomain()));
    }

    private static boolean hasForm(Element message) {
        for (int i = 0; i < message.nodeCount(); i++) {
            if (message.node(i) instanceof Element child && DataForm.NAME.equals(child.getQName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnswer(Packet stanza) {
        String type = typeOf(stanza);
        return stanza instanceof IQ && (type.equals("result") || type.equals("error"));
    }

    private static boolean minds(Element iq, boolean local) {
        Element child = local ? child(iq) : null;
        return child != null && child.getName().equals("pubsub");
    }

    private static boolean isNews(Element child) {
        return child != null && (child.getName().equals("pubsub") || ROSTER.equals(child.getNamespaceURI())
            || DISCO.equals(child.getNamespaceURI()));
    }

    private static Element child(Element iq) {
        for (int i = 0; i < iq.nodeCount(); i++) {
            if (iq.node(i) instanceof Element child && !child.getName().equals("error")) {
                return child;
            }
        }
        return null;
    }

    @Override
    public List<Effect> on(Event event) {
        if (event instanceof Event.Delivering delivering) {
            return delivering(delivering);
        }
        if (event instanceof Event.Routing routing) {
            return routing(routing);
        }
        if (event instanceof Event.Routed routed) {
            return routed(routed);
        }
        if (event instanceof Event.Request request) {
            List<Effect> effects = publication.on(request);
            return effects.isEmpty() ? request(request) : effects;
        }
        if (event instanceof Event.Changed changed) {
            return changed(changed);
        }
        if (event instanceof Event.Tick tick) {
            bridge.tick(tick.now());
        }
        return List.of();
    }

    private List<Effect> delivering(Event.Delivering event) {
        if (nodes.isAnswer(event.stanza())) {
            return List.of(new Effect.Stop());
        }
        if (isAnswer(event.stanza())) {
            return bridge.delivering((IQ) event.stanza());
        }
        if (!(event.stanza() instanceof Presence presence) || !isAvailability(presence)) {
            return List.of();
        }
        return Addresses.from(presence).map(from -> notices.delivering(presence, from, event.client())).orElse(List.of());
    }

    private static boolean isAvailability(Presence presence) {
        String type = typeOf(presence);
        return type.isEmpty() || type.equals("unavailable");
    }

    /** The attribute as it stands, because the library throws for a type that it does not know. */
    private static String typeOf(Packet stanza) {
        return stanza.getElement().attributeValue("type", "");
    }

    private List<Effect> request(Event.Request event) {
        SubscriptionRequest request = SubscriptionCodec.decode(event.stanza());
        JID owner = event.to().orElse(event.from().asBareJID());
        if (request instanceof SubscriptionRequest.Other || owner.getResource() != null || !rosters.isAccount(owner)) {
            return List.of();
        }
        boolean here = rosters.isHere(event.from());
        if (here && !event.online()) {
            return List.of();
        }
        Pair who = Pair.of(owner, event.from());
        if (request instanceof SubscriptionRequest.Subscribe || request instanceof SubscriptionRequest.Unsubscribe
            || request instanceof SubscriptionRequest.Own) {
            return subscribing.on(event, request, who);
        }
        return here && who.isOne() ? owning.on(owner, request)
            : List.of(new Effect.Refuse(new PubsubError(Reason.FORBIDDEN, "Only the owner may do this.")));
    }

    private List<Effect> routing(Event.Routing event) {
        if (event.stanza() instanceof Message message) {
            return message.getElement().elements().isEmpty() ? List.of() : authorizations.answer(event);
        }
        if (event.stanza() instanceof Presence presence) {
            return typeOf(presence).equals("probe") ? probe(event, presence) : List.of();
        }
        return event.stanza() instanceof IQ iq ? iq(event, iq) : List.of();
    }

    /** Whoever looks subscribed must not learn by a probe that he is not. */
    private List<Effect> probe(Event.Routing event, Presence presence) {
        Optional<JID> owner = Addresses.to(presence);
        Optional<JID> contact = Addresses.from(presence);
        if (event.local() || owner.isEmpty() || contact.isEmpty()) {
            return List.of();
        }
        return book.find(Pair.of(owner.get(), contact.get())).filter(Entry::polite).isPresent()
            ? List.of(new Effect.Stop()) : List.of();
    }

    private List<Effect> iq(Event.Routing event, IQ iq) {
        if (isAnswer(iq)) {
            return bridge.answered(event);
        }
        if (!event.local() || !isPubsub(iq)) {
            return List.of();
        }
        return Addresses.from(iq).map(client -> asked(iq, client)).orElse(List.of());
    }

    private List<Effect> asked(IQ iq, JID client) {
        users.note(iq, client);
        Optional<JID> to = Addresses.to(iq);
        if (to.filter(owner -> owner.getNode() != null && owner.getResource() == null && !rosters.isHere(owner)).isPresent()) {
            bridge.asks(iq, client, to.get());
        } else if (to.filter(service -> !isOurs(service)).isEmpty() && surroundings.authorize().getAsBoolean()
            && users.hasAsked(client)) {
            SubscriptionCodec.authorizeByDefault(iq);
            return nodes.before(iq, client);
        }
        return List.of();
    }

    /** Nodes of services elsewhere are as their servers make them; not all of them know the access model. */
    private boolean isOurs(JID service) {
        String domain = surroundings.server().getDomain();
        return service.getDomain().equals(domain) || service.getDomain().endsWith('.' + domain);
    }

    private static boolean isPubsub(IQ iq) {
        Element child = iq.getChildElement();
        return child != null && "pubsub".equals(child.getName());
    }

    private List<Effect> routed(Event.Routed event) {
        if (event.stanza() instanceof Presence presence) {
            return Addresses.from(presence).map(from -> routed(event, presence, from)).orElse(List.of());
        }
        if (!(event.stanza() instanceof IQ iq)) {
            return List.of();
        }
        if (!event.local()) {
            return Addresses.from(iq).map(notices::learnt).orElse(List.of());
        }
        Element child = iq.getChildElement();
        Optional<JID> client = Addresses.from(iq);
        if (child == null || client.isEmpty()) {
            return List.of();
        }
        String type = typeOf(iq);
        if (child.getNamespaceURI().equals(ROSTER) && type.equals("set")) {
            return decisions.settleAll(client.get().asBareJID());
        }
        if (type.equals("result") && child.getNamespaceURI().equals(DISCO)) {
            return learnt(client.get());
        }
        return child.getName().equals("pubsub") && Users.isAboutPresence(iq) ? serve(client.get()) : List.of();
    }

    /** The server may know now what the client can; before, it was given no forms and no notices. */
    private List<Effect> learnt(JID client) {
        if (!users.isLate(client)) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>(serve(client));
        effects.addAll(notices.catchUp(client));
        return effects;
    }

    private List<Effect> serve(JID client) {
        return users.doesPubsub(client) && users.isNew(client) ? authorizations.askAll(client) : List.of();
    }

    private List<Effect> routed(Event.Routed event, Presence presence, JID from) {
        Optional<JID> to = Addresses.to(presence);
        String type = typeOf(presence);
        if (type.isEmpty() || type.equals("unavailable")) {
            if (to.isEmpty() && rosters.isHere(from) && from.getResource() != null) {
                return notices.broadcast(presence, from);
            }
            return notices.arrived(event, presence, from);
        }
        if (to.isEmpty()) {
            return List.of();
        }
        return switch (type) {
            case "subscribe" -> asked(Pair.of(to.get(), from));
            case "subscribed", "unsubscribed" -> decided(Pair.of(from, to.get()), false);
            case "unsubscribe" -> decided(Pair.of(to.get(), from), true);
            case "probe" -> notices.probed(Pair.of(to.get(), from));
            default -> List.of();
        };
    }

    private List<Effect> asked(Pair who) {
        return rosters.isAccount(who.owner()) && rosters.granted(who) == Stance.PENDING ? authorizations.ask(who) : List.of();
    }

    private List<Effect> decided(Pair who, boolean byContact) {
        // This is told behind its routing: the contact may have heard of it and asked again, and waits for an answer to that.
        if (rosters.granted(who) != Stance.PENDING) {
            authorizations.forget(who);
        }
        return decisions.settle(who, byContact);
    }

    private List<Effect> changed(Event.Changed event) {
        if (event.presence().isAvailable()) {
            users.came(event.client());
            return serve(event.client());
        }
        users.gone(event.client());
        return List.of();
    }

    /** From now on the other nodes of a cluster are told what they have to know. */
    public void share(Sharing others) {
        users.share(others);
        authorizations.share(others);
    }

    /** Tells all that other nodes have been told, or would have been, to one that knows nothing. */
    public void tellAll(Sharing newcomer) {
        authorizations.waiting().forEach(form -> newcomer.asked(form.getKey(), form.getValue()));
        users.seen().forEach(newcomer::doesPubsub);
    }

    /** What other nodes tell is learnt here. */
    public Sharing learning() {
        return new Sharing() {
            @Override
            public void asked(Pair who, String id) {
                authorizations.learn(who, id);
            }

            @Override
            public void doesPubsub(JID client) {
                users.learn(client);
            }
        };
    }

    /**
     * An account is about to be deleted, and what is remembered about it with it.
     *
     * @param account its bare address
     * @return what to do
     */
    public List<Effect> deleted(JID account) {
        return decisions.end(account);
    }

    /**
     * What becomes of a wish to refuse.
     *
     * @param refused whether somebody was refused
     * @param effects what to do
     */
    public record Refused(boolean refused, List<Effect> effects) {
        /** Copies the list. */
        public Refused {
            effects = List.copyOf(effects);
        }
    }

    /**
     * An administrator refuses a request in its owner's place: to the contact it is as if the owner had refused it, and he may
     * ask again.
     *
     * @param who whose presence, and who asks for it
     * @return nobody refused if nobody waits, or if the owner has decided meanwhile
     */
    public Refused refuse(Pair who) {
        boolean waits = book.find(who).filter(entry -> entry.syntax() == Entry.Syntax.PUBSUB && entry.told() == Stance.PENDING)
            .isPresent();
        if (!waits) {
            return new Refused(false, List.of());
        }
        if (rosters.granted(who) == Stance.SUBSCRIBED) {
            // Unnoticed; to refuse now would take away what the owner has granted.
            return new Refused(false, decisions.settle(who, false));
        }
        authorizations.forget(who);
        return new Refused(true, decisions.deny(who));
    }
}
