package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/** Who may talk to which slave room. */
public class GateTest {

    private static final String KEV = "kev@remote.example.com/Swift";
    private static final String ROOM = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private final TestAccess access = new TestAccess();
    private final Gate gate = new Gate("remote.example.com", "mirror.remote.example.com", access);

    @Test
    public void aLocalUserMayJoinARemoteRoom() {
        assertTrue(judge(KEV, ROOM + "/Kev") instanceof Gate.Judgement.FromUser);
    }

    @Test
    public void whoeverAsksForTheRoomItselfIsAdmittedToItsSlaveAsIfHeAskedForThat() {
        SlaveAddress room = SlaveAddress.of(new JID("jabberchat@talk.example.com"), "mirror.remote.example.com");
        assertTrue(gate.admits(new JID(KEV), room));
        assertFalse("it is here", gate.admits(new JID(KEV),
            SlaveAddress.of(new JID("room@conference.remote.example.com"), "mirror.remote.example.com")));
        access.confine(KEV);
        assertFalse(gate.admits(new JID(KEV), room));
        assertTrue(gate.admits(new JID(Slave.jid("Amy")), room));
        access.refuse("talk.example.com");
        assertFalse(gate.admits(new JID(Slave.jid("Amy")), room));
    }

    @Test
    @Conforms("mirror-4")
    public void theMasterAndItsOccupantsMaySpeakToTheirSlaveOnly() {
        assertTrue(judge("jabberchat@talk.example.com/Curtis", ROOM) instanceof Gate.Judgement.FromMaster);
        assertTrue(judge("jabberchat@talk.example.com", ROOM + "/Kev") instanceof Gate.Judgement.FromMaster);
        refuses(Condition.not_allowed, "other@talk.example.com/Curtis", ROOM);
        refuses(Condition.not_allowed, "talk.example.com", ROOM);
        refuses(Condition.not_allowed, "jabberchat@talk.evil.example/Curtis", ROOM);
    }

    @Test
    public void foreignUsersAndAddressesWithoutAClientAreRefused() {
        refuses(Condition.not_allowed, "curtis@example.com/Swift", ROOM);
        refuses(Condition.not_allowed, "kev@remote.example.com", ROOM);
        refuses(Condition.not_allowed, "remote.example.com", ROOM);
        refuses(Condition.not_allowed, "kev@evilremote.example.com/Swift", ROOM);
        refuses(Condition.not_allowed, "kev@x.remote.example.com/Swift", ROOM);
    }

    @Test
    @Conforms("mirror-10")
    public void whatIsNotARoomEscapedIsMalformed() {
        for (String node : new String[] {"x\\40y\\2fz", "a\\40b\\40c", "jabberchat", "\\40talk.example.com",
            "room\\5c40talk.example.com"}) {
            refuses(Condition.jid_malformed, KEV, node + "@mirror.remote.example.com/Kev");
        }
    }

    @Test
    public void roomsOfThisServerAreJoinedDirectly() {
        refuses(Condition.not_allowed, KEV, "room\\40conference.remote.example.com@mirror.remote.example.com/Kev");
        refuses(Condition.not_allowed, KEV, "room\\40remote.example.com@mirror.remote.example.com/Kev");
        refuses(Condition.not_allowed, KEV, "room\\40CONFERENCE.Remote.example.com@mirror.remote.example.com/Kev");
    }

    @Test
    public void aServerBelowOurDomainIsAnotherServer() {
        Gate above = new Gate("example.com", "mirror.example.com", access);
        assertTrue(above.judge(Xml.stanza("<presence from='curtis@example.com/Swift' "
            + "to='room\\40conference.remote.example.com@mirror.example.com/Curtis'/>")) instanceof Gate.Judgement.FromUser);
    }

    @Test
    public void theMirrorOfAMirrorIsRefused() {
        refuses(Condition.not_allowed, KEV, "room\\5c40talk.example.com\\40mirror.example.com@mirror.remote.example.com/Kev");
    }

    @Test
    public void theMirrorOfAMirrorIsLetThroughWhereAnAdministratorSaysSo() {
        access.chain(2);
        assertTrue(judge(KEV, "room\\5c40talk.example.com\\40mirror.example.com@mirror.remote.example.com/Kev")
            instanceof Gate.Judgement.FromUser);
        refuses(Condition.not_allowed, KEV, slave("room@talk.example.com", "mirror.a.example.com", "mirror.b.example.com",
            "mirror.remote.example.com") + "/Kev");
    }

    /** The address of a room through mirrors in a row. */
    private static String slave(String room, String... mirrors) {
        JID address = new JID(room);
        for (String mirror : mirrors) {
            address = SlaveAddress.of(address, mirror).slave();
        }
        return address.toString();
    }

    @Test
    public void noChainOfMirrorsLeadsBackToThisServer() {
        access.chain(5);
        refuses(Condition.not_allowed, KEV, slave("room@conference.remote.example.com", "mirror.example.com",
            "mirror.remote.example.com") + "/Kev");
        refuses(Condition.not_allowed, KEV, slave("room@talk.example.com", "mirror.remote.example.com", "mirror.example.com",
            "mirror.remote.example.com") + "/Kev");
    }

    @Test
    public void whoeverComesThroughAMirrorOfHisServerIsLetInWhereMirrorsMayBeInARow() {
        String guest = "hal@far.example.org/x";
        refuses(Condition.not_allowed, guest, ROOM + "/Hal");
        access.host(guest);
        refuses(Condition.not_allowed, guest, ROOM + "/Hal");
        access.chain(2);
        assertTrue(judge(guest, ROOM + "/Hal") instanceof Gate.Judgement.FromUser);
        refuses(Condition.not_allowed, guest, slave("room@talk.example.com", "mirror.a.example.com",
            "mirror.remote.example.com") + "/Hal");
        refuses(Condition.not_allowed, "eve@far.example.org/x", ROOM + "/Eve");
    }

    @Test
    @Conforms("mirror-11")
    public void aDomainThatTheServerDoesNotTalkToIsNotMirrored() {
        access.refuse("talk.example.com");
        refuses(Condition.not_allowed, KEV, ROOM + "/Kev");
        assertTrue(judge(KEV, "room\\40other.example.com@mirror.remote.example.com/Kev") instanceof Gate.Judgement.FromUser);
    }

    @Test
    @Conforms("mirror-11")
    public void whoeverMayNotSendToOtherServersMayNotByAMirrorEither() {
        access.confine(KEV);
        refuses(Condition.not_allowed, KEV, ROOM + "/Kev");
        assertTrue(judge("amy@remote.example.com/Swift", ROOM + "/Amy") instanceof Gate.Judgement.FromUser);
    }

    @Test
    public void whateverIsForbiddenSinceWhoeverIsInMayLeave() {
        access.refuse("talk.example.com").confine(KEV);
        assertTrue(gate.judge(Xml.stanza("<presence type='unavailable' from='%s' to='%s/Kev'/>".formatted(KEV, ROOM)))
            instanceof Gate.Judgement.FromUser);
    }

    @Test
    public void aUsersServerMayAnswerForHimAndAskNothing() {
        String iq = "<iq type='%s' id='x' from='kev@remote.example.com' to='" + ROOM + "/Kev'/>";
        assertTrue(gate.judge(Xml.stanza(iq.formatted("result"))) instanceof Gate.Judgement.FromUser);
        assertTrue(gate.judge(Xml.stanza(iq.formatted("error"))) instanceof Gate.Judgement.FromUser);
        assertTrue(gate.judge(Xml.stanza(iq.formatted("get"))) instanceof Gate.Judgement.Refuse);
    }

    @Test
    public void addressesThatOnlyLookLikeRoomsAreMalformed() {
        for (String node : new String[] {"x\\40y\\2fz", "x\\40Y\\2FZ", "room\\40", "room\\40\\20", "\\40",
            "room\\40talk.example.com\\40other.example.com", "room\\5c40talk.example.com",
            "room\\40" + "t".repeat(100)}) {
            String to = node + "@mirror.remote.example.com/Kev";
            Gate.Judgement judgement = gate.judge(Xml.stanza("<presence from='%s' to='%s'/>".formatted(KEV, to)));
            assertEquals(node, Condition.jid_malformed, ((Gate.Judgement.Refuse) judgement).condition());
        }
    }

    @Test
    public void aNameOfAnyLengthThatAnAddressMayHaveIsARoom() {
        assertTrue(judge(KEV, "r".repeat(900) + "\\40talk.example.com@mirror.remote.example.com/Kev")
            instanceof Gate.Judgement.FromUser);
    }

    @Test
    public void aRoomOfAnInternationalDomainHasTheOneAddressThatTheServerWritesItWith() {
        JID master = new JID("r\u00e4ume@talk.b\u00fccher.example");
        SlaveAddress address = SlaveAddress.of(master, "mirror.remote.example.com");
        assertEquals(address, ((Gate.Judgement.FromUser) judge(KEV, address.slave() + "/Kev")).room());
        assertTrue(address.slave().toString(), address.slave().toString().contains("talk.xn--bcher-kva.example"));
        refuses(Condition.jid_malformed, KEV, "r\u00e4ume\\40talk.b\u00fccher.example@mirror.remote.example.com/Kev");
    }

    @Test
    public void capitalsMeanTheSameRoom() {
        assertEquals(judge(KEV, ROOM + "/Kev"), judge(KEV, "JabberChat\\40TALK.example.com@Mirror.Remote.example.com/Kev"));
    }

    @Test
    public void aLinkErrorToTheServiceIsForTheSlaveOfTheAddressThatFailed() {
        Gate.Judgement judgement = gate.judge(Xml.stanza(
            "<presence type='error' from='jabberchat@talk.example.com/Kev' to='mirror.remote.example.com'/>"));
        assertEquals(ROOM, ((Gate.Judgement.FromMaster) judgement).room().slave().toString());
    }

    @Test
    public void nothingElseToTheServiceIsForARoom() {
        refuses(Condition.jid_malformed, "jabberchat@talk.example.com/Kev", "mirror.remote.example.com");
        assertTrue(gate.judge(Xml.stanza("<presence type='error' from='talk.example.com' to='mirror.remote.example.com'/>"))
            instanceof Gate.Judgement.Refuse);
    }

    private Gate.Judgement judge(String from, String to) {
        // As of a local client, whose addresses the server prepares.
        return gate.judge(new Presence(Xml.element("<presence from='%s' to='%s'/>".formatted(from, to))));
    }

    private void refuses(Condition condition, String from, String to) {
        Gate.Judgement judgement = judge(from, to);
        assertTrue(from + " to " + to + ": " + judgement, judgement instanceof Gate.Judgement.Refuse);
        assertEquals(condition, ((Gate.Judgement.Refuse) judgement).condition());
    }
}
