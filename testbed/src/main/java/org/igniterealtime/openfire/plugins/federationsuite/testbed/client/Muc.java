package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the client needs to know of XEP-0045. Stateless.
 */
final class Muc {

    static final String NAMESPACE = "http://jabber.org/protocol/muc";
    static final String USER = NAMESPACE + "#user";
    static final String OWNER = NAMESPACE + "#owner";

    private static final String SELF = "110";

    private Muc() {
    }

    static boolean isSelf(Stanza presence) {
        Optional<Element> user = presence.child(USER, "x");
        if (user.isEmpty()) {
            return false;
        }
        for (Node node = user.get().getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element status && "status".equals(status.getLocalName())
                && SELF.equals(status.getAttribute("code"))) {
                return true;
            }
        }
        return false;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
