package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Packs packages of the testbed into a jar of their own, for a server's class path: the server must not see the
 * testbed itself, whose libraries it may have in other versions. Works from a folder of classes and from a jar.
 * Stateless.
 */
public final class ClassJar {

    private ClassJar() {
    }

    /**
     * Writes a jar.
     *
     * @param target the file, replaced if there
     * @param packages the packages to pack, by name, since their classes may need the server's to load; without
     *     sub-packages
     * @param resources further entries: name to text
     * @throws UncheckedIOException if reading or writing fails
     */
    public static void write(Path target, List<String> packages, Map<String, String> resources) {
        HomeFiles.folder(target.getParent());
        try (OutputStream file = Files.newOutputStream(target); JarOutputStream jar = new JarOutputStream(file)) {
            for (String name : packages) {
                pack(name, jar);
            }
            text(resources, jar);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + target, e);
        }
    }

    /**
     * Writes a plugin's jar as an administrator would upload it, with the classes as a jar in {@code lib}.
     *
     * @param target the file, replaced if there
     * @param classes the jar of classes
     * @param entries name to text: {@code plugin.xml}, and what else there is
     * @throws UncheckedIOException if reading or writing fails
     */
    public static void writePlugin(Path target, Path classes, Map<String, String> entries) {
        try (OutputStream file = Files.newOutputStream(target); JarOutputStream jar = new JarOutputStream(file)) {
            text(entries, jar);
            jar.putNextEntry(new ZipEntry("lib/" + classes.getFileName()));
            Files.copy(classes, jar);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + target, e);
        }
    }

    /**
     * Where the testbed's classes come from.
     *
     * @return the folder of classes or the jar
     */
    public static Path origin() {
        try {
            return Path.of(ClassJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The testbed does not know where it is", e);
        }
    }

    private static void text(Map<String, String> entries, JarOutputStream jar) throws IOException {
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            jar.putNextEntry(new ZipEntry(entry.getKey()));
            jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void pack(String name, JarOutputStream jar) throws IOException {
        String folder = name.replace('.', '/');
        Path origin = origin();
        if (Files.isDirectory(origin)) {
            pack(origin.resolve(folder), folder, jar);
        } else {
            try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + origin.toUri()), Map.of())) {
                pack(zip.getPath(folder), folder, jar);
            }
        }
    }

    private static void pack(Path from, String folder, JarOutputStream jar) throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.list(from)) {
            classes = files.filter(file -> file.toString().endsWith(".class")).sorted().collect(Collectors.toList());
        }
        for (Path file : classes) {
            jar.putNextEntry(new ZipEntry(folder + "/" + file.getFileName()));
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(jar);
            }
        }
    }
}
