package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Registrations;

/** One of the three plugins of the suite, its switch, and what it registers with a server while it runs. */
enum SuitePart {

    SERVER_ROSTER("server-roster", Map.of("interceptors", "serverroster.openfire.ProbeInterceptor")),
    FMUC("fmuc", Map.of("interceptors", "fmuc.openfire.RoomGuard", "components", "mirror",
        "muc-features", "http://isode.com/protocol/fmuc")),
    EVENTING("eventing", Map.of("iq-namespaces", "eventing.openfire.EventingHandler",
        "interceptors", "eventing.openfire.StanzaWatch"));

    private final String id;
    private final Map<String, String> registered;

    SuitePart(String id, Map<String, String> registered) {
        this.id = id;
        this.registered = registered;
    }

    String id() {
        return id;
    }

    /** The property that an administrator sets. */
    String property() {
        return "plugin.federationsuite." + id + ".enabled";
    }

    void switchOff(Server server) {
        server.control().setProperty(property(), "false");
        Waiting.until(id + " to be off", Waiting.PATIENCE, () -> count(server) == 0,
            () -> server.control().registrations().toString());
    }

    void switchOn(Server server) {
        server.control().setProperty(property(), "true");
        Waiting.until(id + " to be on", Waiting.PATIENCE, () -> runs(server),
            () -> server.control().registrations().toString());
    }

    boolean runs(Server server) {
        return count(server) == registered.size();
    }

    private long count(Server server) {
        Registrations all = server.control().registrations();
        return registered.entrySet().stream()
            .filter(one -> all.of(one.getKey()).stream().anyMatch(entry -> entry.contains(one.getValue()))).count();
    }
}
