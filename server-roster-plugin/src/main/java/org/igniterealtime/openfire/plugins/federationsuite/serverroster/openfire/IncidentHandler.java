package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Arrival;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.BadIncidentException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.handler.IQHandler;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

/**
 * Takes incidents that other servers send (XEP-0268). Each request is answered, once: with a result when it is kept, else with
 * an error. Servers that nobody has approved get a result, too: the specification lets us accept from them, "with caution",
 * and what they send is kept aside.
 *
 * <p>Only {@code handleIQ} is overridden, because that is what all versions call. Runs on the server's own threads, any number
 * at a time; a document is checked there, in a time bounded by its largest size, and goes into the database on the suite's.
 *
 * <p>As an interceptor it refuses what the router would not bring here: a child with {@code <addresses/>} in it, of any
 * namespace, goes to the core's multicast router, which answers nothing (4.2 to 5.1), and fails where an address is missing.
 */
final class IncidentHandler extends IQHandler implements PacketInterceptor {

    private final IQHandlerInfo info = new IQHandlerInfo("report", IncidentCodec.NAMESPACE);
    private final String domain;
    private final Predicate<JID> remote;
    private final TrustPolicy trust;
    private final Settings settings;
    private final IncidentDesk desk;
    private final Mail mail;

    /**
     * How answers come and go.
     *
     * @param delivery sends what we answer later
     * @param post     takes what is answered to us
     */
    record Mail(Router delivery, IncidentPost post) {
    }

    /** Why a request is not taken. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final Condition condition;

        Refusal(Condition condition, String text) {
            super(text, null, false, false);
            this.condition = condition;
        }
    }

    /**
     * Makes a handler; it does nothing until the server knows it.
     *
     * @param domain   the XMPP domain of this server
     * @param remote   tells whether an address belongs to another server, not to us or one of our components
     * @param trust    how far other domains are trusted
     * @param settings the settings
     * @param desk     keeps what is taken
     * @param mail     how answers come and go
     */
    IncidentHandler(String domain, Predicate<JID> remote, TrustPolicy trust, Settings settings, IncidentDesk desk, Mail mail) {
        super("Incident handling");
        this.domain = Objects.requireNonNull(domain);
        this.remote = Objects.requireNonNull(remote);
        this.trust = Objects.requireNonNull(trust);
        this.settings = Objects.requireNonNull(settings);
        this.desk = Objects.requireNonNull(desk);
        this.mail = Objects.requireNonNull(mail);
    }

    @Override
    public IQHandlerInfo getInfo() {
        return info;
    }

    @Override
    public IQ handleIQ(IQ iq) {
        if (!iq.isRequest()) {
            // An error that the server makes itself when it may not reach the peer comes past all interceptors.
            mail.post().take(iq);
            return null;
        }
        try {
            Arrival arrival = check(iq);
            if (!desk.receive(arrival, chargedTo(arrival.peer()), taken -> mail.delivery().route(answer(iq, taken)))) {
                throw new Refusal(Condition.resource_constraint, "Too many incidents wait here; try again later");
            }
            return null;
        } catch (Refusal e) {
            return error(iq, e.condition, e.getMessage());
        }
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (!incoming || processed || !(stanza instanceof IQ iq)) {
            return;
        }
        if (isMisaddressed(iq.getElement())) {
            if (session == null && iq.isRequest()) {
                // A client of ours is answered by the router.
                mail.delivery().route(error(iq, Condition.bad_request, "An incident has no addresses here"));
            }
            throw new PacketRejectedException();
        }
    }

    /** Asked for each IQ of everybody, so without a list of its children. */
    private static boolean isMisaddressed(Element iq) {
        for (int i = 0; i < iq.nodeCount(); i++) {
            if (iq.node(i) instanceof Element child && IncidentCodec.NAMESPACE.equals(child.getNamespaceURI())
                && child.element("addresses") != null) {
                return true;
            }
        }
        return false;
    }

    private Arrival check(IQ iq) throws Refusal {
        JID to = iq.getTo();
        if (to != null && !to.toString().equals(domain)) {
            throw new Refusal(Condition.service_unavailable, "Incidents go to the server itself");
        }
        String peer = sender(iq.getFrom());
        TrustLevel level = trust.levelOf(peer);
        boolean aside = level.compareTo(TrustLevel.BUDDY) < 0;
        if (level == TrustLevel.BLOCKED || aside && settings.get(IncidentSettings.MOST_ASIDE) == 0) {
            throw new Refusal(Condition.forbidden, "This server takes no incidents of yours");
        }
        Element wrapper = iq.getChildElement();
        IncidentKind kind = IncidentKind.of(wrapper.getName())
            .orElseThrow(() -> new Refusal(Condition.bad_request, "There is no such element in " + IncidentCodec.NAMESPACE));
        if (kind.isSet() != (iq.getType() == IQ.Type.set)) {
            throw new Refusal(Condition.bad_request, "The IQ must be of type " + (kind.isSet() ? "set" : "get"));
        }
        try {
            return new Arrival(peer, aside, kind, IncidentCodec.decode(wrapper, settings.get(IncidentSettings.MOST_BYTES)),
                desk.now());
        } catch (BadIncidentException e) {
            throw new Refusal(e.isTooLarge() ? Condition.not_acceptable : Condition.bad_request, e.getMessage());
        }
    }

    private String sender(JID from) throws Refusal {
        return Optional.ofNullable(from).filter(address -> address.getNode() == null && address.getResource() == null)
            .filter(remote).flatMap(address -> DomainPresenceCodec.domain(address.getDomain()))
            .orElseThrow(() -> new Refusal(Condition.forbidden, "Only other servers send incidents, in their own names"));
    }

    /** An approved server has as many sub-domains as it likes, and one allowance. */
    private String chargedTo(String peer) {
        int dot = peer.indexOf('.');
        String parent = peer.substring(dot + 1);
        return dot >= 0 && trust.levelOf(parent).compareTo(TrustLevel.BUDDY) >= 0 ? parent : peer;
    }

    private static IQ answer(IQ iq, IncidentDesk.Taken taken) {
        return switch (taken) {
            case KEPT -> IQ.createResultIQ(iq);
            case TOO_MANY -> error(iq, Condition.resource_constraint, "You have sent too many incidents; try again later");
            case FAILED -> error(iq, Condition.internal_server_error, "The incident could not be kept; try again later");
        };
    }

    /** Without what was sent: it is large, and its sender has it. */
    private static IQ error(IQ iq, Condition condition, String text) {
        IQ error = IQ.createResultIQ(iq);
        error.setError(new PacketError(condition, condition.getDefaultType(), text));
        return error;
    }
}
