package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the demo shall do. Immutable.
 *
 * @param users how many users montague.lit has
 * @param keep whether the servers stay up afterwards
 * @param tls whether the servers talk TLS to each other
 * @param openfire the folder of an installed Openfire, nothing for 4.2.0
 * @param cluster whether montague.lit shall be a cluster, of which a node is killed
 * @param help whether only the usage is wanted
 */
public record DemoOptions(int users, boolean keep, boolean tls, Optional<Path> openfire, boolean cluster,
                          boolean help) {

    /** How many users montague.lit has when nobody says. */
    public static final int USERS = 20;
    /** The most users that the demo takes: each is a connection, a thread or two, and a login. */
    public static final int MOST_USERS = 50;

    /**
     * Reads a command line.
     *
     * @param arguments the words behind the command
     * @return the options
     * @throws UsageException if a word is not known, or its value is missing or not allowed
     */
    public static DemoOptions parse(String... arguments) throws UsageException {
        DemoOptions options = new DemoOptions(USERS, false, false, Optional.empty(), false, false);
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            options = options.with(words.next(), words);
        }
        if (options.tls && options.openfire.isEmpty() && !options.help) {
            throw new UsageException("--tls needs --openfire: two servers of version 4.2.0 get no TLS to work"
                + " with each other on Java 17");
        }
        if (options.cluster && !options.help) {
            options.checkCluster();
        }
        return options;
    }

    private void checkCluster() throws UsageException {
        if (keep || tls || openfire.isPresent()) {
            throw new UsageException("--cluster goes with --users and nothing else: what makes these servers a cluster is for"
                + " tests, speaks to version 4.2.0 only, and one of the servers is killed");
        }
        if (users < 2) {
            throw new UsageException("--cluster takes at least 2 users, one for each node");
        }
    }

    private DemoOptions with(String word, Iterator<String> rest) throws UsageException {
        return switch (word) {
            case "--help", "-h" -> new DemoOptions(users, keep, tls, openfire, cluster, true);
            case "--keep" -> new DemoOptions(users, true, tls, openfire, cluster, help);
            case "--tls" -> new DemoOptions(users, keep, true, openfire, cluster, help);
            case "--cluster" -> new DemoOptions(users, keep, tls, openfire, true, help);
            case "--users" -> new DemoOptions(number(value(word, rest)), keep, tls, openfire, cluster, help);
            case "--openfire" -> new DemoOptions(users, keep, tls, Optional.of(Path.of(value(word, rest))), cluster, help);
            default -> throw new UsageException("There is no option " + word);
        };
    }

    private static String value(String word, Iterator<String> rest) throws UsageException {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty()) {
            throw new UsageException("The option " + word + " needs a value");
        }
        return value;
    }

    private static int number(String value) throws UsageException {
        // No sign and no more digits than needed, so that it is a number in any case.
        if (value.matches("[0-9]{1,4}")) {
            int users = Integer.parseInt(value);
            if (users >= 1 && users <= MOST_USERS) {
                return users;
            }
        }
        throw new UsageException("--users takes a number from 1 to " + MOST_USERS + ", not " + value);
    }
}
