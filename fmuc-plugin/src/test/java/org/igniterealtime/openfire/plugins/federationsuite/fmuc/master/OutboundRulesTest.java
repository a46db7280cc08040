package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;

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
        master.roomShows("Kev", "Kev", SELF).sends(shared("Curtis"), shared("Bob"), shared("Kev"));
    }

    @Test
    public void realAddressesOfAnAnonymousRoomStayHere() {
        String item = "<item affiliation='none' role='participant' jid='curtis@example.com/Swift'/>";
        master.asked("Kev").andSo().roomSends(copyTo("Curtis", "Kev", item)).roomShows("Kev", "Kev", SELF)
            .sends(shared("Curtis"), shared("Kev"));
        master.roomSends(copyTo("Curtis", "Kev", item)).sends(shared("Curtis"));
    }

    @Test
    public void realAddressesOfANonAnonymousRoomGoOut() {
        String item = "<item affiliation='none' role='participant' jid='curtis@example.com/Swift'/>";
        master.asked("Kev").andSo().roomSends(copyTo("Curtis", "Kev", item))
            .roomShows("Kev", "Kev", SELF, "<status code='100'/>").sends(copy("Curtis", SLAVE, item),
            copy("Kev", SLAVE, "<item affiliation='none' role='participant'/><status code='100'/>"));
        master.roomSends(copyTo("Curtis", "Kev", item)).sends(copy("Curtis", SLAVE, item));
        String change = "<x xmlns='http://jabber.org/protocol/muc#user'><status code='173'/></x>";
        master.roomSends(message("", "Kev", change)).andSo().roomSends(copyTo("Curtis", "Kev", item)).sends(shared("Curtis"));
        master.roomSends(message("", "Kev", change.replace("173", "172"))).andSo().roomSends(copyTo("Curtis", "Kev", item))
            .sends(copy("Curtis", SLAVE, item));
    }

    @Test
    public void whatIsHeldForSomebodyWhoWaitsIsTheLastOfEachOccupant() {
        String older = "<item affiliation='none' role='visitor'/>";
        String newer = "<item affiliation='none' role='moderator'/>";
        master.asked("Kev").andSo().roomSends(copyTo("Curtis", "Kev", older)).roomSends(copyTo("Tybalt", "Kev", older))
            .roomSends(copyTo("Curtis", "Kev", newer)).roomShowsGone("Tybalt", "Kev").sends();
        master.roomShows("Kev", "Kev", SELF).sends(copy("Curtis", SLAVE, newer), shared("Kev"));
    }

    @Test
    public void codesForOneUserGoToHimAloneAndBeforeTheSharedCopy() {
        master.asked("Kev").andSo().roomShows("Kev", "Kev", SELF, "<status code='201'/>", "<status code='170'/>").sends(
            copy("Kev", SLAVE + "/Kev", "<item affiliation='none' role='participant'/>" + SELF
                + "<status code='201'/><status code='170'/>"),
            shared("Kev"));
    }

    @Test
    public void theListOfOccupantsIsNotSentToASlaveThatHasIt() {
        master.has("Kev").asked("Amy").andSo().roomShows("Curtis", "Amy").roomShows("Kev", "Amy").sends();
        master.roomShows("Amy", "Kev").roomShows("Amy", "Amy", SELF).sends(shared("Amy"));
        master.roomSends(message("/Curtis", "Amy", "<body>Earlier</body>")).sends();
    }

    @Test
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
    public void theCopyThatTheServerShowsIsNotChanged() {
        master.has("Kev");
        var copy = Xml.stanza(copyTo("Kev", "Kev", "<item jid='kev@remote.example.com/Swift'/>" + SELF));
        String before = copy.toXML();
        OutboundRules.on(master.room(), master.room().occupants().values().iterator().next(),
            org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy.read(copy).orElseThrow(),
            java.util.Optional.empty());
        assertEquals(before, copy.toXML());
    }

    private static final String CONFLICT =
        "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private static String shared(String nick) {
        return copy(nick, SLAVE, "<item affiliation='none' role='participant'/>");
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
