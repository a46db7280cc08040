package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Dialect;

/**
 * PostgreSQL on a port of a testbed, with its data in the testbed's folder, or, for {@link RunAs#NOBODY}, in one of its
 * own. Thread-safe.
 */
public final class PostgresDatabase implements DatabaseServer {

    /** Immediate shutdown: no waiting for clients, and no shared memory left behind. */
    private static final String END = "QUIT";

    private final Accounts accounts;
    private final NativeProcess process;
    private final Path folder;

    private PostgresDatabase(Accounts accounts, NativeProcess process, Path folder) {
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
    public static PostgresDatabase start(Testbed bed) {
        try {
            return start(bed, RunAs.found());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL", e);
        }
    }

    /**
     * Starts a server in a certain way, as {@link #start(Testbed)} does.
     *
     * @param bed whose it shall be
     * @param way whom the server's processes run as
     * @return the server
     * @throws IOException if its programs or files cannot be written
     */
    public static PostgresDatabase start(Testbed bed, RunAs way) throws IOException {
        int port = bed.port();
        Path folder = way.stranger() ? Files.createTempDirectory("federationsuite-postgresql-")
            : Files.createDirectory(bed.directory().resolve("postgresql-" + port));
        Path programs = folder.resolve("programs");
        if (way.stranger()) {
            Programs.postgres(programs);
        } else {
            programs = Folders.once(bed, Programs.postgresJar(), Programs::postgres);
        }
        Path log = bed.directory().resolve("postgresql-" + port + ".log");
        String password = Accounts.password();
        Files.writeString(folder.resolve("password"), password);
        way.give(folder);
        NativeProcess.run(way.command(List.of(programs.resolve("bin/initdb").toString(), "--pgdata", folder + "/data",
            "--username", "postgres", "--pwfile", folder + "/password", "--auth", "scram-sha-256", "--encoding", "UTF8",
            "--no-locale", "--no-sync")), folder, log);
        NativeProcess process = NativeProcess.start(way.command(List.of(programs.resolve("bin/postgres").toString(),
            "-D", folder + "/data", "-p", String.valueOf(port), "-F", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "shared_buffers=16MB")), folder, log, END);
        Accounts accounts = new Accounts(Dialect.POSTGRESQL, "jdbc:postgresql://127.0.0.1:" + port + "/", "postgres", password);
        PostgresDatabase database = new PostgresDatabase(accounts, process, folder);
        bed.own(database);
        accounts.await(process);
        return database;
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
            "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'",
            "CREATE DATABASE " + name + " OWNER " + name,
            "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC"));
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
