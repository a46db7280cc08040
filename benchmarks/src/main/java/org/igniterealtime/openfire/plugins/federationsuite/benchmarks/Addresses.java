package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/**
 * Who and where, and what is said: {@code benchmarks/addresses.txt}. Immutable.
 */
public final class Addresses {

    /** How long a body is, in bytes. */
    public static final int BODY_BYTES = 100;
    /** Everybody's: these accounts live on loopback, and as long as a figure. */
    public static final String PASSWORD = "secret";

    private final Map<String, String> values;

    private Addresses(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the file.
     *
     * @param file lines of {@code key = value}, and others that begin with a {@code #} or are empty
     * @return the addresses
     * @throws IllegalArgumentException if a line is not of this form, or a body would not have 100 bytes
     * @throws UncheckedIOException if it cannot be read
     */
    public static Addresses read(Path file) {
        try {
            return of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    static Addresses of(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (equals < 0) {
                throw new IllegalArgumentException("Not an address: " + line);
            }
            values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
        Addresses addresses = new Addresses(values);
        int length = addresses.body(1).getBytes(StandardCharsets.UTF_8).length;
        if (length != BODY_BYTES) {
            throw new IllegalArgumentException("A body has " + length + " bytes instead of " + BODY_BYTES);
        }
        return addresses;
    }

    private String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("There is no address called " + key);
        }
        return value;
    }

    private String numbered(String key, int number) {
        return String.format(Locale.ROOT, value(key), number);
    }

    /**
     * Who is on which server.
     *
     * @param guests how many users the server with the mirror has
     * @return everybody
     */
    public Stage.Players players(int guests) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= guests; i++) {
            names.add(guest(i));
        }
        return new Stage.Players(value("rooms"), List.of(host()), value("mirrors"), names, PASSWORD);
    }

    /** The local part of the user who is in the room directly. */
    public String host() {
        return value("host");
    }

    /** The nick of that user. */
    public String hostNick() {
        return value("host-nick");
    }

    /**
     * The local part of a user behind the mirror.
     *
     * @param number from 1
     */
    public String guest(int number) {
        return numbered("guest", number);
    }

    /**
     * The nick of a user behind the mirror.
     *
     * @param number from 1
     */
    public String guestNick(int number) {
        return numbered("guest-nick", number);
    }

    /** Everybody's resource. */
    public String resource() {
        return value("resource");
    }

    /** The label of the component that plays a master. */
    public String scripted() {
        return value("scripted");
    }

    /**
     * The local part of a room.
     *
     * @param number from 1; equally long up to 999
     */
    public String room(int number) {
        return numbered("room", number);
    }

    /**
     * What is said.
     *
     * @param number of the message, up to 999999
     * @return 100 bytes that begin with the number in six digits
     */
    public String body(int number) {
        return numbered("body", number);
    }
}
