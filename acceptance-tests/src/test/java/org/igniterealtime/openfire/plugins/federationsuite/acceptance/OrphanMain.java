package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;

/**
 * A process that starts a server, says its process id, and waits to be killed.
 */
public final class OrphanMain {

    private OrphanMain() {
    }

    /**
     * Runs.
     *
     * @param arguments none
     * @throws IOException if nobody listens
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Testbed bed = Testbed.open(); OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            Server server = bed.server("orphan.lit").add();
            server.launch();
            out.write((server.pid() + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            new CountDownLatch(1).await();
        }
    }
}
