package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorsQuery;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorsView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/** The controller of the page with all mirrored rooms, which changes nothing. */
public final class MirrorsServlet extends PageServlet<MirrorAdministration> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public MirrorsServlet() {
        this(Mirrors::running);
    }

    /** Made with another way to FMUC. */
    MirrorsServlet(Supplier<Optional<MirrorAdministration>> mirrors) {
        super(MirrorsView.MIRRORS, mirrors);
    }

    @Override
    Map<String, Object> show(MirrorAdministration mirrors, PageRequest request) {
        return MirrorsView.all(mirrors.rooms(), mirrors.total(), MirrorsQuery.read(request.parameters()));
    }

    @Override
    Optional<Reply> act(MirrorAdministration mirrors, PageRequest request) {
        return Optional.empty();
    }
}
