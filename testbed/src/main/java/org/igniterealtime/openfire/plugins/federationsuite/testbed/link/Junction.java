package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.net.InetSocketAddress;

/**
 * What lies before one node of a cluster: the others reach it through here. Thread-safe.
 */
public final class Junction {

    private final Direction there = new Direction(0);
    private final Direction back = new Direction(0);
    private final Relay relay;

    /**
     * Makes and opens a junction.
     *
     * @param name what to call it
     * @param port where the others look for the node, on 127.0.0.1
     * @param node where it listens
     */
    public Junction(String name, int port, InetSocketAddress node) {
        relay = new Relay(name, new InetSocketAddress(Relay.loopback(), port), node, there, back);
        relay.open();
    }

    /**
     * Where the others look for the node.
     *
     * @return a port on 127.0.0.1
     */
    public int port() {
        return relay.port();
    }

    /**
     * What has crossed so far on connections to the node, whoever sent it.
     *
     * @return bytes of TCP payload
     */
    public long bytes() {
        return there.bytes() + back.bytes();
    }

    /**
     * Closes all connections to the node, and refuses new ones. Those that the node has opened itself go through the junctions of
     * the others.
     */
    public void close() {
        relay.close();
    }

    /**
     * Lets connections through again; does nothing if it does.
     */
    public void open() {
        relay.open();
    }
}
