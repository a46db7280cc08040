package org.igniterealtime.openfire.plugins.federationsuite.testbed.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What plugins have registered with a server at one moment. Compare two of them with {@link #added} to see what a plugin
 * brought, or left behind. Immutable.
 *
 * @param entries registry name to its sorted entries
 */
public record Registrations(Map<String, List<String>> entries) {

    static final List<String> REGISTRIES = List.of("components", "interceptors", "iq-handlers", "iq-namespaces", "caches",
        "commands", "features", "disco-nodes", "items", "muc-features", "muc-handlers");

    /**
     * Makes a snapshot.
     */
    public Registrations {
        entries = Map.copyOf(entries);
    }

    /**
     * One registry.
     *
     * @param registry {@code components}, {@code interceptors}, {@code iq-handlers}, {@code iq-namespaces},
     *     {@code caches}, {@code commands}, {@code features}, {@code disco-nodes}, {@code items}, {@code muc-features} or
     *     {@code muc-handlers}; the last two have lines of service, tab, value, {@code iq-namespaces} of namespace, tab,
     *     the handler's class
     * @return its entries, sorted
     * @throws IllegalArgumentException for another name
     */
    public List<String> of(String registry) {
        List<String> found = entries.get(registry);
        if (found == null) {
            throw new IllegalArgumentException("No registry is called " + registry);
        }
        return found;
    }

    /**
     * What is here and was not there.
     *
     * @param before an earlier snapshot of the same server
     * @return lines of registry, space, entry; sorted; empty if nothing was added
     */
    public List<String> added(Registrations before) {
        List<String> found = new ArrayList<>();
        new TreeMap<>(entries).forEach((registry, now) -> {
            List<String> rest = new ArrayList<>(now);
            // One by one: two interceptors of a class are two entries.
            before.of(registry).forEach(rest::remove);
            rest.forEach(entry -> found.add(registry + " " + entry));
        });
        return found;
    }
}
