package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Objects;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Actor;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.auth.AuthToken;
import org.jivesoftware.openfire.user.User;
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

    /**
     * Tells whether a request comes from an administrator who is logged in, for addresses that the console's filter lets
     * everybody come to. Makes no session: strangers could fill the memory with them.
     */
    static boolean isAdministrator(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return false;
        }
        WebManager manager = new WebManager();
        manager.init(request, null, session, null);
        AuthToken token = manager.getAuthToken();
        if (token == null) {
            return false;
        }
        // The class does not exist in older versions; the console itself lets whoever has such a token do everything.
        return token.getClass().getSimpleName().equals("OneTimeAuthToken") || isAdministrator(manager.getUser());
    }

    private static boolean isAdministrator(User user) {
        XMPPServer server = XMPPServer.getInstance();
        return user != null && server != null && server.getAdmins().stream().anyMatch(admin ->
            user.getUsername().equals(admin.getNode()) && server.isLocal(admin));
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
