package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.io.File;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * One of the plugins of the suite. It is started and stopped by the suite when its switch is turned, any number of
 * times; each start is a new object.
 */
public interface SuitePlugin extends Plugin {

    /**
     * The plugin's name in settings, pages and logs.
     *
     * @return lower-case words with hyphens, such as {@code server-roster}
     */
    String id();

    /**
     * Starts the plugin. Called once, on the suite's control thread, on which no other plugin starts or stops meanwhile.
     *
     * @param manager         the server's plugin manager
     * @param pluginDirectory where the server unpacked the suite's jar
     * @throws RuntimeException if it cannot be started; the other plugins are not affected, the page shows why, and
     *                          {@link #destroyPlugin()} follows, to take back what was done by then
     */
    @Override
    void initializePlugin(PluginManager manager, File pluginDirectory);

    /**
     * Stops the plugin. Called once, on the suite's control thread. After it nothing of the plugin is left in the server:
     * no handler, interceptor, component, listener or thread.
     */
    @Override
    void destroyPlugin();

    /**
     * What the plugin last found out about its surroundings. Called on any thread, returns at once.
     *
     * @return the last results in the order to be shown, immutable; empty by default, and before the first check
     */
    default List<CheckResult> selfCheck() {
        return List.of();
    }

    /**
     * How far the last run of the checks is. Called on any thread, returns at once.
     *
     * @return its progress; {@link CheckProgress#NONE} by default
     */
    default CheckProgress selfCheckProgress() {
        return CheckProgress.NONE;
    }

    /**
     * Begins to check again and returns at once; {@link #selfCheck()} has the results when they are there. Called on any
     * thread: a while after the start of the plugin, and when an administrator asks for it, also while a check runs. Does
     * nothing by default.
     *
     * @param connecting whether connections may be made for it; if not, approved servers are checked that are connected
     *                   already, because to connect costs a handshake, which on a thin link is much
     */
    default void runSelfCheck(boolean connecting) {
    }

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
