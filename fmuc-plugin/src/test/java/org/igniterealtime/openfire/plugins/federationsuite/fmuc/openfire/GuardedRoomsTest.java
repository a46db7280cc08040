package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Which rooms here mirrors of other servers may join. */
public class GuardedRoomsTest {

    private static final String MIRROR = "mirror.remote.example.com";
    private static final JID ROOM = new JID("room@conference.remote.example.com");
    private static final JID SLAVE = new JID("room\\40talk.example.com@" + MIRROR);
    private static final JID SLAVE_OF_SLAVE = new JID("room\\5c40talk.example.com\\40mirror.example.com@" + MIRROR);

    private final MapSettings settings = new MapSettings();
    private final RoomDirectory local = new RoomDirectory() {
        @Override
        public boolean isService(String domain) {
            return domain.equals(ROOM.getDomain());
        }

        @Override
        public boolean exists(JID room) {
            return room.equals(ROOM);
        }

        @Override
        public boolean takesOthers(JID room) {
            return true;
        }
    };
    private final GuardedRooms rooms = new GuardedRooms(local, MIRROR, new FmucSettings(settings), Nodes.ALONE);

    @Test
    public void localRoomsAreAsTheyAre() {
        assertTrue(rooms.isService(ROOM.getDomain()));
        assertTrue(rooms.exists(ROOM));
        assertFalse(rooms.exists(new JID("other", ROOM.getDomain(), null)));
        assertTrue(rooms.takesOthers(ROOM));
    }

    @Test
    public void whatIsMirroredHereIsNotMirroredElsewhereByDefault() {
        assertFalse(rooms.isService(MIRROR));
    }

    @Test
    public void whatIsMirroredHereMayBeMirroredElsewhereAsOftenAsIsSet() {
        settings.set(FmucSettings.MIRRORS_IN_A_ROW, 2);
        assertTrue(rooms.isService(MIRROR));
        assertEquals(List.of(true, false), List.of(rooms.exists(SLAVE), rooms.exists(SLAVE_OF_SLAVE)));
        settings.set(FmucSettings.MIRRORS_IN_A_ROW, 3);
        assertEquals(List.of(true, true), List.of(rooms.exists(SLAVE), rooms.exists(SLAVE_OF_SLAVE)));
        assertFalse("no address of a slave", rooms.exists(new JID("room", MIRROR, null)));
    }

    @Test
    public void nobodyIsInASlaveRoomWhoHasNotComeThroughAMirrorOrIsLocal() {
        assertFalse(rooms.takesOthers(SLAVE));
    }
}
