package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/**
 * Answers questions to the mirror service: what it is and which rooms it has (XEP-0030), and that it is there (XEP-0199).
 * Pure.
 */
public final class Queries {

    /** In the service's answer: it says to whoever asks that his mirror may join rooms of this server. */
    public static final String ADMITTED_FEATURE = "http://igniterealtime.org/protocol/federationsuite#admitted";

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
        boolean ofNode = query != null && query.attribute("node") != null;
        if (question.getType() != IQ.Type.get) {
            return error(question, Condition.service_unavailable);
        }
        return switch (Topic.of(question)) {
            case INFO -> service(question);
            // The rooms behind a mirror are whatever its users join; a list of them tells strangers who talks where.
            case ITEMS -> rooms(question, Map.of());
            case PING -> IQ.createResultIQ(question);
            default -> error(question, ofNode ? Condition.item_not_found : Condition.service_unavailable);
        };
    }

    /**
     * Answers the server that asks what the service is in order to list it among the items of its domain: it is not to. Clients
     * take the first service with rooms in that list for the one where they make theirs, and nobody makes a room on a mirror. A
     * server lists nothing that has no identity.
     *
     * @param question a request, to the domain of the service
     */
    public IQ unlisted(IQ question) {
        IQ answer = result(question, Topic.INFO_NAMESPACE);
        features(answer.getChildElement(), Topic.INFO_NAMESPACE, Topic.ITEMS_NAMESPACE, Topic.PING_NAMESPACE, Fmuc.NAMESPACE);
        return answer;
    }

    /**
     * Answers what rooms there are.
     *
     * @param question a request for the items of the service
     * @param rooms    the rooms that whoever asks may know of, with their names
     */
    public IQ rooms(IQ question, Map<JID, String> rooms) {
        IQ answer = result(question, Topic.ITEMS_NAMESPACE);
        rooms.forEach((room, name) -> answer.getChildElement().addElement("item").addAttribute("jid", room.toString())
            .addAttribute("name", name));
        return answer;
    }

    private IQ service(IQ question) {
        IQ answer = result(question, Topic.INFO_NAMESPACE);
        Element query = answer.getChildElement();
        // Clients ask before they join: Smack joins no room of a service that does not say that it has rooms.
        query.addElement("identity").addAttribute("category", "conference").addAttribute("type", "text")
            .addAttribute("name", serviceName);
        features(query, Topic.INFO_NAMESPACE, Topic.ITEMS_NAMESPACE, Muc.NAMESPACE, Topic.PING_NAMESPACE, Fmuc.NAMESPACE);
        if (trust.levelOf(question.getFrom().getDomain()).mayMirror()) {
            features(query, ADMITTED_FEATURE);
        }
        return answer;
    }

    private static IQ result(IQ question, String namespace) {
        IQ answer = IQ.createResultIQ(question);
        answer.setChildElement(DocumentHelper.createElement(QName.get("query", namespace)));
        return answer;
    }

    private static void features(Element query, String... names) {
        for (String name : names) {
            query.addElement("feature").addAttribute("var", name);
        }
    }

    private static IQ error(IQ question, Condition condition) {
        return (IQ) Stanzas.error(question, condition, null);
    }
}
