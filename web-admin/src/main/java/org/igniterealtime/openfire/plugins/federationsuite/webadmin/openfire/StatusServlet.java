package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;
import org.jivesoftware.openfire.security.SecurityAuditManager;
import org.jivesoftware.util.JiveGlobals;

/** The controller of the status page: what runs, and what the self-check found. */
public final class StatusServlet extends PageServlet<Suite> {

    private static final long serialVersionUID = 1L;
    private static final String PAGE = "federationsuite-status";
    private static final Duration SWITCH_LIMIT = Duration.ofSeconds(5);

    /** Made by the server. */
    public StatusServlet() {
        this(FederationSuitePlugin::running);
    }

    /** Made with another way to the suite. */
    StatusServlet(Supplier<Optional<Suite>> suite) {
        super(PAGE, suite);
    }

    @Override
    Map<String, Object> show(Suite suite, PageRequest request) {
        SelfCheckTexts texts = new SelfCheckTexts(SuiteTexts.in(JiveGlobals.getLocale()));
        return new StatusView(texts).model(suite.statuses(), suite.checks());
    }

    @Override
    Optional<Reply> act(Suite suite, PageRequest request) {
        return StatusForm.read(request.parameters()::get, ids(suite))
            .map(form -> Reply.to(Link.to(PAGE), request.texts().notice(act(suite, form, request.account()))));
    }

    private static StatusMessage act(Suite suite, StatusForm form, String administrator) {
        if (form instanceof StatusForm.Switch turn) {
            PartState state = suite.turn(turn.part(), turn.on(), SWITCH_LIMIT);
            SecurityAuditManager.getInstance().logEvent(administrator,
                "Federation Suite: switched " + turn.part() + (turn.on() ? " on" : " off"),
                Settings.PREFIX + SuitePlugin.switchOf(turn.part()).key() + " = " + turn.on());
            return messageFor(turn.on(), state);
        }
        suite.checkAgain();
        return StatusMessage.CHECKING;
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
