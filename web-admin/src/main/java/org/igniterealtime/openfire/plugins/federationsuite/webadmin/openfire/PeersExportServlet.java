package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;

/** All peers as a file that can be imported. */
public final class PeersExportServlet extends ExportServlet<PeerAdministration> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public PeersExportServlet() {
        this(Roster::running, InstantSource.system());
    }

    /** Made with another way to the peers. */
    PeersExportServlet(Supplier<Optional<PeerAdministration>> peers, InstantSource clock) {
        super("peers", peers, clock, (found, parameters) -> found.peerFile());
    }
}
