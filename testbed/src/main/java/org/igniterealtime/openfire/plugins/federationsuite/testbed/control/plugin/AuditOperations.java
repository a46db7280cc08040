package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.database.DbConnectionManager;
import org.jivesoftware.openfire.security.SecurityAuditEvent;
import org.jivesoftware.openfire.security.SecurityAuditManager;

/**
 * What administrators did, as the server remembers it, and how much its database holds.
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
        all.put("rows", arguments -> {
            // A name, so that nothing else can be asked of the database.
            String table = arguments.get("table").replaceAll("[^A-Za-z]", "");
            Connection connection = DbConnectionManager.getConnection();
            try (connection; Statement statement = connection.createStatement();
                 ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                result.next();
                return String.valueOf(result.getInt(1));
            }
        });
    }
}
