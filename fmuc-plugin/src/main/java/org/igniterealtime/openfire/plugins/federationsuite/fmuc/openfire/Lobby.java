package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomInfo;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Callbacks;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/**
 * Where people look round before they enter: tells what the service is, which rooms are open here, and what a room is.
 * What only the master knows is asked there and answered when it has answered. Thread-safe.
 */
final class Lobby {

    /** Rooms in the list of the service: a list is for people, and each room in it was a question to its master. */
    private static final int MOST_LISTED = 100;

    private final Queries queries;
    private final SlaveRooms rooms;
    private final RoomInfos infos;
    private final FmucSettings settings;
    private final Router router;
    private final String localDomain;
    /** As whom the server asks a component what it is, once it has come. */
    private final String lister;

    Lobby(Queries queries, SlaveRooms rooms, RoomInfos infos, FmucSettings settings, Router router, String localDomain) {
        this.queries = Objects.requireNonNull(queries);
        this.rooms = Objects.requireNonNull(rooms);
        this.infos = Objects.requireNonNull(infos);
        this.settings = Objects.requireNonNull(settings);
        this.router = Objects.requireNonNull(router);
        this.localDomain = Objects.requireNonNull(localDomain);
        this.lister = "component." + localDomain;
    }

    /** Answers a question to the service itself. */
    void ask(IQ question) {
        boolean local = question.getFrom().getDomain().equals(localDomain) && question.getFrom().getNode() != null;
        boolean get = question.getType() == IQ.Type.get;
        if (local && get && Topic.of(question) == Topic.ITEMS) {
            list(question);
        } else if (question.getFrom().getDomain().equals(lister) && get && Topic.of(question) == Topic.INFO) {
            router.route(queries.unlisted(question));
        } else {
            router.route(queries.toService(question));
        }
    }

    /** Lists the rooms that are open here, and that their masters list as well: others are nobody's business. */
    private void list(IQ question) {
        List<SlaveRoom> open = rooms.open(MOST_LISTED);
        List<CompletableFuture<RoomInfos.Answer>> answers =
            open.stream().map(room -> infos.find(room.address().master())).toList();
        Callbacks.when(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)), (all, never) -> {
            Map<JID, String> listed = new LinkedHashMap<>();
            for (int i = 0; i < open.size(); i++) {
                SlaveAddress address = open.get(i).address();
                answers.get(i).join().info().filter(RoomInfo::isListed).ifPresent(info ->
                    listed.put(address.slave(), info.name().orElse(address.master().toString())));
            }
            router.route(queries.rooms(question, listed));
        });
    }

    /** Answers what a room is. */
    void ask(IQ question, SlaveAddress address) {
        Callbacks.when(infos.find(address.master()), (answer, never) -> {
            OptionalInt occupants = rooms.find(address.slave()).filter(SlaveRoom::isOpen)
                .map(room -> OptionalInt.of(room.shown().size())).orElse(OptionalInt.empty());
            if (answer.info().isPresent() || occupants.isPresent()) {
                router.route(answer.info().orElse(RoomInfo.UNKNOWN)
                    .answer(question, address, occupants, settings.get(FmucSettings.ARCHIVE, address.master())));
            } else {
                Condition condition = answer.error().orElse(Condition.undefined_condition);
                router.route(Stanzas.error(question, condition, null));
            }
        });
    }

    /** A room has changed. */
    void forget(SlaveAddress address) {
        infos.forget(address.master());
    }
}
