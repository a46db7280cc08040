package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plugin's jar says of its tables. Immutable.
 */
public final class PluginScripts {

    private final Map<String, String> files;

    private PluginScripts(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Reads a jar.
     *
     * @param jar a plugin
     * @return its scripts
     * @throws IOException if it cannot be read
     */
    public static PluginScripts in(Path jar) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (JarFile plugin = new JarFile(jar.toFile())) {
            for (JarEntry entry : plugin.stream().toList()) {
                if (entry.getName().equals("plugin.xml") || entry.getName().matches("database/[^/]+\\.sql")) {
                    try (InputStream in = plugin.getInputStream(entry)) {
                        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return new PluginScripts(files);
    }

    /**
     * The plugin's name in the server's table of versions, and in the names of its scripts.
     *
     * @return the key, if the plugin has tables
     */
    public Optional<String> databaseKey() {
        return element("databaseKey");
    }

    /**
     * The version of the tables.
     *
     * @return the version, if the plugin has tables
     */
    public Optional<Integer> databaseVersion() {
        return element("databaseVersion").map(Integer::valueOf);
    }

    private Optional<String> element(String name) {
        Matcher element = Pattern.compile("<" + name + ">\\s*(\\w+)\\s*</" + name + ">").matcher(files.get("plugin.xml"));
        return element.find() ? Optional.of(element.group(1)) : Optional.empty();
    }

    /**
     * The script for one type of database.
     *
     * @param type as Openfire calls it
     * @return the script, if there is one under the plugin's key
     */
    public Optional<String> script(String type) {
        return databaseKey().map(key -> files.get("database/" + key + "_" + type + ".sql"));
    }
}
