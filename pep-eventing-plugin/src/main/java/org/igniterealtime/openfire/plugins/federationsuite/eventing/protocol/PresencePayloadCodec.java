package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * {@code <presence xmlns='jabber:client'>} as the payload of a pubsub item (XEP-0207, section "Presence") to
 * {@link PresencePayload}, and that to a stanza. No state; may be called from any thread.
 *
 * <p>Stricter than the server is with a client's ordinary presence, where it drops a wrong type and so makes an
 * {@code invisible} client visible: a payload that means something other than available or unavailable is refused.
 */
public final class PresencePayloadCodec {

    /** The namespace of the payload. */
    public static final String NAMESPACE = ClientXml.NAMESPACE;

    private static final QName LANGUAGE = QName.get("lang", Namespace.XML_NAMESPACE);

    private PresencePayloadCodec() {
    }

    /**
     * Reads a payload. What it says of its sender is passed over.
     *
     * @param payload any element; not changed
     * @return what it says
     * @throws MalformedPayloadException if it is no presence; if its type is neither available nor unavailable; if it is
     *     for one recipient, which a publication never is; if a child is repeated, wrong or unknown (RFC 6121, section 4.7)
     */
    public static PresencePayload decode(Element payload) throws MalformedPayloadException {
        if (!"presence".equals(payload.getName()) || !ClientXml.isClients(payload)) {
            throw new MalformedPayloadException("The payload of this node is a presence element in the namespace jabber:client.");
        }
        if (ClientXml.isDeeperThan(ClientXml.MAX_DEPTH, payload)) {
            throw new MalformedPayloadException("The payload is nested too deep.");
        }
        if (payload.attributeValue("to") != null) {
            throw new MalformedPayloadException("Published presence has no recipient of its own.");
        }
        String type = payload.attributeValue("type");
        if (type != null && !type.equals("unavailable")) {
            throw new MalformedPayloadException("Published presence is available, without a type, or unavailable.");
        }
        Children children = new Children();
        for (Element child : payload.elements()) {
            children.read(child);
        }
        return new PresencePayload(type == null, Optional.ofNullable(payload.attributeValue("id")), languageOf(payload),
            children.show, children.statuses, children.priority, children.extensions);
    }

    /**
     * Writes presence as the stanza that the resource would have sent itself: to nobody in particular, so that the server
     * broadcasts it.
     *
     * @param payload what to say
     * @param from    the full JID of the resource that says it
     * @return a new stanza
     */
    public static Presence encode(PresencePayload payload, JID from) {
        Presence stanza = payload.available() ? new Presence() : new Presence(Presence.Type.unavailable);
        stanza.setFrom(from);
        payload.id().ifPresent(stanza::setID);
        Element element = stanza.getElement();
        payload.language().ifPresent(language -> element.addAttribute(LANGUAGE, language));
        payload.show().ifPresent(show -> element.addElement("show").setText(show.text()));
        for (Status status : payload.statuses()) {
            Element line = element.addElement("status");
            status.language().ifPresent(language -> line.addAttribute(LANGUAGE, language));
            line.setText(status.text());
        }
        payload.priority().ifPresent(priority -> element.addElement("priority").setText(Integer.toString(priority)));
        payload.extensions().forEach(extension -> element.add(extension.toElement()));
        return stanza;
    }

    private static Optional<String> languageOf(Element element) {
        return Optional.ofNullable(element.attributeValue(LANGUAGE));
    }

    /** The children read so far. Lives as long as one call. */
    private static final class Children {

        private Optional<Show> show = Optional.empty();
        private final List<Status> statuses = new ArrayList<>();
        private final Set<Optional<String>> languages = new HashSet<>();
        private OptionalInt priority = OptionalInt.empty();
        private final List<Extension> extensions = new ArrayList<>();

        void read(Element child) throws MalformedPayloadException {
            if (!ClientXml.isClients(child)) {
                extensions.add(new Extension(child));
                return;
            }
            if (!child.elements().isEmpty()) {
                throw new MalformedPayloadException("show, status and priority hold text only.");
            }
            switch (child.getName()) {
                case "show" -> readShow(child.getTextTrim());
                case "status" -> readStatus(child);
                case "priority" -> readPriority(child.getTextTrim());
                default -> throw new MalformedPayloadException("Presence has no other elements of its own than show, status"
                    + " and priority.");
            }
        }

        private void readShow(String text) throws MalformedPayloadException {
            if (show.isPresent()) {
                throw new MalformedPayloadException("Presence has one show element at most.");
            }
            show = Show.of(text);
            if (show.isEmpty()) {
                throw new MalformedPayloadException("show is one of away, chat, dnd and xa.");
            }
        }

        private void readStatus(Element child) throws MalformedPayloadException {
            Optional<String> language = languageOf(child);
            if (!languages.add(language)) {
                throw new MalformedPayloadException("Presence has one status element at most for each language.");
            }
            statuses.add(new Status(language, child.getText()));
        }

        private void readPriority(String text) throws MalformedPayloadException {
            if (priority.isPresent()) {
                throw new MalformedPayloadException("Presence has one priority element at most.");
            }
            try {
                priority = OptionalInt.of(Byte.parseByte(text));
            } catch (NumberFormatException e) {
                throw new MalformedPayloadException("priority is a whole number from -128 to 127.");
            }
        }
    }
}
