package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one node of a cluster says to others. Immutable.
 *
 * <p>Its wire form lets versions of the suite live side by side: it has a version of its own, and fields are found by their
 * names, so that a reader leaves out those that it does not know. A change that needs more than that has another topic, which
 * older nodes do not listen to.
 *
 * @param topic  what it is about; whoever listens to it knows what the fields mean
 * @param fields what it says
 */
public record Notice(String topic, Map<String, String> fields) {

    /** The version of the wire form. Raise it when a reader of the last one would misunderstand it. */
    public static final int VERSION = 1;

    /** Copies the map. */
    public Notice {
        Objects.requireNonNull(topic);
        fields = Map.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param name its name
     * @return its value; empty if it is not there, which a node with another version may mean by it
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The wire form. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            write(out, topic);
            out.writeInt(fields.size());
            for (Map.Entry<String, String> field : fields.entrySet()) {
                write(out, field.getKey());
                write(out, field.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a notice.
     *
     * @param wire what {@link #encode} wrote, here or elsewhere
     * @return the notice; empty if its wire form is of another version, or damaged
     */
    public static Optional<Notice> decode(byte[] wire) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(wire))) {
            if (in.readInt() != VERSION) {
                return Optional.empty();
            }
            String topic = read(in);
            Map<String, String> fields = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                fields.put(read(in), read(in));
            }
            return Optional.of(new Notice(topic, fields));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("It ends before it should");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
