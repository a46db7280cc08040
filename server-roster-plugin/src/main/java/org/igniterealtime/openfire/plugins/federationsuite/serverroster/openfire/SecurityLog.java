package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.jivesoftware.openfire.security.SecurityAuditManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Writes the audit to the server's own security audit log, too, where administrators look first. Thread-safe. */
final class SecurityLog {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityLog.class);
    /** The server's column for names is that long. */
    private static final int LONGEST_NAME = 64;
    /** And that for events. */
    private static final int LONGEST_EVENT = 255;

    private final String domain;

    /**
     * Makes a log.
     *
     * @param domain the XMPP domain of this server, whose administrators are named by their accounts
     */
    SecurityLog(String domain) {
        this.domain = domain;
    }

    /**
     * Writes an entry. Does not fail: our own table has it, too.
     *
     * @param entry what was decided
     */
    void write(AuditEntry entry) {
        try {
            SecurityAuditManager.getInstance().logEvent(name(entry.by().name()), cut(
                (AuditAction.isOne(entry.action()) ? "Federation Suite: " : "server roster: ") + entry.action() + ' '
                    + entry.about(), LONGEST_EVENT),
                "from " + entry.by().where() + "\nbefore: " + entry.before() + "\nafter: " + entry.after());
        } catch (RuntimeException e) {
            LOG.warn("Could not write to the security audit log: {} {} by {}",
                entry.action(), entry.about(), entry.by().name(), e);
        }
    }

    private String name(String actor) {
        String ending = '@' + domain;
        return cut(actor.endsWith(ending) ? JID.unescapeNode(actor.substring(0, actor.length() - ending.length())) : actor,
            LONGEST_NAME);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
