package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusMessage;
import org.jivesoftware.util.JiveGlobals;

/** The controller of the self-check's page: what was found out about each server, what to do, and a button to look again. */
public final class SelfCheckServlet extends PageServlet<Suite> {

    private static final long serialVersionUID = 1L;

    private final transient InstantSource clock;

    /** Made by the server. */
    public SelfCheckServlet() {
        this(FederationSuitePlugin::running, InstantSource.system());
    }

    /** Made with another way to the suite. */
    SelfCheckServlet(Supplier<Optional<Suite>> suite, InstantSource clock) {
        super(SelfCheckView.PAGE, suite);
        this.clock = clock;
    }

    @Override
    Map<String, Object> show(Suite suite, PageRequest request) {
        SelfCheckView view = new SelfCheckView(new SelfCheckTexts(SuiteTexts.in(JiveGlobals.getLocale())),
            new SelfCheckTexts(SuiteTexts.in(Locale.ROOT)));
        Suite.About about = suite.about();
        return view.model(suite.checks(), suite.checkProgress(),
            new SelfCheckView.Heading(clock.instant(), about.domain(), about.suiteVersion(), about.serverVersion()),
            request.parameters().number("page", 1, 1_000_000, 1));
    }

    @Override
    Optional<Reply> act(Suite suite, PageRequest request) {
        if (!"check".equals(request.parameters().text("action"))) {
            return Optional.empty();
        }
        suite.checkAgain();
        return Optional.of(Reply.to(Link.to(SelfCheckView.PAGE), request.texts().notice(StatusMessage.CHECKING)));
    }
}
