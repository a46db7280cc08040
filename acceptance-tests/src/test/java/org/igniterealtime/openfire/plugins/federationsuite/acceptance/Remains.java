package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Registrations;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.RootPath;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.ServerHeap;

/** What a server has at one moment that a plugin could leave behind; the later moment is compared with the earlier one. */
final class Remains {

    private final Server server;
    private final Registrations registrations;
    private final List<String> threads;
    private final int loaders;

    private Remains(Server server) {
        this.server = server;
        // First, because looking makes a thread in the server.
        this.loaders = loaders(server);
        this.registrations = server.control().registrations();
        this.threads = server.control().threads();
    }

    static Remains of(Server server) {
        return new Remains(server);
    }

    /** Registrations that are there now and were not then, and the other way round, and kinds of threads that are new. */
    List<String> differences() {
        Registrations now = server.control().registrations();
        List<String> found = new ArrayList<>();
        now.added(registrations).stream().filter(entry -> !isServersOwn(entry))
            .forEach(entry -> found.add("left behind: " + entry));
        registrations.added(now).forEach(entry -> found.add("lost: " + entry));
        Set<String> kinds = new TreeSet<>(kinds(server.control().threads()));
        kinds.removeAll(kinds(threads));
        // Openfire's own for connections, which it starts when it needs them.
        kinds.removeIf(kind -> kind.startsWith("socket_"));
        kinds.forEach(kind -> found.add("left behind: thread " + kind));
        return found;
    }

    /** The router remembers the server's own handlers, too, from the first time that somebody asks for them. */
    private static boolean isServersOwn(String entry) {
        return entry.startsWith("iq-namespaces ") && entry.contains("\torg.jivesoftware.openfire.");
    }

    /** The threads of a pool are one kind, however many there are at the moment. */
    private static Set<String> kinds(List<String> threads) {
        return threads.stream().map(thread -> thread.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "N")).collect(Collectors.toSet());
    }

    /** How many class loaders of plugins are alive now beyond those of then. */
    int addedLoaders() {
        return loaders(server) - loaders;
    }

    /** Why the class loaders of a plugin are alive. */
    List<RootPath> paths(String plugin) {
        return new ServerHeap(server).rootPaths(ServerHeap.PLUGIN_LOADER).stream()
            .filter(path -> path.object().contains("/plugins/" + plugin + "/")).toList();
    }

    /**
     * Tells whether it is a thread of the server that was started while our code was running, a warning that a database
     * connection of the server noted then, or one of the few places where Java keeps the last record that it prepared: up to
     * Java 23 threads remember what was on the stack, warnings have stack traces, and JDK-8078641. The next one to come
     * replaces them.
     */
    static boolean isServersMemory(RootPath path) {
        String steps = String.join(" ", path.steps());
        return steps.contains("java.sql.SQLWarning") || steps.contains("class java.lang.runtime.ObjectMethods")
            || steps.contains("java.security.AccessControlContext") && !steps.contains("federationsuite-");
    }

    private static int loaders(Server server) {
        return new ServerHeap(server).count(ServerHeap.PLUGIN_LOADER);
    }
}
