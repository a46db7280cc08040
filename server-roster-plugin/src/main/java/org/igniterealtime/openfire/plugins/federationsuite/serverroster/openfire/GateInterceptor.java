package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules.Matter;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules.Verdict;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * Stands between this server, with its users and components, and all others, and lets through what {@link GateRules} say. It
 * stands here although the server has lists of its own: those are not looked at where another server proves its name by a
 * certificate, in no version.
 *
 * <p>It looks at each stanza when it comes to a router, and at what goes to another server once more at the session there:
 * presence to contacts, and what we deliver ourselves, pass no router.
 *
 * <p>Who is told: the sender of a refused message or request. A local client's IQ and presence are answered by the server's
 * routers, which do so for whatever an interceptor rejects there; they do it for a result and an error, too, and cannot be told
 * not to. Presence of another server gets no answer (RFC 6121 wants none).
 *
 * <p>Runs on the server's own threads, any number at a time, and returns at once. Nothing is kept between stanzas.
 */
final class GateInterceptor implements PacketInterceptor {

    private static final Set<String> CONTACT = Set.of("urn:xmpp:ping", "http://jabber.org/protocol/disco#info");

    /** What administrators want of the gate at this moment. Asked for each stanza, on any thread. */
    interface Orders {

        /** Tells whether neither the gate nor a block keeps anybody out, so that no stanza need be looked at. */
        boolean keepNobodyOut();

        /** The rules. */
        GateRules rules();

        /** Tells whether a domain, in its normalised form, is in the server roster. */
        boolean isKnown(String peer);
    }

    private final String domain;
    private final Predicate<JID> remote;
    private final TrustPolicy trust;
    private final Orders orders;
    private final Router delivery;
    private final RosterTexts texts;

    /**
     * Makes an interceptor; it does nothing until the server knows it.
     *
     * @param domain   the XMPP domain of this server
     * @param remote   tells whether an address belongs to another server, not to us or one of our components
     * @param trust    how far other domains are trusted
     * @param orders   what holds
     * @param delivery sends errors, past the routers
     * @param texts    the words
     */
    GateInterceptor(String domain, Predicate<JID> remote, TrustPolicy trust, Orders orders, Router delivery,
                    RosterTexts texts) {
        this.domain = Objects.requireNonNull(domain);
        this.remote = Objects.requireNonNull(remote);
        this.trust = Objects.requireNonNull(trust);
        this.orders = Objects.requireNonNull(orders);
        this.delivery = Objects.requireNonNull(delivery);
        this.texts = Objects.requireNonNull(texts);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (processed || orders.keepNobodyOut() || staysHere(stanza.getElement())) {
            return;
        }
        JID from = stanza.getFrom();
        JID to = stanza.getTo();
        Verdict verdict;
        if (incoming && isRemote(from)) {
            verdict = inbound(stanza, from, to);
        } else if (isRemote(to)) {
            verdict = outbound(stanza, from, to, !incoming);
        } else {
            return;
        }
        if (verdict != Verdict.PASS) {
            // A client's IQ is answered by the router, because of the exception.
            if (verdict == Verdict.REFUSE && incoming && (session == null || stanza instanceof Message)) {
                delivery.route(refusal(stanza));
            }
            throw new PacketRejectedException();
        }
    }

    /** Asked first, because nearly all stanzas stay here, and for them that costs nothing. */
    private boolean staysHere(Element stanza) {
        return isOurs(stanza.attributeValue("from")) && isOurs(stanza.attributeValue("to"));
    }

    private boolean isOurs(String address) {
        return address == null || AddressText.isAt(address, domain);
    }

    private boolean isRemote(JID address) {
        return address != null && remote.test(new JID(null, address.getDomain(), null, true));
    }

    private Verdict inbound(Packet stanza, JID from, JID to) {
        Optional<String> peer = DomainPresenceCodec.domain(from.getDomain());
        // A domain that is none cannot be looked up, and so is a stranger's.
        return orders.rules().inbound(matter(stanza, from, to), peer.map(trust::levelOf).orElse(TrustLevel.UNKNOWN),
            peer.filter(orders::isKnown).isPresent());
    }

    private Verdict outbound(Packet stanza, JID from, JID to, boolean atSession) {
        TrustLevel level = DomainPresenceCodec.domain(to.getDomain()).map(trust::levelOf).orElse(TrustLevel.UNKNOWN);
        // Errors of users and components have been refused at the router.
        return orders.rules().outbound(matter(stanza, from, to), level, atSession);
    }

    private Matter matter(Packet stanza, JID from, JID to) {
        boolean betweenServers = isBare(from) && isBare(to) && (isOurs(from) || isOurs(to));
        String type = stanza.getElement().attributeValue("type", "");
        if (stanza instanceof Presence) {
            return type.equals("error") ? Matter.ERROR : betweenServers ? Matter.ROSTER : Matter.NOTICE;
        }
        if (stanza instanceof Message) {
            return type.equals("error") ? Matter.ERROR : type.equals("headline") ? Matter.NOTICE : Matter.MESSAGE;
        }
        boolean answer = type.equals("result") || type.equals("error");
        if (betweenServers && answer) {
            return Matter.ANSWER;
        }
        if (betweenServers && type.equals("get") && asksForContact(stanza.getElement())) {
            return Matter.CONTACT;
        }
        return type.equals("error") ? Matter.ERROR : answer ? Matter.NOTICE : Matter.REQUEST;
    }

    private static boolean asksForContact(Element iq) {
        return iq.elements().size() == 1 && CONTACT.contains(iq.elements().get(0).getNamespaceURI());
    }

    private static boolean isBare(JID address) {
        return address != null && address.getNode() == null && address.getResource() == null;
    }

    private boolean isOurs(JID address) {
        return address.getDomain().equals(domain);
    }

    /** Without what was refused: nobody shall make us send much by sending much. */
    private Packet refusal(Packet stanza) {
        Packet error = stanza instanceof IQ ? new IQ() : new Message();
        error.setID(stanza.getID());
        error.setFrom(stanza.getTo());
        error.setTo(stanza.getFrom());
        error.setError(new PacketError(PacketError.Condition.not_allowed, PacketError.Type.cancel,
            texts.of(RosterText.GATE_REFUSED)));
        return error;
    }
}
