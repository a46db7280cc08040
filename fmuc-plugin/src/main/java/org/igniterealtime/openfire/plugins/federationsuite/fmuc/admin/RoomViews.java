package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.OccupantView.State;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.View;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.JID;

/** Shows rooms, as the rules have them, to administrators. No state. */
public final class RoomViews {

    /** Most occupants that are shown of one room. */
    public static final int MOST_OCCUPANTS = 1000;

    private RoomViews() {
    }

    /**
     * A room that is mirrored here.
     *
     * @param room          the room
     * @param fireAndForget whether what local users say is shown at once
     * @param tally         what crossed for it
     * @param found         the dialect that a room opened now would speak, and why
     */
    public static RoomView of(SlaveRoom room, boolean fireAndForget, Tally tally, DialectView found) {
        LinkState state = room.isOpen() || room.link().isLost() ? LinkState.of(room.link().phase()) : LinkState.JOINING;
        int transparent = room.locals().values().stream().mapToInt(local ->
            (int) local.clients().stream().filter(client -> client.view() == View.TRANSPARENT).count()).sum();
        JID master = room.address().master();
        return new RoomView(new RoomId(Side.MIRROR, master),
            List.of(new RoomView.Branch(master.getDomain(), state, room.locals().size(), tally)),
            Math.max(room.shown().size(), room.locals().size()), fireAndForget, transparent, room.link().kept().size(), tally,
            Optional.of(found.of(room.speech().dialect())));
    }

    /**
     * A room of ours that is mirrored elsewhere.
     *
     * @param room    the room
     * @param tallies what crossed, by slave
     */
    public static RoomView of(MasterRoom room, Map<JID, Tally> tallies) {
        List<RoomView.Branch> branches = room.slaves().stream().map(slave -> new RoomView.Branch(slave.getDomain(),
            state(room, slave), room.through(slave).size(), tallies.getOrDefault(slave, Tally.ZERO))).toList();
        Tally total = branches.stream().map(RoomView.Branch::tally).reduce(Tally.ZERO, Tally::plus);
        return new RoomView(new RoomId(Side.MASTER, room.address()), branches, room.occupants().size(), false, 0, 0, total,
            Optional.empty());
    }

    private static LinkState state(MasterRoom room, JID slave) {
        if (room.lost().containsKey(slave)) {
            return LinkState.LOST;
        }
        boolean doubted = room.suspicions().values().stream()
            .anyMatch(suspicion -> !suspicion.routine() && suspicion.target().asBareJID().equals(slave));
        if (doubted) {
            return LinkState.DOUBTED;
        }
        return room.through(slave).stream().anyMatch(VirtualOccupant::present) ? LinkState.UP : LinkState.JOINING;
    }

    /** Who is in a room that is mirrored here. */
    public static List<OccupantView> occupants(SlaveRoom room) {
        Map<String, OccupantView> byNick = new LinkedHashMap<>();
        room.shown().forEach((nick, payload) -> byNick.put(nick, occupant(nick, payload, room.locals().get(nick))));
        room.locals().forEach((nick, local) -> byNick.putIfAbsent(nick, occupant(nick, Payload.EMPTY, local)));
        return ordered(new ArrayList<>(byNick.values()));
    }

    private static OccupantView occupant(String nick, Payload shown, LocalOccupant local) {
        Optional<LocalOccupant> here = Optional.ofNullable(local);
        return new OccupantView(nick, shown.affiliation().orElse(""), shown.role().orElse(""),
            here.map(known -> known.bareAddress().toString()).or(shown::address).orElse(""),
            here.map(known -> known.bareAddress().getDomain()).orElse(""),
            here.map(known -> state(known.phase())).orElse(State.PRESENT));
    }

    private static State state(Phase phase) {
        return switch (phase) {
            case QUEUED, JOINING -> State.ENTERING;
            case JOINED -> State.PRESENT;
            case CANCELLED, LEAVING -> State.LEAVING;
        };
    }

    /** Who is in a room of ours through mirrors. */
    public static List<OccupantView> occupants(MasterRoom room) {
        return ordered(room.occupants().values().stream().map(occupant -> new OccupantView(occupant.nick(), "",
            occupant.standing() == VirtualOccupant.Standing.MODERATOR ? "moderator" : "", occupant.user().toString(),
            occupant.slave().getDomain(), occupant.present() ? State.PRESENT : State.ENTERING)).toList());
    }

    private static List<OccupantView> ordered(List<OccupantView> occupants) {
        return occupants.stream().sorted(Comparator.comparing(OccupantView::nick, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(OccupantView::nick)).limit(MOST_OCCUPANTS).toList();
    }
}
