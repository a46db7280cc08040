package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Anew;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * Speaks with a room that knows nothing of mirrors (XEP-0045). Each local user is in it as {@code slave/Nick}, with the address
 * of his occupant here for his own; of the copies that come for all of ours one is heard. Which one: his own of what somebody of
 * ours does, the first that says something new of who else is there, and of what is said that of whoever of ours has been in for
 * the longest time: such a room sends all copies of one thing before those of the next.
 */
final class PlainInterpreter implements Interpreter {

    /**
     * The id of the part of somebody who may not be in. Some rooms answer with an error if he is not, and that is none of what he
     * does next.
     */
    static final String PART = "not-in";

    @Override
    public Rendering write(SlaveRoom room, Packet stanza) {
        if (stanza instanceof Presence presence) {
            return write(room, presence);
        }
        if (stanza instanceof IQ iq && iq.isRequest() && iq.getID().startsWith(ProbeRules.ID)) {
            // XEP-0410: only a question to his own occupant tells whether the room still has him.
            iq.setTo(room.address().masterOccupant(iq.getFrom().getResource()));
        }
        Fmuc.strip(stanza);
        return Rendering.sending(room, stanza);
    }

    private static Rendering write(SlaveRoom room, Presence presence) {
        String nick = presence.getTo().getResource();
        boolean enters = Fmuc.isJoin(presence);
        boolean again = Resume.isMarked(presence);
        Fmuc.strip(presence);
        presence.setFrom(room.address().slaveOccupant(nick));
        if (!enters) {
            return Rendering.sending(room, presence);
        }
        // To somebody who is in already rooms answer with little or nothing, and he may be in from an earlier life of this room.
        boolean fresh = again || !room.isOpen() || Anew.isMarked(presence);
        presence.getElement().elements(Resume.ELEMENT).forEach(Element::detach);
        presence.getElement().elements(Anew.ELEMENT).forEach(Element::detach);
        Element enter = presence.getElement().element(Muc.ENTER);
        if (enter == null) {
            enter = presence.getElement().addElement(Muc.ENTER);
        }
        if (!again && room.isOpen()) {
            // What was said before is served here.
            enter.elements("history").forEach(Element::detach);
            HistoryRequest.NONE.addTo(enter);
        }
        return fresh ? Rendering.sending(room, part(room, nick, nick), presence) : Rendering.sending(room, presence);
    }

    private static Presence part(SlaveRoom room, String nick, String nickThere) {
        Presence part = Stanzas.presence(room.address().slaveOccupant(nick), room.address().masterOccupant(nickThere),
            Presence.Type.unavailable, Payload.EMPTY);
        part.setID(PART);
        return part;
    }

    @Override
    public Rendering read(SlaveRoom room, Packet stanza) {
        Optional<MasterStanza> said = MasterStanza.read(stanza);
        if (said.isEmpty() || said.get() instanceof MasterStanza.Refused && PART.equals(stanza.getID())
                && Stanzas.condition(stanza).filter(LinkRules::meansNoLink).isEmpty()) {
            return Rendering.nothing(room);
        }
        if (said.get() instanceof MasterStanza.Present present) {
            return present(room, present);
        }
        if (said.get() instanceof MasterStanza.Absent absent) {
            return absent(room, absent);
        }
        if (said.get() instanceof MasterStanza.Whispered message && message.type() == Message.Type.groupchat) {
            return said(room, message);
        }
        if (said.get() instanceof MasterStanza.Refused refused) {
            return refused(room, refused);
        }
        // Nobody says anything to the bare slave, which is in no room of this kind.
        return said.get() instanceof MasterStanza.Said ? Rendering.nothing(room) : Rendering.hearing(room, said.get());
    }

    private static Rendering present(SlaveRoom room, MasterStanza.Present present) {
        if (present.receiver().isEmpty()) {
            return Rendering.nothing(room);
        }
        String receiver = present.receiver().get();
        Optional<LocalOccupant> local = room.local(receiver).filter(one -> one.phase() != Phase.QUEUED);
        if (local.isEmpty()) {
            // The room has somebody whom we do not have.
            return Rendering.sending(room, part(room, receiver, receiver));
        }
        Set<Integer> codes = present.payload().statusCodes();
        // Not all rooms mark it.
        boolean own = codes.contains(Muc.SELF) || present.nick().equals(receiver);
        if (own && codes.contains(Muc.CREATED)) {
            return created(room, receiver, present.nick());
        }
        if (own && !present.nick().equals(receiver)) {
            return Rendering.sending(room, part(room, receiver, present.nick())).andHearing(new MasterStanza.Refused(receiver,
                Stanzas.errorPayload(Condition.not_acceptable,
                    "The room does not let you in with this nick. Please try another one.")));
        }
        if (own) {
            // His address there is that of his occupant here, which is nobody's real one.
            return Rendering.hearing(room, new MasterStanza.Present(receiver, Optional.empty(),
                present.payload().withoutRealJid().withStatus(Set.of(Muc.SELF))));
        }
        Optional<LocalOccupant> ours = room.local(present.nick()).filter(one -> one.phase() != Phase.QUEUED);
        if (ours.filter(one -> one.phase().atMaster()).isPresent()) {
            return Rendering.nothing(room);
        }
        Link link = room.link();
        if (link.phase() == Link.Phase.DOWN) {
            // Whoever joins again is told of all.
            return Rendering.nothing(room);
        }
        // Of somebody on the way in it may tell, or of a stranger who has his nick until he is refused.
        Payload payload = ours.isPresent() ? present.payload().withoutRealJid() : present.payload();
        boolean counted = room.isOpen() && link.phase() != Link.Phase.REJOINING || link.fresh().contains(present.nick());
        return counted && isKnown(room.shown().get(present.nick()), payload) ? Rendering.nothing(room)
            : Rendering.hearing(room, new MasterStanza.Present(present.nick(), Optional.empty(), payload));
    }

    /** Tells whether a copy says nothing that another has not said. Those for moderators say more than others. */
    private static boolean isKnown(Payload shown, Payload told) {
        return shown != null && (shown.hasRealJid() || !told.hasRealJid())
            && shown.withoutRealJid().equals(told.withoutRealJid());
    }

    /** The room did not exist, and is made, and ours: it is taken away again. Mirrors make no rooms. */
    private static Rendering created(SlaveRoom room, String nick, String nickThere) {
        IQ destroy = destroying(room, room.address().slaveOccupant(nick));
        return Rendering.sending(room, destroy, part(room, nick, nickThere)).andHearing(new MasterStanza.Refused(nick,
            Stanzas.errorPayload(Condition.item_not_found, "There is no such room.")));
    }

    /** What takes a room away. */
    static IQ destroying(SlaveRoom room, JID owner) {
        Element query = DocumentHelper.createElement(QName.get("query", Muc.OWNER_NAMESPACE));
        query.addElement("destroy");
        return Stanzas.iq(owner, room.address().master(), IQ.Type.set, "destroy-" + room.events(), Payload.EMPTY.with(query));
    }

    private static Rendering absent(SlaveRoom room, MasterStanza.Absent absent) {
        if (absent.receiver().isEmpty()) {
            return Rendering.nothing(room);
        }
        String receiver = absent.receiver().get();
        Optional<LocalOccupant> local = room.local(receiver).filter(one -> one.phase() != Phase.QUEUED);
        if (local.isEmpty()) {
            return Rendering.nothing(room);
        }
        if (absent.payload().statusCodes().contains(Muc.SELF) || absent.nick().equals(receiver)) {
            return switch (local.get().phase()) {
                // It answers a part of an earlier time. If he opens the room, what was seen until now is of that time, too.
                case JOINING -> room.isOpen() ? Rendering.nothing(room)
                    : Rendering.hearing(room, new MasterStanza.Absent(receiver, Optional.empty(), absent.payload()));
                case CANCELLED -> Rendering.hearing(room,
                    new MasterStanza.Absent(receiver, Optional.of(receiver), absent.payload()));
                default -> Rendering.hearing(room, new MasterStanza.Absent(receiver, Optional.empty(), absent.payload()));
            };
        }
        boolean ours = room.local(absent.nick()).filter(one -> one.phase().atMaster()).isPresent();
        if (ours || !room.shown().containsKey(absent.nick())) {
            return Rendering.nothing(room);
        }
        return Rendering.hearing(room, new MasterStanza.Absent(absent.nick(), Optional.empty(), absent.payload()));
    }

    private static Rendering said(SlaveRoom room, MasterStanza.Whispered message) {
        if (room.local(message.receiver()).filter(one -> one.phase() != Phase.QUEUED).isEmpty()) {
            return Rendering.sending(room, part(room, message.receiver(), message.receiver()));
        }
        return ear(room).filter(message.receiver()::equals).isEmpty() ? Rendering.nothing(room)
            : Rendering.hearing(room, new MasterStanza.Said(message.nick(), message.payload(), message.id()));
    }

    private static Rendering refused(SlaveRoom room, MasterStanza.Refused refused) {
        boolean in = room.local(refused.nick()).filter(one -> one.phase() == Phase.JOINED).isPresent();
        boolean away = room.link().away().contains(refused.nick());
        Condition condition = refused.payload().condition().orElse(Condition.undefined_condition);
        if (in && !away && condition == Condition.item_not_found) {
            // A room that does not know somebody who should be in says so in different ways.
            return Rendering.hearing(room,
                new MasterStanza.Refused(refused.nick(), Stanzas.errorPayload(Condition.not_acceptable, null)));
        }
        boolean first = room.link().phase() == Link.Phase.REJOINING
            && room.link().opener().filter(refused.nick()::equals).isPresent();
        if (in && away && !first && condition == Condition.conflict) {
            // While he was away a stranger took his nick. What the room showed of him was taken for somebody of ours. If nobody
            // of ours is in yet, whoever joins next is told whether the stranger is still there.
            return Rendering.hearing(room, refused,
                new MasterStanza.Present(refused.nick(), Optional.empty(), Payload.EMPTY.with(participant())));
        }
        return Rendering.hearing(room, refused);
    }

    private static Element participant() {
        Element x = DocumentHelper.createElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", "none").addAttribute("role", "participant");
        return x;
    }

    /**
     * Whose copies of what is said are heard. After a loss that is whoever joins first again: he is told what was missed. Of
     * those who are in, not one who may not be in again: what is said between his part and his join he is not told. What comes
     * for somebody on the way in is of an earlier life of this room, because a room says that he is in before all else.
     */
    private static Optional<String> ear(SlaveRoom room) {
        Link link = room.link();
        if (link.opener().isPresent() && (link.phase() == Link.Phase.REJOINING || link.phase() == Link.Phase.RESUMING)) {
            return link.opener();
        }
        Collection<LocalOccupant> locals = room.locals().values();
        return first(locals, local -> local.phase().atMaster() && !link.away().contains(local.nick()))
            .or(() -> first(locals, local -> local.phase().atMaster())).map(LocalOccupant::nick);
    }

    private static Optional<LocalOccupant> first(Collection<LocalOccupant> locals, Predicate<LocalOccupant> which) {
        return locals.stream().filter(which).findFirst();
    }
}
