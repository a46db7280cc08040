package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.junit.Test;

/** Which feature hears of what. */
public class FeaturesTest {

    private static final Event EVENT = new Event.Tick(Instant.EPOCH);
    private static final Setting<Boolean> ONE = Setting.flag("eventing.one.enabled", true);
    private static final Setting<Boolean> OTHER = Setting.flag("eventing.other.enabled", true);

    private final MapSettings settings = new MapSettings();
    private final List<String> heard = new ArrayList<>();
    private List<Effect> ones = List.of();
    private List<Effect> others = List.of();

    private Features features() {
        Map<Setting<Boolean>, Feature> all = new LinkedHashMap<>();
        all.put(ONE, event -> {
            heard.add("one");
            return ones;
        });
        all.put(OTHER, event -> {
            heard.add("other");
            return others;
        });
        return new Features(settings, all);
    }

    @Test
    public void theFirstFeatureThatCaresHasARequestForItself() {
        ones = List.of(new Effect.Confirm());
        others = List.of(new Effect.Later());
        assertEquals(ones, features().first(EVENT));
        assertEquals(List.of("one"), heard);
    }

    @Test
    public void aRequestGoesOnUntilSomebodyCares() {
        others = List.of(new Effect.Later());
        assertEquals(others, features().first(EVENT));
        others = List.of();
        assertEquals(List.of(), features().first(EVENT));
        assertEquals(List.of("one", "other", "one", "other"), heard);
    }

    @Test
    public void newsReachAllUntilOneStopsIt() {
        ones = List.of(new Effect.Confirm());
        others = List.of(new Effect.Later());
        assertEquals(List.of(new Effect.Confirm(), new Effect.Later()), features().all(EVENT));
        ones = List.of(new Effect.Stop());
        assertEquals(List.of(new Effect.Stop()), features().all(EVENT));
        assertEquals(List.of("one", "other", "one"), heard);
    }

    @Test
    public void aSwitchCountsAtOnceAndUntilNobodyWatches() {
        Features features = features();
        Settings.Subscription watching = features.watch();
        settings.set(ONE, false);
        features.all(EVENT);
        settings.set(ONE, true);
        features.all(EVENT);
        watching.close();
        settings.set(OTHER, false);
        features.all(EVENT);
        assertEquals(List.of("other", "one", "other", "one", "other"), heard);
    }

    @Test
    public void aFeatureThatFailsDoesNotStopTheOthers() {
        Map<Setting<Boolean>, Feature> all = new LinkedHashMap<>();
        all.put(ONE, event -> {
            throw new IllegalStateException();
        });
        all.put(OTHER, event -> List.of(new Effect.Confirm()));
        Features features = new Features(settings, all);
        assertEquals(List.of(new Effect.Confirm()), features.all(EVENT));
        assertEquals(List.of(new Effect.Confirm()), features.first(EVENT));
    }
}
