package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * The database scripts, read as the server reads them: statements end at a line that ends in a semicolon. There is one for
 * each database, they all make the same tables, and they leave the version that plugin.xml asks for. An upgrade of older
 * tables leaves what a fresh installation has.
 */
@RunWith(Parameterized.class)
public class DatabaseScriptsTest {

    private static final Path FOLDER = Path.of("src/main/database");
    /** The scripts as they were in 0.1.0: servers have such tables. */
    private static final Path VERSION_1 = Path.of("src/test/database/version-1");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) \\((.*)\\);", Pattern.DOTALL);
    /** Name, type, length, and the rest of a line that describes a column. */
    private static final Pattern COLUMN = Pattern.compile("^ +(\\w+) +(\\w+)(\\((\\d+)\\))?([\\w ]*)", Pattern.MULTILINE);

    private final String type;

    /** One type of database. */
    public DatabaseScriptsTest(String type) {
        this.type = type;
    }

    @Parameters(name = "{0}")
    public static List<String> types() {
        return List.of("hsqldb", "postgresql", "mysql", "mariadb", "oracle", "sqlserver", "db2", "sybase", "cockroachdb",
            "firebird");
    }

    @Test
    public void theScriptMakesTheSameTablesAsTheOneForHsqldb() throws IOException {
        assertEquals(tables("hsqldb"), tables(type));
        assertTrue(tables(type).size() > 20);
    }

    @Test
    public void theScriptEndsWithTheVersionOfTheDescriptor() throws IOException {
        Matcher version = Pattern.compile("<databaseKey>(\\w+)</databaseKey>\\s*<databaseVersion>(\\d+)</databaseVersion>")
            .matcher(Files.readString(Sources.DESCRIPTOR));
        assertTrue(version.find());
        List<String> statements = statements(FOLDER, type);
        // Last, so that a script that fails is run again.
        assertEquals("INSERT INTO ofVersion (name, version) VALUES ('" + version.group(1) + "', " + version.group(2) + ");",
            statements.get(statements.size() - 1));
    }

    @Test
    public void noNameIsTooLongForTheOldestDatabase() throws IOException {
        Matcher name = Pattern.compile("\\w+").matcher(String.join("\n", statements(FOLDER, type)));
        while (name.find()) {
            assertTrue(name.group(), name.group().length() <= 30);
        }
    }

    @Test
    public void tablesOfVersion1AreUpgradedToWhatAFreshInstallationHas() throws IOException {
        Schema upgraded = new Schema();
        statements(VERSION_1, type).forEach(upgraded::run);
        assertEquals(Optional.of("1"), upgraded.version());
        statements(FOLDER.resolve("upgrade/2"), type).forEach(upgraded::run);
        assertEquals(Optional.of("2"), upgraded.version());
        statements(FOLDER.resolve("upgrade/3"), type).forEach(upgraded::run);
        assertEquals(Optional.of("3"), upgraded.version());
        statements(FOLDER.resolve("upgrade/4"), type).forEach(upgraded::run);

        Schema fresh = new Schema();
        statements(FOLDER, type).forEach(fresh::run);
        assertEquals(fresh, upgraded);
        assertEquals(Optional.of("4"), upgraded.version());
    }

    @Test
    public void anUpgradeEndsWithItsVersionSoThatOneThatFailsIsNotTakenForDone() throws IOException {
        for (int version = 2; version <= 4; version++) {
            List<String> statements = statements(FOLDER.resolve("upgrade/" + version), type);
            assertEquals("UPDATE ofVersion SET version=" + version + " WHERE name='federationsuite';",
                statements.get(statements.size() - 1));
        }
    }

    /** Table and column names, lengths, and whether a column must have a value; not the types, which differ. */
    private static List<String> tables(String type) throws IOException {
        List<String> found = new ArrayList<>();
        for (String statement : statements(FOLDER, type)) {
            Matcher table = TABLE.matcher(statement);
            if (table.matches()) {
                Matcher column = COLUMN.matcher(table.group(2));
                while (column.find()) {
                    if (!column.group(1).equals("CONSTRAINT")) {
                        boolean text = column.group(2).contains("VARCHAR") && column.group(4) != null;
                        found.add(table.group(1) + "." + column.group(1) + (text ? " " + column.group(4) : "")
                            + (column.group(5).endsWith("NOT NULL") ? " required" : "")
                            + (column.group(5).contains("DEFAULT 0") ? " or 0" : ""));
                    }
                }
            } else {
                found.add(statement);
            }
        }
        return found;
    }

    private static List<String> statements(Path folder, String type) throws IOException {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : Files.readAllLines(folder.resolve("federationsuite_" + type + ".sql"))) {
            String trimmed = line.trim();
            if (!trimmed.isEmpty() && !trimmed.startsWith("//") && !trimmed.startsWith("--") && !trimmed.startsWith("#")) {
                statement.append(statement.length() == 0 ? "" : "\n").append(line);
            }
            if (trimmed.endsWith(";")) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        assertFalse("the last statement has no end", statement.length() > 0);
        return statements;
    }
}
