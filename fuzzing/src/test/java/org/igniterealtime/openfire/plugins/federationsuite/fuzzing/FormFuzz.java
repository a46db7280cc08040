package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertTrue;

import java.util.List;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.DataForm;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.xmpp.packet.Message;

/** Any data form (XEP-0004) for those who read forms: none throws, and none reads more than there is. */
public final class FormFuzz {

    private static final String FIELD = "<x xmlns='jabber:x:data' type='submit'><field var='%s' type='%s'>%s</field></x>";
    private static final Words WORDS = Words.with(List.of("b.example", "bard@montague.lit"),
        List.of("FORM_TYPE", "urn:a", AuthorizationForm.FORM_TYPE, "pubsub#node", "pubsub#subscriber_jid", "pubsub#allow", "1",
            "peer", "text-single", "list-multi", "fixed"),
        List.of("label"),
        List.of(FIELD.formatted("FORM_TYPE", "hidden", "<value>urn:a</value>"),
            FIELD.formatted("FORM_TYPE", "hidden", "<value>" + AuthorizationForm.FORM_TYPE + "</value>"),
            FIELD.formatted("peer", "text-multi", "<value>b.example</value><value>c.example</value>"),
            FIELD.formatted("pubsub#allow", "boolean", "<value>true</value>"),
            "<x xmlns='jabber:x:data' type='cancel'/>",
            "<x xmlns='jabber:x:data' type='submit'><reported><field var='a'/></reported>"
                + "<item><field var='a'><value/></field></item></x>",
            "<x xmlns='jabber:x:data' type='submit'><field var='a'/><field><value>1</value></field>"
                + "<field var='b'><option><value>2</value></option></field>"
                + "<field var='c' type='jid-multi'><value>@</value><required/></field></x>"));

    private FormFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        StanzaMaker maker = new StanzaMaker(WORDS, input);
        Element parent = DocumentHelper.createElement("message");
        if (input.below(8) == 0) {
            StanzaMaker.parse(input.restAsText()).ifPresent(parent::add);
        } else {
            for (int left = input.below(3) + 1; left > 0; left--) {
                maker.grow(parent);
            }
        }
        read(parent);
    }

    private static void read(Element parent) {
        String xml = parent.asXML();
        for (String formType : List.of("urn:a", AuthorizationForm.FORM_TYPE)) {
            Form.submitted(parent, formType).ifPresent(values -> {
                assertTrue("bounded", values.size() <= 64);
                assertTrue("no more than there is", values.values().stream().mapToInt(String::length).sum() <= xml.length());
            });
        }
        DataForm.in(parent).ifPresent(form -> {
            form.is("submit");
            form.has("peer");
            form.value("pubsub#allow");
            form.values("peer");
        });
        AuthorizationForm.read(new Message(parent, true));
        assertTrue("readers change nothing", xml.equals(parent.asXML()));
    }
}
