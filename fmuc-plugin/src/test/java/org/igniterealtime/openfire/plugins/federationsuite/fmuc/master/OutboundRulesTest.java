package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What becomes of the copies that a room sends to those who are in it through slaves. */
public class OutboundRulesTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String OTHER_SLAVE = "jabberchat\\40talk.example.com@mirror.far.example";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String SELF = "<status code='110'/>";
    private final Master master = new Master();

    @Test
    public void occupantsGoOutWithTheFirstOnesOwnPresenceAndInTheirOrder() {
        master.asked("Kev").andSo().roomShows("Curtis", "Kev").roomShows("Bob", "Kev").sends();
        master.roomShows("Kev", "Kev", SELF).sends(shared("Curtis"), shared("Bob"), joined("Kev"));
    }

    @Test
    @Conforms("master-4")
    public void realAddressesOfAnAnonymousRoomStayHere() {
        String item = "<item affiliation='none' role='participant' jid='curtis@example.com/Swift'/>";
        master.asked("Kev").andSo().roomSends(copyTo("Curtis", "Kev", item)).roomShows("Kev", "Kev", SELF)
            .sends(shared("Curtis"), joined("Kev"));
        master.roomSends(copyTo("Curtis", "Kev", item)).sends(shared("Curtis"));
    }

    @Test
    public void realAddressesOfANonAnonymousRoomGoOut() {
        String item = "<item affiliation='none' role='participant' jid='curtis@example.com/Swift'/>";
        master.asked("Kev").andSo().roomSends(copyTo("Curtis", "Kev", item))
            .roomShows("Kev", "Kev", SELF, "<status code='100'/>").sends(copy("Curtis", SLAVE, item),
            copy("Kev", SLAVE, "<item affiliation='none' role='participant'/><status code='110'/><status code='100'/>"));
        master.roomSends(copyTo("Curtis", "Kev", item)).sends(copy("Curtis", SLAVE, item));
        String change = "<x xmlns='http://jabber.org/protocol/muc#user'><status code='173'/></x>";
        master.roomSends(message("", "Kev", change)).andSo().roomSends(copyTo("Curtis", "Kev", item)).sends(shared("Curtis"));
        master.roomSends(message("", "Kev", change.replace("173", "172"))).andSo().roomSends(copyTo("Curtis", "Kev", item))
            .sends(copy("Curtis", SLAVE, item));
    }

    @Test
    @Conforms("master-7")
    public void thatARoomIsNonAnonymousIsToldToASlaveOnce() {
        master.asked("Kev").roomShows("Kev", "Kev", SELF, "<status code='100'/>").asked("Amy").andSo()
            .roomShows("Amy", "Amy", SELF, "<status code='100'/>").sends(joined("Amy"));
    }

    @Test
    public void whatIsHeldForSomebodyWhoWaitsIsTheLastOfEachOccupant() {
        String older = "<item affiliation='none' role='visitor'/>";
        String newer = "<item affiliation='none' role='moderator'/>";
        master.asked("Kev").andSo().roomSends(copyTo("Curtis", "Kev", older)).roomSends(copyTo("Tybalt", "Kev", older))
            .roomSends(copyTo("Curtis", "Kev", newer)).roomShowsGone("Tybalt", "Kev").sends();
        master.roomShows("Kev", "Kev", SELF).sends(copy("Curtis", SLAVE, newer), joined("Kev"));
    }

    @Test
    @Conforms({"master-3", "master-5"})
    public void codesForOneUserGoToHimAloneAndBeforeTheSharedCopy() {
        master.asked("Kev").andSo().roomShows("Kev", "Kev", SELF, "<status code='201'/>", "<status code='170'/>").sends(
            copy("Kev", SLAVE + "/Kev", "<item affiliation='none' role='participant'/>" + SELF
                + "<status code='201'/><status code='170'/>"),
            joined("Kev"));
    }

    @Test
    @Conforms("master-7")
    public void theListOfOccupantsIsNotSentToASlaveThatHasIt() {
        master.has("Kev").asked("Amy").andSo().roomShows("Curtis", "Amy").roomShows("Kev", "Amy").sends();
        master.roomShows("Amy", "Kev").roomShows("Amy", "Amy", SELF).sends(joined("Amy"));
        master.roomSends(message("/Curtis", "Amy", "<body>Earlier</body>")).sends();
    }

    @Test
    @Conforms({"protoxep-14", "master-3"})
    public void ofABroadcastOneCopyGoesToEachSlave() {
        master.has("Kev", "Amy", "Bob");
        for (String receiver : new String[] {"Amy", "Kev", "Bob"}) {
            master.roomSends(message("/Curtis", receiver, "<body>Hi</body>"));
        }
        master.sends(message("/Curtis", "Kev", "<body>Hi</body>").replace(Master.jid("Kev"), SLAVE));
        for (String receiver : new String[] {"Amy", "Kev", "Bob"}) {
            master.roomShows("Curtis", receiver);
        }
        master.sends(shared("Curtis"));
    }

    @Test
    @Conforms("master-3")
    public void theNextOneStandsForTheSlaveWhenTheFirstHasLeft() {
        master.has("Kev", "Amy").roomShowsGone("Kev", "Kev", SELF).roomShowsGone("Kev", "Amy").andSo();
        master.roomSends(message("/Curtis", "Amy", "<body>Hi</body>"))
            .sends(message("/Curtis", "Amy", "<body>Hi</body>").replace(Master.jid("Amy"), SLAVE));
    }

    @Test
    public void whoLeavesIsToldOfInOneCopyWhoeverIsServedFirst() {
        String gone = ("<presence type='unavailable' from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='none'/></x></presence>").formatted(ROOM, SLAVE);
        master.has("Kev", "Amy").roomShowsGone("Kev", "Amy").roomShowsGone("Kev", "Kev", SELF).sends(gone);
        master.has("Kev").roomShowsGone("Kev", "Kev", SELF).roomShowsGone("Kev", "Amy").sends(gone);
        assertEquals(1, master.room().occupants().size());
        // A stranger with the same nick is another matter.
        master.roomShows("Kev", "Amy").roomShowsGone("Kev", "Amy").sends(shared("Kev"), gone);
    }

    @Test
    public void whoIsKickedIsToldOfWithReasonAndActor() {
        String why = "<item affiliation='none' role='none'><actor jid='curtis@example.com'/><reason>Enough</reason></item>"
            + "<status code='307'/>";
        master.has("Kev").roomSends("<presence type='unavailable' from='%s/Kev' to='%s'>%s</presence>"
            .formatted(ROOM, Master.jid("Kev"), user(why + SELF))).sends(
            "<presence type='unavailable' from='%s/Kev' to='%s'>%s</presence>".formatted(ROOM, SLAVE, user(why)));
        assertTrue(master.room().isUnmirrored());
    }

    @Test
    @Conforms({"protoxep-19", "protoxep-20", "master-6"})
    public void aMessageThatItsSlaveHasShownGoesToTheOtherSlavesOnly() {
        master.has("Kev", "Amy").receives("<presence from='%s' to='%s/Far'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            .formatted(OTHER_SLAVE, ROOM) + "from='far@far.example/x'/></presence>")
            .roomSends("<presence from='%s/Far' to='far@far.example/x'/>".formatted(ROOM)).andSo();
        master.receives(("<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body>"
            + "<nomirror xmlns='http://isode.com/protocol/fmuc'/></message>").formatted(SLAVE, ROOM));
        String copy = message("/Kev", "Kev", "<body>Hi</body>");
        master.roomSends(copy).roomSends(message("/Kev", "Amy", "<body>Hi</body>")).sends();
        master.roomSends(copy.replace(Master.jid("Kev"), "far@far.example/x"))
            .sends(copy.replace(Master.jid("Kev"), OTHER_SLAVE));
        // What somebody else, or the room, says meanwhile was shown by nobody.
        master.roomSends(message("/Amy", "Kev", "<body>Hi</body>")).sends(
            message("/Amy", "Kev", "<body>Hi</body>").replace(Master.jid("Kev"), SLAVE));
        master.roomHasHandledIt().roomSends(copy).sends(copy.replace(Master.jid("Kev"), SLAVE));
    }

    @Test
    public void whatIsForOneGoesToHimAtHisSlave() {
        String whisper = "<message type='chat' id='p' from='%s/Curtis' to='%s'><body>Psst</body></message>";
        master.has("Kev", "Amy").roomSends(whisper.formatted(ROOM, Master.jid("Amy")))
            .sends(whisper.formatted(ROOM, SLAVE + "/Amy"));
        String error = "<message type='error' id='m' from='%s' to='%s'><error type='auth'>"
            + "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
        master.roomSends(error.formatted(ROOM, Master.jid("Kev"))).sends(error.formatted(ROOM, SLAVE + "/Kev"));
    }

    @Test
    public void aRefusedJoinIsForgottenAndARefusedUpdateIsNot() {
        master.has("Kev").asked("Amy").andSo();
        for (String nick : new String[] {"Kev", "Amy"}) {
            master.roomSends(("<presence type='error' from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc'/>%s"
                + "</presence>").formatted(ROOM, nick, Master.jid(nick), CONFLICT)).sends(
                ("<presence type='error' from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/>%s</presence>")
                    .formatted(ROOM, SLAVE, nick, CONFLICT));
        }
        assertEquals(1, master.room().occupants().size());
    }

    @Test
    public void onlyTheAnswerToAJoinSaysThatItIsTheReceiversOwn() {
        master.has("Kev").roomShows("Kev", "Kev", SELF).sends(shared("Kev"));
    }

    @Test
    public void aMessageThatARepresentativeLeavesUnderGoesToTheSlaveOnce() {
        String said = message("/Curtis", "Amy", "<body>Hi</body>");
        String direct = "<message type='groupchat' from='curtis@example.com/x' to='" + ROOM + "'><body>Hi</body></message>";
        // The room serves the second one first; then the first one, who stood for the slave, leaves on another thread.
        master.has("Kev", "Amy").receives(direct).roomSends(said).sends(said.replace(Master.jid("Amy"), SLAVE));
        master.roomShowsGone("Kev", "Kev", SELF).andSo();
        assertTrue("what the room still sends him is for nobody",
            late(new JID(Master.jid("Kev")), said));
        // The other way round.
        master.has("Kev").receives(direct).roomSends(message("/Curtis", "Kev", "<body>Hi</body>"))
            .sends(said.replace(Master.jid("Amy"), SLAVE));
        master.roomShowsGone("Kev", "Kev", SELF).andSo().roomSends(said).sends();
        master.later().roomSends(said).sends(said.replace(Master.jid("Amy"), SLAVE));
    }

    @Test
    public void twoBroadcastsOfOneStanzaBothGoToTheSlave() {
        master.has("Kev", "Amy").receives("<iq type='set' id='q' from='curtis@example.com/x' to='" + ROOM + "'/>");
        for (String receiver : new String[] {"Kev", "Amy", "Kev", "Amy"}) {
            master.roomSends(message("", receiver, "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>"));
        }
        assertEquals(2, master.takeSent().size());
        for (String receiver : new String[] {"Amy", "Kev"}) {
            master.roomShowsGone("Curtis", receiver).roomShows("Curtis", receiver);
        }
        assertEquals(2, master.takeSent().size());
    }

    @Test
    public void whatIsForSomebodyWhoHasLeftIsForNobodyUnlessItIsForHimAlone() {
        master.has("Kev", "Amy").roomShowsGone("Kev", "Kev", SELF);
        JID kev = new JID(Master.jid("Kev"));
        assertTrue(late(kev, message("/Curtis", "Kev", "<body>Hi</body>")));
        assertTrue(late(kev, copyTo("Curtis", "Kev", "<item/>")));
        assertFalse(late(kev, "<message type='error' from='%s' to='%s'/>".formatted(ROOM, kev)));
        assertFalse(late(new JID(Master.jid("Amy")), message("/Curtis", "Amy", "<body>Hi</body>")));
        master.receives("<presence from='%s' to='%s/Kevin'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(kev, ROOM));
        assertFalse("he came again, directly", late(kev, message("/Curtis", "Kev", "<body>Hi</body>")));
    }

    private boolean late(JID user, String xml) {
        return OutboundRules.onOther(master.room(), user, RoomCopy.read(Xml.stanza(xml)).orElseThrow(),
            master.circumstances().now()).verdict() instanceof Verdict.Drop;
    }

    @Test
    public void aSlaveThatIsToldNoSubjectIsToldThatThereIsNone() {
        String none = "<message type='groupchat' from='jabberchat@talk.example.com' "
            + "to='jabberchat\\40talk.example.com@mirror.remote.example.com'><subject/></message>";
        master.asked("Kev").roomHasHandledIt().sends();
        master.asked("Amy").roomShows("Amy", "Amy", "<status code='110'/>")
            .roomSends(message("/Curtis", "Amy", "<subject>Old</subject><body>Both are a message.</body>")).andSo()
            .roomHasHandledIt().sends(none);
        master.asked("Bob").roomShows("Bob", "Bob", "<status code='110'/>").andSo().roomHasHandledIt().sends();
        master.receives("<message type='groupchat' from='curtis@example.com/x' to='jabberchat@talk.example.com'/>").andSo()
            .roomHasHandledIt().sends();
        Master other = new Master().asked("Kev").roomShows("Kev", "Kev", "<status code='110'/>")
            .roomSends(message("", "Kev", "<subject/>")).andSo();
        other.roomHasHandledIt().sends();
    }

    @Test
    @Conforms("master-7")
    public void historyAndSubjectGoToASlaveThatHasThemNotAlsoWhenAnotherWouldStandForIt() {
        String past = "<body>Earlier</body><delay xmlns='urn:xmpp:delay' stamp='2010-05-24T12:00:00Z'/>";
        String subject = "<subject>Weather</subject>";
        master.asked("Kev").roomSends(moderator("Kev", "Kev", SELF)).andSo();
        master.roomSends(message("/Curtis", "Kev", past)).roomSends(message("/Curtis", "Kev", subject));
        assertEquals("he opened the room", 2, master.takeSent().size());
        master.roomHasHandledIt().asked("Amy").roomShows("Amy", "Kev").roomShows("Amy", "Amy", SELF).andSo();
        // She stands for the slave now, because she is no moderator, but what she gets is not for all.
        master.roomSends(message("/Curtis", "Amy", past)).roomSends(message("/Curtis", "Amy", subject)).sends();
        master.later().roomSends(message("/Curtis", "Amy", past)).sends();
        master.roomSends(message("/Curtis", "Kev", past));
        assertEquals(1, master.takeSent().size());
        master.roomSends(message("/Curtis", "Kev", subject)).sends();
        master.roomSends(message("/Curtis", "Amy", subject));
        assertEquals("a change of the subject is for all", 1, master.takeSent().size());
    }

    @Test
    public void somebodyWhoIsToldLessStandsForASlaveThatMayNotKnowMore() {
        master.asked("Kev").roomSends(moderator("Kev", "Kev", SELF)).has("Amy").has("Bob");
        assertEquals("Amy", representative(false));
        assertEquals("Kev", representative(true));
        master.roomSends(moderator("Kev", "Kev", "").replace("moderator", "participant"));
        assertEquals("Kev", representative(false));
        master.roomSends(moderator("Bob", "Bob", ""));
        assertEquals("Bob", representative(true));
        master.roomSends(message("", "Kev", "<x xmlns='http://jabber.org/protocol/muc#user'><status code='172'/></x>"));
        assertEquals("all are told the same", "Kev", representative(true));
        assertEquals("Kev", representative(false));
        assertTrue(master.room().representative(new JID(OTHER_SLAVE), true).isEmpty());
    }

    private String representative(boolean trusted) {
        return master.room().representative(new JID(SLAVE), trusted).orElseThrow().nick();
    }

    @Test
    @Conforms("master-4")
    public void aTrustedServerIsToldRealAddressesThatModeratorsAreTold() {
        String with = "<item affiliation='none' role='participant' jid='curtis@example.com/Swift'/>";
        master.has("Amy").asked("Kev").roomSends(moderator("Kev", "Kev", SELF)).later().andSo();
        master.roomSends(copyTo("Curtis", "Kev", with)).sends();
        master.roomShows("Curtis", "Amy").sends(shared("Curtis"));

        master.knowing(new Admission(TrustLevel.TRUSTED, Admission.Mode.TRUSTED, false, true, Set.of(), "example.com", false));
        master.roomShows("Curtis", "Amy").sends();
        master.roomSends(copyTo("Curtis", "Kev", with)).sends(copy("Curtis", SLAVE, with));
        master.receives("<presence from='curtis@example.com/Swift' to='" + ROOM + "/Curtis'/>");
        master.roomShows("Curtis", "Amy").sends();
        master.roomSends(copyTo("Curtis", "Kev", with)).sends(copy("Curtis", SLAVE, with));
    }

    @Test
    public void onlyModeratorsAreThereAndTheirCopyIsStripped() {
        String with = "<item affiliation='none' role='participant' jid='curtis@example.com/Swift'/>";
        master.asked("Kev").roomSends(moderator("Kev", "Kev", SELF)).andSo();
        master.receives("<presence from='curtis@example.com/Swift' to='" + ROOM + "/Curtis'/>")
            .roomSends(copyTo("Curtis", "Kev", with)).sends(shared("Curtis"));
    }

    private static String moderator(String nick, String to, String more) {
        return copyTo(nick, to, "<item affiliation='none' role='moderator'/>" + more);
    }

    @Test
    public void whyTheyLeaveIsSaidWhenTheRoomDoesNotKnow() {
        String gone = "<presence type='unavailable' from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='none'/>%s</x>%s</presence>";
        master.has("Kev").closes().andSo().roomShowsGone("Kev", "Kev", SELF)
            .sends(gone.formatted(ROOM, SLAVE, "<status code='332'/>", ""));
        master.roomHasHandledIt().has("Kev").knowing(new Admission(TrustLevel.UNKNOWN, Admission.Mode.TRUSTED, false, true,
            Set.of(), "example.com", false)).after(Duration.ofSeconds(1)).andSo().roomShowsGone("Kev", "Kev", SELF)
            .sends(gone.formatted(ROOM, SLAVE, "<status code='307'/>",
                "<status>This mirror is no longer admitted.</status>"));
        Master busy = new Master().has("Kev").sendsAway("other@mirror.remote.lit", "Not you").lets();
        busy.sendsAway(SLAVE, "Too <loud>").andSo().roomShowsGone("Kev", "Kev", SELF)
            .sends(gone.formatted(ROOM, SLAVE, "<status code='307'/>", "<status>Too &lt;loud&gt;</status>"));
        new Master().has("Kev").sendsAway(SLAVE, "").andSo().roomShowsGone("Kev", "Kev", SELF)
            .sends(gone.formatted(ROOM, SLAVE, "<status code='307'/>", "<status>This mirror has been sent away.</status>"));
    }

    @Test
    public void theCopyThatTheServerShowsIsNotChanged() {
        master.has("Kev");
        var copy = Xml.stanza(copyTo("Kev", "Kev", "<item jid='kev@remote.example.com/Swift'/>" + SELF));
        String before = copy.toXML();
        OutboundRules.on(master.room(), master.room().occupants().values().iterator().next(),
            RoomCopy.read(copy).orElseThrow(),
            FanOut.unknown(), SlavePolicy.ordinary(false), master.circumstances());
        assertEquals(before, copy.toXML());
    }

    private static final String CONFLICT =
        "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private static String shared(String nick) {
        return copy(nick, SLAVE, "<item affiliation='none' role='participant'/>");
    }

    /** The answer to a join, by which the slave knows it. */
    private static String joined(String nick) {
        return copy(nick, SLAVE, "<item affiliation='none' role='participant'/>" + SELF);
    }

    private static String copyTo(String nick, String to, String inMucUser) {
        return copy(nick, Master.jid(to), inMucUser);
    }

    private static String copy(String nick, String to, String inMucUser) {
        return "<presence from='%s/%s' to='%s'>%s</presence>".formatted(ROOM, nick, to, user(inMucUser));
    }

    private static String user(String inMucUser) {
        return "<x xmlns='http://jabber.org/protocol/muc#user'>" + inMucUser + "</x>";
    }

    private static String message(String from, String to, String content) {
        return "<message type='groupchat' id='m' from='%s%s' to='%s'>%s</message>"
            .formatted(ROOM, from, Master.jid(to), content);
    }
}
