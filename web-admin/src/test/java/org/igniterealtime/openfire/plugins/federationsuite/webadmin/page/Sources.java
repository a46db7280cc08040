package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of this module that are not classes, as the build has them. */
final class Sources {

    /** The descriptor, filled in by the build. */
    static final Path DESCRIPTOR = Path.of("target", "descriptor", "plugin.xml");
    /** The servlets, with those of the compiled pages. */
    static final Path SERVLETS = Path.of("target", "web", "WEB-INF", "web.xml");

    /** What an administrator reads about the plugin, as it stands before the build fills it in. */
    static final Path README = Path.of("..", "readme.html");

    private Sources() {
    }

    /** All pages. */
    static List<Path> pages() throws IOException {
        return files(".jsp");
    }

    /** All pages, and the pieces that several of them have. */
    static List<Path> pagesAndPieces() throws IOException {
        return Stream.concat(pages().stream(), files(".jspf").stream()).toList();
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "webapp"))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
