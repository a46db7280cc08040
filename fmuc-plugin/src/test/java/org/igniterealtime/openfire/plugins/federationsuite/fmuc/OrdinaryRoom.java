package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * A room as XEP-0045 has it, which knows nothing of mirrors: occupants are full JIDs, each gets a copy of everything, all copies
 * of one thing go before those of the next, in any order among themselves. It does not exist until it is made, by a join too.
 */
public final class OrdinaryRoom implements SimulatedRoom {

    /** What rooms remember if nobody has said how much. */
    private static final int HISTORY = 20;

    private final JID address;
    private final Consumer<Packet> out;
    private final Supplier<Instant> clock;
    private final Random random;
    private final Map<JID, Occupant> occupants = new LinkedHashMap<>();
    private final Map<JID, String> affiliations = new HashMap<>();
    private final List<Message> history = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Presence> joins = new ArrayList<>();
    private Message subject;
    private int remembered = HISTORY;
    private boolean exists;
    private boolean renews = true;
    private boolean nonAnonymous;
    private boolean membersOnly;
    private boolean answersPing = true;
    private String password;
    private String prefix = "";
    private Condition unknown = Condition.not_acceptable;
    private int most = Integer.MAX_VALUE;

    /** Somebody in the room, with what he said of himself and how many messages there had been when he came. */
    public record Occupant(JID user, String nick, String role, Presence presence, int since) {
    }

    /**
     * A room that does not exist yet.
     *
     * @param out takes what it sends
     */
    public OrdinaryRoom(JID address, Consumer<Packet> out, Supplier<Instant> clock, Random random) {
        this.address = address;
        this.out = out;
        this.clock = clock;
        this.random = random;
    }

    /** Somebody has made it. */
    public OrdinaryRoom made() {
        exists = true;
        return this;
    }

    /** How many messages it tells those who come. */
    public OrdinaryRoom remembering(int messages) {
        remembered = messages;
        return this;
    }

    /** As ejabberd: who is in and enters again is not told anything anew. Prosody tells everything. */
    public OrdinaryRoom terse() {
        renews = false;
        return this;
    }

    /** It shows real addresses to everybody. */
    public OrdinaryRoom nonAnonymous() {
        nonAnonymous = true;
        return this;
    }

    /** A question to an occupant goes to him, also his own (before XEP-0410). */
    public OrdinaryRoom withoutSelfPing() {
        answersPing = false;
        return this;
    }

    /** Members only. */
    public void membersOnly(boolean on) {
        membersOnly = on;
    }

    /** How many it takes. */
    public void most(int occupantsAtMost) {
        most = occupantsAtMost;
    }

    /** What it answers somebody who is not in and says something of himself; Prosody says that there is no such item. */
    public void forgets(Condition condition) {
        unknown = condition;
    }

    /** What one must know to enter. */
    public void password(String word) {
        password = word;
    }

    /** It gives everybody a nick that begins so. */
    public void prefix(String beginning) {
        prefix = beginning;
    }

    /** Whether it exists. */
    public boolean exists() {
        return exists;
    }

    /** Who is in it, by full JID. */
    public Map<JID, Occupant> occupants() {
        return occupants;
    }

    /** Affiliations, by bare JID. */
    public Map<JID, String> affiliations() {
        return affiliations;
    }

    /** The ids of all messages with a body. */
    public List<String> log() {
        return log;
    }

    /** The joins that have come, accepted or not. */
    public List<Presence> joins() {
        return joins;
    }

    /** The subject. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject).map(Message::getSubject);
    }

    @Override
    public boolean has(JID user) {
        return occupants.containsKey(user);
    }

    @Override
    public void crash() {
        occupants.clear();
    }

    @Override
    public void handle(Packet stanza) {
        if (Fmuc.speaks(stanza)) {
            throw new AssertionError("FMUC, to a room that knows nothing of it: " + stanza);
        }
        if (stanza.getFrom().getResource() == null) {
            if (!Stanzas.mayBeAnswered(stanza)) {
                // What a node sends back that has left. Rooms take it for nothing.
                return;
            }
            throw new AssertionError("from nobody's occupant: " + stanza);
        }
        Occupant sender = occupants.get(stanza.getFrom());
        if (stanza instanceof Presence presence) {
            presence(presence, sender);
        } else if (!exists) {
            refuse(stanza, Condition.item_not_found);
        } else if (stanza instanceof IQ iq) {
            question(iq, sender);
        } else if (stanza instanceof Message message) {
            message(message, sender);
        }
    }

    /** The room itself says something to all. */
    public void announce(String words) {
        Message notice = new Message();
        notice.setType(Message.Type.groupchat);
        notice.setFrom(address);
        notice.setBody(words);
        receivers().forEach(receiver -> send(notice, receiver));
    }

    /** Throws somebody out: a kick, a ban, or whatever the code says. A ban is of an account, with all that it has here. */
    public void expel(String nick, int code) {
        Occupant occupant = byNick(nick).orElseThrow();
        if (code == Muc.BANNED) {
            affiliations.put(occupant.user().asBareJID(), "outcast");
            List.copyOf(occupants.values()).stream().filter(one -> one.user().asBareJID().equals(occupant.user().asBareJID()))
                .forEach(one -> leave(one, new Presence(Presence.Type.unavailable), code));
        } else {
            leave(occupant, new Presence(Presence.Type.unavailable), code);
        }
    }

    /** Changes a role. */
    public void give(String nick, String role) {
        Occupant occupant = byNick(nick).orElseThrow();
        Occupant changed = new Occupant(occupant.user(), nick, role, occupant.presence(), occupant.since());
        occupants.put(occupant.user(), changed);
        broadcast(changed, changed.presence(), role, Set.of());
    }

    /** The owner destroys it. */
    public void destroy(String reason) {
        for (Occupant occupant : List.copyOf(occupants.values())) {
            Presence gone = copy(occupant, new Presence(Presence.Type.unavailable), occupant.user(), "none");
            gone.getElement().element(Muc.USER).addElement("destroy").addElement("reason").setText(reason);
            out.accept(gone);
        }
        occupants.clear();
        history.clear();
        affiliations.clear();
        exists = false;
    }

    /** Who has a nick. */
    public Optional<Occupant> byNick(String nick) {
        return occupants.values().stream().filter(one -> one.nick().equals(nick)).findFirst();
    }

    private void presence(Presence presence, Occupant sender) {
        if (presence.getType() == Presence.Type.unavailable || presence.getType() == Presence.Type.error) {
            if (sender != null) {
                leave(sender, presence, 0);
            } else if (presence.getType() == Presence.Type.unavailable) {
                // As rooms of Openfire do.
                refuse(presence, Condition.unexpected_request);
            }
            return;
        }
        boolean enters = presence.getElement().element(Muc.ENTER) != null;
        String nick = prefix + presence.getTo().getResource();
        if (sender == null && !enters) {
            refuse(presence, exists ? unknown : Condition.item_not_found);
        } else if (sender == null) {
            enter(presence, nick);
        } else if (!sender.nick().equals(nick)) {
            changeNick(presence, sender, nick);
        } else {
            Occupant same = new Occupant(sender.user(), nick, sender.role(), presence, sender.since());
            occupants.put(sender.user(), same);
            if (enters && renews) {
                joins.add(presence);
                showOthers(same.user());
                out.accept(own(same, Set.of()));
                tellPast(same.user(), HistoryRequest.read(presence.getElement().element(Muc.ENTER)));
            } else {
                broadcast(same, presence, same.role(), Set.of());
            }
        }
    }

    private void enter(Presence presence, String nick) {
        joins.add(presence);
        Element enter = presence.getElement().element(Muc.ENTER);
        JID account = presence.getFrom().asBareJID();
        boolean owner = !exists;
        if ("outcast".equals(affiliations.get(account))) {
            refuse(presence, Condition.forbidden);
        } else if (membersOnly && !affiliations.containsKey(account)) {
            refuse(presence, Condition.registration_required);
        } else if (password != null && !password.equals(enter.elementText("password"))) {
            refuse(presence, Condition.not_authorized);
        } else if (occupants.size() >= most) {
            refuse(presence, Condition.service_unavailable);
        } else if (byNick(nick).isPresent()) {
            refuse(presence, Condition.conflict);
        } else {
            if (owner) {
                affiliations.put(account, "owner");
                exists = true;
            }
            Occupant occupant = new Occupant(presence.getFrom(), nick, owner ? "moderator" : "participant", presence, log.size());
            occupants.put(occupant.user(), occupant);
            showOthers(occupant.user());
            Set<Integer> codes = owner ? Set.of(Muc.CREATED) : prefix.isEmpty() ? Set.of() : Set.of(Muc.NICK_ASSIGNED);
            broadcast(occupant, presence, occupant.role(), codes);
            tellPast(occupant.user(), HistoryRequest.read(enter));
        }
    }

    private void changeNick(Presence presence, Occupant sender, String nick) {
        if (byNick(nick).isPresent()) {
            refuse(presence, Condition.conflict);
            return;
        }
        for (JID receiver : receivers()) {
            Presence gone = copy(sender, new Presence(Presence.Type.unavailable), receiver, "none");
            Element x = gone.getElement().element(Muc.USER);
            x.element("item").addAttribute("nick", nick);
            x.addElement("status").addAttribute("code", Integer.toString(Muc.NICK_CHANGED));
            out.accept(gone);
        }
        Occupant renamed = new Occupant(sender.user(), nick, sender.role(), presence, sender.since());
        occupants.put(sender.user(), renamed);
        broadcast(renamed, presence, renamed.role(), Set.of());
    }

    private void leave(Occupant occupant, Presence said, int code) {
        Presence gone = new Presence(Presence.Type.unavailable);
        if (said.getStatus() != null) {
            gone.setStatus(said.getStatus());
        }
        broadcast(occupant, gone, "none", code == 0 ? Set.of() : Set.of(code));
        occupants.remove(occupant.user());
    }

    private List<JID> receivers() {
        List<JID> receivers = new ArrayList<>(occupants.keySet());
        Collections.shuffle(receivers, random);
        return receivers;
    }

    private void showOthers(JID receiver) {
        occupants.values().stream().filter(other -> !other.user().equals(receiver))
            .forEach(other -> out.accept(copy(other, other.presence(), receiver, other.role())));
    }

    private void broadcast(Occupant occupant, Presence presence, String role, Set<Integer> codes) {
        for (JID receiver : receivers()) {
            if (receiver.equals(occupant.user()) && presence.getType() == null) {
                continue;
            }
            Presence copy = copy(occupant, presence, receiver, role);
            boolean self = receiver.equals(occupant.user());
            codes.stream().filter(code -> self || code > Muc.CREATED && code != Muc.NICK_ASSIGNED)
                .forEach(code -> addStatus(copy, code));
            if (self) {
                addStatus(copy, Muc.SELF);
            }
            out.accept(copy);
        }
        if (presence.getType() == null) {
            out.accept(own(occupant, codes));
        }
    }

    private Presence own(Occupant occupant, Set<Integer> codes) {
        Presence own = copy(occupant, occupant.presence(), occupant.user(), occupant.role());
        addStatus(own, Muc.SELF);
        codes.forEach(code -> addStatus(own, code));
        if (nonAnonymous) {
            addStatus(own, Muc.NON_ANONYMOUS);
        }
        return own;
    }

    private static void addStatus(Presence presence, int code) {
        presence.getElement().element(Muc.USER).addElement("status").addAttribute("code", Integer.toString(code));
    }

    private Presence copy(Occupant occupant, Presence presence, JID receiver, String role) {
        Presence copy = new Presence(presence.getType());
        copy.setFrom(new JID(address.getNode(), address.getDomain(), occupant.nick()));
        copy.setTo(receiver);
        if (presence.getStatus() != null) {
            copy.setStatus(presence.getStatus());
        }
        Element item = copy.getElement().addElement(Muc.USER).addElement("item")
            .addAttribute("affiliation", affiliations.getOrDefault(occupant.user().asBareJID(), "none"))
            .addAttribute("role", role);
        Occupant seeing = occupants.get(receiver);
        if (nonAnonymous || seeing != null && seeing.role().equals("moderator")) {
            item.addAttribute("jid", occupant.user().toString());
        }
        return copy;
    }

    private void tellPast(JID receiver, HistoryRequest request) {
        List<Message> told = new ArrayList<>();
        int stanzas = request.maxChars().orElse(1) == 0 ? 0 : Math.min(remembered, request.maxStanzas().orElse(remembered));
        for (int i = history.size() - 1; i >= 0 && told.size() < stanzas; i--) {
            Instant said = Instant.parse(history.get(i).getElement().element("delay").attributeValue("stamp"));
            if (request.since().filter(said::isBefore).isEmpty()) {
                told.add(0, history.get(i));
            }
        }
        told.forEach(message -> send(message, receiver));
        Message topic = subject;
        if (topic == null) {
            topic = new Message();
            topic.setType(Message.Type.groupchat);
            topic.setFrom(address);
            topic.getElement().addElement("subject");
        }
        send(topic, receiver);
    }

    private void send(Message message, JID receiver) {
        Message copy = message.createCopy();
        copy.setTo(receiver);
        out.accept(copy);
    }

    private void message(Message message, Occupant sender) {
        if (message.getType() == Message.Type.error) {
            if (sender != null) {
                leave(sender, new Presence(Presence.Type.unavailable), 0);
            }
        } else if (sender == null) {
            refuse(message, Condition.not_acceptable);
        } else if (message.getType() != Message.Type.groupchat) {
            whisper(message, sender);
        } else if (sender.role().equals("visitor")) {
            refuse(message, Condition.forbidden);
        } else {
            say(message, sender);
        }
    }

    private void say(Message said, Occupant speaker) {
        Message message = said.createCopy();
        message.setFrom(new JID(address.getNode(), address.getDomain(), speaker.nick()));
        if (message.getBody() != null) {
            log.add(message.getID());
            Message past = message.createCopy();
            past.addChildElement("delay", "urn:xmpp:delay").addAttribute("stamp", clock.get().toString());
            history.add(past);
        } else if (message.getElement().element("subject") != null) {
            subject = message;
        }
        receivers().forEach(receiver -> send(message, receiver));
    }

    private void whisper(Message message, Occupant speaker) {
        Optional<Occupant> receiver = Optional.ofNullable(message.getTo().getResource()).flatMap(this::byNick);
        if (receiver.isEmpty()) {
            refuse(message, Condition.item_not_found);
            return;
        }
        Message copy = message.createCopy();
        copy.setFrom(new JID(address.getNode(), address.getDomain(), speaker.nick()));
        send(copy, receiver.get().user());
    }

    private void question(IQ iq, Occupant asker) {
        String nick = iq.getTo().getResource();
        boolean destroys = iq.getChildElement() != null && iq.getChildElement().element("destroy") != null;
        if (nick == null && iq.isRequest() && destroys && "owner".equals(affiliations.get(iq.getFrom().asBareJID()))) {
            destroy("");
            out.accept(IQ.createResultIQ(iq));
        } else if (nick == null && iq.isRequest()) {
            refuse(iq, Topic.of(iq) == Topic.PING ? Condition.service_unavailable : Condition.feature_not_implemented);
        } else if (asker == null) {
            refuse(iq, Condition.not_acceptable);
        } else if (byNick(nick).isEmpty()) {
            refuse(iq, Condition.item_not_found);
        } else if (answersPing && iq.isRequest() && Topic.of(iq) == Topic.PING && asker.nick().equals(nick)) {
            out.accept(IQ.createResultIQ(iq));
        } else {
            IQ copy = iq.createCopy();
            copy.setFrom(new JID(address.getNode(), address.getDomain(), asker.nick()));
            copy.setTo(byNick(nick).get().user());
            out.accept(copy);
        }
    }

    private void refuse(Packet stanza, Condition condition) {
        if (Stanzas.mayBeAnswered(stanza)) {
            out.accept(Stanzas.error(stanza, condition, null));
        }
    }
}
