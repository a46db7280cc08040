package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** The codec against literal stanzas, hostile ones included. */
public class DomainPresenceCodecTest {

    private static final Optional<DomainPresence.Probe> NO_PROBE = Optional.empty();

    private static Optional<DomainPresence.Probe> decode(String xml) throws Exception {
        Element element = DocumentHelper.parseText(xml).getRootElement();
        // As Openfire 4.2 makes the stanzas that other servers send: without looking at the addresses.
        return DomainPresenceCodec.decodeProbe(new Presence(element, true));
    }

    /** Past the stanza's constructor, which refuses some addresses itself. */
    private static Presence probe(String from, String to) {
        Presence stanza = new Presence(Presence.Type.probe);
        stanza.getElement().addAttribute("from", from);
        stanza.getElement().addAttribute("to", to);
        return stanza;
    }

    @Test
    public void aProbeBetweenBareDomainsIsRead() throws Exception {
        assertEquals(Optional.of(new DomainPresence.Probe("b.example", "a.example")),
            decode("<presence type='probe' from='b.example' to='a.example'/>"));
    }

    @Test
    public void theDomainsOfAProbeAreNormalised() throws Exception {
        assertEquals(Optional.of(new DomainPresence.Probe("b.example", "a.example")),
            decode("<presence type='probe' from='B.Example' to='A.EXAMPLE'/>"));
    }

    @Test
    public void whatAProbeCarriesDoesNotMatter() throws Exception {
        assertEquals(Optional.of(new DomainPresence.Probe("b.example", "a.example")),
            decode("<presence id='p1' type='probe' from='b.example' to='a.example'><show>nonsense</show>"
                + "<addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='c.example'/></addresses>"
                + "</presence>"));
    }

    @Test
    public void aProbeFromOrToAUserIsNotOurs() throws Exception {
        assertEquals(NO_PROBE, decode("<presence type='probe' from='romeo@b.example' to='a.example'/>"));
        assertEquals(NO_PROBE, decode("<presence type='probe' from='b.example' to='juliet@a.example'/>"));
    }

    @Test
    public void aProbeFromOrToAResourceIsNotOurs() throws Exception {
        assertEquals(NO_PROBE, decode("<presence type='probe' from='b.example/x' to='a.example'/>"));
        assertEquals(NO_PROBE, decode("<presence type='probe' from='b.example' to='a.example/x'/>"));
    }

    @Test
    public void presenceOfOtherTypesIsNotOurs() throws Exception {
        for (String type : new String[] {"subscribe", "subscribed", "unsubscribe", "unsubscribed", "unavailable", "error",
            "PROBE", "probe ", "", "nonsense"}) {
            assertEquals(type, NO_PROBE, decode("<presence type='" + type + "' from='b.example' to='a.example'/>"));
        }
        assertEquals(NO_PROBE, decode("<presence from='b.example' to='a.example'/>"));
    }

    @Test
    public void aProbeWithBrokenAddressesIsNotOursAndDoesNotThrow() throws Exception {
        for (String bad : new String[] {"", "@", "/", "@b.example", "a@b@c", " ", "b example", "x".repeat(2000)}) {
            assertEquals(bad, NO_PROBE, DomainPresenceCodec.decodeProbe(probe(bad, "a.example")));
            assertEquals(bad, NO_PROBE, DomainPresenceCodec.decodeProbe(probe("b.example", bad)));
        }
        assertEquals(NO_PROBE, decode("<presence type='probe' to='a.example'/>"));
        assertEquals(NO_PROBE, decode("<presence type='probe' from='b.example'/>"));
    }

    @Test
    public void messagesAndQueriesAreNotOurs() throws Exception {
        Message message = new Message(DocumentHelper.parseText(
            "<message type='probe' from='b.example' to='a.example'/>").getRootElement());
        IQ query = new IQ(DocumentHelper.parseText("<iq type='probe' from='b.example' to='a.example'/>").getRootElement());
        assertEquals(NO_PROBE, DomainPresenceCodec.decodeProbe(message));
        assertEquals(NO_PROBE, DomainPresenceCodec.decodeProbe(query));
    }

    @Test
    public void availablePresenceIsWrittenWithoutAType() {
        Presence stanza = DomainPresenceCodec.encode(new DomainPresence.Available("a.example", "b.example"));
        assertNull(stanza.getElement().attributeValue("type"));
        assertEquals("a.example", stanza.getFrom().toString());
        assertEquals("b.example", stanza.getTo().toString());
    }

    @Test
    public void aRefusalIsWrittenAsUnsubscribed() {
        Presence stanza = DomainPresenceCodec.encode(new DomainPresence.Unsubscribed("a.example", "b.example"));
        assertEquals("unsubscribed", stanza.getElement().attributeValue("type"));
        assertEquals("a.example", stanza.getFrom().toString());
        assertEquals("b.example", stanza.getTo().toString());
    }

    @Test
    public void aProbeThatIsWrittenIsReadAgain() {
        DomainPresence.Probe probe = new DomainPresence.Probe("b.example", "a.example");
        assertEquals(Optional.of(probe), DomainPresenceCodec.decodeProbe(DomainPresenceCodec.encode(probe)));
    }
}
