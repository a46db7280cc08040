package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Optional;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.jivesoftware.util.EmailService;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Notices by the server's own mail service. That one takes "localhost" where no mail server is set up, and writes a stack
 * trace when there is none: so nothing is given to it unless an administrator has set one. Its threads send, not ours.
 */
final class ServerMail {

    private static final Logger LOG = LoggerFactory.getLogger(ServerMail.class);
    private static final int CONSOLE_PORT = 9090;
    private static final int SECURE_CONSOLE_PORT = 9091;

    private ServerMail() {
    }

    /**
     * Makes the notices of this server.
     *
     * @param domain   its XMPP domain
     * @param settings the settings
     * @param texts    the words
     */
    static MailNotices notices(String domain, RosterSettings settings, RosterTexts texts) {
        return new MailNotices(domain, console(), settings,
            new MailNotices.Admins(() -> XMPPServer.getInstance().getAdmins(), admin -> address(admin, domain)),
            () -> !JiveGlobals.getProperty("mail.smtp.host", "").isBlank(),
            (to, subject, body) -> EmailService.getInstance().sendMessage(null, to, domain, "no-reply@" + domain, subject, body,
                null), texts);
    }

    /** Who administers from another server has no account here. */
    private static Optional<String> address(JID admin, String domain) {
        if (admin.getNode() == null || !admin.getDomain().equals(domain)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(UserManager.getInstance().getUser(admin.getNode()).getEmail()).map(String::trim);
        } catch (UserNotFoundException e) {
            LOG.debug("Administrator {} has no account", admin, e);
            return Optional.empty();
        }
    }

    private static String console() {
        int secure = JiveGlobals.getXMLProperty("adminConsole.securePort", SECURE_CONSOLE_PORT);
        String host = XMPPServer.getInstance().getServerInfo().getHostname();
        return secure > 0 ? "https://" + host + ':' + secure + '/'
            : "http://" + host + ':' + JiveGlobals.getXMLProperty("adminConsole.port", CONSOLE_PORT) + '/';
    }
}
