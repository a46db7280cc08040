package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.OutboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Ruling;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Verdict;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Rewrite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * Stands before the rooms of this server, so that any of them can be a master without being told: turns stanzas of
 * slaves into those of their users, and collapses the copies that rooms send to these users.
 *
 * <p>Called on the server's own threads, for each stanza of everybody; for those that are not ours it is a map lookup
 * and a look at the address. State is in one map of immutable values, changed atomically room by room; stanzas are sent
 * outside that change, on the calling thread, so that copies keep the order of the room's own fan-out.
 */
final class RoomGuard implements PacketInterceptor {

    private final SuiteServices services;
    private final FmucSettings settings;
    private final LocalRooms localRooms;
    private final Map<JID, MasterRoom> rooms = new ConcurrentHashMap<>();
    private final UnderWay underWay = new UnderWay();
    private volatile boolean closing;

    RoomGuard(SuiteServices services, FmucSettings settings, LocalRooms localRooms) {
        this.services = Objects.requireNonNull(services);
        this.settings = Objects.requireNonNull(settings);
        this.localRooms = Objects.requireNonNull(localRooms);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
        throws PacketRejectedException {
        // Only where a stanza enters the router: there each passes once, and its addresses may still be changed.
        if (!incoming || !Stanzas.isAddressed(stanza)) {
            return;
        }
        if (processed) {
            after(stanza);
        } else if (!isCopyForSlave(stanza)) {
            inbound(stanza, session);
        }
    }

    private boolean isCopyForSlave(Packet stanza) throws PacketRejectedException {
        MasterRoom room = rooms.isEmpty() ? null : rooms.get(stanza.getFrom().asBareJID());
        if (room == null || !room.occupants().containsKey(stanza.getTo())) {
            return false;
        }
        // What no rule knows, such as an IQ, is the user's own and goes to him.
        Optional<RoomCopy> copy = RoomCopy.read(stanza).map(one -> closing ? shutDown(one) : one);
        if (copy.isPresent()) {
            Optional<VirtualOccupant> speaker = underWay.shownSpeaker(room.address());
            decide(room.address(), current -> Optional.ofNullable(current.occupants().get(stanza.getTo()))
                .map(receiver -> OutboundRules.on(current, receiver, copy.get(), speaker)));
            throw new Taken();
        }
        return true;
    }

    /** Those who leave while the guard closes did not want to; to the room it looks as if they did. */
    private static RoomCopy shutDown(RoomCopy copy) {
        return copy instanceof RoomCopy.Occupant occupant && !occupant.available()
            ? new RoomCopy.Occupant(occupant.nick(), false, occupant.payload().withStatus(Set.of(Muc.SERVICE_SHUTDOWN))) : copy;
    }

    private void inbound(Packet stanza, Session session) throws PacketRejectedException {
        if (stanza.getTo().getNode() == null) {
            return;
        }
        Optional<SlaveStanza> said = SlaveStanza.read(stanza);
        if (said.isPresent() && localRooms.isService(stanza.getTo().getDomain())) {
            fromSlave(stanza, said.get());
        } else if (Fmuc.speaks(stanza) && localRooms.isService(stanza.getTo().getDomain())) {
            fromStranger(stanza, session);
        } else if (isDirectJoin(stanza)) {
            decide(stanza.getTo().asBareJID(), room -> Optional.of(InboundRules.onDirectJoin(room, stanza.getFrom())));
        }
    }

    private void fromSlave(Packet stanza, SlaveStanza said) throws PacketRejectedException {
        JID address = stanza.getTo().asBareJID();
        boolean nomirror = stanza.getElement().element(Fmuc.NOMIRROR) != null;
        Ruling ruling = decide(address, room -> Optional.of(InboundRules.on(room, said, stanza,
            settings.admission(services.trust(), said.slave().getDomain(), services.domain(),
                localRooms.exists(address)))));
        if (!(ruling.verdict() instanceof Verdict.PassAs passAs)) {
            throw new Taken();
        }
        if (passAs.join()) {
            Rewrite.asJoinOf((Presence) stanza, passAs.user());
        } else {
            Rewrite.asUser(stanza, passAs.user());
        }
        underWay.begin(stanza, said, ruling.room(), nomirror ? passAs.user() : null);
    }

    /** Somebody who is not a slave of the room uses FMUC's elements: a join is refused, anything else loses them. */
    private void fromStranger(Packet stanza, Session session) throws PacketRejectedException {
        if (session == null && Fmuc.isJoin(stanza) && Stanzas.mayBeAnswered(stanza)) {
            services.router().route(Stanzas.error(stanza, Condition.not_authorized,
                "A mirror joins from the address of the room, escaped."));
            throw new Taken();
        }
        Fmuc.strip(stanza);
    }

    private boolean isDirectJoin(Packet stanza) {
        if (rooms.isEmpty() || !(stanza instanceof Presence presence) || presence.getElement().attribute("type") != null) {
            return false;
        }
        MasterRoom room = rooms.get(stanza.getTo().asBareJID());
        return room != null && room.occupants().containsKey(stanza.getFrom())
            && stanza.getElement().element(Muc.ENTER) != null;
    }

    private void after(Packet stanza) {
        underWay.end(stanza).ifPresent(said -> {
            if (said instanceof SlaveStanza.Part part) {
                decide(stanza.getTo().asBareJID(), room -> Optional.of(InboundRules.afterPart(room, part)));
            }
        });
    }

    /** Applies a rule to a room, atomically, and then does what it wants done. */
    private Ruling decide(JID address, Function<MasterRoom, Optional<Ruling>> rule) {
        Outcome outcome = new Outcome();
        rooms.compute(address, (key, known) -> outcome.of(rule, known == null ? MasterRoom.unmirrored(key) : known));
        for (Effect effect : outcome.ruling.effects()) {
            if (effect instanceof Effect.Send send) {
                services.router().route(send.stanza());
            }
        }
        return outcome.ruling;
    }

    /** Carries a ruling out of the atomic change of the map. */
    private static final class Outcome {

        private Ruling ruling;

        MasterRoom of(Function<MasterRoom, Optional<Ruling>> rule, MasterRoom room) {
            ruling = rule.apply(room).orElseGet(() -> new Ruling(room, new Verdict.Pass(), List.of()));
            return ruling.room().isUnmirrored() ? null : ruling.room();
        }
    }

    /** Lets everybody leave who is in a room through a slave. The guard must still stand, to tell the slaves. */
    void close() {
        closing = true;
        rooms.values().forEach(room -> InboundRules.close(room).forEach(effect -> {
            if (effect instanceof Effect.Send send) {
                services.router().route(send.stanza());
            }
        }));
    }

    /**
     * Ends the way of a stanza. The server answers nothing to it where the stanza came from another server or a room,
     * which is where it is thrown. Without a stack trace: a room with fifty mirrored occupants throws it fifty times for
     * each message.
     */
    private static final class Taken extends PacketRejectedException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
