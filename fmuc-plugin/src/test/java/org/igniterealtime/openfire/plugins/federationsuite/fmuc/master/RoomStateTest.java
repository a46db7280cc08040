package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.Test;
import org.xmpp.packet.JID;

/** What nodes of a cluster tell each other of a room. */
public class RoomStateTest {

    private static final JID SLAVE = new JID("jabberchat\\40talk.example.com@mirror.remote.example.com");
    private final Master master = new Master();

    @Test
    public void aRoomIsReadAsItWasWritten() {
        master.has("Kev", "Amy").asked("Bob").roomSends("<message type='groupchat' from='jabberchat@talk.example.com' to='"
            + Master.jid("Kev") + "'><x xmlns='http://jabber.org/protocol/muc#user'><status code='172'/></x></message>");
        master.roomSends("<presence from='jabberchat@talk.example.com/Amy' to='" + Master.jid("Amy")
            + "'><x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator'/></x></presence>");
        MasterRoom read = RoomState.read(RoomState.write(master.room()));
        assertEquals(master.room(), read);
        assertEquals("in order", List.copyOf(master.room().occupants().keySet()), List.copyOf(read.occupants().keySet()));
        for (boolean trusted : new boolean[] {true, false}) {
            assertEquals(master.room().representative(SLAVE, trusted), read.representative(SLAVE, trusted));
        }
        assertEquals("Kev opened it", List.of(true, false, false),
            read.occupants().values().stream().map(VirtualOccupant::opener).toList());
    }

    @Test
    public void anEmptyRoomIsAValueToo() {
        assertTrue(RoomState.read(RoomState.write(master.room())).isUnmirrored());
    }

    @Test
    public void theFormOfTheFirstVersionStays() {
        byte[] written = RoomState.write(MasterRoom.unmirrored(new JID("a@b")));
        assertArrayEquals(new byte[] {1, 0, 3, 'a', '@', 'b', 0, 0, 0, 0, 0}, written);
    }

    @Test
    public void whatIsNoRoomOrOfAnotherVersionIsNotGuessedAt() {
        byte[] good = RoomState.write(master.has("Kev").room());
        byte[] newer = good.clone();
        newer[0] = 2;
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] odd = good.clone();
        odd[odd.length - 2] = 3;
        byte[] shorter = Arrays.copyOf(good, good.length - 1);
        for (byte[] bad : List.of(newer, longer, shorter, odd, new byte[0], new byte[] {1, 0, 1, '@'})) {
            assertThrows(IllegalArgumentException.class, () -> RoomState.read(bad));
        }
    }
}
