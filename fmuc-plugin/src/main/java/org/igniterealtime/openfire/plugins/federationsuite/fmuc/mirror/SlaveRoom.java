package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * A slave room: a value. It exists while somebody local is in it, or on the way in or out.
 *
 * @param address   slave and master
 * @param locals    local occupants by nick, in the order they came
 * @param shown     what the master last showed of each occupant, local ones included, by nick
 * @param history   what later local occupants are given
 * @param roomCodes status codes that the master gave to the first and that hold for everybody who enters
 * @param questions IQ requests that wait for an answer, by the id that they were passed on with
 * @param nextCheck when clients are looked at that say nothing; {@link Instant#MAX} if nobody needs to be
 * @param events    how many events have made it what it is: of two states of one room, the later one has more. Also what
 *                  ids of questions are made of
 * @param marksJoins whether the master has been seen to mark the answer to a join with status 110; then no presence without
 *                  it is one
 * @param link      how it stands to the master
 * @param speech    how it speaks with the master
 */
public record SlaveRoom(SlaveAddress address, Map<String, LocalOccupant> locals, Map<String, Payload> shown,
                        History history, Set<Integer> roomCodes, Map<String, Question> questions, Instant nextCheck,
                        long events, boolean marksJoins, Link link, Speech speech) {

    /** Freezes the maps, keeping their order. */
    public SlaveRoom {
        locals = Frozen.of(locals);
        shown = Frozen.of(shown);
        roomCodes = Set.copyOf(roomCodes);
        questions = Frozen.of(questions);
    }

    /** A room that nobody has joined yet. */
    public static SlaveRoom vacant(SlaveAddress address) {
        return new SlaveRoom(address, Map.of(), Map.of(), History.EMPTY, Set.of(), Map.of(), Instant.MAX, 0, false,
            Link.NEW, Speech.PROTOXEP);
    }

    /** Tells whether nobody local is left: then there is nothing to keep. */
    public boolean isVacant() {
        return locals.isEmpty();
    }

    /**
     * Tells whether a stanza is a message to the master that is sent once more, unless it is known then that the master has it.
     * If nobody is left it is written down.
     */
    boolean isToSendAgain(Packet stanza) {
        return stanza instanceof Message message && message.getType() == Message.Type.groupchat
            && message.getTo().equals(address.master()) && (isVacant() || link.isInDoubt(
                Optional.ofNullable(message.getFrom().getResource()), Optional.ofNullable(message.getID()), Payload.of(message)));
    }

    /** Tells whether there may be such messages. */
    boolean sendsAgain() {
        return isVacant() || link.kept().stream().anyMatch(message -> message.state() == Kept.State.DOUBTFUL);
    }

    /** The local occupants whom the master has accepted and who have not left: those who see what happens. */
    public List<LocalOccupant> audience() {
        return locals.values().stream().filter(local -> local.phase() == Phase.JOINED).toList();
    }

    /** The occupant whom this full JID is a resource of. */
    public Optional<LocalOccupant> occupantOf(JID user) {
        return locals.values().stream().filter(local -> local.resources().contains(user)).findFirst();
    }

    /** Tells whether any client of a user is in, or on the way in or out. */
    public boolean hasUser(JID user) {
        return locals.values().stream().anyMatch(local -> local.isUser(user));
    }

    /** Tells whether the master has accepted somebody of ours, so that it is known who is in the room. */
    public boolean isOpen() {
        return anyLocal(Phase::atMaster);
    }

    Optional<LocalOccupant> local(String nick) {
        return Optional.ofNullable(locals.get(nick));
    }

    boolean anyLocal(Predicate<Phase> phase) {
        return locals.values().stream().anyMatch(local -> phase.test(local.phase()));
    }

    /** The nicks of those whose join is on its way. */
    Set<String> underWay() {
        Set<String> nicks = new LinkedHashSet<>();
        locals.values().stream().filter(local -> local.phase().underWay()).forEach(local -> nicks.add(local.nick()));
        return nicks;
    }

    /**
     * The nicks of those of ours who are shown. At an ordinary room they are those whom it has accepted: whoever else is shown
     * under the nick of one of ours is a stranger.
     */
    Set<String> accepted() {
        Set<String> nicks = new LinkedHashSet<>();
        locals.values().stream().filter(local -> local.phase().atMaster() || speech.dialect() != Dialect.PLAIN)
            .forEach(local -> nicks.add(local.nick()));
        return nicks;
    }

    Collection<LocalOccupant> queued() {
        return locals.values().stream().filter(local -> local.phase() == Phase.QUEUED).toList();
    }

    /** Tells whether it shows real addresses to everybody. */
    boolean isNonAnonymous() {
        return roomCodes.contains(Muc.NON_ANONYMOUS);
    }

    SlaveRoom with(LocalOccupant local) {
        Map<String, LocalOccupant> next = new LinkedHashMap<>(locals);
        next.put(local.nick(), local);
        return new SlaveRoom(address, next, shown, history, roomCodes, questions, nextCheck, events, marksJoins, link, speech);
    }

    SlaveRoom without(LocalOccupant local) {
        Map<String, LocalOccupant> next = new LinkedHashMap<>(locals);
        next.remove(local.nick());
        return new SlaveRoom(address, next, shown, history, roomCodes, questions, nextCheck, events, marksJoins, link, speech);
    }

    SlaveRoom showing(String nick, Payload payload) {
        Map<String, Payload> next = new LinkedHashMap<>(shown);
        next.put(nick, payload);
        return showing(next);
    }

    SlaveRoom notShowing(String nick) {
        Map<String, Payload> next = new LinkedHashMap<>(shown);
        next.remove(nick);
        return showing(next);
    }

    SlaveRoom showingOnly(Set<String> nicks) {
        Map<String, Payload> next = new LinkedHashMap<>(shown);
        next.keySet().retainAll(nicks);
        return showing(next);
    }

    private SlaveRoom showing(Map<String, Payload> next) {
        return new SlaveRoom(address, locals, next, history, roomCodes, questions, nextCheck, events, marksJoins, link, speech);
    }

    SlaveRoom remembering(History next) {
        return new SlaveRoom(address, locals, shown, next, roomCodes, questions, nextCheck, events, marksJoins, link, speech);
    }

    SlaveRoom withRoomCodes(Set<Integer> codes) {
        return new SlaveRoom(address, locals, shown, history, codes, questions, nextCheck, events, marksJoins, link, speech);
    }

    SlaveRoom with(String relayedAs, Question question) {
        Map<String, Question> next = new LinkedHashMap<>(questions);
        next.put(relayedAs, question);
        return asking(next);
    }

    SlaveRoom withoutQuestion(String relayedAs) {
        Map<String, Question> next = new LinkedHashMap<>(questions);
        next.remove(relayedAs);
        return asking(next);
    }

    private SlaveRoom asking(Map<String, Question> next) {
        return new SlaveRoom(address, locals, shown, history, roomCodes, next, nextCheck, events, marksJoins, link, speech);
    }

    SlaveRoom checkedAt(Instant next) {
        return new SlaveRoom(address, locals, shown, history, roomCodes, questions, next, events, marksJoins, link, speech);
    }

    SlaveRoom markingJoins() {
        return new SlaveRoom(address, locals, shown, history, roomCodes, questions, nextCheck, events, true, link, speech);
    }

    /**
     * A room that is about to be opened, for which messages were written down in an earlier life: they are sent when it is open
     * and their senders are in it, unless its past shows that the master has them. No answer of the master to this life of the
     * room says anything about what was sent in the earlier one.
     */
    public SlaveRoom recalling(List<Kept> messages) {
        Link next = link;
        for (Kept message : messages) {
            next = next.with(message);
        }
        return with(next.recalled());
    }

    /** The same, speaking with its master so. In other dialects than the ProtoXEP whatever is somebody's own is marked. */
    public SlaveRoom speaking(Speech next) {
        return new SlaveRoom(address, locals, shown, history, roomCodes, questions, nextCheck, events,
            marksJoins || next.dialect() != Dialect.PROTOXEP, link, next);
    }

    SlaveRoom with(Link next) {
        return new SlaveRoom(address, locals, shown, history, roomCodes, questions, nextCheck, events, marksJoins, next, speech);
    }

    /** The same, where it is known or not known that the master has nobody of ours who is gone. */
    public SlaveRoom haunted(boolean ghosts) {
        return with(link.haunted(ghosts));
    }

    SlaveRoom afterOneMore() {
        return new SlaveRoom(address, locals, shown, history, roomCodes, questions, nextCheck, events + 1, marksJoins, link,
            speech);
    }

    /** The room with everything forgotten that the master said of it: it is asked for again with the next join. */
    SlaveRoom forgetful() {
        return new SlaveRoom(address, locals, Map.of(), History.EMPTY, Set.of(), questions, nextCheck, events, marksJoins,
            link.forgetful(), speech);
    }
}
