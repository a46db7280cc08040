package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.ClientException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * One conversation in a room of capulet.lit: everybody of montague.lit enters, people talk, everybody leaves. One thing at
 * a time: nobody acts before everybody has seen what came before, so the order is the same each time, and when a phase
 * ends nothing is under way. Used by one thread, once.
 */
final class Conversation {

    static final String SUBJECT = "Two households, one room";

    private final Cast cast;
    private final Script script;
    private final Link link;
    private final String room;
    private final String address;
    private final Map<Phase, Crossing> crossings = new EnumMap<>(Phase.class);
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> before = new LinkedHashMap<>();

    /**
     * Prepares a conversation.
     *
     * @param cast everybody
     * @param script what they say
     * @param link what is measured
     * @param room the room's own address, which nobody has used before
     * @param address the room's address for users of montague.lit
     */
    Conversation(Cast cast, Script script, Link link, String room, String address) {
        this.cast = cast;
        this.script = script;
        this.link = link;
        this.room = room;
        this.address = address;
    }

    /**
     * Has the conversation.
     *
     * @param title what to call it
     * @return how it went, also if something got lost
     */
    RoomRun run(String title) {
        cast.all().forEach(occupant -> before.put(occupant.nick(), occupant.client().received().size()));
        Optional<String> failure = Optional.empty();
        try {
            open();
            measure(Phase.JOINS, this::join);
            measure(Phase.MESSAGES, this::talk);
            measure(Phase.LEAVES, this::leave);
            cast.host().client().part(room, cast.host().nick());
            cast.all().forEach(occupant -> occupant.client().settle());
        } catch (AssertionError | ClientException e) {
            // The rest would only fail for the same reason; what came until here is compared all the same. The first line
            // says what; the others are stanzas that came instead.
            failure = e.getMessage().lines().findFirst();
        }
        Map<String, Transcript> transcripts = new LinkedHashMap<>();
        for (Occupant occupant : cast.all()) {
            List<Stanza> received = occupant.client().received();
            transcripts.put(occupant.nick(), Transcript.of(received.subList(before.get(occupant.nick()), received.size()),
                addressFor(occupant)));
        }
        return new RoomRun(title, address, crossings, transcripts, notes, failure);
    }

    private void open() {
        Client host = cast.host().client();
        host.create(room, cast.host().nick());
        host.send("<message type='groupchat' to='" + room + "'><subject>" + SUBJECT + "</subject></message>");
        host.await("the subject", stanza -> stanza.text().contains(SUBJECT));
    }

    private void join() {
        List<Occupant> inside = new ArrayList<>(List.of(cast.host()));
        for (Occupant guest : cast.guests()) {
            guest.enter(address);
            inside.forEach(other -> other.awaitPresence(addressFor(other), guest.nick(), true));
            inside.add(guest);
        }
    }

    private void talk() {
        for (Script.Line line : script.lines()) {
            Occupant speaker = cast.all().get(line.speaker());
            speaker.say(addressFor(speaker), line);
            cast.all().forEach(occupant -> occupant.awaitLine(addressFor(occupant), line));
        }
        if (link.tapped()) {
            stray(link.stanzas());
            stray(link.reversed().stanzas());
        }
    }

    private void stray(List<Stanza> stanzas) {
        stanzas.stream().filter(stanza -> !stanza.type().equals("groupchat"))
            .forEach(stanza -> notes.add("Counted with the messages, but not one of them: " + stanza.text()));
    }

    private void leave() {
        List<Occupant> inside = new ArrayList<>(cast.all());
        for (Occupant guest : cast.guests()) {
            guest.client().part(address, guest.nick());
            inside.remove(guest);
            inside.forEach(other -> other.awaitPresence(addressFor(other), guest.nick(), false));
        }
    }

    private void measure(Phase phase, Runnable part) {
        long connections = link.connections();
        link.reset();
        part.run();
        crossings.put(phase, Crossing.of(link));
        if (link.connections() != connections) {
            notes.add("A connection was opened during the " + phase.title() + "; its handshake is counted with them.");
        }
    }

    private String addressFor(Occupant occupant) {
        return occupant.equals(cast.host()) ? room : address;
    }
}
