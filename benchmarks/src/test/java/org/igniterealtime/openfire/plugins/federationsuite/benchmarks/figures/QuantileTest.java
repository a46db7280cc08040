package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

/**
 * Medians and their like.
 */
public class QuantileTest {

    @Test
    public void theMedianIsInTheMiddleOfTheSortedValues() {
        assertEquals(3, Quantile.of(List.of(9.0, 1.0, 3.0), 0.5), 0);
        assertEquals(2.5, Quantile.of(List.of(4.0, 1.0, 2.0, 3.0), 0.5), 1e-12);
    }

    @Test
    public void theEndsAreTheLeastAndTheGreatest() {
        assertEquals(1, Quantile.of(List.of(9.0, 1.0, 3.0), 0), 0);
        assertEquals(9, Quantile.of(List.of(9.0, 1.0, 3.0), 1), 0);
        assertEquals(7, Quantile.of(List.of(7.0), 0.95), 0);
    }

    @Test
    public void whatNeverCameIsTheGreatest() {
        List<Double> times = List.of(1.0, Double.POSITIVE_INFINITY, 2.0);
        assertEquals(2, Quantile.of(times, 0.5), 0);
        assertEquals(Double.POSITIVE_INFINITY, Quantile.of(times, 1), 0);
        assertEquals(Double.POSITIVE_INFINITY,
            Quantile.of(List.of(1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY), 0.5), 0);
        assertEquals(Double.POSITIVE_INFINITY,
            Quantile.of(List.of(1.0, 1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY), 0.9), 0);
    }
}
