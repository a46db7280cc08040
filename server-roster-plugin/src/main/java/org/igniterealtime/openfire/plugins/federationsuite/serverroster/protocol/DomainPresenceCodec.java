package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.dom4j.Element;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Stanzas to {@link DomainPresence} and back. No state; may be called from any thread. */
public final class DomainPresenceCodec {

    /** No name in DNS is longer (RFC 1035, section 2.3.4), and no longer one fits into our tables. */
    private static final int LONGEST_DOMAIN = 253;

    private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

    private DomainPresenceCodec() {
    }

    /**
     * Reads presence between bare domains (XEP-0267). For other stanzas this is a look at the stanza's class and at two or
     * three attributes. Never throws, whatever the stanza holds, and does not change it. What the presence carries does not
     * matter and is not looked at.
     *
     * @param stanza any stanza
     * @return what is said; empty for every other stanza, for a type that RFC 6121 does not know, for errors, and for
     *         presence from or to anything that is not a bare domain
     */
    public static Optional<DomainPresence> decode(Packet stanza) {
        if (!(stanza instanceof Presence)) {
            return Optional.empty();
        }
        String fromText = stanza.getElement().attributeValue("from");
        // Nearly all presence is that of users, and is told by its first address.
        if (!mayBeDomain(fromText)) {
            return Optional.empty();
        }
        String toText = stanza.getElement().attributeValue("to");
        if (!mayBeDomain(toText)) {
            return Optional.empty();
        }
        // The attribute as it stands: Presence.getType() throws for a type it does not know.
        Optional<Kind> kind = kind(stanza.getElement().attributeValue("type"));
        Optional<String> from = domain(fromText);
        Optional<String> to = domain(toText);
        return kind.isPresent() && from.isPresent() && to.isPresent()
            ? Optional.of(new DomainPresence(kind.get(), from.get(), to.get())) : Optional.empty();
    }

    /**
     * Reads an error between bare domains (RFC 6120, section 8.3). As {@link #decode}: never throws, changes nothing.
     *
     * @param stanza any stanza
     * @return who answered what with an error, and which; empty for every other stanza
     */
    public static Optional<DomainError> error(Packet stanza) {
        if (!(stanza instanceof Presence) || !"error".equals(stanza.getElement().attributeValue("type"))) {
            return Optional.empty();
        }
        Optional<String> from = domain(stanza.getElement().attributeValue("from"));
        Optional<String> to = domain(stanza.getElement().attributeValue("to"));
        return from.isPresent() && to.isPresent()
            ? Optional.of(new DomainError(from.get(), to.get(), condition(stanza.getElement().element("error"))))
            : Optional.empty();
    }

    private static String condition(Element error) {
        if (error != null) {
            for (Element child : error.elements()) {
                // What is no name of a condition is a stranger's text, and ends up where administrators read.
                if (child.getNamespaceURI().equals(STANZA_ERRORS) && child.getName().matches("[a-z-]{1,40}")
                    && !child.getName().equals("text")) {
                    return child.getName();
                }
            }
        }
        return DomainError.UNDEFINED;
    }

    /**
     * Writes a presence between domains as a stanza.
     *
     * @param presence what to say
     * @return a new stanza
     */
    public static Presence encode(DomainPresence presence) {
        Presence stanza = new Presence();
        stanza.setFrom(new JID(null, presence.from(), null));
        stanza.setTo(new JID(null, presence.to(), null));
        switch (presence.kind()) {
            case AVAILABLE -> { }
            case UNAVAILABLE -> stanza.setType(Presence.Type.unavailable);
            case PROBE -> stanza.setType(Presence.Type.probe);
            case SUBSCRIBE -> stanza.setType(Presence.Type.subscribe);
            case SUBSCRIBED -> stanza.setType(Presence.Type.subscribed);
            case UNSUBSCRIBE -> stanza.setType(Presence.Type.unsubscribe);
            case UNSUBSCRIBED -> stanza.setType(Presence.Type.unsubscribed);
            default -> throw new IllegalStateException(presence.toString());
        }
        return stanza;
    }

    /**
     * Brings a domain into the one form in which it is compared and kept: lower case, and an international name in its
     * ASCII form, so that one server is one peer, however it is written. Done here, because Openfire 4.2 does not do it to
     * the addresses in what other servers send.
     *
     * @param text what somebody wrote
     * @return the domain; empty if this is none, or more than a domain
     */
    public static Optional<String> domain(String text) {
        if (!mayBeDomain(text)) {
            return Optional.empty();
        }
        try {
            String domain = new JID(null, text, null).getDomain();
            return Optional.of(domain).filter(DomainPresenceCodec::isDomain);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean mayBeDomain(String text) {
        return text != null && text.indexOf('@') < 0 && text.indexOf('/') < 0;
    }

    /** Letters, digits, and what is in names and in numeric addresses; no label is empty, so there is no dot at the end. */
    @SuppressFBWarnings(value = "REDOS",
        justification = "A dot ends each label, so there is one way only to read a text, and it is short.")
    private static boolean isDomain(String domain) {
        return domain.length() <= LONGEST_DOMAIN && domain.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+]");
    }

    private static Optional<Kind> kind(String type) {
        return type == null ? Optional.of(Kind.AVAILABLE) : switch (type) {
            case "unavailable" -> Optional.of(Kind.UNAVAILABLE);
            case "probe" -> Optional.of(Kind.PROBE);
            case "subscribe" -> Optional.of(Kind.SUBSCRIBE);
            case "subscribed" -> Optional.of(Kind.SUBSCRIBED);
            case "unsubscribe" -> Optional.of(Kind.UNSUBSCRIBE);
            case "unsubscribed" -> Optional.of(Kind.UNSUBSCRIBED);
            default -> Optional.empty();
        };
    }
}
