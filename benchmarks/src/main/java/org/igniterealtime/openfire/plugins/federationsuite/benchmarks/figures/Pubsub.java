package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/** Pubsub requests that figures make. Stateless. */
final class Pubsub {

    static final String NAMESPACE = "http://jabber.org/protocol/pubsub";
    static final String OWNER = NAMESPACE + "#owner";
    static final String PREFIX = "plugin.federationsuite.eventing.";

    private Pubsub() {
    }

    static String request(String to, String id, String content) {
        return "<iq type='set' id='" + id + "'" + (to.isEmpty() ? "" : " to='" + to + "'") + "><pubsub xmlns='" + NAMESPACE + "'>"
            + content + "</pubsub></iq>";
    }

    static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    static String form(String type, String fields) {
        return "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", NAMESPACE + type) + fields + "</x>";
    }

    /** Asks, and fails if that is refused. */
    static Stanza done(Client client, String type, String to, String namespace, String content) {
        Stanza answer = client.ask(type, to, "<pubsub xmlns='" + namespace + "'>" + content + "</pubsub>");
        if (!answer.type().equals("result")) {
            throw new IllegalStateException("Refused: " + answer);
        }
        return answer;
    }

    /** A room as a node: the request to enter it. */
    static String enter(String room, String client, String nick) {
        return "<subscribe node='" + room + "' jid='" + client + "'/><options node='" + room + "' jid='" + client + "'>"
            + form("#subscribe_options", field("roomnick", nick)) + "</options>";
    }

    static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
