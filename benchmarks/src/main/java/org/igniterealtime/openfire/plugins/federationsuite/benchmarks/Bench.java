package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.ClusterStage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/**
 * What figures measure with. Immutable.
 */
public final class Bench {

    private final ServerKind kind;
    private final Scale scale;
    private final Addresses addresses;
    private final Path suite;
    private final Consumer<String> progress;

    /**
     * Makes a context.
     *
     * @param kind the version of the servers
     * @param scale full size or tiny
     * @param addresses who and where
     * @param suite the jar that an administrator would upload
     * @param progress where to say what is being done
     */
    Bench(ServerKind kind, Scale scale, Addresses addresses, Path suite, Consumer<String> progress) {
        this.kind = kind;
        this.scale = scale;
        this.addresses = addresses;
        this.suite = suite;
        this.progress = progress;
    }

    /** The version of the servers. */
    public ServerKind kind() {
        return kind;
    }

    /** Full size or tiny. */
    public Scale scale() {
        return scale;
    }

    /** Who and where. */
    public Addresses addresses() {
        return addresses;
    }

    /** The jar that an administrator would upload. */
    public Path suite() {
        return suite;
    }

    /**
     * Says what is being done, for somebody who waits.
     *
     * @param what a phrase
     */
    public void progress(String what) {
        progress.accept(what);
    }

    /**
     * Starts two servers with the suite, without TLS, and waits until they know each other. They run as an installation does,
     * with all of Java's compilers.
     *
     * @param guests how many users the server with the mirror has
     * @param more what else the servers shall have
     * @return the stage; close it
     */
    public Stage stage(int guests, UnaryOperator<ServerSpec> more) {
        Stage stage = new Stage(kind, false, suite, addresses.players(guests),
            // The last of two contradicting options counts.
            spec -> more.apply(spec.java("-XX:TieredStopAtLevel=4").java("-Xmx1g")));
        try {
            progress("starting two servers, " + kind.name());
            stage.start();
            progress("waiting until they know each other");
            stage.awaitChecks();
            return stage;
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    /**
     * Starts a server, and another with the mirror that is a cluster, on 4.2.0, and waits until the nodes are together.
     *
     * @param guests how many users the server with the mirror has
     * @param nodes how many nodes it has
     * @return the stage; close it
     */
    public ClusterStage cluster(int guests, int nodes) {
        ClusterStage stage = new ClusterStage(suite, addresses.players(guests), nodes,
            spec -> spec.java("-XX:TieredStopAtLevel=4").java("-Xmx768m"));
        try {
            progress("starting a server, a database, and " + nodes + " nodes of another server");
            stage.start();
            return stage;
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }
}
