package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingSheet;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.EventingForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.EventingMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.EventingView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/** The controller of the page about eventing: switches, limits, who is in rooms by pubsub, and who waits for a decision. */
public final class EventingServlet extends PageServlet<EventingAdministration> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public EventingServlet() {
        this(() -> FederationSuitePlugin.running().flatMap(suite -> suite.part(EventingPlugin.class))
            .flatMap(EventingPlugin::administration));
    }

    /** Made with another way to eventing. */
    EventingServlet(Supplier<Optional<EventingAdministration>> eventing) {
        super(EventingView.PAGE, eventing);
    }

    @Override
    Map<String, Object> show(EventingAdministration eventing, PageRequest request) {
        return EventingView.model(new EventingView.Facts(eventing.settings().rows(), eventing.settings().last(),
            eventing.occupants(), eventing.requests(), eventing.usage()), request.parameters());
    }

    @Override
    Optional<Reply> act(EventingAdministration eventing, PageRequest request) {
        return EventingForm.read(request.parameters(), eventing.settings().rows()).map(form -> act(eventing, form, request));
    }

    private static Reply act(EventingAdministration eventing, EventingForm form, PageRequest request) {
        Link page = Link.to(EventingView.PAGE);
        if (form instanceof EventingForm.Refuse refuse) {
            boolean refused = eventing.refuse(refuse.owner(), refuse.contact(), request.actor());
            return Reply.to(page, request.texts().notice(refused ? EventingMessage.REFUSED : EventingMessage.NOT_REFUSED,
                refuse.contact(), refuse.owner()));
        }
        if (form instanceof EventingForm.Switch turn) {
            Answer answer = eventing.settings().change(Map.of(turn.feature() + EventingForm.SWITCH, String.valueOf(turn.on())),
                request.actor());
            return Reply.to(page, request.texts().notice(!(answer instanceof Answer.Done) ? EventingMessage.SAME
                : turn.on() ? EventingMessage.SWITCHED_ON : EventingMessage.SWITCHED_OFF));
        }
        if (form instanceof EventingForm.Undo) {
            return Reply.to(page, request.texts().notice(eventing.settings().undo(request.actor()) instanceof Answer.Done
                ? EventingMessage.UNDONE : EventingMessage.STALE));
        }
        return save(eventing.settings(), ((EventingForm.Save) form).wanted(), page, request);
    }

    private static Reply save(EventingSheet settings, Map<String, String> wanted, Link page, PageRequest request) {
        Answer answer = settings.change(wanted, request.actor());
        if (answer instanceof Answer.Wrong wrong) {
            return Reply.to(page, request.texts().notice(EventingMessage.WRONG,
                request.texts().of("eventing.setting." + wrong.name()), wrong.value())).typed(wanted);
        }
        return Reply.to(page, answer instanceof Answer.Done done
            ? request.texts().notice(EventingMessage.SAVED, done.change().items().size())
            : request.texts().notice(EventingMessage.SAME));
    }
}
