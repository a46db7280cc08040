package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.JID;

/**
 * A slave room: a value. It exists while somebody local is in it, or on the way in or out.
 *
 * @param address   slave and master
 * @param locals    local occupants by nick, in the order they came
 * @param shown     what the master last showed of each occupant, local ones included, by nick
 * @param history   what later local occupants are given
 * @param roomCodes status codes that the master gave to the first and that hold for everybody who enters
 */
public record SlaveRoom(SlaveAddress address, Map<String, LocalOccupant> locals, Map<String, Payload> shown,
                        History history, Set<Integer> roomCodes) {

    /** Copies the maps, keeping their order. */
    public SlaveRoom {
        locals = Collections.unmodifiableMap(new LinkedHashMap<>(locals));
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
        roomCodes = Set.copyOf(roomCodes);
    }

    /** A room that nobody has joined yet. */
    public static SlaveRoom vacant(SlaveAddress address) {
        return new SlaveRoom(address, Map.of(), Map.of(), History.EMPTY, Set.of());
    }

    /** Tells whether nobody local is left: then there is nothing to keep. */
    public boolean isVacant() {
        return locals.isEmpty();
    }

    /** The local occupants whom the master has accepted and who have not left: those who see what happens. */
    public List<LocalOccupant> audience() {
        return locals.values().stream().filter(local -> local.phase() == Phase.JOINED).toList();
    }

    Optional<LocalOccupant> local(String nick) {
        return Optional.ofNullable(locals.get(nick));
    }

    /** The occupant whom this full JID is a resource of. */
    Optional<LocalOccupant> occupantOf(JID user) {
        return locals.values().stream().filter(local -> local.resources().contains(user)).findFirst();
    }

    boolean anyLocal(Predicate<Phase> phase) {
        return locals.values().stream().anyMatch(local -> phase.test(local.phase()));
    }

    Collection<LocalOccupant> queued() {
        return locals.values().stream().filter(local -> local.phase() == Phase.QUEUED).toList();
    }

    SlaveRoom with(LocalOccupant local) {
        Map<String, LocalOccupant> next = new LinkedHashMap<>(locals);
        next.put(local.nick(), local);
        return new SlaveRoom(address, next, shown, history, roomCodes);
    }

    SlaveRoom without(LocalOccupant local) {
        Map<String, LocalOccupant> next = new LinkedHashMap<>(locals);
        next.remove(local.nick());
        return new SlaveRoom(address, next, shown, history, roomCodes);
    }

    SlaveRoom showing(String nick, Payload payload) {
        Map<String, Payload> next = new LinkedHashMap<>(shown);
        next.put(nick, payload);
        return new SlaveRoom(address, locals, next, history, roomCodes);
    }

    SlaveRoom notShowing(String nick) {
        Map<String, Payload> next = new LinkedHashMap<>(shown);
        next.remove(nick);
        return new SlaveRoom(address, locals, next, history, roomCodes);
    }

    SlaveRoom remembering(History next) {
        return new SlaveRoom(address, locals, shown, next, roomCodes);
    }

    SlaveRoom withRoomCodes(Set<Integer> codes) {
        return new SlaveRoom(address, locals, shown, history, codes);
    }

    /** The room with everything forgotten that came from the master: it is asked for again with the next join. */
    SlaveRoom forgetful() {
        return new SlaveRoom(address, locals, Map.of(), History.EMPTY, Set.of());
    }
}
