package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Entry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Memory;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Permission;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Wish;
import org.jivesoftware.openfire.server.RemoteServerConfiguration;
import org.jivesoftware.openfire.server.RemoteServerManager;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the server's own lists of allowed and blocked servers follow the server roster. What it changed it remembers in one
 * property for each domain, so that it can be put back also after a restart, by whichever node of a cluster; that is written
 * before an entry is made, and removed after it is undone.
 *
 * <p>The policy, whether who is on no list may connect, is left to the administrator: if nobody else could connect, nobody
 * could ask.
 *
 * <p>Thread-safe; waits for the database.
 */
final class ServerLists {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLists.class);
    /** The parent of the properties. Their last part is a hash: a domain may be too long for the server's column. */
    private static final String MEMORY = Settings.PREFIX + "server-roster.gate-entry";
    private static final String NONE = "none";

    private final Supplier<Map<String, Wish>> wishes;

    /**
     * Makes a follower.
     *
     * @param wishes gives what is wanted by domain at this moment; nothing for domains that are not in it
     */
    ServerLists(Supplier<Map<String, Wish>> wishes) {
        this.wishes = wishes;
    }

    /** Brings all entries up to date. */
    synchronized void follow() {
        follow(wishes.get());
    }

    /** Puts everything back as it was. */
    synchronized void restore() {
        follow(Map.of());
    }

    private static void follow(Map<String, Wish> wanted) {
        Map<String, Memory> remembered = remembered();
        Map<String, Wish> all = new HashMap<>(wanted);
        remembered.keySet().forEach(domain -> all.putIfAbsent(domain, Wish.NONE));
        all.forEach((domain, wish) -> {
            try {
                follow(domain, Optional.ofNullable(remembered.get(domain)), wish);
            } catch (RuntimeException e) {
                // The others must still be done; this one is tried again.
                LOG.warn("Could not write {} into the server's list of other servers: {}", domain, e.toString());
            }
        });
    }

    private static void follow(String domain, Optional<Memory> remembered, Wish wish) {
        Optional<Entry> present = present(domain);
        ListRules.Outcome outcome = ListRules.follow(present, remembered, wish);
        outcome.memory().filter(memory -> !remembered.equals(Optional.of(memory))).ifPresent(memory ->
            JiveGlobals.setProperty(property(domain), domain + ' ' + text(memory.original()) + ' ' + text(memory.written())));
        if (!outcome.entry().equals(present)) {
            write(domain, outcome.entry());
        }
        if (outcome.memory().isEmpty() && remembered.isPresent()) {
            JiveGlobals.deleteProperty(property(domain));
        }
    }

    private static Optional<Entry> present(String domain) {
        return Optional.ofNullable(RemoteServerManager.getConfiguration(domain)).map(found -> new Entry(
            found.getPermission() == RemoteServerConfiguration.Permission.blocked ? Permission.BLOCKED : Permission.ALLOWED,
            found.getRemotePort()));
    }

    private static void write(String domain, Optional<Entry> entry) {
        if (entry.isEmpty()) {
            RemoteServerManager.deleteConfiguration(domain);
        } else if (entry.get().permission() == Permission.BLOCKED) {
            RemoteServerManager.blockAccess(domain);
        } else {
            RemoteServerConfiguration configuration = new RemoteServerConfiguration(domain);
            configuration.setRemotePort(entry.get().port());
            RemoteServerManager.allowAccess(configuration);
        }
    }

    private static String property(String domain) {
        return MEMORY + '.' + UUID.nameUUIDFromBytes(domain.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Memory> remembered() {
        Map<String, Memory> all = new HashMap<>();
        for (String value : new ArrayList<>(JiveGlobals.getProperties(MEMORY))) {
            String[] words = value.split(" ");
            if (words.length == 3) {
                all.put(words[0], new Memory(entry(words[1]), entry(words[2])));
            }
        }
        return all;
    }

    private static String text(Optional<Entry> entry) {
        return entry.map(one -> one.permission() + ":" + one.port()).orElse(NONE);
    }

    private static Optional<Entry> entry(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        List<String> parts = List.of(text.split(":"));
        return Optional.of(new Entry(Permission.valueOf(parts.get(0)), Integer.parseInt(parts.get(1))));
    }
}
