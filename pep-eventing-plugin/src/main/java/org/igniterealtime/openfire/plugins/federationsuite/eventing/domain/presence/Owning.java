package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.DataForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionRequest;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * A user looks at who sees his presence, and changes it, by pubsub (XEP-0060, section 8). The roster is the list. All lines
 * of a request are checked before the first one is done. Thread-safe.
 */
final class Owning {

    private static final String OUTCAST = "outcast";

    private final Book book;
    private final Rosters rosters;
    private final Clients clients;
    private final Decisions decisions;
    private final Authorizations authorizations;
    private final Words words;

    /**
     * What people read in the configuration.
     *
     * @param access the label of the access model
     * @param polite the label of the list of those who look subscribed
     */
    record Words(String access, String polite) {
        Words {
            Objects.requireNonNull(access);
            Objects.requireNonNull(polite);
        }
    }

    Owning(Book book, Rosters rosters, Clients clients, Decisions decisions, Authorizations authorizations, Words words) {
        this.book = Objects.requireNonNull(book);
        this.rosters = Objects.requireNonNull(rosters);
        this.clients = Objects.requireNonNull(clients);
        this.decisions = Objects.requireNonNull(decisions);
        this.authorizations = Objects.requireNonNull(authorizations);
        this.words = Objects.requireNonNull(words);
    }

    /**
     * Decides about a request of the owner.
     *
     * @param owner   who asks, for himself
     * @param request what he asks for
     * @return what to do, with an answer
     */
    List<Effect> on(JID owner, SubscriptionRequest request) {
        if (request instanceof SubscriptionRequest.Subscribers) {
            Map<JID, String> states = new LinkedHashMap<>();
            rosters.contacts(owner).forEach((contact, stance) -> states.put(contact, stance.word()));
            return List.of(new Effect.Reply(SubscriptionCodec.subscribers(states)));
        }
        if (request instanceof SubscriptionRequest.ChangeSubscribers change) {
            return change(owner, change.changes());
        }
        if (request instanceof SubscriptionRequest.Affiliations) {
            Map<JID, String> affiliations = new LinkedHashMap<>();
            affiliations.put(owner, "owner");
            book.of(owner).stream().filter(Entry::outcast).forEach(entry -> affiliations.put(entry.who().contact(), OUTCAST));
            return List.of(new Effect.Reply(SubscriptionCodec.affiliations(affiliations)));
        }
        if (request instanceof SubscriptionRequest.ChangeAffiliations change) {
            return affiliate(owner, change.changes());
        }
        if (request instanceof SubscriptionRequest.Configure configure) {
            return configure(owner, configure.form());
        }
        List<JID> polite = book.of(owner).stream().filter(Entry::polite).map(entry -> entry.who().contact()).sorted().toList();
        return List.of(new Effect.Reply(SubscriptionCodec.configuration(polite, words.access(), words.polite())));
    }

    private List<Effect> change(JID owner, List<SubscriptionRequest.Change> changes) {
        Map<Pair, Boolean> wanted = new LinkedHashMap<>();
        for (SubscriptionRequest.Change change : changes) {
            boolean grant = change.value().equals(Stance.SUBSCRIBED.word());
            if (change.jid().isEmpty() || !grant && !change.value().equals(Stance.NONE.word())) {
                return refuse(Reason.BAD_REQUEST, "A subscriber has an address, and is subscribed or none.");
            }
            Pair who = Pair.of(owner, change.jid().get());
            if (rosters.granted(who) == Stance.NONE) {
                // Otherwise whoever never asked would be shown somebody's presence, and get a contact.
                return refuse(Reason.NOT_FOUND, "Nobody with this address is subscribed or has asked to be.");
            }
            wanted.put(who, grant);
        }
        List<Effect> effects = new ArrayList<>();
        wanted.forEach((who, grant) -> {
            if (!grant) {
                authorizations.forget(who);
                effects.addAll(decisions.deny(who));
            } else if (rosters.granted(who) == Stance.PENDING) {
                authorizations.forget(who);
                effects.addAll(decisions.approve(who));
            }
        });
        effects.add(new Effect.Confirm());
        return effects;
    }

    private List<Effect> affiliate(JID owner, List<SubscriptionRequest.Change> changes) {
        Map<Pair, Boolean> wanted = new LinkedHashMap<>();
        for (SubscriptionRequest.Change change : changes) {
            boolean out = change.value().equals(OUTCAST);
            if (change.jid().isEmpty() || !out && !change.value().equals("none")) {
                return refuse(Reason.BAD_REQUEST, "Somebody with an address is an outcast here, or none.");
            }
            Pair who = Pair.of(owner, change.jid().get());
            if (who.isOne()) {
                return refuse(Reason.NOT_ALLOWED, "The owner stays the owner.");
            }
            wanted.put(who, out);
        }
        List<Effect> effects = new ArrayList<>();
        for (Map.Entry<Pair, Boolean> one : wanted.entrySet()) {
            Pair who = one.getKey();
            if (!book.change(who, entry -> entry.outcast(one.getValue()))) {
                effects.add(0, new Effect.Refuse(new PubsubError(Reason.RESOURCE_CONSTRAINT, "There is no room for more.")));
                return effects;
            }
            if (one.getValue() && rosters.granted(who) != Stance.NONE) {
                authorizations.forget(who);
                effects.addAll(decisions.deny(who));
            }
        }
        effects.add(new Effect.Confirm());
        return effects;
    }

    private List<Effect> configure(JID owner, Optional<DataForm> form) {
        if (form.filter(sent -> sent.is("cancel")).isPresent()) {
            return List.of(new Effect.Confirm());
        }
        if (form.filter(sent -> sent.is("submit")).isEmpty()) {
            return refuse(Reason.INVALID_OPTIONS, "Send the form filled in.");
        }
        if (!form.get().value(SubscriptionCodec.ACCESS_MODEL).orElse(SubscriptionCodec.AUTHORIZE)
            .equals(SubscriptionCodec.AUTHORIZE)) {
            return refuse(Reason.INVALID_OPTIONS, "Presence is seen by whom its owner lets.");
        }
        return form.get().has(SubscriptionCodec.POLITE) ? hide(owner, form.get().values(SubscriptionCodec.POLITE))
            : List.of(new Effect.Confirm());
    }

    private List<Effect> hide(JID owner, List<String> texts) {
        Set<Pair> wanted = new LinkedHashSet<>();
        for (String text : texts) {
            Optional<JID> address = Addresses.read(text);
            Optional<Pair> who = address.map(jid -> Pair.of(owner, jid)).filter(pair -> !pair.isOne());
            if (who.isEmpty()) {
                return refuse(Reason.INVALID_OPTIONS, "Who is hidden from has an address, and another one.");
            }
            Entry entry = book.find(who.get()).orElse(Entry.fresh(who.get()));
            if (!entry.polite() && rosters.granted(who.get()) == Stance.NONE) {
                return refuse(Reason.NOT_FOUND, "Nobody with this address is subscribed or has asked to be.");
            }
            wanted.add(who.get());
        }
        List<Effect> effects = new ArrayList<>();
        for (Entry entry : book.of(owner)) {
            if (entry.polite() && !wanted.contains(entry.who())) {
                effects.addAll(show(entry));
            }
        }
        for (Pair who : wanted) {
            Entry entry = book.find(who).orElse(Entry.fresh(who));
            if (!entry.polite()) {
                Optional<List<Effect>> hiding = hide(entry);
                if (hiding.isEmpty()) {
                    effects.add(0, new Effect.Refuse(new PubsubError(Reason.RESOURCE_CONSTRAINT, "There is no room for more.")));
                    return effects;
                }
                effects.addAll(hiding.get());
            }
        }
        effects.add(new Effect.Confirm());
        return effects;
    }

    /**
     * The contact looks subscribed, and sees the owner go. Of somebody who has only asked it is remembered; he looks
     * subscribed when his request is approved.
     */
    private Optional<List<Effect>> hide(Entry entry) {
        Pair who = entry.who();
        boolean sees = rosters.granted(who) == Stance.SUBSCRIBED;
        Stance looks = sees ? Stance.SUBSCRIBED : Stance.PENDING;
        if (!book.change(who, known -> known.told(looks).polite(true))) {
            return Optional.empty();
        }
        List<Effect> effects = new ArrayList<>();
        if (sees) {
            for (Presence presence : clients.present(who.owner())) {
                Presence gone = new Presence(Presence.Type.unavailable);
                gone.setFrom(presence.getFrom());
                gone.setTo(who.contact());
                effects.add(new Effect.Route(gone));
                if (entry.syntax() == Syntax.PUBSUB) {
                    effects.addAll(Decisions.notice(gone, presence.getFrom(), entry.address()));
                }
            }
            effects.add(new Effect.Withhold(who.owner(), who.contact(), false));
        }
        return Optional.of(effects);
    }

    /** The contact sees again what he has been thinking that he sees. */
    private List<Effect> show(Entry entry) {
        Pair who = entry.who();
        book.change(who, known -> known.polite(false));
        return entry.told() == Stance.SUBSCRIBED ? decisions.approve(who) : List.of();
    }

    private static List<Effect> refuse(Reason reason, String text) {
        return List.of(new Effect.Refuse(new PubsubError(reason, text)));
    }
}
