package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What the guard makes of a mirror whose administrator wants it to speak with our room as with any, without a server. */
public class PlainSlavesTest {

    private static final String ROOM = GuardedServer.ROOM;
    private static final String SLAVE = GuardedServer.SLAVE;
    private static final String ENTERS = "<presence from='" + SLAVE + "/Kev' to='" + ROOM + "/Kev'>"
        + "<x xmlns='http://jabber.org/protocol/muc'/></presence>";
    private static final String SAYS = "<message type='groupchat' id='m1' from='" + SLAVE + "/Kev' to='" + ROOM
        + "'><body>Hello</body></message>";

    private final GuardedServer server = new GuardedServer();

    private void isIn() {
        server.inside.add(new JID(SLAVE + "/Kev"));
    }

    private List<String> reached() {
        return server.takeReached().stream().map(Packet::toString).toList();
    }

    private String out() {
        return server.takeOut().toString();
    }

    @Test
    public void aJoinReachesTheRoomAsItCame() {
        server.receive(ENTERS);
        List<String> reached = reached();
        assertEquals(1, reached.size());
        assertTrue(reached.get(0), reached.get(0).contains("from=\"" + SLAVE + "/Kev\"")
            && reached.get(0).contains("http://jabber.org/protocol/muc"));
        assertEquals("[]", out());
    }

    @Test
    public void thePartThatGoesBeforeAFirstJoinTheRoomAnswersItself() {
        server.receive("<presence id='not-in' type='unavailable' from='%s/Kev' to='%s/Kev'/>".formatted(SLAVE, ROOM));
        assertEquals(1, reached().size());
        assertEquals("an error without its id would be taken for that of the join", "[]", out());
    }

    @Test
    public void whatTheRoomHasLetInItHearsAndIsHeardBy() {
        server.receive(ENTERS);
        isIn();
        server.takeReached();
        server.receive(SAYS);
        server.receive("<message type='chat' from='%s/Kev' to='%s/Curtis'><body>Psst</body></message>".formatted(SLAVE, ROOM));
        server.receive("<presence from='%s/Kev' to='%s/Kev'><show>away</show></presence>".formatted(SLAVE, ROOM));
        server.receive("<iq type='get' id='q1' from='%s/Kev' to='%s/Kev'><ping xmlns='urn:xmpp:ping'/></iq>"
            .formatted(SLAVE, ROOM));
        server.receive("<iq type='result' id='q2' from='%s/Kev' to='%s/Curtis'/>".formatted(SLAVE, ROOM));
        server.receive("<presence type='unavailable' from='%s/Kev' to='%s/Kev'/>".formatted(SLAVE, ROOM));
        assertEquals(6, reached().size());
        assertEquals("[]", out());
        server.receive("<message type='groupchat' from='%s/Curtis' to='%s/Kev'><body>Hi</body></message>".formatted(ROOM, SLAVE));
        assertTrue(out().contains("Hi"));
    }

    @Test
    public void whomTheRoomDoesNotHaveItDoesNotHear() {
        server.receive(SAYS);
        assertEquals(List.of(), reached());
        assertTrue(out().contains("not-acceptable"));
        server.receive("<presence from='%s/Kev' to='%s/Kev'><show>away</show></presence>".formatted(SLAVE, ROOM));
        assertEquals("as a join without its element it would make a ghost", List.of(), reached());
    }

    @Test
    public void aMirrorThatIsNotAdmittedGetsInInNoDialectAndMayLeave() {
        server.trust(TrustLevel.BLOCKED);
        server.receive(ENTERS);
        assertEquals(List.of(), reached());
        assertTrue(out().contains("not-authorized"));
        isIn();
        server.receive(SAYS);
        assertEquals(List.of(), reached());
        assertTrue(out().contains("not-authorized"));
        server.receive("<presence type='unavailable' from='%s/Kev' to='%s/Kev'/>".formatted(SLAVE, ROOM));
        assertEquals(1, reached().size());
        server.trust(TrustLevel.BUDDY);
        server.settings.set(FmucSettings.OPEN.forRoom(ROOM), false);
        server.receive(ENTERS);
        assertEquals("its owner lets nobody mirror the room", List.of(), reached());
    }

    @Test
    public void whatComesBackFromAServerThatIsGoneReachesTheRoomWhichLetsHimGo() {
        isIn();
        server.trust(TrustLevel.BLOCKED);
        server.receive(("<message type='error' from='%s/Kev' to='%s'><error type='wait'><remote-server-timeout "
            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").formatted(SLAVE, ROOM));
        assertEquals(1, reached().size());
    }

    @Test
    public void whoIsInThroughTheSlaveIsNotTakenForOneWhoIsInForHimself() {
        server.has("Kev").takeReached();
        server.takeOut();
        isIn();
        server.receive(SAYS);
        assertTrue(reached().get(0).contains("from=\"kev@remote.example.com/x\""));
        server.receive("<message type='groupchat' from='%s/Kev' to='%s'><body>Hello</body><nomirror "
            .formatted(SLAVE, ROOM) + "xmlns='http://isode.com/protocol/fmuc'/></message>");
        assertTrue(reached().get(0).contains("from=\"kev@remote.example.com/x\""));
        server.inside.clear();
        server.workers.pass(Duration.ofSeconds(1));
        server.leaves("Kev");
        assertEquals(1, reached().size());
    }

    @Test
    public void whatNoRoomCanReadEndsHere() {
        isIn();
        server.receive("<presence type='strange' from='%s/Kev' to='%s/Kev'/>".formatted(SLAVE, ROOM));
        assertEquals(List.of(), reached());
    }
}
