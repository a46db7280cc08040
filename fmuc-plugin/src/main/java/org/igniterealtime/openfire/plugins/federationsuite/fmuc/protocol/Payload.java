package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Node;
import org.dom4j.QName;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * What a stanza carries: its child elements, unchanged and in order. Immutable: elements are copied on the way in and
 * on the way out, because a server may still own, keep or change those of a stanza it shows us.
 */
public final class Payload {

    /** Says that a message is told later than it was said (XEP-0203). */
    public static final QName DELAY = QName.get("delay", "urn:xmpp:delay");
    /** The id that a room or an archive gave to a message (XEP-0359). */
    public static final QName STANZA_ID = QName.get("stanza-id", "urn:xmpp:sid:0");
    /** Which occupant a room says that a message is from, whatever his nick (XEP-0421). */
    private static final QName OCCUPANT_ID = QName.get("occupant-id", "urn:xmpp:occupant-id:0");
    private static final QName FORM = QName.get("x", "jabber:x:data");
    private static final QName ADDRESSES = QName.get("addresses", "http://jabber.org/protocol/address");
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    /** The only state that goes with words (XEP-0085, section 5.1): that somebody who says something is there. */
    private static final QName ACTIVE = QName.get("active", CHAT_STATES);
    private static final QName EVENT = QName.get("x", "jabber:x:event");
    private static final Set<String> TYPING = Set.of("composing", "id");
    /** What stands beside the word that somebody is typing and says nothing of its own: ids, hints, threads, and who says it. */
    private static final Set<String> OF_NO_WEIGHT = Set.of("urn:xmpp:sid:0", "urn:xmpp:occupant-id:0",
        "urn:xmpp:hints", "http://jabber.org/protocol/address");
    /** Banned, kicked, no longer a member, members only, shut down. */
    private static final Set<Integer> THROWN_OUT = Set.of(Muc.BANNED, Muc.KICKED, 321, 322, Muc.SERVICE_SHUTDOWN);
    private static final String CONDITIONS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static final Set<String> KNOWN_CONDITIONS =
        Arrays.stream(PacketError.Condition.values()).map(PacketError.Condition::toXMPP).collect(Collectors.toSet());
    private static final Set<String> ERROR_TYPES =
        Arrays.stream(PacketError.Type.values()).map(PacketError.Type::toXMPP).collect(Collectors.toSet());
    /** Nothing. */
    public static final Payload EMPTY = new Payload(List.of(), null);
    /** In which language it is (RFC 6120, section 8.1.5): an attribute of the stanza, but of what it says. */
    private static final QName LANGUAGE = QName.get("lang", Namespace.XML_NAMESPACE);

    private final List<Element> children;
    /** In which language it is; {@code null} if that is not said. */
    private final String language;
    /** Counted when first asked for, because history asks about all its messages each time one comes; 0 is not yet. */
    private int weight;

    private Payload(List<Element> children, String language) {
        this.children = children;
        this.language = language;
    }

    /**
     * What a stanza carries, without what is FMUC's own: that is said anew on each side of the link.
     *
     * @param stanza not changed, not kept
     * @return a copy
     */
    public static Payload of(Packet stanza) {
        List<Element> copies = new ArrayList<>();
        for (Element child : stanza.getElement().elements()) {
            if (!Fmuc.NAMESPACE.equals(child.getNamespaceURI())) {
                copies.add(copy(child));
            }
        }
        return made(copies, stanza.getElement().attributeValue(LANGUAGE));
    }

    /**
     * A copy that says nothing twice. A parser keeps the declaration of an element's own namespace as a part of its content;
     * then an element that is empty is written in the long form, in every copy that crosses the link.
     */
    private static Element copy(Element element) {
        Element copy = element.createCopy();
        tidy(copy);
        return copy;
    }

    private static void tidy(Element element) {
        for (int i = element.nodeCount() - 1; i >= 0; i--) {
            Node node = element.node(i);
            if (node instanceof Namespace && node.equals(element.getNamespace())) {
                element.remove(node);
            } else if (node instanceof Element child) {
                tidy(child);
            }
        }
    }

    /** The payload without elements of a name. */
    public Payload without(QName name) {
        return filter(child -> !child.getQName().equals(name));
    }

    /** Only the elements of a name. */
    public Payload only(String localName) {
        return filter(child -> child.getName().equals(localName));
    }

    /**
     * The payload of an error, such that a client can read it (RFC 6120, section 8.3.2): with one error, that has a type and
     * a condition which exist. There are clients that close their connection over any other.
     */
    public Payload asError() {
        List<Element> errors = children.stream().filter(child -> child.getName().equals("error")).toList();
        if (errors.size() == 1 && isReadable(errors.get(0))) {
            return this;
        }
        Element error = DocumentHelper.createElement("error").addAttribute("type", PacketError.Type.cancel.toXMPP());
        error.addElement(QName.get(PacketError.Condition.undefined_condition.toXMPP(), CONDITIONS));
        errors.stream().map(child -> child.elementText(QName.get("text", CONDITIONS))).filter(Objects::nonNull).findFirst()
            .ifPresent(text -> error.addElement(QName.get("text", CONDITIONS)).setText(text));
        return filter(child -> !child.getName().equals("error")).with(error);
    }

    /** The payload with each of its errors changed. */
    Payload mapErrors(Consumer<Element> change) {
        List<Element> changed = new ArrayList<>();
        for (Element child : children) {
            Element copy = child.getName().equals("error") ? child.createCopy() : child;
            if (copy != child) {
                change.accept(copy);
            }
            changed.add(copy);
        }
        return new Payload(changed, language);
    }

    /** Tells whether one of its errors is as asked; it must not be changed. */
    boolean anyError(Predicate<Element> test) {
        return children.stream().anyMatch(child -> child.getName().equals("error") && test.test(child));
    }

    /** The condition of its error, if it has one that is defined (RFC 6120, section 8.3.3). */
    public Optional<PacketError.Condition> condition() {
        return children.stream().filter(child -> child.getName().equals("error")).flatMap(error -> error.elements().stream())
            .filter(child -> CONDITIONS.equals(child.getNamespaceURI())).map(Element::getName).filter(KNOWN_CONDITIONS::contains)
            .findFirst().map(PacketError.Condition::fromXMPP);
    }

    private static boolean isReadable(Element error) {
        List<String> conditions = error.elements().stream().filter(child -> CONDITIONS.equals(child.getNamespaceURI()))
            .map(Element::getName).filter(name -> !name.equals("text")).toList();
        return conditions.size() == 1 && KNOWN_CONDITIONS.contains(conditions.get(0))
            && ERROR_TYPES.contains(error.attributeValue("type", ""));
    }

    private Payload filter(Predicate<Element> keep) {
        List<Element> kept = children.stream().filter(keep).toList();
        return kept.size() == children.size() ? this : new Payload(kept, language);
    }

    /** The payload with one element more, at the end; the element is copied. */
    public Payload with(Element child) {
        List<Element> more = new ArrayList<>(children);
        more.add(copy(child));
        return new Payload(more, language);
    }

    /**
     * Adds copies of all elements to a stanza.
     *
     * @param stanza changed
     */
    public void addTo(Packet stanza) {
        addTo(stanza.getElement());
    }

    /** Tells whether there is an element of a local name, in whatever namespace. */
    public boolean has(String localName) {
        return children.stream().anyMatch(child -> child.getName().equals(localName));
    }

    /** Tells whether it changes the subject of a room (XEP-0045, section 8.1): a subject and no body. */
    public boolean changesSubject() {
        return has("subject") && !has("body");
    }

    /** Tells whether it says that a room has no subject (XEP-0045, section 7.2.15). */
    public boolean clearsSubject() {
        return changesSubject() && children.stream()
            .noneMatch(child -> child.getName().equals("subject") && !child.getText().isEmpty());
    }

    /** Tells whether it is a message of an archive (XEP-0313, section 4.2). */
    public boolean isOfArchive() {
        return children.stream().anyMatch(child -> child.getName().equals("result")
            && child.getNamespaceURI().startsWith(Topic.ARCHIVE_NAMESPACES));
    }

    /** Tells whether there is an element of a name and namespace. */
    public boolean has(QName name) {
        return children.stream().anyMatch(child -> child.getQName().equals(name));
    }

    /**
     * A user's payload without what only a room may say: the id of an occupant, an id given to a message or a delay of it.
     *
     * @param rooms the addresses of the room
     */
    public Payload withoutWordOf(Set<String> rooms) {
        return filter(child -> !(child.getQName().equals(OCCUPANT_ID)
            || child.getQName().equals(STANZA_ID) && rooms.contains(child.attributeValue("by", ""))
            || child.getQName().equals(DELAY) && rooms.contains(child.attributeValue("from", ""))));
    }

    /** Tells whether it asks a room for something that only the room can do: an invitation, its refusal, a form. */
    public boolean asksRoom() {
        boolean invites = mucUser().filter(x -> x.element("invite") != null || x.element("decline") != null).isPresent();
        return invites || has(FORM);
    }

    /** Tells whether it has the form of a request for voice (XEP-0045, section 7.13), as its refusal by most rooms has, too. */
    public boolean hasVoiceRequest() {
        return children.stream().filter(child -> child.getQName().equals(FORM)).flatMap(form -> form.elements("field").stream())
            .anyMatch(field -> "FORM_TYPE".equals(field.attributeValue("var"))
                && Muc.REQUEST_FORM.equals(field.elementTextTrim("value")));
    }

    /** Tells whether it has an error with this condition. */
    public boolean hasError(PacketError.Condition condition) {
        return children.stream().filter(child -> child.getName().equals("error"))
            .anyMatch(error -> error.element(QName.get(condition.toXMPP(), CONDITIONS)) != null);
    }

    /** How many characters of XML it is. For {@code maxchars} and for bounds on memory. */
    public int weight() {
        if (weight == 0) {
            weight = children.stream().mapToInt(child -> child.asXML().length()).sum()
                + (language == null ? 0 : language.length());
        }
        return weight;
    }

    /** The status codes that a room gave (XEP-0045, section 15.6.2). */
    public Set<Integer> statusCodes() {
        Set<Integer> codes = new HashSet<>();
        mucUser().ifPresent(x -> {
            for (Element status : x.elements("status")) {
                code(status).ifPresent(codes::add);
            }
        });
        return codes;
    }

    /** When a message was said that is told later (XEP-0203), if it says so. */
    public Optional<Instant> saidAt() {
        return children.stream().filter(child -> child.getQName().equals(DELAY)).findFirst()
            .map(delay -> delay.attributeValue("stamp")).flatMap(HistoryRequest::moment);
    }

    /** The latest moment at which somebody put it aside: of a delay told later again, the last word is the room's. */
    public Optional<Instant> lastStamp() {
        return children.stream().filter(child -> child.getQName().equals(DELAY))
            .map(delay -> HistoryRequest.moment(delay.attributeValue("stamp"))).flatMap(Optional::stream)
            .max(Instant::compareTo);
    }

    /** What a message says in words, if it does. */
    public Optional<String> body() {
        return children.stream().filter(child -> child.getName().equals("body")).findFirst().map(Element::getText);
    }

    /** The id that a room gave to a message (XEP-0359), if it did. */
    public Optional<String> stanzaId() {
        return children.stream().filter(child -> child.getQName().equals(STANZA_ID)).findFirst()
            .map(given -> given.attributeValue("by", "") + ' ' + given.attributeValue("id", ""));
    }

    /**
     * Tells whether it only says that somebody is typing, or no longer is (XEP-0085): of no use to anybody a minute later. What
     * says something else as well, in words or not, is none.
     */
    public boolean isChatState() {
        return children.stream().anyMatch(Payload::isOfTyping) && children.stream().allMatch(child -> isOfTyping(child)
            || OF_NO_WEIGHT.contains(child.getNamespaceURI()) || child.getName().equals("thread"));
    }

    /** A chat state, or what clients sent before there were any (XEP-0022). */
    private static boolean isOfTyping(Element child) {
        return CHAT_STATES.equals(child.getNamespaceURI()) || child.getQName().equals(EVENT)
            && child.elements().stream().allMatch(event -> TYPING.contains(event.getName()));
    }

    /** A message with words, without the word that its sender is there, which they say as well; any other as it is. */
    public Payload withoutActive() {
        return has("body") ? without(ACTIVE) : this;
    }

    /** What a room says of an occupant: his standing, and his id. */
    private static boolean isWordOfRoom(Element child) {
        return child.getQName().equals(Muc.USER) || child.getQName().equals(OCCUPANT_ID);
    }

    /**
     * What an occupant says of himself, with what a room says of him.
     *
     * @param seen a presence of his as the room sent it
     */
    public Payload asSeenIn(Payload seen) {
        List<Element> all = new ArrayList<>(filter(child -> !isWordOfRoom(child)).children);
        all.addAll(seen.filter(Payload::isWordOfRoom).children);
        return new Payload(all, language);
    }

    /**
     * What a room's presence says of an occupant that is not his own word: affiliation, role, who he is and what has happened
     * to him. Some characters, equal where that is equal.
     */
    public String standing() {
        StringBuilder text = new StringBuilder();
        mucUser().ifPresent(x -> x.elements().forEach(child -> {
            text.append(child.getName());
            for (String name : List.of("affiliation", "role", "code")) {
                text.append(' ').append(child.attributeValue(name, ""));
            }
            text.append(' ').append(Integer.toHexString(child.attributeValue("jid", "").hashCode())).append(';');
        }));
        return text.toString();
    }

    /** What the first element says in words; empty if there is none. */
    public String text() {
        return children.isEmpty() ? "" : children.get(0).getText();
    }

    /** What an error says in words, if it does. */
    public Optional<String> errorText() {
        return error().map(error -> error.elementText(QName.get("text", CONDITIONS)));
    }

    private Optional<Element> error() {
        return children.stream().filter(child -> child.getName().equals("error")).findFirst();
    }

    /** Tells whether a room says that it has thrown somebody out, or is no more. */
    public boolean throwsOut() {
        return !Collections.disjoint(statusCodes(), THROWN_OUT)
            || mucUser().filter(x -> x.element("destroy") != null).isPresent();
    }

    /** The role that a room gave, if it gave one. */
    public Optional<String> role() {
        return ofItem("role");
    }

    /** What a room says that an occupant is to it, if it says so. */
    public Optional<String> affiliation() {
        return ofItem("affiliation");
    }

    /** The real address of an occupant as a room told it, if it did; not checked. */
    public Optional<String> address() {
        return ofItem("jid");
    }

    private Optional<String> ofItem(String attribute) {
        return mucUser().map(x -> x.element("item")).map(item -> item.attributeValue(attribute));
    }

    /** The payload without some status codes. */
    public Payload withoutStatus(Set<Integer> codes) {
        return editMucUser(x -> {
            for (Element status : x.elements("status").toArray(Element[]::new)) {
                if (code(status).filter(codes::contains).isPresent()) {
                    x.remove(status);
                }
            }
        });
    }

    /** The payload with status codes, those that it has not yet; it gets a {@code muc#user} element if it has none. */
    public Payload withStatus(Set<Integer> codes) {
        Payload base = mucUser().isPresent() ? this : with(DocumentHelper.createElement(Muc.USER));
        Set<Integer> present = base.statusCodes();
        return base.editMucUser(x -> codes.stream().filter(code -> !present.contains(code)).sorted()
            .forEach(code -> x.addElement("status").addAttribute("code", code.toString())));
    }

    /** Tells whether it has the real address of the occupant it tells of, or of the sender of a message. */
    public boolean hasRealJid() {
        return children.stream().anyMatch(Payload::namesSender) || mucUser().filter(x -> x.elements("item").stream()
            .anyMatch(item -> item.attribute("jid") != null)).isPresent();
    }

    /** The payload without the real address of the occupant it tells of, or of the sender of a message (XEP-0033). */
    public Payload withoutRealJid() {
        return filter(child -> !namesSender(child)).editMucUser(x -> {
            for (Element item : x.elements("item")) {
                item.addAttribute("jid", null);
            }
        });
    }

    private static boolean namesSender(Element child) {
        return child.getQName().equals(ADDRESSES)
            && child.elements().stream().anyMatch(address -> "ofrom".equals(address.attributeValue("type")));
    }

    /** The payload with the element by which a client knows a private message (XEP-0045, section 7.5), if it has none. */
    public Payload asPrivate() {
        return has(Muc.USER) ? this : with(DocumentHelper.createElement(Muc.USER));
    }

    /** Elements as they are, none copied: for one who has just made them. */
    static Payload adopting(List<Element> made) {
        return made(List.copyOf(made), null);
    }

    private static Payload made(List<Element> children, String language) {
        return children.isEmpty() && language == null ? EMPTY : new Payload(children, language);
    }

    /**
     * A payload of the children of an element, in its language.
     *
     * @param parent not changed, not kept
     */
    public static Payload inside(Element parent) {
        return made(parent.elements().stream().map(Payload::copy).toList(), parent.attributeValue(LANGUAGE));
    }

    /**
     * Adds copies of all elements to an element, and says in which language they are.
     *
     * @param parent changed
     */
    public void addTo(Element parent) {
        children.forEach(child -> parent.add(child.createCopy()));
        if (language != null) {
            parent.addAttribute(LANGUAGE, language);
        }
    }

    private Payload editMucUser(Consumer<Element> edit) {
        if (mucUser().isEmpty()) {
            return this;
        }
        List<Element> edited = new ArrayList<>();
        for (Element child : children) {
            if (child.getQName().equals(Muc.USER)) {
                Element copy = child.createCopy();
                edit.accept(copy);
                edited.add(copy);
            } else {
                edited.add(child);
            }
        }
        return new Payload(edited, language);
    }

    private Optional<Element> mucUser() {
        return children.stream().filter(child -> child.getQName().equals(Muc.USER)).findFirst();
    }

    private static Optional<Integer> code(Element status) {
        try {
            return Optional.of(Integer.valueOf(status.attributeValue("code", "")));
        } catch (NumberFormatException e) {
            // A room may say what it likes; a code that is no number is nobody's.
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && that.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder xml = new StringBuilder(language == null ? "" : language);
        children.forEach(child -> xml.append(child.asXML()));
        return xml.toString();
    }
}
