package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.function.Consumer;

import org.w3c.dom.Element;

/**
 * Where we send on purpose something else than the specification's examples show. Each says why, and changes an example
 * into what we do; a test that names one fails if there is no such difference any more.
 */
enum Deviation {

    /**
     * XEP-0045, section 7.2.3: the presence that an occupant gets of himself has status 110. The example forgot it. On the
     * link it tells the slave that it is the answer to its join, and not the presence of a stranger with the same nick.
     */
    SELF_PRESENCE_HAS_110(stanza -> status(stanza, "110")),

    /**
     * Copies of a message name the occupant who said it, as the specification's own example of fire and forget does;
     * from the bare room nobody would know who spoke.
     */
    MESSAGES_COME_FROM_THE_OCCUPANT(stanza -> stanza.setAttribute("from", FederationTest.MASTER + "/Kev")),

    /** XEP-0045, section 7.2.6 and others: the error to a join comes from room/nick, where clients look for it. */
    ERRORS_TO_USERS_COME_FROM_THE_NICK(stanza -> stanza.setAttribute("from", FederationTest.SLAVE + "/Kev")),

    /** The example calls Curtis owner in one copy of a presence and admin in another; he is the owner. */
    CURTIS_IS_OWNER_IN_EVERY_COPY(stanza -> item(stanza).setAttribute("affiliation", "owner")),

    /** Openfire tells a moderator real addresses, and tells nobody else: the copy of a direct occupant is the room's own. */
    MODERATORS_SEE_ADDRESSES_OF_DIRECT_OCCUPANTS(stanza -> item(stanza).setAttribute("jid", "curtis@capulet.lit/Swift")),

    /** As the one before, about the user of the mirror, whom the room sees as if he had come directly. */
    MODERATORS_SEE_ADDRESSES_OF_MIRRORED_OCCUPANTS(stanza -> item(stanza).setAttribute("jid", "kev@montague.lit/Swift"));

    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    private final Consumer<Element> change;

    Deviation(Consumer<Element> change) {
        this.change = change;
    }

    /** Changes an example into what we do. */
    void apply(Element stanza) {
        String before = Canonical.text(stanza);
        change.accept(stanza);
        if (Canonical.text(stanza).equals(before)) {
            throw new AssertionError(this + " is no deviation any more");
        }
    }

    private static Element muc(Element stanza) {
        return (Element) stanza.getElementsByTagNameNS(MUC_USER, "x").item(0);
    }

    private static Element item(Element stanza) {
        return (Element) stanza.getElementsByTagNameNS(MUC_USER, "item").item(0);
    }

    private static void status(Element stanza, String code) {
        Element status = stanza.getOwnerDocument().createElementNS(MUC_USER, "status");
        status.setAttribute("code", code);
        muc(stanza).appendChild(status);
    }
}
