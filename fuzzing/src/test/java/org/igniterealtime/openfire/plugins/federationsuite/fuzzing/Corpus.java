package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The inputs of one target that reach different code, or once found a fault: a file with an input in each line. Printable
 * characters stand for themselves, all other bytes and the backslash as {@code \xNN}.
 */
public final class Corpus {

    private static final int MOST_CHARS = 12_000;

    private Corpus() {
    }

    /** Where the corpus of a target is. */
    public static Path of(Class<?> target) {
        return Path.of(System.getProperty("fuzz.corpus", "src/test/corpus"), target.getSimpleName() + ".txt");
    }

    /** Reads a corpus; empty if there is no such file. */
    public static List<byte[]> read(Path file) {
        try {
            List<byte[]> inputs = new ArrayList<>();
            if (Files.exists(file)) {
                Files.readAllLines(file, StandardCharsets.US_ASCII).forEach(line -> inputs.add(decode(line)));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a corpus: the short ones first, and of the long ones as many as fit. */
    public static void write(Path file, Collection<byte[]> inputs) throws IOException {
        List<String> lines = new ArrayList<>();
        int length = 0;
        for (String line : inputs.stream().map(Corpus::encode)
            .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())).toList()) {
            length += line.length() + 1;
            if (length <= MOST_CHARS) {
                lines.add(line);
            }
        }
        Files.write(file, lines, StandardCharsets.US_ASCII);
    }

    /** An input as a line. */
    public static String encode(byte[] input) {
        StringBuilder line = new StringBuilder();
        for (byte one : input) {
            if (one >= ' ' && one <= '~' && one != '\\') {
                line.append((char) one);
            } else {
                line.append("\\x").append(HexFormat.of().toHexDigits(one));
            }
        }
        // A line that ends in a space would not be seen to.
        return line.toString().endsWith(" ") ? line.substring(0, line.length() - 1) + "\\x20" : line.toString();
    }

    /** An input from a line. */
    public static byte[] decode(String line) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                input.write(HexFormat.fromHexDigits(line, at + 2, at + 4));
                at += 3;
            } else {
                input.write(line.charAt(at));
            }
        }
        return input.toByteArray();
    }
}
