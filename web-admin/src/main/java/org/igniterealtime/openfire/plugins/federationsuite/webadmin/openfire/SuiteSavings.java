package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Saving;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SavingCount;

/** Counts what mirrors save, on both sides of the links, from the counters that FMUC has while it runs. Thread-safe. */
final class SuiteSavings {

    private final Supplier<Optional<MirrorAdministration>> fmuc;
    private final InstantSource clock;
    private final SavingCount count = new SavingCount();

    SuiteSavings(Supplier<Optional<MirrorAdministration>> fmuc, InstantSource clock) {
        this.fmuc = Objects.requireNonNull(fmuc);
        this.clock = Objects.requireNonNull(clock);
    }

    /** Looks at the counters: now and then, since FMUC loses them when it is switched off, and to have a beginning of the day. */
    void look() {
        Map<String, Saving> links = new HashMap<>();
        fmuc.get().ifPresent(running -> Arrays.stream(RoomId.Side.values()).forEach(side -> running.byDomain(side)
            .forEach((domain, tally) -> links.put(side.word() + ' ' + domain,
                new Saving(tally.crossed().bytes(), tally.plain().bytes())))));
        count.see(links, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    SavingCount count() {
        return count;
    }
}
