package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of Openfire 4.2.0, whose database scripts are not on Maven Central, in the SQL of each database. All come
 * from one description. Stateless.
 */
public final class ServerTables {

    private static final String DESCRIPTION = "openfire-4.2.0-tables.txt";
    private static final String TABLE = "table ";
    private static final String ROW = "row ";

    private ServerTables() {
    }

    /**
     * The script that makes the tables and their first rows, in statements that Openfire can tell apart: each ends with
     * a semicolon at the end of a line.
     *
     * @param dialect for which database
     * @return SQL
     */
    public static String script(Dialect dialect) {
        StringBuilder sql = new StringBuilder();
        Deque<Table> tables = new ArrayDeque<>();
        List<String> rows = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("  ")) {
                tables.getLast().add(line.trim());
            } else if (line.startsWith(TABLE)) {
                tables.add(new Table(line.substring(TABLE.length())));
            } else {
                rows.add(line.substring(ROW.length()));
            }
        }
        tables.forEach(table -> table.write(sql, dialect));
        for (String row : rows) {
            int colon = row.indexOf(':');
            sql.append("INSERT INTO ").append(row, 0, colon).append(" VALUES (").append(row.substring(colon + 1).trim())
                .append(");\n");
        }
        return sql.toString();
    }

    private static List<String> lines() {
        try (InputStream in = ServerTables.class.getResourceAsStream(DESCRIPTION)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + DESCRIPTION, e);
        }
    }
}
