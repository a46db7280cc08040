package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** In which order eventing sends what it sends because of what it has sent. */
public class OwnStanzasTest {

    private static final JID CLIENT = new JID("kev@montague.lit/one");
    private static final JID OCCUPANT = new JID("balcony@conference.montague.lit/Kev");

    private final List<String> happened = new ArrayList<>();
    private RuntimeException failure;
    private final OwnStanzas own = new OwnStanzas(this::handle, () -> "id");

    /** A room answers while it handles a stanza; the answer makes the client be told something, and enter. */
    private void handle(Packet stanza) {
        happened.add("begins " + what(stanza));
        if (what(stanza).equals("question")) {
            own.route(addressed(new Presence(), OCCUPANT));
            own.route(addressed(new Presence(), OCCUPANT.asBareJID()));
        }
        happened.add("ends " + what(stanza));
        if (failure != null && stanza instanceof IQ) {
            throw failure;
        }
    }

    private static String what(Packet stanza) {
        return stanza instanceof IQ ? "question" : stanza.getTo().getResource() == null ? "word" : "join";
    }

    private static <P extends Packet> P addressed(P stanza, JID to) {
        stanza.setFrom(CLIENT);
        stanza.setTo(to);
        return stanza;
    }

    @Test
    public void whoeverEntersARoomBecauseOfItsAnswerDoesSoWhenItHasHandledTheQuestion() {
        own.route(addressed(new IQ(), OCCUPANT));
        assertEquals(List.of("begins question", "begins word", "ends word", "ends question", "begins join", "ends join"),
            happened);
    }

    @Test
    public void thatHappensAlsoIfTheQuestionFails() {
        failure = new IllegalStateException("as a room may");
        IQ question = addressed(new IQ(), OCCUPANT);
        assertThrows(IllegalStateException.class, () -> own.route(question));
        assertEquals("ends join", happened.get(happened.size() - 1));
        happened.clear();
        own.route(addressed(new Presence(), OCCUPANT));
        assertEquals("the next one does not wait", List.of("begins join", "ends join"), happened);
    }
}
