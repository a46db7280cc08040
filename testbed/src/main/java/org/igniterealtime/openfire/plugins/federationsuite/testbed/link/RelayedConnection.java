package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaTap;

/**
 * One connection through a relay. Bytes are counted and tapped before they are passed on, so whoever sees their effect
 * at the other end finds them counted.
 */
final class RelayedConnection {

    private static final int BUFFER = 16_384;
    /** On a shaped link bytes go in pieces such as a network has, so that connections take turns. */
    private static final int PACKET = 1_448;

    private final Socket client;
    private final Socket server;
    private final Direction there;
    private final Direction back;
    private final StanzaTap thereTap;
    private final StanzaTap backTap;
    private final Consumer<RelayedConnection> ended;
    private final AtomicInteger running = new AtomicInteger(2);
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    /** The end for which the connection is over without the other one's knowing, or {@code null}. */
    private volatile Socket gone;
    /** Whether bytes are missing, so that what comes behind them would make no sense. */
    private volatile boolean holed;

    RelayedConnection(Socket client, Socket server, Direction there, Direction back, Consumer<RelayedConnection> ended) {
        this.client = client;
        this.server = server;
        this.there = there;
        this.back = back;
        this.ended = ended;
        this.thereTap = new StanzaTap(there::passes, this::giveUp);
        this.backTap = new StanzaTap(back::passes, this::giveUp);
    }

    void start(String name) {
        run("relay " + name + " there", () -> pump(name + " there", client, server, there, thereTap));
        run("relay " + name + " back", () -> pump(name + " back", server, client, back, backTap));
    }

    boolean tapped() {
        return thereTap.tapped() && backTap.tapped();
    }

    void close() {
        outlets.forEach(Outlet::close);
        quietly(client);
        quietly(server);
    }

    /** Ends the connection for whoever opened it, or for the other end, alone. What is sent to that end then is lost. */
    void abandon(boolean opener) {
        gone = opener ? client : server;
        quietly(gone);
    }

    /** Ends the connection if it cannot go on: bytes are missing, or only one end believes in it. */
    void mend() {
        if (holed || gone != null) {
            broken();
        }
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

    private void pump(String name, Socket from, Socket to, Direction direction, StanzaTap tap) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            Outlet outlet = new Outlet("relay " + name + ", far end", direction, to.getOutputStream(),
                () -> lost(to), () -> ended(to));
            outlets.add(outlet);
            for (int length = read(in, buffer, direction); length >= 0; length = read(in, buffer, direction)) {
                direction.count(length);
                tap.feed(buffer, 0, length);
                send(outlet, buffer, length, direction, to);
            }
            if (direction.swallowing() || to == gone) {
                lost(from);
            } else {
                outlet.end();
            }
        } catch (IOException e) {
            lost(from);
        }
    }

    private void send(Outlet outlet, byte[] buffer, int length, Direction direction, Socket to) throws IOException {
        if (direction.swallowing() || to == gone) {
            holed = true;
            outlet.close();
        } else if (outlet.isClosed()) {
            throw new IOException("Bytes are missing");
        } else {
            try {
                outlet.send(buffer, length);
            } catch (IOException e) {
                lost(to);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer, Direction direction) throws IOException {
        return in.read(buffer, 0, direction.line().isPresent() ? PACKET : BUFFER);
    }

    /** One end is gone, and so is the connection, unless the other one shall not know. */
    private void lost(Socket end) {
        if ((end == client ? there : back).swallowing()) {
            gone = end;
            quietly(end);
        } else if (end != gone) {
            broken();
        }
    }

    private void broken() {
        close();
        ended.accept(this);
    }

    /** One direction has come to its end in good order, and the last byte is out. */
    private void ended(Socket to) {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            broken();
            return;
        }
        if (running.decrementAndGet() == 0) {
            broken();
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
