package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.jivesoftware.openfire.container.Plugin;

/**
 * One of the plugins of the suite. It is started and stopped by the suite when its switch is turned, any number of
 * times; each start is a new object. After {@code destroyPlugin} nothing of it is left in the server: no handler,
 * interceptor, component, listener or thread.
 */
public interface SuitePlugin extends Plugin {

    /**
     * The plugin's name in settings, pages and logs.
     *
     * @return lower-case words with hyphens, such as {@code server-roster}
     */
    String id();

    /**
     * The switch of a plugin: on unless an administrator turned it off.
     *
     * @param id the plugin's {@link #id()}
     * @return the setting {@code ID.enabled}
     */
    static Setting<Boolean> switchOf(String id) {
        return Setting.flag(id + ".enabled", true);
    }
}
