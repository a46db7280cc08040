package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.JID;

/** The address of a slave is that of its master, escaped, and of no other. */
public class SlaveAddressTest {

    private static final String MIRROR = "mirror.remote.example.com";

    @Test
    @Conforms("protoxep-3")
    public void theSpecificationsAddressIsReadBothWays() {
        SlaveAddress address = SlaveAddress.of(new JID("jabberchat@talk.example.com/Kev"), MIRROR);
        assertEquals("jabberchat\\40talk.example.com@mirror.remote.example.com", address.slave().toString());
        assertEquals(Optional.of(address), SlaveAddress.read(new JID(address.slave() + "/Kev")));
        assertEquals("jabberchat@talk.example.com/Curtis", address.masterOccupant("Curtis").toString());
        assertEquals(address.slave() + "/Curtis", address.slaveOccupant("Curtis").toString());
    }

    @Test
    public void aRoomWhoseNameIsItselfEscapedSurvives() {
        // d'artagnan cannot stand in a JID, so the room's own name is escaped; its backslash must be escaped once more.
        SlaveAddress address = SlaveAddress.of(new JID("d\\27artagnan@conf.lit"), MIRROR);
        assertEquals("d\\5c27artagnan\\40conf.lit", address.slave().getNode());
        assertEquals("d\\27artagnan@conf.lit", SlaveAddress.read(address.slave()).orElseThrow().master().toString());
    }

    @Test
    public void everyRoomHasOneAddressAndEveryAddressOneRoom() {
        Random random = new Random(106);
        String[] parts = {"a", "b", "Z", "0",
            "4", "5", "7", "c", "\\", "\\5c", "\\20", "\\40", "\\2f", "\\27", "-", ".", "\u00e9"};
        Set<String> slaves = new HashSet<>();
        Set<JID> masters = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            StringBuilder node = new StringBuilder();
            for (int length = 1 + random.nextInt(8); length > 0; length--) {
                node.append(parts[random.nextInt(parts.length)]);
            }
            JID master = new JID(node.toString(), "conf.lit", null);
            SlaveAddress address = SlaveAddress.of(master, MIRROR);
            assertEquals(master.toString(), Optional.of(address), SlaveAddress.read(new JID(address.slave().toString())));
            assertEquals(master, SlaveAddress.read(address.slave()).orElseThrow().master());
            assertEquals("one address for each room", masters.add(master), slaves.add(address.slave().toString()));
        }
    }

    @Test
    @Conforms("mirror-10")
    public void whatIsNotExactlyOneRoomEscapedIsNoSlave() {
        for (String node : new String[] {
            "jabberchat", // no room's address
            "x\\40y\\2fz", // an occupant's address
            "a\\40b\\40c", // two at signs
            "\\40conf.lit", // no name
            "room\\40", // no service
            "room\\40conf.lit\\2f", // an empty resource
            "\\72oom\\40conf.lit", // no escape of XEP-0106, so this is a room called \72oom, which ...
            "room\\40conf\\20lit", // a space in the domain
            "room\\5c40conf.lit", // the escape of room\40conf.lit, which is a name and no address
            "room\\40-\\3a@"}) {
            if (node.startsWith("\\72")) {
                assertEquals("\\72oom", SlaveAddress.read(new JID(node, MIRROR, null)).orElseThrow().master().getNode());
            } else {
                assertEquals(node, Optional.empty(), SlaveAddress.read(new JID(node, MIRROR, null, true)));
            }
        }
        assertEquals(Optional.empty(), SlaveAddress.read(new JID(MIRROR)));
    }

    @Test
    public void whateverStandsInANodeIsReadAsOneRoomOrNone() {
        Random random = new Random(1060);
        String[] parts = {"a", "\\40", "\\2f", "\\5c", "\\5c40", "\\", "@", "/", "40", ".", "-", "\u00e9", "\u0130", "\u200b",
            "\ud83d\ude00", "\ud83d", " ", "%", "conf.lit", "xn--", "x".repeat(64)};
        for (int i = 0; i < 5000; i++) {
            StringBuilder node = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                node.append(parts[random.nextInt(parts.length)]);
            }
            // As another server may send it, unprepared.
            JID address = new JID(node.toString(), MIRROR, null, true);
            SlaveAddress.read(address).ifPresent(room -> {
                assertEquals(address.getNode(), JID.escapeNode(room.master().toString()));
                assertEquals("an occupant's address is no room's", null, room.master().getResource());
                assertEquals(room.master(), new JID(room.master().toString()));
            });
        }
    }

    @Test
    public void capitalsMeanTheSameRoom() {
        assertEquals(SlaveAddress.read(new JID("room\\40conf.lit", MIRROR, null)),
            SlaveAddress.read(new JID("Room\\40CONF.lit", MIRROR, null)));
        assertEquals(SlaveAddress.of(new JID("room\\5cx@conf.lit"), MIRROR),
            SlaveAddress.of(new JID("Room\\5CX@Conf.lit"), MIRROR));
    }

    @Test
    public void anAddressThatIsNotBareIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new SlaveAddress(new JID("a@b"), new JID("c@d/e")));
        assertThrows(IllegalArgumentException.class, () -> new SlaveAddress(new JID("b"), new JID("c@d")));
        assertThrows(NullPointerException.class, () -> SlaveAddress.of(new JID("conf.lit"), MIRROR));
    }

    @Test
    public void aNameTooLongToBeEscapedHasNoSlave() {
        assertEquals(Optional.empty(), SlaveAddress.find(new JID("x".repeat(1020) + "@conf.lit"), MIRROR));
    }
}
