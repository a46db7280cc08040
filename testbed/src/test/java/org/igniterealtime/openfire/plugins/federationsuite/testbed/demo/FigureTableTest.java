package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** How figures are laid out. */
public class FigureTableTest {

    private static final RoomRun PLAIN = run(
        crossing(440, 104_744, 20, 3524), crossing(180, 43_628, 5, 1164), crossing(210, 1_051_986, 20, 2284));
    private static final RoomRun MIRRORED = run(
        crossing(22, 6178, 20, 5684), crossing(9, 2419, 5, 1349), crossing(20, 5484, 20, 2812));

    private static Crossing crossing(long stanzas, long bytes, long stanzasBack, long bytesBack) {
        return new Crossing(new Crossing.Amount(stanzas, bytes), new Crossing.Amount(stanzasBack, bytesBack));
    }

    private static RoomRun run(Crossing joins, Crossing messages, Crossing leaves) {
        return new RoomRun("", "", Map.of(Phase.JOINS, joins, Phase.MESSAGES, messages, Phase.LEAVES, leaves), Map.of(),
            List.of(), Optional.empty());
    }

    @Test
    public void columnsStandUnderTheirHeads() {
        assertEquals("""
                                               plain S2S                mirrored    ratio
                                     stanzas       bytes     stanzas       bytes    bytes
            capulet -> montague
              joins                      440     104,744          22       6,178     17.0
              messages                   180      43,628           9       2,419     18.0
              leaves                     210   1,051,986          20       5,484    191.8
              all                        830   1,200,358          51      14,081     85.2
            montague -> capulet
              joins                       20       3,524          20       5,684      0.6
              messages                     5       1,164           5       1,349      0.9
              leaves                      20       2,284          20       2,812      0.8
              all                         45       6,972          45       9,845      0.7
            """, String.join("\n", FigureTable.lines(PLAIN, MIRRORED, true)) + "\n");
    }

    @Test
    public void stanzasThatCouldNotBeReadAreNotNought() {
        assertEquals("  messages                     ?      43,628           ?       2,419     18.0",
            FigureTable.lines(PLAIN, MIRRORED, false).get(4));
    }

    @Test
    public void theResultIsWhatMessagesCostTowardsTheMirror() {
        assertEquals("result: plain_bytes=43628 mirrored_bytes=2419 ratio=18.0", FigureTable.result(PLAIN, MIRRORED));
    }

    @Test
    public void withoutFiguresThereIsNoRatio() {
        RoomRun nothing = new RoomRun("", "", Map.of(), Map.of(), List.of(), Optional.of("it broke off"));
        assertEquals("result: plain_bytes=43628 mirrored_bytes=0 ratio=0.0", FigureTable.result(PLAIN, nothing));
        assertEquals("  joins                        0           0           0           0        -",
            FigureTable.lines(nothing, nothing, true).get(3));
    }
}
