package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.OverviewFacts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.OverviewView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;

/** The controller of the overview: what needs the administrator, the parts with their switches, the links, and what was saved. */
public final class StatusServlet extends PageServlet<Suite> {

    private static final long serialVersionUID = 1L;
    private static final Duration SWITCH_LIMIT = Duration.ofSeconds(5);

    private final transient InstantSource clock;

    /** Made by the server. */
    public StatusServlet() {
        this(FederationSuitePlugin::running, InstantSource.system());
    }

    /** Made with another way to the suite. */
    StatusServlet(Supplier<Optional<Suite>> suite, InstantSource clock) {
        super(OverviewView.PAGE, suite);
        this.clock = clock;
    }

    @Override
    Map<String, Object> show(Suite suite, PageRequest request) {
        return new OverviewView(request.texts()).model(facts(suite, clock));
    }

    /** What there is to show now. */
    static OverviewFacts facts(Suite suite, InstantSource clock) {
        return new OverviewFacts(clock.instant(), suite.statuses(), suite.checks(), suite.connections(), Roster.facts(),
            suite.savings().figures(), Roster.latest(suite.audit()));
    }

    @Override
    Optional<Reply> act(Suite suite, PageRequest request) {
        return StatusForm.read(request.parameters()::get, ids(suite))
            .map(form -> Reply.to(Link.to(OverviewView.PAGE), request.texts().notice(turn(suite, form, request.actor()))));
    }

    private static StatusMessage turn(Suite suite, StatusForm form, Actor by) {
        PartState state = suite.turn(form.part(), form.on(), by, SWITCH_LIMIT);
        return messageFor(form.on(), state);
    }

    private static StatusMessage messageFor(boolean on, PartState state) {
        if (on && state == PartState.FAILED) {
            return StatusMessage.START_FAILED;
        }
        if (on != (state == PartState.ON)) {
            return StatusMessage.SWITCHING;
        }
        return on ? StatusMessage.SWITCHED_ON : StatusMessage.SWITCHED_OFF;
    }

    private static Set<String> ids(Suite suite) {
        return suite.statuses().stream().map(PartStatus::id).collect(Collectors.toSet());
    }
}
