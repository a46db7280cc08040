package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;
import java.util.Objects;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;

/** The latest incidents in a table, as an ad-hoc command. */
final class IncidentListCommand extends TableCommand {

    /** As many as make a stanza that clients and servers take. */
    private static final int MOST_SHOWN = 100;

    private final IncidentOffice office;

    IncidentListCommand(IncidentOffice office, RosterTexts texts) {
        super(IncidentCommands.PREFIX + "list", IncidentText.COMMAND_LIST, texts);
        this.office = Objects.requireNonNull(office);
    }

    @Override
    void answer(Element command) {
        List<Incident> incidents;
        try {
            incidents = office.list();
        } catch (StoreException e) {
            note(command, "error", texts().of(IncidentText.RESULT_FAILED));
            return;
        }
        IncidentWords words = office.words();
        Form form = Form.in(command, "result", RosterCommand.FORM_TYPE, getDefaultLabel()).columns(words.columns());
        incidents.stream().limit(MOST_SHOWN).forEach(incident -> form.row(words.row(incident)));
        if (incidents.size() > MOST_SHOWN) {
            note(command, "info", texts().of(IncidentText.LIST_MORE, incidents.size() - MOST_SHOWN));
        }
        if (office.dropped() > 0) {
            note(command, "warn", texts().of(IncidentText.LIST_DROPPED, office.dropped()));
        }
    }
}
