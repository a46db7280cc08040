package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FanOut;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What is known of a slave's stanza while the server routes it. */
public class UnderWayTest {

    private static final JID ROOM = new JID("jabberchat@talk.example.com");
    private static final JID OTHER = new JID("other@talk.example.com");
    private final VirtualOccupant kev = new Master().has("Kev").room().occupants().get(new JID(Master.jid("Kev")));
    private final Packet stanza = Xml.stanza("<message type='groupchat'/>");
    private final FanOut fanOut = FanOut.ofStanza();
    private long nanos;
    private final UnderWay underWay = new UnderWay(() -> nanos);

    @Test
    public void whatIsHandledIsKnownOnThisThreadInThisRoomAndForThisStanzaOnly() {
        underWay.begin(stanza, ROOM, fanOut, Optional.of(kev));
        assertSame(fanOut, underWay.inRoom(ROOM));
        assertNotSame(fanOut, underWay.inRoom(OTHER));
        assertNotSame(fanOut, CompletableFuture.supplyAsync(() -> underWay.inRoom(ROOM)).join());
        assertEquals("another stanza's end", Optional.empty(), underWay.end(Xml.stanza("<message type='groupchat'/>")));
        assertEquals(Optional.of(new UnderWay.Handled(fanOut, Optional.of(kev))), underWay.end(stanza));
        assertNotSame(fanOut, underWay.inRoom(ROOM));
        assertEquals(Optional.empty(), underWay.end(stanza));
        assertEquals(0, underWay.size());
    }

    @Test
    public void whatAStanzaMakesOthersSendLiesOnTopOfItAndThenItGoesOn() {
        underWay.begin(stanza, ROOM, fanOut, Optional.empty());
        Packet nested = Xml.stanza("<message type='groupchat'/>");
        FanOut inner = FanOut.ofStanza();
        underWay.begin(nested, OTHER, inner, Optional.empty());
        assertSame(inner, underWay.inRoom(OTHER));
        assertNotSame(fanOut, underWay.inRoom(ROOM));
        underWay.end(nested);
        assertSame(fanOut, underWay.inRoom(ROOM));
    }

    @Test
    public void whatIsLeftBehindByAStanzaThatWasStoppedIsTakenAwayWithTheNextOneBelow() {
        underWay.begin(stanza, ROOM, fanOut, Optional.of(kev));
        underWay.begin(Xml.stanza("<presence/>"), ROOM, FanOut.ofStanza(), Optional.empty());
        assertEquals(Optional.of(kev), underWay.end(stanza).flatMap(UnderWay.Handled::left));
        assertEquals(0, underWay.size());
    }

    @Test
    public void whatIsLeftBehindIsNotBelievedForLongAndIsBounded() {
        underWay.begin(stanza, ROOM, fanOut, Optional.empty());
        nanos += 59_000_000_000L;
        assertSame(fanOut, underWay.inRoom(ROOM));
        nanos += 1_000_000_000L;
        assertNotSame(fanOut, underWay.inRoom(ROOM));
        for (int i = 0; i < 32; i++) {
            underWay.begin(Xml.stanza("<presence/>"), ROOM, FanOut.ofStanza(), Optional.of(kev));
        }
        assertEquals("the oldest is forgotten", Optional.empty(), underWay.end(stanza));
        assertEquals(1, underWay.size());
    }

    @Test
    public void threadsThatHaveEndedAreForgotten() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            Thread thread = new Thread(() -> underWay.begin(stanza, ROOM, fanOut, Optional.empty()));
            thread.start();
            thread.join();
        }
        assertTrue(underWay.size() <= 202);
    }
}
