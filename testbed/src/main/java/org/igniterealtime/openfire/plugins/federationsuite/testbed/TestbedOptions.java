package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.nio.file.Path;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/**
 * How a testbed shall be. Immutable.
 *
 * @param directory where its folder is made
 * @param keepLogs whether the servers' logs stay there when it is closed
 * @param kind the version of its servers, where they do not choose one
 * @param tls whether servers talk TLS to each other; then the links count bytes but see no stanzas
 * @param stanzaLimit how many stanzas a link keeps in each direction
 */
public record TestbedOptions(Path directory, boolean keepLogs, ServerKind kind, boolean tls, int stanzaLimit) {

    /** The system property for the folder of testbeds; with it, logs are kept. */
    public static final String DIRECTORY = "testbed.directory";

    private static final int STANZAS = 10_000;

    /**
     * The usual ones: the oldest version, plain streams between servers.
     *
     * @return options
     */
    public static TestbedOptions defaults() {
        String configured = System.getProperty(DIRECTORY, "");
        Path directory = Path.of(configured.isBlank() ? System.getProperty("java.io.tmpdir") : configured);
        return new TestbedOptions(directory.toAbsolutePath(), !configured.isBlank(), ServerKind.oldest(), false, STANZAS);
    }

    /**
     * With another version.
     *
     * @param version the version
     * @return options
     */
    public TestbedOptions with(ServerKind version) {
        return new TestbedOptions(directory, keepLogs, version, tls, stanzaLimit);
    }

    /**
     * With TLS between servers. Works between installed servers (seen with 5.1.1). Not yet between two 4.2.0 on Java 17:
     * the first stanza does not get through, see docs/openfire-notes.md.
     *
     * @return options
     */
    public TestbedOptions withTls() {
        return new TestbedOptions(directory, keepLogs, kind, true, stanzaLimit);
    }

    /**
     * With another bound on what links keep.
     *
     * @param stanzas how many in each direction
     * @return options
     */
    public TestbedOptions keeping(int stanzas) {
        return new TestbedOptions(directory, keepLogs, kind, tls, stanzas);
    }
}
