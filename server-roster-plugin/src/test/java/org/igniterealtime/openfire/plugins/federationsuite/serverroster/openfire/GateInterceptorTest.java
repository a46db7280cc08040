package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.Session;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What the gate does with stanzas as they pass the server's routers and sessions. Ours is {@code a.example}. */
public class GateInterceptorTest {

    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

    private final Map<String, TrustLevel> levels = Map.of("friend.example", TrustLevel.BUDDY, "bad.example", TrustLevel.BLOCKED);
    private final List<Packet> sent = new ArrayList<>();
    private Gate gate = Gate.APPROVED;
    private boolean open;
    private final GateInterceptor.Orders orders = new GateInterceptor.Orders() {
        @Override
        public boolean keepNobodyOut() {
            return open;
        }

        @Override
        public GateRules rules() {
            return new GateRules(gate);
        }

        @Override
        public boolean isKnown(String peer) {
            return levels.containsKey(peer);
        }
    };
    private final GateInterceptor interceptor = new GateInterceptor("a.example",
        address -> !address.getDomain().endsWith("a.example"), domain -> levels.getOrDefault(domain, TrustLevel.UNKNOWN),
        orders, sent::add, (text, arguments) -> text.name());

    private static Packet stanza(String xml) throws Exception {
        Element element = DocumentHelper.parseText(xml).getRootElement();
        // As the server makes them of what other servers send: addresses are not normalised.
        return switch (element.getName()) {
            case "message" -> new Message(element, true);
            case "presence" -> new Presence(element, true);
            default -> new IQ(element, true);
        };
    }

    private void passes(String xml) throws Exception {
        interceptor.interceptPacket(stanza(xml), null, true, false);
        assertEquals(List.of(), sent);
    }

    private void isDropped(String xml) throws Exception {
        isRejected(xml, null, true);
        assertEquals(List.of(), sent);
    }

    private void isRefused(String xml, Session session) throws Exception {
        isRejected(xml, session, true);
        assertEquals(1, sent.size());
        Packet stanza = stanza(xml);
        Element error = sent.remove(0).getElement();
        assertEquals("error", error.attributeValue("type"));
        assertEquals(stanza.getElement().getName(), error.getName());
        assertEquals(stanza.getFrom().toString(), error.attributeValue("to"));
        assertEquals(stanza.getTo().toString(), error.attributeValue("from"));
        assertEquals(stanza.getID(), error.attributeValue("id"));
        assertEquals(1, error.elements().size());
        assertEquals("cancel", error.element("error").attributeValue("type"));
        assertEquals("not-allowed", error.element("error").elements().get(0).getName());
    }

    private void isRejected(String xml, Session session, boolean incoming) throws Exception {
        Packet stanza = stanza(xml);
        assertThrows(xml, PacketRejectedException.class, () -> interceptor.interceptPacket(stanza, session, incoming, false));
    }

    @Test
    public void aStrangersMessagesAndRequestsAreRefused() throws Exception {
        isRefused("<message from='x@other.example/r' to='juliet@a.example' id='1'><body>Hello</body></message>", null);
        isRefused("<message type='groupchat' from='x@other.example/r' to='room@conference.a.example' id='1'/>", null);
        isRefused("<iq type='get' from='x@other.example/r' to='a.example' id='1'>" + PING + "</iq>", null);
        isRefused("<iq type='set' from='other.example' to='a.example' id='1'>" + PING + "</iq>", null);
        isRefused("<iq type='get' from='other.example' to='a.example' id='1'><query xmlns='jabber:iq:version'/></iq>", null);
        isRefused("<iq type='get' from='other.example' to='mirror.a.example' id='1'>" + PING + "</iq>", null);
    }

    @Test
    public void whereNobodyIsKeptOutNothingIsLookedAt() throws Exception {
        open = true;
        passes("<message from='x@other.example/r' to='juliet@a.example' id='1'><body>Hello</body></message>");
    }

    @Test
    public void theRestOfAStrangersStanzasGetsNoAnswer() throws Exception {
        for (String type : List.of("", "unavailable", "subscribe", "probe", "error", "nonsense")) {
            isDropped("<presence type='" + type + "' from='x@other.example/r' to='juliet@a.example'/>");
            isDropped("<presence type='" + type + "' from='other.example' to='juliet@a.example'/>");
        }
        isDropped("<presence type='error' from='other.example' to='a.example'/>");
        isDropped("<message type='error' from='x@other.example/r' to='juliet@a.example'/>");
        isDropped("<message type='headline' from='x@other.example/r' to='juliet@a.example'/>");
        isDropped("<iq type='result' from='x@other.example/r' to='juliet@a.example/r' id='1'/>");
        isDropped("<iq type='error' from='x@other.example/r' to='juliet@a.example/r' id='1'/>");
    }

    @Test
    public void whatTwoServersSayInTheirOwnNamesPasses() throws Exception {
        for (String type : List.of("subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe", "unavailable")) {
            passes("<presence type='" + type + "' from='other.example' to='a.example'/>");
        }
        passes("<iq type='get' from='other.example' to='a.example' id='1'>" + PING + "</iq>");
        passes("<iq type='get' from='other.example' to='a.example' id='1'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        passes("<iq type='result' from='a.example' to='other.example' id='1'/>");
        passes("<iq type='error' from='other.example' to='a.example' id='1'/>");
    }

    @Test
    public void approvedServersAndOurselvesPass() throws Exception {
        passes("<message from='x@friend.example/r' to='juliet@a.example'/>");
        passes("<message from='x@FRIEND.example/r' to='juliet@a.example'/>");
        passes("<message from='juliet@a.example/r' to='x@friend.example'/>");
        passes("<message from='juliet@a.example/r' to='room@conference.a.example'/>");
        passes("<presence from='juliet@a.example/r'/>");
    }

    @Test
    public void localUsersAndComponentsAreToldThatTheyMayNot() throws Exception {
        Session client = (Session) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ClientSession.class},
            (proxy, method, arguments) -> null);
        isRefused("<message from='juliet@a.example/r' to='x@other.example' id='1'/>", client);
        isRefused("<message from='room@conference.a.example/n' to='x@other.example' id='1'/>", null);
        isRefused("<iq type='get' from='conference.a.example' to='other.example' id='1'>" + PING + "</iq>", null);

        isRejected("<iq type='get' from='juliet@a.example/r' to='other.example' id='1'>" + PING + "</iq>", client, true);
        isRejected("<presence from='juliet@a.example/r' to='room@conference.other.example/n'/>", client, true);
        assertEquals("the server's routers answer those", List.of(), sent);
        isDropped("<message type='error' from='juliet@a.example/r' to='x@other.example'/>");
    }

    @Test
    public void presenceThatPassesNoRouterIsStoppedAtTheSession() throws Exception {
        isRejected("<presence from='juliet@a.example/r' to='x@other.example'/>", null, false);
        isRejected("<message from='room@conference.a.example/n' to='x@other.example'/>", null, false);
        assertEquals(List.of(), sent);
        for (String xml : List.of("<presence type='subscribe' from='a.example' to='other.example'/>",
                "<message type='error' from='juliet@a.example' to='x@other.example/r'/>",
                "<message from='x@other.example/r' to='juliet@a.example'/>")) {
            interceptor.interceptPacket(stanza(xml), null, false, false);
        }
    }

    @Test
    public void withoutAGateOnlyTheBlockedAreStopped() throws Exception {
        gate = Gate.OFF;
        passes("<message from='x@other.example/r' to='juliet@a.example'/>");
        isDropped("<message from='x@bad.example/r' to='juliet@a.example'/>");
        isDropped("<message from='x@BAD.example/r' to='juliet@a.example'/>");
        isDropped("<presence type='subscribe' from='bad.example' to='a.example'/>");
        isDropped("<presence type='probe' from='bad.example' to='a.example'/>");
        isRefused("<message from='juliet@a.example/r' to='x@bad.example' id='1'/>", null);
    }
}
