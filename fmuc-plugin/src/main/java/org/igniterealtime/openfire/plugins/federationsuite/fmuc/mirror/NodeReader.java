package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
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
        Partings partings = room.speech().partings();
        return id + EXPECTS + there + (partings.pending().isEmpty() ? "" : "" + EXPECTS + partings.last());
    }

    /** What a room is: it tells everybody, whether he is in or not. */
    static IQ question(String id, JID asker, SlaveRoom room) {
        IQ question = new IQ(IQ.Type.get, id);
        question.setFrom(asker);
        question.setTo(room.address().master());
        question.setChildElement(DocumentHelper.createElement(QName.get("query", Topic.INFO_NAMESPACE)));
        return question;
    }

    private Rendering read(Packet stanza) {
        Optional<Element> answer = Fmuc.answer(stanza);
        if (answer.isPresent()) {
            return answer.get().getQName().equals(Fmuc.REJECT) ? rejected((Presence) stanza, answer.get()) : left();
        }
        Optional<Rendering> done = stanza instanceof Presence presence ? doneToSomebody(presence) : Optional.empty();
        if (done.isPresent()) {
            return done.get();
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
        if (said.get() instanceof MasterStanza.Answered answered && NodePartings.isFence(answered.id())) {
            return isThere(answered) ? Rendering.nothing(room).speaking(NodePartings.heard(room, answered.id()))
                : Rendering.hearing(room, answered);
        }
        return said.get() instanceof MasterStanza.Said message ? said(message) : Rendering.hearing(room, said.get());
    }

    /**
     * What somebody does to another, kicks him or gives him a role, Openfire's rooms tell in their own name or in that of who
     * does it. Whom he does it to is the one whose real address stands there.
     *
     * @return empty if the presence tells of whom it comes from
     */
    private Optional<Rendering> doneToSomebody(Presence presence) {
        boolean leaves = presence.getType() == Presence.Type.unavailable;
        if (!Stanzas.isReadable(presence) || !leaves && presence.getType() != null) {
            return Optional.empty();
        }
        String from = presence.getFrom().getResource();
        Payload payload = Payload.of(presence);
        if (tellsOfItself(presence, payload)) {
            return Optional.empty();
        }
        Optional<Rendering> past = NodePayload.realJid(payload)
            .filter(jid -> isDoneByAnother(presence, jid) && nickThere(jid).isEmpty())
            .flatMap(jid -> NodePartings.done(room, jid, leaves ? Partings.Expelled.by(presence) : Partings.Expelled.NOT));
        if (past.isPresent()) {
            return past;
        }
        Optional<String> concerned = NodePayload.realJid(payload).flatMap(this::nickOf).filter(nick -> !nick.equals(from));
        if (concerned.isEmpty()) {
            return NodePayload.realJid(payload).filter(jid -> leaves && saysAnother(presence, jid))
                .map(jid -> Rendering.nothing(room));
        }
        String nick = concerned.get();
        Optional<LocalOccupant> own = ours(nick);
        if (!leaves || own.isEmpty() || room.speech().echoes()) {
            return Optional.of(Rendering.hearing(room, leaves ? new MasterStanza.Absent(nick, Optional.empty(), payload)
                : new MasterStanza.Present(nick, Optional.empty(), asGiven(nick, payload))));
        }
        // Openfire's rooms go on to count whom they have thrown out among those through whom we are joined, and without end:
        // only somebody who is in can leave.
        Speech speech = room.speech().remembering(room.speech().partings()
            .with(own.get().join().user(), nick, Partings.Expelled.by(presence)));
        return Optional.of(Rendering.sending(room, NodeInterpreter.again(room, own.get())).speaking(speech)
            .andHearing(new MasterStanza.Absent(nick, Optional.empty(), payload)));
    }

    /** Tells whether it tells of whom it comes from, who may be with one of ours by now, under another nick. */
    private boolean tellsOfItself(Presence presence, Payload payload) {
        Payload shown = room.shown().getOrDefault(String.valueOf(presence.getFrom().getResource()), Payload.EMPTY);
        return Fmuc.joiningUser(presence).map(JID::toString).filter(whose -> NodePayload.realJid(payload).filter(whose::equals)
            .isPresent() && NodePayload.realJid(shown).filter(whose::equals).isPresent()).isPresent();
    }

    /** The nick by which a real address is known here. */
    private Optional<String> nickOf(String jid) {
        Optional<String> own = room.locals().values().stream().filter(local -> local.phase().atMaster()
            && local.join().user().toString().equals(jid)).map(LocalOccupant::nick).findFirst();
        return own.isPresent() ? own : nickThere(jid);
    }

    /** The nick under which somebody is shown with a real address who is none of ours. */
    private Optional<String> nickThere(String jid) {
        return room.shown().entrySet().stream().filter(shown -> !room.locals().containsKey(shown.getKey())
            && NodePayload.realJid(shown.getValue()).filter(jid::equals).isPresent()).map(Map.Entry::getKey).findFirst();
    }

    /** Tells whether a presence tells of another than whose it is. Openfire's rooms also have their own addresses there. */
    private boolean saysAnother(Presence presence, String jid) {
        return Fmuc.joiningUser(presence).filter(whose -> !jid.equals(whose.toString()) && !jid.equals(whose.toBareJID())
            && !jid.startsWith(room.address().master() + "/")).isPresent();
    }

    /** Tells whether a presence comes from another than of whom it tells: from the bare room, or from who does it. */
    private boolean isDoneByAnother(Presence presence, String jid) {
        return presence.getFrom().getResource() == null || saysAnother(presence, jid)
            && Fmuc.joiningUser(presence).filter(presence.getFrom()::equals).isEmpty();
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
        if (!room.isOpen()) {
            // It answers a last leave. Who has come since then was told to those who were in before.
            return hearing(room.shown().keySet().stream()
                .map(nick -> new MasterStanza.Absent(nick, Optional.empty(), Payload.EMPTY)));
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
        boolean strange = own.isEmpty() || whose.filter(own.get()::isKnownAs).isEmpty();
        if (strange && own.isEmpty() && isAnothers(present.nick(), whose)) {
            // Nodes compare no nicks. Whoever came later goes again, and the one who is shown stays.
            return Rendering.nothing(room);
        }
        if (strange) {
            MasterStanza.Present stranger = new MasterStanza.Present(present.nick(), Optional.empty(),
                NodePayload.naming(present.payload(), whose));
            if (own.isEmpty() || whose.isPresent() && own.get().phase().underWay() && !room.isOpen()) {
                // Ours goes when all is told: what comes until then must not be taken for the answer to another join.
                return Rendering.hearing(room, stranger);
            }
            return whose.isEmpty() ? Rendering.nothing(room) : collision(own.get(), stranger);
        }
        if (collided(own.get())) {
            return new Rendering(room.speech().echoing(), List.of(), List.of());
        }
        boolean comes = own.get().phase().underWay() || room.link().away().contains(present.nick());
        Payload payload = comes ? present.payload().withStatus(Set.of(Muc.SELF)) : asGiven(present.nick(), present.payload());
        return new Rendering(room.speech().echoing(), List.of(), List.of(new MasterStanza.Present(present.nick(),
            Optional.empty(), payload)));
    }

    /**
     * What is shown of an occupant when the node says what he is to it. What he says of himself is shown at once where ours are
     * not waited for, and may be newer than what the node has of it.
     */
    private Payload asGiven(String nick, Payload told) {
        boolean newer = primary && ours(nick).filter(local -> local.phase() == Phase.JOINED).isPresent();
        return newer ? NodePayload.withStanding(room.shown().getOrDefault(nick, told), told) : told;
    }

    /** Tells whether the nick of the first who comes is that of somebody there. */
    private boolean collided(LocalOccupant local) {
        return local.phase() == Phase.JOINING && !room.isOpen() && room.shown().containsKey(local.nick());
    }

    /** Somebody there has the nick of somebody of ours. Ours goes, as the specification has it ("TBD"). */
    private Rendering collision(LocalOccupant own, MasterStanza.Present stranger) {
        Rendering rendering = own.phase() == Phase.JOINING ? parting(own) : Rendering.nothing(room);
        return rendering.andHearing(new MasterStanza.Refused(own.nick(), nickInUse()), stranger);
    }

    /** Tells the node that somebody of ours, of whose coming it was told, is not there. */
    private Rendering parting(LocalOccupant own) {
        Partings partings = room.speech().partings();
        return Rendering.sending(room, NodeInterpreter.part(room, own)).speaking(
            room.speech().remembering(primary ? partings.with(own.join().user(), own.nick()) : partings));
    }

    private Rendering absent(MasterStanza.Absent absent, Optional<JID> whose) {
        Optional<LocalOccupant> own = ours(absent.nick());
        boolean known = own.isEmpty() ? isShown(absent.nick(), whose)
            : whose.filter(own.get()::isKnownAs).isPresent();
        return known ? hearing(Stream.concat(
            Stream.of(new MasterStanza.Absent(absent.nick(), Optional.empty(), absent.payload())),
            own.stream().flatMap(this::unsaid))) : Rendering.nothing(room);
    }

    /** What somebody has said who is gone from the room, and what it had sent back before this if it had heard it. */
    private Stream<MasterStanza> unsaid(LocalOccupant gone) {
        return room.link().kept().stream().filter(message -> message.state() == Kept.State.UNDER_WAY
            && message.nick().equals(gone.nick())).map(message -> new MasterStanza.Whispered(Optional.empty(), gone.nick(),
                Message.Type.error, Stanzas.errorPayload(Condition.not_acceptable, null), message.id()));
    }

    /** Tells whether somebody else is shown with a nick: another person, and not another client of the same. */
    private boolean isAnothers(String nick, Optional<JID> whose) {
        return whose.isPresent() && Optional.ofNullable(room.shown().get(nick)).flatMap(NodePayload::realJid)
            .filter(jid -> !jid.equals(whose.get().toString()) && !jid.startsWith(whose.get().toBareJID() + "/")).isPresent();
    }

    /** Tells whether this very person is shown, as far as it is known who has a nick there. */
    private boolean isShown(String nick, Optional<JID> whose) {
        Payload shown = room.shown().get(nick);
        return shown != null && (whose.isEmpty()
            || NodePayload.realJid(shown).filter(jid -> !jid.equals(whose.get().toString())).isEmpty());
    }

    private Rendering said(MasterStanza.Said message) {
        MasterStanza.Said said = new MasterStanza.Said(message.nick(),
            NodePayload.withDelay(message.payload(), room.address().master()), message.id());
        Optional<LocalOccupant> opener = room.locals().values().stream().filter(this::opens).findFirst();
        if (opener.isPresent() && !said.payload().has(Payload.DELAY) && !said.payload().changesSubject()) {
            // Said before the node had the join. It comes again, as history.
            return Rendering.nothing(room);
        }
        if (opener.filter(this::collided).isPresent()) {
            return !said.payload().changesSubject() ? Rendering.nothing(room)
                : parting(opener.get()).andHearing(new MasterStanza.Refused(opener.get().nick(), nickInUse()));
        }
        if (opener.isPresent()) {
            // Openfire's rooms do not say that somebody of ours is in; but what was said they tell only then.
            Payload own = Payload.EMPTY.with(NodeInterpreter.entered()).withStatus(Set.of(Muc.SELF));
            return Rendering.hearing(room, new MasterStanza.Present(opener.get().nick(), Optional.empty(), own), said);
        }
        // What ends a join may have been said by whoever had then the nick of one of ours.
        boolean ends = said.payload().changesSubject() && (room.link().phase() == Link.Phase.RESUMING
            || room.history().subject().isEmpty());
        boolean doubled = primary && !ends
            && said.nick().flatMap(room::local).filter(local -> local.phase() == Phase.JOINED).isPresent()
            && !said.payload().has(Payload.DELAY);
        return doubled ? Rendering.nothing(room) : Rendering.hearing(room, said);
    }

    /**
     * The node is there. Whether it knows ours it does not say; but where it has been seen to count all who are in the room, it
     * has forgotten us if there are fewer than we alone should be.
     */
    private Rendering answered(MasterStanza.Answered answered, IQ stanza) {
        int end = answered.id().indexOf(EXPECTS);
        if (end < 0) {
            return Rendering.nothing(room);
        }
        String[] expected = answered.id().substring(end + 1).split(String.valueOf(EXPECTS), 2);
        Speech speech = isThere(answered) && expected.length > 1 ? NodePartings.heard(room, number(expected[1])) : room.speech();
        MasterStanza plain = new MasterStanza.Answered(answered.nick(), answered.receiver(), answered.type(), answered.payload(),
            answered.id().substring(0, end));
        OptionalInt count = answered.type() == IQ.Type.result ? RoomInfo.read(stanza).occupants() : OptionalInt.empty();
        if (count.isEmpty()) {
            return Rendering.hearing(room, plain).speaking(speech);
        }
        if (speech.counts() && count.getAsInt() < number(expected[0])) {
            return Rendering.hearing(room, new MasterStanza.Answered(answered.nick(), answered.receiver(), IQ.Type.error,
                Stanzas.errorPayload(Condition.not_acceptable, null), answered.id().substring(0, end))).speaking(speech);
        }
        boolean all = room.link().phase() == Link.Phase.UP && count.getAsInt() >= room.shown().size();
        return new Rendering(all ? speech.counting() : speech, List.of(), List.of(plain));
    }

    private static boolean isThere(MasterStanza.Answered answered) {
        return answered.payload().condition().filter(LinkRules::meansNoLink).isEmpty();
    }

    /** A number in the id of a question. */
    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            // The node made it up.
            return 0;
        }
    }
}
