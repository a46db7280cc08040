package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;

/** Whether names of other servers can be found, and whether anybody answers there. Asks the network and waits for it. */
final class HostChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Of one domain; whoever runs its DNS could name any number. */
    private static final int MOST_HOSTS = 5;

    private final OpenfireServer server;

    HostChecks(OpenfireServer server) {
        this.server = Objects.requireNonNull(server);
    }

    /** Whether one of the hosts of a domain has an address. */
    Outcome resolves(String domain) {
        return targets(domain).stream().anyMatch(target -> {
            try {
                return InetAddress.getByName(target.getHostString()) != null;
            } catch (UnknownHostException e) {
                return false;
            }
        }) ? Outcome.OK : Outcome.FAILED;
    }

    /** Where a domain is looked for, for people. */
    String where(String domain) {
        return targets(domain).stream().map(target -> target.getHostString() + ':' + target.getPort())
            .collect(Collectors.joining(", "));
    }

    /** Whether a connection can be made to one of the hosts of a domain; it is closed at once. */
    Outcome answers(String domain) {
        return targets(domain).stream().anyMatch(HostChecks::answers) ? Outcome.OK : Outcome.FAILED;
    }

    private List<InetSocketAddress> targets(String domain) {
        return server.targetsOf(domain).stream().limit(MOST_HOSTS).toList();
    }

    @SuppressFBWarnings(value = "UNENCRYPTED_SOCKET",
        justification = "Nothing is sent: whether the port answers is all that is asked.")
    private static boolean answers(InetSocketAddress target) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.getHostString(), target.getPort()), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            // Refused, no answer, or no such host: all the same for the check.
            return false;
        }
    }
}
