package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.server.RemoteServerConfiguration;
import org.jivesoftware.openfire.server.RemoteServerManager;

/**
 * The server's lists of other servers that may connect, and that may not.
 */
final class ServerListOperations {

    private ServerListOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("lists", arguments -> {
            List<String> found = new ArrayList<>();
            RemoteServerManager.getAllowedServers().forEach(entry -> found.add(text(entry)));
            RemoteServerManager.getBlockedServers().forEach(entry -> found.add(text(entry)));
            return Operations.sorted(found);
        });
        all.put("lists/allow", arguments -> {
            RemoteServerConfiguration entry = new RemoteServerConfiguration(arguments.get("domain"));
            entry.setRemotePort(Integer.parseInt(arguments.get("port")));
            RemoteServerManager.allowAccess(entry);
            return "";
        });
    }

    private static String text(RemoteServerConfiguration entry) {
        return entry.getDomain() + "\t" + entry.getPermission() + "\t" + entry.getRemotePort();
    }
}
