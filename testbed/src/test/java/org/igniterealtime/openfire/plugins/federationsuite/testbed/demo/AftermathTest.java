package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Whatever somebody misses because of a cut, gets twice because of it, or is not told of it, is found. */
public class AftermathTest {

    private static final String ROOM = "room@conference.capulet.lit";
    private static final Stanza LOST = notice("It is lost.");
    private static final Stanza BACK = notice("It is back.");

    @Test
    public void nothingIsWrongWhenEverybodyHeardAllHoweverMixed() {
        assertEquals(List.of(), differences(received -> Collections.swap(received.get("Romeo"), 0, 2)));
    }

    @Test
    public void aLostMessageIsFound() {
        assertEquals(List.of("Benvolio, after the cut: the messages of Romeo should be: [Here.]; but were: []"),
            differences(received -> received.get("Benvolio").removeIf(stanza -> stanza.id().equals("m2"))));
    }

    @Test
    public void aDoubledMessageIsFound() {
        assertEquals(List.of("Juliet, after the cut: the messages of Romeo should be: [Here.]; but were: [Here., Here.]"),
            differences(received -> received.get("Juliet").add(Runs.said(ROOM, "Romeo", "m2", "Here."))));
    }

    @Test
    public void whoeverIsNotToldOfTheCutIsFoundAndWhoeverIsToldWithoutAMirror() {
        assertEquals(List.of("Juliet, after the cut: the room has spoken of the link 1 times: [** It is back.]",
            "Benvolio, after the cut: the room has spoken of the link 1 times: [** It is lost.]"), differences(received -> {
                received.get("Benvolio").remove(BACK);
                received.get("Juliet").add(BACK);
            }));
    }

    @Test
    public void whoeverIsToldTwiceIsFound() {
        assertEquals(List.of("Romeo, after the cut: the room has spoken of the link 3 times: "
            + "[** It is lost., ** It is back., ** It is lost.]"), differences(received -> received.get("Romeo").add(LOST)));
    }

    @Test
    public void anErrorIsFound() {
        Stanza error = new Stanza("message", "<message type='error' from='" + ROOM + "/Juliet'/>");
        assertEquals(List.of("Romeo, after the cut: an error came: " + error.text()),
            differences(received -> received.get("Romeo").add(error)));
    }

    @Test
    public void somebodyWhoIsMissingInTheEndIsFound() {
        assertEquals(List.of("Romeo, after the cut: those who are there should be: [Benvolio, Juliet, Romeo]; but were: [Romeo]"),
            new Aftermath(Runs.SCRIPT, witnesses(received -> { }, Set.of("Romeo")), Optional.empty()).differences().stream()
                .filter(line -> line.startsWith("Romeo")).toList());
    }

    @Test
    public void whyItBrokeOffIsSaidFirst() {
        assertEquals("The conversation with the cut broke off: in vain", new Aftermath(Runs.SCRIPT,
            witnesses(received -> { }, Set.of()), Optional.of("in vain")).differences().get(0));
    }

    private static List<String> differences(Consumer<Map<String, List<Stanza>>> change) {
        return new Aftermath(Runs.SCRIPT, witnesses(change, Set.copyOf(Runs.NICKS)), Optional.empty()).differences();
    }

    private static List<Aftermath.Witness> witnesses(Consumer<Map<String, List<Stanza>>> change, Set<String> present) {
        Map<String, List<Stanza>> received = Runs.received(ROOM);
        received.forEach((nick, stanzas) -> {
            stanzas.removeIf(stanza -> stanza.name().equals("presence"));
            if (!nick.equals("Juliet")) {
                stanzas.add(LOST);
                stanzas.add(BACK);
            }
        });
        change.accept(received);
        List<Aftermath.Witness> witnesses = new ArrayList<>();
        received.forEach((nick, stanzas) -> witnesses.add(new Aftermath.Witness(nick, !nick.equals("Juliet"),
            Transcript.of(stanzas, ROOM), present)));
        return witnesses;
    }

    private static Stanza notice(String words) {
        return new Stanza("message", "<message type='groupchat' from='" + ROOM + "'><body>" + words + "</body></message>");
    }
}
