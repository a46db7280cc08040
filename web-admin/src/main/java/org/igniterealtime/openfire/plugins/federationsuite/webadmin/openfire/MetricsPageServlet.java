package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.TokenDesk;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MetricsMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/** The controller of the page about metrics: where they are, and the token with which programs can read them. */
public final class MetricsPageServlet extends PageServlet<TokenDesk> {

    private static final long serialVersionUID = 1L;
    private static final String PAGE = "federationsuite-metrics";

    /** Made by the server. */
    public MetricsPageServlet() {
        this(() -> FederationSuitePlugin.running().map(Suite::metricsDoor));
    }

    /** Made with another way to the token. */
    MetricsPageServlet(Supplier<Optional<TokenDesk>> desk) {
        super(PAGE, desk);
    }

    @Override
    Map<String, Object> show(TokenDesk desk, PageRequest request) {
        return Map.of("token", desk.token().isPresent());
    }

    @Override
    Optional<Reply> act(TokenDesk desk, PageRequest request) {
        return switch (request.parameters().text("action")) {
            case "renew" -> Optional.of(Reply.to(Link.to(PAGE),
                request.texts().notice(MetricsMessage.TOKEN_MADE, desk.renew(request.actor()))));
            case "remove" -> {
                desk.remove(request.actor());
                yield Optional.of(Reply.to(Link.to(PAGE), request.texts().notice(MetricsMessage.TOKEN_REMOVED)));
            }
            default -> Optional.empty();
        };
    }
}
