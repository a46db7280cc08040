package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Saving;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SavingCount;

/** Counts what mirrors save, on both sides of the links, from the counters that FMUC has while it runs. Thread-safe. */
final class SuiteSavings {

    private final Supplier<Optional<FmucPlugin>> fmuc;
    private final InstantSource clock;
    private final SavingCount count = new SavingCount();

    SuiteSavings(Supplier<Optional<FmucPlugin>> fmuc, InstantSource clock) {
        this.fmuc = Objects.requireNonNull(fmuc);
        this.clock = Objects.requireNonNull(clock);
    }

    /** Looks at the counters: now and then, since FMUC loses them when it is switched off, and to have a beginning of the day. */
    void look() {
        Map<String, Saving> links = new HashMap<>();
        fmuc.get().ifPresent(running -> {
            running.traffic().ifPresent(traffic -> traffic.byPeer().forEach((peer, counters) -> links.put("to " + peer,
                new Saving(counters.sent().bytes() + counters.received().bytes(),
                    counters.plainSent().bytes() + counters.plainReceived().bytes()))));
            running.masterTraffic().ifPresent(traffic -> traffic.byMirror().forEach((mirror, counters) ->
                links.put("from " + mirror, new Saving(counters.sent().bytes() + counters.received().bytes(),
                    counters.plainSent().bytes() + counters.plainReceived().bytes()))));
        });
        count.see(links, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    SavingCount count() {
        return count;
    }
}
