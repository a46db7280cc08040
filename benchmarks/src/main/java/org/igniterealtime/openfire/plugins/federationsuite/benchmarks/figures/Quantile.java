package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.util.List;

/**
 * Picks one of many measured values. Stateless.
 */
final class Quantile {

    private Quantile() {
    }

    /**
     * A value that so many others do not exceed.
     *
     * @param values at least one, in any order
     * @param share from 0, the least, to 1, the greatest
     * @return the value between the two nearest, in proportion
     */
    static double of(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        // Not by arithmetic where it is one of them: infinity minus infinity is no number.
        if (below == above || Double.isInfinite(sorted.get(above))) {
            return sorted.get(above);
        }
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
