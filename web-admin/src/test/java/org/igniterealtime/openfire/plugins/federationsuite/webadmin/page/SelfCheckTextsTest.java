package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.util.ListResourceBundle;
import java.util.ResourceBundle;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.junit.Test;

/** Results of checks in words. */
public class SelfCheckTextsTest {

    private final SelfCheckTexts texts = new SelfCheckTexts(bundle());

    @Test
    public void aFailureComesWithItsRemedy() {
        CheckResult result = CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "refused");

        assertEquals("No way to montague.lit: refused.", texts.message(result));
        assertEquals("Call montague.lit.", texts.remedy(result));
        assertEquals("No way to montague.lit: refused. Call montague.lit.", texts.line(result));
    }

    @Test
    public void whatIsFineNeedsNoRemedy() {
        CheckResult result = CheckResult.of("montague.lit", "s2s-up", Outcome.OK);

        assertEquals("montague.lit is there.", texts.message(result));
        assertEquals("", texts.remedy(result));
        assertEquals("montague.lit is there.", texts.line(result));
    }

    @Test
    public void aCheckWithoutWordsIsToldByItsKey() {
        assertEquals("selfcheck.new.ok [montague.lit, x]", texts.message(CheckResult.of("montague.lit", "new", Outcome.OK, "x")));
    }

    @Test
    public void aDetailIsNeverReadAsAPattern() {
        assertEquals("No way to montague.lit: {0} '{.",
            texts.message(CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "{0} '{")));
    }

    @Test
    public void anotherServerCannotBeginALineInOurLog() {
        assertEquals("No way to montague.lit: x  WARN y. Call montague.lit.",
            texts.line(CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "x\r\nWARN y")));
    }

    private static ResourceBundle bundle() {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {
                    {"selfcheck.s2s-up.ok", "{0} is there."},
                    {"selfcheck.s2s-up.failed", "No way to {0}: {1}."},
                    {"selfcheck.s2s-up.remedy", "Call {0}."}};
            }
        };
    }
}
