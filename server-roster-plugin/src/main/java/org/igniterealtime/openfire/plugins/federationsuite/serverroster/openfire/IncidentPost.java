package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * Sends incidents and waits for the answers, each until its time is over. Only an answer of the server that was asked counts,
 * and only the first.
 *
 * <p>Not the router's own listeners for results: these take an answer from anybody, and cannot be taken back when the suite
 * is stopped. The interceptor looks at IQs to our own domain in both directions, because 4.2 shows an error that it makes
 * itself, when it cannot reach the peer, as one that goes out; 5.1 as one that comes in.
 *
 * <p>Thread-safe. Memory: what administrators have sent and what has not been answered, at most {@value #MOST_WAITING}.
 */
final class IncidentPost implements PacketInterceptor {

    /** How many may wait for an answer. */
    static final int MOST_WAITING = 1000;

    private final String domain;
    private final Settings settings;
    private final Router delivery;
    private final ScheduledExecutorService timer;
    private final IncidentDesk desk;
    private final Map<String, Sent> waiting = new ConcurrentHashMap<>();

    private record Sent(Incident incident, Future<?> timeout) {
    }

    IncidentPost(String domain, Settings settings, Router delivery, ScheduledExecutorService timer, IncidentDesk desk) {
        this.domain = Objects.requireNonNull(domain);
        this.settings = Objects.requireNonNull(settings);
        this.delivery = Objects.requireNonNull(delivery);
        this.timer = Objects.requireNonNull(timer);
        this.desk = Objects.requireNonNull(desk);
    }

    /** Whether as many more can be sent now. */
    boolean hasRoomFor(int more) {
        return waiting.size() + more <= MOST_WAITING;
    }

    /**
     * Sends an incident.
     *
     * @param incident as it is kept
     * @param document the element around its document; given away
     */
    void send(Incident incident, Element document) {
        IQ iq = new IQ(incident.kind().isSet() ? IQ.Type.set : IQ.Type.get, UUID.randomUUID().toString());
        iq.setFrom(new JID(null, domain, null));
        iq.setTo(new JID(null, incident.peer(), null));
        iq.setChildElement(document);
        try {
            Runnable giveUp = () -> settle(iq.getID(), IncidentState.NO_ANSWER, "");
            Future<?> timeout = timer.schedule(giveUp,
                settings.get(IncidentSettings.ANSWER_WITHIN), TimeUnit.SECONDS);
            waiting.put(iq.getID(), new Sent(incident, timeout));
        } catch (RejectedExecutionException e) {
            desk.answered(incident, IncidentState.NO_ANSWER, "");
            return;
        }
        delivery.route(iq);
    }

    private boolean settle(String id, IncidentState state, String answer) {
        Sent sent = waiting.remove(id);
        if (sent != null) {
            sent.timeout().cancel(false);
            desk.answered(sent.incident(), state, answer);
        }
        return sent != null;
    }

    /**
     * Takes an answer.
     *
     * @param iq any result or error
     * @return whether it answers what was sent; whoever else knows its ID is not listened to
     */
    boolean take(IQ iq) {
        Sent sent = iq.getID() == null ? null : waiting.get(iq.getID());
        if (sent == null || iq.getFrom() == null
                || !DomainPresenceCodec.domain(iq.getFrom().toString()).equals(Optional.of(sent.incident().peer()))) {
            return false;
        }
        return iq.getType() == IQ.Type.result ? settle(iq.getID(), IncidentState.DELIVERED, "")
            : settle(iq.getID(), IncidentState.REFUSED, reason(iq));
    }

    private static String reason(IQ iq) {
        try {
            PacketError error = iq.getError();
            if (error != null && error.getCondition() != null) {
                return error.getCondition().toXMPP() + (error.getText() == null ? "" : ": " + error.getText());
            }
        } catch (IllegalArgumentException e) {
            // A condition that nobody has defined, see below.
            return "undefined-condition";
        }
        return "undefined-condition";
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (processed || !(stanza instanceof IQ iq) || !domain.equals(stanza.getElement().attributeValue("to"))) {
            return;
        }
        String type = stanza.getElement().attributeValue("type");
        if (("result".equals(type) || "error".equals(type)) && take(iq)) {
            // Nobody else waits for it. Silent, because a server has no session here.
            throw new PacketRejectedException();
        }
    }

    /** Waits no more. What was not answered is marked at the next start. */
    void close() {
        waiting.values().forEach(sent -> sent.timeout().cancel(false));
        waiting.clear();
    }
}
