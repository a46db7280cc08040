package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaTap;

/**
 * One connection through a relay. Bytes are counted and tapped before they are passed on, so whoever sees their effect
 * at the other end finds them counted.
 */
final class RelayedConnection {

    private static final int BUFFER = 16_384;

    private final Socket client;
    private final Socket server;
    private final Direction there;
    private final Direction back;
    private final StanzaTap thereTap;
    private final StanzaTap backTap;
    private final Consumer<RelayedConnection> ended;
    private final AtomicInteger running = new AtomicInteger(2);

    RelayedConnection(Socket client, Socket server, Direction there, Direction back, Consumer<RelayedConnection> ended) {
        this.client = client;
        this.server = server;
        this.there = there;
        this.back = back;
        this.ended = ended;
        this.thereTap = new StanzaTap(there.log(), this::giveUp);
        this.backTap = new StanzaTap(back.log(), this::giveUp);
    }

    void start(String name) {
        run("relay " + name + " there", () -> pump(client, server, there, thereTap));
        run("relay " + name + " back", () -> pump(server, client, back, backTap));
    }

    boolean tapped() {
        return thereTap.tapped() && backTap.tapped();
    }

    void close() {
        quietly(client);
        quietly(server);
    }

    private void giveUp() {
        thereTap.giveUp();
        backTap.giveUp();
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Socket from, Socket to, Direction direction, StanzaTap tap) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                direction.count(length);
                tap.feed(buffer, 0, length);
                out.write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone; so is the connection.
            close();
        } finally {
            if (running.decrementAndGet() == 0) {
                close();
                ended.accept(this);
            }
        }
    }

    static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as we are concerned.
            return;
        }
    }
}
