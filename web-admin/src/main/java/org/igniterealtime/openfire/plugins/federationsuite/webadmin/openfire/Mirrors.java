package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucPlugin;

/** How pages get to FMUC. */
final class Mirrors {

    private Mirrors() {
    }

    /** FMUC that runs; empty while it is off. */
    static Optional<MirrorAdministration> running() {
        return FederationSuitePlugin.running().flatMap(suite -> suite.part(FmucPlugin.class))
            .flatMap(FmucPlugin::administration);
    }
}
