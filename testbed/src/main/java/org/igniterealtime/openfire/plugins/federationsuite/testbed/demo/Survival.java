package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a conversation went in the middle of which a node died. Immutable.
 *
 * @param script what was said
 * @param speakers who said it: the nick at each position that the script names
 * @param visits what those saw whose own server lived on, by nick
 * @param gap how long it took until all of them heard what was said when the node died
 * @param failure why it did not come to its end, if it did not
 */
record Survival(Script script, List<String> speakers, Map<String, Visit> visits, Duration gap, Optional<String> failure) {

    /**
     * Holds what everybody saw against what was said: each message once, those of one speaker in order, and those who are left
     * there.
     *
     * @return what is wrong, each in a line that says whom it happened to; empty if nothing is
     */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        failure.ifPresent(why -> differences.add("The conversation with the death of a node broke off: " + why));
        visits.forEach((nick, visit) -> {
            for (int speaker = 0; speaker < speakers.size(); speaker++) {
                compare(differences, nick + ", after the death of the node: the messages of " + speakers.get(speaker),
                    said(speaker), heard(visit, speakers.get(speaker)));
            }
            compare(differences, nick + ", after the death of the node: those who are there", new TreeSet<>(visits.keySet()),
                visit.present());
        });
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

    private static List<String> heard(Visit visit, String speaker) {
        return visit.heard().stream().filter(said -> said.nick().equals(speaker)).map(Transcript.Said::body).toList();
    }

    /** How many were put out of the room, though their own server lived. */
    long parted() {
        return visits.values().stream().filter(visit -> visit.parted() > 0).count();
    }

    /** How many messages did not reach somebody, counted for each whom they did not reach. */
    int lost() {
        return visits.values().stream().mapToInt(visit -> {
            Set<String> heard = new TreeSet<>(visit.heard().stream().map(Transcript.Said::body).toList());
            return (int) script.lines().stream().filter(line -> !heard.contains(line.body())).count();
        }).sum();
    }

    /** How many messages reached somebody again, counted for each. */
    int doubled() {
        return visits.values().stream().mapToInt(visit -> {
            Map<String, Integer> counts = new LinkedHashMap<>();
            visit.heard().forEach(said -> counts.merge(said.body(), 1, Integer::sum));
            return counts.values().stream().mapToInt(count -> count - 1).sum();
        }).sum();
    }
}
