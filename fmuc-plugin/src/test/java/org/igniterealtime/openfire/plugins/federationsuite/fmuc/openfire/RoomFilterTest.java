package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.xmpp.packet.JID;

/** Which rooms may be in a table. */
public class RoomFilterTest {

    private static final String ROOM = "orchard@conference.capulet.lit";

    private final RoomFilter filter = new RoomFilter();

    @Test
    public void aRoomIsFoundUnderItsAddressAndThoseOfItsOccupantsUntilItGoes() {
        filter.add(new JID(ROOM));
        assertTrue(filter.mayHold(ROOM));
        assertTrue(filter.mayHold("Orchard@conference.capulet.lit/Romeo"));
        assertFalse(filter.mayHold("balcony@conference.capulet.lit"));
        filter.remove(new JID(ROOM));
        assertFalse(filter.mayHold(ROOM));
    }

    @Test
    public void ofTwoRoomsThatShareANumberOneStaysWhenTheOtherGoes() {
        filter.add(new JID(ROOM));
        filter.add(new JID(ROOM));
        filter.remove(new JID(ROOM));
        assertTrue(filter.mayHold(ROOM));
    }

    @Test
    public void whatOnlyStringprepCanReadMayBeAnyRoomAndNoAddressIsNone() {
        assertTrue(filter.mayHold("\uff4frchard@conference.capulet.lit"));
        assertFalse(filter.mayHold(null));
    }

    @Test
    public void aRoomOutsideAsciiComesAndGoesWithoutATrace() {
        filter.add(new JID("\u0441\u0430\u0434@conference.capulet.lit"));
        filter.remove(new JID("\u0441\u0430\u0434@conference.capulet.lit"));
        assertFalse(filter.mayHold(ROOM));
    }
}
