package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;
import java.util.Objects;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.SessionData;

/** The latest incidents in a table, as an ad-hoc command without a form. The server checks the permission just before. */
final class IncidentListCommand extends AdHocCommand {

    /** As many as make a stanza that clients and servers take. */
    private static final int MOST_SHOWN = 100;

    private final IncidentOffice office;
    private final RosterTexts texts;

    IncidentListCommand(IncidentOffice office, RosterTexts texts) {
        this.office = Objects.requireNonNull(office);
        this.texts = Objects.requireNonNull(texts);
        setLabel(texts.of(IncidentText.COMMAND_LIST));
    }

    @Override
    public String getCode() {
        return IncidentCommands.PREFIX + "list";
    }

    @Override
    public String getDefaultLabel() {
        // The server's own constructor asks for it, before ours has run.
        return texts == null ? getCode() : texts.of(IncidentText.COMMAND_LIST);
    }

    @Override
    public int getMaxStages(SessionData data) {
        return 0;
    }

    @Override
    public void execute(SessionData data, Element command) {
        List<Incident> incidents;
        try {
            incidents = office.list();
        } catch (StoreException e) {
            note(command, "error", texts.of(IncidentText.RESULT_FAILED));
            return;
        }
        IncidentWords words = office.words();
        Form form = Form.in(command, "result", RosterCommand.FORM_TYPE, getDefaultLabel()).columns(words.columns());
        incidents.stream().limit(MOST_SHOWN).forEach(incident -> form.row(words.row(incident)));
        if (incidents.size() > MOST_SHOWN) {
            note(command, "info", texts.of(IncidentText.LIST_MORE, incidents.size() - MOST_SHOWN));
        }
        if (office.dropped() > 0) {
            note(command, "warn", texts.of(IncidentText.LIST_DROPPED, office.dropped()));
        }
    }

    private static void note(Element command, String type, String text) {
        command.addElement("note").addAttribute("type", type).setText(text);
    }

    @Override
    protected void addStageInformation(SessionData data, Element command) {
        throw new IllegalStateException("It has no stages");
    }

    @Override
    protected List<Action> getActions(SessionData data) {
        return List.of();
    }

    @Override
    protected Action getExecuteAction(SessionData data) {
        return Action.complete;
    }
}
