package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Told.Arrival;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What does not go to a slave at the end of a thin link: presences of others that tell it nothing but a status, typing notices,
 * and the word that somebody is there beside what he says. Whatever else {@link OutboundRules} have for it goes; of its own
 * occupants all does, because a slave that shows nothing before the room has shown it waits for that. Pure.
 */
final class ThinRules {

    private ThinRules() {
    }

    /**
     * Spares the link what it is not worth.
     *
     * @param before   the room as it was
     * @param ruling   what becomes of a copy without regard to the link
     * @param receiver whose copy it is
     * @param copy     what it says
     * @param now      the circumstances
     */
    static Ruling spare(MasterRoom before, Ruling ruling, VirtualOccupant receiver, RoomCopy copy, Circumstances now) {
        JID slave = receiver.slave();
        boolean opens = !receiver.present() && ruling.room().occupant(slave, receiver.nick())
            .filter(accepted -> accepted.present() && accepted.opener()).isPresent();
        Told told = opens ? Told.NOTHING : before.told().getOrDefault(slave, Told.NOTHING);
        List<Effect> worthIt = new ArrayList<>();
        for (Effect effect : ruling.effects()) {
            Packet stanza = ((Effect.Send) effect).stanza();
            if (stanza instanceof Presence presence && presence.getTo().getResource() == null) {
                String nick = presence.getFrom().getResource();
                boolean ours = copy instanceof RoomCopy.Occupant own && own.nick().equals(receiver.nick())
                    && nick.equals(receiver.nick());
                String standing = Payload.of(presence).standing();
                boolean here = presence.getType() == null && !ours;
                if (here && told.knows(nick, standing) || ours && receiver.farewell() == Farewell.UNTOLD) {
                    continue;
                }
                told = here ? told.shown(nick, standing, now.policy().mostOccupants()) : told.gone(nick);
                worthIt.add(effect);
            } else if (stanza instanceof Message message) {
                worthSending(message).map(Effect.Send::new).ifPresent(worthIt::add);
            } else {
                worthIt.add(effect);
            }
        }
        MasterRoom next = ruling.room().telling(slave, worthIt.isEmpty() ? told : told.in(Arrival.UNKNOWN));
        return new Ruling(next, ruling.verdict(), worthIt, ruling.leaving());
    }

    /**
     * The room when it is known which links are thin, though nothing is sent over them: an administrator may say so at any time.
     *
     * @param thin the slaves whose links are
     */
    static MasterRoom known(MasterRoom room, Set<JID> thin) {
        MasterRoom next = room;
        for (JID slave : room.slaves()) {
            next = !thin.contains(slave) ? next.tellingAll(slave)
                : next.isThin(slave) ? next : next.telling(slave, Told.NOTHING);
        }
        return next;
    }

    /** A message without what is not worth sending, if anything of it is. */
    static Optional<Message> worthSending(Message message) {
        Payload said = Payload.of(message);
        if (message.getType() == Message.Type.error) {
            return Optional.of(message);
        }
        if (said.isChatState()) {
            return Optional.empty();
        }
        Payload words = said.withoutActive();
        return Optional.of(words.equals(said) ? message : Stanzas.message(message.getFrom(), message.getTo(), message.getType(),
            Optional.ofNullable(message.getID()), words));
    }
}
