package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** The codec against literal stanzas, hostile ones included. */
public class DomainPresenceCodecTest {

    private static final Optional<DomainPresence> NO_PROBE = Optional.empty();

    private static Optional<DomainPresence> decode(String xml) throws Exception {
        Element element = DocumentHelper.parseText(xml).getRootElement();
        // As Openfire 4.2 makes the stanzas that other servers send: without looking at the addresses.
        return DomainPresenceCodec.decode(new Presence(element, true));
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
        assertEquals(Optional.of(new DomainPresence(Kind.PROBE, "b.example", "a.example")),
            decode("<presence type='probe' from='b.example' to='a.example'/>"));
    }

    @Test
    public void theDomainsOfAProbeAreNormalised() throws Exception {
        assertEquals(Optional.of(new DomainPresence(Kind.PROBE, "b.example", "a.example")),
            decode("<presence type='probe' from='B.Example' to='A.EXAMPLE'/>"));
    }

    @Test
    public void whatAProbeCarriesDoesNotMatter() throws Exception {
        assertEquals(Optional.of(new DomainPresence(Kind.PROBE, "b.example", "a.example")),
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
    public void eachTypeIsReadAsItself() throws Exception {
        for (Kind kind : Kind.values()) {
            DomainPresence said = new DomainPresence(kind, "b.example", "a.example");
            assertEquals(Optional.of(said), DomainPresenceCodec.decode(DomainPresenceCodec.encode(said)));
        }
    }

    @Test
    public void presenceOfOtherTypesIsNotOurs() throws Exception {
        for (String type : new String[] {"error", "PROBE", "probe ", "Subscribed", "", "nonsense"}) {
            assertEquals(type, NO_PROBE, decode("<presence type='" + type + "' from='b.example' to='a.example'/>"));
        }
    }

    @Test
    public void anInternationalNameIsOneDomainHoweverItIsWritten() throws Exception {
        Optional<DomainPresence> expected = Optional.of(new DomainPresence(Kind.SUBSCRIBE, "xn--bcher-kva.example", "a.example"));
        for (String written : new String[] {"xn--bcher-kva.example", "b\u00fccher.example", "B\u00dcCHER.example",
            "XN--BCHER-KVA.example"}) {
            assertEquals(written, expected, decode("<presence type='subscribe' from='" + written + "' to='a.example'/>"));
        }
    }

    @Test
    public void whatIsNoNameInDnsIsNoDomain() {
        for (String bad : new String[] {"b.example.", ".b.example", "b..example", "b.exa mple", "b.example:5269", "*.example",
            "b.example\n", "a,b", "x".repeat(254), "<b>"}) {
            assertEquals(bad, Optional.empty(), DomainPresenceCodec.domain(bad));
        }
        assertEquals(Optional.of("127.0.0.1"), DomainPresenceCodec.domain("127.0.0.1"));
    }

    @Test
    public void aProbeWithBrokenAddressesIsNotOursAndDoesNotThrow() throws Exception {
        for (String bad : new String[] {"", "@", "/", "@b.example", "a@b@c", " ", "b example", "x".repeat(2000)}) {
            assertEquals(bad, NO_PROBE, DomainPresenceCodec.decode(probe(bad, "a.example")));
            assertEquals(bad, NO_PROBE, DomainPresenceCodec.decode(probe("b.example", bad)));
        }
        assertEquals(NO_PROBE, decode("<presence type='probe' to='a.example'/>"));
        assertEquals(NO_PROBE, decode("<presence type='probe' from='b.example'/>"));
    }

    @Test
    public void messagesAndQueriesAreNotOurs() throws Exception {
        Message message = new Message(DocumentHelper.parseText(
            "<message type='probe' from='b.example' to='a.example'/>").getRootElement());
        IQ query = new IQ(DocumentHelper.parseText("<iq type='probe' from='b.example' to='a.example'/>").getRootElement());
        assertEquals(NO_PROBE, DomainPresenceCodec.decode(message));
        assertEquals(NO_PROBE, DomainPresenceCodec.decode(query));
    }

    @Test
    public void availablePresenceIsWrittenWithoutAType() {
        Presence stanza = DomainPresenceCodec.encode(new DomainPresence(Kind.AVAILABLE, "a.example", "b.example"));
        assertNull(stanza.getElement().attributeValue("type"));
        assertEquals("a.example", stanza.getFrom().toString());
        assertEquals("b.example", stanza.getTo().toString());
    }

    @Test
    public void aRefusalIsWrittenAsUnsubscribed() {
        Presence stanza = DomainPresenceCodec.encode(new DomainPresence(Kind.UNSUBSCRIBED, "a.example", "b.example"));
        assertEquals("unsubscribed", stanza.getElement().attributeValue("type"));
        assertEquals("a.example", stanza.getFrom().toString());
        assertEquals("b.example", stanza.getTo().toString());
    }

    @Test
    public void aProbeThatIsWrittenIsReadAgain() {
        DomainPresence probe = new DomainPresence(Kind.PROBE, "b.example", "a.example");
        assertEquals(Optional.of(probe), DomainPresenceCodec.decode(DomainPresenceCodec.encode(probe)));
    }

    private static Optional<DomainError> error(String type, String addresses, String children) throws Exception {
        return DomainPresenceCodec.error(new Presence(DocumentHelper.parseText(
            "<presence type='" + type + "' " + addresses + ">" + children + "</presence>").getRootElement(), true));
    }

    @Test
    public void anErrorBetweenBareDomainsIsReadWithItsCondition() throws Exception {
        String bare = "from='B.example' to='a.example'";
        String condition = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
        assertEquals(Optional.of(new DomainError("b.example", "a.example", "item-not-found")),
            error("error", bare, "<error type='cancel'><item-not-found " + condition + "/></error>"));
        assertEquals("item-not-found", error("error", bare, "<subscribe/><error><text " + condition + ">" + "x".repeat(9999)
            + "</text><gone xmlns='urn:example'/><item-not-found " + condition + "/></error>").orElseThrow().condition());
        for (String hostile : new String[] {"", "<error/>", "<error><a.b " + condition + "/></error>",
            "<error><text " + condition + ">item-not-found</text></error>",
            "<error><" + "x".repeat(41) + " " + condition + "/></error>"}) {
            assertEquals(DomainError.UNDEFINED, error("error", bare, hostile).orElseThrow().condition());
        }
        assertEquals(Optional.empty(), error("error", "from='romeo@b.example' to='a.example'", ""));
        assertEquals(Optional.empty(), error("error", "to='a.example'", ""));
        assertEquals(Optional.empty(), error("subscribe", bare, "<error type='cancel'/>"));
        assertEquals(Optional.empty(), DomainPresenceCodec.error(new Message()));
    }
}
