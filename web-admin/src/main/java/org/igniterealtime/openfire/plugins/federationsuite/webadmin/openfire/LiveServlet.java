package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.Json;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorsQuery;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorsView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckView;
import org.jivesoftware.util.JiveGlobals;

/**
 * What is new on pages, so that a script can renew them. Of the pages about mirrored rooms the numbers, in the words of these
 * pages: texts by the names that elements have in {@code data-live}. Of the self-check, whether there is anything new. JSON;
 * GET only; changes nothing.
 */
public final class LiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Optional<MirrorAdministration>> mirrors;
    private final transient Supplier<Optional<Map<String, String>>> checks;

    /** Made by the server. */
    public LiveServlet() {
        this(Mirrors::running, () -> FederationSuitePlugin.running()
            .map(suite -> SelfCheckView.live(suite.checks(), suite.checkProgress())));
    }

    /** Made with other ways to FMUC and to what the self-check has found. */
    LiveServlet(Supplier<Optional<MirrorAdministration>> mirrors, Supplier<Optional<Map<String, String>>> checks) {
        this.mirrors = Objects.requireNonNull(mirrors);
        this.checks = Objects.requireNonNull(checks);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters asked = PageServlet.parameters(request);
        Map<String, String> values = asked.text("page").equals(SelfCheckView.NAME) ? checks.get().orElse(Map.of())
            : rooms(asked);
        byte[] body = Json.write(values).getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(Json.TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Map<String, String> rooms(Parameters asked) {
        PageTexts texts = new PageTexts(SuiteTexts.in(JiveGlobals.getLocale()));
        return mirrors.get().map(found -> MirrorsView.live(model(found, asked), texts)).orElse(Map.of());
    }

    private static Map<String, Object> model(MirrorAdministration mirrors, Parameters asked) {
        if (asked.text("room").isEmpty()) {
            return MirrorsView.all(mirrors.rooms(), mirrors.total(), MirrorsQuery.read(asked));
        }
        return RoomId.read(asked.text("side"), asked.text("room")).flatMap(mirrors::room)
            .map(room -> MirrorsView.one(room, 1)).orElse(Map.of());
    }
}
