package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** How a node hands over what is for a room that another one keeps. */
public class OutgoingTest {

    private static final JID SLAVE = new JID("room@mirror.lit");
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final RecordingSite site = new RecordingSite("one");
    private final Outgoing outgoing = new Outgoing(SLAVE, 2, site, () -> Version.NONE);

    @Test
    public void aStanzaIsHandedOverWithItsNumberAndWaitsUntilItIsTaken() {
        assertTrue(outgoing.isEmpty());
        outgoing.hand("two", stanza("a"));
        outgoing.hand("two", stanza("b"));
        assertEquals(List.of(new RecordingSite.Told("two", handed(1, 1, "a")), new RecordingSite.Told("two", handed(1, 2, "b"))),
            site.takeTold());
        assertFalse(outgoing.isEmpty());
        assertEquals(List.of("a", "b"), ids(outgoing.waiting()));
        assertEquals(List.of("a"), ids(outgoing.taken(Map.of(site.stream(), 1L))));
        assertEquals(List.of("b"), ids(outgoing.waiting()));
        assertEquals(List.of("b"), ids(outgoing.taken(Map.of(site.stream(), 2L))));
        assertTrue(outgoing.isEmpty());
    }

    @Test
    public void whatWasTakenOfOthersIsNothingToThisNode() {
        outgoing.hand("two", stanza("a"));
        assertEquals(List.of(), outgoing.taken(Map.of("stream-three", 1L)));
        assertFalse(outgoing.isEmpty());
    }

    @Test
    public void ifTooManyWaitTheNextIsRefused() {
        outgoing.hand("two", stanza("a"));
        outgoing.hand("two", stanza("b"));
        site.takeTold();
        outgoing.hand("two", stanza("c"));
        assertEquals(List.of("c"), ids(site.refused));
        assertEquals(List.of(), site.takeTold());
    }

    @Test
    public void anotherNodeThatKeepsTheRoomGetsAllThatWaits() {
        outgoing.hand("two", stanza("a"));
        outgoing.hand("two", stanza("b"));
        outgoing.taken(Map.of(site.stream(), 1L));
        site.takeTold();
        outgoing.handAll("three");
        assertEquals(List.of(new RecordingSite.Told("three", handed(2, 2, "b"))), site.takeTold());
    }

    @Test
    public void whatIsNotTakenIsHandedOverAgainIfAnotherNodeKeepsTheRoom() {
        outgoing.hand("two", stanza("a"));
        site.takeTold();
        site.after(GLANCE);
        outgoing.pass(Optional.empty());
        assertEquals(List.of(), site.takeTold());
        outgoing.pass(Optional.of("three"));
        assertEquals(List.of(new RecordingSite.Told("three", handed(1, 1, "a"))), site.takeTold());
        outgoing.pass(Optional.of("three"));
        assertEquals("not at once", List.of(), site.takeTold());
    }

    @Test
    public void whatNobodyTakesForLongIsRefused() {
        outgoing.pass(Optional.empty());
        outgoing.hand("two", stanza("a"));
        for (int i = 0; i < 39; i++) {
            site.after(GLANCE);
            outgoing.pass(Optional.empty());
        }
        assertEquals("nineteen seconds and a half", List.of(), site.refused);
        site.after(GLANCE);
        outgoing.pass(Optional.empty());
        assertEquals(List.of("a"), ids(site.refused));
        assertTrue(outgoing.isEmpty());
    }

    @Test
    public void aNodeThatHungGivesTheOthersTheirTime() {
        outgoing.pass(Optional.empty());
        outgoing.hand("two", stanza("a"));
        site.after(Duration.ofSeconds(30));
        outgoing.pass(Optional.empty());
        assertEquals(List.of(), site.refused);
    }

    @Test
    public void aNodeThatWasApartSaysSoWithAllThatItHandsOver() {
        site.from("left");
        outgoing.hand("two", stanza("a"));
        assertEquals(List.of(Optional.of("left")), site.takeTold(RoomNews.Handed.class).stream().map(RoomNews.Handed::side)
            .toList());
    }

    private static Packet stanza(String id) {
        return Xml.stanza("<message id=\"%s\" from=\"a@b/c\" to=\"%s\"/>".formatted(id, SLAVE));
    }

    private RoomNews.Handed handed(long first, long number, String id) {
        return new RoomNews.Handed(SLAVE, site.stream(), first, number, stanza(id).getElement().asXML(),
            Optional.empty(), Optional.of(site.self()), Version.NONE);
    }

    private static List<String> ids(List<Packet> stanzas) {
        return stanzas.stream().map(Packet::getID).toList();
    }
}
