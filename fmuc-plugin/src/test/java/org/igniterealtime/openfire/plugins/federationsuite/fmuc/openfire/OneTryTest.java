package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.FirstTry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.jivesoftware.openfire.StreamID;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What a server does that cannot write to a connection any more: it gives the stanza to the next one. */
public class OneTryTest {

    private static final String SLAVE = "x\\40conference.capulet.lit@mirror.montague.lit";
    private static final DomainPair LINK = new DomainPair("mirror.montague.lit", "conference.capulet.lit");
    private static final String UP = "<message type='groupchat' id='1' from='" + SLAVE + "/Kev' to='x@conference.capulet.lit'>"
        + "<body>Hi</body></message>";
    private static final String DOWN = "<message type='groupchat' id='1' from='x@conference.capulet.lit/Kev' to='" + SLAVE
        + "'><body>Hi</body></message>";

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = NOON;
    /** What the sender knows of connections, and the one that a stanza comes to. */
    private Optional<String> known = Optional.empty();
    private boolean elsewhere;
    private String connection = "c1";
    private final List<String> behind = new ArrayList<>();
    private final OneTry mirror = new OneTry("mirror.montague.lit", "montague.lit", () -> now, () -> "one");
    private final OneTry master = new OneTry("mirror.capulet.lit", "capulet.lit", () -> now, () -> "one");

    /** The guard knows of one slave of one room. */
    @Before
    public void oneRoomHasASlave() {
        master.asking((room, slave) -> room.equals(new JID("x@conference.capulet.lit")) && slave.equals(new JID(SLAVE)));
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSaidToAllGoesToTheFirstConnectionAndToNoOther() {
        Packet up = sent(UP, "montague.lit");
        assertTrue(passes(mirror, up));
        assertEquals("as it was", Xml.stanza(UP).toXML(), up.toXML());
        assertFalse(passes(mirror, up.createCopy()));
        Packet down = sent(DOWN, "capulet.lit");
        assertTrue(passes(master, down));
        assertEquals("as it was", Xml.stanza(DOWN).toXML(), down.toXML());
        assertFalse(passes(master, down.createCopy()));
    }

    @Test
    public void aClientThatWritesTheElementItselfGainsNothing() {
        Packet stanza = sent(UP.replace("</body>", "</body><first-try xmlns='http://igniterealtime.org/protocol/"
            + "federationsuite#link'/>"), "montague.lit");
        assertTrue(passes(mirror, stanza));
        assertEquals("as it was", Xml.stanza(UP).toXML(), stanza.toXML());
        assertFalse(passes(mirror, stanza));
    }

    @Test
    public void aCopyThatWaitedForItsFirstConnectionPasses() {
        Packet copy = sent(UP, "montague.lit").createCopy();
        assertTrue(passes(mirror, copy));
        assertEquals("as it was", Xml.stanza(UP).toXML(), copy.toXML());
    }

    @Test
    public void whatNobodySendsAgainMayBeTriedAgain() {
        for (String xml : new String[] {UP.replace("<body>Hi</body>", "<subject>Hi</subject>"), UP.replace("groupchat", "chat"),
            "<presence from='%s' to='x@conference.capulet.lit/Kev'/>".formatted(SLAVE)}) {
            Packet stanza = sent(xml, "montague.lit");
            assertTrue(passes(mirror, stanza));
            assertTrue("again", passes(mirror, stanza));
        }
    }

    @Test
    public void whatOthersSayIsNoBusinessOfOurs() {
        for (String xml : new String[] {DOWN.replace("x@conference.capulet.lit/Kev", "kev@capulet.lit/x"),
            DOWN.replace("from='x@", "from='other@"), DOWN.replace("montague.lit'", "montague.lit/resource'"),
            DOWN.replace(SLAVE, "romeo@montague.lit"), UP}) {
            assertTrue(xml, passes(master, Xml.stanza(xml)));
        }
    }

    @Test
    public void whatStaysHereIsNotMarked() {
        for (String to : new String[] {"kev@montague.lit/x", "kev@conference.montague.lit"}) {
            Packet stanza = sent(UP.replace("x@conference.capulet.lit'", to + "'"), "montague.lit");
            assertEquals(1, stanza.getElement().elements().size());
        }
    }

    @Test
    public void onlyWhatGoesToAnotherServerIsLookedAt() throws PacketRejectedException {
        Packet stanza = sent(UP, "montague.lit");
        mirror.interceptPacket(stanza, session(OutgoingServerSession.class), true, false);
        mirror.interceptPacket(stanza, session(OutgoingServerSession.class), false, true);
        mirror.interceptPacket(stanza, session(ClientSession.class), false, false);
        assertEquals(2, stanza.getElement().elements().size());
        assertTrue(passes(mirror, stanza));
    }

    @Test
    @Conforms("loss-1")
    public void whatWaitedForAConnectionSinceBeforeTheLastOneWasLostIsLostWithIt() {
        Packet early = sent(UP, "montague.lit");
        Packet elsewhere = sent(UP.replace("capulet.lit'", "verona.lit'"), "montague.lit");
        now = NOON.plusMillis(1);
        mirror.broken(Map.of(LINK, Instant.MAX));
        Packet late = sent(UP, "montague.lit");
        now = NOON.plusSeconds(1);
        assertFalse("it comes again behind what was lost before it", passes(mirror, early));
        assertTrue("it was said when that was known", passes(mirror, late));
        assertTrue("another link", passes(mirror, elsewhere));
    }

    @Test
    @Conforms("loss-1")
    public void whatWasSaidWhenTheNextConnectionWasThereIsNotLost() {
        now = NOON.plusSeconds(1);
        Packet late = sent(UP, "montague.lit");
        now = NOON.plusSeconds(2);
        mirror.broken(Map.of(LINK, NOON));
        assertTrue(passes(mirror, late));
    }

    @Test
    public void lossesOfLongAgoAreForgotten() {
        now = NOON.plusSeconds(10);
        mirror.broken(Map.of(LINK, Instant.MAX));
        now = NOON;
        Packet early = sent(UP, "montague.lit");
        now = NOON.plus(Duration.ofMinutes(16));
        mirror.broken(Map.of());
        assertTrue(passes(mirror, early));
    }

    @Test
    @Conforms("loss-1")
    public void whatWasSentForAConnectionOfAnotherNodeGoesToNoOtherWhateverTheClocksSay() {
        mirror.telling((node, pair, link, other) -> behind.add(node + " " + pair.getRemote() + " " + link + " not " + other));
        known = Optional.of("c1");
        for (String node : List.of("one", "two")) {
            elsewhere = node.equals("one");
            now = NOON.minusSeconds(60);
            Packet early = sent(UP, "montague.lit", node);
            now = NOON.plusSeconds(60);
            Packet late = sent(UP, "montague.lit", node);
            connection = "c1";
            assertTrue("a slow clock is no loss", passes(mirror, early.createCopy()));
            assertTrue(passes(mirror, late.createCopy()));
            connection = "c2";
            assertFalse(node, passes(mirror, early));
            assertFalse("a fast clock is no excuse", passes(mirror, late));
            assertEquals("whoever sent it is told", Collections.nCopies(2, node + " conference.capulet.lit c1 not c2"), behind);
            behind.clear();
        }
    }

    @Test
    public void timesOfAnotherNodesClockAreNotCompared() {
        now = NOON.plusSeconds(1);
        mirror.broken(Map.of(LINK, Instant.MAX));
        now = NOON;
        assertTrue("its sender knew that there was none", passes(mirror, sent(UP, "montague.lit", "two")));
        assertFalse("its sender is here", passes(mirror, sent(UP, "montague.lit", "one")));
        assertFalse("an older version does not say who sent it", passes(mirror, sent(UP, "montague.lit", "")));
    }

    @Test
    public void aConnectionOfThisNodeIsTheSendersBusinessWhichLooksBeforeItSends() {
        known = Optional.of("c1");
        Packet stanza = sent(UP, "montague.lit");
        connection = "c2";
        assertTrue("said when the next one was there", passes(mirror, stanza));
    }

    private Packet sent(String xml, String domain) {
        return sent(xml, domain, "one");
    }

    private Packet sent(String xml, String domain, String node) {
        Packet stanza = Xml.stanza(xml);
        OneTry.mark(stanza, domain, pair -> new FirstTry.Mark(now, node, known, elsewhere));
        return stanza;
    }

    private boolean passes(OneTry end, Packet stanza) {
        try {
            end.interceptPacket(stanza, session(OutgoingServerSession.class), false, false);
            return true;
        } catch (PacketRejectedException e) {
            return false;
        }
    }

    private <T extends Session> Session session(Class<T> kind) {
        return (Session) Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, args) -> {
            if (method.getName().equals("getStreamID")) {
                return (StreamID) () -> connection;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }
}
