package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;

/**
 * Folders of database servers. Stateless.
 */
final class Folders {

    /** What can fill a folder. */
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    private Folders() {
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toList());
        }
    }

    /**
     * Fills a folder once for all testbeds of a build, since some 300 MB take their time. Builds of one clone at the same
     * time each fill their own, and the first to have done so wins.
     */
    static Path once(Testbed bed, String name, Filler filler) throws IOException {
        boolean kept = !System.getProperty(TestbedOptions.DIRECTORY, "").isBlank();
        Path parent = (kept ? bed.directory().getParent() : bed.directory()).resolve("programs");
        Path folder = parent.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, "draft-");
        filler.fill(draft.resolve(name));
        try {
            Files.move(draft.resolve(name), folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        remove(draft);
        return folder;
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(file);
            }
        }
    }
}
