package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.Element;
import org.xmpp.packet.IQ;

/** What an IQ request is about, as far as a slave room cares. */
public enum Topic {

    /** Whether somebody is there (XEP-0199, XEP-0410). */
    PING,
    /** What something is (XEP-0030). */
    INFO,
    /** What belongs to something (XEP-0030). */
    ITEMS,
    /** Which nick the room keeps for the user (XEP-0045, section 7.12). */
    RESERVED_NICK,
    /** Changes that only administrators of the room make (XEP-0045, sections 9 and 10), and registration with it. */
    ADMINISTRATION,
    /** The archive (XEP-0313). */
    ARCHIVE,
    /** Something that an account answers and not a client: the business card (XEP-0054), what it publishes (XEP-0163). */
    ACCOUNT,
    /** Anything else. */
    OTHER;

    /** The namespace of {@link #INFO}. */
    public static final String INFO_NAMESPACE = "http://jabber.org/protocol/disco#info";
    /** The namespace of {@link #ITEMS}. */
    public static final String ITEMS_NAMESPACE = "http://jabber.org/protocol/disco#items";
    /** The namespace of {@link #PING}. */
    public static final String PING_NAMESPACE = "urn:xmpp:ping";
    /** How the namespaces of all versions of the archive begin. */
    public static final String ARCHIVE_NAMESPACES = "urn:xmpp:mam:";
    private static final String RESERVED_NICK_NODE = "x-roomuser-item";

    /**
     * What a request is about.
     *
     * @param request an IQ of type get or set
     */
    public static Topic of(IQ request) {
        Element child = request.getChildElement();
        if (child == null) {
            return OTHER;
        }
        String node = child.attributeValue("node");
        String namespace = child.getNamespaceURI();
        return switch (namespace) {
            case PING_NAMESPACE -> request.getType() == IQ.Type.get ? PING : OTHER;
            case INFO_NAMESPACE -> RESERVED_NICK_NODE.equals(node) ? RESERVED_NICK : node == null ? INFO : OTHER;
            case ITEMS_NAMESPACE -> node == null ? ITEMS : OTHER;
            case Muc.ADMIN_NAMESPACE, Muc.OWNER_NAMESPACE, "jabber:iq:register" -> ADMINISTRATION;
            case "vcard-temp", "urn:ietf:params:xml:ns:vcard-4.0", "http://jabber.org/protocol/pubsub" -> ACCOUNT;
            default -> namespace.startsWith(ARCHIVE_NAMESPACES) ? ARCHIVE : OTHER;
        };
    }
}
