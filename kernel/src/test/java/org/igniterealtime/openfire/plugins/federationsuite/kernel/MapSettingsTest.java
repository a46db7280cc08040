package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Optional;

import org.junit.Test;

/** Settings in memory behave as those in the server do. */
public class MapSettingsTest {

    private static final Setting<Integer> NUMBER = Setting.number("number", 5, 1, 10);
    private final MapSettings settings = new MapSettings();

    @Test
    public void whatNobodySetIsAbsentAndWorthItsDefault() {
        assertEquals(Optional.empty(), settings.find(NUMBER));
        assertEquals(5, settings.get(NUMBER).intValue());
        settings.set(NUMBER, 6);
        assertEquals(Optional.of(6), settings.find(NUMBER));
    }

    @Test
    public void whatCannotBeReadCountsAsNotSet() {
        settings.set(Setting.text("number", "x"), "eleven");
        assertEquals(Optional.empty(), settings.find(NUMBER));
        assertEquals(5, settings.get(NUMBER).intValue());
    }

    @Test
    public void listenersAreToldOfEachChangeUntilTheyHaveEnough() {
        List<String> changes = new ArrayList<>();
        Settings.Subscription subscription = settings.onChange(changes::add);
        settings.set(NUMBER, 6);
        settings.set(NUMBER.forPeer("a.lit"), 7);
        subscription.close();
        settings.set(NUMBER, 8);
        assertEquals(List.of("number", "peer.a.lit.number"), changes);
    }

    @Test
    public void whatIsTakenBackIsAsIfItHadNeverBeenSetAndIsToldOnce() {
        settings.set(NUMBER, 6);
        settings.set(NUMBER.forPeer("a.lit"), 7);
        List<String> changes = new ArrayList<>();
        settings.onChange(changes::add);
        settings.remove(NUMBER);
        assertEquals(List.of("number"), changes);
        settings.remove(NUMBER);
        assertEquals("there was nothing to take back any more", List.of("number"), changes);
        assertEquals(Optional.empty(), settings.find(NUMBER));
        assertEquals(Set.of("peer.a.lit.number"), settings.keys());
    }
}
