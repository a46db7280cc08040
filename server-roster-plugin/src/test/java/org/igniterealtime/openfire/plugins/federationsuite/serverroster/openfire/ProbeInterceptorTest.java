package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.dom4j.DocumentHelper;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.Test;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Which stanzas are taken out of the server's hands, and what is sent for them. */
public class ProbeInterceptorTest {

    private static final String PROBE = "<presence type='probe' from='b.example' to='a.example'/>";

    private final List<Packet> sent = new ArrayList<>();
    private final ProbeInterceptor interceptor = new ProbeInterceptor("a.example",
        address -> !address.getDomain().endsWith("a.example"),
        domain -> domain.equals("b.example") ? TrustLevel.BUDDY : TrustLevel.UNKNOWN, sent::add);

    private static Presence stanza(String xml) throws Exception {
        return new Presence(DocumentHelper.parseText(xml).getRootElement(), true);
    }

    private void passes(String xml) throws Exception {
        Presence stanza = stanza(xml);
        interceptor.interceptPacket(stanza, null, true, false);
        assertEquals("is sent nothing: " + xml, List.of(), sent);
        assertEquals("is left as it was", stanza(xml).toXML(), stanza.toXML());
    }

    @Test
    public void aProbeOfAPeerIsAnsweredAndKeptFromTheCore() throws Exception {
        Presence probe = stanza(PROBE);
        PacketRejectedException rejection = assertThrows(PacketRejectedException.class,
            () -> interceptor.interceptPacket(probe, null, true, false));
        assertNull("the sender gets no message about it", rejection.getRejectionMessage());
        assertEquals(1, sent.size());
        assertEquals("a.example", sent.get(0).getFrom().toString());
        assertEquals("b.example", sent.get(0).getTo().toString());
        assertNull(sent.get(0).getElement().attributeValue("type"));
    }

    @Test
    public void aProbeOfAStrangerIsAnsweredUnsubscribed() throws Exception {
        Presence probe = stanza("<presence type='probe' from='c.example' to='a.example'/>");
        assertThrows(PacketRejectedException.class, () -> interceptor.interceptPacket(probe, null, true, false));
        assertEquals("unsubscribed", sent.get(0).getElement().attributeValue("type"));
    }

    @Test
    public void eachProbeOfAFloodIsAnsweredOnce() throws Exception {
        Presence probe = stanza(PROBE);
        for (int i = 0; i < 1000; i++) {
            assertThrows(PacketRejectedException.class, () -> interceptor.interceptPacket(probe, null, true, false));
        }
        assertEquals(1000, sent.size());
    }

    @Test
    public void aProbeIsNotLookedAtAgainOnItsWayOutOrAfterwards() throws Exception {
        interceptor.interceptPacket(stanza(PROBE), null, false, false);
        interceptor.interceptPacket(stanza(PROBE), null, true, true);
        assertEquals(List.of(), sent);
    }

    @Test
    public void aProbeOfOurOwnDomainOrComponentsPasses() throws Exception {
        passes("<presence type='probe' from='a.example' to='a.example'/>");
        passes("<presence type='probe' from='conference.a.example' to='a.example'/>");
    }

    @Test
    public void aProbeToAnotherDomainPasses() throws Exception {
        passes("<presence type='probe' from='b.example' to='conference.a.example'/>");
    }

    @Test
    public void subscriptionStanzasPass() throws Exception {
        for (String type : new String[] {"subscribe", "subscribed", "unsubscribe", "unsubscribed", "error", "nonsense"}) {
            passes("<presence type='" + type + "' from='b.example' to='a.example'/>");
        }
    }

    @Test
    public void aFailureOnOurSideStillKeepsTheProbeFromTheCore() throws Exception {
        Presence probe = stanza(PROBE);
        ProbeInterceptor failing = new ProbeInterceptor("a.example", address -> true, domain -> {
            throw new IllegalStateException("no answer");
        }, sent::add);
        assertThrows(PacketRejectedException.class, () -> failing.interceptPacket(probe, null, true, false));
        assertEquals(List.of(), sent);
    }
}
