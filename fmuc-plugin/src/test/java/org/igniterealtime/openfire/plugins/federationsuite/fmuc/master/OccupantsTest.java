package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;

/** Who came through which slave. */
public class OccupantsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final JID ONE = new JID("room\\40chat.example.com@mirror.one.example");
    private static final JID OTHER = new JID("room\\40chat.example.com@mirror.other.example");

    private final VirtualOccupant kev = occupant("Kev", ONE);
    private final VirtualOccupant amy = occupant("Amy", OTHER).accepted(true, false);
    private final VirtualOccupant bob = occupant("Bob", ONE).accepted(false, false).missing(Optional.of(NOW));
    private final Occupants occupants = of(kev, amy, bob);

    @Test
    public void eachSlaveHasItsOwnInTheOrderTheyCame() {
        assertEquals(List.of(kev, bob), occupants.through(ONE).all());
        assertEquals(List.of(amy), occupants.through(OTHER).all());
        assertEquals(List.of(ONE, OTHER), List.copyOf(occupants.slaves()));
        assertEquals(Map.of("Kev", kev, "Bob", bob), occupants.through(ONE).byNick());
    }

    @Test
    public void aSlaveWithoutAnybodyHasNobody() {
        Occupants.Party nobody = occupants.through(new JID("nobody.example"));
        assertEquals(List.of(), nobody.all());
        assertFalse(nobody.present() || nobody.moderator() || nobody.missing());
    }

    @Test
    public void ofThoseOfASlaveItIsKnownWhatAnyOfThemIs() {
        assertTrue(occupants.through(ONE).present());
        assertFalse(of(kev).through(ONE).present());
        assertFalse(occupants.through(ONE).moderator());
        assertTrue(occupants.through(OTHER).moderator());
        assertTrue(occupants.through(ONE).missing());
        assertFalse(occupants.through(OTHER).missing());
    }

    @Test
    public void itIsAMapThatNobodyChanges() {
        assertEquals(Map.of(kev.user(), kev, amy.user(), amy, bob.user(), bob), occupants);
        assertEquals(List.of(kev, amy, bob), List.copyOf(occupants.values()));
        assertTrue(occupants.containsKey(bob.user()));
        assertThrows(UnsupportedOperationException.class, () -> occupants.put(kev.user(), bob));
        assertThrows(UnsupportedOperationException.class, () -> occupants.entrySet().clear());
        assertThrows(UnsupportedOperationException.class, () -> occupants.slaves().clear());
    }

    @Test
    public void oneThatIsDoneIsNotMadeAgain() {
        assertSame(occupants, Occupants.of(occupants));
    }

    private static Occupants of(VirtualOccupant... all) {
        Map<JID, VirtualOccupant> map = new LinkedHashMap<>();
        for (VirtualOccupant one : all) {
            map.put(one.user(), one);
        }
        return Occupants.of(map);
    }

    private static VirtualOccupant occupant(String nick, JID slave) {
        return VirtualOccupant.joining(new JID(nick + "@one.example/x"), nick, slave, 1, NOW);
    }
}
