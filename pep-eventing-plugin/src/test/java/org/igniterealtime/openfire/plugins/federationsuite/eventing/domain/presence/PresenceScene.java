package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BALCONY;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BARD;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.GLOBE;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.JULIET;

import org.xmpp.packet.JID;

/** Juliet, who does presence by pubsub, and who asks to see hers. */
abstract class PresenceScene {

    static final String OWNER = "#owner";
    static final String LIST = "<subscriptions node='presence'/>";

    final World world = new World();

    String formId(JID contact) {
        return world.routed.stream().filter(stanza -> stanza.toXML().contains("#subscribe_authorization")
            && stanza.toXML().contains("<value>" + contact + "</value>")).reduce((one, next) -> next).orElseThrow().getID();
    }

    static String answer(JID from, String to, String id, JID subscriber, String allow) {
        return "<message from='" + from + "' to='" + to + "' id='" + id + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
            + "<field var='pubsub#node'><value>presence</value></field><field var='pubsub#subscriber_jid'><value>" + subscriber
            + "</value></field><field var='pubsub#allow'><value>" + allow + "</value></field></x></message>";
    }

    void julietDoesPubsub() {
        world.doesPubsub(BALCONY);
        world.online(BALCONY);
        world.routed();
    }

    void bardIsSubscribed() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        world.pass(answer(BALCONY, "capulet.lit", formId(BARD), BARD, "1"), true);
        world.routed();
    }
}
