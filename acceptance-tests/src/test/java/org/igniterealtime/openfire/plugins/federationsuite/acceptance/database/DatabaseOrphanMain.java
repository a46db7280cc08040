package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.igniterealtime.openfire.plugins.federationsuite.databases.MariaDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.databases.PostgresDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;

/**
 * A process that starts a database server, says its process id, and waits to be killed.
 */
public final class DatabaseOrphanMain {

    private DatabaseOrphanMain() {
    }

    /**
     * Runs.
     *
     * @param arguments the name of the kind of database
     * @throws IOException if nobody listens
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Testbed bed = Testbed.open(); OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            long pid = switch (DatabaseKind.valueOf(arguments[0])) {
                case POSTGRESQL -> PostgresDatabase.start(bed).pid();
                case MARIADB -> MariaDatabase.start(bed).pid();
                default -> throw new IllegalArgumentException(arguments[0] + " has no process");
            };
            out.write((pid + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            new CountDownLatch(1).await();
        }
    }
}
