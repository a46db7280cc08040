package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/** Somebody whose client says all by pubsub. */
final class PubsubSpeaker extends RemoteSpeaker {

    PubsubSpeaker(Client client) {
        super(client);
    }

    @Override
    public void asks(Conversation.Speaker other) {
        request(other.address(), PUBSUB, "<subscribe node='presence' jid='" + address() + "'/>");
    }

    /** By the form that has come for it, the last one if there are several. */
    @Override
    public void agrees(Conversation.Speaker other) {
        Stanza form = received().stream().filter(stanza -> stanza.text().contains("#subscribe_authorization")
            && stanza.text().contains("<value>" + other.address() + "</value>")).reduce((first, last) -> last).orElseThrow();
        client().send("<message id='" + form.id() + "' to='" + form.from() + "'>" + form("#subscribe_authorization",
            field("pubsub#node", "presence") + field("pubsub#subscriber_jid", other.address()) + field("pubsub#allow", "true"))
            + "</message>").settle();
    }

    @Override
    public void refuses(Conversation.Speaker other) {
        request("", PUBSUB + "#owner", "<subscriptions node='presence'><subscription jid='" + other.address()
            + "' subscription='none'/></subscriptions>");
    }

    @Override
    public void forsakes(Conversation.Speaker other) {
        request(other.address(), PUBSUB, "<unsubscribe node='presence' jid='" + address() + "'/>");
    }

    @Override
    public void is(String status) {
        publish("", "presence", "<presence xmlns='jabber:client'><status>" + status + "</status></presence>");
    }

    @Override
    public void enters(String room) {
        request(serviceOf(room), PUBSUB, "<subscribe node='" + nodeOf(room) + "' jid='" + client().address()
            + "'/><options node='"
            + nodeOf(room) + "' jid='" + client().address() + "'>" + form("#subscribe_options", field("roomnick", name()))
            + "</options>");
    }

    @Override
    public void leaves(String room) {
        request(serviceOf(room), PUBSUB, "<unsubscribe node='" + nodeOf(room) + "' jid='" + client().address() + "'/>");
    }

    @Override
    public void says(String room, String text) {
        publish(serviceOf(room), nodeOf(room), "<message xmlns='jabber:client'><body>" + text + "</body></message>");
    }

    private static String nodeOf(String room) {
        return room.substring(0, room.indexOf('@'));
    }

    private static String serviceOf(String room) {
        return room.substring(room.indexOf('@') + 1);
    }
}
