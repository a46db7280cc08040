package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentDraft;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;
import org.xmpp.packet.JID;

/** Sending an incident, as an ad-hoc command. */
final class IncidentSendCommand extends RosterCommand {

    private final IncidentCommands.Desk desk;

    IncidentSendCommand(IncidentCommands.Desk desk) {
        super(IncidentCommands.PREFIX + "send", IncidentText.COMMAND_SEND, desk.texts());
        this.desk = Objects.requireNonNull(desk);
    }

    @Override
    void fill(Form form) {
        RosterTexts texts = desk.texts();
        Map<String, String> kinds = new LinkedHashMap<>();
        IncidentWords words = new IncidentWords(texts);
        Arrays.stream(IncidentKind.values()).forEach(kind -> kinds.put(kind.element(), words.of(kind)));
        Map<String, String> statuses = new LinkedHashMap<>();
        Arrays.stream(IncidentStatus.values()).forEach(status -> statuses.put(status.word(), words.of(status)));
        form.instructions(texts.of(IncidentText.FORM_SEND))
            .choose("kind", texts.of(IncidentText.FIELD_KIND), kinds)
            .ask("peers", "jid-multi", texts.of(IncidentText.FIELD_PEERS), false)
            .ask("text", "text-multi", texts.of(IncidentText.FIELD_TEXT), false)
            .ask("sources", "jid-multi", texts.of(IncidentText.FIELD_SOURCES), false)
            .choose("purpose", texts.of(IncidentText.FIELD_PURPOSE), same(IncidentDraft.PURPOSES))
            .choose("action", texts.of(IncidentText.FIELD_ACTION), same(IncidentDraft.ACTIONS))
            .ask("start", "text-single", texts.of(IncidentText.FIELD_START), false)
            .ask("end", "text-single", texts.of(IncidentText.FIELD_END), false)
            .ask("about", "text-single", texts.of(IncidentText.FIELD_ABOUT_SEND), false)
            .ask("related", "text-single", texts.of(IncidentText.FIELD_RELATED_SEND), false)
            .choose("status", texts.of(IncidentText.FIELD_STATUS), statuses);
    }

    /** Words of RFC 5070, which are the same in every language. */
    private static Map<String, String> same(List<String> words) {
        Map<String, String> choices = new LinkedHashMap<>();
        words.forEach(word -> choices.put(word, word));
        return choices;
    }

    @Override
    PeerOffice.Result carryOut(Map<String, List<String>> form, JID admin) {
        IncidentDraft.Words words = new IncidentDraft.Words(one(form, "kind"), all(form, "peers", " "), all(form, "text", "\n"),
            all(form, "sources", " "), one(form, "purpose"), one(form, "action"), one(form, "start"), one(form, "end"),
            one(form, "about"), one(form, "related"), one(form, "status"));
        return desk.carryOut(admin, by -> desk.office().send(words, by));
    }

    private static String one(Map<String, List<String>> form, String field) {
        return value(form, field).orElse("");
    }

    private static String all(Map<String, List<String>> form, String field, String between) {
        return String.join(between, form.getOrDefault(field, List.of()));
    }
}
