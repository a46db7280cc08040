package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of a specification, literally; unless another is named, of the ProtoXEP. A stanza is named by the
 * number of its example and its place in it: {@code 8.2} is the second stanza of the eighth example.
 */
final class Examples {

    private static final Pattern HEADING = Pattern.compile("== (\\d+) (.*)");

    private final Map<String, String> stanzas = new LinkedHashMap<>();
    private final Map<String, String> captions = new LinkedHashMap<>();

    Examples() {
        this("/protoxep-0.0.1-examples.txt");
    }

    /** The examples in a resource. */
    Examples(String resource) {
        String number = null;
        int place = 0;
        StringBuilder stanza = new StringBuilder();
        for (String line : text(resource).split("\n")) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                number = heading.group(1);
                captions.put(number, heading.group(2));
                place = 0;
            } else if (number != null) {
                stanza.append(line).append('\n');
                if (endsStanza(line, stanza)) {
                    place++;
                    stanzas.put(number + '.' + place, stanza.toString());
                    stanza.setLength(0);
                }
            }
        }
    }

    /** In the specification each stanza's end is a line: its end tag, or, for one without children, its only tag. */
    private static boolean endsStanza(String line, StringBuilder stanza) {
        boolean childless = line.endsWith("/>") && stanza.indexOf(">") == stanza.length() - 2;
        return line.equals("</presence>") || line.equals("</message>") || childless;
    }

    /** All stanzas by name, in order. */
    Map<String, String> all() {
        return stanzas;
    }

    /** One stanza. */
    String get(String name) {
        return Objects.requireNonNull(stanzas.get(name), name);
    }

    /** The caption of the example that a stanza stands in. */
    String captionOf(String name) {
        return captions.get(name.substring(0, name.indexOf('.')));
    }

    private static String text(String resource) {
        try (InputStream in = Examples.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
