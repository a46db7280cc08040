package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.dom4j.Element;
import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.SessionData;
import org.xmpp.packet.JID;

/**
 * An ad-hoc command (XEP-0050) with one form, for administrators. That it is one is checked by the server when a command
 * begins ({@link AdHocCommand#hasPermission}), and by the office when it is carried out.
 */
abstract class RosterCommand extends AdHocCommand {

    /** The FORM_TYPE of XEP-0133, which XEP-0267 uses, too. */
    static final String FORM_TYPE = "http://jabber.org/protocol/admin";
    static final String PEER = "peerjid";

    private final String node;
    private final AdminText label;
    private final RosterTexts texts;

    RosterCommand(String node, AdminText label, RosterTexts texts) {
        this.node = Objects.requireNonNull(node);
        this.label = Objects.requireNonNull(label);
        this.texts = Objects.requireNonNull(texts);
        setLabel(texts.of(label));
    }

    /** Writes the fields. */
    abstract void fill(Form form);

    /** Does what the form says. */
    abstract PeerOffice.Result carryOut(Map<String, List<String>> form, JID admin);

    @Override
    public final String getCode() {
        return node;
    }

    @SuppressFBWarnings(value = "UR_UNINIT_READ_CALLED_FROM_SUPER_CONSTRUCTOR",
        justification = "It is made for that, as it says.")
    @Override
    public final String getDefaultLabel() {
        // The server's own constructor asks for it, before ours has run.
        return texts == null ? node : texts.of(label);
    }

    @Override
    public final int getMaxStages(SessionData data) {
        return 1;
    }

    /** Carries the form out and adds what came of it as a note. */
    @Override
    public void execute(SessionData data, Element command) {
        PeerOffice.Result result = carryOut(data.getData(), data.getOwner());
        command.addElement("note").addAttribute("type", result.done() ? "info" : "error").setText(result.text());
    }

    @Override
    protected final void addStageInformation(SessionData data, Element command) {
        fill(Form.in(command, "form", FORM_TYPE, getDefaultLabel()));
    }

    @Override
    protected final List<Action> getActions(SessionData data) {
        return List.of(Action.complete);
    }

    @Override
    protected final Action getExecuteAction(SessionData data) {
        return Action.complete;
    }

    /** The first value of a field; empty if the field was not sent. */
    static Optional<String> value(Map<String, List<String>> form, String field) {
        return Optional.ofNullable(form.get(field)).flatMap(values -> values.stream().findFirst());
    }
}
