package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.xmpp.packet.JID;

/**
 * What mirrors of other servers may join here: local rooms, and, where an administrator allows mirrors in a row, what this server
 * mirrors itself. A slave room is made by whoever joins it, so each exists whose address is one. Of a server that is one of
 * several nodes only local rooms: which node has a guest of a slave room would be two nodes' business. Thread-safe.
 */
final class GuardedRooms implements RoomDirectory {

    private final RoomDirectory rooms;
    private final String mirrorDomain;
    private final FmucSettings settings;
    private final Nodes nodes;

    GuardedRooms(RoomDirectory rooms, String mirrorDomain, FmucSettings settings, Nodes nodes) {
        this.rooms = Objects.requireNonNull(rooms);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
        this.settings = Objects.requireNonNull(settings);
        this.nodes = Objects.requireNonNull(nodes);
    }

    @Override
    public boolean isService(String domain) {
        return rooms.isService(domain)
            || isMirror(domain) && settings.get(FmucSettings.MIRRORS_IN_A_ROW) > 1 && nodes.others().isEmpty();
    }

    private boolean isMirror(String domain) {
        return domain.equals(mirrorDomain);
    }

    @Override
    public boolean exists(JID room) {
        return isMirror(room.getDomain()) ? SlaveAddress.read(room).filter(slave ->
            slave.masters().size() < settings.get(FmucSettings.MIRRORS_IN_A_ROW, slave.master())).isPresent()
            : rooms.exists(room);
    }

    @Override
    public boolean takesOthers(JID room) {
        return !isMirror(room.getDomain()) && rooms.takesOthers(room);
    }
}
