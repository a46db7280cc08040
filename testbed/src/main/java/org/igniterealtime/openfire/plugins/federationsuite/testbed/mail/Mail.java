package org.igniterealtime.openfire.plugins.federationsuite.testbed.mail;

import java.util.List;

/**
 * A mail as it came in. Immutable.
 *
 * @param from the envelope's sender, without angle brackets
 * @param recipients the envelope's recipients, without angle brackets
 * @param text header and body, lines separated by {@code \n}, not decoded
 */
public record Mail(String from, List<String> recipients, String text) {

    /** Makes it immutable. */
    public Mail {
        recipients = List.copyOf(recipients);
    }

    /**
     * A header field.
     *
     * @param name its name, in any case
     * @return its values, one for each time that it is there, continued lines joined
     */
    public List<String> header(String name) {
        String header = text.substring(0, (text + "\n\n").indexOf("\n\n")).replaceAll("\n[ \t]+", " ");
        return header.lines().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .map(line -> line.substring(name.length() + 1).trim()).toList();
    }
}
