package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Seat;
import org.junit.Test;
import org.xmpp.packet.JID;

/** How it is remembered which clients are in which rooms through a mirror that they know nothing of. */
public class SeatsTest {

    private static final JID KEV = new JID("kev@here.lit/x");
    private static final JID AMY = new JID("amy@here.lit/x");
    private static final JID ROOM = new JID("chat@talk.lit");
    private static final JID OTHER = new JID("other@talk.lit");

    private final Seats seats = new Seats();

    @Test
    public void aClientOfWhichNothingIsKnownIsInNoRoom() {
        assertTrue(seats.isEmpty());
        assertEquals(Seat.NONE, seats.of(KEV, ROOM));
        assertEquals(0, seats.count(KEV));
    }

    @Test
    public void eachClientHasASeatOfItsOwnInEachRoom() {
        seats.put(KEV, ROOM, Seat.TAKEN);
        seats.put(KEV, OTHER, Seat.TAKEN);
        assertFalse(seats.isEmpty());
        assertEquals(Seat.TAKEN, seats.of(KEV, ROOM));
        assertEquals(Seat.NONE, seats.of(AMY, ROOM));
        assertEquals(2, seats.count(KEV));
        assertEquals(0, seats.count(AMY));
    }

    @Test
    public void whoeverHasLeftHasNoSeatAndWhoeverHasLeftAllIsForgotten() {
        seats.put(KEV, ROOM, Seat.TAKEN);
        seats.put(KEV, OTHER, Seat.TAKEN);
        seats.put(KEV, ROOM, Seat.NONE);
        assertEquals(Seat.NONE, seats.of(KEV, ROOM));
        assertEquals(Seat.TAKEN, seats.of(KEV, OTHER));
        assertEquals(1, seats.count(KEV));
        seats.put(KEV, OTHER, Seat.NONE);
        assertTrue(seats.isEmpty());
        seats.put(AMY, ROOM, Seat.NONE);
        assertTrue("nobody is remembered who has none", seats.isEmpty());
    }

    @Test
    public void whoeverHasNoSessionAnyMoreIsForgotten() {
        seats.put(KEV, ROOM, Seat.TAKEN);
        seats.put(AMY, ROOM, Seat.TAKEN);
        seats.keep(AMY::equals);
        assertEquals(Seat.NONE, seats.of(KEV, ROOM));
        assertEquals(Seat.TAKEN, seats.of(AMY, ROOM));
    }

    @Test
    public void ofOneClientSomeRoomsAreForgotten() {
        seats.put(KEV, ROOM, Seat.TAKEN);
        seats.put(KEV, OTHER, Seat.TAKEN);
        seats.put(AMY, ROOM, Seat.TAKEN);
        seats.keep(KEV, OTHER::equals);
        assertEquals(Seat.NONE, seats.of(KEV, ROOM));
        assertEquals(Seat.TAKEN, seats.of(KEV, OTHER));
        assertEquals("others keep theirs", Seat.TAKEN, seats.of(AMY, ROOM));
        seats.keep(KEV, room -> false);
        seats.keep(AMY, room -> false);
        assertTrue(seats.isEmpty());
    }
}
