package org.igniterealtime.openfire.plugins.federationsuite.testbed.control;

/**
 * A plugin that a server has loaded.
 *
 * @param name its canonical name, the folder in {@code plugins}
 * @param type its class
 * @param instance the identity of its object: another one after a reload
 */
public record LoadedPlugin(String name, String type, String instance) {

    static LoadedPlugin parse(String line) {
        String[] parts = line.split("\t");
        return new LoadedPlugin(parts[0], parts[1], parts[2]);
    }
}
