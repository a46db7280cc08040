package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.Optional;

import org.dom4j.Element;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * The form by which the owner of a node is asked whether somebody may subscribe to it, and its answer (XEP-0060, section
 * 8.6). No state; may be called from any thread.
 */
public final class AuthorizationForm {

    /** What such a form says that it is about. */
    public static final String FORM_TYPE = "http://jabber.org/protocol/pubsub#subscribe_authorization";

    private static final String NODE = "pubsub#node";
    private static final String SUBSCRIBER = "pubsub#subscriber_jid";
    /** How the example of XEP-0207 has it. */
    private static final String MISSPELT_SUBSCRIBER = "pusub#subscriber_jid";
    private static final String ALLOW = "pubsub#allow";

    /**
     * What people read in the form.
     *
     * @param title        its title
     * @param instructions what to do
     * @param node         the label of the node
     * @param subscriber   the label of the address
     * @param allow        the question
     */
    public record Words(String title, String instructions, String node, String subscriber, String allow) {
        /** Checks that nothing is missing. */
        public Words {
            Objects.requireNonNull(title);
            Objects.requireNonNull(instructions);
            Objects.requireNonNull(node);
            Objects.requireNonNull(subscriber);
            Objects.requireNonNull(allow);
        }
    }

    /**
     * What an owner answers.
     *
     * @param named      whether the form says that it is one of these; a cancelled one need not
     * @param cancelled  whether he did not want to decide, which is a no
     * @param allowed    whether he said yes
     * @param node       the node, if he says it
     * @param subscriber the address, if he says it; empty also for one that is none, which {@code readable} tells
     * @param readable   whether the address could be read
     */
    public record Answer(boolean named, boolean cancelled, boolean allowed, Optional<String> node, Optional<JID> subscriber,
                         boolean readable) {
        /** Checks that nothing is missing. */
        public Answer {
            Objects.requireNonNull(node);
            Objects.requireNonNull(subscriber);
        }
    }

    private AuthorizationForm() {
    }

    /**
     * Writes the question.
     *
     * @param from       the server
     * @param to         a client of the owner
     * @param id         by which the answer is known
     * @param subscriber who wants to subscribe
     * @param words      what people read
     * @return a new stanza
     */
    public static Message ask(JID from, JID to, String id, JID subscriber, Words words) {
        Message message = new Message();
        message.setFrom(from);
        message.setTo(to);
        message.setID(id);
        Element form = message.getElement().addElement(DataForm.NAME).addAttribute("type", "form");
        form.addElement("title").setText(words.title());
        form.addElement("instructions").setText(words.instructions());
        DataForm.field(form, DataForm.FORM_TYPE, "hidden", null, FORM_TYPE);
        DataForm.field(form, NODE, "text-single", words.node(), PubsubRequest.PRESENCE_NODE);
        DataForm.field(form, SUBSCRIBER, "jid-single", words.subscriber(), subscriber.toString());
        DataForm.field(form, ALLOW, "boolean", words.allow(), "false");
        return message;
    }

    /**
     * Reads an answer.
     *
     * @param message any message; not changed
     * @return the answer; empty if there is no form in it that was filled in or cancelled
     */
    public static Optional<Answer> read(Message message) {
        return DataForm.in(message.getElement()).filter(form -> form.is("submit") || form.is("cancel")).map(form -> {
            Optional<String> subscriber = form.value(SUBSCRIBER).or(() -> form.value(MISSPELT_SUBSCRIBER));
            Optional<JID> address = subscriber.flatMap(Addresses::read);
            String allow = form.value(ALLOW).orElse("");
            return new Answer(form.value(DataForm.FORM_TYPE).filter(FORM_TYPE::equals).isPresent(), form.is("cancel"),
                allow.equals("1") || allow.equals("true"), form.value(NODE), address,
                subscriber.isEmpty() || address.isPresent());
        });
    }
}
