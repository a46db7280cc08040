package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;

/**
 * Ends a testbed and leaves nothing behind, also when the process is interrupted. Thread-safe.
 */
final class BedEnd implements AutoCloseable {

    private final Testbed bed;
    private final Thread hook = new Thread(this::clear, "demo-end");
    private volatile boolean ending;

    BedEnd(Testbed bed) {
        this.bed = bed;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process has been told to end, so that nothing has to be said about servers that are gone. */
    boolean ending() {
        return ending;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ending already: the hook does it.
            return;
        }
        bed.close();
    }

    /** The testbed itself ends its servers in that case, but leaves their files. */
    private void clear() {
        ending = true;
        bed.servers().forEach(Server::kill);
        try (Stream<Path> files = Files.walk(bed.directory())) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // A file that is left in a temporary folder is no reason to hold up somebody who wants to stop.
            return;
        }
    }
}
