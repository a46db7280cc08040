package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Dialect;

/**
 * MariaDB on a port of a testbed, with its data in the testbed's folder. Databases are made with the character set
 * utf8mb4 and its usual collation, in which {@code a}, {@code A} and {@code á} are the same. Thread-safe.
 */
public final class MariaDatabase implements DatabaseServer {

    /** The data is thrown away, so there is nothing that a clean shutdown would save. */
    private static final String END = "KILL";

    private final Accounts accounts;
    private final NativeProcess process;
    private final Path folder;

    private MariaDatabase(Accounts accounts, NativeProcess process, Path folder) {
        this.accounts = accounts;
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts a server and waits until it answers. The testbed will close it.
     *
     * @param bed whose it shall be
     * @return the server
     */
    public static MariaDatabase start(Testbed bed) {
        try {
            return start(bed, bed.port());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start MariaDB", e);
        }
    }

    private static MariaDatabase start(Testbed bed, int port) throws IOException {
        Path programs = Folders.once(bed, Programs.mariadbJar(), Programs::mariadb);
        Path folder = Files.createDirectory(bed.directory().resolve("mariadb-" + port));
        Path log = bed.directory().resolve("mariadb-" + port + ".log");
        Path data = Files.createDirectory(folder.resolve("data"));
        List<String> common = List.of("--no-defaults", "--basedir=" + programs, "--datadir=" + data,
            "--user=" + System.getProperty("user.name"), "--skip-name-resolve", "--innodb-log-file-size=4M");
        NativeProcess.run(command(programs.resolve("scripts/mariadb-install-db"), common,
            List.of("--auth-root-authentication-method=normal", "--skip-test-db", "--force")), programs, log);
        String password = Accounts.password();
        Path first = folder.resolve("first.sql");
        Files.writeString(first, "ALTER USER root@'127.0.0.1' IDENTIFIED BY '" + password + "';\n");
        NativeProcess process = NativeProcess.start(command(programs.resolve("bin/mariadbd"), common, List.of(
            "--init-file=" + first, "--bind-address=127.0.0.1", "--port=" + port,
            // Relative to the data: an absolute path may be longer than a socket's may be.
            "--socket=socket", "--pid-file=pid", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M")),
            data, log, END);
        Accounts accounts = new Accounts(Dialect.MARIADB, "jdbc:mariadb://127.0.0.1:" + port + "/", "root", password);
        MariaDatabase database = new MariaDatabase(accounts, process, folder);
        bed.own(database);
        accounts.await(process);
        return database;
    }

    private static List<String> command(Path program, List<String> common, List<String> more) {
        List<String> all = new ArrayList<>(List.of(program.toString()));
        all.addAll(common);
        all.addAll(more);
        return all;
    }

    /**
     * The process id of the database server.
     *
     * @return the id
     */
    public long pid() {
        return process.pid();
    }

    @Override
    public Database create(String name) {
        return accounts.create(name, password -> List.of(
            "CREATE DATABASE " + name + " CHARACTER SET utf8mb4",
            "CREATE USER " + name + "@'127.0.0.1' IDENTIFIED BY '" + password + "'",
            "GRANT ALL ON " + name + ".* TO " + name + "@'127.0.0.1'"));
    }

    @Override
    public void close() {
        process.close();
        try {
            if (Files.isDirectory(folder)) {
                Folders.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
