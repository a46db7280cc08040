package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;
import org.junit.Test;

/**
 * What jcmd prints of a heap.
 */
public class LiveHeapTest {

    private static final String OUTPUT = """
        1234:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         67890        3456789  [B (java.base@17.0.15)
           2:            12           3456  org.example.fmuc.mirror.SlaveRoom
           3:             3             72  org.example.fmuc.mirror.SlaveRoom$Other
        Total         67905        3460317
        """;

    @Test
    public void theTotalAndTheInstancesOfAClassAreRead() throws FigureException {
        LiveHeap heap = LiveHeap.of(OUTPUT);
        assertEquals(3_460_317, heap.bytes());
        assertEquals(12, heap.instances("fmuc.mirror.SlaveRoom"));
        assertEquals(0, heap.instances("fmuc.mirror.Nothing"));
    }

    @Test
    public void thisProcessCanBeLookedInto() throws FigureException {
        byte[] kept = new byte[10_000_000];
        assertEquals(true, LiveHeap.of(ProcessHandle.current().pid()).bytes() > kept.length);
    }

    @Test
    public void somethingElseIsRefused() {
        assertThrows(FigureException.class, () -> LiveHeap.of("1234:\nNo such process\n"));
    }
}
