package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.ScopedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SettingsView;

/** The controller of the page with the settings of one room or service. */
public final class MirrorSettingsServlet extends PageServlet<MirrorAdministration> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public MirrorSettingsServlet() {
        this(Mirrors::running);
    }

    /** Made with another way to FMUC. */
    MirrorSettingsServlet(Supplier<Optional<MirrorAdministration>> mirrors) {
        super(SettingsView.PAGE, mirrors);
    }

    private static Optional<Scope> scope(Parameters asked) {
        return Scope.read(asked.text("kind"), asked.text("name"));
    }

    @Override
    Map<String, Object> show(MirrorAdministration mirrors, PageRequest request) {
        Optional<Scope> scope = scope(request.parameters());
        List<SettingView> settings = scope.map(mirrors.settings()::of).orElse(List.of());
        return SettingsView.model(scope, request.parameters(), settings,
            scope.flatMap(mirrors.settings()::last));
    }

    @Override
    Optional<Reply> act(MirrorAdministration mirrors, PageRequest request) {
        Optional<Scope> scope = scope(request.parameters());
        return switch (request.parameters().text("action")) {
            case "save" -> scope.map(found -> save(mirrors.settings(), found, request));
            case "undo" -> scope.map(found -> reply(found, request, mirrors.settings().undo(found, request.actor())));
            default -> Optional.empty();
        };
    }

    private static Reply save(ScopedSettings settings, Scope scope, PageRequest request) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (SettingView setting : settings.of(scope)) {
            if (request.parameters().get(setting.name()) != null) {
                wanted.put(setting.name(), request.parameters().text(setting.name()));
            }
        }
        Answer answer = settings.change(scope, wanted, request.actor());
        Reply reply = reply(scope, request, answer);
        return answer instanceof Answer.Wrong ? reply.typed(wanted) : reply;
    }

    private static Reply reply(Scope scope, PageRequest request, Answer answer) {
        Link back = SettingsView.to(scope);
        boolean undo = request.parameters().text("action").equals("undo");
        if (answer instanceof Answer.Done done) {
            return Reply.to(back, undo ? request.texts().notice(MirrorMessage.UNDONE)
                : request.texts().notice(MirrorMessage.SAVED, done.change().items().size()));
        }
        if (answer instanceof Answer.Wrong wrong) {
            return Reply.to(back, request.texts().notice(MirrorMessage.WRONG,
                request.texts().of("mirrors.setting." + wrong.name()), wrong.value()));
        }
        return Reply.to(back, request.texts().notice(
            answer instanceof Answer.Stale ? MirrorMessage.STALE : MirrorMessage.SAME));
    }
}
