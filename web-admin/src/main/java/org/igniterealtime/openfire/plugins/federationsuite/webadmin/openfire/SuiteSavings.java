package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.KeptSavings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.OverviewFacts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Saving;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SavingCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what mirrors save, on both sides of the links, from the counters that FMUC has while it runs, and keeps it among the
 * settings. Thread-safe.
 *
 * <p>In a cluster each node counts the rooms that it keeps, and all together have one sum: the node that leads writes it, and
 * the others tell it what to add. What was not kept when a server or a node dies is lost, and so is what a node tells another
 * one that dies.
 */
final class SuiteSavings implements Nodes.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(SuiteSavings.class);
    private static final String TOPIC = "overview.saved";
    private static final String DAY = "day";
    private static final String CROSSED = "crossed";
    private static final String PLAIN = "plain";

    private final Supplier<Optional<MirrorAdministration>> fmuc;
    private final InstantSource clock;
    private final Supplier<ZoneId> zone;
    private final Settings settings;
    private final Nodes nodes;
    private final Executor workers;
    private final SavingCount count = new SavingCount();

    /**
     * Begins with what is kept.
     *
     * @param fmuc     FMUC, while it runs
     * @param clock    the time
     * @param zone     where days begin at midnight
     * @param settings where the sum is kept
     * @param nodes    the other nodes
     * @param workers  threads for what other nodes say
     */
    SuiteSavings(Supplier<Optional<MirrorAdministration>> fmuc, InstantSource clock, Supplier<ZoneId> zone, Settings settings,
                 Nodes nodes, Executor workers) {
        this.fmuc = Objects.requireNonNull(fmuc);
        this.clock = Objects.requireNonNull(clock);
        this.zone = Objects.requireNonNull(zone);
        this.settings = Objects.requireNonNull(settings);
        this.nodes = Objects.requireNonNull(nodes);
        this.workers = Objects.requireNonNull(workers);
    }

    /** Looks at the counters: now and then, since FMUC loses them when it is switched off, and to have a beginning of the day. */
    synchronized void look() {
        Map<String, Saving> links = new HashMap<>();
        fmuc.get().ifPresent(running -> Arrays.stream(RoomId.Side.values()).forEach(side -> running.byDomain(side)
            .forEach((domain, tally) -> links.put(side.word() + ' ' + domain,
                new Saving(tally.crossed().bytes(), tally.plain().bytes())))));
        count.see(links, LocalDate.ofInstant(clock.instant(), zone.get()));
    }

    /** What has been saved by now. Of other nodes, what they have told by now. */
    synchronized OverviewFacts.SavedFacts figures() {
        look();
        ZoneId here = zone.get();
        KeptSavings all = count.onTopOf(settings.get(KeptSavings.KEPT));
        return new OverviewFacts.SavedFacts(all.on(LocalDate.ofInstant(clock.instant(), here)), all.total(),
            Optional.of(all.since()).filter(day -> !day.equals(LocalDate.EPOCH)), here);
    }

    /** Keeps what was saved since the last time: now and then, and at the end. Writes nothing if there is nothing new. */
    synchronized void keep() {
        look();
        count.take().forEach((day, saving) -> {
            if (!nodes.tellLeader(notice(day, saving))) {
                add(day, saving);
            }
        });
    }

    private synchronized void add(LocalDate day, Saving saving) {
        settings.set(KeptSavings.KEPT, settings.get(KeptSavings.KEPT).plus(saving, day));
    }

    private static Notice notice(LocalDate day, Saving saving) {
        return new Notice(TOPIC, Map.of(DAY, day.toString(), CROSSED, Long.toString(saving.crossed()),
            PLAIN, Long.toString(saving.plain())));
    }

    @Override
    public void heard(Notice notice) {
        if (!notice.topic().equals(TOPIC)) {
            return;
        }
        try {
            LocalDate day = LocalDate.parse(notice.field(DAY).orElse(""));
            Saving saving = KeptSavings.saving(notice.field(CROSSED).orElse(""), notice.field(PLAIN).orElse(""));
            workers.execute(() -> add(day, saving));
        } catch (DateTimeException | IllegalArgumentException e) {
            LOG.warn("Another node has saved something that this one does not understand: {}", notice, e);
        }
    }

    @Override
    public void joined() {
        // The sum is a setting, and settings come with the cluster.
    }

    @Override
    public void left() {
        // What was lost with a node is lost.
    }
}
