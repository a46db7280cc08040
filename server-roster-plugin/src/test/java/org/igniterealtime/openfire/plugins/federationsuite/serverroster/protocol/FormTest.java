package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.junit.Test;

/** Forms as they are written and read. */
public class FormTest {

    private static Optional<Map<String, String>> submitted(String xml) throws Exception {
        return Form.submitted(DocumentHelper.parseText("<message>" + xml + "</message>").getRootElement(), "t");
    }

    private static String form(String type, String fields) {
        return "<x xmlns='jabber:x:data' type='" + type + "'><field var='FORM_TYPE'><value>t</value></field>" + fields + "</x>";
    }

    @Test
    public void aFormIsWrittenAsXep0004HasIt() {
        Element parent = DocumentHelper.createElement("message");
        Form.in(parent, "form", "t", "Title").instructions("Do").ask("peerjid", "jid-single", "Peer", true)
            .choose("c", "Choice", Map.of("a", "A"));

        assertEquals("<x xmlns=\"jabber:x:data\" type=\"form\"><title>Title</title>"
            + "<field type=\"hidden\" var=\"FORM_TYPE\"><value>t</value></field><instructions>Do</instructions>"
            + "<field type=\"jid-single\" var=\"peerjid\" label=\"Peer\"><required/></field>"
            + "<field type=\"list-single\" var=\"c\" label=\"Choice\"><value>a</value>"
            + "<option label=\"A\"><value>a</value></option>"
            + "</field></x>", parent.element("x").asXML());
    }

    @Test
    public void aSubmittedFormIsRead() throws Exception {
        assertEquals(Optional.of(Map.of("a", "1")), submitted(form("submit", "<field var='a'><value>1</value></field>")));
    }

    @Test
    public void otherFormsAreNot() throws Exception {
        assertEquals(Optional.empty(), submitted(""));
        assertEquals(Optional.empty(), submitted(form("form", "")));
        assertEquals(Optional.empty(), submitted("<x xmlns='jabber:x:data' type='submit'/>"));
        assertEquals(Optional.empty(), submitted("<x type='submit'><field var='FORM_TYPE'><value>t</value></field></x>"));
        assertEquals(Optional.empty(), submitted("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>u</value></field></x>"));
    }

    @Test
    public void brokenFieldsAreLeftOutAndTheFirstOfTwoCounts() throws Exception {
        assertEquals(Optional.of(Map.of("a", "1")), submitted(form("submit",
            "<field/><field var='b'/><field><value>x</value></field>"
            + "<field var='a'><value>1</value><value>2</value></field><field var='a'><value>3</value></field>")));
    }

    @Test
    public void moreFieldsThanAnyFormOfOursHasAreNotRead() throws Exception {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            fields.append("<field var='f").append(i).append("'><value/></field>");
        }
        assertEquals(63, submitted(form("submit", fields.toString())).orElseThrow().size());
    }

    @Test
    public void answersAndTablesAreWrittenAsXep0004HasThem() {
        Element parent = DocumentHelper.createElement("message");
        Form.in(parent, "result", "t", "Title").show("one", "One", List.of("1")).show("two", "Two", List.of("1", "2"))
            .columns(Map.of("a", "A")).row(Map.of("a", "x")).row(Map.of("a", "y"));

        assertEquals("<x xmlns=\"jabber:x:data\" type=\"result\"><title>Title</title>"
            + "<field type=\"hidden\" var=\"FORM_TYPE\"><value>t</value></field>"
            + "<field type=\"text-single\" var=\"one\" label=\"One\"><value>1</value></field>"
            + "<field type=\"text-multi\" var=\"two\" label=\"Two\"><value>1</value><value>2</value></field>"
            + "<reported><field type=\"text-single\" var=\"a\" label=\"A\"/></reported>"
            + "<item><field var=\"a\"><value>x</value></field></item><item><field var=\"a\"><value>y</value></field></item>"
            + "</x>", parent.element("x").asXML());
    }
}
