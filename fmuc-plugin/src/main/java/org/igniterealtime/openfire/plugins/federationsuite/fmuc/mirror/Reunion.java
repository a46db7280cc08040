package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StillIn;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What becomes of clients whose node of a cluster has a slave room in a state that is not the one they have seen: the nodes had
 * lost each other, and what went on here meanwhile is not what went on there. Those who are in are told, lose sight of all whom
 * they saw, and enter again. Who was on the way in enters again as well, and who was on the way out is out. Immutable.
 *
 * @param told what clients are told
 * @param said what they would send to the slave: to enter again, under the nick that they have, or to leave
 */
public record Reunion(List<Packet> told, List<Presence> said) {

    /** Copies the lists. */
    public Reunion {
        told = List.copyOf(told);
        said = List.copyOf(said);
    }

    /**
     * Brings clients together with a room.
     *
     * @param missed what they have not seen
     * @param here   who is a client of this node
     * @param words  what those are told who were in
     */
    public static Reunion of(Missed missed, Predicate<JID> here, String words) {
        Gathering all = new Gathering(missed);
        for (LocalOccupant local : missed.before().locals().values()) {
            local.clients().stream().filter(client -> here.test(client.address())).forEach(client -> {
                if (local.asksToGo() || all.leaving.contains(client.address())) {
                    all.leave(local, client);
                } else if (local.phase() == LocalOccupant.Phase.JOINED) {
                    // Somebody had taken him for lost, and he will be told that he is out: his join could come behind that.
                    if (!isToBeTold(missed.after(), client)) {
                        all.enterAgain(local, client, words);
                    }
                } else {
                    all.enter(local, client, client.history());
                }
            });
        }
        missed.after().locals().values().stream().filter(local -> !local.asksToGo()).forEach(local -> local.clients().stream()
            .filter(client -> here.test(client.address()) && missed.before().occupantOf(client.address()).isEmpty())
            .forEach(client -> all.meet(local, client)));
        return new Reunion(all.told, all.said);
    }

    private static boolean isToBeTold(SlaveRoom room, Client client) {
        return room.occupantOf(client.address()).filter(one -> one.asksToGo() && one.leaving().contains(client.address()))
            .isPresent();
    }

    /** What gathers until all are together. */
    private static final class Gathering {

        private final SlaveRoom room;
        private final SlaveRoom after;
        private final SlaveAddress address;
        private final HistoryRequest unheard;
        private final Set<JID> leaving = new HashSet<>();
        private final Set<JID> coming;
        /** Whom this node has entered again before, and that is yet to lead to something. */
        private final Set<JID> entered;
        private final List<Packet> told = new ArrayList<>();
        private final List<Presence> said = new ArrayList<>();

        Gathering(Missed missed) {
            room = missed.before();
            after = missed.after();
            address = room.address();
            // What they have heard they need not hear again.
            unheard = room.history().messages().stream().map(Heard::at).max(Instant::compareTo)
                .map(last -> HistoryRequest.since(last.plusMillis(1))).orElse(HistoryRequest.ALL);
            coming = Stream.concat(missed.taken().stream(), missed.yet().stream())
                .filter(stanza -> stanza instanceof Presence presence && presence.getType() == null
                    && !StillIn.isMarked(presence)).map(Packet::getFrom).collect(Collectors.toSet());
            entered = missed.yet().stream().filter(stanza -> stanza instanceof Presence presence && StillIn.isMarked(presence))
                .map(Packet::getFrom).collect(Collectors.toSet());
            for (Packet stanza : missed.taken()) {
                if (stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable) {
                    leaving.add(stanza.getFrom());
                } else if (stanza instanceof Presence presence && presence.getType() == null
                    && presence.getElement().element(Muc.ENTER) != null && !StillIn.isMarked(presence)
                    && missed.after().occupantOf(presence.getFrom()).filter(one -> !one.asksToGo()).isEmpty()) {
                    // He may have been refused, and not have heard it.
                    leaving.remove(stanza.getFrom());
                    said.add(presence);
                }
            }
            missed.yet().stream().filter(stanza -> stanza instanceof Presence presence
                && presence.getType() == Presence.Type.unavailable).forEach(part -> leaving.add(part.getFrom()));
        }

        void enterAgain(LocalOccupant local, Client client, String words) {
            room.shown().keySet().stream().filter(nick -> !nick.equals(local.nick())).forEach(nick ->
                tell(client, Stanzas.presence(address.slaveOccupant(nick), client.address(), Presence.Type.unavailable,
                    Payload.EMPTY.with(LossRules.noRole()))));
            Message notice = Stanzas.message(address.slave(), client.address(), Message.Type.groupchat, Optional.empty(),
                Payload.EMPTY);
            notice.setBody(words);
            tell(client, notice);
            enter(local, client, unheard);
        }

        void enter(LocalOccupant local, Client client, HistoryRequest history) {
            if (entered.contains(client.address())) {
                return;
            }
            UserStanza.Available again = local.join().by(client.address(), history, client.joinId());
            Presence join = Stanzas.directJoin(address, again);
            Transparent.strip(join);
            if (after.occupantOf(client.address()).filter(one -> !one.asksToGo()).isPresent()) {
                StillIn.mark(join);
            }
            say(local, client, join);
        }

        /**
         * Has somebody enter who has done so meanwhile, and who may have missed what he got. Whoever has not asked for it, or not
         * since, has left here or was let in nowhere, unheard there, and leaves.
         */
        void meet(LocalOccupant local, Client client) {
            if (!coming.contains(client.address())) {
                part(local, client);
            } else if (local.phase() == LocalOccupant.Phase.JOINED) {
                enter(local, client, client.history());
            }
        }

        void leave(LocalOccupant local, Client client) {
            tell(client, Stanzas.presence(address.slaveOccupant(local.nick()), client.address(), Presence.Type.unavailable,
                Turn.own(Payload.EMPTY)));
            // The room may still have him.
            part(local, client);
        }

        private void part(LocalOccupant local, Client client) {
            Presence part = new Presence(Presence.Type.unavailable);
            part.setFrom(client.address());
            say(local, client, part);
        }

        private void tell(Client client, Packet stanza) {
            told.add(client.view().dress(stanza, address));
        }

        private void say(LocalOccupant local, Client client, Presence presence) {
            presence.setTo(address.slaveOccupant(local.nick()));
            if (client.view() == View.TRANSPARENT) {
                Transparent.markTaken(presence);
            }
            said.add(presence);
        }
    }
}
