package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Objects;

import javax.servlet.http.HttpServletRequest;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Actor;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.util.WebManager;
import org.xmpp.packet.JID;

/**
 * Who is logged in to the console, for the audits.
 *
 * @param account the name of the account
 * @param actor   the same person as the audit of the server roster has him: with the address that his clients have, too,
 *                and the network address that the request came from
 */
record ConsoleLogin(String account, Actor actor) {

    /** With a one-time login there may be no name. */
    private static final String NOBODY = "unknown";

    ConsoleLogin {
        Objects.requireNonNull(account);
        Objects.requireNonNull(actor);
    }

    /** Whose request it is; the console's filter has let it through. */
    static ConsoleLogin of(HttpServletRequest request) {
        WebManager manager = new WebManager();
        manager.init(request, null, request.getSession(), null);
        String account = manager.getAuthToken() == null ? null : manager.getAuthToken().getUsername();
        String where = String.valueOf(request.getRemoteAddr());
        XMPPServer server = XMPPServer.getInstance();
        if (account == null || account.isEmpty() || server == null) {
            return new ConsoleLogin(NOBODY, new Actor(NOBODY, where));
        }
        return new ConsoleLogin(account,
            new Actor(JID.escapeNode(account) + '@' + server.getServerInfo().getXMPPDomain(), where));
    }
}
