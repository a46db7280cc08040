package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** What is known of remote services, and what waits until it is. */
public class MirrorableTest {

    private static final String SERVICE = "talk.example.com";

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers();
    private final List<Packet> asked = new ArrayList<>();
    private final PeerQueries peers = new PeerQueries(new JID("mirror.remote.example.com"), asked::add, workers);
    private final Mirrorable mirrorable = new Mirrorable(peers, workers, new FmucSettings(settings));
    private final List<String> done = new ArrayList<>();

    private boolean says(String what, boolean enters) {
        return mirrorable.whenKnown(SERVICE, enters,
            new Mirrorable.Waiting(() -> done.add(what + " mirrored"), () -> done.add(what + " directly")));
    }

    private void answers(String feature) {
        IQ answer = IQ.createResultIQ((IQ) asked.remove(0));
        answer.setChildElement("query", PeerQueries.INFO).addElement("feature").addAttribute("var", feature);
        peers.answered(answer);
    }

    @Test
    @Conforms("transparent-1")
    public void aServiceIsAskedOnceAndWhatWasSaidMeanwhileIsDoneInItsOrder() {
        assertTrue(says("join", true));
        assertTrue(says("message", false));
        assertTrue(says("other join", true));
        assertEquals(List.of(), done);
        assertEquals(1, asked.size());
        answers(Fmuc.NAMESPACE);
        assertEquals(List.of("join mirrored", "message mirrored", "other join mirrored"), done);
        says("later", true);
        assertEquals("later mirrored", done.get(3));
        workers.pass(Duration.ofMinutes(11));
        says("message", false);
        assertEquals("nobody asks for the sake of a message", List.of(), asked);
        says("much later", true);
        assertEquals(1, asked.size());
    }

    @Test
    @Conforms("transparent-5")
    public void aServiceThatDoesNotSpeakOrAnswerIsNotTriedForAWhile() {
        JID room = new JID("room@" + SERVICE);
        assertTrue(mirrorable.mayTry(room));
        says("join", true);
        assertTrue("while it is asked others wait", mirrorable.mayTry(room));
        answers("http://jabber.org/protocol/muc");
        assertEquals(List.of("join directly"), done);
        assertFalse(mirrorable.mayTry(room));
        workers.pass(Duration.ofMinutes(11));
        assertTrue(mirrorable.mayTry(room));
        says("again", true);
        IQ error = IQ.createResultIQ((IQ) asked.remove(0));
        error.setError(Condition.remote_server_not_found);
        peers.answered(error);
        assertEquals("again directly", done.get(1));
        assertFalse(mirrorable.mayTry(room));
        workers.pass(Duration.ofSeconds(31));
        assertTrue("it may only have been away", mirrorable.mayTry(room));
        says("silence", true);
        workers.pass(Duration.ofSeconds(21));
        assertEquals("silence directly", done.get(2));
    }

    @Test
    @Conforms("transparent-5")
    public void aRoomThatDoesNotAdmitUsIsNotTriedForAWhileAndOthersAre() {
        mirrorable.refuses(new JID("room@" + SERVICE));
        assertFalse(mirrorable.mayTry(new JID("room@" + SERVICE)));
        assertTrue(mirrorable.mayTry(new JID("other@" + SERVICE)));
        workers.pass(Duration.ofMinutes(11));
        assertTrue(mirrorable.mayTry(new JID("room@" + SERVICE)));
    }

    @Test
    @Conforms("transparent-5")
    public void noMoreWaitsThanMayAndNoMoreServicesAreAskedAtATime() {
        settings.set(FmucSettings.WAITING, 10);
        for (int i = 0; i < 10; i++) {
            assertTrue(says("join", true));
        }
        assertFalse(says("one too many", true));
        Mirrorable.Waiting nothing = new Mirrorable.Waiting(() -> { }, () -> { });
        for (int i = 1; i < 1000; i++) {
            assertTrue(mirrorable.whenKnown("talk" + i + ".example.com", true, nothing));
        }
        assertFalse(mirrorable.whenKnown("more.example.com", true, nothing));
        answers(Fmuc.NAMESPACE);
        assertTrue("what is known makes room", mirrorable.whenKnown("more.example.com", true, nothing));
    }
}
