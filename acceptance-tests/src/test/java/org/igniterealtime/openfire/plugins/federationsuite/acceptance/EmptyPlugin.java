package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.nio.file.Path;

/** A plugin that does nothing, to see what a server itself does not let go of. */
final class EmptyPlugin {

    private static final String SOURCE = """
        package small;
        public final class Empty implements org.jivesoftware.openfire.container.Plugin {
            public void initializePlugin(org.jivesoftware.openfire.container.PluginManager manager, java.io.File directory) {
            }
            public void destroyPlugin() {
            }
        }
        """;

    private EmptyPlugin() {
    }

    /**
     * Writes the plugin's jar.
     *
     * @param directory where to
     * @param name      the plugin's name
     */
    static Path write(Path directory, String name) {
        return PluginJar.write(directory, name, "Empty", SOURCE);
    }
}
