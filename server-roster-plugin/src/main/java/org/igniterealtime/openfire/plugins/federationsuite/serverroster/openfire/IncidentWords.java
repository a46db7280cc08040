package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;

/** Incidents in the words that administrators read. What another server wrote is in it as text. Thread-safe. */
public final class IncidentWords {

    private final RosterTexts texts;

    IncidentWords(RosterTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /** What the list shows of an incident, by the name of the column. */
    public Map<String, String> row(Incident incident) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", incident.id());
        row.put("direction", texts.of(IncidentText.valueOf("DIRECTION_" + incident.direction().name())));
        row.put("peer", incident.peer());
        row.put("kind", of(incident.kind()));
        row.put("about", name(incident.about()));
        row.put("state", state(incident));
        row.put("answer", incident.answer());
        row.put("at", ReadableTime.of(incident.at()));
        row.put("handled", incident.handled()
            .map(done -> texts.of(IncidentText.HANDLED_BY, done.by(), ReadableTime.of(done.at()))).orElse(""));
        row.put("text", incident.summary());
        return row;
    }

    /** The labels of what {@link #row} has. */
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (IncidentText field : List.of(IncidentText.FIELD_ID, IncidentText.FIELD_DIRECTION, IncidentText.FIELD_PEER,
                IncidentText.FIELD_KIND, IncidentText.FIELD_ABOUT, IncidentText.FIELD_STATE, IncidentText.FIELD_ANSWER,
                IncidentText.FIELD_AT, IncidentText.FIELD_HANDLED, IncidentText.FIELD_TEXT)) {
            columns.put(field.key().substring(field.key().lastIndexOf('.') + 1), texts.of(field));
        }
        return columns;
    }

    /**
     * One thing that is shown of an incident.
     *
     * @param name   the name of the field
     * @param label  what people see
     * @param values what is in it, never empty
     */
    public record Line(String name, String label, List<String> values) {
    }

    /**
     * What a kind is called.
     *
     * @param kind a kind
     */
    public String of(IncidentKind kind) {
        return texts.of(IncidentText.valueOf("KIND_" + kind.name()));
    }

    /**
     * What a status is called.
     *
     * @param status a status
     */
    public String of(IncidentStatus status) {
        return texts.of(IncidentText.valueOf("STATE_" + status.name()));
    }

    /** Everything that is shown of one incident; what it does not say is left out. */
    public List<Line> lines(Incident incident, Optional<IncidentDocument> content) {
        List<Line> lines = new ArrayList<>();
        Map<String, String> labels = columns();
        row(incident).forEach((name, value) -> {
            if (!value.isEmpty() && !name.equals("text")) {
                lines.add(new Line(name, labels.get(name), List.of(value)));
            }
        });
        content.ifPresentOrElse(known -> add(lines, known),
            () -> add(lines, "text", IncidentText.FIELD_TEXT, List.of(incident.summary())));
        return lines;
    }

    private void add(List<Line> lines, IncidentDocument content) {
        add(lines, "purpose", IncidentText.FIELD_PURPOSE, List.of(content.purpose()));
        content.times().start().ifPresent(time -> add(lines, "start", IncidentText.FIELD_START, List.of(time.toString())));
        content.times().end().ifPresent(time -> add(lines, "end", IncidentText.FIELD_END, List.of(time.toString())));
        content.times().reported()
            .ifPresent(time -> add(lines, "reported", IncidentText.FIELD_REPORTED, List.of(time.toString())));
        add(lines, "text", IncidentText.FIELD_TEXT, content.text().lines().toList());
        add(lines, "sources", IncidentText.FIELD_SOURCES, content.addresses().sources());
        add(lines, "targets", IncidentText.FIELD_TARGETS, content.addresses().targets());
        add(lines, "contacts", IncidentText.FIELD_CONTACTS, content.addresses().contacts());
        add(lines, "actions", IncidentText.FIELD_ACTIONS, content.actions());
        add(lines, "related", IncidentText.FIELD_RELATED, content.related().stream().map(IncidentWords::name).toList());
    }

    private void add(List<Line> lines, String name, IncidentText label, List<String> values) {
        if (!values.isEmpty()) {
            lines.add(new Line(name, texts.of(label), values));
        }
    }

    private String state(Incident incident) {
        String state = texts.of(IncidentText.valueOf("STATE_" + incident.state().name()));
        return incident.aside() ? texts.of(IncidentText.ASIDE, state) : state;
    }

    private static String name(Reference about) {
        return (about.name() + " " + about.id()).trim();
    }
}
