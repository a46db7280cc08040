package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what was seen, for people. Used by one thread.
 */
final class Report {

    /** More names than these are only counted. */
    private static final int NAMES = 4;
    /** More differences than these are only counted. */
    private static final int DIFFERENCES = 20;

    private final PrintWriter out;
    private final List<String> cast;

    /**
     * Makes a report.
     *
     * @param out where it goes
     * @param cast everybody's nicks, in the order in which they are named
     */
    Report(PrintWriter out, List<String> cast) {
        this.out = out;
        this.cast = cast;
    }

    /**
     * What one occupant saw.
     *
     * @param title who, and where
     * @param nick the occupant's nick
     * @param transcript what came
     */
    void transcript(String title, String nick, Transcript transcript) {
        out.println();
        out.println(title);
        List<String> shown = transcript.present().stream().map(entry -> entry.substring(0, entry.indexOf(' '))).toList();
        List<String> others = cast.stream().filter(other -> !other.equals(nick) && shown.contains(other)).toList();
        out.println("  -> " + nick + " entered; also there, or came later: " + names(others));
        transcript.subjects().stream().filter(subject -> !subject.isEmpty())
            .forEach(subject -> out.println("  ** subject: " + subject));
        transcript.messages().forEach(said -> out.println("  " + said));
        List<String> gone = new ArrayList<>(transcript.left());
        gone.remove(nick);
        if (!gone.isEmpty()) {
            out.println("  <- left: " + names(gone));
        }
        out.println("  <- " + nick + (transcript.left().contains(nick) ? " left" : " was still there"));
    }

    /**
     * What one occupant heard, and nothing else.
     *
     * @param title who, and where
     * @param messages what came
     */
    void heard(String title, List<Transcript.Said> messages) {
        out.println();
        out.println(title);
        messages.forEach(said -> out.println("  " + said));
    }

    /** What is wrong. */
    void differences(List<String> differences) {
        out.println();
        out.println("NOT everybody received everything:");
        differences.stream().limit(DIFFERENCES).forEach(difference -> out.println("  " + difference));
        if (differences.size() > DIFFERENCES) {
            out.println("  and " + (differences.size() - DIFFERENCES) + " more like these");
        }
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "nobody";
        }
        if (names.size() <= NAMES) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, NAMES)) + " and " + (names.size() - NAMES) + " more";
    }
}
