package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What is counted of what crosses between rooms and mirrors, and what it would have been without mirrors. */
public class MasterTrafficTest {

    private static final JID ROOM = new JID(GuardedServer.ROOM);
    private static final JID SLAVE = new JID(GuardedServer.SLAVE);
    private static final MasterTraffic.Crossing CROSSING = new MasterTraffic.Crossing(ROOM, SLAVE);
    private final GuardedServer server = new GuardedServer();

    @Test
    public void aMessageThatARoomSendsToTwoCrossesOnceAndWouldHaveCrossedTwice() {
        server.has("Kev").has("Amy").takeOut();
        Counters before = counted();
        String copy = "<message type='groupchat' from='%s/Curtis' to='%s@remote.example.com/x'><body>Hi</body></message>";
        server.receive(copy.formatted(ROOM, "kev")).receive(copy.formatted(ROOM, "amy"));
        List<Packet> sent = server.takeOut();
        assertEquals(1, sent.size());
        Counters after = counted();
        assertEquals(before.sent().stanzas() + 1, after.sent().stanzas());
        assertEquals(before.sent().bytes() + length(sent.get(0)), after.sent().bytes());
        assertEquals(before.plainSent().stanzas() + 2, after.plainSent().stanzas());
        long plain = 2L * length(Xml.stanza(copy.formatted(ROOM, "kev")));
        assertEquals(before.plainSent().bytes() + plain, after.plainSent().bytes());
        assertEquals(before.received(), after.received());
    }

    @Test
    public void whatAUserSaysCrossesAsTheSlavesAndWouldHaveCrossedAsHis() {
        server.has("Kev").takeReached();
        Counters before = counted();
        Packet said = Xml.stanza("<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>"
            .formatted(SLAVE, ROOM));
        long length = length(said);
        server.route(said);
        Counters after = counted();
        assertEquals(before.received().stanzas() + 1, after.received().stanzas());
        assertEquals(before.received().bytes() + length, after.received().bytes());
        assertEquals(before.plainReceived().bytes() + length(server.takeReached().get(0)), after.plainReceived().bytes());
        assertEquals(before.sent(), after.sent());
    }

    @Test
    public void nobodyIsRememberedWhoIsNotLetInAndARoomOnlyWhileSomebodyIs() {
        server.receive("<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>".formatted(SLAVE, ROOM));
        assertTrue(server.guard.traffic().byRoom().isEmpty());
        assertTrue(server.guard.traffic().byMirror().isEmpty());
        server.has("Kev");
        server.guard.tick();
        assertFalse(server.guard.traffic().byRoom().isEmpty());
        server.guard.close();
        server.guard.tick();
        assertTrue(server.guard.traffic().byRoom().isEmpty());
        assertEquals(Set.of("mirror.remote.example.com"), server.guard.traffic().byMirror().keySet());
    }

    @Test
    public void theLastCountOfARoomIsToldWhenItIsForgotten() {
        MasterTraffic traffic = new MasterTraffic();
        MasterTraffic.Crossing other = new MasterTraffic.Crossing(ROOM, new JID("x@other.lit"));
        Counters counters = Counters.sent(Xml.stanza("<message from='%s' to='%s'/>".formatted(ROOM, SLAVE)));
        traffic.add(CROSSING, counters);
        traffic.add(other, Counters.ZERO);
        assertEquals(Map.of(CROSSING, counters), traffic.keep(Set.of(other)));
        assertEquals(Map.of(), traffic.keep(Set.of(other)));
        assertEquals(Set.of(other), traffic.byRoom().keySet());
    }

    @Test
    public void theMirrorThatWasSilentForTheLongestTimeIsForgottenFirst() {
        MasterTraffic traffic = new MasterTraffic();
        for (int i = 0; i < 1000; i++) {
            traffic.add(new MasterTraffic.Crossing(ROOM, new JID("x@" + i + ".lit")), Counters.ZERO);
        }
        traffic.add(new MasterTraffic.Crossing(ROOM, new JID("x@0.lit")), Counters.ZERO);
        traffic.add(new MasterTraffic.Crossing(ROOM, new JID("x@more.lit")), Counters.ZERO);
        assertEquals(1000, traffic.byMirror().size());
        assertTrue(traffic.byMirror().containsKey("0.lit"));
        assertFalse(traffic.byMirror().containsKey("1.lit"));
    }

    private Counters counted() {
        return server.guard.traffic().byRoom().getOrDefault(CROSSING, Counters.ZERO);
    }

    private static long length(Packet stanza) {
        return stanza.getElement().asXML().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
