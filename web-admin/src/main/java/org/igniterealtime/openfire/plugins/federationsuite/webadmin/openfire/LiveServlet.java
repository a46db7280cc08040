package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.OverviewView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckView;
import org.jivesoftware.util.JiveGlobals;

/**
 * What is new on pages, so that a script can renew them. Of the pages about mirrored rooms the numbers, in the words of these
 * pages: texts by the names that elements have in {@code data-live}. Of the overview the numbers, and whether there is anything
 * else that is new; of the self-check only that. JSON; GET only; changes nothing.
 */
public final class LiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Optional<MirrorAdministration>> mirrors;
    private final transient Map<String, Function<PageTexts, Optional<Map<String, String>>>> pages;

    /** Made by the server. */
    public LiveServlet() {
        this(Mirrors::running, Map.of(
            SelfCheckView.NAME, texts -> FederationSuitePlugin.running()
                .map(suite -> SelfCheckView.live(suite.checks(), suite.checkProgress())),
            OverviewView.NAME, texts -> FederationSuitePlugin.running().map(suite -> overview(suite, new OverviewView(texts)))));
    }

    /**
     * Made with other ways to what there is.
     *
     * @param mirrors FMUC, while it runs
     * @param pages   what is new on pages that are not about rooms, by their names
     */
    LiveServlet(Supplier<Optional<MirrorAdministration>> mirrors,
                Map<String, Function<PageTexts, Optional<Map<String, String>>>> pages) {
        this.mirrors = Objects.requireNonNull(mirrors);
        this.pages = Map.copyOf(pages);
    }

    private static Map<String, String> overview(Suite suite, OverviewView view) {
        return view.live(view.model(StatusServlet.facts(suite, InstantSource.system())));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters asked = PageServlet.parameters(request);
        PageTexts texts = new PageTexts(SuiteTexts.in(JiveGlobals.getLocale()));
        Map<String, String> values = pages.getOrDefault(asked.text("page"), words -> rooms(asked, words)).apply(texts)
            .orElse(Map.of());
        byte[] body = Json.write(values).getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(Json.TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Optional<Map<String, String>> rooms(Parameters asked, PageTexts texts) {
        return mirrors.get().map(found -> MirrorsView.live(model(found, asked), texts));
    }

    private static Map<String, Object> model(MirrorAdministration mirrors, Parameters asked) {
        if (asked.text("room").isEmpty()) {
            return MirrorsView.all(mirrors.rooms(), mirrors.total(), MirrorsQuery.read(asked));
        }
        return RoomId.read(asked.text("side"), asked.text("room")).flatMap(mirrors::room)
            .map(room -> MirrorsView.one(room, 1)).orElse(Map.of());
    }
}
