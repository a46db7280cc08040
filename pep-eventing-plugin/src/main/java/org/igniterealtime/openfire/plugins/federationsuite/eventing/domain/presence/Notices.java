package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
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
import org.xmpp.packet.JID;
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

    private final Book book;
    private final Rosters rosters;
    private final Clients clients;
    private final Decisions decisions;
    /** Clients of contacts elsewhere that are there and have said what they can. */
    private final BoundedTable<JID, Set<JID>> elsewhere = new BoundedTable<>(() -> MOST_ACCOUNTS);

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
        List<Effect> effects = new ArrayList<>(decisions.settle(who, false));
        effects.addAll(Decisions.notice(presence, from, client));
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
    void arrived(Event.Routed event, Presence presence, JID from) {
        if (event.local() || from.getResource() == null || rosters.isHere(from.asBareJID())) {
            return;
        }
        JID account = from.asBareJID();
        boolean there = presence.getElement().attributeValue("type") == null;
        if (there && presence.getElement().element("c") == null) {
            return;
        }
        Set<JID> now = new TreeSet<>(elsewhere.get(account).orElse(Set.of()));
        if (there && now.size() < MOST_CLIENTS && now.add(from)) {
            elsewhere.push(account, now);
        } else if (!there && now.remove(from)) {
            if (now.isEmpty()) {
                elsewhere.remove(account);
            } else {
                elsewhere.push(account, now);
            }
        }
    }
}
