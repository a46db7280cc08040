package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.Test;

/** Maps that nobody changes. */
public class FrozenTest {

    private final Map<String, Integer> changing = new LinkedHashMap<>(Map.of("Romeo", 1));

    @Test
    public void whatIsFrozenDoesNotChangeWithWhatItWasMadeOf() {
        Map<String, Integer> frozen = Frozen.of(changing);
        changing.put("Juliet", 2);

        assertEquals(Map.of("Romeo", 1), frozen);
        assertEquals(Integer.valueOf(1), frozen.get("Romeo"));
        assertNull(frozen.get("Juliet"));
        assertTrue(frozen.containsKey("Romeo"));
    }

    @Test
    public void nobodyChangesIt() {
        Map<String, Integer> frozen = Frozen.of(changing);

        assertThrows(UnsupportedOperationException.class, () -> frozen.put("Juliet", 2));
        assertThrows(UnsupportedOperationException.class, () -> frozen.remove("Romeo"));
        assertThrows(UnsupportedOperationException.class, frozen::clear);
        assertThrows(UnsupportedOperationException.class, () -> frozen.entrySet().iterator().next().setValue(3));
    }

    @Test
    public void itKeepsItsOrderAndIsFrozenOnce() {
        changing.put("Mercutio", 3);
        changing.put("Benvolio", 4);
        Map<String, Integer> frozen = Frozen.of(changing);

        assertEquals(List.of("Romeo", "Mercutio", "Benvolio"), List.copyOf(frozen.keySet()));
        assertSame(frozen, Frozen.of(frozen));
    }
}
