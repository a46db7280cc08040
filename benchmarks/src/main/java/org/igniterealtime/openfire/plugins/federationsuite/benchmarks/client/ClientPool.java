package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;

/**
 * Clients that share one thread. Thread-safe.
 */
public final class ClientPool implements AutoCloseable {

    private static final int BUFFER = 65_536;
    /** Logging in is the server's work, and not what is measured: not all at once. */
    private static final int TOGETHER = 20;
    private static final Duration LOGIN = Duration.ofSeconds(120);

    private final Selector selector;
    private final List<RawClient> clients = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries();

    private ClientPool(Selector selector) {
        this.selector = selector;
    }

    /**
     * Makes an empty pool.
     *
     * @return the pool; close it
     */
    public static ClientPool open() {
        try {
            ClientPool pool = new ClientPool(Selector.open());
            Thread thread = new Thread(pool::read, "clients");
            thread.setDaemon(true);
            thread.start();
            return pool;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Logs users in, with presence, and waits until all are in.
     *
     * @param server their server
     * @param users local parts of planned users
     * @param resource everybody's
     * @return the clients, in that order
     * @throws IllegalStateException if one is refused
     */
    public List<RawClient> login(Server server, List<String> users, String resource) {
        List<RawClient> all = new ArrayList<>();
        for (String user : users) {
            all.add(connect(server, user, resource));
            if (all.size() % TOGETHER == 0) {
                awaitIn(all);
            }
        }
        awaitIn(all);
        return all;
    }

    private static void awaitIn(List<RawClient> some) {
        Waiting.until("clients to be in", LOGIN, () -> some.stream().allMatch(RawClient::in));
    }

    private RawClient connect(Server server, String user, String resource) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(loopback, server.clientPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            RawClient client = new RawClient(server.address(user) + "/" + resource, channel,
                new Login(server.domain(), user, server.password(user), resource), deliveries);
            synchronized (clients) {
                clients.add(client);
            }
            channel.register(selector, SelectionKey.OP_READ, client);
            selector.wakeup();
            client.opened();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(server.address(user) + " cannot connect", e);
        }
    }

    /** What numbered messages reached the clients of this pool. */
    public Deliveries deliveries() {
        return deliveries;
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (selector.isOpen()) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException | ClosedSelectorException e) {
            // The pool is closed; its clients are, too.
            return;
        }
    }

    private static void read(SelectionKey key, ByteBuffer buffer) {
        RawClient client = (RawClient) key.attachment();
        try {
            buffer.clear();
            int length = client.channel().read(buffer);
            if (length < 0) {
                client.ended("the server closed the connection");
                key.cancel();
                return;
            }
            buffer.flip();
            client.received(buffer);
        } catch (IOException | CancelledKeyException | UncheckedIOException e) {
            client.ended(e.getMessage());
            key.cancel();
        }
    }

    /**
     * Drops all connections.
     */
    @Override
    public void close() {
        try {
            synchronized (clients) {
                for (RawClient client : clients) {
                    client.channel().close();
                }
                clients.clear();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the clients", e);
        }
    }
}
