package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;

/** Nothing that others make us remember grows without end. */
public class BoundedTableTest {

    private int most = 2;
    private final BoundedTable<String, Integer> table = new BoundedTable<>(() -> most);

    @Test
    public void aNewcomerIsRefusedWhereThereIsNoRoom() {
        assertTrue(table.add("a", 1));
        assertTrue(table.add("b", 2));
        assertFalse(table.add("c", 3));
        assertEquals(List.of(Map.entry("a", 1), Map.entry("b", 2)), table.entries());
    }

    @Test
    public void whatIsThereCanBeChangedInAFullTable() {
        table.add("a", 1);
        table.add("b", 2);
        assertTrue(table.add("a", 3));
        assertEquals(Optional.of(3), table.get("a"));
    }

    @Test
    public void aPushedEntryReplacesTheOldest() {
        table.push("a", 1);
        table.push("b", 2);
        table.push("a", 3);
        table.push("c", 4);
        assertEquals(List.of(Map.entry("a", 3), Map.entry("c", 4)), table.entries());
    }

    @Test
    public void aLowerLimitCountsAtOnceForNewcomersAndAHigherOneToo() {
        table.add("a", 1);
        table.add("b", 2);
        most = 1;
        assertFalse(table.add("c", 3));
        table.push("c", 3);
        assertEquals(List.of(Map.entry("c", 3)), table.entries());
        most = 2;
        assertTrue(table.add("d", 4));
    }

    @Test
    public void whatIsTakenOutMakesRoom() {
        table.add("a", 1);
        table.add("b", 2);
        assertEquals(Optional.of(1), table.remove("a"));
        assertEquals(Optional.empty(), table.remove("a"));
        table.removeIf((key, value) -> value == 2);
        assertEquals(0, table.size());
    }
}
