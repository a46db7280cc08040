package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomInfo;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * What the stanzas of a joined node mean (XEP-0289). A nick says whose a stanza is only for those who are not ours: a node may
 * have somebody with the nick of one of ours, and then only {@code <fmuc from>} tells who of them it is.
 */
final class NodeReader {

    /** The delay of the specification's examples, which XEP-0203 calls {@code <delay/>}. */
    private static final QName DELAY_OF_EXAMPLES = QName.get("x", "urn:xmpp:delay");
    private static final Pattern STAMP_OF_EXAMPLES =
        Pattern.compile("(\\d{4})(\\d{2})(\\d{2})T(\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?)(Z?)");
    /** Between the id of a question to the node and how many of ours it should have by then. */
    private static final char EXPECTS = '/';

    private final SlaveRoom room;
    private final boolean primary;

    private NodeReader(SlaveRoom room, boolean primary) {
        this.room = room;
        this.primary = primary;
    }

    /**
     * Reads a stanza.
     *
     * @param room    the room as it was when the stanza came
     * @param stanza  hostile; not changed
     * @param primary whether this side shows at once what its own occupants do
     */
    static Rendering read(SlaveRoom room, Packet stanza, boolean primary) {
        return new NodeReader(room, primary).read(stanza);
    }

    /** What somebody is told whose nick is that of somebody at the other node. */
    static Payload nickInUse() {
        return Stanzas.errorPayload(Condition.conflict, "This nick is in use.");
    }

    /** The id of a question to the node, from which its answer tells how many of ours it should have. */
    static String expecting(String id, SlaveRoom room) {
        long there = room.audience().stream().filter(local -> !room.link().away().contains(local.nick())).count();
        return id + EXPECTS + there;
    }

    private Rendering read(Packet stanza) {
        Optional<Element> answer = Fmuc.answer(stanza);
        if (answer.isPresent()) {
            return answer.get().getQName().equals(Fmuc.REJECT) ? rejected((Presence) stanza, answer.get()) : left();
        }
        Optional<MasterStanza> said = MasterStanza.read(stanza);
        if (said.isEmpty()) {
            return Rendering.nothing(room);
        }
        // Whom a broadcast is addressed to says nothing: the specification's examples have this slave, or any occupant.
        if (said.get() instanceof MasterStanza.Present present) {
            return present(present, Fmuc.joiningUser(stanza));
        }
        if (said.get() instanceof MasterStanza.Absent absent) {
            return absent(absent, Fmuc.joiningUser(stanza));
        }
        if (said.get() instanceof MasterStanza.Whispered message && message.type() == Message.Type.groupchat) {
            return said(new MasterStanza.Said(message.nick(), message.payload(), message.id()));
        }
        if (said.get() instanceof MasterStanza.Answered answered && answered.id().startsWith(ProbeRules.ID)) {
            return answered(answered, (IQ) stanza);
        }
        return said.get() instanceof MasterStanza.Said message ? said(message) : Rendering.hearing(room, said.get());
    }

    /** Nobody is let in. It answers the first join, by name or, as in the specification, to the bare slave. */
    private Rendering rejected(Presence stanza, Element reject) {
        String text = reject.getTextTrim().isEmpty() ? "The room does not let this server's users in." : reject.getTextTrim();
        Payload error = Stanzas.errorPayload(Condition.not_authorized, text);
        Optional<String> receiver = Optional.ofNullable(stanza.getTo().getResource());
        return hearing(room.locals().values().stream()
            .filter(local -> opens(local) && receiver.filter(nick -> !nick.equals(local.nick())).isEmpty())
            .map(local -> new MasterStanza.Refused(local.nick(), error)));
    }

    /** Tells whether somebody's join is the one that the node answers for all of ours. */
    private boolean opens(LocalOccupant local) {
        return room.isOpen() ? room.link().phase() == Link.Phase.REJOINING
            && room.link().opener().filter(local.nick()::equals).isPresent() : local.phase().underWay();
    }

    /** The node has none of ours. After our last has left that is what it should say; else they have to go. */
    private Rendering left() {
        if (room.link().phase() != Link.Phase.UP) {
            // Before the first of ours joins again, all others were parted.
            return Rendering.nothing(room);
        }
        return hearing(room.locals().values().stream().filter(local -> local.phase().atMaster())
            .map(local -> local.phase() == Phase.LEAVING
                ? new MasterStanza.Absent(local.nick(), Optional.of(local.nick()), Payload.EMPTY)
                : new MasterStanza.Absent(local.nick(), Optional.empty(),
                    Payload.EMPTY.with(LossRules.noRole()).withStatus(Set.of(Muc.SERVICE_SHUTDOWN)))));
    }

    private Rendering hearing(Stream<? extends MasterStanza> heard) {
        return new Rendering(room.speech(), List.of(), heard.<MasterStanza>map(stanza -> stanza).toList());
    }

    /** The occupant of ours with a nick, if the node may have been told of him. */
    private Optional<LocalOccupant> ours(String nick) {
        return room.local(nick).filter(local -> local.phase() != Phase.QUEUED);
    }

    private Rendering present(MasterStanza.Present present, Optional<JID> whose) {
        Optional<LocalOccupant> own = ours(present.nick());
        MasterStanza.Present heard = new MasterStanza.Present(present.nick(), Optional.empty(), present.payload());
        if (own.isEmpty()) {
            return Rendering.hearing(room, heard);
        }
        if (whose.isEmpty()) {
            return Rendering.nothing(room);
        }
        if (!own.get().isUser(whose.get())) {
            return collision(own.get(), heard);
        }
        boolean comes = own.get().phase().underWay() || room.link().away().contains(present.nick());
        return new Rendering(room.speech().echoing(), List.of(), List.of(comes ? new MasterStanza.Present(present.nick(),
            Optional.empty(), present.payload().withStatus(Set.of(Muc.SELF))) : heard));
    }

    /** Somebody there has the nick of somebody of ours. Ours goes, as the specification has it ("TBD"). */
    private Rendering collision(LocalOccupant own, MasterStanza.Present stranger) {
        Rendering rendering = own.phase() == Phase.JOINING
            ? Rendering.sending(room, NodeInterpreter.part(room, own)) : Rendering.nothing(room);
        return rendering.andHearing(new MasterStanza.Refused(own.nick(), nickInUse()), stranger);
    }

    private Rendering absent(MasterStanza.Absent absent, Optional<JID> whose) {
        Optional<LocalOccupant> own = ours(absent.nick());
        boolean known = own.isEmpty() ? room.shown().containsKey(absent.nick())
            : whose.filter(own.get()::isUser).isPresent();
        return known ? Rendering.hearing(room, new MasterStanza.Absent(absent.nick(), Optional.empty(), absent.payload()))
            : Rendering.nothing(room);
    }

    private Rendering said(MasterStanza.Said message) {
        MasterStanza.Said said = new MasterStanza.Said(message.nick(), withDelay(message.payload()), message.id());
        Optional<LocalOccupant> opener = room.locals().values().stream().filter(this::opens).findFirst();
        if (opener.isPresent()) {
            // Openfire's rooms do not say that somebody of ours is in; but what was said they tell only then.
            Payload own = Payload.EMPTY.with(NodeInterpreter.item(true, opener.get(), room)).withStatus(Set.of(Muc.SELF));
            return Rendering.hearing(room, new MasterStanza.Present(opener.get().nick(), Optional.empty(), own), said);
        }
        boolean doubled = primary
            && said.nick().flatMap(room::local).filter(local -> local.phase() == Phase.JOINED).isPresent()
            && !said.payload().has(Payload.DELAY);
        return doubled ? Rendering.nothing(room) : Rendering.hearing(room, said);
    }

    /**
     * With a delay that everybody understands, where it is that of the specification's examples, and without the real address of
     * the speaker, which Openfire's rooms tell in it whoever may know it.
     */
    private Payload withDelay(Payload payload) {
        Optional<Element> delay = payload.first(Payload.DELAY).or(() -> payload.first(DELAY_OF_EXAMPLES));
        if (delay.isEmpty()) {
            return payload;
        }
        String stamp = delay.get().attributeValue("stamp", "");
        Matcher old = STAMP_OF_EXAMPLES.matcher(stamp);
        Element told = DocumentHelper.createElement(Payload.DELAY).addAttribute("from", room.address().master().toString())
            .addAttribute("stamp", old.matches() ? old.replaceFirst("$1-$2-$3T$4Z") : stamp);
        return payload.without(DELAY_OF_EXAMPLES).without(Payload.DELAY).with(told);
    }

    /**
     * The node is there. Whether it knows ours it does not say; but where it has been seen to count all who are in the room, it
     * has forgotten us if there are fewer than we alone should be.
     */
    private Rendering answered(MasterStanza.Answered answered, IQ stanza) {
        int end = answered.id().lastIndexOf(EXPECTS);
        if (end < 0) {
            return Rendering.nothing(room);
        }
        MasterStanza plain = new MasterStanza.Answered(answered.nick(), answered.receiver(), answered.type(), answered.payload(),
            answered.id().substring(0, end));
        OptionalInt count = answered.type() == IQ.Type.result ? RoomInfo.read(stanza).occupants() : OptionalInt.empty();
        if (count.isEmpty()) {
            return Rendering.hearing(room, plain);
        }
        if (room.speech().counts() && count.getAsInt() < number(answered.id().substring(end + 1))) {
            return Rendering.hearing(room, new MasterStanza.Answered(answered.nick(), answered.receiver(), IQ.Type.error,
                Stanzas.errorPayload(Condition.not_acceptable, null), answered.id().substring(0, end)));
        }
        boolean all = room.link().phase() == Link.Phase.UP && count.getAsInt() >= room.shown().size();
        return new Rendering(all ? room.speech().counting() : room.speech(), List.of(), List.of(plain));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // The node made it up.
            return 0;
        }
    }
}
