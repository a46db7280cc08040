package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

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
 * Bounded by {@link Forms}.
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
    private final Forms forms;
    private volatile Sharing sharing = Sharing.NOBODY;

    Authorizations(JID server, Supplier<String> ids, AuthorizationForm.Words words, Rosters rosters, Clients clients,
                   Users users, Decisions decisions, Forms forms) {
        this.server = Objects.requireNonNull(server);
        this.ids = Objects.requireNonNull(ids);
        this.words = Objects.requireNonNull(words);
        this.rosters = Objects.requireNonNull(rosters);
        this.clients = Objects.requireNonNull(clients);
        this.users = Objects.requireNonNull(users);
        this.decisions = Objects.requireNonNull(decisions);
        this.forms = Objects.requireNonNull(forms);
    }

    /** Somebody has asked: clients of the owner that do pubsub and are there get a form. */
    List<Effect> ask(Pair who) {
        List<JID> there = clients.present(who.owner()).stream().map(Presence::getFrom).filter(users::doesPubsub).toList();
        if (there.isEmpty()) {
            // Nor is anything remembered: who comes later is asked then. An answer to an older form is none to this.
            forms.forget(who);
            return List.of();
        }
        give(who, MARK + ids.get());
        // No form where none may wait: it could not be answered.
        return there.stream().flatMap(client -> forms.idOf(who).map(id -> form(client, id, who.contact())).stream()).toList();
    }

    /** A client that does pubsub has come: it gets a form for everybody who waits. */
    List<Effect> askAll(JID client) {
        JID owner = client.asBareJID();
        List<Pair> waiting = rosters.contacts(owner).entrySet().stream()
            .filter(contact -> contact.getValue() == Stance.PENDING).map(contact -> Pair.of(owner, contact.getKey())).toList();
        waiting.forEach(who -> give(who, forms.idOf(who).orElseGet(() -> MARK + ids.get())));
        // Of more than may wait the first have been forgotten over the last; those are given when these are answered.
        return waiting.stream().flatMap(who -> forms.idOf(who).map(id -> form(client, id, who.contact())).stream()).toList();
    }

    /** Nobody waits for an answer any more. */
    void forget(Pair who) {
        forms.forget(who);
    }

    private void give(Pair who, String id) {
        forms.give(who, id);
        sharing.asked(who, id);
    }

    /** From now on other nodes are told. */
    void share(Sharing others) {
        sharing = Objects.requireNonNull(others);
    }

    /** Another node has given an owner a form, whose client may answer here. */
    void learn(Pair who, String id) {
        forms.give(who, id);
    }

    /** The forms that wait for an answer. */
    List<Map.Entry<Pair, String>> waiting() {
        return forms.waiting();
    }

    private Effect form(JID client, String id, JID contact) {
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
        Optional<Pair> who = id == null ? Optional.empty() : forms.about(id);
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
