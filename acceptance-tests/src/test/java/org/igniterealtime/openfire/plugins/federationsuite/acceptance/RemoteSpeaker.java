package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/** Somebody with an ordinary client that sends what is written here; of pubsub it knows nodes to talk on. */
class RemoteSpeaker implements Conversation.Speaker {

    static final String PUBSUB = "http://jabber.org/protocol/pubsub";

    private final Client client;

    RemoteSpeaker(Client client) {
        this.client = client;
    }

    final Client client() {
        return client;
    }

    @Override
    public final String name() {
        String user = client.bareAddress();
        return Character.toUpperCase(user.charAt(0)) + user.substring(1, user.indexOf('@'));
    }

    @Override
    public final String address() {
        return client.bareAddress();
    }

    @Override
    public final List<Stanza> received() {
        return client.received();
    }

    @Override
    public final void settle() {
        client.settle();
    }

    @Override
    public void asks(Conversation.Speaker other) {
        presence("subscribe", other);
    }

    @Override
    public void agrees(Conversation.Speaker other) {
        presence("subscribed", other);
    }

    @Override
    public void refuses(Conversation.Speaker other) {
        presence("unsubscribed", other);
    }

    @Override
    public void forsakes(Conversation.Speaker other) {
        presence("unsubscribe", other);
    }

    private void presence(String type, Conversation.Speaker other) {
        client.send("<presence type='" + type + "' to='" + other.address() + "'/>").settle();
    }

    @Override
    public void is(String status) {
        client.send("<presence><status>" + status + "</status></presence>").settle();
    }

    @Override
    public void enters(String room) {
        client.join(room, name());
    }

    @Override
    public void leaves(String room) {
        client.part(room, name());
    }

    @Override
    public void says(String room, String text) {
        client.say(room, text);
    }

    @Override
    public void makes(String service, String node, Conversation.Speaker other) {
        request(service, PUBSUB, "<create node='" + node + "'/><configure>" + form("#node_config",
            field("pubsub#access_model", "whitelist") + field("pubsub#publisher", other.address())) + "</configure>");
        // To nobody, as the specification has it.
        request("", PUBSUB + "#owner", "<subscriptions node='" + node + "'><subscription jid='" + other.address()
            + "' subscription='subscribed'/></subscriptions>");
    }

    @Override
    public void tells(String service, String node, String text) {
        publish(service, node, "<message xmlns='jabber:client'><body>" + text + "</body></message>");
    }

    final void publish(String to, String node, String payload) {
        request(to, PUBSUB, "<publish node='" + node + "'><item>" + payload + "</item></publish>");
    }

    final Stanza request(String to, String namespace, String content) {
        Stanza answer = client.ask("set", to, "<pubsub xmlns='" + namespace + "'>" + content + "</pubsub>");
        if (!answer.type().equals("result")) {
            throw new Conversation.Refused(answer.text());
        }
        return answer;
    }

    static String form(String type, String fields) {
        return "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", PUBSUB + type) + fields + "</x>";
    }

    static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }
}
