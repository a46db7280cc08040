package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Dialect;

/**
 * The administrator of a database server, who makes databases and their users. Immutable.
 */
final class Accounts {

    private static final Duration START = Duration.ofSeconds(120);

    private final String root;
    private final Database admin;

    /** Speaks to a server at a JDBC URL that ends before the database's name. */
    Accounts(Dialect dialect, String root, String user, String password) {
        this.root = root;
        this.admin = new Database(dialect, root, user, password, driver(dialect));
    }

    static Path driver(Dialect dialect) {
        try {
            return Path.of(Class.forName(dialect.driver()).getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException("No driver for " + dialect, e);
        }
    }

    /** A password, of letters and digits. */
    static String password() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Waits until the server lets its administrator in. */
    void await(NativeProcess process) {
        String[] seen = {""};
        Waiting.until("the database to answer", START, () -> {
            process.check();
            try (Connection connection = admin.connect()) {
                return connection.isValid(1);
            } catch (SQLException e) {
                seen[0] = e.getMessage();
                return false;
            }
        }, () -> seen[0]);
    }

    /** Makes a database; statements tell how, given its user's password. */
    Database create(String name, Function<String, List<String>> statements) {
        String password = password();
        try (Connection connection = admin.connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements.apply(password)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make the database " + name, e);
        }
        return new Database(admin.dialect(), root + name, name, password, admin.driver());
    }
}
