package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.IncomingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** Which stanzas features hear of, and that ours are none of them. */
public class StanzaWatchTest {

    private static final JID CLIENT = new JID("juliet@capulet.lit/balcony");

    private final Message stanza = new Message();
    private final List<Event> heard = new ArrayList<>();
    private List<Effect> wanted = List.of();
    /** The server: interceptors see what is routed before and after. */
    private final OwnStanzas own = new OwnStanzas(this::pass, () -> "random");
    private final Features features = new Features(new MapSettings(), Map.of(EventingSettings.PRESENCE, event -> {
        heard.add(event);
        return wanted;
    }));
    private final StanzaWatch watch = new StanzaWatch(features, new Deeds(this::pass, own, (who, withdrawn) -> { }), own);

    private void pass(Packet packet) {
        try {
            watch.interceptPacket(packet, null, true, false);
            watch.interceptPacket(packet.createCopy(), session(ClientSession.class), false, false);
            watch.interceptPacket(packet, null, true, true);
        } catch (PacketRejectedException e) {
            throw new AssertionError(e);
        }
    }

    private static Session session(Class<? extends Session> type) {
        return (Session) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (proxy, method, arguments) -> CLIENT);
    }

    @Test
    public void featuresHearOfAStanzaBeforeAndAfterItIsRoutedAndBeforeAClientGetsIt() throws PacketRejectedException {
        Session client = session(ClientSession.class);
        watch.interceptPacket(stanza, client, true, false);
        watch.interceptPacket(stanza, null, true, true);
        watch.interceptPacket(stanza, client, false, false);
        assertEquals(List.of(new Event.Routing(stanza, true), new Event.Routed(stanza, false),
            new Event.Delivering(stanza, CLIENT)), heard);
    }

    @Test
    public void whatGoesToOtherServersOrHasBeenDeliveredIsNoNews() throws PacketRejectedException {
        watch.interceptPacket(stanza, session(IncomingServerSession.class), false, false);
        watch.interceptPacket(stanza, null, false, false);
        watch.interceptPacket(stanza, session(ClientSession.class), false, true);
        assertEquals(List.of(), heard);
    }

    @Test
    public void whatAFeatureStopsGoesNoFurther() {
        wanted = List.of(new Effect.Stop());
        PacketRejectedException rejected = assertThrows(PacketRejectedException.class,
            () -> watch.interceptPacket(stanza, session(ClientSession.class), true, false));
        assertNull("or the server would answer", rejected.getRejectionMessage());
        assertEquals("it is thrown for each copy that a room sends", 0, rejected.getStackTrace().length);
    }

    @Test
    public void whatWeRouteIsNoNewsWhileItIsUnderWayAndAnAnswerWithItsIdIs() {
        stanza.setFrom("capulet.lit");
        own.route(stanza);
        assertNotNull(stanza.getID());
        assertEquals(List.of(), heard);
        assertFalse(own.isOurs(stanza));
        Message answer = new Message();
        answer.setID(stanza.getID());
        answer.setFrom("romeo@montague.lit/orchard");
        pass(answer);
        assertEquals(3, heard.size());
    }

    @Test
    public void whoIsHereIsHandedWhatHeIsToldAndForOthersItIsRouted() {
        List<Packet> out = new ArrayList<>();
        OwnStanzas way = new OwnStanzas(new Router() {
            @Override
            public void route(Packet packet) {
                out.add(packet);
            }

            @Override
            public boolean hand(Message message, JID client) {
                return client.equals(CLIENT) && out.add(message);
            }
        }, () -> "random");
        way.tell(new Effect.Tell(CLIENT, stanza));
        assertSame("not a copy", stanza, out.get(0));
        assertEquals("random", stanza.getID());
        JID elsewhere = new JID("romeo@montague.lit/orchard");
        way.tell(new Effect.Tell(elsewhere, stanza));
        assertEquals(elsewhere, out.get(1).getTo());
        assertNull("others may be told the same", stanza.getTo());
    }

    @Test
    public void whatIsCausedByOursIsNewsUnlessItIsACopy() {
        List<Boolean> ours = new ArrayList<>();
        OwnStanzas[] way = new OwnStanzas[1];
        way[0] = new OwnStanzas(packet -> {
            ours.add(way[0].isOurs(packet.createCopy()));
            ours.add(way[0].isOurs(new Message()));
            Message reflected = new Message();
            reflected.setID(packet.getID());
            reflected.setFrom("romeo@montague.lit");
            ours.add(way[0].isOurs(reflected));
        }, () -> "random");
        stanza.setFrom(CLIENT);
        way[0].route(stanza);
        assertEquals(List.of(true, false, false), ours);
        assertTrue(stanza.getID().equals("random"));
    }

    @Test
    public void whatAnAccountAnswersToARequestOfOursInItsUsersNameIsNews() {
        List<Boolean> ours = new ArrayList<>();
        OwnStanzas[] way = new OwnStanzas[1];
        way[0] = new OwnStanzas(packet -> {
            ours.add(way[0].isOurs(packet));
            IQ answer = IQ.createResultIQ((IQ) packet);
            answer.setFrom(packet.getFrom().asBareJID());
            ours.add(way[0].isOurs(answer));
        }, () -> "random");
        IQ request = new IQ(IQ.Type.set, "node-1");
        request.setFrom(CLIENT);
        way[0].route(request);
        assertEquals(List.of(true, false), ours);
    }
}
