package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What rules want done, and the way it goes. */
public class EffectTest {

    private static final List<JID> RECEIVERS = List.of(new JID("a@b/c"), new JID("d@e/f"));

    private final Message message = new Message();
    private final List<Packet> routed = new ArrayList<>();
    private final Router router = routed::add;

    @Test
    public void eachReceiverOfABroadcastGetsACopyOfHisOwn() {
        Effect.Broadcast broadcast = new Effect.Broadcast(message, RECEIVERS);
        assertEquals(RECEIVERS, broadcast.copies().map(Packet::getTo).toList());
        assertNull(message.getTo());
        router.broadcast(broadcast);
        assertEquals(RECEIVERS, routed.stream().map(Packet::getTo).toList());
    }

    @Test
    public void anOrdinaryRouterHandsNothingOver() {
        assertFalse(router.hand(message, RECEIVERS.get(0)));
        assertEquals(List.of(), routed);
    }

    @Test
    public void effectsSayWhatTheyAre() {
        message.setBody("Hello");
        assertTrue(new Effect.Send(message).toString().contains("Hello"));
        String broadcast = new Effect.Broadcast(message, RECEIVERS).toString();
        assertTrue(broadcast, broadcast.contains("Hello") && broadcast.contains("a@b/c"));
    }
}
