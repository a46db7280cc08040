package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.Test;
import org.xmpp.packet.JID;

/** Which node keeps which room. */
public class OwnersTest {

    private static final int ROOMS = 3000;
    private static final List<String> THREE = List.of("8a1c", "8a1d", "f00");

    @Test
    public void everyNodeGetsItsShare() {
        Map<String, Integer> shares = new HashMap<>();
        for (int i = 0; i < ROOMS; i++) {
            shares.merge(Owners.of(room(i), THREE), 1, Integer::sum);
        }
        assertEquals(Set.copyOf(THREE), shares.keySet());
        shares.forEach((node, share) -> assertTrue(node + ": " + share, share > ROOMS / 4 && share < ROOMS * 5 / 12));
    }

    @Test
    public void whoeverIsAskedSaysTheSame() {
        List<String> turned = new ArrayList<>(THREE);
        Collections.reverse(turned);
        for (int i = 0; i < ROOMS; i++) {
            assertEquals(Owners.of(room(i), THREE), Owners.of(room(i), turned));
        }
    }

    @Test
    public void onlyRoomsOfTheNodeThatGoesMove() {
        for (int i = 0; i < ROOMS; i++) {
            String before = Owners.of(room(i), THREE);
            String after = Owners.of(room(i), THREE.subList(0, 2));
            assertTrue(before.equals("f00") || before.equals(after));
        }
    }

    @Test
    public void aNodeThatIsAloneKeepsAll() {
        assertEquals("one", Owners.of(room(1), Set.of("one")));
        assertThrows(IllegalArgumentException.class, () -> Owners.of(room(1), Set.of()));
    }

    private static JID room(int number) {
        return new JID("room" + number + "\\40talk.example.com@mirror.remote.example.com");
    }
}
