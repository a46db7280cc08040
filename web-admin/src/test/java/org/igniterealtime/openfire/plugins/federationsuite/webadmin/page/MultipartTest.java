package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

/** Forms with files in them, and what is none. */
public class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=XX";

    @Test
    public void readsFieldsAndFilesAsBrowsersSendThem() {
        Parameters form = read(TYPE, "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p\u00e9\u00e9rs; name=.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\ndomain\r\n\r\n\u00e9.lit\r\n--X\r\n\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--XX--\r\n").orElseThrow();

        assertEquals("token", form.get("csrf"));
        assertEquals("domain\r\n\r\n\u00e9.lit\r\n--X\r\n", form.get("file"));
        assertEquals(List.of(""), form.all("empty"));
        assertEquals(List.of(), form.all("filename"));
    }

    @Test
    public void aBoundaryMayBeQuoted() {
        assertTrue(read("multipart/form-data; charset=utf-8; boundary=\"X X\"",
            "--X X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--X X--").isPresent());
    }

    @Test
    public void whatIsCutOffOrMalformedIsNoForm() {
        String whole = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--XX--";
        assertTrue(read(TYPE, whole).isPresent());
        for (int length = 0; length < whole.length(); length++) {
            assertFalse(whole.substring(0, length), read(TYPE, whole.substring(0, length)).isPresent());
        }
        assertFalse(read(TYPE, whole.replace("name=", "nam=")).isPresent());
        assertFalse(read("multipart/form-data", whole).isPresent());
        assertFalse(read("multipart/mixed; boundary=XX", whole).isPresent());
        String more = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n".repeat(50);
        assertFalse(read(TYPE, whole.replace("--XX--", more + "--XX--")).isPresent());
    }

    @Test
    public void otherFormsAreNotOfThisKind() {
        assertFalse(Multipart.is(null));
        assertFalse(Multipart.is("application/x-www-form-urlencoded"));
        assertTrue(Multipart.is("Multipart/Form-Data; boundary=x"));
    }

    private static Optional<Parameters> read(String type, String body) {
        return Multipart.read(type, body.getBytes(StandardCharsets.UTF_8));
    }
}
