package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.ServerRosterPlugin;

/** How pages get to the server roster. */
final class Roster {

    private Roster() {
    }

    /** The server roster that runs; empty while it is off. */
    static Optional<PeerAdministration> running() {
        return FederationSuitePlugin.running().flatMap(suite -> suite.part(ServerRosterPlugin.class))
            .flatMap(ServerRosterPlugin::administration);
    }
}
