package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.KeptSavings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Saving;
import org.junit.Test;

/** What mirrors save, over midnight, restarts and the nodes of a cluster. */
public class SuiteSavingsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A server's settings; all nodes of a cluster have the same. */
    private final MapSettings settings = new MapSettings();
    private Instant now = Instant.parse("2030-01-07T12:00:00Z");

    /** FMUC as far as it counts: by domain of mirrors. */
    private static final class Counters {

        private final Map<String, Tally> mirrors = new HashMap<>();

        void count(String domain, long crossed, long plain) {
            mirrors.put(domain, new Tally(new Tally.Volume(1, crossed), Tally.Volume.NONE, new Tally.Volume(1, plain),
                Tally.Volume.NONE));
        }

        MirrorAdministration administration() {
            return (MirrorAdministration) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {MirrorAdministration.class}, (proxy, method, arguments) ->
                    arguments[0] == RoomId.Side.MIRROR ? mirrors : Map.of());
        }
    }

    private SuiteSavings savings(Counters fmuc, Nodes nodes) {
        InstantSource clock = () -> now;
        SuiteSavings savings = new SuiteSavings(() -> Optional.of(fmuc.administration()), clock, () -> BERLIN, settings, nodes,
            Runnable::run);
        nodes.listen(savings);
        return savings;
    }

    @Test
    public void theSumOutlivesARestart() {
        Counters before = new Counters();
        before.count("a.lit", 10, 100);
        SuiteSavings stopped = savings(before, Nodes.ALONE);
        assertEquals(Optional.of(LocalDate.of(2030, 1, 7)), stopped.figures().since());
        stopped.keep();

        Counters after = new Counters();
        SuiteSavings started = savings(after, Nodes.ALONE);
        assertEquals(new Saving(10, 100), started.figures().total());
        assertEquals(new Saving(10, 100), started.figures().today());
        after.count("a.lit", 1, 2);
        assertEquals(new Saving(11, 102), started.figures().total());
        started.keep();
        started.keep();
        assertEquals("each byte once", new Saving(11, 102), settings.get(KeptSavings.KEPT).total());
        assertEquals(new Saving(11, 102), started.figures().total());
    }

    @Test
    public void aCrashCostsOnlyWhatWasNotKeptYet() {
        Counters fmuc = new Counters();
        fmuc.count("a.lit", 10, 100);
        SuiteSavings killed = savings(fmuc, Nodes.ALONE);
        killed.keep();
        fmuc.count("a.lit", 15, 150);
        killed.look();

        assertEquals(new Saving(10, 100), savings(new Counters(), Nodes.ALONE).figures().total());
    }

    @Test
    public void nothingIsWrittenWhileNothingCrosses() {
        SuiteSavings idle = savings(new Counters(), Nodes.ALONE);
        idle.look();
        idle.keep();
        assertEquals(Optional.empty(), settings.find(KeptSavings.KEPT));
        assertEquals(Optional.empty(), idle.figures().since());
    }

    @Test
    public void todayBeginsAtMidnightOfTheServersTime() {
        Counters fmuc = new Counters();
        SuiteSavings savings = savings(fmuc, Nodes.ALONE);
        now = Instant.parse("2030-01-07T22:59:00Z");
        fmuc.count("a.lit", 10, 100);
        assertEquals(new Saving(10, 100), savings.figures().today());

        now = Instant.parse("2030-01-07T23:00:00Z");
        assertEquals("a new day in Berlin", Saving.NONE, savings.figures().today());
        fmuc.count("a.lit", 11, 103);
        assertEquals(new Saving(1, 3), savings.figures().today());
        assertEquals(new Saving(11, 103), savings.figures().total());
        assertEquals(BERLIN, savings.figures().zone());
    }

    @Test
    public void nodesOfAClusterHaveOneSum() {
        MemoryCluster cluster = new MemoryCluster();
        Counters ofFirst = new Counters();
        Counters ofSecond = new Counters();
        SuiteSavings first = savings(ofFirst, cluster.join("first"));
        SuiteSavings second = savings(ofSecond, cluster.join("second"));
        ofFirst.count("a.lit", 10, 100);
        ofSecond.count("a.lit", 20, 200);

        assertEquals("its own, before it was told", new Saving(20, 200), second.figures().total());
        second.keep();
        first.keep();
        cluster.deliver();
        assertEquals(new Saving(30, 300), first.figures().total());
        assertEquals(new Saving(30, 300), second.figures().total());
        assertEquals(new Saving(30, 300), second.figures().today());

        cluster.kill("first");
        ofSecond.count("a.lit", 21, 202);
        second.keep();
        assertEquals("the one that is left leads", new Saving(31, 302), settings.get(KeptSavings.KEPT).total());
    }

    @Test
    public void whatAnotherNodeSaysThatMakesNoSenseChangesNothing() {
        SuiteSavings savings = savings(new Counters(), Nodes.ALONE);
        savings.heard(new Notice("overview.saved", Map.of("day", "2030-13-01", "crossed", "1", "plain", "2")));
        savings.heard(new Notice("overview.saved", Map.of("day", "2030-01-01", "crossed", "one", "plain", "2")));
        savings.heard(new Notice("overview.saved", Map.of()));
        savings.heard(new Notice("something.else", Map.of("day", "2030-01-01", "crossed", "1", "plain", "2")));
        assertEquals(Optional.empty(), settings.find(KeptSavings.KEPT));
        savings.heard(new Notice("overview.saved", Map.of("day", "2030-01-01", "crossed", "1", "plain", "2")));
        assertEquals(new Saving(1, 2), settings.get(KeptSavings.KEPT).total());
    }
}
