package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Whatever somebody misses because a node died, hears twice because of it, or does not see any more, is found and counted. */
public class SurvivalTest {

    private static final String ROOM = "room@conference.capulet.lit";
    private static final Script SCRIPT = new Script(List.of(new Script.Line(0, "m1", "One."), new Script.Line(1, "m2", "Two."),
        new Script.Line(0, "m3", "Three.")));

    @Test
    public void nothingIsWrongIfEverybodyHeardAllOnceAndStayed() {
        Survival survival = survival(stanzas -> { });
        assertEquals(List.of(), survival.differences());
        assertEquals(List.of(0L, 0, 0), List.of(survival.parted(), survival.lost(), survival.doubled()));
    }

    @Test
    public void whatIsLostIsFoundAndCounted() {
        Survival survival = survival(stanzas -> stanzas.remove(said("Juliet", "m3", "Three.", "")));
        assertEquals(List.of("Romeo, after the death of the node: the messages of Juliet should be: [One., Three.]; but were: "
            + "[One.]"), survival.differences());
        assertEquals(1, survival.lost());
    }

    @Test
    public void whatIsHeardTwiceIsFoundAndCounted() {
        Survival survival = survival(stanzas -> stanzas.add(said("Romeo", "m2", "Two.", "")));
        assertEquals(1, survival.differences().size());
        assertEquals(1, survival.doubled());
    }

    @Test
    public void whoeverEntersAgainIsCountedAndWhatHeIsToldOfThePastIsNotDoubled() {
        String past = "<delay xmlns='urn:xmpp:delay' stamp='2010-05-24T12:00:00Z'/>";
        Survival survival = survival(stanzas -> {
            stanzas.remove(said("Juliet", "m3", "Three.", ""));
            stanzas.add(presence("Romeo", "unavailable"));
            stanzas.add(presence("Juliet", ""));
            stanzas.add(presence("Romeo", ""));
            stanzas.add(said("Romeo", "m2", "Two.", past));
            stanzas.add(said("Juliet", "m3", "Three.", past));
        });
        assertEquals(List.of(), survival.differences());
        assertEquals(List.of(1L, 0, 0), List.of(survival.parted(), survival.lost(), survival.doubled()));
    }

    @Test
    public void whoeverIsOutAtTheEndSeesNobody() {
        Survival survival = survival(stanzas -> stanzas.add(presence("Romeo", "unavailable")));
        assertEquals(List.of("Romeo, after the death of the node: those who are there should be: [Juliet, Romeo]; but were: []"),
            survival.differences());
        assertFalse(survival.visits().get("Romeo").inside());
    }

    @Test
    public void whatCameBackIsNoted() {
        Visit visit = Visit.of(List.of(presence("Romeo", ""),
            new Stanza("message", "<message type='error' id='m2' from='" + ROOM + "'><body>Two.</body></message>"),
            new Stanza("presence", "<presence type='error' from='" + ROOM + "/Romeo'/>")), ROOM, "Romeo");
        assertTrue(visit.inside() && visit.returned().contains("m2"));
        assertEquals(List.of(), visit.heard());
        assertEquals(1, visit.refused());
    }

    @Test
    public void whyItBrokeOffIsSaidFirst() {
        assertEquals("The conversation with the death of a node broke off: in vain", new Survival(SCRIPT, List.of("Juliet",
            "Romeo"), Map.of(), Duration.ZERO, Optional.of("in vain")).differences().get(0));
    }

    private static Survival survival(Consumer<List<Stanza>> romeo) {
        Map<String, Visit> visits = new LinkedHashMap<>();
        for (String nick : List.of("Juliet", "Romeo")) {
            List<Stanza> stanzas = new ArrayList<>(List.of(presence("Juliet", ""), presence("Romeo", ""),
                said("Juliet", "m1", "One.", ""), said("Romeo", "m2", "Two.", ""), said("Juliet", "m3", "Three.", "")));
            if (nick.equals("Romeo")) {
                romeo.accept(stanzas);
            }
            visits.put(nick, Visit.of(stanzas, ROOM, nick));
        }
        return new Survival(SCRIPT, List.of("Juliet", "Romeo"), visits, Duration.ZERO, Optional.empty());
    }

    private static Stanza presence(String nick, String type) {
        return new Stanza("presence", "<presence from='" + ROOM + "/" + nick + "'" + (type.isEmpty() ? ""
            : " type='" + type + "'") + "/>");
    }

    private static Stanza said(String nick, String id, String body, String more) {
        return new Stanza("message", "<message xmlns='jabber:client' type='groupchat' id='" + id + "' from='" + ROOM + "/" + nick
            + "'><body>" + body + "</body>" + more + "</message>");
    }
}
