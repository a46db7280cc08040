package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up counters of links that come, go and begin anew, day by day, until somebody keeps what has come together. Thread-safe.
 * Memory: the last count of each link that was seen at the last look, and a sum for each day since something was taken last.
 */
public final class SavingCount {

    private final Map<LocalDate, Saving> fresh = new TreeMap<>();
    private Map<String, Saving> last = Map.of();

    /**
     * Looks at the counters. What has come since the last look counts for the day of this one.
     *
     * @param counters by link
     * @param now      the day
     */
    public synchronized void see(Map<String, Saving> counters, LocalDate now) {
        Saving more = Saving.NONE;
        for (Map.Entry<String, Saving> counter : counters.entrySet()) {
            more = more.plus(counter.getValue().since(last.getOrDefault(counter.getKey(), Saving.NONE)));
        }
        if (!more.equals(Saving.NONE)) {
            fresh.merge(now, more, Saving::plus);
        }
        last = Map.copyOf(counters);
    }

    /**
     * What there is in all.
     *
     * @param kept what was taken and kept
     * @return with what has come since
     */
    public synchronized KeptSavings onTopOf(KeptSavings kept) {
        KeptSavings all = kept;
        for (Map.Entry<LocalDate, Saving> day : fresh.entrySet()) {
            all = all.plus(day.getValue(), day.getKey());
        }
        return all;
    }

    /** Takes what has come since the last time, by day, the earliest first, to keep it: it is forgotten here. */
    public synchronized Map<LocalDate, Saving> take() {
        Map<LocalDate, Saving> taken = new TreeMap<>(fresh);
        fresh.clear();
        return taken;
    }
}
