package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Packet;

/**
 * What a stanza carries: its child elements, unchanged and in order. Immutable: elements are copied on the way in and
 * on the way out, because a server may still own, keep or change those of a stanza it shows us.
 */
public final class Payload {

    /** Says that a message is told later than it was said (XEP-0203). */
    public static final QName DELAY = QName.get("delay", "urn:xmpp:delay");
    /** Nothing. */
    public static final Payload EMPTY = new Payload(List.of());

    private final List<Element> children;
    /** Counted when first asked for, because history asks about all its messages each time one comes; 0 is not yet. */
    private int weight;

    private Payload(List<Element> children) {
        this.children = children;
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
                copies.add(child.createCopy());
            }
        }
        return copies.isEmpty() ? EMPTY : new Payload(copies);
    }

    /** The payload without elements of a name. */
    public Payload without(QName name) {
        return filter(child -> !child.getQName().equals(name));
    }

    /** Only the elements of a name. */
    public Payload only(String localName) {
        return filter(child -> child.getName().equals(localName));
    }

    private Payload filter(Predicate<Element> keep) {
        List<Element> kept = children.stream().filter(keep).toList();
        return kept.size() == children.size() ? this : new Payload(kept);
    }

    /** The payload with one element more, at the end; the element is copied. */
    public Payload with(Element child) {
        List<Element> more = new ArrayList<>(children);
        more.add(child.createCopy());
        return new Payload(more);
    }

    /**
     * Adds copies of all elements to a stanza.
     *
     * @param stanza changed
     */
    public void addTo(Packet stanza) {
        for (Element child : children) {
            stanza.getElement().add(child.createCopy());
        }
    }

    /** Tells whether there is an element of a local name, in whatever namespace. */
    public boolean has(String localName) {
        return children.stream().anyMatch(child -> child.getName().equals(localName));
    }

    /** Tells whether there is an element of a name and namespace. */
    public boolean has(QName name) {
        return children.stream().anyMatch(child -> child.getQName().equals(name));
    }

    /** How many characters of XML it is. For {@code maxchars} and for bounds on memory. */
    public int weight() {
        if (weight == 0) {
            weight = children.stream().mapToInt(child -> child.asXML().length()).sum();
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

    /** The role that a room gave, if it gave one. */
    public Optional<String> role() {
        return mucUser().map(x -> x.element("item")).map(item -> item.attributeValue("role"));
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

    /** The payload without the real address of the occupant it tells of. */
    public Payload withoutRealJid() {
        return editMucUser(x -> {
            for (Element item : x.elements("item")) {
                item.addAttribute("jid", null);
            }
        });
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
        return new Payload(edited);
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
        StringBuilder xml = new StringBuilder();
        children.forEach(child -> xml.append(child.asXML()));
        return xml.toString();
    }
}
