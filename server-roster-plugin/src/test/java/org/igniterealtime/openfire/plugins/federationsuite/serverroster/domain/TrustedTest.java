package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

/** What is stored of trust. */
public class TrustedTest {

    @Test
    public void theNumbersThatDatabasesHaveStayWhatTheyAre() {
        assertEquals(Trusted.NO, Trusted.of(0));
        assertEquals(Trusted.YES, Trusted.of(1));
        assertEquals(Trusted.REVOKED, Trusted.of(2));
        for (Trusted trusted : Trusted.values()) {
            assertEquals(trusted, Trusted.of(trusted.number()));
        }
        assertThrows(IllegalArgumentException.class, () -> Trusted.of(3));
    }
}
