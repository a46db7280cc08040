package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.View;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * The mirror service as the server sees it: a component on a domain of its own. It reads stanzas, asks the gate, and
 * hands them to the room they are for; it returns at once, on whatever thread it was called. It implements tinder's
 * interface itself, because tinder's base class has a pool of threads in which stanzas overtake each other.
 */
final class MirrorComponent implements Component {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorComponent.class);

    /** What comes from bare addresses, whoever sends it. */
    private static final Set<Presence.Type> SUBSCRIPTIONS = Set.of(Presence.Type.subscribe, Presence.Type.subscribed,
        Presence.Type.unsubscribe, Presence.Type.unsubscribed, Presence.Type.probe);

    private final Gate gate;
    private final SlaveRooms rooms;
    private final FmucSettings settings;
    private final Router router;
    private final PeerQueries peers;
    private final Lobby lobby;
    private final Mirrorable mirrorable;
    private final Dialects dialects;
    private final Predicate<JID> connected;

    /**
     * A mirror service.
     *
     * @param connected tells whether a local client has a session
     */
    MirrorComponent(Gate gate, Lobby lobby, SlaveRooms rooms, FmucSettings settings, Router router, PeerQueries peers,
                    Mirrorable mirrorable, Predicate<JID> connected) {
        this.gate = Objects.requireNonNull(gate);
        this.lobby = Objects.requireNonNull(lobby);
        this.rooms = Objects.requireNonNull(rooms);
        this.settings = Objects.requireNonNull(settings);
        this.router = Objects.requireNonNull(router);
        this.peers = Objects.requireNonNull(peers);
        this.mirrorable = Objects.requireNonNull(mirrorable);
        this.dialects = new Dialects(mirrorable, peers, settings);
        this.connected = Objects.requireNonNull(connected);
    }

    /** Which dialects are spoken with rooms. */
    Dialects dialects() {
        return dialects;
    }

    @Override
    public String getName() {
        return "mirror";
    }

    @Override
    public String getDescription() {
        return "Mirrors of remote rooms";
    }

    @Override
    public void initialize(JID address, ComponentManager manager) {
        LOG.debug("The mirror service is {}", address);
    }

    @Override
    public void start() {
        LOG.debug("The mirror service has started");
    }

    @Override
    public void shutdown() {
        LOG.debug("The mirror service has stopped");
    }

    @Override
    public void processPacket(Packet stanza) {
        if (!Stanzas.isReadable(stanza)) {
            return;
        }
        View view = Transparent.takeTaken(stanza) ? View.TRANSPARENT : View.ESCAPED;
        if (isTooLong(stanza)) {
            refuse(stanza, view, Condition.not_acceptable, "The stanza is too long.");
        } else if (stanza instanceof IQ iq && iq.getTo().getNode() == null) {
            toService(iq);
        } else {
            converse(stanza, view);
        }
    }

    private boolean isTooLong(Packet stanza) {
        return stanza.getElement().asXML().length() > settings.get(FmucSettings.STANZA_CHARS);
    }

    /**
     * Tells whether a stanza for a room is one that a room may have to do with: then it is worth to be handed over to another
     * node. All else is refused where it comes.
     *
     * @param stanza readable, to an address with a node; not changed
     */
    boolean isWorthHandingOver(Packet stanza) {
        return !isTooLong(stanza) && !(gate.judge(stanza) instanceof Gate.Judgement.Refuse);
    }

    private void toService(IQ iq) {
        if (iq.isRequest()) {
            lobby.ask(iq);
        } else {
            peers.answered(iq);
        }
    }

    private void converse(Packet stanza, View view) {
        Gate.Judgement judgement = gate.judge(stanza);
        if (judgement instanceof Gate.Judgement.FromUser fromUser) {
            UserStanza.read(stanza).ifPresentOrElse(said -> fromUser(fromUser.room(), said, stanza, view),
                () -> unreadOfUser(stanza));
        } else if (judgement instanceof Gate.Judgement.FromMaster master && stanza instanceof IQ iq && iq.isRequest()
                && iq.getFrom().getResource() == null && Topic.of(iq) == Topic.PING) {
            answerPing(master.room(), iq);
        } else if (judgement instanceof Gate.Judgement.FromMaster asking && stanza instanceof IQ iq && Resume.isAsked(iq)
                && iq.getFrom().getResource() == null) {
            answerPing(asking.room(), iq);
            rooms.happen(asking.room(), stanza, (rules, current, now) -> rules.onMissed(current, now));
        } else if (judgement instanceof Gate.Judgement.FromMaster fromMaster) {
            Optional<MasterStanza> said = MasterStanza.read(stanza);
            // A node of XEP-0289 has something to say in its own name, too.
            if (said.isPresent() || stanza instanceof Presence && Fmuc.isJoin(stanza)) {
                fromMaster(fromMaster.room(), said, stanza);
            } else {
                unread(stanza);
            }
        } else if (judgement instanceof Gate.Judgement.Refuse refuse) {
            refuse(stanza, view, refuse.condition(), refuse.text());
        }
    }

    /** No rule acts on it; but a question is always answered. */
    private void unread(Packet stanza) {
        if (stanza instanceof IQ) {
            refuse(stanza, Condition.feature_not_implemented, null);
        }
    }

    /** As {@link #unread}; and XEP-0045, section 7.2.1, wants somebody told who enters and forgets his nick. */
    private void unreadOfUser(Packet stanza) {
        if (stanza instanceof Presence presence && presence.getType() == null) {
            refuse(stanza, Condition.jid_malformed, "Please choose a nick.");
        } else {
            unread(stanza);
        }
    }

    private void fromUser(SlaveAddress room, UserStanza said, Packet stanza, View view) {
        if (said instanceof UserStanza.Ask ask && ask.topic() == Topic.INFO && ask.nick().isEmpty()) {
            lobby.ask((IQ) stanza, room);
        } else if (view == View.TRANSPARENT) {
            boolean enters = said instanceof UserStanza.Available available && available.entering();
            boolean queued = mirrorable.whenKnown(room.master().getDomain(), enters,
                new Mirrorable.Waiting(() -> happen(room, said, stanza, view), () -> passDirectly(room, said, stanza)));
            if (!queued) {
                passDirectly(room, said, stanza);
            }
        } else {
            boolean enters = said instanceof UserStanza.Available available && available.entering();
            boolean queued = dialects.whenKnown(room.master(), rooms.find(room.slave()).isPresent(), new Dialects.Waiting(enters,
                () -> happen(room, said, stanza, view),
                () -> refuse(stanza, view, Condition.item_not_found, "There is no such room.")));
            if (!queued) {
                refuse(stanza, view, Condition.resource_constraint, "This room is too busy.");
            }
        }
    }

    private void happen(SlaveAddress room, UserStanza said, Packet stanza, View view) {
        UserStanza known = said.withConnection(connected);
        SlaveRooms.Event event = (rules, current, now) -> rules.on(current, known, view, now);
        Consumer<String> full = view == View.TRANSPARENT ? text -> passDirectly(room, said, stanza)
            : text -> refuse(stanza, view, Condition.resource_constraint, text);
        boolean queued = said instanceof UserStanza.Available available
            ? rooms.enter(room, stanza, available.user(), event, full) : rooms.happen(room, stanza, event);
        if (!queued) {
            full.accept("This room is too busy.");
        }
    }

    /** Somebody joined in the ordinary way and cannot be served here: his join and his part go to the room as his own. */
    private void passDirectly(SlaveAddress room, UserStanza said, Packet stanza) {
        if (said instanceof UserStanza.Available available && available.entering()) {
            router.route(Stanzas.directJoin(room, available));
        } else if (said instanceof UserStanza.Unavailable gone && gone.nick().isPresent()) {
            router.route(Stanzas.directPart(room, gone.user(), gone.nick().get(), gone.payload()));
        } else {
            refuse(stanza, View.TRANSPARENT, Condition.resource_constraint, "This room is too busy.");
        }
    }

    private void fromMaster(SlaveAddress room, Optional<MasterStanza> said, Packet stanza) {
        if (said.filter(MirrorComponent::saysConfigured).isPresent()) {
            lobby.forget(room);
        }
        if (said.orElse(null) instanceof MasterStanza.Refused refused && Transparent.saysNotAdmitted(refused.payload())) {
            mirrorable.refuses(room.master());
        }
        boolean queued = rooms.happen(room, stanza, (rules, current, now) -> {
            if (current.isVacant() && !(stanza instanceof IQ)) {
                // The master thinks that somebody of ours is in, and nobody is: this server lost its state.
                unknown(stanza);
            }
            return rules.hear(current, stanza, now);
        });
        if (!queued) {
            LOG.warn("Too many stanzas wait for {}; one of its master was lost", room.slave());
        }
    }

    /** To the slave a room of mirrors says it, and to its occupants a room that knows nothing of them. */
    private static boolean saysConfigured(MasterStanza stanza) {
        return stanza instanceof MasterStanza.Said said && said.payload().statusCodes().contains(Muc.CONFIGURED)
            || stanza instanceof MasterStanza.Whispered told && told.type() == Message.Type.groupchat
            && told.payload().statusCodes().contains(Muc.CONFIGURED);
    }

    /** Tells a master that there is no such slave room, unless that is what it says itself. */
    private void unknown(Packet stanza) {
        boolean farewell = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable
            || Fmuc.answer(stanza).isPresent();
        if (!farewell) {
            refuse(stanza, Condition.item_not_found, "Nobody is in this mirror.");
        }
    }

    /**
     * A master that doubts it asks whether somebody is still here, or a certain one. Whoever is on the way in or out is here
     * as far as the master goes: what was said about him is on the link, before or behind this. What occupants of the master
     * ask, the rules answer.
     */
    private void answerPing(SlaveAddress room, IQ ping) {
        boolean there = rooms.find(room.slave()).filter(open -> !open.locals().isEmpty())
            .filter(open -> ping.getTo().getResource() == null || open.locals().containsKey(ping.getTo().getResource()))
            .isPresent();
        router.route(there ? IQ.createResultIQ(ping)
            : Stanzas.error(ping, Condition.item_not_found, "Nobody is in this mirror."));
    }

    private void refuse(Packet stanza, Condition condition, String text) {
        refuse(stanza, View.ESCAPED, condition, text);
    }

    private void refuse(Packet stanza, View view, Condition condition, String text) {
        if (!Stanzas.mayBeAnswered(stanza) || isSubscription(stanza)) {
            return;
        }
        Packet error = Stanzas.error(stanza, condition, text);
        SlaveAddress.read(stanza.getTo()).ifPresent(room -> view.dress(error, room));
        router.route(error);
    }

    /**
     * Nobody subscribes to a room, and nobody is told so: no version of the server can deliver presence to a bare address of
     * its own, and each writes a stack trace when it should.
     */
    private static boolean isSubscription(Packet stanza) {
        return stanza instanceof Presence presence && presence.getType() != null && SUBSCRIPTIONS.contains(presence.getType());
    }
}
