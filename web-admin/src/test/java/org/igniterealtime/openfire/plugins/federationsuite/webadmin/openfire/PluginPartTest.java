package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.jivesoftware.openfire.container.PluginManager;
import org.junit.Test;

/** How one of the three plugins is started and stopped. */
public class PluginPartTest {

    private static final File FOLDER = new File("plugin");

    private final List<String> calls = new ArrayList<>();
    private RuntimeException failStart;
    private RuntimeException failStop;
    private final PluginPart part = new PluginPart("fake", Fake::new, null, FOLDER);

    @Test
    public void startsANewOneAndStopsThatOne() {
        SuitePlugin first = part.start();
        part.stop(first);

        assertEquals(List.of("start plugin", "stop"), calls);
    }

    @Test
    public void takesBackAHalfDoneStart() {
        failStart = new IllegalStateException("no port");

        assertSame(failStart, assertThrows(IllegalStateException.class, part::start));

        assertEquals(List.of("start plugin", "stop"), calls);
    }

    @Test
    public void theCauseOfAFailedStartIsNotHiddenByWhatFollows() {
        failStart = new IllegalStateException("no port");
        failStop = new IllegalStateException("not started");

        assertSame(failStart, assertThrows(IllegalStateException.class, part::start));

        assertSame(failStop, failStart.getSuppressed()[0]);
    }

    private final class Fake implements SuitePlugin {

        @Override
        public String id() {
            return "fake";
        }

        @Override
        public void initializePlugin(PluginManager manager, File pluginDirectory) {
            calls.add("start " + pluginDirectory);
            if (failStart != null) {
                throw failStart;
            }
        }

        @Override
        public void destroyPlugin() {
            calls.add("stop");
            if (failStop != null) {
                throw failStop;
            }
        }
    }
}
