package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.dom4j.QName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
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

    private static final QName PING = QName.get("ping", "urn:xmpp:ping");

    private final Gate gate;
    private final Queries queries;
    private final SlaveRooms rooms;
    private final FmucSettings settings;
    private final Router router;
    private final PeerQueries peers;

    MirrorComponent(Gate gate, Queries queries, SlaveRooms rooms, FmucSettings settings, Router router, PeerQueries peers) {
        this.gate = Objects.requireNonNull(gate);
        this.queries = Objects.requireNonNull(queries);
        this.rooms = Objects.requireNonNull(rooms);
        this.settings = Objects.requireNonNull(settings);
        this.router = Objects.requireNonNull(router);
        this.peers = Objects.requireNonNull(peers);
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
        if (stanza instanceof IQ iq) {
            query(iq);
        } else if (stanza.getElement().asXML().length() > settings.get(FmucSettings.STANZA_CHARS)) {
            refuse(stanza, Condition.not_acceptable, "The stanza is too long.");
        } else {
            converse(stanza);
        }
    }

    private void converse(Packet stanza) {
        Gate.Judgement judgement = gate.judge(stanza);
        if (judgement instanceof Gate.Judgement.FromUser fromUser) {
            UserStanza.read(stanza).ifPresent(said -> fromUser(fromUser.room(), said, stanza));
        } else if (judgement instanceof Gate.Judgement.FromMaster fromMaster) {
            MasterStanza.read(stanza).ifPresent(said -> fromMaster(fromMaster.room(), said, stanza));
        } else if (judgement instanceof Gate.Judgement.Refuse refuse) {
            refuse(stanza, refuse.condition(), refuse.text());
        }
    }

    private void fromUser(SlaveAddress room, UserStanza said, Packet stanza) {
        if (!rooms.mayOpen(room.slave())) {
            refuse(stanza, Condition.resource_constraint, "This mirror service takes no more rooms.");
        } else if (!rooms.happen(room, (rules, current, now) -> rules.on(current, said, now))) {
            refuse(stanza, Condition.resource_constraint, "This room is too busy.");
        }
    }

    private void fromMaster(SlaveAddress room, MasterStanza said, Packet stanza) {
        boolean queued = rooms.happen(room, (rules, current, now) -> {
            if (current.isVacant()) {
                // The master thinks that somebody of ours is in, and nobody is: this server lost its state.
                unknown(stanza);
            }
            return rules.on(current, said, now);
        });
        if (!queued) {
            LOG.warn("Too many stanzas wait for {}; one of its master was lost", room.slave());
        }
    }

    /** Tells a master that there is no such slave room, unless that is what it says itself. */
    private void unknown(Packet stanza) {
        boolean farewell = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable;
        if (!farewell) {
            refuse(stanza, Condition.item_not_found, "Nobody is in this mirror.");
        }
    }

    private void query(IQ iq) {
        if (!iq.isRequest()) {
            peers.answered(iq);
        } else if (iq.getTo().getNode() == null) {
            router.route(queries.toService(iq));
        } else if (gate.judge(iq) instanceof Gate.Judgement.FromUser fromUser) {
            SlaveAddress room = fromUser.room();
            router.route(queries.toRoom(iq, room, rooms.find(room.slave())));
        } else if (gate.judge(iq) instanceof Gate.Judgement.Refuse refuse) {
            refuse(iq, refuse.condition(), refuse.text());
        } else if (iq.getElement().element(PING) != null) {
            router.route(gate.judge(iq) instanceof Gate.Judgement.FromMaster master && isThere(master.room(), iq.getTo())
                ? IQ.createResultIQ(iq) : Stanzas.error(iq, Condition.item_not_found, "Nobody is in this mirror."));
        } else {
            refuse(iq, Condition.feature_not_implemented, null);
        }
    }

    /** A master that doubts it asks whether somebody is still here, or a certain one. */
    private boolean isThere(SlaveAddress room, JID asked) {
        return rooms.find(room.slave())
            .filter(open -> asked.getResource() == null || open.locals().containsKey(asked.getResource())).isPresent();
    }

    private void refuse(Packet stanza, Condition condition, String text) {
        Optional.of(stanza).filter(Stanzas::mayBeAnswered)
            .ifPresent(answerable -> router.route(Stanzas.error(answerable, condition, text)));
    }
}
