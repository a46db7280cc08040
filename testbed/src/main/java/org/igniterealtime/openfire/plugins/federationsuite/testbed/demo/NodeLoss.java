package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.ClientException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * A conversation through the mirror of a cluster, in the middle of which the node dies that keeps the room. Whoever is put out
 * of the room enters again, and says again what came back, as people do. Used by one thread, once.
 */
final class NodeLoss {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** So long people wait before they knock again. */
    private static final long KNOCKING = Duration.ofSeconds(2).toNanos();

    private final Cast cast;
    private final ClusterStage stage;
    private final Script script = Script.forLoss();
    private final String room;
    private final String address;
    private final Consumer<String> progress;
    private final Map<Occupant, Integer> before = new HashMap<>();
    private final Map<Occupant, Long> knocked = new HashMap<>();
    private List<Occupant> left = List.of();

    /**
     * Prepares the conversation.
     *
     * @param cast everybody
     * @param stage whose node is killed
     * @param room the local part of a room of capulet.lit that nobody has used before
     * @param progress is told what happens
     */
    NodeLoss(Cast cast, ClusterStage stage, String room, Consumer<String> progress) {
        this.cast = cast;
        this.stage = stage;
        this.room = stage.capulet().room(room);
        this.address = stage.mirrored(room);
        this.progress = progress;
    }

    /**
     * Has it.
     *
     * @return what came of it, also if something got lost
     */
    Survival run() {
        cast.all().forEach(occupant -> before.put(occupant, occupant.client().received().size()));
        left = cast.all();
        Duration gap = Duration.ZERO;
        Optional<String> failure = Optional.empty();
        List<Script.Line> lines = script.lines();
        try {
            enter();
            int node = stage.keeper(room);
            left = new ArrayList<>(List.of(cast.host()));
            left.addAll(cast.guestsOf(1 - node, 2));
            lines.subList(0, Script.BEFORE_THE_LOSS).forEach(this::exchange);
            gap = lose(node, lines.get(Script.BEFORE_THE_LOSS));
            lines.subList(Script.BEFORE_THE_LOSS + 1, lines.size()).forEach(this::exchange);
            left.forEach(occupant -> await(occupant, "the news of who is lost",
                () -> visit(occupant).present().size() == left.size()));
        } catch (AssertionError | ClientException e) {
            // The first line says what is missing; what came is compared all the same.
            failure = e.getMessage().lines().findFirst();
        }
        Map<String, Visit> visits = new LinkedHashMap<>();
        left.forEach(occupant -> visits.put(occupant.nick(), visit(occupant)));
        return new Survival(script, List.of(speaker(0).nick(), speaker(1).nick()), visits, gap, failure);
    }

    /** The stranger and those of one node: in the order in which they are left. */
    private Occupant speaker(int number) {
        return left.get(number);
    }

    private void enter() {
        cast.host().client().create(room, cast.host().nick());
        cast.guests().forEach(guest -> guest.client().join(address, guest.nick()));
        cast.all().forEach(occupant -> await(occupant, "everybody",
            () -> visit(occupant).present().size() == cast.all().size()));
    }

    private Duration lose(int node, Script.Line line) {
        cast.host().say(room, line);
        progress.accept("  kill -9 for the node that keeps the room, with " + cast.guestsOf(node, 2).size() + " users on it,"
            + " in the middle of a word");
        long start = System.nanoTime();
        stage.kill(node);
        left.forEach(occupant -> await(occupant, "'" + line.body() + "'", () -> hears(occupant, line)));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Somebody says something, and all who are left hear it. */
    private void exchange(Script.Line line) {
        Occupant speaker = speaker(line.speaker());
        int[] said = {0};
        await(speaker, "his own words", () -> {
            boolean heard = hears(speaker, line);
            Visit visit = visit(speaker);
            int troubles = visit.parted() + (visit.returned().contains(line.id()) ? 1 : 0);
            if (!heard && visit.inside() && troubles >= said[0]) {
                speaker.say(addressFor(speaker), line);
                said[0] = troubles + 1;
            }
            return heard;
        });
        left.forEach(occupant -> await(occupant, "'" + line.body() + "'", () -> hears(occupant, line)));
    }

    /** Looks whether somebody has heard a line, and has him knock if he finds himself outside. */
    private boolean hears(Occupant occupant, Script.Line line) {
        Visit visit = visit(occupant);
        long now = System.nanoTime();
        if (!visit.inside() && now - knocked.getOrDefault(occupant, now - KNOCKING) >= KNOCKING) {
            knocked.put(occupant, now);
            occupant.client().send("<presence to='" + addressFor(occupant) + "/" + occupant.nick()
                + "'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='20'/></x></presence>");
        }
        return visit.heard().stream().anyMatch(said -> said.body().equals(line.body()));
    }

    private static void await(Occupant occupant, String what, Callable<Boolean> condition) {
        Waiting.until(what + " to reach " + occupant.nick(), PATIENCE, condition);
    }

    private Visit visit(Occupant occupant) {
        List<Stanza> received = occupant.client().received();
        return Visit.of(received.subList(before.get(occupant), received.size()), addressFor(occupant), occupant.nick());
    }

    private String addressFor(Occupant occupant) {
        return occupant.equals(cast.host()) ? room : address;
    }
}
