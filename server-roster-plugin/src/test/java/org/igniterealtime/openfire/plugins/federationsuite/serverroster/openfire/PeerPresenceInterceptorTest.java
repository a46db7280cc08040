package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainError;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.dom4j.DocumentHelper;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.Test;
import org.xmpp.packet.Presence;

/** Which stanzas are taken out of the server's hands. */
public class PeerPresenceInterceptorTest {

    private final List<DomainPresence> heard = new ArrayList<>();
    private final List<DomainError> errors = new ArrayList<>();
    private final PeerPresenceInterceptor interceptor = new PeerPresenceInterceptor("a.example",
        address -> !address.getDomain().endsWith("a.example"), heard::add, errors::add);

    private static Presence stanza(String xml) throws Exception {
        return new Presence(DocumentHelper.parseText(xml).getRootElement(), true);
    }

    private void passes(String xml) throws Exception {
        Presence stanza = stanza(xml);
        interceptor.interceptPacket(stanza, null, true, false);
        assertEquals(xml, List.of(), heard);
        assertEquals("is left as it was", stanza(xml).toXML(), stanza.toXML());
    }

    private void isTaken(String xml, Kind kind) throws Exception {
        Presence stanza = stanza(xml);
        PacketRejectedException rejection = assertThrows(xml, PacketRejectedException.class,
            () -> interceptor.interceptPacket(stanza, null, true, false));
        assertNull("the sender gets no message about it", rejection.getRejectionMessage());
        assertEquals(List.of(new DomainPresence(kind, "b.example", "a.example")), heard);
        heard.clear();
    }

    @Test
    public void whatABareDomainSaysToOursIsTaken() throws Exception {
        isTaken("<presence from='b.example' to='a.example'/>", Kind.AVAILABLE);
        isTaken("<presence type='unavailable' from='b.example' to='a.example'/>", Kind.UNAVAILABLE);
        isTaken("<presence type='subscribe' from='b.example' to='a.example'/>", Kind.SUBSCRIBE);
        isTaken("<presence type='subscribed' from='b.example' to='a.example'/>", Kind.SUBSCRIBED);
        isTaken("<presence type='unsubscribe' from='b.example' to='a.example'/>", Kind.UNSUBSCRIBE);
        isTaken("<presence type='unsubscribed' from='b.example' to='a.example'/>", Kind.UNSUBSCRIBED);
    }

    @Test
    public void itsCaseAndWhatItCarriesDoNotMatter() throws Exception {
        isTaken("<presence type='subscribe' from='B.Example' to='A.EXAMPLE'><status>" + "x".repeat(100_000)
            + "</status><addresses xmlns='http://jabber.org/protocol/address'/></presence>", Kind.SUBSCRIBE);
    }

    @Test
    public void probesAndNonsensePass() throws Exception {
        for (String type : new String[] {"probe", "nonsense", ""}) {
            passes("<presence type='" + type + "' from='b.example' to='a.example'/>");
        }
    }

    @Test
    public void anErrorOfABareDomainIsTaken() throws Exception {
        Presence error = stanza("<presence type='error' from='B.example' to='a.example'><error type='cancel'>"
            + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        assertThrows(PacketRejectedException.class, () -> interceptor.interceptPacket(error, null, true, false));
        assertEquals(List.of(new DomainError("b.example", "a.example", "item-not-found")), errors);
        passes("<presence type='error' from='a.example' to='a.example'/>");
        passes("<presence type='error' from='b.example' to='juliet@a.example'/>");
        passes("<presence type='error' from='romeo@b.example' to='a.example'/>");
    }

    @Test
    public void usersAndResourcesAreTheCoresBusiness() throws Exception {
        passes("<presence type='subscribe' from='romeo@b.example' to='a.example'/>");
        passes("<presence type='subscribe' from='b.example/x' to='a.example'/>");
        passes("<presence type='subscribe' from='b.example' to='juliet@a.example'/>");
        passes("<presence type='subscribe' from='b.example' to='a.example/x'/>");
        passes("<presence type='subscribe' to='a.example'/>");
    }

    @Test
    public void ourOwnDomainAndComponentsPass() throws Exception {
        passes("<presence type='subscribe' from='a.example' to='a.example'/>");
        passes("<presence type='subscribe' from='conference.a.example' to='a.example'/>");
        passes("<presence type='subscribe' from='b.example' to='conference.a.example'/>");
    }

    @Test
    public void nothingIsLookedAtAgainOnItsWayOutOrAfterwards() throws Exception {
        Presence request = stanza("<presence type='subscribe' from='b.example' to='a.example'/>");
        interceptor.interceptPacket(request, null, false, false);
        interceptor.interceptPacket(request, null, true, true);
        assertEquals(List.of(), heard);
    }

    @Test
    public void aFailureOnOurSideStillKeepsItFromTheCore() throws Exception {
        PeerPresenceInterceptor failing = new PeerPresenceInterceptor("a.example", address -> true, said -> {
            throw new IllegalStateException("full");
        }, errors::add);
        Presence request = stanza("<presence type='subscribe' from='b.example' to='a.example'/>");
        assertThrows(PacketRejectedException.class, () -> failing.interceptPacket(request, null, true, false));
    }
}
