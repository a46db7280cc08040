package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Presence is told by pubsub as well, to subscribers by pubsub and to clients that want notices. Ordinary presence goes where
 * it always goes; a notice goes beside it, never instead of it.
 *
 * <p>A client of this server gets its notice when it is given the presence itself, so it sees by pubsub what it sees
 * otherwise, no more and no less often: privacy lists, probes and losses of connections are in it. A contact elsewhere gets
 * one from the owner's server whenever the owner's presence is broadcast. Thread-safe. Bounded: of clients elsewhere that may
 * want notices the latest are remembered.
 */
final class Notices {

    private static final int MOST_ACCOUNTS = 10_000;
    private static final int MOST_CLIENTS = 20;
    private static final int MOST_SIGHTS = 1000;

    private final Book book;
    private final Rosters rosters;
    private final Clients clients;
    private final Decisions decisions;
    private final Bulletins bulletins = new Bulletins();
    /** Clients of contacts elsewhere that are there and have said what they can. */
    private final BoundedTable<JID, Set<JID>> elsewhere = new BoundedTable<>(() -> MOST_ACCOUNTS);
    /** Whose presence such a client knows as it is now, or, where it is not known what the client can, is to be told. */
    private final BoundedTable<JID, Sights> sights = new BoundedTable<>(() -> MOST_ACCOUNTS);

    /**
     * What a client elsewhere has been told.
     *
     * @param told   the owners whose presence it has been told
     * @param untold those whose presence it is told as soon as it is known that it wants notices
     */
    private record Sights(Set<JID> told, Set<JID> untold) {

        Sights with(JID owner, boolean now) {
            Set<JID> done = new TreeSet<>(told);
            Set<JID> open = new TreeSet<>(untold);
            (now ? done : open).add(owner);
            return new Sights(done, open);
        }
    }

    Notices(Book book, Rosters rosters, Clients clients, Decisions decisions) {
        this.book = Objects.requireNonNull(book);
        this.rosters = Objects.requireNonNull(rosters);
        this.clients = Objects.requireNonNull(clients);
        this.decisions = Objects.requireNonNull(decisions);
    }

    /** A client here is about to be given presence. */
    List<Effect> delivering(Presence presence, JID from, JID client) {
        if (from.getResource() == null || from.equals(client)) {
            return List.of();
        }
        Pair who = Pair.of(from, client);
        Optional<Entry> entry = book.find(who);
        if (entry.filter(Entry::polite).isPresent()) {
            // He looks subscribed, in his own roster too, and is told nothing.
            return List.of(new Effect.Stop());
        }
        boolean bridged = entry.filter(known -> known.syntax() == Syntax.BRIDGED).isPresent();
        boolean subscribed = entry.filter(known -> known.covers(client)).isPresent();
        if (!subscribed && !clients.wantsNotices(client) || !bridged && !rosters.isAccount(who.owner())) {
            return List.of();
        }
        Stance now = who.isOne() ? Stance.SUBSCRIBED : bridged ? rosters.sought(who) : rosters.granted(who);
        if (now != Stance.SUBSCRIBED) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>(1);
        if (entry.filter(known -> known.told() != now).isPresent()) {
            effects.addAll(decisions.settle(who, false));
        }
        bulletins.of(presence, from).ifPresent(notice -> effects.add(new Effect.Tell(client, notice)));
        return effects;
    }

    /** A client here has learnt to want notices after it was given presence: it is told what it has not been told. */
    List<Effect> catchUp(JID client) {
        List<Effect> effects = new ArrayList<>();
        JID contact = client.asBareJID();
        for (JID owner : rosters.sights(contact)) {
            Pair who = Pair.of(owner, contact);
            boolean told = book.find(who).filter(entry -> entry.covers(client) || entry.polite()).isPresent();
            if (!told && rosters.isAccount(owner) && rosters.granted(who) == Stance.SUBSCRIBED) {
                effects.addAll(decisions.current(owner, contact, client));
            }
        }
        return effects;
    }

    /** A client here has told everybody its presence. */
    List<Effect> broadcast(Presence presence, JID client) {
        JID owner = client.asBareJID();
        List<Effect> effects = new ArrayList<>();
        if (elsewhere.size() == 0 && !book.knows(owner)) {
            return effects;
        }
        for (Map.Entry<JID, Stance> contact : rosters.contacts(owner).entrySet()) {
            JID jid = contact.getKey();
            if (contact.getValue() == Stance.SUBSCRIBED && !rosters.isHere(jid)) {
                Set<JID> addresses = addresses(Pair.of(owner, jid));
                if (!addresses.isEmpty() && clients.mayTell(presence, jid)) {
                    addresses.forEach(address -> effects.addAll(Decisions.notice(presence, client, address)));
                }
            }
        }
        return effects;
    }

    /** Where a contact elsewhere is told: once at each client. */
    private Set<JID> addresses(Pair who) {
        Set<JID> addresses = new TreeSet<>();
        Optional<Entry> entry = book.find(who).filter(known -> known.syntax() == Syntax.PUBSUB && !known.polite());
        entry.ifPresent(known -> addresses.add(known.address()));
        if (entry.filter(known -> known.address().getResource() == null).isEmpty()) {
            elsewhere.get(who.contact()).ifPresent(known -> known.stream().filter(clients::wantsNotices)
                .forEach(addresses::add));
        }
        return addresses;
    }

    /** Presence has come from elsewhere. */
    List<Effect> arrived(Event.Routed event, Presence presence, JID from) {
        if (event.local() || from.getResource() == null || rosters.isHere(from.asBareJID())) {
            return List.of();
        }
        if (presence.getElement().attributeValue("type") != null) {
            left(from);
            return List.of();
        }
        Optional<Pair> who = presence.getElement().element("c") == null ? Optional.empty()
            : Addresses.to(presence).map(to -> Pair.of(to, from)).filter(this::areContacts);
        if (who.isEmpty()) {
            return List.of();
        }
        came(from);
        return greeted(who.get(), from);
    }

    /** In either way. Whoever likes can show himself as a stranger, and would drive out those who are to be told. */
    private boolean areContacts(Pair who) {
        // The other way round: what the contact lets the owner see.
        Pair back = Pair.of(/* owner= */ who.contact(), /* contact= */ who.owner());
        return rosters.granted(who) == Stance.SUBSCRIBED || rosters.sought(back) == Stance.SUBSCRIBED;
    }

    private void came(JID client) {
        Set<JID> now = new LinkedHashSet<>(elsewhere.get(client.asBareJID()).orElse(Set.of()));
        if (now.add(client)) {
            if (now.size() > MOST_CLIENTS) {
                // Of some it is never heard that they are gone: those whose server or connection broke down.
                JID oldest = now.iterator().next();
                now.remove(oldest);
                sights.remove(oldest);
            }
            elsewhere.push(client.asBareJID(), now);
        }
    }

    private void left(JID client) {
        Set<JID> now = new LinkedHashSet<>(elsewhere.get(client.asBareJID()).orElse(Set.of()));
        if (now.remove(client)) {
            sights.remove(client);
            if (now.isEmpty()) {
                elsewhere.remove(client.asBareJID());
            } else {
                elsewhere.push(client.asBareJID(), now);
            }
        }
    }

    /** A client elsewhere shows itself to an owner here: it is told how the owner is, once. */
    private List<Effect> greeted(Pair who, JID client) {
        boolean covered = book.find(who).filter(entry -> entry.covers(client) || entry.polite()).isPresent();
        return !covered && rosters.granted(who) == Stance.SUBSCRIBED && noteSight(client, who.owner())
            ? decisions.current(who.owner(), who.contact(), client) : List.of();
    }

    /** Whether a client is to be told of an owner now. */
    private boolean noteSight(JID client, JID owner) {
        synchronized (sights) {
            Sights known = sights.get(client).orElse(new Sights(Set.of(), Set.of()));
            if (known.told().contains(owner) || known.untold().size() >= MOST_SIGHTS || known.told().size() >= MOST_SIGHTS) {
                return false;
            }
            boolean wants = clients.wantsNotices(client);
            sights.push(client, known.with(owner, wants));
            return wants;
        }
    }

    /** Whether an answer of a client elsewhere may say what it can. A look at its sender. */
    boolean waitsFor(Packet stanza) {
        if (sights.size() == 0 || !"result".equals(stanza.getElement().attributeValue("type"))) {
            return false;
        }
        return Addresses.from(stanza).flatMap(sights::get).filter(known -> !known.untold().isEmpty()).isPresent();
    }

    /** A client elsewhere has answered something, and perhaps that was what it can. */
    List<Effect> learnt(JID client) {
        Set<JID> untold;
        synchronized (sights) {
            Optional<Sights> known = sights.get(client).filter(one -> !one.untold().isEmpty());
            if (known.isEmpty() || !clients.wantsNotices(client)) {
                return List.of();
            }
            untold = known.get().untold();
            Set<JID> told = new TreeSet<>(known.get().told());
            told.addAll(untold);
            sights.push(client, new Sights(told, Set.of()));
        }
        List<Effect> effects = new ArrayList<>();
        for (JID owner : untold) {
            if (rosters.granted(Pair.of(owner, client)) == Stance.SUBSCRIBED) {
                effects.addAll(decisions.current(owner, client.asBareJID(), client));
            }
        }
        return effects;
    }

    /** The server of a contact elsewhere asks how an owner is, as it does when the contact comes. */
    List<Effect> probed(Pair who) {
        if (rosters.isHere(who.contact()) || rosters.granted(who) != Stance.SUBSCRIBED) {
            return List.of();
        }
        return book.find(who).filter(entry -> entry.syntax() == Syntax.PUBSUB && !entry.polite())
            .map(entry -> decisions.current(who.owner(), who.contact(), entry.address())).orElse(List.of());
    }
}
