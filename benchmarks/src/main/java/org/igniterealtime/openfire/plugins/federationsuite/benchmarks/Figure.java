package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * Something that is measured, ours and the baseline in one run. Used by one thread; a figure cleans up behind itself, also
 * when it fails.
 */
public interface Figure {

    /**
     * What to type to run it.
     *
     * @return lower case letters, digits and hyphens; the names of its rows begin with it
     */
    String name();

    /**
     * The unit of its rows.
     *
     * @return such as {@code bytes}; several separated by commas if its rows differ
     */
    String unit();

    /**
     * What is wanted.
     *
     * @return a phrase for the list of figures; each row is held against goals of its own
     */
    String goal();

    /**
     * What is compared with what, and how: with TLS or without, how many, how often.
     *
     * @return one or more sentences, for the measurements
     */
    String compares();

    /**
     * About how long it takes.
     *
     * @param scale full size or tiny
     * @return an estimate for two cores that do nothing else
     */
    Duration estimate(Scale scale);

    /**
     * Measures.
     *
     * @param bench what there is to measure with
     * @return the rows, at least one
     * @throws FigureException if it cannot be measured; the message says why, for people
     */
    List<Row> measure(Bench bench) throws FigureException;
}
