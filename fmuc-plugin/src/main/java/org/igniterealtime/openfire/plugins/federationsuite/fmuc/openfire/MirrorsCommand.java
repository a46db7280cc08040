package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.SessionData;
import org.xmpp.packet.JID;

/**
 * With this ad-hoc command (XEP-0050) the owner of a room says whether the room may be mirrored on other servers. Anybody
 * may begin it; that he owns the room is asked of the room itself, in his name, when he says which one. Rooms of older
 * versions tell owners so only while they are in the room.
 */
final class MirrorsCommand extends AdHocCommand {

    /** The command's name. */
    static final String NODE = "https://igniterealtime.org/federationsuite#room-mirrors";
    private static final String FORM = "jabber:x:data";
    private static final String ROOM = "room";
    private static final String ANSWER = "mirrors";
    private static final String ALLOW = "allow";
    private static final String REFUSE = "refuse";

    private final RoomDirectory directory;
    private final RoomQueries queries;
    private final FmucSettings settings;
    private final FmucTexts texts;

    MirrorsCommand(RoomDirectory directory, RoomQueries queries, FmucSettings settings, FmucTexts texts) {
        this.directory = Objects.requireNonNull(directory);
        this.queries = Objects.requireNonNull(queries);
        this.settings = Objects.requireNonNull(settings);
        this.texts = Objects.requireNonNull(texts);
        setLabel(texts.of(FmucText.COMMAND_MIRRORS));
    }

    @Override
    public boolean hasPermission(JID requester) {
        return true;
    }

    @Override
    public String getCode() {
        return NODE;
    }

    @SuppressFBWarnings(value = "UR_UNINIT_READ_CALLED_FROM_SUPER_CONSTRUCTOR",
        justification = "It is made for that, as it says.")
    @Override
    public String getDefaultLabel() {
        // The server's own constructor asks for it, before ours has run.
        return texts == null ? NODE : texts.of(FmucText.COMMAND_MIRRORS);
    }

    @Override
    public int getMaxStages(SessionData data) {
        return 1;
    }

    @Override
    protected void addStageInformation(SessionData data, Element command) {
        Element x = command.addElement(QName.get("x", FORM)).addAttribute("type", "form");
        x.addElement("title").setText(getDefaultLabel());
        x.addElement("instructions").setText(texts.of(FmucText.FORM_MIRRORS));
        field(x, ROOM, "jid-single", FmucText.FORM_ROOM).addElement("required");
        Element answer = field(x, ANSWER, "list-single", FmucText.FORM_ANSWER);
        answer.addElement("value").setText(ALLOW);
        option(answer, ALLOW, FmucText.ANSWER_ALLOW);
        option(answer, REFUSE, FmucText.ANSWER_REFUSE);
    }

    private Element field(Element x, String name, String type, FmucText label) {
        return x.addElement("field").addAttribute("var", name).addAttribute("type", type).addAttribute("label", texts.of(label));
    }

    private void option(Element field, String value, FmucText label) {
        field.addElement("option").addAttribute("label", texts.of(label)).addElement("value").setText(value);
    }

    @Override
    public void execute(SessionData data, Element command) {
        Optional<JID> room = value(data.getData(), ROOM).flatMap(MirrorsCommand::address);
        Optional<String> answer = value(data.getData(), ANSWER).filter(given -> List.of(ALLOW, REFUSE).contains(given));
        if (room.isEmpty() || answer.isEmpty()) {
            note(command, "error", FmucText.RESULT_INCOMPLETE);
        } else if (!directory.isService(room.get().getDomain()) || !directory.exists(room.get())
            || !queries.isOwner(room.get(), data.getOwner())) {
            // Not said which of these: a room may be hidden.
            note(command, "error", FmucText.RESULT_NOT_OWNER, room.get());
        } else {
            boolean open = answer.get().equals(ALLOW);
            if (settings.open(room.get(), open, this::mayExist)) {
                note(command, "info", open ? FmucText.RESULT_ALLOWED : FmucText.RESULT_REFUSED, room.get());
            } else {
                note(command, "error", FmucText.RESULT_TOO_MANY, room.get());
            }
        }
    }

    /** Of a service that is not there at the moment nobody knows which rooms it has. */
    private boolean mayExist(JID room) {
        return !directory.isService(room.getDomain()) || directory.exists(room);
    }

    private void note(Element command, String type, FmucText text, Object... arguments) {
        command.addElement("note").addAttribute("type", type).setText(texts.of(text, arguments));
    }

    private static Optional<String> value(Map<String, List<String>> form, String field) {
        return Optional.ofNullable(form.get(field)).flatMap(values -> values.stream().findFirst());
    }

    private static Optional<JID> address(String text) {
        try {
            JID room = new JID(text.trim());
            return room.getNode() == null ? Optional.empty() : Optional.of(room.asBareJID());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    protected List<Action> getActions(SessionData data) {
        return List.of(Action.complete);
    }

    @Override
    protected Action getExecuteAction(SessionData data) {
        return Action.complete;
    }
}
