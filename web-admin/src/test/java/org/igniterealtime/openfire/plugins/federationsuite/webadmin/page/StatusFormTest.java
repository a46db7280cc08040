package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.Test;

/** What the page understands, and that it understands nothing else. */
public class StatusFormTest {

    @Test
    public void readsASwitch() {
        assertEquals(Optional.of(new StatusForm("fmuc", true)),
            read(Map.of("action", "switch", "part", "fmuc", "on", "true")));
        assertEquals(Optional.of(new StatusForm("fmuc", false)),
            read(Map.of("action", "switch", "part", "fmuc", "on", "false")));
    }

    @Test
    public void understandsNothingElse() {
        assertEquals(Optional.empty(), read(Map.of()));
        assertEquals(Optional.empty(), read(Map.of("action", "delete")));
        assertEquals(Optional.empty(), read(Map.of("action", "switch", "part", "nobody", "on", "true")));
        assertEquals(Optional.empty(), read(Map.of("action", "switch", "part", "fmuc", "on", "yes")));
        assertEquals(Optional.empty(), read(Map.of("action", "switch", "part", "fmuc")));
        assertEquals(Optional.empty(), read(Map.of("action", "switch", "on", "true")));
    }

    private static Optional<StatusForm> read(Map<String, String> parameters) {
        return StatusForm.read(parameters::get, Set.of("fmuc", "eventing"));
    }
}
