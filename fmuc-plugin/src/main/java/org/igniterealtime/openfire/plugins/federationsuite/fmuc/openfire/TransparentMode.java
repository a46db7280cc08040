package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Seats;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Seat;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Serves local users of remote rooms by slave rooms without their knowing, where an administrator allows it: what they send
 * to such a room is given to the mirror by changing its address where it enters the router. Rejecting it instead would make
 * the server answer it.
 *
 * <p>Called on the server's own threads, for each stanza of everybody. While the mode is on nowhere that costs two looks at
 * fields, and else a look at the text of the address for what is not to another server.
 */
final class TransparentMode implements PacketInterceptor {

    private final String localDomain;
    private final String mirrorDomain;
    private final FmucSettings settings;
    private final Gate gate;
    private final SlaveRooms rooms;
    private final Mirrorable mirrorable;
    private final Seats seats = new Seats();
    private volatile boolean anywhere;

    /**
     * Makes an interceptor. On each node of a cluster there is one, for the clients that are connected to it.
     */
    TransparentMode(String localDomain, String mirrorDomain, FmucSettings settings, Gate gate, SlaveRooms rooms,
                    Mirrorable mirrorable) {
        this.localDomain = Objects.requireNonNull(localDomain);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
        this.settings = Objects.requireNonNull(settings);
        this.gate = Objects.requireNonNull(gate);
        this.rooms = Objects.requireNonNull(rooms);
        this.mirrorable = Objects.requireNonNull(mirrorable);
        this.anywhere = settings.isTransparentAnywhere();
    }

    /** From now on it knows what an administrator changes. */
    Settings.Subscription watch(Settings changes) {
        Settings.Subscription watching = changes.onChange(key -> {
            if (FmucSettings.isOfTransparentMode(key)) {
                anywhere = settings.isTransparentAnywhere();
            }
        });
        anywhere = settings.isTransparentAnywhere();
        return watching;
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed) {
        if (!incoming || processed || !anywhere && seats.isEmpty()) {
            return;
        }
        if (session == null) {
            if (stanza instanceof Presence) {
                // What the slave lets go on for somebody whose connection has ended meanwhile.
                Transparent.takeDirect(stanza);
            }
            return;
        }
        String to = stanza.getElement().attributeValue("to");
        int at = to == null ? -1 : to.indexOf('@');
        if (at < 1) {
            return;
        }
        if (!isLocal(to, at + 1)) {
            elsewhere(stanza, session);
        } else if (to.regionMatches(true, at + 1, mirrorDomain, 0, mirrorDomain.length())) {
            Transparent.strip(stanza);
        }
    }

    /** Tells whether the domain of an address is this server's or one of its services, without making an address of it. */
    private boolean isLocal(String address, int domain) {
        int slash = address.indexOf('/', domain);
        int start = (slash < 0 ? address.length() : slash) - localDomain.length();
        return start >= domain && address.regionMatches(true, start, localDomain, 0, localDomain.length())
            && (start == domain || address.indexOf('.', domain) == start - 1);
    }

    private void elsewhere(Packet stanza, Session session) {
        if (!Stanzas.isReadable(stanza) || !isOfLocalClient(stanza.getFrom())) {
            return;
        }
        JID client = stanza.getFrom();
        JID room = stanza.getTo().asBareJID();
        Seat seat = seats.of(client, room);
        boolean enters = stanza instanceof Presence && stanza.getElement().element(Muc.ENTER) != null;
        if (stanza instanceof Presence presence && (enters || presence.getType() == Presence.Type.unavailable)
            && Transparent.takeDirect(presence)) {
            sits(client, room, seat, TakeOver.onDirect(presence, seat));
        } else if (enters || seat != Seat.NONE) {
            SlaveAddress.find(room, mirrorDomain).ifPresent(address -> decide(stanza, session, seat, address));
        }
    }

    private void decide(Packet stanza, Session session, Seat seat, SlaveAddress address) {
        JID client = stanza.getFrom();
        Optional<LocalOccupant> occupant = seat == Seat.TAKEN ? occupant(address, client) : Optional.empty();
        TakeOver.Decision decision = TakeOver.on(stanza, seat, occupant, () -> mayJoin(client, address, session));
        sits(client, address.master(), seat, decision);
        if (decision.taken()) {
            // In place, because the router reads the address when the interceptors are done.
            stanza.setTo(new JID(address.slave().getNode(), mirrorDomain, stanza.getTo().getResource(), true));
            Transparent.markTaken(stanza);
        }
    }

    private void sits(JID client, JID room, Seat until, TakeOver.Decision now) {
        if (now.seat() != until) {
            seats.put(client, room, now.seat());
        }
    }

    private boolean isOfLocalClient(JID sender) {
        return sender.getDomain().equals(localDomain) && sender.getNode() != null && sender.getResource() != null;
    }

    private Optional<LocalOccupant> occupant(SlaveAddress address, JID client) {
        return rooms.find(address.slave()).flatMap(room -> room.occupantOf(client));
    }

    /** What the gate would refuse the server refuses on the direct way, or it lets it pass: neither is for the mirror to say. */
    private boolean mayJoin(JID client, SlaveAddress address, Session session) {
        JID room = address.master();
        boolean anonymous = session instanceof ClientSession known && known.isAnonymousUser();
        return settings.get(FmucSettings.TRANSPARENT, room) && !anonymous
            && gate.admits(client, address) && mirrorable.mayTry(room) && mayTakeASeat(client, room);
    }

    /** As many seats as a user may have rooms; those that stand empty are given back before one is refused. */
    private boolean mayTakeASeat(JID client, JID room) {
        int most = settings.get(FmucSettings.ROOMS_EACH);
        if (seats.count(client) >= most && seats.of(client, room) == Seat.NONE) {
            seats.keep(client, known -> SlaveAddress.find(known, mirrorDomain)
                .flatMap(address -> occupant(address, client)).isPresent());
        }
        return seats.count(client) < most || seats.of(client, room) != Seat.NONE;
    }

    /** Forgets those who are gone. To be called now and then. */
    void tick(Predicate<JID> connected) {
        if (!seats.isEmpty()) {
            seats.keep(connected);
        }
    }
}
