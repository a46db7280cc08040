package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally.Volume;
import org.junit.Test;

/** That what crossed and what would have crossed stay apart, in each direction and for each side of the link. */
public class TallyTest {

    private static final Tally TALLY = new Tally(new Volume(1, 20), new Volume(3, 40), new Volume(5, 60), new Volume(7, 80));

    @Test
    public void whatCrossedIsBothDirectionsTogetherAndSoIsWhatWouldHave() {
        assertEquals(new Volume(4, 60), TALLY.crossed());
        assertEquals(new Volume(12, 140), TALLY.plain());
    }

    @Test
    public void twoAreAddedDirectionByDirection() {
        assertEquals(new Tally(new Volume(2, 40), new Volume(6, 80), new Volume(10, 120), new Volume(14, 160)),
            TALLY.plus(TALLY));
        assertEquals(TALLY, TALLY.plus(Tally.ZERO));
    }

    @Test
    public void theCountersOfAMirrorAndOfARoomOfOursReadAlike() {
        assertEquals(TALLY, Tally.of(ofMirror()));
        assertEquals(TALLY, Tally.of(ofMaster()));
    }

    private static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters ofMirror() {
        return new org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters(
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters.Flow(1, 20),
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters.Flow(3, 40),
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters.Flow(5, 60),
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters.Flow(7, 80));
    }

    private static org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters ofMaster() {
        return new org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters(
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters.Flow(1, 20),
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters.Flow(3, 40),
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters.Flow(5, 60),
            new org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters.Flow(7, 80));
    }
}
