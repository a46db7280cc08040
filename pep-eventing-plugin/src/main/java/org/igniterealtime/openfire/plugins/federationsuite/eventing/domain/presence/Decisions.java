package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresenceItem;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.SubscriptionCodec;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * What is decided about subscriptions, and that those hear of it who used pubsub. The roster decides: a decision is a
 * subscription stanza of the owner, and whatever the roster says afterwards is what a subscriber is told. Thread-safe.
 */
final class Decisions {

    private final Book book;
    private final Rosters rosters;
    private final Clients clients;
    private final Users users;

    Decisions(Book book, Rosters rosters, Clients clients, Users users) {
        this.book = Objects.requireNonNull(book);
        this.rosters = Objects.requireNonNull(rosters);
        this.clients = Objects.requireNonNull(clients);
        this.users = Objects.requireNonNull(users);
    }

    /** How it stands with a pair, as the contact sees it. */
    Stance asSeen(Pair who) {
        if (who.isOne()) {
            return book.find(who).filter(entry -> entry.syntax() == Syntax.PUBSUB).isPresent() ? Stance.SUBSCRIBED : Stance.NONE;
        }
        return book.find(who).filter(Entry::polite).map(Entry::told).orElseGet(() -> rosters.granted(who));
    }

    /** The owner lets a contact see his presence who has asked for it. */
    List<Effect> approve(Pair who) {
        List<Effect> effects = new ArrayList<>();
        Entry entry = book.find(who).orElse(Entry.fresh(who));
        // Who is hidden from and has asked in the ordinary way is approved in earnest when he is hidden from no longer.
        book.change(who, known -> known.syntax() == Syntax.PUBSUB || known.polite() ? known.told(Stance.SUBSCRIBED) : known);
        if (entry.syntax() == Syntax.PUBSUB) {
            effects.addAll(tell(entry, Stance.SUBSCRIBED));
        }
        if (entry.polite()) {
            effects.add(new Effect.Withhold(who.owner(), who.contact(), false));
            return effects;
        }
        effects.add(send(who.owner(), who.contact(), Presence.Type.subscribed));
        if (entry.syntax() == Syntax.PUBSUB) {
            effects.addAll(current(entry));
        }
        return effects;
    }

    /** The owner does not let a contact see his presence, or no longer. */
    List<Effect> deny(Pair who) {
        List<Effect> effects = new ArrayList<>();
        book.find(who).ifPresent(entry -> {
            book.change(who, Entry::gone);
            if (entry.syntax() == Syntax.PUBSUB) {
                effects.addAll(tell(entry, Stance.NONE));
            }
        });
        effects.add(send(who.owner(), who.contact(), Presence.Type.unsubscribed));
        return effects;
    }

    /**
     * A roster may have changed: the contact hears of it if he used pubsub and has not heard.
     *
     * @param who       the pair
     * @param byContact whether the contact did it himself
     */
    List<Effect> settle(Pair who, boolean byContact) {
        Entry entry = book.find(who).filter(known -> known.syntax() != Syntax.NONE && !known.polite()).orElse(null);
        if (entry == null || who.isOne()) {
            return List.of();
        }
        Stance now = entry.syntax() == Syntax.BRIDGED ? rosters.sought(who) : rosters.granted(who);
        if (now == entry.told()) {
            return List.of();
        }
        book.change(who, known -> known.polite() ? known : now == Stance.NONE ? known.gone() : known.told(now));
        if (book.find(who).filter(Entry::polite).isPresent()) {
            // The owner hides from him since a moment ago, which is why the roster says something else.
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        if (now != Stance.NONE || !byContact) {
            effects.addAll(tell(entry, now));
        }
        if (now == Stance.SUBSCRIBED && entry.syntax() == Syntax.PUBSUB) {
            effects.addAll(current(entry));
        }
        return effects;
    }

    /** The rosters of an owner and his contacts may have changed. */
    List<Effect> settleAll(JID owner) {
        List<Effect> effects = new ArrayList<>();
        book.of(owner).forEach(entry -> effects.addAll(settle(entry.who(), false)));
        return effects;
    }

    /** An account is no more: those who used pubsub to see its presence hear that they do no longer. */
    List<Effect> end(JID account) {
        List<Effect> effects = new ArrayList<>();
        for (Entry entry : book.forgetAll(account)) {
            if (entry.syntax() == Syntax.PUBSUB && !entry.who().isOne()) {
                effects.addAll(tell(entry, Stance.NONE));
            }
        }
        return effects;
    }

    /** A contact elsewhere is told what he missed; one who is here is told when his server tells him. */
    private List<Effect> current(Entry entry) {
        JID contact = entry.who().contact();
        return rosters.isAccount(contact) ? List.of() : current(entry.who().owner(), contact, entry.address());
    }

    /** The presence of all of an owner's clients, told to an address of a contact. */
    List<Effect> current(JID owner, JID contact, JID address) {
        List<Effect> effects = new ArrayList<>();
        for (Presence presence : clients.present(owner)) {
            if (clients.mayTell(presence, contact)) {
                effects.addAll(notice(presence, presence.getFrom(), address));
            }
        }
        return effects;
    }

    /** Tells an address of a client's presence. */
    static List<Effect> notice(Presence presence, JID client, JID address) {
        return PresenceItem.of(presence, client)
            .<List<Effect>>map(item -> List.of(new Effect.Route(SubscriptionCodec.notice(client.asBareJID(), address, item))))
            .orElse(List.of());
    }

    /**
     * To the address that is subscribed; of an account here, to the clients that do pubsub, because there are clients that
     * do not and end their connection over it.
     */
    private List<Effect> tell(Entry entry, Stance state) {
        JID address = entry.address();
        List<JID> recipients = address.getResource() != null || !rosters.isAccount(address) ? List.of(address)
            : clients.present(address).stream().map(Presence::getFrom).filter(users::doesPubsub).toList();
        return recipients.stream().<Effect>map(to ->
            new Effect.Route(SubscriptionCodec.decision(entry.who().owner(), to, address, state.word()))).toList();
    }

    /** A stanza between two accounts, as one of them would send it. */
    static Effect send(JID from, JID to, Presence.Type type) {
        Presence stanza = new Presence(type);
        stanza.setFrom(from);
        stanza.setTo(to);
        return new Effect.Route(stanza);
    }
}
