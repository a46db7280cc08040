package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** A server with a guard, as far as routing goes: what passes the guard reaches a room or goes out. There is no room behind. */
final class GuardedServer implements RoomDirectory {

    static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    static final String ROOM = "jabberchat@talk.example.com";
    private static final int MOST_NESTED = 20;

    final MapSettings settings = new MapSettings();
    final ManualWorkers workers = new ManualWorkers();
    /** Who is in the room directly. */
    final Set<JID> inside = new HashSet<>();
    /** What the room does when something reaches it. */
    Consumer<Packet> onReached = stanza -> { };
    /** What another thread does when the guard next looks at the clock. */
    Runnable meanwhile = () -> { };
    private final List<Packet> out = new ArrayList<>();
    private final List<Packet> reached = new ArrayList<>();
    private TrustLevel trust = TrustLevel.BUDDY;
    private int nested;
    final RoomGuard guard;

    /** A server that is alone. */
    GuardedServer() {
        this(Nodes.ALONE);
    }

    /** A node of a cluster. */
    GuardedServer(Nodes nodes) {
        guard = new RoomGuard(new SuiteServices(settings, this::route, this::now, workers, domain -> trust, "example.com", nodes),
            new FmucSettings(settings), this);
        nodes.listen(guard.elsewhere());
        guard.elsewhere().start();
    }

    /** How far other servers are trusted from now on. */
    void trust(TrustLevel level) {
        trust = level;
    }

    private Instant now() {
        Runnable other = meanwhile;
        meanwhile = () -> { };
        other.run();
        return workers.instant();
    }

    /** Something comes in from another server. */
    GuardedServer receive(String xml) {
        route(Xml.stanza(xml));
        return this;
    }

    /** Something is routed, whoever it is from. */
    void route(Packet stanza) {
        nested++;
        try {
            if (nested > MOST_NESTED) {
                throw new AssertionError("It goes round in circles: " + stanza);
            }
            guard.interceptPacket(stanza, null, true, false);
        } catch (PacketRejectedException e) {
            return;
        } finally {
            nested--;
        }
        deliver(stanza);
        try {
            guard.interceptPacket(stanza, null, true, true);
        } catch (PacketRejectedException e) {
            throw new AssertionError(e);
        }
    }

    private void deliver(Packet stanza) {
        boolean ours = isAddressed(stanza) && isService(stanza.getTo().getDomain());
        if (ours && stanza instanceof IQ iq && iq.isRequest() && iq.getID() != null && iq.getID().startsWith("fmuc-ask-")) {
            IQ answer = IQ.createResultIQ(iq);
            answer.setError(inside.contains(iq.getFrom()) ? Condition.recipient_unavailable : Condition.not_acceptable);
            route(answer);
        } else {
            (ours ? reached : out).add(stanza.createCopy());
            if (ours) {
                onReached.accept(stanza);
            }
        }
    }

    private static boolean isAddressed(Packet stanza) {
        try {
            return stanza.getTo() != null && stanza.getFrom() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean isService(String domain) {
        return domain.equals("talk.example.com");
    }

    @Override
    public boolean exists(JID room) {
        return room.getNode().startsWith("jabberchat");
    }

    @Override
    public boolean takesOthers(JID room) {
        return true;
    }

    /** What reached the room since the last question. */
    List<Packet> takeReached() {
        List<Packet> copy = List.copyOf(reached);
        reached.clear();
        return copy;
    }

    /** What went out since the last question. */
    List<Packet> takeOut() {
        List<Packet> copy = List.copyOf(out);
        out.clear();
        return copy;
    }

    GuardedServer asked(String nick) {
        return receive(("<presence from='%s' to='%s/%s'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='%s@remote.example.com/x'/></presence>").formatted(SLAVE, ROOM, nick, nick.toLowerCase(Locale.ROOT)));
    }

    GuardedServer roomShows(String nick, String to) {
        return receive(("<presence from='%s/%s' to='%s@remote.example.com/x'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/></x></presence>").formatted(ROOM, nick,
            to.toLowerCase(Locale.ROOT)));
    }

    /** The mirror lets somebody go, and the room tells him, and those who are named, that he is gone. */
    GuardedServer leaves(String nick, String... others) {
        onReached = stanza -> {
            onReached = nothing -> { };
            roomShowsGone(nick, nick);
            List.of(others).forEach(other -> roomShowsGone(nick, other));
        };
        return receive("<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(SLAVE, ROOM, nick));
    }

    GuardedServer roomShowsGone(String nick, String to) {
        return receive(("<presence type='unavailable' from='%s/%s' to='%s@remote.example.com/x'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/></x></presence>")
            .formatted(ROOM, nick, to.toLowerCase(Locale.ROOT)));
    }

    /** A room's message for somebody. */
    GuardedServer roomSays(String body, String to) {
        return receive("<message type='groupchat' from='%s/Curtis' to='%s@remote.example.com/x'><body>%s</body></message>"
            .formatted(ROOM, to.toLowerCase(Locale.ROOT), body));
    }

    GuardedServer has(String nick) {
        return asked(nick).roomShows(nick, nick);
    }
}
