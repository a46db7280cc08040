package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
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
 * Speaks XEP-0289 with a joined node, as the joining one. Each stanza comes from an occupant and says in {@code <fmuc from>}
 * whose it is. In primary-primary mode the joined node sends nothing back, so what a master of the ProtoXEP would answer is
 * taken for answered when it is sent: further joins, statuses, subjects and parts. Only the first join waits, for what the
 * node tells of the room, which ends with the subject.
 */
final class NodeInterpreter implements Interpreter {

    private final boolean primary;

    /**
     * An interpreter.
     *
     * @param primary whether this side goes on by itself (primary-primary), and does not wait for the joined node's word
     */
    NodeInterpreter(boolean primary) {
        this.primary = primary;
    }

    // ---- to the joined node

    @Override
    public Rendering write(SlaveRoom room, Packet stanza) {
        if (stanza instanceof Presence presence) {
            return write(room, presence);
        }
        if (stanza instanceof Message message) {
            return write(room, message);
        }
        return write(room, (IQ) stanza);
    }

    private Rendering write(SlaveRoom room, Presence presence) {
        String nick = presence.getTo().getResource();
        Optional<LocalOccupant> local = room.local(nick);
        boolean enters = Fmuc.isJoin(presence);
        Optional<JID> user = enters ? Fmuc.joiningUser(presence) : local.map(NodeInterpreter::userOf);
        if (user.isEmpty()) {
            // Somebody who was given up: a node knows him only by the address that is forgotten.
            return Rendering.nothing(room);
        }
        if (enters && room.isOpen() && room.shown().containsKey(nick) && local.filter(NodeInterpreter::isComing).isPresent()) {
            // Nodes compare no nicks. Whoever of ours is gone is not shown any more, so this is somebody there.
            return Rendering.hearing(room, new MasterStanza.Refused(nick, NodeReader.nickInUse()));
        }
        Payload status = Payload.of(presence).without(Muc.ENTER).without(Resume.ELEMENT).without(Anew.ELEMENT);
        List<Packet> sent = new ArrayList<>();
        boolean opens = !room.isOpen() || Resume.isMarked(presence)
            && room.link().opener().filter(nick::equals).isPresent();
        if (enters && opens && (Resume.isMarked(presence) || Anew.isMarked(presence))) {
            // "Part and then full rejoin": to a node that is in, nothing is told anew.
            room.audience().forEach(one -> sent.add(part(room, one)));
            if (room.audience().isEmpty()) {
                // He himself may be there, of an earlier life of this room.
                sent.add(part(room, nick, user.get(), Payload.EMPTY));
            }
        }
        boolean leaves = presence.getType() == Presence.Type.unavailable;
        Speech speech = room.speech();
        if (leaves) {
            sent.add(part(room, nick, user.get(), status));
            speech = primary ? speech.remembering(speech.partings().with(user.get(), nick)) : speech;
        } else {
            if (enters && speech.partings().of(user.get()).isPresent()) {
                // What is said of his last time there comes before the answer to this.
                sent.add(NodePartings.fence(room, nick));
            }
            Partings partings = speech.partings().entering(user.get());
            speech = enters ? speech.remembering(opens ? partings.opening() : partings) : speech;
            sent.add(available(room, nick, user.get(), status,
                enters ? Optional.of(entering(presence, opens)) : Optional.empty()));
        }
        Rendering rendering = new Rendering(speech, sent, List.of());
        // Whoever goes before he was let in waits for both answers, as with any master: those of two joins cannot be told apart.
        if (!primary || local.isEmpty() || (enters ? opens : leaves && local.get().phase() != Phase.JOINED)) {
            return rendering;
        }
        Payload seen = status.with(enters ? entered() : item(!leaves, local.get(), room));
        // Said to him alone a leave counts only if it is his own: whoever is given up or thrown out is gone already by then.
        return rendering.andHearing(leaves ? new MasterStanza.Absent(nick, Optional.of(nick), seen)
            : new MasterStanza.Present(nick, Optional.empty(), enters ? seen.withStatus(Set.of(Muc.SELF)) : seen));
    }

    private static boolean isComing(LocalOccupant local) {
        return local.phase() == Phase.JOINING;
    }

    private static Element entering(Presence join, boolean opens) {
        Element enter = join.getElement().element(Muc.ENTER);
        Element entering = enter == null ? DocumentHelper.createElement(Muc.ENTER) : enter.createCopy();
        if (!opens) {
            entering.elements("history").forEach(Element::detach);
            HistoryRequest.NONE.addTo(entering);
        }
        return entering;
    }

    private static Presence available(SlaveRoom room, String nick, JID user, Payload status, Optional<Element> entering) {
        Presence presence =
            Stanzas.presence(room.address().slaveOccupant(nick), room.address().masterOccupant(nick), null, status);
        Fmuc.addJoin(presence, user);
        entering.ifPresent(enter -> presence.getElement().add(enter));
        presence.getElement().addElement(Muc.USER).addElement("item").addAttribute("affiliation", "none")
            .addAttribute("role", "participant").addAttribute("jid", user.toString());
        return presence;
    }

    /** Tells the node once more that somebody of ours is there. */
    static Presence again(SlaveRoom room, LocalOccupant local) {
        return again(room, local.nick(), userOf(local));
    }

    private static Presence again(SlaveRoom room, String nick, JID user) {
        Element entering = DocumentHelper.createElement(Muc.ENTER);
        HistoryRequest.NONE.addTo(entering);
        return available(room, nick, user, Payload.EMPTY, Optional.of(entering));
    }

    /** Tells the node that somebody of ours is not there. */
    static Presence part(SlaveRoom room, LocalOccupant local) {
        return part(room, local.nick(), userOf(local), Payload.EMPTY);
    }

    /** Tells the node that somebody of ours is there who was there last under a nick, and that he is not. */
    static List<Packet> againAndPart(SlaveRoom room, String nick, JID user) {
        return List.of(again(room, nick, user), part(room, nick, user, Payload.EMPTY));
    }

    /** Tells the node that the first of ours is not there, and joins again, as if he had not. */
    static List<Packet> openAnew(SlaveRoom room, LocalOccupant local) {
        Element entering = entering(Stanzas.join(room.address(), local.join()), true);
        List<Packet> sent = new ArrayList<>(List.of(part(room, local)));
        if (room.speech().partings().of(userOf(local)).isPresent()) {
            sent.add(NodePartings.fence(room, local.nick()));
        }
        sent.add(available(room, local.nick(), userOf(local), local.join().payload().without(Muc.ENTER), Optional.of(entering)));
        return sent;
    }

    private static Presence part(SlaveRoom room, String nick, JID user, Payload status) {
        Presence presence = Stanzas.presence(room.address().slaveOccupant(nick), room.address().masterOccupant(nick),
            Presence.Type.unavailable, status);
        Fmuc.addJoin(presence, user);
        presence.getElement().addElement(Muc.USER).addElement("item").addAttribute("affiliation", "none")
            .addAttribute("role", "none").addAttribute("jid", user.toString());
        return presence;
    }

    /** What the room says of an occupant of ours: what it said last, and at first what everybody is. */
    private static Element item(boolean present, LocalOccupant local, SlaveRoom room) {
        Payload known = room.shown().getOrDefault(local.nick(), Payload.EMPTY);
        return item(known.affiliation().orElse("none"), present ? known.role().orElse("participant") : "none");
    }

    /** What a room makes of an occupant of ours who comes, as long as it says nothing else; also if he was in before. */
    static Element entered() {
        return item("none", "participant");
    }

    private static Element item(String affiliation, String role) {
        Element x = DocumentHelper.createElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", affiliation).addAttribute("role", role);
        return x;
    }

    private static JID userOf(LocalOccupant local) {
        return local.join().user();
    }

    private Rendering write(SlaveRoom room, Message message) {
        Optional<LocalOccupant> local = room.local(message.getFrom().getResource());
        if (local.isEmpty()) {
            return Rendering.nothing(room);
        }
        boolean shown = Fmuc.strip(message);
        boolean all = message.getType() == Message.Type.groupchat;
        if (!all && !room.speech().echoes()) {
            // Rooms of Openfire show what is meant for one to all.
            return refused(message, "This room does not pass on private messages.", room);
        }
        Fmuc.addJoin(message, userOf(local.get()));
        Rendering rendering = Rendering.sending(room, message);
        return primary && all && !shown ? rendering.andHearing(new MasterStanza.Said(Optional.of(local.get().nick()),
            Payload.of(message), Optional.ofNullable(message.getID()))) : rendering;
    }

    private static Rendering refused(Message message, String text, SlaveRoom room) {
        return message.getType() == Message.Type.error ? Rendering.nothing(room) : Rendering.hearing(room,
            new MasterStanza.Whispered(Optional.ofNullable(message.getTo().getResource()), message.getFrom().getResource(),
                Message.Type.error, Stanzas.errorPayload(Condition.feature_not_implemented, text),
                Optional.ofNullable(message.getID())));
    }

    private static Rendering write(SlaveRoom room, IQ iq) {
        if (iq.isRequest() && iq.getID().startsWith(ProbeRules.ID)) {
            // A node answers nothing that it has not been asked by an occupant; but what a room is, it tells everybody.
            return Rendering.sending(room, NodeReader.question(NodeReader.expecting(iq.getID(), room), iq.getFrom(), room));
        }
        if (iq.isRequest()) {
            return Rendering.hearing(room, new MasterStanza.Answered(Optional.ofNullable(iq.getTo().getResource()),
                iq.getFrom().getResource(), IQ.Type.error,
                Stanzas.errorPayload(Condition.feature_not_implemented, null), iq.getID()));
        }
        return Rendering.sending(room, iq);
    }

    // ---- from the joined node

    @Override
    public Rendering read(SlaveRoom room, Packet stanza) {
        return NodeReader.read(room, stanza, primary);
    }
}
