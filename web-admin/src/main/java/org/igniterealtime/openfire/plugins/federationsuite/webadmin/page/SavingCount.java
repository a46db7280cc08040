package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.LocalDate;
import java.util.Map;

/**
 * Adds up counters of links that come, go and begin anew: in all, and for the day. Thread-safe. Memory: the last count of each
 * link that was seen at the last look.
 */
public final class SavingCount {

    private Map<String, Saving> last = Map.of();
    private LocalDate day = LocalDate.EPOCH;
    private Saving today = Saving.NONE;
    private Saving total = Saving.NONE;

    /**
     * Looks at the counters. What has come since the last look counts for the day of this one.
     *
     * @param counters by link
     * @param now      the day
     */
    public synchronized void see(Map<String, Saving> counters, LocalDate now) {
        if (!now.equals(day)) {
            day = now;
            today = Saving.NONE;
        }
        for (Map.Entry<String, Saving> counter : counters.entrySet()) {
            Saving more = counter.getValue().since(last.getOrDefault(counter.getKey(), Saving.NONE));
            today = today.plus(more);
            total = total.plus(more);
        }
        last = Map.copyOf(counters);
    }

    /** What was saved on the day of the last look, as far as it has been looked at. */
    public synchronized Saving today() {
        return today;
    }

    /** What was saved since the first look. */
    public synchronized Saving total() {
        return total;
    }
}
