package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Random;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.dom4j.Element;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** Arbitrary stanzas at the guard's door: nothing throws, goes round in circles, or is remembered for ever. */
public class GuardFuzzTest {

    private static final int SEEDS = Integer.getInteger("fuzz.seeds", 20);
    private static final int STANZAS = 800;
    private static final String NODE = "attic@talk.remote.example.com";
    private static final String[] ADDRESSES = {"", "@", "a@@b", "/x", "kev@remote.example.com/x", "amy@remote.example.com/x",
        "kev@remote.example.com", "remote.example.com", "mirror.remote.example.com", "talk.example.com",
        GuardedServer.ROOM, GuardedServer.ROOM + "/Kev", GuardedServer.ROOM + "/Amy", GuardedServer.ROOM + "/Curtis",
        "other@talk.example.com/Kev", "curtis@example.com/x", GuardedServer.SLAVE, GuardedServer.SLAVE + "/Kev",
        GuardedServer.SLAVE + "/Amy", GuardedServer.SLAVE + "/ ", "other\\40talk.example.com@mirror.remote.example.com",
        "x\\40y\\2fz@mirror.remote.example.com", "\\40@mirror.remote.example.com", "a@" + "b".repeat(1100),
        NODE, NODE + "/Kev", NODE + "/Amy"};
    private static final String[] CHILDREN = {"<x xmlns='http://jabber.org/protocol/muc'/>", "<body>Hello</body>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator' jid='x@y/z'/><status code='110'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/><status code='172'/></x>",
        "<fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/x'/>",
        "<fmuc xmlns='http://isode.com/protocol/fmuc' from='amy@remote.example.com/x'/>",
        "<fmuc xmlns='http://isode.com/protocol/fmuc' from='curtis@example.com/x'/>",
        "<fmuc xmlns='http://isode.com/protocol/fmuc' from='@'/>", "<nomirror xmlns='http://isode.com/protocol/fmuc'/>",
        "<subject/>", "<delay xmlns='urn:xmpp:delay' stamp='never'/>", "<ping xmlns='urn:xmpp:ping'/>",
        "<query xmlns='http://jabber.org/protocol/muc#owner'/>", "text &amp; more",
        "<fmuc xmlns='http://isode.com/protocol/fmuc'><left/></fmuc>",
        "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
        "<error type='cancel'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "<error/>"};

    @Test
    @Conforms("master-15")
    public void whateverArrivesNothingThrowsGoesInCirclesOrGrows() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).go();
        }
    }

    /** One seed. */
    private static final class Run {

        private final int seed;
        private final Random random;
        private final GuardedServer server = new GuardedServer();

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            server.settings.set(FmucSettings.MASTER_QUESTIONS, 10);
            server.settings.set(FmucSettings.JOINS_PER_MINUTE, 50);
            server.has("Kev");
        }

        void go() {
            for (int i = 0; i < STANZAS; i++) {
                String xml = mangled();
                Packet stanza = Xml.stanza(xml);
                stanza.getElement().addAttribute("from", pick(ADDRESSES)).addAttribute("to", pick(ADDRESSES));
                try {
                    arrive(stanza);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("seed " + seed + ", stanza " + i + ": " + stanza.getElement().asXML(), e);
                }
            }
            assertBounded();
        }

        private void arrive(Packet stanza) {
            switch (random.nextInt(20)) {
                case 0 -> {
                    server.workers.pass(java.time.Duration.ofSeconds(random.nextInt(40)));
                    server.guard.tick();
                }
                case 1 -> server.trust(random.nextInt(4) == 0 ? TrustLevel.UNKNOWN
                    : List.of(TrustLevel.values()).get(3 + random.nextInt(2)));
                case 2 -> onItsWayOut(stanza);
                default -> server.route(stanza);
            }
        }

        /** Most may pass. */
        @SuppressWarnings("MissingFail")
        private void onItsWayOut(Packet stanza) {
            try {
                server.guard.interceptPacket(stanza, null, false, random.nextBoolean());
            } catch (PacketRejectedException e) {
                assertTrue("an error of a slave", stanza.getElement().attributeValue("type").equals("error"));
            }
        }

        private void assertBounded() {
            server.guard.rooms().forEach(room -> {
                assertTrue(room.occupants().size() <= 3);
                assertTrue(room.questions().size() <= 20);
                assertTrue(room.suspicions().size() <= 6);
                assertTrue(room.departures().news().size() <= 32);
                assertTrue(room.departures().users().size() <= 3);
                assertTrue(room.nodes().size() <= 3);
                room.occupants().values().forEach(occupant -> assertTrue(occupant.held().size() <= 4));
            });
            assertTrue(server.guard.rooms().size() <= 2);
        }

        private String mangled() {
            String name = pick("presence", "message", "iq");
            Element element = Xml.element("<" + name + "/>");
            element.addAttribute("type", name.equals("iq") ? pick("get", "set", "result", "error")
                : pick("", "error", "unavailable", "groupchat", "chat", "normal", "subscribe", "bogus"));
            if (element.attributeValue("type").isEmpty() || random.nextInt(3) == 0 && name.equals("presence")) {
                element.addAttribute("type", null);
            }
            element.addAttribute("id", pick("", "x", "fmuc-1", "fmuc-ask-1"));
            StringBuilder children = new StringBuilder();
            for (int i = random.nextInt(4); i > 0; i--) {
                children.append(pick(CHILDREN));
            }
            String xml = element.asXML();
            return xml.substring(0, xml.length() - 2) + '>' + children + "</" + name + '>';
        }

        private String pick(String... choices) {
            return List.of(choices).get(random.nextInt(choices.length));
        }
    }
}
