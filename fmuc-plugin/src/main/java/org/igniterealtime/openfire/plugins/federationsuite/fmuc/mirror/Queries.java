package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/**
 * Answers questions to the mirror service and its rooms: what they are (XEP-0030), whether somebody is still in
 * (XEP-0199, XEP-0410), and why rooms cannot be administered here. Pure.
 */
public final class Queries {

    /** In the service's answer: it says to whoever asks that his mirror may join rooms of this server. */
    public static final String ADMITTED_FEATURE = "http://igniterealtime.org/protocol/federationsuite#admitted";

    private static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    private static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String PING = "urn:xmpp:ping";

    private final String serviceName;
    private final TrustPolicy trust;

    /**
     * Answers.
     *
     * @param serviceName what the service is called in lists that people read
     * @param trust       who is told that his mirror may join
     */
    public Queries(String serviceName, TrustPolicy trust) {
        this.serviceName = Objects.requireNonNull(serviceName);
        this.trust = Objects.requireNonNull(trust);
    }

    /**
     * Answers a question to the service itself.
     *
     * @param question a request, to the domain of the service
     */
    public IQ toService(IQ question) {
        Element query = question.getChildElement();
        String namespace = query == null ? "" : query.getNamespaceURI();
        if (question.getType() != IQ.Type.get) {
            return error(question, Condition.service_unavailable, null);
        }
        return switch (namespace) {
            case DISCO_INFO -> query.attribute("node") != null ? error(question, Condition.item_not_found, null)
                : service(question);
            // The rooms behind a mirror are whatever its users join; a list of them would tell who talks where.
            case DISCO_ITEMS -> result(question, DISCO_ITEMS);
            case PING -> IQ.createResultIQ(question);
            default -> error(question, Condition.service_unavailable, null);
        };
    }

    /**
     * Answers a question of a local user to a slave room.
     *
     * @param question a request
     * @param address  the room
     * @param room     the room, if it exists at the moment
     */
    public IQ toRoom(IQ question, SlaveAddress address, Optional<SlaveRoom> room) {
        Element query = question.getChildElement();
        String namespace = query == null ? "" : query.getNamespaceURI();
        return switch (namespace) {
            case DISCO_INFO -> question.getTo().getResource() == null && query.attribute("node") == null
                ? room(question, address) : error(question, Condition.feature_not_implemented, null);
            case DISCO_ITEMS -> question.getTo().getResource() == null
                ? result(question, DISCO_ITEMS) : error(question, Condition.feature_not_implemented, null);
            case PING -> ping(question, room);
            case Muc.ADMIN_NAMESPACE, Muc.OWNER_NAMESPACE -> error(question, Condition.not_allowed,
                "A mirrored room is administered at home. Please join " + address.master() + " directly.");
            default -> error(question, Condition.feature_not_implemented, null);
        };
    }

    private IQ service(IQ question) {
        IQ answer = result(question, DISCO_INFO);
        Element query = answer.getChildElement();
        identity(query, serviceName);
        features(query, DISCO_INFO, DISCO_ITEMS, Muc.NAMESPACE, PING, Fmuc.NAMESPACE);
        if (trust.levelOf(question.getFrom().getDomain()).mayMirror()) {
            features(query, ADMITTED_FEATURE);
        }
        return answer;
    }

    private static IQ room(IQ question, SlaveAddress address) {
        IQ answer = result(question, DISCO_INFO);
        identity(answer.getChildElement(), address.master().toString());
        features(answer.getChildElement(), DISCO_INFO, DISCO_ITEMS, Muc.NAMESPACE, PING);
        return answer;
    }

    /** XEP-0410: a ping to one's own nick tells whether one is still in. */
    private static IQ ping(IQ question, Optional<SlaveRoom> room) {
        JID asked = question.getTo();
        if (asked.getResource() == null) {
            return IQ.createResultIQ(question);
        }
        Optional<LocalOccupant> own = room.flatMap(one -> one.occupantOf(question.getFrom()))
            .filter(local -> local.phase() == LocalOccupant.Phase.JOINED);
        if (own.isEmpty()) {
            return error(question, Condition.not_acceptable, null);
        }
        return own.get().nick().equals(asked.getResource()) ? IQ.createResultIQ(question)
            : error(question, Condition.feature_not_implemented, null);
    }

    private static IQ result(IQ question, String namespace) {
        IQ answer = IQ.createResultIQ(question);
        answer.setChildElement(DocumentHelper.createElement(QName.get("query", namespace)));
        return answer;
    }

    private static void identity(Element query, String name) {
        query.addElement("identity").addAttribute("category", "conference").addAttribute("type", "text")
            .addAttribute("name", name);
    }

    private static void features(Element query, String... names) {
        for (String name : names) {
            query.addElement("feature").addAttribute("var", name);
        }
    }

    private static IQ error(IQ question, Condition condition, String text) {
        return (IQ) Stanzas.error(question, condition, text);
    }
}
