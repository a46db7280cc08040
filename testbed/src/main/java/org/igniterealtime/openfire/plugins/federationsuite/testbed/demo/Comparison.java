package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds out whether everybody received everything. Each transcript is held against what was said, and against that of the
 * same person in the other room. Used by one thread, once.
 */
final class Comparison {

    private final Script script;
    private final List<String> nicks;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Script script, List<String> nicks) {
        this.script = script;
        this.nicks = nicks;
    }

    /**
     * Compares two conversations.
     *
     * @param script what was to be said
     * @param nicks everybody in the order of the cast, which is that of entering and of leaving
     * @param plain what everybody saw without the mirror
     * @param mirrored what everybody saw with it
     * @return what is wrong, each in a line that says whom it happened to; empty if nothing is
     */
    static List<String> differences(Script script, List<String> nicks, RoomRun plain, RoomRun mirrored) {
        Comparison comparison = new Comparison(script, nicks);
        List<RoomRun> runs = List.of(mirrored, plain);
        runs.forEach(run -> run.failure().ifPresent(failure ->
            comparison.differences.add("The " + run.title() + " conversation broke off: " + failure)));
        runs.forEach(run -> nicks.forEach(nick -> comparison.check(run.title(), nick, run.transcripts())));
        nicks.forEach(nick -> comparison.compare(nick, plain.transcripts().get(nick), mirrored.transcripts().get(nick)));
        return List.copyOf(comparison.differences);
    }

    private void check(String title, String nick, Map<String, Transcript> transcripts) {
        Transcript seen = transcripts.get(nick);
        String who = nick + ", " + title + ": ";
        seen.errors().forEach(error -> differences.add(who + "an error came: " + error));
        List<Transcript.Said> said = script.lines().stream()
            .map(line -> new Transcript.Said(nicks.get(line.speaker()), line.id(), line.body())).toList();
        list(who + "message", said, seen.messages());
        list(who + "leave", leavesSeenBy(nick), seen.left());
        list(who + "occupant", nicks.stream().sorted().toList(),
            seen.present().stream().map(entry -> entry.substring(0, entry.indexOf(' '))).toList());
        if (seen.subjects().isEmpty() || !seen.subjects().get(seen.subjects().size() - 1).equals(Conversation.SUBJECT)) {
            differences.add(who + "the subject is not the room's: " + seen.subjects());
        }
    }

    /** The user of capulet.lit goes last, and so sees everybody go; the first of the others sees only himself. */
    private List<String> leavesSeenBy(String nick) {
        List<String> leaving = new ArrayList<>(nicks.subList(1, nicks.size()));
        leaving.add(nicks.get(0));
        return leaving.subList(0, leaving.indexOf(nick) + 1);
    }

    private void compare(String nick, Transcript plain, Transcript mirrored) {
        String who = nick + ", mirrored and plain differ: ";
        list(who + "occupant", plain.present(), mirrored.present());
        list(who + "subject", plain.subjects(), mirrored.subjects());
    }

    private void list(String what, List<?> expected, List<?> got) {
        int most = Math.max(expected.size(), got.size());
        for (int i = 0; i < most; i++) {
            Object wanted = i < expected.size() ? expected.get(i) : "nothing";
            Object came = i < got.size() ? got.get(i) : "nothing";
            if (!wanted.equals(came)) {
                // The first one says it all: behind a missing one, everything is in the wrong place.
                differences.add(what + " " + (i + 1) + " of " + expected.size() + " should be: " + wanted + "; but was: "
                    + came);
                return;
            }
        }
    }
}
