package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.SheetRow;
import org.xmpp.packet.JID;

/** What an administrator asks for on the page about eventing. */
public sealed interface EventingForm {

    /** What the name of a feature's switch ends with. */
    String SWITCH = ".enabled";

    /**
     * Turn the switch of a feature.
     *
     * @param feature the feature, one that exists
     * @param on      whether it should run
     */
    record Switch(String feature, boolean on) implements EventingForm {
    }

    /**
     * Change settings.
     *
     * @param wanted what was typed, by the names of settings that exist; an empty text takes away what is set
     */
    record Save(Map<String, String> wanted) implements EventingForm {
    }

    /** Take the last change of settings back. */
    record Undo() implements EventingForm {
    }

    /**
     * Refuse a request in its owner's place.
     *
     * @param owner   whose presence it is, bare
     * @param contact who asks for it, bare
     */
    record Refuse(JID owner, JID contact) implements EventingForm {
    }

    /**
     * Reads a form.
     *
     * @param sent what was sent
     * @param rows the settings that there are
     * @return what is asked for, or empty if it makes no sense
     */
    static Optional<EventingForm> read(Parameters sent, List<SheetRow> rows) {
        return switch (sent.text("action")) {
            case "switch" -> turn(sent, rows);
            case "save" -> Optional.of(new Save(wanted(sent, rows)));
            case "undo" -> Optional.of(new Undo());
            case "refuse" -> bare(sent.text("owner")).flatMap(owner ->
                bare(sent.text("contact")).map(contact -> new Refuse(owner, contact)));
            default -> Optional.empty();
        };
    }

    private static Optional<EventingForm> turn(Parameters sent, List<SheetRow> rows) {
        String feature = sent.text("feature");
        String on = sent.text("on");
        return rows.stream().anyMatch(row -> row.name().equals(feature + SWITCH)) && (on.equals("true") || on.equals("false"))
            ? Optional.of(new Switch(feature, on.equals("true"))) : Optional.empty();
    }

    private static Map<String, String> wanted(Parameters sent, List<SheetRow> rows) {
        Map<String, String> wanted = new LinkedHashMap<>();
        rows.stream().filter(row -> !row.name().endsWith(SWITCH) && sent.get(row.name()) != null)
            .forEach(row -> wanted.put(row.name(), sent.text(row.name())));
        return wanted;
    }

    private static Optional<JID> bare(String address) {
        try {
            return Optional.of(new JID(address)).filter(jid -> jid.getNode() != null && jid.getResource() == null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
