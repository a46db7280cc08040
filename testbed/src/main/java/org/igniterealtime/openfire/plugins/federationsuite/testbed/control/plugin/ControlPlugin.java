package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * Opens an HTTP port on loopback and writes its number into the home directory. Whoever asks must know the token that
 * the testbed wrote there before the server started.
 */
public final class ControlPlugin implements Plugin {

    /** The file with the token, in the home directory. */
    public static final String TOKEN_FILE = "testbed-control.token";
    /** The file with the port number, in the home directory; there once the port is open. */
    public static final String PORT_FILE = "testbed-control.port";

    private final Joining joining = new Joining();
    private HttpServer http;
    private ExecutorService worker;

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        joining.start();
        // plugins/testbedcontrol in the home directory, in every version.
        Path home = pluginDirectory.toPath().toAbsolutePath().getParent().getParent();
        try {
            String token = Files.readString(home.resolve(TOKEN_FILE)).trim();
            http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
            worker = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "testbed-control");
                thread.setDaemon(true);
                return thread;
            });
            http.setExecutor(worker);
            http.createContext("/", new ControlHandler(token, Operations.of(manager, joining)));
            http.start();
            Path file = home.resolve(PORT_FILE);
            Path draft = home.resolve(PORT_FILE + ".new");
            Files.writeString(draft, String.valueOf(http.getAddress().getPort()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The testbed's control port could not be opened", e);
        }
    }

    @Override
    public void destroyPlugin() {
        joining.stop();
        if (http != null) {
            http.stop(0);
            worker.shutdown();
        }
    }
}
