package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import org.jivesoftware.openfire.security.SecurityAuditManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what administrators do to the server's security audit log. Thread-safe. */
public final class SecurityAudit {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityAudit.class);
    /** The columns of the server's table are that long. */
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_EVENT = 255;

    private SecurityAudit() {
    }

    /**
     * Writes something down. Does not fail: what could not be written there is in the log.
     *
     * @param account who did it
     * @param event   what, in one line
     * @param details more of it; may be empty
     */
    public static void write(String account, String event, String details) {
        try {
            SecurityAuditManager.getInstance().logEvent(cut(account, LONGEST_NAME), cut("Federation Suite: " + event,
                LONGEST_EVENT), details);
        } catch (RuntimeException e) {
            LOG.warn("Could not write to the security audit log: {} by {}: {}", event, account, details, e);
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
