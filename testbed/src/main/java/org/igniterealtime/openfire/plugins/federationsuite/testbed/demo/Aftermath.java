package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What everybody had seen in the end of a conversation in which the link was cut. Immutable.
 *
 * @param script what was said
 * @param witnesses everybody, in the order of the cast
 * @param failure why it did not come to its end, if it did not
 */
record Aftermath(Script script, List<Witness> witnesses, Optional<String> failure) {

    /**
     * One of them.
     *
     * @param nick who
     * @param mirrored whether the link was between this one and the room
     * @param transcript what came
     * @param present the nicks of those who are there in the end
     */
    record Witness(String nick, boolean mirrored, Transcript transcript, Set<String> present) {

        /** What the room itself said. */
        List<Transcript.Said> notices() {
            return transcript.messages().stream().filter(said -> said.nick().isEmpty()).toList();
        }
    }

    /** What came to one of them. */
    Transcript witnessed(String nick) {
        return witnesses.stream().filter(witness -> witness.nick().equals(nick)).findFirst().orElseThrow().transcript();
    }

    /**
     * Holds what everybody saw against what was said: each message once, those of one speaker in order, and everybody there.
     * Those behind the mirror were told of the cut once, and once of its end; nobody else was told anything.
     *
     * @return what is wrong, each in a line that says whom it happened to; empty if nothing is
     */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        failure.ifPresent(why -> differences.add("The conversation with the cut broke off: " + why));
        List<String> nicks = witnesses.stream().map(Witness::nick).toList();
        for (Witness witness : witnesses) {
            String who = witness.nick() + ", after the cut: ";
            witness.transcript().errors().forEach(error -> differences.add(who + "an error came: " + error));
            for (int speaker = 0; speaker < nicks.size(); speaker++) {
                compare(differences, who + "the messages of " + nicks.get(speaker), said(speaker),
                    heard(witness, nicks.get(speaker)));
            }
            compare(differences, who + "those who are there", new TreeSet<>(nicks), witness.present());
            int told = witness.notices().size();
            if (told != (witness.mirrored() ? 2 : 0)) {
                differences.add(who + "the room has spoken of the link " + told + " times: " + witness.notices());
            }
        }
        return differences;
    }

    private static void compare(List<String> differences, String what, Object wanted, Object got) {
        if (!wanted.equals(got)) {
            differences.add(what + " should be: " + wanted + "; but were: " + got);
        }
    }

    private List<String> said(int speaker) {
        return script.lines().stream().filter(line -> line.speaker() == speaker).map(Script.Line::body).toList();
    }

    private static List<String> heard(Witness witness, String speaker) {
        return witness.transcript().messages().stream().filter(said -> said.nick().equals(speaker))
            .map(Transcript.Said::body).toList();
    }
}
