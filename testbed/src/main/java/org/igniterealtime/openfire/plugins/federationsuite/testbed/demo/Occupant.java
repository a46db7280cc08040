package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.time.Duration;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * A person with a nick and a client. Thread-safe, as the client is.
 *
 * @param nick the nick, in every room
 * @param client logged in
 */
record Occupant(String nick, Client client) {

    /** Long enough for a loaded machine, since nothing crosses more than loopback. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Enters, and waits for the subject, with which a room ends what it tells a newcomer. */
    void enter(String room) {
        client.join(room, nick);
        await("the subject", stanza -> fromRoom(stanza, room) && stanza.name().equals("message")
            && stanza.child("jabber:client", "subject").isPresent());
    }

    /** Says a line in a room, and does not wait. */
    void say(String room, Script.Line line) {
        client.send("<message type='groupchat' id='" + line.id() + "' to='" + room + "'><body>" + line.body()
            + "</body></message>");
    }

    void awaitLine(String room, Script.Line line) {
        await("'" + line.body() + "'", stanza -> fromRoom(stanza, room) && stanza.name().equals("message")
            && stanza.body().equals(line.body()));
    }

    /** Waits until somebody else is shown as present, or as gone. */
    void awaitPresence(String room, String other, boolean present) {
        await(other + " to be shown as " + (present ? "present" : "gone"), stanza -> stanza.name().equals("presence")
            && stanza.from().equals(room + "/" + other) && stanza.type().equals(present ? "" : "unavailable"));
    }

    private static boolean fromRoom(Stanza stanza, String room) {
        return stanza.from().equals(room) || stanza.from().startsWith(room + "/");
    }

    private void await(String what, Predicate<Stanza> predicate) {
        client.await(what, predicate, PATIENCE);
    }
}
