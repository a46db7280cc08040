package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

/**
 * What JMH writes.
 */
public class JmhResultTest {

    @Test
    public void timeAndAllocationOfOneBenchmarkAreOneResult() {
        String head = "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\",\"Score Error (99.9%)\",\"Unit\","
            + "\"Param: interceptor\",\"Param: stanza\"";
        assertEquals(List.of(new JmhResult("empty", "iq", 4.2, 0.001), new JmhResult("a.B", "iq", 90.5, 24)),
            JmhResult.of(List.of(head,
                "\"x.Y.stanza\",\"avgt\",1,5,4.2,0.1,\"ns/op\",empty,iq",
                "\"x.Y.stanza:gc.alloc.rate\",\"avgt\",1,5,0.5,NaN,\"MB/sec\",empty,iq",
                "\"x.Y.stanza:gc.alloc.rate.norm\",\"avgt\",1,5,0.001,0.0,\"B/op\",empty,iq",
                "\"x.Y.stanza\",\"avgt\",1,5,90.5,0.1,\"ns/op\",a.B,iq",
                "\"x.Y.stanza:·gc.alloc.rate.norm\",\"avgt\",1,5,24,0.0,\"B/op\",a.B,iq")));
    }

    @Test
    public void aHandlerIsReadAsAnInterceptorIs() {
        String head = "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\",\"Score Error (99.9%)\",\"Unit\","
            + "\"Param: handler\",\"Param: stanza\"";
        assertEquals(List.of(new JmhResult("ours", "publish", 187.5, 0)),
            JmhResult.of(List.of(head, "\"x.Y.request\",\"avgt\",1,5,187.5,0.1,\"ns/op\",ours,publish")));
    }
}
