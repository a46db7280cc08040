package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

/**
 * Where on this machine a server is. Nodes of a cluster share their properties, and so their ports: they differ in the address.
 *
 * @param host an address of loopback, on which all its ports are
 * @param clustered whether it is a node of a cluster
 */
public record Place(String host, boolean clustered) {

    private static final int FIRST = 1;

    /** Where servers are that are on their own. */
    public static final Place ALONE = new Place("127.0.0.1", false);

    /**
     * The place of a node of a cluster.
     *
     * @param number from 1 on
     * @return an address for each number; those after the first need Linux, where all of 127.0.0.0/8 is loopback
     */
    public static Place node(int number) {
        return new Place("127.0.0." + number, true);
    }

    /**
     * The name of a node's folder.
     *
     * @param domain the domain of the cluster
     * @param number from 1 on
     * @return such as {@code capulet.lit-1}
     */
    public static String folder(String domain, int number) {
        return domain + "-" + number;
    }

    /** Whether this is where a node is that starts behind the first, and shares what that one made. */
    boolean follows() {
        return clustered && !equals(node(FIRST));
    }
}
