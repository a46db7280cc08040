package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;

/**
 * What a master room says of itself (XEP-0045, section 6.4), as far as it is true of its slave as well.
 *
 * @param name     its name for people, if it has one
 * @param features those of the room's features that the slave has, too
 * @param fields   the fields of the {@code muc#roominfo} form, as variable and values
 */
public record RoomInfo(Optional<String> name, Set<String> features, List<Field> fields) {

    /** Of a room that says nothing. */
    public static final RoomInfo UNKNOWN = new RoomInfo(Optional.empty(), Set.of(), List.of());

    private static final String FORM = "jabber:x:data";
    private static final String FORM_TYPE = "http://jabber.org/protocol/muc#roominfo";
    private static final String OCCUPANTS = "muc#roominfo_occupants";
    private static final String LISTED = "muc_public";
    private static final Set<String> SHARED = Set.of("urn:xmpp:sid:0", "urn:xmpp:occupant-id:0",
        "http://jabber.org/protocol/muc#stable_id");
    /** A room has a dozen of either; what another server sends could have any number. */
    private static final int MOST = 100;
    private static final int MOST_CHARS = 2_000;

    /**
     * A field of the form.
     *
     * @param name   its variable
     * @param label  what people are told that it is, if anything
     * @param values its values
     */
    public record Field(String name, Optional<String> label, List<String> values) {
        /** Copies the values. */
        public Field {
            Objects.requireNonNull(name);
            values = List.copyOf(values);
        }
    }

    /** Copies the collections. */
    public RoomInfo {
        features = Set.copyOf(features);
        fields = List.copyOf(fields);
    }

    /**
     * Reads an answer.
     *
     * @param answer the result of a disco#info request to the room; bounded, whatever it says
     */
    public static RoomInfo read(IQ answer) {
        Element query = answer.getChildElement();
        if (query == null) {
            return UNKNOWN;
        }
        Optional<String> name = Optional.ofNullable(query.element("identity")).map(identity -> identity.attributeValue("name"))
            .filter(text -> !text.isBlank()).map(RoomInfo::bounded);
        Set<String> features = Set.copyOf(query.elements("feature").stream().limit(MOST)
            .map(feature -> bounded(feature.attributeValue("var", ""))).distinct().filter(RoomInfo::isShared).toList());
        List<Field> fields = new ArrayList<>();
        Element form = query.element(QName.get("x", FORM));
        if (form != null) {
            form.elements("field").stream().limit(MOST)
                .filter(field -> field.attributeValue("var", "").startsWith("muc#roominfo_"))
                .forEach(field -> fields.add(new Field(bounded(field.attributeValue("var")),
                    Optional.ofNullable(field.attributeValue("label")).map(RoomInfo::bounded),
                    field.elements("value").stream().limit(MOST).map(value -> bounded(value.getText())).toList())));
        }
        return new RoomInfo(name, features, fields);
    }

    private static String bounded(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARS));
    }

    private static boolean isShared(String feature) {
        return feature.startsWith("muc_") || feature.startsWith(Topic.ARCHIVE_NAMESPACES) || SHARED.contains(feature);
    }

    /** Tells whether the room lets everybody know that it is there. */
    public boolean isListed() {
        return features.contains(LISTED);
    }

    /** How many occupants the room says that it has; empty if it does not say, or says no number. */
    public OptionalInt occupants() {
        return fields.stream().filter(field -> field.name().equals(OCCUPANTS)).flatMap(field -> field.values().stream())
            .filter(value -> value.matches("[0-9]{1,9}")).mapToInt(Integer::parseInt).findFirst();
    }

    /**
     * Answers a question for the slave.
     *
     * @param question  a disco#info request to the bare slave
     * @param address   slave and master
     * @param occupants how many are in the room, where that is known better than the master told
     * @param archive   whether the slave passes on questions to the archive
     */
    public IQ answer(IQ question, SlaveAddress address, OptionalInt occupants, boolean archive) {
        IQ answer = IQ.createResultIQ(question);
        Element query = answer.setChildElement("query", Topic.INFO_NAMESPACE);
        query.addElement("identity").addAttribute("category", "conference").addAttribute("type", "text")
            .addAttribute("name", name.orElse(address.master().toString()));
        for (String own : List.of(Topic.INFO_NAMESPACE, Topic.ITEMS_NAMESPACE, Muc.NAMESPACE, Muc.SELF_PING,
            Topic.PING_NAMESPACE)) {
            query.addElement("feature").addAttribute("var", own);
        }
        features.stream().sorted().filter(feature -> archive || !feature.startsWith(Topic.ARCHIVE_NAMESPACES))
            .forEach(feature -> query.addElement("feature").addAttribute("var", feature));
        if (!fields.isEmpty() || occupants.isPresent()) {
            addForm(query, occupants);
        }
        return answer;
    }

    private void addForm(Element query, OptionalInt occupants) {
        Element form = query.addElement(QName.get("x", FORM)).addAttribute("type", "result");
        add(form, new Field("FORM_TYPE", Optional.empty(), List.of(FORM_TYPE))).addAttribute("type", "hidden");
        fields.stream().filter(field -> occupants.isEmpty() || !field.name().equals(OCCUPANTS))
            .forEach(field -> add(form, field));
        occupants.ifPresent(number ->
            add(form, new Field(OCCUPANTS, Optional.empty(), List.of(Integer.toString(number)))));
    }

    private static Element add(Element form, Field field) {
        Element element = form.addElement("field").addAttribute("var", field.name());
        field.label().ifPresent(label -> element.addAttribute("label", label));
        field.values().forEach(value -> element.addElement("value").setText(value));
        return element;
    }
}
