package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;


import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.auth.AuthToken;
import org.jivesoftware.openfire.user.User;
import org.jivesoftware.util.WebManager;
import org.xmpp.packet.JID;

/** Who is logged in to the console. */
final class ConsoleLogin {

    /** With a one-time login there may be no name. */
    private static final String NOBODY = "unknown";

    private ConsoleLogin() {
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

    /**
     * Whose request it is, as the audit has him: the address that his clients have, too, and the network address that the
     * request came from. The console's filter has let it through.
     */
    static Actor actor(HttpServletRequest request) {
        WebManager manager = new WebManager();
        manager.init(request, null, request.getSession(), null);
        String account = manager.getAuthToken() == null ? null : manager.getAuthToken().getUsername();
        String where = String.valueOf(request.getRemoteAddr());
        XMPPServer server = XMPPServer.getInstance();
        return account == null || account.isEmpty() || server == null ? new Actor(NOBODY, where)
            : new Actor(JID.escapeNode(account) + '@' + server.getServerInfo().getXMPPDomain(), where);
    }
}
