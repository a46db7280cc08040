package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentDraft;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentOffice;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentText;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentWords;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.IncidentsView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Message;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Notice;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller of the page about incidents: the list, one of them, and a form to send one. */
public final class IncidentsServlet extends PageServlet<IncidentOffice> {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentsServlet.class);
    private static final long serialVersionUID = 1L;
    private static final List<String> FIELDS = List.of("kind", "peers", "text", "sources", "purpose", "action", "start", "end",
        "about", "related", "status");

    /** Made by the server. */
    public IncidentsServlet() {
        this(Roster::incidents);
    }

    /** Made with another way to the incidents. */
    IncidentsServlet(Supplier<Optional<IncidentOffice>> office) {
        super(IncidentsView.PAGE, office);
    }

    @Override
    Map<String, Object> show(IncidentOffice office, PageRequest request) {
        Map<String, Object> model = new HashMap<>();
        IncidentWords words = office.words();
        try {
            Optional<IncidentOffice.Shown> one = Optional.of(request.parameters().text(IncidentsView.ID))
                .filter(id -> !id.isEmpty()).flatMap(office::show);
            model.put("one", IncidentsView.acts(one.map(IncidentOffice.Shown::incident)));
            model.put("lines", one.map(shown -> words.lines(shown.incident(), shown.content())).orElse(List.of()).stream()
                .map(line -> Map.of("name", line.name(), "label", line.label(), "values", new ArrayList<>(line.values())))
                .toList());
            model.putAll(IncidentsView.list(office.list(), IncidentsView.Query.of(request.parameters()), words::row));
            model.put("removed", IncidentsView.removed(office.removed(), words::row));
            model.put("failed", false);
        } catch (StoreException e) {
            LOG.warn("The incidents cannot be shown", e);
            model.put("failed", true);
        }
        long dropped = office.dropped();
        model.put("dropped", dropped == 0 ? "" : request.texts().of(IncidentText.LIST_DROPPED.key(), dropped));
        model.put("buddies", String.join(", ", office.buddies()));
        model.put("kinds", choices(Arrays.stream(IncidentKind.values())
            .map(kind -> Map.entry(kind.element(), words.of(kind))).toList()));
        model.put("statuses", choices(Arrays.stream(IncidentStatus.values())
            .map(status -> Map.entry(status.word(), words.of(status))).toList()));
        model.put("purposes", new ArrayList<>(IncidentDraft.PURPOSES));
        model.put("actions", new ArrayList<>(IncidentDraft.ACTIONS));
        return model;
    }

    private static List<Map<String, String>> choices(List<Map.Entry<String, String>> choices) {
        return choices.stream().map(choice -> Map.of("value", choice.getKey(), "label", choice.getValue())).toList();
    }

    @Override
    Optional<Reply> act(IncidentOffice office, PageRequest request) {
        String id = request.parameters().text(IncidentsView.ID);
        return switch (request.parameters().text("do")) {
            case "handle" -> Optional.of(reply(Link.to(IncidentsView.PAGE).with(IncidentsView.ID, id),
                office.handle(id, request.actor())));
            case "reopen" -> Optional.of(reply(Link.to(IncidentsView.PAGE).with(IncidentsView.ID, id),
                office.reopen(id, request.actor())));
            case "again" -> Optional.of(reply(Link.to(IncidentsView.PAGE).with(IncidentsView.ID, id),
                office.sendAgain(id, request.actor())));
            case "remove" -> Optional.of(reply(Link.to(IncidentsView.PAGE), office.remove(id, request.actor())));
            case "restore" -> Optional.of(reply(Link.to(IncidentsView.PAGE), office.restore(id, request.actor())));
            case "send" -> Optional.of(send(office, request));
            default -> Optional.empty();
        };
    }

    private static Reply send(IncidentOffice office, PageRequest request) {
        Map<String, String> typed = new LinkedHashMap<>();
        FIELDS.forEach(field -> typed.put(field, request.parameters().text(field)));
        IncidentOffice.Result result = office.send(new IncidentDraft.Words(typed.get("kind"), typed.get("peers"),
            typed.get("text"), typed.get("sources"), typed.get("purpose"), typed.get("action"), typed.get("start"),
            typed.get("end"), typed.get("about"), typed.get("related"), typed.get("status")), request.actor());
        Reply reply = reply(Link.to(IncidentsView.PAGE), result);
        return result.done() ? reply : reply.typed(typed);
    }

    private static Reply reply(Link link, IncidentOffice.Result result) {
        return Reply.to(link, new Notice(result.done() ? Message.Kind.SUCCESS : Message.Kind.ERROR, result.text()));
    }
}
