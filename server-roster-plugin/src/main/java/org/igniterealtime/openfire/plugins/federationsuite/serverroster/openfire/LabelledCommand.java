package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;

import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.SessionData;

/**
 * An ad-hoc command (XEP-0050) for administrators with a label in the server's language. That its user is one is checked by
 * the server when a command begins ({@link AdHocCommand#hasPermission}).
 */
abstract class LabelledCommand extends AdHocCommand {

    private final String code;
    private final AdminText label;
    private final RosterTexts texts;

    LabelledCommand(String code, AdminText label, RosterTexts texts) {
        this.code = Objects.requireNonNull(code);
        this.label = Objects.requireNonNull(label);
        this.texts = Objects.requireNonNull(texts);
        setLabel(texts.of(label));
    }

    /** The words. */
    final RosterTexts texts() {
        return texts;
    }

    @Override
    public final String getCode() {
        return code;
    }

    @Override
    public final String getDefaultLabel() {
        // The server's own constructor asks for it, before ours has run.
        return texts == null ? "" : texts.of(label);
    }

    @Override
    protected final Action getExecuteAction(SessionData data) {
        return Action.complete;
    }
}
