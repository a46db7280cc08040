package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.junit.Test;
import org.xmpp.packet.JID;

/** How a room is named in addresses of pages. */
public class RoomIdTest {

    @Test
    public void aRoomIsReadFromASideAndItsBareAddress() {
        assertEquals(Optional.of(new RoomId(Side.MIRROR, new JID("chat@talk.lit"))), RoomId.read("mirror", " chat@talk.lit "));
        assertEquals(Optional.of(new RoomId(Side.MASTER, new JID("chat@talk.lit"))), RoomId.read("master", "chat@talk.lit"));
    }

    @Test
    public void whatNamesNoSideOrNoRoomIsNone() {
        assertEquals(Optional.empty(), RoomId.read("MIRROR", "chat@talk.lit"));
        assertEquals(Optional.empty(), RoomId.read("", "chat@talk.lit"));
        for (String wrong : List.of("", "talk.lit", "@talk.lit", "chat@talk.lit/Kev", "a b@c d")) {
            assertEquals(wrong, Optional.empty(), RoomId.read("mirror", wrong));
        }
    }

    @Test
    public void onlyABareAddressOfARoomCanBeOne() {
        for (JID wrong : List.of(new JID("talk.lit"), new JID("chat@talk.lit/Kev"))) {
            assertThrows(IllegalArgumentException.class, () -> new RoomId(Side.MASTER, wrong));
        }
    }
}
