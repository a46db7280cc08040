package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What database scripts leave behind, as far as ours need it: statements are read, not run. Fails for a statement it does
 * not know. Two are equal if they have the same columns, of the same types, keys, indexes and versions.
 */
final class Schema {

    private static final Pattern CREATE_TABLE = Pattern.compile("CREATE TABLE (\\w+) \\((.*)\\);", Pattern.DOTALL);
    private static final Pattern ADD_COLUMN = Pattern.compile("ALTER TABLE (\\w+) ADD (?:COLUMN )?(\\w+ .*);");
    private static final Pattern CREATE_INDEX = Pattern.compile("CREATE INDEX (\\w+) ON (\\w+) \\((\\w+)\\);");
    private static final Pattern INSERT_VERSION =
        Pattern.compile("INSERT INTO ofVersion \\(name, version\\) VALUES \\('federationsuite', (\\d+)\\);");
    private static final Pattern UPDATE_VERSION =
        Pattern.compile("UPDATE ofVersion SET version=(\\d+) WHERE name='federationsuite';");

    private final Map<String, List<String>> columns = new TreeMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();
    private String version;

    void run(String statement) {
        Matcher found = CREATE_TABLE.matcher(statement);
        if (found.matches()) {
            create(found.group(1), found.group(2).strip().split(",\\s*\n"));
            return;
        }
        found = ADD_COLUMN.matcher(statement);
        if (found.matches()) {
            columns.get(found.group(1)).add(plain(found.group(2)));
            return;
        }
        found = CREATE_INDEX.matcher(statement);
        if (found.matches()) {
            indexes.add(plain(statement));
            return;
        }
        found = version == null ? INSERT_VERSION.matcher(statement) : UPDATE_VERSION.matcher(statement);
        if (!found.matches()) {
            throw new AssertionError("What is this: " + statement);
        }
        version = found.group(1);
    }

    private void create(String table, String[] lines) {
        if (columns.put(table, new ArrayList<>()) != null) {
            throw new AssertionError(table + " is there already");
        }
        for (String line : lines) {
            if (line.strip().startsWith("CONSTRAINT")) {
                keys.add(table + ": " + plain(line));
            } else {
                columns.get(table).add(plain(line));
            }
        }
    }

    /** Without what means nothing: more than one space, and the NULL that some databases want to see. */
    private static String plain(String words) {
        String single = words.strip().replaceAll("\\s+", " ");
        return single.endsWith(" NULL") && !single.endsWith(" NOT NULL")
            ? single.substring(0, single.length() - " NULL".length()) : single;
    }

    /** What the server would find in its table of versions. */
    Optional<String> version() {
        return Optional.ofNullable(version);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && toString().equals(schema.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, keys, indexes, version);
    }

    @Override
    public String toString() {
        return columns + "\n" + keys + "\n" + indexes + "\nversion " + version;
    }
}
