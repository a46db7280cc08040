package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StillIn;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.TakenForLost;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.junit.Test;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What follows when a node of a cluster says that somebody leaves whom it took for lost, and he is connected to another. */
public class SlaveTakenForLostTest {

    private static final String PART = "<presence type='unavailable' from='%s' to='%s/%s'>%s</presence>";
    private static final String UNDO = "<presence type='unavailable' from='%s' to='%s/Amy'/>".formatted(SLAVE, MASTER);

    private final Slave slave = new Slave(MirrorPolicy.DEFAULT.sharedAs(Optional.of("n1")));

    @Test
    public void whoeverIsOnTheWayInIsToldThatHeIsNotIn() {
        slave.has("Kev").asks("Amy").andSo();
        isTakenForLost(jid("Amy"), "Amy").sends(refused(jid("Amy")), UNDO);
        assertEquals(Set.of("Kev"), slave.room().locals().keySet());
    }

    @Test
    public void whoeverWaitsForAnotherToOpenTheRoomIsToldAsWellAndTheMasterIsNot() {
        slave.asks("Kev").asks("Amy").andSo();
        isTakenForLost(jid("Amy"), "Amy").sends(refused(jid("Amy")));
        assertEquals(Set.of("Kev"), slave.room().locals().keySet());
    }

    @Test
    public void anotherOfHisClientsGoesOnEntering() {
        slave.asks("Kev").asks("Amy").receives("<presence from='amy@remote.example.com/Tablet' to='%s/Amy'>".formatted(SLAVE)
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>").andSo();
        isTakenForLost("amy@remote.example.com/Tablet", "Amy").sends(refused("amy@remote.example.com/Tablet"));
        assertEquals(1, slave.room().locals().get("Amy").resources().size());
    }

    @Test
    public void whoeverIsInIsOutAndIsTold() {
        slave.has("Kev", "Amy").andSo();
        isTakenForLost(jid("Amy"), "Amy").sends("<presence type='unavailable' from='%s' to='%s/Amy'/>".formatted(SLAVE, MASTER));
        assertTrue(slave.showsGone("Amy").takeSent().stream().anyMatch(sent -> sent instanceof Presence presence
            && presence.getType() == Presence.Type.unavailable && presence.toXML().contains("110")
            && presence.getTo().toString().equals(jid("Amy"))));
    }

    @Test
    public void whomHisNodeEntersAgainBehindThatIsNotToldAndStaysIn() {
        slave.has("Kev", "Amy").andSo();
        isTakenForLost(jid("Amy"), "Amy").andSo();
        List<Packet> sent = isEnteredAgain("Amy").takeSent();
        assertEquals("the others see her go", List.of(jid("Kev")), receivers(sent, Presence.Type.unavailable));
        slave.shows("Amy", SELF);
        assertEquals(LocalOccupant.Phase.JOINED, slave.room().locals().get("Amy").phase());
        assertTrue(receivers(slave.takeSent(), null).contains(jid("Amy")));
    }

    @Test
    public void whoeverKnowsThatHeIsOutWhenHisNodeEntersHimAgainDoesNotEnter() {
        slave.has("Kev", "Amy").andSo();
        isTakenForLost(jid("Amy"), "Amy").showsGone("Amy").andSo();
        isEnteredAgain("Amy").sends(refused(jid("Amy")));
        assertEquals(Set.of("Kev"), slave.room().locals().keySet());
    }

    @Test
    public void whoeverIsInWhenHisNodeEntersHimAgainSeesTheRoomAndNothingCrossesTheLink() {
        slave.has("Kev", "Amy").andSo();
        List<Packet> sent = isEnteredAgain("Amy").takeSent();
        assertEquals(Set.of(jid("Amy")), sent.stream().map(one -> one.getTo().toString()).collect(Collectors.toSet()));
        assertEquals("Kev, and herself last", 2, receivers(sent, null).size());
    }

    @Test
    public void aChangeOfStatusIsNoEnteringWhateverItSays() {
        UserStanza.Available said = (UserStanza.Available) UserStanza.read(Xml.stanza(
            "<presence from='%s' to='%s/Amy'><status>Away</status>%s</presence>".formatted(jid("Amy"), SLAVE, STILL_IN)))
            .orElseThrow();
        assertFalse(said.stillIn());
        assertFalse("and nobody sees it", said.payload().has(StillIn.ELEMENT));
    }

    @Test
    public void ofAPartThatHeSaysHimselfNothingIsDifferent() {
        slave.has("Kev").asks("Amy").leaves("Amy").shows("Amy", SELF).andSo();
        assertEquals(LocalOccupant.Phase.LEAVING, slave.room().locals().get("Amy").phase());
    }

    @Test
    public void aPartIsMarkedWhereHisClientIsNot() {
        assertEquals(1, marked(part(""), false).getElement().elements(TakenForLost.ELEMENT).size());
        assertEquals(0, marked(part(""), true).getElement().elements(TakenForLost.ELEMENT).size());
        assertEquals("no client says it of itself", 0,
            marked(part(MARK + MARK), true).getElement().elements(TakenForLost.ELEMENT).size());
        assertEquals(1, marked(part(MARK), false).getElement().elements(TakenForLost.ELEMENT).size());
        Packet join = Xml.stanza("<presence from='%s' to='%s/Amy'/>".formatted(jid("Amy"), SLAVE));
        assertEquals("nothing else is", 0, marked(join, false).getElement().elements(TakenForLost.ELEMENT).size());
        Packet master = Xml.stanza("<presence type='unavailable' from='%s/Amy' to='%s'/>".formatted(MASTER, SLAVE));
        assertEquals("nor what others say", 0, marked(master, false).getElement().elements(TakenForLost.ELEMENT).size());
    }

    private static final String MARK = "<taken-for-lost xmlns='http://igniterealtime.org/protocol/federationsuite#cluster'/>";

    private static Packet marked(Packet stanza, boolean here) {
        TakenForLost.mark(stanza, address -> address.getDomain().equals("remote.example.com"), client -> here);
        return stanza;
    }

    private static Packet part(String content) {
        return Xml.stanza(PART.formatted(jid("Amy"), SLAVE, "Amy", content));
    }

    private Slave isTakenForLost(String client, String nick) {
        return slave.receives(PART.formatted(client, SLAVE, nick, MARK));
    }

    private static final String STILL_IN = "<still-in xmlns='http://igniterealtime.org/protocol/federationsuite#cluster'/>";

    private Slave isEnteredAgain(String nick) {
        return slave.receives("<presence from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/>%s</presence>"
            .formatted(jid(nick), SLAVE, nick, STILL_IN));
    }

    private static List<String> receivers(List<Packet> sent, Presence.Type type) {
        return sent.stream().filter(one -> one instanceof Presence presence && presence.getType() == type
            && one.getFrom().toString().startsWith(SLAVE + '/')).map(one -> one.getTo().toString()).toList();
    }

    private static String refused(String client) {
        return "<presence type='error' from='%s/Amy' to='%s'><x xmlns='http://jabber.org/protocol/muc'/>%s</presence>"
            .formatted(SLAVE, client, Wire.error("wait", "remote-server-timeout",
                "One of the servers had lost sight of you. Please try again."));
    }
}
