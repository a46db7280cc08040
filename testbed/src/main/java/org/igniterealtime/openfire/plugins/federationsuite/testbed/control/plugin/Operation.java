package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.Map;

/**
 * Something a test can ask of the server. Called on the plugin's one thread.
 */
@FunctionalInterface
interface Operation {

    /**
     * Does it.
     *
     * @param arguments by name
     * @return the answer, lines of text
     * @throws Exception whatever goes wrong; the test sees it
     */
    String apply(Map<String, String> arguments) throws Exception;
}
