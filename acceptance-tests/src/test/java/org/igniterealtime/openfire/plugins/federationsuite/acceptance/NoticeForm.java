package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What nodes say to each other, written by hand as any version may write it. Stateless. */
final class NoticeForm {

    private NoticeForm() {
    }

    /**
     * A notice as the cluster's task carries it: a length, and the notice.
     *
     * @param version the version of the form; the built suite knows 1
     * @param topic   what it is about
     * @param fields  what it says
     */
    static byte[] of(int version, String topic, Map<String, String> fields) {
        ByteArrayOutputStream task = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(task)) {
            byte[] notice = notice(version, topic, fields);
            out.writeInt(notice.length);
            out.write(notice);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return task.toByteArray();
    }

    private static byte[] notice(int version, String topic, Map<String, String> fields) throws IOException {
        ByteArrayOutputStream notice = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(notice);
        out.writeInt(version);
        write(out, topic);
        out.writeInt(fields.size());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            write(out, field.getKey());
            write(out, field.getValue());
        }
        return notice.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
