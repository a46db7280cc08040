package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What the next room of an address is to know of the last one. */
public class EndingsTest {

    private static final Partings PARTINGS = Partings.NONE.with(new JID("kev@remote.example.com/Swift"), "Kev");

    private final Endings endings = new Endings();

    @Test
    public void theNextRoomKnowsWhoHasGoneAndWhetherSomebodyMayBeThere() {
        endings.remember(node(1).haunted(true).speaking(node(1).speech().remembering(PARTINGS)));
        SlaveRoom next = endings.goOn(node(1));
        assertEquals(PARTINGS, next.speech().partings());
        assertTrue(next.link().ghosts());
        assertSame("that of another address knows nothing", Partings.NONE, endings.goOn(node(2)).speech().partings());
        endings.forget(node(1).address().slave());
        assertEquals(node(1), endings.goOn(node(1)));
    }

    @Test
    public void whatIsHeardInTheMeantimeCounts() {
        endings.remember(node(1).speaking(node(1).speech().remembering(PARTINGS)));
        endings.remember(node(1));
        assertEquals(node(1), endings.goOn(node(1)));
    }

    @Test
    public void whoHasGoneIsNothingToARoomThatSpeaksDifferently() {
        endings.remember(node(1).speaking(node(1).speech().remembering(PARTINGS)));
        for (Dialect other : new Dialect[] {Dialect.PROTOXEP, Dialect.PLAIN, Dialect.XEP_0289_REPLICA}) {
            SlaveRoom next = node(1).speaking(Speech.in(other));
            assertEquals(next, endings.goOn(next));
        }
    }

    @Test
    public void roomsOfLongAgoAreNotRememberedIfThereAreTooMany() {
        for (int i = 0; i < 2000; i++) {
            endings.remember(node(i).haunted(true));
        }
        assertFalse(endings.goOn(node(999)).link().ghosts());
        assertTrue(endings.goOn(node(1000)).link().ghosts());
        assertTrue(endings.goOn(node(1999)).link().ghosts());
    }

    private static SlaveRoom node(int number) {
        return SlaveRoom.vacant(new SlaveAddress(new JID("room" + number + "@mirror.remote.example.com"),
            new JID("room" + number + "@talk.example.com"))).speaking(Speech.in(Dialect.XEP_0289));
    }
}
