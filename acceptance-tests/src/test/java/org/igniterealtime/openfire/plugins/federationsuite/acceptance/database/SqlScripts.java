package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What Openfire does with database scripts, from 4.2 to 5.1, done from outside. Stateless.
 */
public final class SqlScripts {

    private static final List<String> COMMENTS = List.of("//", "--", "#", "REM", "/*", "*");

    private SqlScripts() {
    }

    /**
     * Takes a script apart. A statement ends with a line that ends with a semicolon, which stays; what comes after the
     * last is dropped. A comment that ends with a semicolon ends a statement, too.
     *
     * @param script the script
     * @return its statements, each in one line
     */
    public static List<String> statements(String script) {
        List<String> all = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        for (String line : script.lines().toList()) {
            String trimmed = line.trim();
            if (!trimmed.isEmpty() && COMMENTS.stream().noneMatch(trimmed::startsWith)) {
                command.append(' ').append(line);
            }
            if (trimmed.endsWith(";")) {
                if (command.length() > 0) {
                    all.add(command.toString());
                }
                command.setLength(0);
            }
        }
        return all;
    }

    /**
     * Runs all statements of a script.
     *
     * @param connection where
     * @param script the script
     * @throws SQLException if one fails, with that one in the message; those before it have been run
     */
    public static void run(Connection connection, String script) throws SQLException {
        for (String sql : statements(script)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new SQLException(e.getMessage() + "\nin:" + sql, e.getSQLState(), e);
            }
        }
    }

    /**
     * Does for a plugin what the server does before it initializes it: if the table of versions does not know the
     * plugin, runs its script.
     *
     * @param connection a database with the server's tables
     * @param key the plugin's {@code databaseKey}
     * @param script the plugin's script for this database
     * @return whether the script was run
     * @throws SQLException if a statement fails
     */
    public static boolean install(Connection connection, String key, String script) throws SQLException {
        if (version(connection, key).isPresent()) {
            return false;
        }
        run(connection, script);
        return true;
    }

    /**
     * What the table of versions says.
     *
     * @param connection a database with the server's tables
     * @param key a plugin's {@code databaseKey}
     * @return the version, if the plugin is known
     * @throws SQLException if there is no such table
     */
    public static OptionalInt version(Connection connection, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT version FROM ofVersion WHERE name=?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /**
     * The columns of all tables, in the order that they have there.
     *
     * @param connection a database
     * @return table and column, such as {@code ofVersion.name}, as the database spells them
     * @throws SQLException if the database does not say
     */
    public static List<String> columns(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        List<String> all = new ArrayList<>();
        try (ResultSet row = connection.getMetaData().getColumns(connection.getCatalog(), schema, "%", "%")) {
            while (row.next()) {
                all.add(row.getString("TABLE_NAME") + "." + row.getString("COLUMN_NAME"));
            }
        }
        return all;
    }

    /**
     * Names that can be compared: HSQLDB spells them in upper case, PostgreSQL in lower case, and MariaDB as the script
     * does.
     *
     * @param names names
     * @return the same in lower case
     */
    public static List<String> folded(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * The tables of columns.
     *
     * @param columns as {@link #columns} gives them
     * @return the tables' names, each once
     */
    public static List<String> tables(List<String> columns) {
        return columns.stream().map(column -> column.substring(0, column.indexOf('.'))).distinct().toList();
    }

    /**
     * Whether a table has a primary key.
     *
     * @param connection a database
     * @param table its name, in any case
     * @return true if there is one
     * @throws SQLException if the database does not say
     */
    public static boolean hasKey(Connection connection, String table) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME");
                if (name.equalsIgnoreCase(table)) {
                    try (ResultSet key = connection.getMetaData().getPrimaryKeys(connection.getCatalog(),
                            connection.getSchema(), name)) {
                        return key.next();
                    }
                }
            }
            return false;
        }
    }
}
