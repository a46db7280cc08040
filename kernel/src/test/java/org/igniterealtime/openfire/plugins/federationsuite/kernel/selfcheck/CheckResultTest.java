package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

/** The keys of a check's words, and that a result never changes. */
public class CheckResultTest {

    @Test
    public void namesItsMessageByCheckAndOutcome() {
        CheckResult result = CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "mirror.montague.lit");

        assertEquals("selfcheck.s2s-up.failed", result.messageKey());
        assertEquals("selfcheck.s2s-up.remedy", result.remedyKey());
    }

    @Test
    public void putsThePeerBeforeTheDetails() {
        assertEquals(List.of("montague.lit", "a", "b"),
            CheckResult.of("montague.lit", "s2s-up", Outcome.OK, "a", "b").arguments());
    }

    @Test
    public void keepsACopyOfTheDetails() {
        List<String> details = new ArrayList<>(List.of("a"));
        CheckResult result = new CheckResult("montague.lit", "s2s-up", Outcome.OK, details);

        details.add("b");

        assertEquals(List.of("a"), result.details());
        assertThrows(UnsupportedOperationException.class, () -> result.details().add("c"));
    }
}
