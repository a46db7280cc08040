package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on loopback that nobody else gets until they are given back. A server is told its ports before it opens
 * them, so asking the system for a free one would leave a gap in which another build may take it; these ports lie
 * below the range that systems hand out, and a locked file in the temporary folder marks each that a bed uses. The
 * system drops the locks of a process that dies. Thread-safe.
 */
public final class PortLease implements AutoCloseable {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    private final Path folder;
    private final List<FileChannel> held = new ArrayList<>();

    /**
     * Makes a lease without ports.
     */
    public PortLease() {
        folder = Path.of(System.getProperty("java.io.tmpdir"), "federationsuite-ports");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of port locks", e);
        }
    }

    /**
     * Takes one more port.
     *
     * @return a port on which something could listen a moment ago, kept until {@link #close()}
     * @throws IllegalStateException if there is none
     */
    public synchronized int next() {
        int start = ThreadLocalRandom.current().nextInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + (start + i) % COUNT;
            if (take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free TCP port between " + FIRST + " and " + (FIRST + COUNT));
    }

    private boolean take(int port) {
        try {
            FileChannel channel = FileChannel.open(folder.resolve(port + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) && listens(port)) {
                held.add(channel);
                return true;
            }
            channel.close();
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock port " + port, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another bed of this very process has it.
            return false;
        }
    }

    private static boolean listens(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Gives all ports back.
     */
    @Override
    public synchronized void close() {
        for (FileChannel channel : held) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot give a port back", e);
            }
        }
        held.clear();
    }
}
