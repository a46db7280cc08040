package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.dom4j.Element;

/** All peers in a table, as an ad-hoc command. */
final class ListCommand extends TableCommand {

    private static final String STATE = "state";
    private static final String PRESENCE = "presence";
    private static final String REQUEST = "request";
    private static final String CONTACT = "contact";
    private static final String DECISION = "decision";

    private final PeerDirectory directory;
    private final LongSupplier dropped;
    private final PeerWords words;

    ListCommand(PeerDirectory directory, LongSupplier dropped, RosterTexts texts) {
        super(RosterCommands.PREFIX + "list", RosterText.COMMAND_LIST, texts);
        this.directory = Objects.requireNonNull(directory);
        this.dropped = Objects.requireNonNull(dropped);
        this.words = new PeerWords(texts);
    }

    @Override
    void answer(Element command) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(RosterCommand.PEER, texts().of(RosterText.FORM_PEER));
        columns.put(STATE, texts().of(RosterText.LIST_STATE));
        columns.put(PRESENCE, texts().of(RosterText.LIST_PRESENCE));
        columns.put(REQUEST, texts().of(RosterText.LIST_REQUEST));
        columns.put(CONTACT, texts().of(RosterText.LIST_CONTACT));
        columns.put(DECISION, texts().of(RosterText.LIST_DECISION));
        Form form = Form.in(command, "result", RosterCommand.FORM_TYPE, getDefaultLabel()).columns(columns);
        directory.all().forEach(peer -> form.row(row(peer)));
        if (dropped.getAsLong() > 0) {
            note(command, "warn", texts().of(RosterText.LIST_DROPPED, dropped.getAsLong()));
        }
    }

    private Map<String, String> row(Peer peer) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(RosterCommand.PEER, peer.domain());
        row.put(STATE, peer.summary());
        row.put(PRESENCE, peer.seen().map(seen -> texts().of(seen.up() ? RosterText.PRESENCE_UP : RosterText.PRESENCE_DOWN,
            ReadableTime.of(seen.at()))).orElse(""));
        row.put(REQUEST, words.request(peer));
        row.put(CONTACT, words.contact(peer));
        row.put(DECISION, peer.decision().map(decision -> decision.by() + ", "
            + ReadableTime.of(decision.at())).orElse(""));
        return row;
    }
}
