package org.igniterealtime.openfire.plugins.federationsuite.testbed.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;

/**
 * What a test can do to a running server from outside, through the test-only plugin {@code testbedcontrol}. Thread-safe.
 * Every method throws {@link ControlException} if the server is not there or the operation fails in it.
 */
public final class Control {

    /** The canonical name of the plugin itself. */
    public static final String PLUGIN = "testbedcontrol";

    /** 4.2.0 looks for new plugins every 20 s, and unloads one in 2 s. */
    private static final Duration LOADING = Duration.ofSeconds(60);

    private final ControlPort port;

    /**
     * Controls a server.
     *
     * @param home the server's home directory
     */
    public Control(Path home) {
        port = new ControlPort(home);
    }

    /**
     * Whether the server is up and has loaded all plugins that were there at its start.
     *
     * @return false as long as it cannot be asked, too
     */
    public boolean ready() {
        try {
            return port.open() && port.call("ready").equals("true");
        } catch (ControlException e) {
            return false;
        }
    }

    /**
     * Reads an Openfire property.
     *
     * @param name its full name
     * @return its value, if it is set
     */
    public Optional<String> property(String name) {
        String answer = port.call("property/get", "name", name);
        return answer.isEmpty() ? Optional.empty() : Optional.of(answer.substring(1));
    }

    /**
     * Tells whether an Openfire property is stored encrypted, and hidden in the console.
     *
     * @param name its full name
     */
    public boolean isPropertyEncrypted(String name) {
        return Boolean.parseBoolean(port.call("property/encrypted", "name", name));
    }

    /**
     * Sets an Openfire property; the server's listeners have heard of it when this returns.
     *
     * @param name its full name
     * @param value its value
     */
    public void setProperty(String name, String value) {
        port.call("property/set", "name", name, "value", value);
    }

    /**
     * Deletes an Openfire property.
     *
     * @param name its full name
     */
    public void deleteProperty(String name) {
        port.call("property/delete", "name", name);
    }

    /**
     * Installs a plugin or a new version of it, as the console's upload does, and waits until it is loaded.
     *
     * @param jar a plugin; its file name is the plugin's name
     */
    public void installPlugin(Path jar) {
        String name = name(jar);
        String before = instance(name);
        if (!port.call("plugin/install", "jar", jar.toAbsolutePath().toString()).equals("true")) {
            throw new ControlException("The server did not take " + jar, null);
        }
        awaitOther(name, before);
    }

    /**
     * Removes a plugin for good, as the console does, and waits until it is unloaded.
     *
     * @param name its canonical name
     */
    public void deletePlugin(String name) {
        port.call("plugin/delete", "name", name);
        Waiting.until("plugin " + name + " to be unloaded", LOADING, () -> instance(name).isEmpty());
    }

    /**
     * Unloads a plugin and loads it again from its jar, as the console's reload does, and waits until that is done.
     *
     * @param name its canonical name
     */
    public void reloadPlugin(String name) {
        String before = instance(name);
        if (!port.call("plugin/reload", "name", name).equals("true")) {
            throw new ControlException("The server did not reload " + name, null);
        }
        awaitOther(name, before);
    }

    private void awaitOther(String name, String before) {
        Waiting.until("plugin " + name + " to be loaded", LOADING,
            () -> !instance(name).isEmpty() && !instance(name).equals(before), () -> "Loaded are " + plugins());
    }

    private String instance(String name) {
        return plugins().stream().filter(plugin -> plugin.name().equals(name)).map(LoadedPlugin::instance)
            .findFirst().orElse("");
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.[jw]ar$", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The plugins that are loaded.
     *
     * @return sorted by name, this testbed's own included
     */
    public List<LoadedPlugin> plugins() {
        return port.lines("plugin/list").stream().map(LoadedPlugin::parse).collect(Collectors.toList());
    }

    /**
     * What plugins have registered with the server.
     *
     * @return a snapshot
     */
    public Registrations registrations() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String registry : Registrations.REGISTRIES) {
            all.put(registry, port.lines(registry));
        }
        return new Registrations(all);
    }

    /**
     * The threads of the server.
     *
     * @return lines of name, tab, context class loader: for a plugin's loader the first place it loads from
     */
    public List<String> threads() {
        return port.lines("threads");
    }

    /**
     * The server's users.
     *
     * @return the local parts of their addresses
     */
    public List<String> users() {
        return port.lines("users");
    }

    /**
     * Domains with an open session towards this server.
     *
     * @return sorted
     */
    public List<String> incomingServers() {
        return port.lines("s2s/incoming");
    }

    /**
     * Domains to which this server has an open session.
     *
     * @return sorted
     */
    public List<String> outgoingServers() {
        return port.lines("s2s/outgoing");
    }

    /**
     * Sends a stanza in the server's own name, through its packet router. To another server it crosses the link.
     *
     * @param xml one stanza, without a namespace, its addresses included
     */
    public void route(String xml) {
        port.call("route", "xml", xml);
    }

    /**
     * Sends a stanza in whatever name it says, past the routers that would look at it, as a hostile server would. To another
     * server it crosses the link, if that server believes the name.
     *
     * @param xml one stanza, without a namespace, its addresses included
     */
    public void deliver(String xml) {
        port.call("deliver", "xml", xml);
    }

    /**
     * Hands presence to the server's router as if other servers had sent it, one after the other without a pause: more than
     * a test could make other servers say.
     *
     * @param xml a presence stanza, without a namespace, its addresses included; each {@code {}} in it is a number from 0 on
     * @param count how many
     */
    public void receive(String xml, int count) {
        port.call("receive", "xml", xml, "count", String.valueOf(count));
    }

    /**
     * Counts the rows of a table in the server's database.
     *
     * @param table its name
     * @return how many there are
     */
    public int rows(String table) {
        return Integer.parseInt(port.call("rows", "table", table).trim());
    }

    /**
     * Makes another group chat service.
     *
     * @param subdomain the first part of its domain, which other servers must be able to find
     */
    public void createChatService(String subdomain) {
        port.call("muc/create", "name", subdomain);
    }

    /**
     * Switches on the server's own FMUC for a room. Only newer versions have it, and their configuration form does not.
     *
     * @param name the first part of the room's address
     */
    public void nativeFmuc(String name) {
        port.call("muc/fmuc", "name", name);
    }

    /**
     * Makes a service that takes everything and says nothing, so that a test can say for it what it likes.
     *
     * @param subdomain the first part of its domain, which other servers must be able to find
     */
    public void createSilentService(String subdomain) {
        port.call("muc/nowhere", "subdomain", subdomain);
    }

    /**
     * Gives the rooms of all group chat services an archive (XEP-0313), until the server stops.
     *
     * @param bodies what it tells of each room, without line breaks, oldest first
     */
    public void archiveRooms(List<String> bodies) {
        port.call("muc/archive", "bodies", String.join("\n", bodies));
    }

    /**
     * Switches the server's own FMUC (XEP-0289) on for a room that is there. Only newer versions can, and all in all it has to
     * be switched on with a property.
     *
     * @param room     the room
     * @param outbound the room of another server that it joins, primary-primary; empty for none
     */
    public void federateRoom(String room, String outbound) {
        port.call("muc/federate", "room", room, "outbound", outbound);
    }

    /**
     * Lets all group chat services look soon whether their occupants are still there. Only newer versions can.
     *
     * @param idle after how long without a word they ask somebody
     */
    public void pingOccupantsAfter(Duration idle) {
        port.call("muc/ping-after", "millis", String.valueOf(idle.toMillis()));
    }

    /**
     * What administrators did.
     *
     * @return lines of administrator, tab, summary, tab, details, newest first
     */
    public List<String> auditLog() {
        return port.lines("audit");
    }

    /**
     * The server's lists of other servers that are allowed or blocked.
     *
     * @return lines of domain, tab, {@code allowed} or {@code blocked}, tab, port, sorted
     */
    public List<String> serverLists() {
        return port.lines("lists");
    }

    /**
     * Puts a server on the list of allowed ones, as the console does.
     *
     * @param domain its domain
     * @param remotePort where to connect to
     */
    public void allowServer(String domain, int remotePort) {
        port.call("lists/allow", "domain", domain, "port", String.valueOf(remotePort));
    }

    /**
     * How many nodes the cluster has that the server is in.
     *
     * @return 0 as long as it is in none, or its modules have not all been told who is in it
     */
    public int clusterSize() {
        return Integer.parseInt(port.call("cluster/size").trim());
    }

    /**
     * Switches clustering on or off, as the console does, and does not wait for what follows.
     *
     * @param on whether the server shall be in a cluster
     */
    public void clustering(boolean on) {
        port.call("cluster/switch", "on", String.valueOf(on));
    }

    /**
     * Has the server's node say something to all other nodes of its cluster, as a plugin would, in whatever form a test wants.
     *
     * @param plugin the canonical name of the plugin that has the task's class
     * @param type the class of a cluster task that can be made without arguments and reads itself
     * @param content what it reads
     */
    public void clusterTask(String plugin, String type, byte[] content) {
        port.call("cluster/task", "plugin", plugin, "type", type, "content", Base64.getEncoder().encodeToString(content));
    }

    /**
     * Runs the garbage collector.
     */
    public void collectGarbage() {
        port.call("gc");
    }
}
