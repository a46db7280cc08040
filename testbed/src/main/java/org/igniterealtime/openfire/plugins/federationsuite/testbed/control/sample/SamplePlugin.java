package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.sample;

import java.io.File;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * Does nothing but be there.
 */
public final class SamplePlugin implements Plugin {

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        // Nothing to begin.
    }

    @Override
    public void destroyPlugin() {
        // Nothing to end.
    }
}
