package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.util.JiveGlobals;

/**
 * The table of operations.
 */
final class Operations {

    private Operations() {
    }

    static Map<String, Operation> of(PluginManager manager, Joining joining) {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("ready", arguments -> String.valueOf(XMPPServer.getInstance().isStarted() && manager.isExecuted()));
        all.put("property/get", arguments -> {
            String value = JiveGlobals.getProperty(arguments.get("name"));
            return value == null ? "" : "=" + value;
        });
        all.put("property/encrypted", arguments -> String.valueOf(JiveGlobals.isPropertyEncrypted(arguments.get("name"))));
        all.put("property/set", arguments -> {
            JiveGlobals.setProperty(arguments.get("name"), arguments.get("value"));
            return "";
        });
        all.put("property/delete", arguments -> {
            JiveGlobals.deleteProperty(arguments.get("name"));
            return "";
        });
        all.put("users", arguments -> lines(UserManager.getInstance().getUsernames()));
        PluginOperations.add(all, manager);
        RegistryOperations.add(all);
        RuntimeOperations.add(all);
        StanzaOperations.add(all);
        AuditOperations.add(all);
        ServerListOperations.add(all);
        MucOperations.add(all);
        ClusterOperations.add(all, manager, joining);
        return all;
    }

    static String lines(Iterable<?> values) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(String.valueOf(value).replace('\n', ' ')).append('\n');
        }
        return out.toString();
    }

    static String sorted(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(String.valueOf(value)));
        texts.sort(null);
        return lines(texts);
    }
}
