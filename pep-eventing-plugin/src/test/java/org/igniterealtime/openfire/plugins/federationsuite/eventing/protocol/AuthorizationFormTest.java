package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** The forms of XEP-0060, section 8.6, and of XEP-0207's examples. */
public class AuthorizationFormTest {

    /** The example "User approves subscription request" of XEP-0207. */
    private static final String APPROVAL = "<message from='juliet@capulet.lit/balcony' to='montague.lit' id='approve1'>"
        + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
        + "<value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
        + "<field var='pubsub#node'><value>presence</value></field>"
        + "<field var='pubsub#subscriber_jid'><value>bard@shakespeare.lit</value></field>"
        + "<field var='pubsub#allow'><value>true</value></field></x></message>";

    private static Optional<AuthorizationForm.Answer> read(String xml) {
        return AuthorizationForm.read(new Message(Xml.element(xml)));
    }

    @Test
    public void theAnswerOfTheSpecificationsExampleIsRead() {
        assertEquals(Optional.of(new AuthorizationForm.Answer(true, false, true, Optional.of("presence"),
            Optional.of(new JID("bard@shakespeare.lit")), true)), read(APPROVAL));
    }

    @Test
    public void theFieldThatIsMisspeltThereIsReadToo() {
        assertEquals(read(APPROVAL), read(APPROVAL.replace("pubsub#subscriber_jid", "pusub#subscriber_jid")));
    }

    @Test
    public void oneAndTrueAreYes() {
        assertTrue(read(APPROVAL.replace(">true<", ">1<")).orElseThrow().allowed());
        for (String no : new String[] {"0", "false", "True", "2", ""}) {
            assertFalse(no, read(APPROVAL.replace(">true<", ">" + no + "<")).orElseThrow().allowed());
        }
    }

    @Test
    public void anAddressThatIsNoneIsToldFromNoAddress() {
        assertFalse(read(APPROVAL.replace("bard@shakespeare.lit", "@")).orElseThrow().readable());
        assertTrue(read(APPROVAL.replace("pubsub#subscriber_jid", "other")).orElseThrow().readable());
    }

    @Test
    public void whatIsNotFilledInIsNoAnswer() {
        assertEquals(Optional.empty(), read(APPROVAL.replace("submit", "form")));
        assertEquals(Optional.empty(), read(APPROVAL.replace("jabber:x:data", "urn:example:x")));
        assertEquals(Optional.empty(), read("<message><body>1</body></message>"));
        assertTrue(read(APPROVAL.replace("submit", "cancel")).orElseThrow().cancelled());
    }

    @Test
    public void theQuestionIsThatOfTheSpecificationWithTheFieldSpeltAsItShouldBe() {
        Message question = AuthorizationForm.ask(new JID("capulet.lit"), new JID("juliet@capulet.lit/balcony"), "approve1",
            new JID("bard@shakespeare.lit"), new AuthorizationForm.Words("T", "I", "Node ID", "Subscriber Address", "Yes?"));
        assertEquals("<message from=\"capulet.lit\" to=\"juliet@capulet.lit/balcony\" id=\"approve1\">"
            + "<x xmlns=\"jabber:x:data\" type=\"form\"><title>T</title><instructions>I</instructions>"
            + "<field var=\"FORM_TYPE\" type=\"hidden\"><value>http://jabber.org/protocol/pubsub#subscribe_authorization</value>"
            + "</field><field var=\"pubsub#node\" type=\"text-single\" label=\"Node ID\"><value>presence</value></field>"
            + "<field var=\"pubsub#subscriber_jid\" type=\"jid-single\" label=\"Subscriber Address\">"
            + "<value>bard@shakespeare.lit</value></field><field var=\"pubsub#allow\" type=\"boolean\" label=\"Yes?\">"
            + "<value>false</value></field></x></message>", question.toXML());
    }
}
