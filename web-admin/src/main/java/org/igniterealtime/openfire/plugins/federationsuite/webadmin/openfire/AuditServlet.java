package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditReader;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditWords;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeerMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller of the audit log, which nobody can change. */
public final class AuditServlet extends PageServlet<AuditReader> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AuditServlet.class);

    /** Made by the server. */
    public AuditServlet() {
        this(Roster::audit);
    }

    /** Made with another way to the audit. */
    AuditServlet(Supplier<Optional<AuditReader>> audit) {
        super(AuditForm.PAGE, audit);
    }

    @Override
    Map<String, Object> show(AuditReader audit, PageRequest request) {
        AuditWords words = new AuditWords(request.texts());
        AuditQuery query = AuditForm.query(request.parameters(), words);
        try {
            return AuditForm.model(audit.audit(query), request.parameters(), words);
        } catch (StoreException e) {
            LOG.warn("The audit cannot be read", e);
            Map<String, Object> model = new HashMap<>(
                AuditForm.model(new Section<>(List.of(), 0, 1, 1), request.parameters(), words));
            model.put("notices", List.of(Map.of("kind", "error", "text", request.texts().of(PeerMessage.NO_AUDIT.key()))));
            return model;
        }
    }

    @Override
    Optional<Reply> act(AuditReader audit, PageRequest request) {
        return Optional.empty();
    }
}
