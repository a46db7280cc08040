package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Locale;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckTexts;
import org.junit.Test;

/** That the log tells what is new, once. */
public class SelfCheckLogTest {

    private static final CheckResult UNKNOWN = CheckResult.of("montague.lit", "s2s-up", Outcome.UNKNOWN, "");
    private static final CheckResult DOWN = CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "refused");
    private static final CheckResult UP = CheckResult.of("montague.lit", "s2s-up", Outcome.OK, "");

    private final SelfCheckLog log = new SelfCheckLog(new SelfCheckTexts(SuiteTexts.in(Locale.ROOT)));

    @Test
    public void tellsAResultOnceForAsLongAsItStaysTheSame() {
        assertEquals(List.of(), log.tell(List.of()));
        assertEquals(List.of(DOWN), log.tell(List.of(DOWN)));
        assertEquals(List.of(), log.tell(List.of(DOWN)));
    }

    @Test
    public void tellsEachChange() {
        log.tell(List.of(UP));

        assertEquals(List.of(DOWN), log.tell(List.of(DOWN)));
        assertEquals(List.of(UP), log.tell(List.of(UP)));
    }

    @Test
    public void hasNothingToTellOfWhatIsNotKnown() {
        assertEquals(List.of(), log.tell(List.of(UNKNOWN)));
    }
}
