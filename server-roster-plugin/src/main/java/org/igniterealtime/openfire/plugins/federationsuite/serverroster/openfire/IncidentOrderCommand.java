package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.jivesoftware.openfire.commands.SessionData;
import org.xmpp.packet.JID;

/** What can be done with one incident, as an ad-hoc command each. */
final class IncidentOrderCommand extends RosterCommand {

    static final String ID = "id";

    private final Order order;
    private final IncidentCommands.Desk desk;

    /** What can be done. */
    enum Order {
        /** Look at it. */
        SHOW,
        /** Mark it as handled. */
        HANDLE,
        /** Send it again. */
        AGAIN,
        /** Remove it. */
        REMOVE
    }

    IncidentOrderCommand(Order order, IncidentCommands.Desk desk) {
        super(IncidentCommands.PREFIX + order.name().toLowerCase(Locale.ROOT),
            IncidentText.valueOf("COMMAND_" + order.name()), desk.texts());
        this.order = order;
        this.desk = Objects.requireNonNull(desk);
    }

    @Override
    void fill(Form form) {
        form.instructions(desk.texts().of(IncidentText.FORM_ONE))
            .ask(ID, "text-single", desk.texts().of(IncidentText.FIELD_ID), true);
    }

    @Override
    public void execute(SessionData data, Element command) {
        Optional<IncidentOffice.Shown> shown = order == Order.SHOW && desk.admins().test(data.getOwner())
            ? find(data) : Optional.empty();
        if (shown.isEmpty()) {
            super.execute(data, command);
            return;
        }
        Form form = Form.in(command, "result", FORM_TYPE, getDefaultLabel());
        desk.office().words().lines(shown.get().incident(), shown.get().content())
            .forEach(line -> form.show(line.name(), line.label(), line.values()));
    }

    private Optional<IncidentOffice.Shown> find(SessionData data) {
        try {
            return desk.office().show(value(data.getData(), ID).orElse(""));
        } catch (StoreException e) {
            // What cannot be read is not there, as far as anybody can tell here; the list says that it cannot be read.
            return Optional.empty();
        }
    }

    @Override
    PeerOffice.Result carryOut(Map<String, List<String>> form, JID admin) {
        String id = value(form, ID).orElse("");
        return desk.carryOut(admin, by -> switch (order) {
            case SHOW -> new IncidentOffice.Result(false, desk.texts().of(IncidentText.RESULT_NOT_FOUND, id));
            case HANDLE -> desk.office().handle(id, by);
            case AGAIN -> desk.office().sendAgain(id, by);
            case REMOVE -> desk.office().remove(id, by);
        });
    }
}
