package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.ClientException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * A conversation through the mirror in which the link is cut: both sides go on talking, the users of montague.lit are told,
 * and when the link is whole again everybody hears what he missed. Used by one thread, once.
 */
final class Outage {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cast cast;
    private final Script script = Script.forOutage();
    private final Link link;
    private final String room;
    private final String address;
    private final Consumer<String> progress;
    private final Map<String, Integer> before = new HashMap<>();

    /**
     * Prepares the conversation.
     *
     * @param cast everybody
     * @param link what is cut
     * @param room the room's own address, which nobody has used before
     * @param address the room's address for users of montague.lit
     * @param progress is told what happens
     */
    Outage(Cast cast, Link link, String room, String address, Consumer<String> progress) {
        this.cast = cast;
        this.link = link;
        this.room = room;
        this.address = address;
        this.progress = progress;
    }

    /**
     * Has it.
     *
     * @return what came of it, also if something got lost
     */
    Aftermath run() {
        cast.all().forEach(occupant -> before.put(occupant.nick(), occupant.client().received().size()));
        Optional<String> failure = Optional.empty();
        try {
            enter();
            talk(0, Script.BEFORE_THE_CUT);
            awaitAll(Script.BEFORE_THE_CUT);
            cut();
            heal();
            talk(Script.UNTIL_IT_IS_WHOLE, script.lines().size());
            awaitAll(script.lines().size());
        } catch (AssertionError | ClientException e) {
            // The first line says what is missing; what came is compared all the same.
            failure = e.getMessage().lines().findFirst();
        } finally {
            link.heal();
        }
        return new Aftermath(script, cast.all().stream().map(this::witness).toList(), failure);
    }

    /** Everybody leaves. */
    void end() {
        cast.all().forEach(occupant -> occupant.client().part(addressFor(occupant), occupant.nick()));
    }

    private void enter() {
        cast.host().client().create(room, cast.host().nick());
        cast.guests().forEach(guest -> guest.client().join(address, guest.nick()));
        cast.all().forEach(occupant -> await(occupant, "everybody", () -> witness(occupant).present().size()
            == cast.all().size()));
    }

    private void cut() {
        progress.accept("  The link is cut, and both sides go on talking");
        link.cut();
        talk(Script.BEFORE_THE_CUT, Script.UNTIL_IT_IS_WHOLE);
        awaitNotices(1);
        for (Occupant guest : cast.guests()) {
            awaitLines(guest, meanwhile().stream().filter(line -> line.speaker() != 0).toList());
        }
    }

    private void heal() {
        progress.accept("  The link is whole again");
        link.heal();
        awaitNotices(2);
        awaitAll(Script.UNTIL_IT_IS_WHOLE);
    }

    private List<Script.Line> meanwhile() {
        return script.lines().subList(Script.BEFORE_THE_CUT, Script.UNTIL_IT_IS_WHOLE);
    }

    /** Each on his side waits until his own word is heard there, where it can be heard at once. */
    private void talk(int from, int to) {
        for (Script.Line line : script.lines().subList(from, to)) {
            Occupant speaker = cast.all().get(line.speaker());
            speaker.say(addressFor(speaker), line);
            if (speaker.equals(cast.host())) {
                awaitLines(speaker, List.of(line));
            }
        }
    }

    private void awaitAll(int lines) {
        cast.all().forEach(occupant -> awaitLines(occupant, script.lines().subList(0, lines)));
    }

    private void awaitLines(Occupant occupant, List<Script.Line> lines) {
        for (Script.Line line : lines) {
            await(occupant, "'" + line.body() + "'", () -> witness(occupant).transcript().messages().stream()
                .anyMatch(said -> said.body().equals(line.body())));
        }
    }

    /** What the room itself says to those behind the mirror: that the link is lost, and that it is back. */
    private void awaitNotices(int count) {
        cast.guests().forEach(guest -> await(guest, "what the room says of the link",
            () -> witness(guest).notices().size() >= count));
    }

    private static void await(Occupant occupant, String what, Callable<Boolean> condition) {
        Waiting.until(what + " to reach " + occupant.nick(), PATIENCE, condition);
    }

    private Aftermath.Witness witness(Occupant occupant) {
        List<Stanza> received = occupant.client().received();
        List<Stanza> since = new ArrayList<>(received.subList(before.get(occupant.nick()), received.size()));
        String where = addressFor(occupant);
        return new Aftermath.Witness(occupant.nick(), !occupant.equals(cast.host()), Transcript.of(since, where),
            present(since, where));
    }

    private static Set<String> present(List<Stanza> stanzas, String where) {
        Set<String> present = new TreeSet<>();
        for (Stanza stanza : stanzas) {
            if (stanza.name().equals("presence") && stanza.from().startsWith(where + "/")) {
                String nick = stanza.from().substring(where.length() + 1);
                if (stanza.type().isEmpty()) {
                    present.add(nick);
                } else {
                    present.remove(nick);
                }
            }
        }
        return present;
    }

    private String addressFor(Occupant occupant) {
        return occupant.equals(cast.host()) ? room : address;
    }
}
