package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;

/** A data form (XEP-0004) being written into an element. Used by one thread. */
public final class Form {

    /** The namespace. */
    public static final String NAMESPACE = "jabber:x:data";

    private static final QName X = QName.get("x", Namespace.get(NAMESPACE));
    /** Fields of a submitted form that are read; no form of ours has more. */
    private static final int MOST_FIELDS = 64;

    private final Element x;

    private Form(Element x) {
        this.x = x;
    }

    /**
     * Begins a form.
     *
     * @param parent   where it goes
     * @param type     {@code form} or {@code result}
     * @param formType the value of its FORM_TYPE (XEP-0068)
     * @param title    its title
     */
    public static Form in(Element parent, String type, String formType, String title) {
        Element x = parent.addElement(X).addAttribute("type", type);
        x.addElement("title").setText(title);
        Form form = new Form(x);
        form.field("FORM_TYPE", "hidden", "").addElement("value").setText(formType);
        return form;
    }

    /** Says what to do with the form. */
    public Form instructions(String text) {
        Element instructions = x.addElement("instructions");
        instructions.setText(text);
        return this;
    }

    /**
     * Adds a field to be filled in.
     *
     * @param name     its name
     * @param type     a type of XEP-0004, such as {@code jid-single}
     * @param label    what people see
     * @param required whether it must be filled in
     */
    public Form ask(String name, String type, String label, boolean required) {
        Element field = field(name, type, label);
        if (required) {
            field.addElement("required");
        }
        return this;
    }

    /**
     * Adds a field with one of several answers.
     *
     * @param name    its name
     * @param label   what people see
     * @param options values and their labels, in order; the first is preset
     */
    public Form choose(String name, String label, Map<String, String> options) {
        Element field = field(name, "list-single", label);
        options.keySet().stream().findFirst().ifPresent(first -> field.addElement("value").setText(first));
        options.forEach((value, words) ->
            field.addElement("option").addAttribute("label", words).addElement("value").setText(value));
        return this;
    }

    /**
     * Adds a field with an answer in it, for a form of the type {@code result}.
     *
     * @param name   its name
     * @param label  what people see
     * @param values what is in it, a line or several
     */
    public Form show(String name, String label, List<String> values) {
        Element field = field(name, values.size() > 1 ? "text-multi" : "text-single", label);
        values.forEach(value -> field.addElement("value").setText(value));
        return this;
    }

    /**
     * Says which columns a table has.
     *
     * @param columns names and labels, in order
     */
    public Form columns(Map<String, String> columns) {
        Element reported = x.addElement("reported");
        columns.forEach((name, label) -> reported.addElement("field").addAttribute("type", "text-single")
            .addAttribute("var", name).addAttribute("label", label));
        return this;
    }

    /**
     * Adds a row to a table.
     *
     * @param values values by column
     */
    public Form row(Map<String, String> values) {
        Element item = x.addElement("item");
        values.forEach((name, value) -> item.addElement("field").addAttribute("var", name).addElement("value").setText(value));
        return this;
    }

    private Element field(String name, String type, String label) {
        Element field = x.addElement("field").addAttribute("type", type).addAttribute("var", name);
        if (!label.isEmpty()) {
            field.addAttribute("label", label);
        }
        return field;
    }

    /**
     * Reads a form that was filled in. Never throws, whatever it holds.
     *
     * @param parent   where it may be
     * @param formType the FORM_TYPE that it must have
     * @return the first value of each field but FORM_TYPE, in order; empty if there is no such form
     */
    public static Optional<Map<String, String>> submitted(Element parent, String formType) {
        Element x = parent.element(X);
        if (x == null || !"submit".equals(x.attributeValue("type"))) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<Element> fields = x.elements("field");
        for (Element field : fields.subList(0, Math.min(MOST_FIELDS, fields.size()))) {
            String name = field.attributeValue("var");
            String value = field.elementText("value");
            if (name != null && value != null) {
                values.putIfAbsent(name, value);
            }
        }
        return Objects.equals(values.remove("FORM_TYPE"), formType) ? Optional.of(values) : Optional.empty();
    }
}
