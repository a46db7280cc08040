package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import static org.junit.Assert.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Whatever anybody misses, gets twice or gets in another order is found, and said of whom. */
public class ComparisonTest {

    private static final String ROOM = "room@conference.capulet.lit";
    private static final String MIRROR = "room\\40conference.capulet.lit@mirror.montague.lit";

    @Test
    public void nothingIsWrongWhenEverybodyReceivedEverything() {
        assertEquals(List.of(), mirrored(received -> { }));
    }

    @Test
    public void aLostMessageIsFound() {
        assertEquals(List.of("Benvolio, mirrored: message 2 of 3 should be: <Romeo> Here.; but was: <Benvolio> There."),
            mirrored(received -> received.get("Benvolio").removeIf(stanza -> stanza.id().equals("m2"))));
    }

    @Test
    public void theLastMessageLostIsFound() {
        assertEquals(List.of("Juliet, mirrored: message 3 of 3 should be: <Benvolio> There.; but was: nothing"),
            mirrored(received -> received.get("Juliet").removeIf(stanza -> stanza.id().equals("m3"))));
    }

    @Test
    public void aDoubledMessageIsFound() {
        assertEquals(List.of("Romeo, mirrored: message 4 of 3 should be: nothing; but was: <Benvolio> There."),
            mirrored(received -> received.get("Romeo").add(Runs.said(MIRROR, "Benvolio", "m3", "There."))));
    }

    @Test
    public void anotherOrderIsFound() {
        assertEquals(List.of("Romeo, mirrored: message 1 of 3 should be: <Juliet> Wherefore art thou?; but was: <Romeo> Here."),
            mirrored(received -> Collections.swap(received.get("Romeo"), 4, 5)));
    }

    @Test
    public void anotherTextOrSenderIsFound() {
        assertEquals(List.of("Romeo, mirrored: message 1 of 3 should be: <Juliet> Wherefore art thou?; but was: <Nurse> Madam!"),
            mirrored(received -> received.get("Romeo").set(4, Runs.said(MIRROR, "Nurse", "m1", "Madam!"))));
    }

    @Test
    public void aMessageUnderAnotherIdIsFound() {
        assertEquals(1, mirrored(received ->
            received.get("Romeo").set(4, Runs.said(MIRROR, "Juliet", "m9", "Wherefore art thou?"))).size());
    }

    @Test
    public void whatIsLostInThePlainRoomIsFoundAsWell() {
        RoomRun plain = Runs.run("plain", ROOM, received ->
            received.get("Benvolio").removeIf(stanza -> stanza.id().equals("m3")));
        assertEquals(List.of("Benvolio, plain: message 3 of 3 should be: <Benvolio> There.; but was: nothing"),
            Comparison.differences(Runs.SCRIPT, Runs.NICKS, plain, Runs.run("mirrored", MIRROR, received -> { })));
    }

    @Test
    public void anOccupantWhoIsNotShownIsFound() {
        assertEquals(List.of(
            "Romeo, mirrored: occupant 1 of 3 should be: Benvolio; but was: Juliet",
            "Romeo, mirrored and plain differ: occupant 1 of 3 should be: Benvolio (none, participant); but was: Juliet"
                + " (none, participant)"),
            mirrored(received -> received.get("Romeo").remove(Runs.present(MIRROR, "Benvolio"))));
    }

    @Test
    public void anotherRoleIsFound() {
        List<String> differences = mirrored(received -> received.get("Romeo").set(0, new Stanza("presence",
            Runs.present(MIRROR, "Juliet").text().replace("participant", "moderator"))));
        assertEquals(List.of("Romeo, mirrored and plain differ: occupant 2 of 3 should be: Juliet (none, participant);"
            + " but was: Juliet (none, moderator)"), differences);
    }

    @Test
    public void aLeaveThatIsNotToldIsFound() {
        assertEquals(List.of("Benvolio, mirrored: leave 1 of 2 should be: Romeo; but was: Benvolio"),
            mirrored(received -> received.get("Benvolio").remove(Runs.gone(MIRROR, "Romeo"))));
    }

    @Test
    public void anErrorIsFound() {
        Stanza error = new Stanza("message", "<message type='error' from='" + MIRROR + "'/>");
        assertEquals(List.of("Romeo, mirrored: an error came: " + error.text()),
            mirrored(received -> received.get("Romeo").add(error)));
    }

    @Test
    public void aMissingSubjectIsFound() {
        assertEquals(List.of("Romeo, mirrored: the subject is not the room's: []",
            "Romeo, mirrored and plain differ: subject 1 of 1 should be: Two households, one room; but was: nothing"),
            mirrored(received -> received.get("Romeo").remove(2)));
    }

    @Test
    public void whatOtherRoomsSayIsNotHeard() {
        assertEquals(List.of(), mirrored(received ->
            received.get("Romeo").add(4, Runs.said(ROOM + "s", "Juliet", "m1", "Wherefore art thou?"))));
    }

    @Test
    public void aConversationThatBrokeOffIsWrongEvenIfNobodyMissesAnything() {
        RoomRun whole = Runs.run("plain", ROOM, received -> { });
        RoomRun broken = new RoomRun("mirrored", MIRROR, Map.of(),
            Runs.run("mirrored", MIRROR, received -> { }).transcripts(), List.of(), Optional.of("the link is down"));
        assertEquals(List.of("The mirrored conversation broke off: the link is down"),
            Comparison.differences(Runs.SCRIPT, Runs.NICKS, whole, broken));
    }

    private static List<String> mirrored(Consumer<Map<String, List<Stanza>>> change) {
        return Comparison.differences(Runs.SCRIPT, Runs.NICKS, Runs.run("plain", ROOM, received -> { }),
            Runs.run("mirrored", MIRROR, change));
    }
}
