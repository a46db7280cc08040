package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Trace;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Traces;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.TraceForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.TraceMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.TraceView;

/** The controller of the page about traces: begins, shows and stops them. */
public final class TraceServlet extends PageServlet<MirrorAdministration> {

    private static final long serialVersionUID = 1L;

    private final transient InstantSource clock;

    /** Made by the server. */
    public TraceServlet() {
        this(Mirrors::running, InstantSource.system());
    }

    /** Made with another way to FMUC. */
    TraceServlet(Supplier<Optional<MirrorAdministration>> mirrors, InstantSource clock) {
        super(TraceView.PAGE, mirrors);
        this.clock = clock;
    }

    @Override
    Map<String, Object> show(MirrorAdministration mirrors, PageRequest request) {
        return TraceView.model(mirrors.traces().all(), request.parameters(), clock.instant());
    }

    @Override
    Optional<Reply> act(MirrorAdministration mirrors, PageRequest request) {
        return TraceForm.read(request.parameters()).map(form -> act(mirrors.traces(), form, request));
    }

    private static Reply act(Traces traces, TraceForm form, PageRequest request) {
        Link page = Link.to(TraceView.PAGE);
        if (form instanceof TraceForm.Stop stop) {
            boolean stopped = traces.stop(stop.id(), request.actor());
            return Reply.to(page, request.texts().notice(stopped ? TraceMessage.STOPPED : TraceMessage.GONE));
        }
        if (form instanceof TraceForm.Wrong wrong) {
            return Reply.to(page.with("subject", request.parameters().text("subject")),
                request.texts().notice(wrong.message(), wrong.argument()));
        }
        Optional<Trace> begun = traces.start(((TraceForm.Start) form).wish(), request.actor());
        return begun.map(trace -> Reply.to(page.with(TraceView.ID, String.valueOf(trace.id())),
                request.texts().notice(TraceMessage.STARTED)))
            .orElseGet(() -> Reply.to(page, request.texts().notice(TraceMessage.TOO_MANY, Traces.MOST)));
    }
}
