package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;

import org.dom4j.Element;
import org.jivesoftware.openfire.commands.SessionData;

/** A command without a form, whose answer is a table (XEP-0050, section 3.2). */
abstract class TableCommand extends LabelledCommand {

    TableCommand(String code, AdminText label, RosterTexts texts) {
        super(code, label, texts);
    }

    /**
     * Answers.
     *
     * @param command where the table, and notes, go
     */
    abstract void answer(Element command);

    @Override
    public final void execute(SessionData data, Element command) {
        answer(command);
    }

    /** Says something beside the table. */
    static void note(Element command, String type, String text) {
        command.addElement("note").addAttribute("type", type).setText(text);
    }

    @Override
    public final int getMaxStages(SessionData data) {
        return 0;
    }

    @Override
    protected final void addStageInformation(SessionData data, Element command) {
        throw new IllegalStateException("It has no stages");
    }

    @Override
    protected final List<Action> getActions(SessionData data) {
        return List.of();
    }
}
