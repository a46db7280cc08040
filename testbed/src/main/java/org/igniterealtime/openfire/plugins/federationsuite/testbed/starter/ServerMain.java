package org.igniterealtime.openfire.plugins.federationsuite.testbed.starter;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of a server process. It starts the class named by its argument and keeps the process alive until
 * standard input says otherwise: the byte {@code s} is a clean stop, the end of the stream (the parent stopped
 * listening, or died) ends the process at once. It knows Openfire by reflection only, so that one jar starts every
 * version.
 */
public final class ServerMain {

    /** The byte on standard input that asks for a clean stop. */
    public static final int STOP = 's';
    /** The exit status of a process whose server could not start. */
    public static final int NOT_STARTED = 3;

    private static final String SERVER = "org.jivesoftware.openfire.XMPPServer";

    private ServerMain() {
    }

    /**
     * Starts the server.
     *
     * @param arguments the class to start: the server's own, which is instantiated, or a launcher, whose main is called
     * @throws Exception if the server cannot be started at all
     */
    public static void main(String[] arguments) throws Exception {
        InputStream parent = System.in;
        // Openfire reads standard input too where it thinks it was launched from a terminal.
        System.setIn(InputStream.nullInputStream());
        CountDownLatch asked = new CountDownLatch(1);
        Thread watcher = new Thread(() -> obey(parent, asked), "testbed-parent");
        watcher.setDaemon(true);
        watcher.start();

        Class<?> entry = Class.forName(arguments[0]);
        if (SERVER.equals(arguments[0])) {
            entry.getConstructor().newInstance();
        } else {
            entry.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
        // A launcher leaves its class loader in the thread.
        Class<?> type = Class.forName(SERVER, true, Thread.currentThread().getContextClassLoader());
        Object server = type.getMethod("getInstance").invoke(null);
        if (server == null || !(Boolean) type.getMethod("isStarted").invoke(server)) {
            // The server has logged why. Nobody waits for a process that never listens.
            Runtime.getRuntime().halt(NOT_STARTED);
        }
        asked.await();
        if (!(Boolean) type.getMethod("isStandAlone").invoke(server)) {
            // Launched servers stop in a shutdown hook. Here it is done before, because the database pool has a hook of
            // its own, which must not come first.
            type.getMethod("stop").invoke(server);
        }
        System.exit(0);
    }

    private static void obey(InputStream parent, CountDownLatch asked) {
        try {
            if (parent.read() == STOP) {
                asked.countDown();
                // Stopping may take a while, and the parent may die meanwhile.
                while (parent.read() >= 0) {
                    // It lives, and has nothing more to say.
                }
            }
        } catch (IOException e) {
            // As good as the end of the stream.
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }
}
