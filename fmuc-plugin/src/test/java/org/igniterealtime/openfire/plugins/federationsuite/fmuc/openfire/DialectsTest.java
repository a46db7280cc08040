package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView.Source;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucSettings.DialectChoice;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** How the dialect of a room is found, and what waits until it is. */
public class DialectsTest {

    private static final String SERVICE = "talk.example.com";
    private static final JID ROOM = new JID("garden@talk.example.com");
    private static final JID OTHER = new JID("other@talk.example.com");

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers();
    private final List<Packet> asked = new ArrayList<>();
    private final PeerQueries peers = new PeerQueries(new JID("mirror.remote.example.com"), asked::add, workers);
    private final FmucSettings fmucSettings = new FmucSettings(settings);
    private final Mirrorable services = new Mirrorable(peers, workers, fmucSettings);
    private final Dialects dialects = new Dialects(services, peers, fmucSettings);
    private final List<String> done = new ArrayList<>();

    private boolean says(JID room, String what, boolean enters) {
        return dialects.whenKnown(room, false,
            new Dialects.Waiting(enters, () -> done.add(what), () -> done.add(what + ": no such room")));
    }

    private void answers(String whom, String feature) {
        IQ answer = IQ.createResultIQ(taken(whom));
        answer.setChildElement("query", PeerQueries.INFO).addElement("feature").addAttribute("var", feature);
        peers.answered(answer);
    }

    private void fails(String whom, Condition condition) {
        IQ answer = IQ.createResultIQ(taken(whom));
        answer.setError(condition);
        peers.answered(answer);
    }

    private IQ taken(String whom) {
        IQ question = (IQ) asked.remove(0);
        assertEquals(whom, question.getTo().toString());
        assertEquals("mirror.remote.example.com", question.getFrom().toString());
        return question;
    }

    private void assertView(Dialect dialect, Source source) {
        assertEquals(new DialectView(dialect, source), dialects.view(ROOM));
        assertEquals(dialect, dialects.of(ROOM));
    }

    @Test
    public void aServiceThatAdvertisesFmucIsSpokenWithAsTheProtoXepHasIt() {
        assertView(Dialect.PROTOXEP, Source.UNKNOWN);
        assertTrue(says(ROOM, "join", true));
        answers(SERVICE, Fmuc.NAMESPACE);
        assertEquals(List.of("join"), done);
        assertEquals("a room of its is not asked for", List.of(), asked);
        assertView(Dialect.PROTOXEP, Source.ADVERTISED);
    }

    @Test
    public void ofAnOrdinaryServiceItIsAskedWhetherThereIsSuchARoom() {
        assertTrue(says(ROOM, "join", true));
        answers(SERVICE, "http://jabber.org/protocol/muc");
        assertEquals(List.of(), done);
        assertView(Dialect.PLAIN, Source.NOT_ADVERTISED);
        answers(ROOM.toString(), "http://jabber.org/protocol/muc");
        assertEquals(List.of("join"), done);

        assertTrue("what is known of the service is not asked again", says(OTHER, "join of another", true));
        fails(OTHER.toString(), Condition.item_not_found);
        assertEquals(List.of("join", "join of another: no such room"), done);
    }

    @Test
    public void aRoomThatIsOpenHereIsNotAskedForAgain() {
        assertTrue(dialects.whenKnown(ROOM, true, new Dialects.Waiting(true, () -> done.add("join"), () -> done.add("none"))));
        assertEquals(List.of("join"), done);
        assertEquals(List.of(), asked);
    }

    @Test
    public void whoeverDoesNotEnterWaitsForNobodysAnswer() {
        assertTrue(says(ROOM, "part", false));
        assertEquals(List.of("part"), done);
        assertEquals(List.of(), asked);
    }

    @Test
    public void aRoomThatRefusesToSayAnythingMayExist() {
        says(ROOM, "join", true);
        answers(SERVICE, "http://jabber.org/protocol/muc");
        fails(ROOM.toString(), Condition.forbidden);
        assertEquals(List.of("join"), done);

        says(OTHER, "join of another", true);
        workers.pass(Duration.ofSeconds(21));
        assertEquals(List.of("join", "join of another"), done);
    }

    @Test
    public void whatAnAdministratorSetCountsWhateverTheServiceSays() {
        settings.set(FmucSettings.DIALECT, DialectChoice.PROTOXEP);
        assertTrue(says(ROOM, "join", true));
        assertEquals(List.of("join"), done);
        assertEquals(List.of(), asked);
        assertView(Dialect.PROTOXEP, Source.SET);

        settings.set(FmucSettings.DIALECT, DialectChoice.PLAIN);
        assertView(Dialect.PLAIN, Source.SET);
        assertTrue(says(ROOM, "plain join", true));
        fails(ROOM.toString(), Condition.item_not_found);
        assertEquals(List.of("join", "plain join: no such room"), done);

        settings.set(FmucSettings.DIALECT, DialectChoice.XEP_0289);
        assertView(Dialect.XEP_0289, Source.SET);
        settings.set(FmucSettings.DIALECT, DialectChoice.XEP_0289_REPLICA);
        assertView(Dialect.XEP_0289_REPLICA, Source.SET);
    }

    @Test
    public void ofAServiceThatDoesNotAnswerAJoinTellsWhy() {
        says(ROOM, "join", true);
        fails(SERVICE, Condition.remote_server_not_found);
        assertEquals(List.of("join"), done);
        assertView(Dialect.PROTOXEP, Source.UNKNOWN);
    }

    @Test
    public void aServiceThatIsSilentNowIsWhatItSaidLast() {
        says(ROOM, "join", true);
        answers(SERVICE, "http://jabber.org/protocol/muc");
        answers(ROOM.toString(), "http://jabber.org/protocol/muc");
        workers.pass(Duration.ofMinutes(11));

        says(OTHER, "later join", true);
        assertView(Dialect.PLAIN, Source.NOT_ADVERTISED);
        fails(SERVICE, Condition.remote_server_timeout);
        assertView(Dialect.PLAIN, Source.NOT_ADVERTISED);
        fails(OTHER.toString(), Condition.remote_server_timeout);
        assertEquals(List.of("join", "later join"), done);
    }

    @Test
    public void aServiceMayLearnFmucOrForgetIt() {
        says(ROOM, "join", true);
        answers(SERVICE, Fmuc.NAMESPACE);
        workers.pass(Duration.ofMinutes(11));
        says(ROOM, "later join", true);
        answers(SERVICE, "http://jabber.org/protocol/muc");
        assertView(Dialect.PLAIN, Source.NOT_ADVERTISED);
        answers(ROOM.toString(), "http://jabber.org/protocol/muc");
        assertEquals(List.of("join", "later join"), done);
    }

    @Test
    public void whatIsSaidToOneRoomIsDoneInItsOrderAndOthersDoNotWait() {
        says(ROOM, "join", true);
        says(ROOM, "message", false);
        says(ROOM, "other join", true);
        says(ROOM, "part", false);
        says(OTHER, "part of another", false);
        assertEquals(List.of("part of another"), done);
        answers(SERVICE, "http://jabber.org/protocol/muc");
        fails(ROOM.toString(), Condition.item_not_found);
        assertEquals(List.of("part of another", "join: no such room", "message", "other join: no such room", "part"), done);
        assertEquals("asked once", List.of(), asked);
    }

    @Test
    public void noMoreWaitsThanMayForOneRoomAndForHowManyRoomsIsBounded() {
        settings.set(FmucSettings.WAITING, 10);
        for (int i = 0; i < 10; i++) {
            assertTrue(says(ROOM, "join", true));
        }
        assertFalse(says(ROOM, "one too many", true));
        settings.set(FmucSettings.WAITING, 5000);
        for (int i = 1; i < 1000; i++) {
            assertTrue(says(new JID("room" + i + "@" + SERVICE), "join", true));
        }
        assertFalse(says(new JID("more@" + SERVICE), "join", true));
        answers(SERVICE, Fmuc.NAMESPACE);
        assertTrue("what is known makes room", says(new JID("more@" + SERVICE), "join", true));
        assertEquals(10 + 999 + 1, done.size());
    }
}
