package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Element;

/**
 * What one occupant received from one room. Addresses are reduced to nicks, so that two rooms can be compared. Immutable.
 *
 * @param present everybody who was shown as present, with affiliation and role, sorted; twice if shown twice
 * @param subjects the subject, each time it was told
 * @param messages the messages in the order in which they came; those of the room itself have no nick
 * @param left the nicks of those who were shown as leaving, in that order
 * @param errors errors, as they came
 */
record Transcript(List<String> present, List<String> subjects, List<Said> messages, List<String> left,
                  List<String> errors) {

    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    /**
     * A message that came.
     *
     * @param nick who said it
     * @param id the stanza's id
     * @param body the text
     */
    record Said(String nick, String id, String body) {
        @Override
        public String toString() {
            return nick.isEmpty() ? "** " + body : "<" + nick + "> " + body;
        }
    }

    /**
     * Reads what came from a room.
     *
     * @param stanzas everything that came, in order
     * @param room the address under which the occupant knows the room
     */
    static Transcript of(List<Stanza> stanzas, String room) {
        Transcript transcript = new Transcript(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
            new ArrayList<>());
        for (Stanza stanza : stanzas) {
            String from = stanza.from();
            if (from.equals(room) || from.startsWith(room + "/")) {
                transcript.read(stanza, from.equals(room) ? "" : from.substring(room.length() + 1));
            }
        }
        Collections.sort(transcript.present);
        return new Transcript(List.copyOf(transcript.present), List.copyOf(transcript.subjects),
            List.copyOf(transcript.messages), List.copyOf(transcript.left), List.copyOf(transcript.errors));
    }

    private void read(Stanza stanza, String nick) {
        if (stanza.type().equals("error")) {
            errors.add(stanza.text());
        } else if (stanza.name().equals("presence")) {
            if (stanza.type().equals("unavailable")) {
                left.add(nick);
            } else {
                present.add(nick + " " + standing(stanza));
            }
        } else if (stanza.name().equals("message")) {
            Optional<Element> body = stanza.child("jabber:client", "body");
            Optional<Element> subject = stanza.child("jabber:client", "subject");
            if (body.isPresent()) {
                messages.add(new Said(nick, stanza.id(), body.get().getTextContent()));
            } else {
                subject.ifPresent(element -> subjects.add(element.getTextContent()));
            }
        }
    }

    private static String standing(Stanza presence) {
        return presence.child(MUC_USER, "x").flatMap(x -> Stanza.child(x, MUC_USER, "item"))
            .map(item -> "(" + item.getAttribute("affiliation") + ", " + item.getAttribute("role") + ")").orElse("(?)");
    }
}
