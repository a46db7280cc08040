package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * Owners are asked by a form whether somebody may see their presence, and answer by it (XEP-0060, section 8.6). Thread-safe.
 * Bounded: it remembers the ids of as many forms as requests may wait, and of clients as many as may use pubsub at a time.
 *
 * <p>Only the owner can answer, from a client that is connected here, and no answer to one of our forms goes any further,
 * however it is addressed.
 */
final class Authorizations {

    /** By which an id of ours is known when it is no longer valid. */
    private static final String MARK = "authorize-";

    private final JID server;
    private final Supplier<String> ids;
    private final AuthorizationForm.Words words;
    private final Rosters rosters;
    private final Clients clients;
    private final Users users;
    private final Decisions decisions;
    private final BoundedTable<Pair, String> asked;
    private volatile Sharing sharing = Sharing.NOBODY;

    Authorizations(JID server, Supplier<String> ids, AuthorizationForm.Words words, Rosters rosters, Clients clients,
                   Users users, Decisions decisions, IntSupplier most) {
        this.server = Objects.requireNonNull(server);
        this.ids = Objects.requireNonNull(ids);
        this.words = Objects.requireNonNull(words);
        this.rosters = Objects.requireNonNull(rosters);
        this.clients = Objects.requireNonNull(clients);
        this.users = Objects.requireNonNull(users);
        this.decisions = Objects.requireNonNull(decisions);
        this.asked = new BoundedTable<>(most);
    }

    /** Somebody has asked: clients of the owner that do pubsub and are there get a form. */
    List<Effect> ask(Pair who) {
        List<Effect> effects = new ArrayList<>();
        // A new id, also where an older request was forgotten: an answer to that is none to this.
        String id = MARK + ids.get();
        List<JID> there = clients.present(who.owner()).stream().map(Presence::getFrom).filter(users::doesPubsub).toList();
        if (!asked.add(who, id)) {
            return effects;
        }
        there.forEach(client -> effects.add(form(client, id, who.contact())));
        return effects;
    }

    /** A client that does pubsub has come: it gets a form for everybody who waits. */
    List<Effect> askAll(JID client) {
        JID owner = client.asBareJID();
        List<Effect> effects = new ArrayList<>();
        for (Map.Entry<JID, Stance> contact : rosters.contacts(owner).entrySet()) {
            if (contact.getValue() == Stance.PENDING) {
                Pair who = Pair.of(owner, contact.getKey());
                Optional<String> id = asked.get(who);
                String known = id.orElseGet(() -> MARK + ids.get());
                if (id.isPresent() || asked.add(who, known)) {
                    effects.add(form(client, known, contact.getKey()));
                }
            }
        }
        return effects;
    }

    /** Nobody waits for an answer any more. */
    void forget(Pair who) {
        asked.remove(who);
    }

    /** From now on other nodes are told. */
    void share(Sharing others) {
        sharing = Objects.requireNonNull(others);
    }

    /** Another node has given an owner a form, whose client may answer here. */
    void learn(Pair who, String id) {
        asked.add(who, id);
    }

    /** The forms that wait for an answer. */
    List<Map.Entry<Pair, String>> waiting() {
        return asked.entries();
    }

    private Effect form(JID client, String id, JID contact) {
        sharing.asked(Pair.of(client, contact), id);
        return new Effect.Route(AuthorizationForm.ask(server, client, id, contact, words));
    }

    /**
     * A message passes that may be an answer.
     *
     * @param event a message
     * @return what the owner decided, with {@link Effect.Stop}; nothing if it is no answer to a form of ours
     */
    List<Effect> answer(Event.Routing event) {
        Message message = (Message) event.stanza();
        String id = message.getID();
        Optional<AuthorizationForm.Answer> answer = AuthorizationForm.read(message);
        if (answer.isEmpty() || !isForUs(message, answer.get())) {
            return List.of();
        }
        Optional<JID> from = Addresses.from(message);
        if (!event.local() || from.isEmpty()) {
            // It is nobody's business here, and nobody is told so: a stranger learns nothing by guessing.
            return List.of(new Effect.Stop());
        }
        JID owner = from.get().asBareJID();
        Optional<Pair> who = asked.entries().stream().filter(one -> one.getValue().equals(id)).map(Map.Entry::getKey)
            .findFirst();
        if (who.isPresent() && !who.get().owner().equals(owner)) {
            return refuse(message, PacketError.Condition.forbidden);
        }
        if (who.isEmpty() || rosters.granted(who.get()) != Stance.PENDING) {
            return refuse(message, PacketError.Condition.item_not_found);
        }
        return decide(message, answer.get(), who.get());
    }

    private List<Effect> decide(Message message, AuthorizationForm.Answer answer, Pair who) {
        boolean sameNode = answer.node().map(PubsubRequest.PRESENCE_NODE::equals).orElse(true);
        boolean sameContact = answer.readable()
            && answer.subscriber().map(jid -> jid.asBareJID().equals(who.contact())).orElse(true);
        if (!sameNode || !sameContact) {
            return refuse(message, PacketError.Condition.bad_request);
        }
        forget(who);
        boolean allowed = answer.allowed() && answer.named() && !answer.cancelled();
        List<Effect> effects = new ArrayList<>(allowed ? decisions.approve(who) : decisions.deny(who));
        effects.add(new Effect.Stop());
        return effects;
    }

    /**
     * Whether a form answers one of ours, by its id, or could answer nobody else's. A form that another service asked with
     * is left alone, and so is one with an id that only looks like another's.
     */
    private boolean isForUs(Message message, AuthorizationForm.Answer answer) {
        String id = message.getID();
        if (id != null && id.startsWith(MARK) && (answer.named() || answer.cancelled())) {
            return true;
        }
        JID to = Addresses.to(message).orElse(null);
        boolean atHome = to == null || to.equals(server) || rosters.isAccount(to.asBareJID());
        return atHome && answer.named() && answer.node().filter(PubsubRequest.PRESENCE_NODE::equals).isPresent();
    }

    private static List<Effect> refuse(Message message, PacketError.Condition condition) {
        Message error = new Message();
        error.setID(message.getID());
        error.setFrom(message.getTo() == null ? message.getFrom().asBareJID() : message.getTo());
        error.setTo(message.getFrom());
        error.setError(condition);
        return List.of(new Effect.Route(error), new Effect.Stop());
    }
}
