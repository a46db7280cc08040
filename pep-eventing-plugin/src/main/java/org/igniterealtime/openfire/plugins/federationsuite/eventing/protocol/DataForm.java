package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;
import java.util.Optional;

import org.dom4j.Element;
import org.dom4j.QName;

/**
 * A data form (XEP-0004), read without changing it and without trusting it. Immutable as long as its element is.
 *
 * @param element the {@code x} element
 */
public record DataForm(Element element) {

    /** The element of a form. */
    public static final QName NAME = QName.get("x", "jabber:x:data");

    /** The name of the field that says what a form is about. */
    public static final String FORM_TYPE = "FORM_TYPE";

    /** The first form in an element, if there is one. */
    public static Optional<DataForm> in(Element parent) {
        return Optional.ofNullable(parent.element(NAME)).map(DataForm::new);
    }

    /** Whether it is of a type, such as {@code submit} or {@code cancel}. */
    public boolean is(String type) {
        return type.equals(element.attributeValue("type"));
    }

    /** The first value of a field. */
    public Optional<String> value(String field) {
        return values(field).stream().findFirst();
    }

    /** All values of the first field of a name; none if there is no such field. */
    public List<String> values(String field) {
        for (Element child : element.elements("field")) {
            if (field.equals(child.attributeValue("var"))) {
                return child.elements("value").stream().map(Element::getTextTrim).toList();
            }
        }
        return List.of();
    }

    /** Whether there is a field of a name, with a value or without. */
    public boolean has(String field) {
        return element.elements("field").stream().anyMatch(child -> field.equals(child.attributeValue("var")));
    }

    /** Begins a form in an element. */
    static Element begin(Element parent, String type, String formType) {
        Element form = parent.addElement(NAME);
        form.addAttribute("type", type);
        field(form, FORM_TYPE, "hidden", null, formType);
        return form;
    }

    /** Adds a field to a form; a label only where there is one. */
    static void field(Element form, String name, String type, String label, String... values) {
        Element field = form.addElement("field").addAttribute("var", name).addAttribute("type", type);
        if (label != null) {
            field.addAttribute("label", label);
        }
        for (String value : values) {
            field.addElement("value").setText(value);
        }
    }
}
