package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/**
 * The addresses that all figures use.
 */
public class AddressesTest {

    private final Addresses addresses = Addresses.read(Path.of("addresses.txt"));

    @Test
    public void everyBodyHasAHundredBytesAndBeginsWithItsNumber() {
        for (int number : new int[] {1, 999_999}) {
            assertEquals(100, addresses.body(number).getBytes(StandardCharsets.UTF_8).length);
        }
        assertTrue(addresses.body(42).startsWith("000042 "));
    }

    @Test
    public void numberedAddressesAreEquallyLong() {
        assertEquals(addresses.guest(1).length(), addresses.guest(201).length());
        assertEquals(addresses.guestNick(1).length(), addresses.guestNick(201).length());
        assertEquals(addresses.room(1).length(), addresses.room(4).length());
        assertEquals(List.of("romeo001", "romeo002"), addresses.players(2).guests());
    }

    @Test
    public void aFileThatCannotBeUnderstoodIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Addresses.of(List.of("nonsense")));
        assertThrows(IllegalArgumentException.class, () -> Addresses.of(List.of("body = %06d too short")));
        assertThrows(IllegalArgumentException.class, () -> Addresses.of(List.of()));
    }
}
