package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

import java.util.Locale;

/**
 * A kind of database, and what is particular about its SQL and its driver.
 */
public enum Dialect {

    /** Inside the server's own process. */
    HSQLDB("org.hsqldb.jdbc.JDBCDriver", "hsqldb", "LONGVARCHAR", Integer.MAX_VALUE, ""),
    /** PostgreSQL. */
    POSTGRESQL("org.postgresql.Driver", "postgresql", "TEXT", Integer.MAX_VALUE, ""),
    /**
     * MariaDB. Openfire 4.2.0 does not know the name and takes the database for DB2, unless the driver says that it is
     * MySQL. An index takes 3072 bytes, four for each character.
     */
    MARIADB("org.mariadb.jdbc.Driver", "mysql", "LONGTEXT", 255, "?useMysqlMetadata=true");

    private final String driver;
    private final String oldestType;
    private final String text;
    private final int indexed;
    private final String oldestParameters;

    Dialect(String driver, String oldestType, String text, int indexed, String oldestParameters) {
        this.driver = driver;
        this.oldestType = oldestType;
        this.text = text;
        this.indexed = indexed;
        this.oldestParameters = oldestParameters;
    }

    /**
     * The JDBC driver.
     *
     * @return its class's name
     */
    public String driver() {
        return driver;
    }

    /**
     * What Openfire 4.2.0 calls this kind in the names of its scripts.
     *
     * @return such as {@code mysql}
     */
    public String oldestType() {
        return oldestType;
    }

    /**
     * What Openfire 4.2.0 needs at the end of a JDBC URL.
     *
     * @return parameters, or nothing
     */
    public String oldestParameters() {
        return oldestParameters;
    }

    /** A type of the description of tables, in this SQL. */
    String type(String described) {
        return described.equals("text") ? text : described.toUpperCase(Locale.ROOT);
    }

    /** A column of an index; only the beginning of a long one, where more is not allowed. */
    String indexed(String column, int length) {
        return length > indexed ? column + "(" + indexed + ")" : column;
    }

    /**
     * Writes a text as a literal.
     *
     * @param value the text
     * @return it, in quotes
     */
    public String literal(String value) {
        String plain = this == MARIADB ? value.replace("\\", "\\\\") : value;
        return "'" + plain.replace("'", "''") + "'";
    }
}
