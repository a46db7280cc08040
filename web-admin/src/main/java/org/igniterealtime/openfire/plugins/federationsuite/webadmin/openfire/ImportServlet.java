package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.CsrfTokens;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.ImportView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeerMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/**
 * The controller of the page for imports: a file, what it would change, and, when an administrator has seen that, the import.
 * The file and its preview wait in the session, one for each administrator; what is larger than {@value #LARGEST} characters
 * is not taken.
 */
public final class ImportServlet extends PageServlet<PeerAdministration> {

    /** Most characters of a file. */
    static final int LARGEST = 1024 * 1024;
    private static final long serialVersionUID = 1L;
    private static final String ID = "id";
    private static final String FILE = "file";
    private static final String PREVIEW = "preview";
    private static final String RESULTS = "results";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final transient CsrfTokens ids = new CsrfTokens();

    /** Made by the server. */
    public ImportServlet() {
        this(Roster::running);
    }

    /** Made with another way to the peers. */
    ImportServlet(Supplier<Optional<PeerAdministration>> peers) {
        super(ImportView.PAGE, peers);
    }

    @Override
    Map<String, Object> show(PeerAdministration peers, PageRequest request) {
        int page = request.parameters().number("page", 1, 1_000_000, 1);
        Map<String, Object> model = new HashMap<>();
        Optional<Map<?, ?>> preview = request.session().find(PREVIEW).map(Map.class::cast);
        model.put("step", "file");
        request.session().find(RESULTS).ifPresent(results -> {
            model.put("step", RESULTS);
            model.putAll(ImportView.model((List<?>) results, page));
        });
        preview.ifPresent(kept -> {
            model.put("step", PREVIEW);
            model.put(ID, kept.get(ID));
            model.putAll(ImportView.model((List<?>) kept.get(PREVIEW), page));
        });
        return model;
    }

    @Override
    Optional<Reply> act(PeerAdministration peers, PageRequest request) {
        return switch (request.parameters().text("action")) {
            case "preview" -> Optional.of(preview(peers, request));
            case "apply" -> Optional.of(apply(peers, request));
            case "discard" -> {
                request.session().take(PREVIEW);
                yield Optional.of(Reply.to(Link.to(ImportView.PAGE), request.texts().notice(PeerMessage.DISCARDED)));
            }
            default -> Optional.empty();
        };
    }

    private Reply preview(PeerAdministration peers, PageRequest request) {
        List<String> files = List.of(FILE, "text").stream().map(field -> request.parameters().get(field))
            .filter(text -> text != null && !text.replace(BYTE_ORDER_MARK, "").isBlank()).toList();
        Reply reply = Reply.to(Link.to(ImportView.PAGE));
        if (files.size() != 1) {
            return reply.saying(request.texts().notice(files.isEmpty() ? PeerMessage.NO_FILE : PeerMessage.TWO_FILES));
        }
        String file = files.get(0);
        if (file.length() > LARGEST) {
            return reply.saying(request.texts().notice(PageMessage.TOO_LARGE));
        }
        HashMap<String, Object> kept = new HashMap<>();
        kept.put(ID, ids.next());
        kept.put(FILE, file);
        kept.put(PREVIEW, ImportView.kept(peers.preview(file)));
        request.session().put(PREVIEW, kept);
        request.session().take(RESULTS);
        return reply;
    }

    private static Reply apply(PeerAdministration peers, PageRequest request) {
        Reply reply = Reply.to(Link.to(ImportView.PAGE));
        String id = request.parameters().text(ID);
        Optional<Map<?, ?>> kept = request.session().find(PREVIEW).map(found -> (Map<?, ?>) found)
            .filter(found -> found.get(ID).equals(id)).flatMap(found -> request.session().take(PREVIEW)).map(Map.class::cast);
        if (kept.isEmpty()) {
            return reply.saying(request.texts().notice(PeerMessage.NO_PREVIEW));
        }
        List<?> preview = (List<?>) kept.get().get(PREVIEW);
        if (ImportView.changes(preview) == 0) {
            return reply.saying(request.texts().notice(PeerMessage.NOTHING_TO_IMPORT));
        }
        List<Outcome> outcomes = peers.apply((String) kept.get().get(FILE), ImportView.prints(preview), request.actor());
        ArrayList<?> results = ImportView.keptOutcomes(outcomes);
        request.session().put(RESULTS, results);
        long done = outcomes.stream().filter(outcome -> outcome.answer().done()).count();
        return reply.saying(request.texts().notice(PeerMessage.IMPORTED, done, outcomes.size() - done));
    }
}
