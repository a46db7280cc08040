package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.BoundedTable;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.FarPlace;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Rooms;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Sharing;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Places of clients of other servers in rooms, which end with the node of a cluster by which the clients came. Each node knows
 * those of the others, and when one is lost the leading node tells its clients. Thread-safe. Bounded as seats are: of those of
 * other nodes the latest are remembered.
 */
final class FarPlaces implements Nodes.Listener, Sharing {

    private static final Logger LOG = LoggerFactory.getLogger(FarPlaces.class);
    private static final String PLACE = "eventing.place";
    private static final String END = "eventing.place-end";
    private static final String NODE = "node";
    private static final String CLIENT = "client";
    private static final String ROOM = "room";
    private static final String SERVICE = "service";
    private static final String NAME = "name";
    private static final String NICK = "nick";

    private final Nodes nodes;
    private final Executor workers;
    private final Executor afterLoss;
    private final Rooms rooms;
    private final Consumer<List<Effect>> deeds;
    private final BoundedTable<Where, Held> held;

    private record Where(JID client, JID room) {
    }

    private record Held(String node, FarPlace place) {
    }

    /**
     * Nothing is told or heard before {@link #start}.
     *
     * @param nodes     the other nodes
     * @param workers   what takes time is done there
     * @param afterLoss what is to be said because a node is lost is said there, when the server knows, too, that it is: until
     *                  then it gives that node what is to go over its connections
     * @param rooms     the places here
     * @param deeds     does what is to be done for a lost place
     * @param most      how many places of other nodes are remembered
     */
    FarPlaces(Nodes nodes, Executor workers, Executor afterLoss, Rooms rooms, Consumer<List<Effect>> deeds, IntSupplier most) {
        this.nodes = Objects.requireNonNull(nodes);
        this.workers = Objects.requireNonNull(workers);
        this.afterLoss = Objects.requireNonNull(afterLoss);
        this.rooms = Objects.requireNonNull(rooms);
        this.deeds = Objects.requireNonNull(deeds);
        this.held = new BoundedTable<>(most);
    }

    /** From now on other nodes are told of places here. Those of others are told by whoever is asked for all. */
    void start() {
        rooms.share(this);
    }

    @Override
    public void has(FarPlace place) {
        nodes.tell(notice(place));
    }

    private Notice notice(FarPlace place) {
        Map<String, String> fields = new HashMap<>(fields(place.client(), place.room()));
        fields.put(SERVICE, place.service().toString());
        fields.put(NAME, place.node());
        fields.put(NICK, place.nick());
        return new Notice(PLACE, fields);
    }

    @Override
    public void hasNoMore(JID client, JID room) {
        nodes.tell(new Notice(END, fields(client, room)));
    }

    private Map<String, String> fields(JID client, JID room) {
        return Map.of(NODE, nodes.self(), CLIENT, client.toString(), ROOM, room.toString());
    }

    @Override
    public void heard(Notice notice) {
        switch (notice.topic()) {
            case PLACE -> where(notice).ifPresent(where -> held(notice, where).ifPresent(one -> held.push(where, one)));
            // Whoever has come again has a place by another node already, which this one need not know of.
            case END -> where(notice).ifPresent(where -> held.removeIf((known, one) -> known.equals(where)
                && notice.field(NODE).filter(one.node()::equals).isPresent()));
            case EventingNodes.ALL -> notice.field(EventingNodes.NODE).ifPresent(node -> later(() -> tellAll(node)));
            default -> { }
        }
    }

    private void tellAll(String node) {
        rooms.tellAll(new Sharing() {
            @Override
            public void has(FarPlace place) {
                nodes.tell(node, notice(place));
            }

            @Override
            public void hasNoMore(JID client, JID room) {
                // It knows of none.
            }
        });
    }

    private static Optional<Where> where(Notice notice) {
        return notice.field(CLIENT).flatMap(EventingNodes::address).flatMap(client ->
            notice.field(ROOM).flatMap(EventingNodes::address).map(room -> new Where(client, room)));
    }

    private static Optional<Held> held(Notice notice, Where where) {
        return notice.field(NODE).flatMap(node -> notice.field(SERVICE).flatMap(EventingNodes::address).flatMap(service ->
            notice.field(NAME).flatMap(name -> notice.field(NICK).map(nick ->
                new Held(node, new FarPlace(where.client(), where.room(), service, name, nick))))));
    }

    @Override
    public void joined() {
        // This node has another name now, and so may others.
        later(() -> {
            held.removeIf((where, one) -> true);
            rooms.tellAll(this);
        });
    }

    @Override
    public void left() {
        run(afterLoss, this::inherit);
    }

    private void inherit() {
        Set<String> others = nodes.others();
        boolean stopping = others.isEmpty() && nodes.othersServe();
        if (stopping || !nodes.leads()) {
            // Whoever leads does it, and if it is this one soon, it is told so.
            return;
        }
        for (Map.Entry<Where, Held> one : held.entries()) {
            if (!others.contains(one.getValue().node()) && held.remove(one.getKey()).isPresent()) {
                deeds.accept(rooms.inherit(one.getValue().place()));
            }
        }
    }

    private void later(Runnable task) {
        run(workers, task);
    }

    private static void run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped", e);
        }
    }
}
