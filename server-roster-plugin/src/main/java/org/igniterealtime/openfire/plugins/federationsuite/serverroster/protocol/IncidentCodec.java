package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.dom4j.Attribute;
import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Node;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Times;

/**
 * IODEF documents (RFC 5070) as XEP-0268 sends them: {@code <report/>}, {@code <inquiry/>}, {@code <request/>} or
 * {@code <response/>} around one {@code <Incident/>}. No state; may be called from any thread.
 *
 * <p>Reads what is there in any order, because the XEP's own examples do not keep to the order of RFC 5070; writes in that
 * order. What it does not know it leaves alone. Of the XEP's examples it also takes {@code <jid/>} in both of their
 * namespaces, and several nodes in one system, of which RFC 5070 has one.
 */
public final class IncidentCodec {

    /** The namespace of XEP-0268. */
    public static final String NAMESPACE = "urn:xmpp:incident:2";
    /** The namespace of RFC 5070. */
    public static final String IODEF = "urn:ietf:params:xml:ns:iodef-1.0";
    /** Longest name and number of an incident, in bytes: what every database can keep and compare whole. */
    public static final int LONGEST_REFERENCE = 255;

    private static final String JID = "urn:xmpp:jid:0";
    private static final Namespace IODEF_NAMESPACE = Namespace.get(IODEF);
    private static final Set<String> PURPOSES = Set.of("traceback", "mitigation", "reporting", "other");
    private static final String OTHER = "other";
    /** The example of the XEP has eight levels. */
    private static final int DEEPEST = 32;
    /** Addresses and the like that are read of each sort; the document has the rest. */
    private static final int MOST_LISTED = 100;
    private static final int LONGEST_LISTED = 1000;

    private IncidentCodec() {
    }

    /**
     * A document that was checked.
     *
     * @param content what we understand of it
     * @param xml     all of it, with the element around it
     */
    public record Checked(IncidentDocument content, String xml) {
    }

    /**
     * Reads a document. Takes time and memory in proportion to it, and looks no deeper than it may be.
     *
     * @param wrapper   the element around it; not changed
     * @param mostBytes how large it may be, in bytes of UTF-8
     * @return the document
     * @throws BadIncidentException if it cannot be taken
     */
    public static Checked decode(Element wrapper, int mostBytes) throws BadIncidentException {
        measure(wrapper, mostBytes);
        Element incident = incident(wrapper);
        IncidentDocument content = new IncidentDocument(reference(incident), related(incident),
            IncidentStatus.of(wrapper.attributeValue("status")).orElse(IncidentStatus.NEW), purpose(incident),
            new Times(time(incident, "StartTime"), time(incident, "EndTime"), time(incident, "ReportTime")),
            first(incident, "Description").map(description -> description.getText().strip()).orElse(""),
            new Addresses(addresses(incident, "source"), addresses(incident, "target"), contacts(incident)), actions(incident));
        String xml = wrapper.asXML();
        if (xml.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            throw tooLarge(mostBytes);
        }
        return new Checked(content, PlainText.forColumn(xml));
    }

    /**
     * Writes a document as it is kept.
     *
     * @param wrapper the element around it
     * @return XML that {@link #element} reads
     */
    public static String xml(Element wrapper) {
        return PlainText.forColumn(wrapper.asXML());
    }

    /**
     * Reads a document that was kept.
     *
     * @param xml as {@link Checked#xml} was
     * @return what we understand of it
     * @throws BadIncidentException if it is none, which somebody else must have written into the database
     */
    public static IncidentDocument parse(String xml) throws BadIncidentException {
        return decode(element(xml), Integer.MAX_VALUE).content();
    }

    /**
     * Reads a kept document as XML, to send it again.
     *
     * @param xml as {@link Checked#xml} was
     * @return a new element
     * @throws BadIncidentException if it is none
     */
    public static Element element(String xml) throws BadIncidentException {
        try {
            return (Element) new XmlText().read(xml).detach();
        } catch (DocumentException e) {
            throw new BadIncidentException("The document cannot be read", false);
        }
    }

    /**
     * Writes a document.
     *
     * @param kind    what it is for
     * @param content what it says, without characters that XML does not have
     * @return a new element, with what RFC 5070 requires
     */
    public static Element encode(IncidentKind kind, IncidentDocument content) {
        Element wrapper = DocumentHelper.createElement(QName.get(kind.element(), NAMESPACE));
        if (content.status() != IncidentStatus.NEW) {
            wrapper.addAttribute("status", content.status().word());
        }
        Element incident = add(wrapper, "Incident").addAttribute("purpose", content.purpose());
        write(incident, content.about());
        if (!content.related().isEmpty()) {
            Element related = add(incident, "RelatedActivity");
            content.related().forEach(reference -> write(related, reference));
        }
        write(incident, "StartTime", content.times().start());
        write(incident, "EndTime", content.times().end());
        write(incident, "ReportTime", content.times().reported());
        if (!content.text().isEmpty()) {
            add(incident, "Description").setText(content.text());
        }
        // Required, and we do not weigh what people tell.
        add(add(incident, "Assessment"), "Impact").addAttribute("type", "unknown");
        for (String address : content.addresses().contacts()) {
            Element data = add(add(incident, "Contact").addAttribute("role", "admin").addAttribute("type", "organization"),
                "AdditionalData").addAttribute("dtype", "xml");
            data.addElement(QName.get("jid", JID)).setText(address);
        }
        write(incident, content.addresses(), content.actions());
        return wrapper;
    }

    /** One system for each address: RFC 5070 has one node in a system. */
    private static void write(Element incident, Addresses addresses, List<String> actions) {
        if (addresses.sources().isEmpty() && addresses.targets().isEmpty() && actions.isEmpty()) {
            return;
        }
        Element event = add(incident, "EventData");
        if (!addresses.sources().isEmpty() || !addresses.targets().isEmpty()) {
            Element flow = add(event, "Flow");
            addresses.sources().forEach(address -> write(flow, "source", address));
            addresses.targets().forEach(address -> write(flow, "target", address));
        }
        actions.forEach(action -> add(event, "Expectation").addAttribute("action", action));
    }

    private static void write(Element flow, String category, String address) {
        add(add(add(flow, "System").addAttribute("category", category), "Node"), "Address")
            .addAttribute("category", "ext-category").addAttribute("ext-category", "xmpp").setText(address);
    }

    private static void write(Element parent, Reference reference) {
        add(parent, "IncidentID").addAttribute("name", reference.name()).setText(reference.id());
    }

    private static void write(Element parent, String name, Optional<Instant> time) {
        time.ifPresent(moment -> add(parent, name).setText(moment.toString()));
    }

    private static Element add(Element parent, String name) {
        return parent.addElement(QName.get(name, IODEF_NAMESPACE));
    }

    /** How deep and about how large; not by recursion, which a deep document would end. */
    private static void measure(Element wrapper, int mostBytes) throws BadIncidentException {
        record Level(Element element, int depth) {
        }
        long characters = 0;
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(wrapper, 1));
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.depth() > DEEPEST) {
                throw new BadIncidentException("The document is deeper than " + DEEPEST + " elements", false);
            }
            checkName(level.element().getQualifiedName());
            characters += level.element().getQualifiedName().length() + 3L;
            for (Attribute attribute : attributes(level.element())) {
                checkName(attribute.getQualifiedName());
                characters += attribute.getQualifiedName().length() + attribute.getValue().length() + 4L;
            }
            for (int i = 0; i < level.element().nodeCount(); i++) {
                Node node = level.element().node(i);
                if (node instanceof Element child) {
                    open.push(new Level(child, level.depth() + 1));
                } else {
                    characters += node.getText() == null ? 0 : node.getText().length();
                }
            }
            if (characters > mostBytes) {
                throw tooLarge(mostBytes);
            }
        }
    }

    private static List<Attribute> attributes(Element element) {
        List<Attribute> found = new ArrayList<>();
        for (int i = 0; i < element.attributeCount(); i++) {
            found.add(element.attribute(i));
        }
        return found;
    }

    /** A name cannot be written with references, see {@link PlainText}. */
    private static void checkName(String name) throws BadIncidentException {
        if (name.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
            throw new BadIncidentException("The document has an element or attribute with a strange name", false);
        }
    }

    private static BadIncidentException tooLarge(int mostBytes) {
        return new BadIncidentException("The document is larger than " + mostBytes + " bytes", true);
    }

    private static Element incident(Element wrapper) throws BadIncidentException {
        List<Element> incidents = elements(wrapper, "Incident");
        if (incidents.size() != 1) {
            throw new BadIncidentException("There must be one Incident of " + IODEF, false);
        }
        return incidents.get(0);
    }

    private static Reference reference(Element incident) throws BadIncidentException {
        List<Element> found = elements(incident, "IncidentID");
        Reference reference = found.size() == 1 ? reference(found.get(0), "name") : null;
        if (reference == null || reference.name().isEmpty() || reference.id().isEmpty()) {
            throw new BadIncidentException("There must be one IncidentID with a name and a number", false);
        }
        if (isTooLong(reference.name()) || isTooLong(reference.id())) {
            throw new BadIncidentException("The IncidentID is longer than " + LONGEST_REFERENCE + " bytes", false);
        }
        return reference;
    }

    private static Reference reference(Element element, String attribute) {
        return new Reference(element.attributeValue(attribute, "").trim(), element.getTextTrim());
    }

    /** Whether a name or number of an incident is longer than can be kept. */
    public static boolean isTooLong(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_REFERENCE;
    }

    private static List<Reference> related(Element incident) {
        return elements(incident, "RelatedActivity").stream().flatMap(related -> elements(related, "IncidentID").stream())
            .limit(MOST_LISTED).map(element -> reference(element, "name")).toList();
    }

    private static String purpose(Element incident) {
        String purpose = incident.attributeValue("purpose", OTHER);
        return PURPOSES.contains(purpose) ? purpose : OTHER;
    }

    private static Optional<Instant> time(Element incident, String name) throws BadIncidentException {
        Optional<Element> element = first(incident, name);
        if (element.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(element.get().getTextTrim()).toInstant());
        } catch (DateTimeException e) {
            throw new BadIncidentException(name + " is no date with a time and a zone", false);
        }
    }

    private static List<String> addresses(Element incident, String category) {
        List<String> found = new ArrayList<>();
        for (Element event : elements(incident, "EventData")) {
            for (Element flow : elements(event, "Flow")) {
                elements(flow, "System").stream().filter(system -> category.equals(system.attributeValue("category")))
                    .flatMap(system -> elements(system, "Node").stream())
                    .flatMap(node -> elements(node, "Address").stream())
                    .forEach(address -> list(found, address.getTextTrim()));
            }
        }
        return found;
    }

    private static List<String> contacts(Element incident) {
        List<String> found = new ArrayList<>();
        elements(incident, "Contact").stream().flatMap(contact -> elements(contact, "AdditionalData").stream())
            .flatMap(data -> data.elements("jid").stream().map(Element.class::cast))
            .filter(jid -> Set.of(JID, NAMESPACE).contains(jid.getNamespaceURI()))
            .forEach(jid -> list(found, jid.getTextTrim()));
        return found;
    }

    private static List<String> actions(Element incident) {
        List<String> found = new ArrayList<>();
        for (Element event : elements(incident, "EventData")) {
            elements(event, "Expectation").forEach(expected -> list(found, expected.attributeValue("action", OTHER)));
        }
        elements(incident, "History").stream().flatMap(history -> elements(history, "HistoryItem").stream())
            .forEach(item -> list(found, (item.attributeValue("action", "") + " "
                + first(item, "Description").map(Element::getTextTrim).orElse("")).trim()));
        return found;
    }

    private static void list(List<String> found, String text) {
        if (!text.isEmpty() && found.size() < MOST_LISTED && !found.contains(text)) {
            // A cut may leave half a character, which nobody could send.
            found.add(text.length() <= LONGEST_LISTED ? text : PlainText.forXml(text.substring(0, LONGEST_LISTED)));
        }
    }

    private static Optional<Element> first(Element parent, String name) {
        return elements(parent, name).stream().findFirst();
    }

    private static List<Element> elements(Element parent, String name) {
        return parent.elements(QName.get(name, IODEF_NAMESPACE)).stream().map(Element.class::cast).toList();
    }
}
