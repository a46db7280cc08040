package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * Conversations that did not take place: what clients would have received, to be changed by a test. Juliet, Romeo and
 * Benvolio; three messages.
 */
final class Runs {

    static final List<String> NICKS = List.of("Juliet", "Romeo", "Benvolio");
    static final Script SCRIPT = new Script(List.of(new Script.Line(0, "m1", "Wherefore art thou?"),
        new Script.Line(1, "m2", "Here."), new Script.Line(2, "m3", "There.")));

    private Runs() {
    }

    /** All of it, in a room that Juliet made and leaves last. */
    static Map<String, List<Stanza>> received(String room) {
        Map<String, List<Stanza>> all = new LinkedHashMap<>();
        for (int i = 0; i < NICKS.size(); i++) {
            List<Stanza> stanzas = new ArrayList<>();
            NICKS.forEach(nick -> stanzas.add(present(room, nick)));
            stanzas.add(2, new Stanza("message", "<message from='" + room + "' type='groupchat'><subject>"
                + Conversation.SUBJECT + "</subject></message>"));
            SCRIPT.lines().forEach(line -> stanzas.add(said(room, NICKS.get(line.speaker()), line.id(), line.body())));
            stanzas.add(gone(room, "Romeo"));
            if (i != 1) {
                stanzas.add(gone(room, "Benvolio"));
            }
            if (i == 0) {
                stanzas.add(gone(room, "Juliet"));
            }
            all.put(NICKS.get(i), stanzas);
        }
        return all;
    }

    static Stanza present(String room, String nick) {
        return new Stanza("presence", "<presence from='" + room + "/" + nick
            + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x></presence>");
    }

    static Stanza gone(String room, String nick) {
        return new Stanza("presence", "<presence type='unavailable' from='" + room + "/" + nick + "'/>");
    }

    static Stanza said(String room, String nick, String id, String body) {
        return new Stanza("message", "<message type='groupchat' id='" + id + "' from='" + room + "/" + nick + "'><body>"
            + body + "</body></message>");
    }

    static RoomRun run(String title, String room, Consumer<Map<String, List<Stanza>>> change) {
        Map<String, List<Stanza>> received = received(room);
        change.accept(received);
        Map<String, Transcript> transcripts = new LinkedHashMap<>();
        received.forEach((nick, stanzas) -> transcripts.put(nick, Transcript.of(stanzas, room)));
        return new RoomRun(title, room, Map.of(), transcripts, List.of(), Optional.empty());
    }
}
