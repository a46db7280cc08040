package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Listens on loopback where one server thinks another is, and forwards to where it is. Two threads for each connection.
 * Thread-safe.
 */
final class Relay {

    private static final Duration FREEING = Duration.ofSeconds(5);

    private final String name;
    private final InetSocketAddress here;
    private volatile InetSocketAddress target;
    private final Direction there;
    private final Direction back;
    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong opened = new AtomicLong();
    private ServerSocket listener;
    /** Accepts what comes to the listener. The port is free when it has ended, not when the listener is closed. */
    private Thread accepting;

    Relay(String name, InetSocketAddress here, InetSocketAddress target, Direction there, Direction back) {
        this.name = name;
        this.here = here;
        this.target = target;
        this.there = there;
        this.back = back;
    }

    int port() {
        return here.getPort();
    }

    /** Where new connections go to from now on. Those that are open stay. */
    void target(InetSocketAddress other) {
        target = other;
    }

    /** Starts to listen; does nothing if it does already. */
    synchronized void open() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = bound();
            listener = socket;
            accepting = new Thread(() -> accept(socket), "relay " + name);
            accepting.setDaemon(true);
            accepting.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay " + name + " cannot listen on port " + here.getPort(), e);
        }
    }

    /** The port may be taken for a moment yet by the listener that has just been closed, as long as it accepts. */
    private ServerSocket bound() throws IOException {
        long deadline = System.nanoTime() + FREEING.toNanos();
        while (true) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(here);
                return socket;
            } catch (BindException e) {
                RelayedConnection.quietly(socket);
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Stops to listen, so that connecting is refused in a moment ({@link #awaitClosed}), and closes all connections. */
    synchronized void close() {
        if (listener != null) {
            RelayedConnection.quietly(listener);
            listener = null;
        }
        connections.forEach(RelayedConnection::close);
    }

    /** Waits until connecting is refused, after {@link #close}. */
    void awaitClosed() {
        Thread last;
        synchronized (this) {
            last = accepting;
        }
        if (last != null) {
            try {
                last.join(FREEING.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether connections are let through, or may be for a moment yet. */
    synchronized boolean isOpen() {
        return listener != null || accepting != null && accepting.isAlive();
    }

    /** Ends all connections for those who opened them, or for the other ends, alone. */
    void abandon(boolean openers) {
        connections.forEach(connection -> connection.abandon(openers));
    }

    /** Ends the connections that cannot go on. */
    void mend() {
        connections.forEach(RelayedConnection::mend);
    }

    /** Connections that were opened since the start. */
    long opened() {
        return opened.get();
    }

    /** Whether every connection that is open now can be read. */
    boolean tapped() {
        return connections.stream().allMatch(RelayedConnection::tapped);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            Socket client;
            try {
                client = socket.accept();
            } catch (IOException e) {
                // Closed, by us.
                return;
            }
            connect(socket, client);
        }
    }

    private void connect(ServerSocket socket, Socket client) {
        Socket server = new Socket();
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            // The other server is not there; the one that asked learns it from the closed connection.
            RelayedConnection.quietly(client);
            RelayedConnection.quietly(server);
            return;
        }
        opened.incrementAndGet();
        RelayedConnection connection = new RelayedConnection(client, server, there, back, connections::remove);
        synchronized (this) {
            if (listener != socket) {
                // Cut in the meantime.
                connection.close();
                return;
            }
            connections.add(connection);
        }
        connection.start(name);
    }

    /** Where Openfire servers of a testbed listen. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
