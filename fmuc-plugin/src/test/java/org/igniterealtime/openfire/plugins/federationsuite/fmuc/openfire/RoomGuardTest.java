package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Admission;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The guard from a stanza's arrival to its end, without a server. */
public class RoomGuardTest {

    private static final String SLAVE = GuardedServer.SLAVE;
    private static final String ROOM = GuardedServer.ROOM;
    private final GuardedServer server = new GuardedServer();

    @Test
    public void aJoinPassesAsTheUsersOwnAndTheQuestionAboutHimIsSeenByNobody() {
        server.asked("Kev");
        List<Packet> reached = server.takeReached();
        assertEquals(1, reached.size());
        assertEquals("kev@remote.example.com/x", reached.get(0).getFrom().toString());
        assertEquals(List.of(), server.takeOut());
    }

    @Test
    public void whoeverIsInDirectlyIsNotLetInAgain() {
        server.inside.add(new JID("kev@remote.example.com/x"));
        server.asked("Kev");
        assertEquals(List.of(), server.takeReached());
        assertEquals("conflict", error());
    }

    @Test
    public void aJoinThatOpensARoomEndsWithASubject() {
        server.asked("Kev");
        assertEquals("nobody is in yet", List.of(), server.takeOut());
        server.onReached = stanza -> {
            server.onReached = nothing -> { };
            server.roomShows("Amy", "Amy");
        };
        server.asked("Amy");
        List<Packet> out = server.takeOut();
        assertEquals(2, out.size());
        Xml.assertSent(out.subList(1, 2),
            "<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(ROOM, SLAVE));
    }

    @Test
    public void aRoomThatIsNotThereIsNotMadeUnlessASettingSaysSo() {
        String join = "<presence from='nowhere\\40talk.example.com@mirror.remote.example.com' to='nowhere@talk.example.com/Kev'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/x'/></presence>";
        server.receive(join);
        assertEquals("item-not-found", error());
        server.settings.set(FmucSettings.MAY_CREATE.forRoom("talk.example.com"), true);
        server.receive(join);
        assertEquals(1, server.takeReached().size());
    }

    @Test
    public void ownersAndAdministratorsSayWhoIsAdmitted() {
        server.settings.set(FmucSettings.OPEN.forRoom(ROOM), false);
        server.asked("Kev");
        assertEquals("not-authorized", error());
        server.settings.set(FmucSettings.OPEN.forRoom(ROOM), true);
        server.settings.set(FmucSettings.ADMISSION.forRoom("talk.example.com"), Admission.Mode.NOBODY);
        server.asked("Kev");
        assertEquals("not-authorized", error());
        server.settings.set(FmucSettings.ADMISSION.forRoom(ROOM), Admission.Mode.LISTED);
        server.asked("Kev");
        assertEquals("not-authorized", error());
        server.settings.set(FmucSettings.ADMITTED, List.of("remote.example.com"));
        server.trust(TrustLevel.UNKNOWN);
        server.asked("Kev");
        assertEquals(1, server.takeReached().size());
    }

    @Test
    public void aMirrorSpeaksForADomainThatItWasGranted() {
        String join = "<presence from='%s' to='%s/Amy'><fmuc xmlns='http://isode.com/protocol/fmuc' from='amy@other.lit/x'/>"
            + "</presence>";
        server.receive(join.formatted(SLAVE, ROOM));
        assertEquals("not-authorized", error());
        server.settings.set(FmucSettings.SPEAKS_FOR, List.of("other.lit"));
        server.receive(join.formatted(SLAVE, ROOM));
        assertEquals("only for the mirror that it is set for", "not-authorized", error());
        server.settings.set(FmucSettings.SPEAKS_FOR.forPeer("mirror.remote.example.com"), List.of("other.lit"));
        server.receive(join.formatted(SLAVE, ROOM));
        assertEquals(1, server.takeReached().size());
    }

    @Test
    public void aMirrorJoinsNoFasterThanItMay() {
        server.settings.set(FmucSettings.JOINS_PER_MINUTE, 2);
        server.asked("Kev").asked("Amy").asked("Bob");
        assertEquals(2, server.takeReached().size());
        assertEquals("resource-constraint", error());
        server.workers.pass(Duration.ofMinutes(1));
        server.asked("Bob");
        assertEquals(1, server.takeReached().size());
    }

    @Test
    public void theOtherDirectionIsForTheSlaveOrForNobody() {
        server.has("Kev").has("Amy").takeOut();
        server.receive("<message type='groupchat' from='curtis@example.com/x' to='" + ROOM + "'><body>Hi</body></message>");
        for (String user : List.of("kev", "amy")) {
            server.receive("<message type='groupchat' from='%s/Curtis' to='%s@remote.example.com/x'><body>Hi</body></message>"
                .formatted(ROOM, user));
        }
        // The first is no longer being handled, but the slave's representative is the first, too.
        assertEquals(List.of(SLAVE), server.takeOut().stream().map(stanza -> stanza.getTo().toString()).toList());
    }

    @Test
    @Conforms("thin-2")
    public void aThinLinkMayBeSetForAMirrorOrARoomAndTheMirrorsOwnCounts() {
        String typing = "<message type='groupchat' from='%s/Curtis' to='kev@remote.example.com/x'>".formatted(ROOM)
            + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>";
        server.has("Kev").takeOut();
        server.receive(typing);
        assertEquals(1, server.takeOut().size());
        for (Setting<Boolean> setting : List.of(FmucSettings.MASTER_THIN, FmucSettings.MASTER_THIN.forRoom("talk.example.com"),
            FmucSettings.MASTER_THIN.forRoom(ROOM), FmucSettings.MASTER_THIN.forPeer("mirror.remote.example.com"))) {
            server.settings.set(setting, true);
            server.receive(typing);
            assertEquals(setting.key(), 0, server.takeOut().size());
            server.settings.set(setting, false);
            server.receive(typing);
            assertEquals(setting.key(), 1, server.takeOut().size());
        }
    }

    @Test
    public void whatComesToAnybodyElseGoesItsWay() {
        server.has("Kev").takeOut();
        for (String xml : List.of("<message type='groupchat' from='%s/Curtis' to='amy@remote.example.com/x'/>".formatted(ROOM),
            "<iq type='result' id='x' from='%s' to='kev@remote.example.com/x'/>".formatted(ROOM),
            "<message from='a@remote.example.com/x' to='b@example.com/y'/>")) {
            server.receive(xml);
            assertEquals(1, server.takeOut().size());
        }
    }

    @Test
    public void anErrorThatTheServerGivesStraightToTheRoomEndsHereToo() throws PacketRejectedException {
        server.has("Kev").takeReached();
        Packet bounced = Xml.stanza(("<presence type='error' from='%s' to='%s/Curtis'><error type='cancel'>"
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>")
            .formatted(SLAVE, ROOM));
        assertThrows(PacketRejectedException.class, () -> server.guard.interceptPacket(bounced, null, false, false));
        server.guard.interceptPacket(bounced, null, false, true);
        Packet other = Xml.stanza("<presence from='%s' to='%s/Curtis'/>".formatted(SLAVE, ROOM));
        server.guard.interceptPacket(other, null, false, false);
        server.takeOut();
        server.workers.pass(Duration.ofSeconds(31));
        server.guard.tick();
        assertEquals("it is asked", 1, server.takeOut().size());
        server.workers.pass(Duration.ofSeconds(31));
        server.guard.tick();
        assertTrue(((Presence) server.takeReached().get(0)).getType() == Presence.Type.unavailable);
        assertEquals(SLAVE + "/Kev", server.takeOut().get(0).getTo().toString());
    }

    @Test
    public void whenTrustIsWithdrawnOrTheOwnerClosesTheRoomItIsEmptyOfMirrorsAtTheNextTick() {
        server.has("Kev").takeReached();
        server.guard.tick();
        assertEquals(List.of(), server.takeReached());
        server.trust(TrustLevel.BLOCKED);
        server.guard.tick();
        assertEquals(1, server.takeReached().size());
        server.trust(TrustLevel.BUDDY);
        server.has("Kev").takeReached();
        server.settings.set(FmucSettings.OPEN.forRoom(ROOM), false);
        server.guard.tick();
        assertEquals(1, server.takeReached().size());
    }

    @Test
    public void strangersMayNotUseTheElements() {
        server.receive("<presence from='kev@remote.example.com/x' to='%s/Kev'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            .formatted(ROOM) + "from='amy@remote.example.com/x'/></presence>");
        assertEquals(List.of(), server.takeReached());
        assertEquals("not-authorized", error());
        server.receive("<message type='groupchat' from='kev@remote.example.com/x' to='%s'><nomirror "
            .formatted(ROOM) + "xmlns='http://isode.com/protocol/fmuc'/></message>");
        assertNull(server.takeReached().get(0).getElement().element("nomirror"));
    }

    @Test
    public void whoJoinsDirectlyFirstLeavesThroughTheMirrorWhichIsToldSo() {
        server.has("Kev").takeReached();
        server.takeOut();
        server.receive("<presence from='kev@remote.example.com/x' to='%s/Kevin'><x xmlns='http://jabber.org/protocol/muc'/>"
            .formatted(ROOM) + "</presence>");
        List<Packet> reached = server.takeReached();
        assertEquals(Presence.Type.unavailable, ((Presence) reached.get(0)).getType());
        assertTrue(((Presence) reached.get(1)).isAvailable());
        assertEquals(SLAVE + "/Kev", server.takeOut().get(0).getTo().toString());
        server.receive("<message type='groupchat' from='%s/Curtis' to='kev@remote.example.com/x'/>".formatted(ROOM));
        assertEquals("now it is his own", "kev@remote.example.com/x", server.takeOut().get(0).getTo().toString());
    }

    @Test
    public void aNickThatSomebodyOfAMirrorWantsDirectlyReachesNobody() {
        server.has("Kev").takeReached();
        server.takeOut();
        server.receive("<presence from='kev@remote.example.com/x' to='%s/Kevin'/>".formatted(ROOM));
        assertEquals(List.of(), server.takeReached());
        assertEquals(List.of(), server.takeOut());
        server.receive("<presence from='kev@remote.example.com/x' to='%s/Kev'/>".formatted(ROOM));
        assertEquals("his status", 1, server.takeReached().size());
    }

    @Test
    @Conforms("master-3")
    public void aCopyThatIsMadeWhileItsReceiverLeavesIsForNobody() {
        server.has("Kev").has("Amy").takeOut();
        server.meanwhile = () -> server.leaves("Kev", "Amy").takeOut();
        server.roomSays("Hi", "Kev");
        assertEquals("between one look at the table and the next", List.of(), server.takeOut());
        server.roomSays("Ho", "Kev");
        assertEquals(List.of(), server.takeOut());
        server.roomSays("Ho", "Amy");
        assertEquals(List.of(SLAVE), receivers());
    }

    @Test
    @Conforms("master-3")
    public void whatTheRoomStillSendsTheLastWhoLeftIsForNobodyForAWhile() {
        server.has("Kev").leaves("Kev").takeOut();
        assertEquals("nobody is in", List.of(), server.guard.rooms());
        server.roomSays("Hi", "Kev").roomShows("Curtis", "Kev").roomShowsGone("Kev", "Kev");
        assertEquals(List.of(), server.takeOut());
        String error = "<message type='error' from='%s' to='kev@remote.example.com/x'/>".formatted(ROOM);
        server.receive(error).roomSays("Hi", "Amy");
        assertEquals("for him alone, or for another", 2, server.takeOut().size());
        server.workers.pass(Duration.ofMillis(9_999));
        server.guard.tick();
        server.roomSays("Hi", "Kev");
        assertEquals(List.of(), server.takeOut());
        server.workers.pass(Duration.ofMillis(1));
        server.roomSays("Hi", "Kev");
        assertEquals("that must be something else", 1, server.takeOut().size());
        server.guard.tick();
        server.workers.pass(Duration.ofSeconds(-5));
        server.roomSays("Hi", "Kev");
        assertEquals("it is forgotten", 1, server.takeOut().size());
    }

    @Test
    @Conforms("master-3")
    public void whoeverLeftWithoutBeingToldSoByTheRoomHasLeftTheSame() {
        server.has("Kev").receive("<presence type='unavailable' from='%s' to='%s/Kev'/>".formatted(SLAVE, ROOM)).takeOut();
        server.roomShowsGone("Kev", "Kev").roomSays("Hi", "Kev");
        assertEquals(List.of(), server.takeOut());
    }

    @Test
    @Conforms("master-11")
    public void whoeverComesAgainDirectlyMissesNothing() {
        server.has("Kev").leaves("Kev").takeOut();
        server.receive("<presence from='kev@remote.example.com/x' to='%s/Kevin'/>".formatted(ROOM)).roomSays("Hi", "Kev");
        assertEquals("a client of the oldest kind", 1, server.takeOut().size());
        server.has("Amy").has("Bob").takeOut();
        server.onReached = part -> {
            server.onReached = nothing -> { };
            server.roomShowsGone("Amy", "Amy").roomShowsGone("Amy", "Bob");
        };
        server.receive("<presence from='amy@remote.example.com/x' to='%s/Ann'><x xmlns='http://jabber.org/protocol/muc'/>"
            .formatted(ROOM) + "</presence>").takeOut();
        server.roomShows("Ann", "Amy").roomSays("Hi", "Amy");
        assertEquals("while she was in through a slave, with somebody else", 2, server.takeOut().size());
    }

    private List<String> receivers() {
        return server.takeOut().stream().map(stanza -> stanza.getTo().toString()).toList();
    }

    @Test
    public void whenTheGuardClosesNobodyIsLeftBehind() {
        server.has("Kev").has("Amy").takeReached();
        server.guard.close();
        assertEquals(2, server.takeReached().size());
        server.takeOut();
        server.guard.close();
        assertEquals(List.of(), server.takeReached());
    }

    @Test
    public void theRoomIsAskedWhetherSomebodyOwnsIt() {
        assertFalse("no room answers here", server.guard.queries().isOwner(new JID("a@elsewhere.lit"), new JID("b@c/d")));
        assertEquals(1, server.takeOut().size());
    }

    private String error() {
        List<Packet> out = server.takeOut();
        assertEquals(out.toString(), 1, out.size());
        return out.get(0).getError().getCondition().toXMPP();
    }
}
