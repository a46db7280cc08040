package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Book;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Dated;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.EntryStore;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.PresenceFeature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Sharing;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Eventing on the other nodes of a cluster: an owner's client may be connected to one of them, and whoever asks for his presence
 * to another. Who is subscribed is in the database of all; which of it has changed is told to all, and which forms wait for an
 * answer, and which clients can be given forms. All of it may come twice and in any order. Thread-safe.
 */
final class EventingNodes implements Nodes.Listener, Sharing {

    private static final Logger LOG = LoggerFactory.getLogger(EventingNodes.class);
    private static final String ENTRY = "eventing.entry";
    private static final String FORM = "eventing.form";
    private static final String CLIENT = "eventing.client";
    /** A node asks for all that is not in the database. */
    static final String ALL = "eventing.all";
    /** The node that asks. */
    static final String NODE = "node";
    private static final String OWNER = "owner";
    private static final String CONTACT = "contact";
    private static final String ID = "id";
    private static final String ADDRESS = "client.";
    /** So many clients are told of at once. */
    private static final int MOST_AT_ONCE = 500;

    private final Nodes nodes;
    private final Executor workers;
    private final Book book;
    private final PresenceFeature presence;

    /**
     * Nothing is told or heard before {@link #start}.
     *
     * @param nodes    the other nodes
     * @param workers  what takes time is done there
     * @param book     what is remembered
     * @param presence the feature
     */
    EventingNodes(Nodes nodes, Executor workers, Book book, PresenceFeature presence) {
        this.nodes = Objects.requireNonNull(nodes);
        this.workers = Objects.requireNonNull(workers);
        this.book = Objects.requireNonNull(book);
        this.presence = Objects.requireNonNull(presence);
    }

    /** A store that tells the other nodes what it has kept. */
    static EntryStore telling(Nodes nodes, EntryStore store) {
        return new EntryStore() {
            @Override
            public List<Dated> load() {
                return store.load();
            }

            @Override
            public Optional<Dated> find(Pair who) {
                return store.find(who);
            }

            @Override
            public boolean put(Dated entry) {
                return store.put(entry) && told(entry.entry().who());
            }

            @Override
            public boolean remove(Pair who) {
                return store.remove(who) && told(who);
            }

            private boolean told(Pair who) {
                nodes.tell(new Notice(ENTRY, fields(who)));
                return true;
            }
        };
    }

    /** From now on other nodes are told what happens here, and what happened there is asked for. */
    void start() {
        presence.share(this);
        ask();
    }

    private static Map<String, String> fields(Pair who) {
        return Map.of(OWNER, who.owner().toString(), CONTACT, who.contact().toString());
    }

    @Override
    public void asked(Pair who, String id) {
        nodes.tell(form(who, id));
    }

    private static Notice form(Pair who, String id) {
        Map<String, String> fields = new HashMap<>(fields(who));
        fields.put(ID, id);
        return new Notice(FORM, fields);
    }

    @Override
    public void doesPubsub(JID client) {
        nodes.tell(clients(List.of(client)));
    }

    private static Notice clients(List<JID> some) {
        Map<String, String> fields = new HashMap<>();
        some.forEach(client -> fields.put(ADDRESS + fields.size(), client.toString()));
        return new Notice(CLIENT, fields);
    }

    private void ask() {
        nodes.tell(new Notice(ALL, Map.of(NODE, nodes.self())));
    }

    @Override
    public void heard(Notice notice) {
        switch (notice.topic()) {
            case ENTRY -> pair(notice).ifPresent(who -> later(() -> book.reread(who)));
            case FORM -> pair(notice).ifPresent(who -> notice.field(ID).ifPresent(id -> presence.learning().asked(who, id)));
            case CLIENT -> notice.fields().forEach((name, client) -> address(client)
                .filter(jid -> name.startsWith(ADDRESS)).ifPresent(presence.learning()::doesPubsub));
            case ALL -> notice.field(NODE).ifPresent(node -> later(() -> tellAll(node)));
            default -> { }
        }
    }

    private void tellAll(String node) {
        List<JID> clients = new ArrayList<>();
        presence.tellAll(new Sharing() {
            @Override
            public void asked(Pair who, String id) {
                nodes.tell(node, form(who, id));
            }

            @Override
            public void doesPubsub(JID client) {
                clients.add(client);
            }
        });
        for (int first = 0; first < clients.size(); first += MOST_AT_ONCE) {
            nodes.tell(node, clients(clients.subList(first, Math.min(first + MOST_AT_ONCE, clients.size()))));
        }
    }

    private static Optional<Pair> pair(Notice notice) {
        return notice.field(OWNER).flatMap(EventingNodes::address).flatMap(owner ->
            notice.field(CONTACT).flatMap(EventingNodes::address).map(contact ->
                new Pair(owner.asBareJID(), contact.asBareJID())));
    }

    /** An address that another node has written. */
    static Optional<JID> address(String text) {
        try {
            return Optional.of(new JID(text));
        } catch (IllegalArgumentException e) {
            LOG.warn("Another node of the cluster says what is no address: {}", text);
            return Optional.empty();
        }
    }

    /** In the order in which it is told to be done it need not be: each time the store is asked how it is now. */
    private void later(Runnable task) {
        try {
            workers.execute(() -> {
                try {
                    task.run();
                } catch (IllegalStateException e) {
                    LOG.warn("What another node of the cluster has written cannot be read: {}", e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped", e);
        }
    }

    @Override
    public void joined() {
        ask();
        later(book::rereadAll);
    }

    @Override
    public void left() {
        // What is in the database stays, and so does what this node has been told.
    }
}
