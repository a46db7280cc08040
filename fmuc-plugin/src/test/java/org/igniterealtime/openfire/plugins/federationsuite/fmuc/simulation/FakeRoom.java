package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.SimulatedRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * A room as XEP-0045 describes it and Openfire 4.2.0 does it, as far as the simulation goes: whoever enters gets the
 * others' presences, then all get his, then he gets history and subject; everything is sent to everybody at once. Only while
 * it sends a message somebody may leave on another thread, and still gets his copy.
 */
final class FakeRoom implements SimulatedRoom {

    /** In a broadcast presence: which broadcast this is a copy of, and of whom it really tells. */
    static final String BROADCAST = "broadcast";
    /** The affiliation of who is banned. */
    static final String OUTCAST = "outcast";
    /** How many messages it tells whoever enters, at most. */
    static final int HISTORY = 20;

    private final JID address;
    private final Consumer<Packet> out;
    private final Runnable meanwhile;
    private final Map<JID, Occupant> occupants = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<Message> history = new ArrayList<>();
    private Message subject;
    /** Of users, by bare address; of all others it is "none". */
    private final Map<JID, String> affiliations = new HashMap<>();
    private boolean forgiving;
    private int broadcasts;
    private final Supplier<Instant> clock;

    /**
     * Somebody in the room.
     *
     * @param nick     his nick
     * @param presence what he last said of himself
     * @param since    how many messages there had been when he came
     */
    record Occupant(String nick, Presence presence, int since) {
    }

    /**
     * A room.
     *
     * @param out       takes what it sends
     * @param meanwhile does what another thread does while the room sends a message
     * @param clock     tells the time
     */
    FakeRoom(JID address, Consumer<Packet> out, Runnable meanwhile, Supplier<Instant> clock) {
        this.clock = clock;
        this.address = address;
        this.out = out;
        this.meanwhile = meanwhile;
    }

    Map<JID, Occupant> occupants() {
        return occupants;
    }

    /** What a user is to the room. */
    String affiliation(JID user) {
        return affiliations.getOrDefault(user.asBareJID(), "none");
    }

    /** An administrator of the room says what somebody is to it. Whom he bans is thrown out. */
    void affiliate(JID user, String affiliation) {
        affiliations.put(user.asBareJID(), affiliation);
        for (JID occupant : List.copyOf(occupants.keySet())) {
            if (!occupant.asBareJID().equals(user.asBareJID())) {
                continue;
            }
            if (affiliation.equals(OUTCAST)) {
                leave(occupant, Muc.BANNED);
            } else {
                broadcast(occupants.get(occupant).presence(), occupants.get(occupant).nick(), "participant", 0);
            }
        }
    }

    /** From now on it lets everybody in, also whom it has banned. */
    void forgive() {
        forgiving = true;
    }

    /** The ids of all messages with a body, in order. */
    List<String> log() {
        return log;
    }

    Optional<String> subject() {
        return Optional.ofNullable(subject).map(Message::getSubject);
    }

    @Override
    public boolean has(JID user) {
        return occupants.containsKey(user);
    }

    @Override
    public void handle(Packet stanza) {
        Occupant sender = occupants.get(stanza.getFrom());
        if (stanza instanceof IQ iq) {
            if (iq.isRequest()) {
                refuse(iq, PacketError.Condition.feature_not_implemented);
            }
            return;
        }
        if (stanza instanceof Presence presence) {
            if (presence.getType() == Presence.Type.unavailable) {
                if (sender != null) {
                    leave(presence.getFrom(), 0);
                }
            } else {
                available(presence, sender);
            }
        } else if (stanza instanceof IQ iq) {
            if (iq.isRequest() && sender != null && Topic.of(iq) == Topic.PING && iq.getTo().getResource() == null) {
                out.accept(IQ.createResultIQ(iq));
            }
        } else if (stanza instanceof Message message) {
            if (sender == null) {
                refuse(message, PacketError.Condition.not_acceptable);
            } else if (message.getType() == Message.Type.chat) {
                whisper(message, sender);
            } else {
                say(message, sender);
            }
        }
    }

    @Override
    public void crash() {
        occupants.clear();
    }

    /** Throws somebody out: a kick, a ban, or whatever the code says. */
    void kick(JID user, int code) {
        leave(user, code);
    }

    private void whisper(Message message, Occupant speaker) {
        Optional<JID> receiver = occupants.entrySet().stream()
            .filter(entry -> entry.getValue().nick().equals(message.getTo().getResource())).map(Map.Entry::getKey).findFirst();
        if (receiver.isEmpty()) {
            refuse(message, PacketError.Condition.item_not_found);
            return;
        }
        Message copy = message.createCopy();
        copy.setFrom(new JID(address.getNode(), address.getDomain(), speaker.nick()));
        copy.setTo(receiver.get());
        out.accept(copy);
    }

    private void available(Presence presence, Occupant sender) {
        String nick = presence.getTo().getResource();
        Element enter = presence.getElement().element(Muc.ENTER);
        if (sender != null && !sender.nick().equals(nick) || sender == null && enter == null) {
            refuse(presence, PacketError.Condition.not_acceptable);
        } else if (sender == null && affiliation(presence.getFrom()).equals(OUTCAST) && !forgiving) {
            refuse(presence, PacketError.Condition.forbidden);
        } else if (sender == null && occupants.values().stream().anyMatch(other -> other.nick().equals(nick))) {
            refuse(presence, PacketError.Condition.conflict);
        } else if (sender == null) {
            occupants.put(presence.getFrom(), new Occupant(nick, presence, log.size()));
            showOthers(presence.getFrom());
            broadcast(presence, nick, "participant", 0);
            tellPast(presence.getFrom(), HistoryRequest.read(enter));
        } else if (enter != null) {
            // A client that enters again: Openfire tells him everything anew and nobody else anything.
            occupants.put(presence.getFrom(), new Occupant(nick, presence, log.size()));
            showOthers(presence.getFrom());
            out.accept(copy(presence, nick, presence.getFrom(), "participant", Muc.SELF));
            tellPast(presence.getFrom(), HistoryRequest.read(enter));
        } else {
            occupants.put(presence.getFrom(), new Occupant(nick, presence, sender.since()));
            broadcast(presence, nick, "participant", 0);
        }
    }

    private void showOthers(JID receiver) {
        List.copyOf(occupants.entrySet()).stream().filter(entry -> !entry.getKey().equals(receiver)).forEach(entry ->
            out.accept(copy(entry.getValue().presence(), entry.getValue().nick(), receiver, "participant", 0)));
    }

    private void tellPast(JID receiver, HistoryRequest request) {
        int most = Math.min(HISTORY, request.maxStanzas().orElse(HISTORY));
        List<Message> told = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0 && told.size() < most; i--) {
            String stamp = history.get(i).getElement().element("delay").attributeValue("stamp");
            if (request.since().filter(Instant.parse(stamp)::isBefore).isPresent()) {
                // As Openfire does it: the first one that says that it is older is the last that is looked at.
                break;
            }
            told.add(0, history.get(i));
        }
        for (Message message : told) {
            Message copy = message.createCopy();
            copy.setTo(receiver);
            out.accept(copy);
        }
        if (subject != null) {
            Message copy = subject.createCopy();
            copy.setTo(receiver);
            out.accept(copy);
        }
    }

    private void leave(JID user, int code) {
        Occupant left = occupants.get(user);
        Presence gone = new Presence(Presence.Type.unavailable);
        gone.setFrom(user);
        broadcast(gone, left.nick(), "none", code);
        occupants.remove(user);
    }

    private void broadcast(Presence presence, String nick, String role, int code) {
        broadcasts++;
        for (JID receiver : List.copyOf(occupants.keySet())) {
            Presence copy = copy(presence, nick, receiver, role, receiver.equals(presence.getFrom()) ? Muc.SELF : 0);
            if (code != 0) {
                copy.getElement().element(Muc.USER).addElement("status").addAttribute("code", Integer.toString(code));
            }
            copy.addChildElement(BROADCAST, "urn:simulation").addAttribute("of", presence.getFrom().toString())
                .setText(Integer.toString(broadcasts));
            out.accept(copy);
        }
    }

    private Presence copy(Presence presence, String nick, JID to, String role, int code) {
        Presence copy = new Presence(presence.getType());
        copy.setFrom(new JID(address.getNode(), address.getDomain(), nick));
        copy.setTo(to);
        if (presence.getStatus() != null) {
            copy.setStatus(presence.getStatus());
        }
        Element x = copy.getElement().addElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", affiliation(presence.getFrom()))
            .addAttribute("role", role);
        if (code != 0) {
            x.addElement("status").addAttribute("code", Integer.toString(code));
        }
        return copy;
    }

    private void say(Message said, Occupant speaker) {
        Message message = said.createCopy();
        message.setFrom(new JID(address.getNode(), address.getDomain(), speaker.nick()));
        if (message.getBody() == null) {
            subject = message.getSubject() == null ? subject : message;
        } else {
            log.add(message.getID());
            Message past = message.createCopy();
            past.addChildElement("delay", "urn:xmpp:delay").addAttribute("stamp", clock.get().toString());
            history.add(past);
        }
        for (JID receiver : List.copyOf(occupants.keySet())) {
            meanwhile.run();
            Message copy = message.createCopy();
            copy.setTo(receiver);
            out.accept(copy);
        }
    }

    private void refuse(Packet stanza, PacketError.Condition condition) {
        Packet error = stanza instanceof IQ iq ? IQ.createResultIQ(iq) : stanza.createCopy();
        error.setFrom(stanza.getTo());
        error.setTo(stanza.getFrom());
        error.setError(condition);
        out.accept(error);
    }
}
