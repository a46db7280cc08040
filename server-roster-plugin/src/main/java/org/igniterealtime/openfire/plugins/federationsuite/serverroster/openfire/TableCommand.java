package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;
import java.util.Objects;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.SessionData;

/**
 * An ad-hoc command without a form, whose answer is a table (XEP-0050, section 3.2). The server checks the permission just
 * before.
 */
abstract class TableCommand extends AdHocCommand {

    private final String code;
    private final AdminText label;
    private final RosterTexts texts;

    TableCommand(String code, AdminText label, RosterTexts texts) {
        this.code = Objects.requireNonNull(code);
        this.label = Objects.requireNonNull(label);
        this.texts = Objects.requireNonNull(texts);
        setLabel(texts.of(label));
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

    /** The words. */
    final RosterTexts texts() {
        return texts;
    }

    /** Says something beside the table. */
    static void note(Element command, String type, String text) {
        command.addElement("note").addAttribute("type", type).setText(text);
    }

    @Override
    public final String getCode() {
        return code;
    }

    @SuppressFBWarnings(value = "UR_UNINIT_READ_CALLED_FROM_SUPER_CONSTRUCTOR",
        justification = "It is made for that, as it says.")
    @Override
    public final String getDefaultLabel() {
        // The server's own constructor asks for it, before ours has run.
        return texts == null ? "" : texts.of(label);
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

    @Override
    protected final Action getExecuteAction(SessionData data) {
        return Action.complete;
    }
}
