package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A jar that stands for a later version of the suite. It has a later version number, and each of its notices to other nodes has
 * a field that the built one does not know; all else is the same. Stateless.
 */
final class OtherVersion {

    private static final String NOTICE = "org/igniterealtime/openfire/plugins/federationsuite/kernel/cluster/Notice";
    private static final String NUMBER = "<version>0.1.0</version>";
    private static final String LATER_NUMBER = "<version>0.1.1</version>";
    private static final String FIELDS = "out.writeInt(fields.size());";
    private static final String ONE_MORE = "out.writeInt(fields.size() + 1); write(out, \"later\"); write(out, \"unknown\");";

    private OtherVersion() {
    }

    /**
     * Makes it.
     *
     * @param built  the jar as built
     * @param source where the sources of the kernel are
     * @param folder for the jar, which has the same name
     * @return the jar
     */
    static Path of(Path built, Path source, Path folder) {
        try {
            Files.createDirectories(folder);
            byte[] notice = compiled(replaced(Files.readString(source.resolve(NOTICE + ".java")), FIELDS, ONE_MORE), folder);
            Path jar = folder.resolve(built.getFileName());
            try (OutputStream out = Files.newOutputStream(jar)) {
                out.write(copy(Files.readAllBytes(built), (name, bytes) -> later(name, bytes, notice)));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] later(String name, byte[] bytes, byte[] notice) throws IOException {
        if (name.equals("plugin.xml")) {
            return replaced(new String(bytes, StandardCharsets.UTF_8), NUMBER, LATER_NUMBER).getBytes(StandardCharsets.UTF_8);
        }
        return name.startsWith("lib/federationsuite-kernel")
            ? copy(bytes, (inner, its) -> inner.equals(NOTICE + ".class") ? notice : its) : bytes;
    }

    /** What becomes of an entry of a jar. */
    @FunctionalInterface
    private interface Change {
        byte[] of(String name, byte[] bytes) throws IOException;
    }

    private static byte[] copy(byte[] jar, Change change) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
             ZipOutputStream out = new ZipOutputStream(copy)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(change.of(entry.getName(), in.readAllBytes()));
                out.closeEntry();
            }
        }
        return copy.toByteArray();
    }

    private static String replaced(String text, String old, String other) {
        if (!text.contains(old)) {
            throw new AssertionError("There is no " + old + " any more");
        }
        return text.replace(old, other);
    }

    private static byte[] compiled(String source, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Notice.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(InputStream.nullInputStream(), System.out, System.err,
            "--release", "17", "-d", folder.toString(), file.toString());
        if (status != 0) {
            throw new AssertionError("It does not compile");
        }
        return Files.readAllBytes(folder.resolve(NOTICE + ".class"));
    }
}
