package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.security.SecurityAuditEvent;
import org.jivesoftware.openfire.security.SecurityAuditManager;

/**
 * What administrators did, as the server remembers it.
 */
final class AuditOperations {

    private static final int MOST = 1000;

    private AuditOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("audit", arguments -> {
            List<String> found = new ArrayList<>();
            for (SecurityAuditEvent event : SecurityAuditManager.getInstance().getEvents(null, 0, MOST, null, null)) {
                found.add(event.getUsername() + "\t" + event.getSummary() + "\t" + event.getDetails());
            }
            return Operations.lines(found);
        });
    }
}
