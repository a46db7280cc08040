package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A version of Openfire that the testbed can run. Implementations are immutable.
 */
public interface ServerKind {

    /** The system property that names the folder of an installed Openfire. */
    String INSTALLED = "openfire.home";

    /**
     * What a reader of a test report calls it.
     *
     * @return such as {@code Openfire 4.2.0}
     */
    String name();

    /**
     * Makes the home directory of a new server.
     *
     * @param plan what the server shall be
     * @throws java.io.UncheckedIOException if writing fails
     */
    void write(ServerPlan plan);

    /**
     * How to start a server in a home directory that {@link #write} made.
     *
     * @param plan what was written
     * @param starter the jar with {@code ServerMain}
     * @return arguments of the Java launcher, up to and with the main class and its argument
     */
    List<String> arguments(ServerPlan plan, Path starter);

    /**
     * What makes servers of this version a cluster, if it is not what the server looks for by itself.
     *
     * @return the name of the class that the server takes from the plugin named {@code hazelcast}
     */
    default Optional<String> strategy() {
        return Optional.empty();
    }

    /**
     * The oldest version that the suite supports, from Maven Central.
     *
     * @return Openfire 4.2.0
     */
    static ServerKind oldest() {
        return CentralOpenfire.located();
    }

    /**
     * The installed version that the build was pointed to.
     *
     * @return it, or nothing if the system property {@code openfire.home} is not set
     */
    static Optional<ServerKind> installed() {
        String home = System.getProperty(INSTALLED, "");
        return home.isBlank() ? Optional.empty() : Optional.of(new InstalledOpenfire(Path.of(home)));
    }

    /**
     * The version to test with when a test does not care: the installed one if there is one, else the oldest.
     *
     * @return a kind
     */
    static ServerKind preferred() {
        return installed().orElseGet(ServerKind::oldest);
    }
}
