package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.Input;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.StanzaMaker;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.Words;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Any stanza at the interceptors of the server roster: each lets it pass or refuses it, and does no more than that. */
public final class PeerGateFuzz {

    private static final Words WORDS = Words.with(
        List.of("a.example", "friend.example", "bad.example", "stranger.example", "x@friend.example/r", "juliet@a.example",
            "juliet@a.example/x", "conference.a.example", "room@conference.a.example/nick", "A.Example", "B\u00fccher.example",
            "a.example/x", "[::1]", "127.0.0.1", "friend.example.", "friend..example", "xn--", "b".repeat(254)),
        List.of("subscribe", "subscribed"), List.of(),
        List.of("<query xmlns='jabber:iq:version'/>", "<error type='cancel'><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            + "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"));
    private static final Map<String, TrustLevel> LEVELS =
        Map.of("friend.example", TrustLevel.BUDDY, "bad.example", TrustLevel.BLOCKED);

    private final List<Packet> sent = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private Gate gate = Gate.APPROVED;
    private final GateInterceptor.Orders orders = new GateInterceptor.Orders() {
        @Override
        public boolean keepNobodyOut() {
            return false;
        }

        @Override
        public GateRules rules() {
            return new GateRules(gate);
        }

        @Override
        public boolean isKnown(String peer) {
            return LEVELS.containsKey(peer);
        }
    };
    private final List<PacketInterceptor> interceptors = List.of(
        new GateInterceptor("a.example", PeerGateFuzz::isRemote, PeerGateFuzz::level, orders, sent::add,
            (text, arguments) -> text.name()),
        new PeerPresenceInterceptor("a.example", PeerGateFuzz::isRemote, heard::add, heard::add),
        new ProbeInterceptor("a.example", PeerGateFuzz::isRemote, PeerGateFuzz::level, sent::add));

    private PeerGateFuzz() {
    }

    private static boolean isRemote(JID address) {
        return !address.getDomain().endsWith("a.example");
    }

    private static TrustLevel level(String domain) {
        return LEVELS.getOrDefault(domain, TrustLevel.UNKNOWN);
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        new PeerGateFuzz().go(new Input(bytes));
    }

    private void go(Input input) {
        gate = List.of(Gate.values()).get(input.below(Gate.values().length));
        boolean incoming = input.below(4) > 0;
        new StanzaMaker(WORDS, input).stanza().ifPresent(stanza -> {
            String xml = stanza.getElement().asXML();
            interceptors.forEach(interceptor -> passOrRefuse(interceptor, stanza, incoming));
            assertEquals("is left as it was", xml, stanza.getElement().asXML());
            assertTrue("one answer, and one to a probe", sent.size() <= 2);
            sent.forEach(answer -> assertTrue(answer.toXML(), answer.toXML().length() <= xml.length() + 500));
            assertTrue(heard.size() <= 1);
            roundTrip(stanza);
        });
    }

    private static void passOrRefuse(PacketInterceptor interceptor, Packet stanza, boolean incoming) {
        try {
            interceptor.interceptPacket(stanza, null, incoming, false);
        } catch (PacketRejectedException e) {
            assertEquals("nothing that the server would send", null, e.getRejectionMessage());
        }
    }

    private static void roundTrip(Packet stanza) {
        Optional<DomainPresence> read = DomainPresenceCodec.decode(stanza);
        assertEquals(read, read.flatMap(presence -> DomainPresenceCodec.decode(DomainPresenceCodec.encode(presence))));
        DomainPresenceCodec.error(stanza).ifPresent(error -> assertTrue(error.condition().matches("[a-z-]{1,40}")));
    }
}
