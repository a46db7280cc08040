package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.JID;

/** A room of another server has joined ours in the dialect of XEP-0289: what becomes of what it says, and what it is told. */
public class JoiningNodeTest {

    private static final String NODE = "attic@talk.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String SUBJECT = "<subject/>";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";

    private final Master master = new Master();

    // ---- in

    @Test
    @Conforms({"xep-0289-joined-1", "xep-0289-joined-3", "xep-0289-joined-4"})
    public void aFirstJoinIsTheUsersOwnAndBringsOthersHistoryAndSubjectAndNothingOfItsOwn() {
        joins("Kev");
        master.lets("<presence from='kev@remote.example.com/Swift' to='" + ROOM + "/Kev'><show>away</show>"
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>").sends();
        master.roomSends(presence("Curtis", "kev", "owner", "moderator", " jid='curtis@example.com/x'", ""));
        master.roomSends(presence("Kev", "kev", "none", "participant", "", "<status code='100'/><status code='110'/>"));
        roomSays("Curtis", "kev", "<body>Before.</body><delay xmlns='urn:xmpp:delay' stamp='2010-05-24T11:00:00Z' "
            + "from='curtis@example.com/x'/>");
        roomSays("Kev", "kev", "<subject>Then</subject><body>Then.</body><delay xmlns='urn:xmpp:delay' "
            + "stamp='2010-05-24T11:30:00Z'/>");
        roomSays("Curtis", "kev", "<subject>Now</subject>");
        master.roomHasHandledIt().sends(
            "<presence from='" + ROOM + "/Curtis' to='" + NODE + "'>" + fmuc("curtis@example.com/x")
                + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator' "
                + "jid='curtis@example.com/x'/></x></presence>",
            said("Curtis", "curtis@example.com/x", "<body>Before.</body><delay xmlns='urn:xmpp:delay' "
                + "stamp='2010-05-24T11:00:00Z' from='curtis@example.com/x'/>"),
            said("Kev", ROOM + "/Kev", "<body>Then.</body><delay xmlns='urn:xmpp:delay' stamp='2010-05-24T11:30:00Z'/>"),
            said("Curtis", "curtis@example.com/x", "<subject>Now</subject>"));
    }

    @Test
    @Conforms("xep-0289-joined-5")
    public void aRoomWithoutASubjectSaysSo() {
        joins("Kev");
        master.roomSends(presence("Kev", "kev", "none", "participant", "", "<status code='110'/>")).roomHasHandledIt()
            .sends(said(null, ROOM, SUBJECT));
    }

    @Test
    @Conforms("xep-0289-joined-4")
    public void whereRealAddressesAreNotShownTheNodeKnowsOccupantsByThoseInTheRoom() {
        joins("Kev");
        master.roomSends(presence("Curtis", "kev", "none", "participant", " jid='curtis@example.com/x'", ""));
        master.roomSends(presence("Kev", "kev", "none", "participant", "", "<status code='110'/>")).roomHasHandledIt();
        List<String> told = master.takeSent().stream().map(Object::toString).toList();
        assertTrue(told.toString(), told.stream().noneMatch(text -> text.contains("curtis@example.com")));
        roomSays("Curtis", "kev", "<body>Hello.</body>");
        master.sends(said("Curtis", ROOM + "/Curtis", "<body>Hello.</body>"));
    }

    @Test
    @Conforms("xep-0289-joined-6")
    public void aJoinSaysHowMuchOfThePastItWants() {
        String limited = "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='2'/></x>";
        master.receives(from("Kev", "presence", "", "kev@remote.example.com/Swift", limited)).lets(
            "<presence from='kev@remote.example.com/Swift' to='" + ROOM + "/Kev'>" + limited + "</presence>");
    }

    @Test
    @Conforms({"xep-0289-joined-4", "xep-0289-joined-9", "xep-0289-joined-10", "xep-0289-joined-13"})
    public void anOccupantKeepsTheAddressUnderWhichTheNodeKnowsHim() {
        has("Kev", "Curtis");
        master.roomSends(presence("Curtis", "kev", "none", "moderator", " jid='curtis@example.com/x'", "").replace("<x ",
            "<show>away</show><x ")).sends("<presence from='" + ROOM + "/Curtis' to='" + NODE + "'>" + fmuc(ROOM + "/Curtis")
                + "<show>away</show><x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<item affiliation='none' role='moderator'/></x></presence>");
        master.roomShowsGone("Curtis", "Kev").sends("<presence type='unavailable' from='" + ROOM + "/Curtis' to='" + NODE + "'>"
            + fmuc(ROOM + "/Curtis") + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/></x>"
            + "</presence>");
        master.roomShowsGone("Stranger", "Kev").sends();
    }

    @Test
    @Conforms("xep-0289-joined-9")
    public void aSecondUserComesWithoutAnythingBeingTold() {
        has("Kev", "Curtis");
        joins("Amy");
        master.roomShows("Curtis", "Amy").roomShows("Kev", "Amy").roomShows("Amy", "Kev").roomShows("Amy", "Amy",
            "<status code='110'/>");
        roomSays("Curtis", "amy", "<body>Before.</body><delay xmlns='urn:xmpp:delay' stamp='2010-05-24T11:00:00Z'/>");
        roomSays("Curtis", "amy", "<subject>Now</subject>");
        master.roomHasHandledIt().sends();
        assertEquals(2, master.room().through(new JID(NODE)).size());
    }

    @Test
    @Conforms("xep-0289-joined-9")
    public void aPresenceOfSomebodyWhoIsInIsAStatusWhateverItSays() {
        has("Kev", "Curtis");
        joins("Amy");
        master.roomShows("Amy", "Amy", "<status code='110'/>").roomHasHandledIt().andSo();
        for (String enter : List.of("", ENTER)) {
            master.receives(from("Amy", "presence", "", "amy@remote.example.com/Swift", enter + "<show>dnd</show>"))
                .lets("<presence from='amy@remote.example.com/Swift' to='" + ROOM + "/Amy'><show>dnd</show></presence>");
            master.roomShows("Amy", "Kev").roomShows("Amy", "Amy", "<status code='110'/>").roomHasHandledIt().sends();
        }
    }

    @Test
    @Conforms("xep-0289-joined-18")
    public void theOnlyOneWhoJoinsAgainIsTheFirstOfANodeThatForgot() {
        has("Kev", "Curtis");
        joins("Kev");
        master.roomShows("Curtis", "Kev").roomShows("Kev", "Kev", "<status code='110'/>");
        roomSays("Curtis", "kev", "<subject>Now</subject>");
        master.roomHasHandledIt().sends("<presence from='" + ROOM + "/Curtis' to='" + NODE + "'>" + fmuc(ROOM + "/Curtis")
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x></presence>",
            said("Curtis", ROOM + "/Curtis", "<subject>Now</subject>"));
    }

    @Test
    @Conforms("xep-0289-joined-7")
    public void aMessageGoesToTheRoomAndNothingOfItBack() {
        has("Kev", "Curtis");
        master.receives(from("Kev", "message", "type='groupchat'", "kev@remote.example.com/Swift", "<body>Hi.</body>"))
            .lets("<message type='groupchat' from='kev@remote.example.com/Swift' to='" + ROOM + "'><body>Hi.</body></message>");
        roomSays("Kev", "kev", "<body>Hi.</body>");
        master.roomHasHandledIt().sends();
    }

    @Test
    @Conforms({"xep-0289-joined-10", "xep-0289-joined-11"})
    public void theLastPartEndsIt() {
        has("Kev", "Curtis");
        joins("Amy");
        master.roomShows("Amy", "Amy", "<status code='110'/>").roomHasHandledIt().andSo();
        parts("Amy").roomShowsGone("Amy", "Kev").roomShowsGone("Amy", "Amy", "<status code='110'/>").roomHasHandledIt().sends();
        parts("Kev").roomHasHandledIt().sends(left());
        assertTrue(master.room().isUnmirrored());
        assertEquals(Map.of(), master.room().nodes());
    }

    // ---- what the room does to users of the node

    @Test
    @Conforms("xep-0289-joined-13")
    public void whatTheRoomMakesOfAUserOfTheNodeIsToldWhenItChanges() {
        has("Kev", "Curtis");
        for (String role : List.of("visitor", "participant", "moderator")) {
            gives("none", role).sends(own("", "kev", "<item affiliation='none' role='" + role + "'/>"));
            gives("none", role).sends();
        }
        gives("admin", "moderator").sends(own("", "kev", "<item affiliation='admin' role='moderator'/>"));
    }

    @Test
    @Conforms("xep-0289-joined-13")
    public void thatSomebodyComesWithoutAVoiceTheNodeIsTold() {
        joins("Kev");
        gives("none", "visitor").roomHasHandledIt()
            .sends(own("", "kev", "<item affiliation='none' role='visitor'/>"), said(null, ROOM, SUBJECT));
        gives("none", "visitor").sends();
    }

    @Test
    @Conforms({"xep-0289-joined-10", "xep-0289-joined-13"})
    public void aRoleThatMayHaveCrossedALeaveIsTakenBack() {
        has("Amy", "Curtis");
        for (boolean late : List.of(false, true)) {
            joins("Kev").roomShows("Kev", "Kev", "<status code='110'/>").roomHasHandledIt();
            gives("none", "visitor").after(Duration.ofSeconds(late ? 61 : 59)).andSo();
            parts("Kev").roomShowsGone("Kev", "Kev", "<status code='110'/>").roomHasHandledIt();
            master.sends(late ? new String[0]
                : new String[] {own("type='unavailable'", "kev", "<item affiliation='none' role='none'/>")});
        }
        parts("Amy").roomShowsGone("Amy", "Amy", "<status code='110'/>").roomHasHandledIt().andSo();
        has("Kev", "Curtis");
        gives("none", "visitor").andSo();
        parts("Kev").roomShowsGone("Kev", "Kev", "<status code='110'/>").roomHasHandledIt().sends(left());
    }

    /** The room tells of a role that it gives to Kev. */
    private Master gives(String affiliation, String role) {
        return master.roomSends(presence("Kev", "kev", affiliation, role, "", "<status code='110'/>"));
    }

    // ---- primary-replica

    @Test
    @Conforms("xep-0289-joined-15")
    public void aReplicaGetsBackWhatItsUsersSayAndDo() {
        master.with(NodePolicy.REPLICA);
        joins("Kev");
        master.roomShows("Kev", "Kev", "<status code='110'/>").roomHasHandledIt()
            .sends(own("", "kev", "<item affiliation='none' role='participant'/>"), said(null, ROOM, SUBJECT));
        master.receives(from("Kev", "message", "type='groupchat' id='1'", "kev@remote.example.com/Swift", "<body>Hi.</body>"));
        master.roomSends("<message type='groupchat' id='1' from='" + ROOM + "/Kev' to='kev@remote.example.com/Swift'>"
            + "<body>Hi.</body></message>").sends("<message type='groupchat' id='1' from='" + ROOM + "/Kev' to='" + NODE + "'>"
            + fmuc("kev@remote.example.com/Swift") + "<body>Hi.</body></message>");
        parts("Kev").roomShowsGone("Kev", "Kev", "<status code='110'/>").roomHasHandledIt()
            .sends(own("type='unavailable'", "kev", "<item affiliation='none' role='none'/>"), left());
    }

    @Test
    @Conforms("xep-0289-joined-14")
    public void aReplicaGetsPrivateMessages() {
        master.with(NodePolicy.REPLICA);
        has("Kev", "Curtis");
        master.roomSends("<message type='chat' from='" + ROOM + "/Curtis' to='kev@remote.example.com/Swift'><body>Psst</body>"
            + "</message>").sends("<message type='chat' from='" + ROOM + "/Curtis' to='" + NODE + "/Kev'>"
            + fmuc(ROOM + "/Curtis") + "<body>Psst</body></message>");
    }

    @Test
    @Conforms("xep-0289-joined-14")
    public void aNodeThatWouldShowAPrivateMessageToAllDoesNotGetIt() {
        has("Kev", "Curtis");
        master.roomSends("<message type='chat' from='" + ROOM + "/Curtis' to='kev@remote.example.com/Swift'><body>Psst</body>"
            + "</message>").sends("<message type='chat' from='kev@remote.example.com/Swift' to='" + ROOM + "/Curtis'><body>"
            + NodePolicy.PRIMARY.noPrivate() + "</body></message>");
        // Nor is anything said of what is no words, and two that cannot get them do not tell each other so for ever.
        master.roomSends("<message type='chat' from='" + ROOM + "/Kev' to='kev@remote.example.com/Swift'><body>Psst</body>"
            + "</message>").sends();
        master.roomSends("<message type='error' from='" + ROOM + "' to='kev@remote.example.com/Swift'><error type='cancel'/>"
            + "</message>").sends();
    }

    // ---- out

    @Test
    @Conforms({"xep-0289-joined-11", "xep-0289-joined-12"})
    public void whoeverIsThrownOutIsThrownOutThereAndTheLastOneEndsIt() {
        has("Kev", "Curtis");
        master.roomShowsGone("Kev", "Kev", "<status code='307'/>").sends(own("type='unavailable'", "kev",
            "<item affiliation='none' role='none'/><status code='307'/>"), left());
        // The node says so, too.
        parts("Kev").sends(left()).lets();
    }

    @Test
    @Conforms("xep-0289-joined-2")
    public void whatTheRoomDoesNotLetInFirstIsRejected() {
        joins("Kev");
        master.andSo().roomSends(banned("Kev"))
            .sends(rejected("forbidden"));
        assertTrue(master.room().isUnmirrored());
    }

    @Test
    @Conforms("xep-0289-joined-12")
    public void whomTheRoomDoesNotLetInLaterIsThrownOutThere() {
        has("Kev", "Curtis");
        joins("Amy");
        master.andSo().roomSends(banned("Amy"))
            .sends(thrownOut("Amy", "amy@remote.example.com/Swift", "outcast", "forbidden", 301));
    }

    @Test
    public void whereTheGuardGoesOrTheNodeMayNotStayItIsOutAndNobodyIsThrownOutThere() {
        has("Kev", "Curtis");
        master.closes().roomShowsGone("Kev", "Kev", "<status code='110'/>").roomHasHandledIt();
        assertEquals(List.of(left()), presences());
        has("Kev", "Curtis");
        master.knowing(new Admission(TrustLevel.BLOCKED, Admission.Mode.TRUSTED, false, true, Set.of(), "example.com", false))
            .after(Duration.ofSeconds(1)).roomHasHandledIt();
        assertEquals(List.of(left()), presences());
    }

    @Test
    public void aSilentNodeIsAskedWhatItIs() {
        has("Kev", "Curtis");
        master.after(Duration.ofMinutes(6));
        String asked = master.takeSent().get(0).toXML();
        assertTrue(asked, asked.contains("disco#info") && asked.contains("to=\"" + NODE + "\""));
        String id = asked.replaceAll("(?s).*id=\"([^\"]*)\".*", "$1");
        master.receives("<iq type='result' id='" + id + "' from='" + NODE + "' to='" + ROOM + "'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>").lets().sends();
        master.after(Duration.ofMinutes(2)).sends();
        assertEquals(1, master.room().occupants().size());
    }

    @Test
    public void aNodeThatCannotBeReachedIsOutAndIsNotAskedToJoinAgain() {
        has("Kev", "Curtis");
        master.receives("<presence type='error' from='" + NODE + "' to='" + ROOM + "/Curtis'><error type='wait'>"
            + "<remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        master.after(Duration.ofSeconds(31)).andSo().after(Duration.ofSeconds(31)).roomHasHandledIt();
        assertEquals(List.of(left()), presences());
        assertEquals(Map.of(), master.room().lost());
        master.after(Duration.ofMinutes(2)).sends();
    }

    @Test
    public void aBrokenConnectionAloneDoesNotEndIt() {
        has("Kev", "Curtis");
        master.breaks(NODE).after(Duration.ofSeconds(1)).sends();
        assertEquals(1, master.room().occupants().size());
    }

    @Test
    public void aQuestionToAUserOfANodeIsAnsweredAtOnce() {
        has("Kev", "Curtis");
        master.roomSends("<iq type='get' id='v' from='" + ROOM + "/Curtis' to='kev@remote.example.com/Swift'>"
            + "<query xmlns='jabber:iq:version'/></iq>");
        String answer = master.takeSent().get(0).toXML();
        assertTrue(answer, answer.contains("id=\"v\"") && answer.contains("feature-not-implemented"));
        assertEquals(Map.of(), master.room().questions());
    }

    // ---- hostile

    @Test
    public void whoeverIsNotNamedDoesNotComeIn() {
        for (String from : List.of("", " from=''", " from='@'", " from='remote.example.com'", " from='kev@remote.example.com'")) {
            master.receives("<presence from='" + NODE + "/Kev' to='" + ROOM + "/Kev'><fmuc xmlns='http://isode.com/protocol/fmuc'"
                + from + "/><x xmlns='http://jabber.org/protocol/muc'/></presence>").lets()
                .sends(rejected("The join does not name a user."));
        }
    }

    @Test
    @Conforms("xep-0289-joined-16")
    public void aNodeSpeaksForNobodyElse() {
        String text = "This mirror does not speak for users of that domain.";
        for (String user : List.of("curtis@example.com/x", "kev@other.lit/x", "kev@example.com/x")) {
            master.receives(from("Kev", "presence", "", user, ENTER)).lets()
                .sends(rejected(text));
        }
        has("Kev", "Curtis");
        master.receives(from("Amy", "presence", "", "curtis@example.com/x", "")).lets()
            .sends(thrownOut("Amy", "curtis@example.com/x", "none", text, 307));
        // In the name of somebody who is in, but not this one.
        master.receives(from("Kev", "message", "type='groupchat'", "amy@remote.example.com/x", "<body>forged</body>")).lets()
            .sends(thrownOut("Kev", "amy@remote.example.com/x", "none",
                "You are not in the room on the other server. Please join again.", 307));
        master.receives("<message type='groupchat' from='" + NODE + "/Kev' to='" + ROOM
            + "'><fmuc xmlns='http://isode.com/protocol/fmuc'/><body>forged</body></message>").lets().sends();
    }

    @Test
    public void whatCrossedTheDirectJoinOfItsUserDoesNotThrowOutTheOneWhoIsHereNow() {
        joins("Kev");
        master.roomSends(presence("Kev", "kev", "none", "participant", "", "<status code='100'/><status code='110'/>"));
        master.roomSends(presence("Amy", "kev", "none", "participant", " jid='amy@remote.example.com/x'", ""));
        master.roomHasHandledIt().andSo();
        master.receives(from("Amy", "message", "type='groupchat'", "amy@remote.example.com/x", "<body>Late.</body>")).lets()
            .sends();
        master.receives(from("Amy", "presence", "", "amy@remote.example.com/x", "<status>Late.</status>")).lets().sends();
    }

    @Test
    public void ofTwoNodesThatClaimAUserTheFirstHasHim() {
        has("Kev", "Curtis");
        master.receives(from("Kev", "presence", "", "kev@remote.example.com/Swift", ENTER)
            .replace(NODE, "cellar@talk.remote.example.com")).lets();
        assertTrue(master.takeSent().toString().contains("in the room already"));
        assertEquals(new JID(NODE), master.room().occupants().get(new JID("kev@remote.example.com/Swift")).slave());
    }

    @Test
    @Conforms("xep-0289-joined-17")
    public void anothersNickIsNotTaken() {
        has("Kev", "Curtis");
        master.receives(from("Kev", "presence", "", "amy@remote.example.com/x", "")).lets()
            .sends(thrownOut("Kev", "amy@remote.example.com/x", "none", "This nick is in use.", 307));
        assertEquals(1, master.room().occupants().size());
    }

    @Test
    @Conforms("xep-0289-joined-18")
    public void aNodeThatSpeaksWithoutHavingJoinedIsToldThatItIsOut() {
        master.receives(from("Kev", "message", "type='groupchat'", "kev@remote.example.com/x", "<body>Hi.</body>")).lets()
            .sends(left());
        master.receives(from("Kev", "presence", "", "kev@remote.example.com/x", "<show>away</show>")).lets().sends(left());
        parts("Kev").lets().sends(left());
        assertTrue(master.room().isForgettable());
    }

    @Test
    public void noMoreComeThanMay() {
        master.holding(new MasterPolicy(5000, 2, 1, 200, 65_536, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            joins("Legion" + i);
        }
        assertEquals(2, master.takePassed().size());
        assertEquals(2, master.room().occupants().size());
        master.andSo().receives(from("Kev", "presence", "", "kev@remote.example.com/x", ENTER)
            .replace(NODE, "cellar@talk.remote.example.com")).lets();
        assertTrue(master.takeSent().toString().contains("Too many mirrors"));
    }

    @Test
    public void aSlaveOfTheProtoXepIsNoNode() {
        master.receives("<presence from='cellar\\40talk.example.com@mirror.remote.example.com/Kev' to='" + ROOM + "/Kev'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/x'/></presence>");
        assertTrue("of another room: for the guard to refuse", master.room().isForgettable());
    }

    // ---- what happens in most tests

    private Master joins(String nick) {
        return master.receives(from(nick, "presence", "", Master.jid(nick), "<show>away</show>"
            + "<x xmlns='http://jabber.org/protocol/muc'/><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='owner' role='moderator' jid='" + Master.jid(nick) + "'/></x>"));
    }

    private Master parts(String nick) {
        return master.receives(from(nick, "presence", "type='unavailable'", Master.jid(nick), ""));
    }

    /** One of the node's is in, and so is somebody else. */
    private void has(String nick, String other) {
        joins(nick);
        master.roomShows(other, nick).roomShows(nick, nick, "<status code='110'/>");
        master.roomHasHandledIt().andSo();
    }

    private static String from(String nick, String kind, String attributes, String user, String children) {
        return "<" + kind + " " + attributes + " from='" + NODE + "/" + nick + "' to='" + ROOM + "/" + nick + "'>" + fmuc(user)
            + children + "</" + kind + ">";
    }

    private static String fmuc(String user) {
        return "<fmuc xmlns='http://isode.com/protocol/fmuc' from='" + user + "'/>";
    }

    private static String presence(String nick, String to, String affiliation, String role, String jid, String codes) {
        return "<presence from='" + ROOM + "/" + nick + "' to='" + Master.jid(to) + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='" + affiliation + "' role='" + role + "'" + jid + "/>"
            + codes + "</x></presence>";
    }

    private void roomSays(String nick, String to, String children) {
        master.roomSends("<message type='groupchat' from='" + ROOM + "/" + nick + "' to='" + Master.jid(to) + "'>" + children
            + "</message>");
    }

    private static String said(String nick, String user, String children) {
        return "<message type='groupchat' from='" + ROOM + (nick == null ? "" : "/" + nick) + "' to='" + NODE + "'>" + fmuc(user)
            + children + "</message>";
    }

    private static String own(String attributes, String user, String inMucUser) {
        return "<presence " + attributes + " from='" + ROOM + "/Kev' to='" + NODE + "'>" + fmuc(Master.jid(user))
            + "<x xmlns='http://jabber.org/protocol/muc#user'>" + inMucUser + "</x></presence>";
    }

    private static String thrownOut(String nick, String user, String affiliation, String why, int code) {
        return "<presence type='unavailable' from='" + ROOM + "/" + nick + "' to='" + NODE + "'>" + fmuc(user)
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='" + affiliation + "' role='none'><reason>" + why
            + "</reason></item><status code='" + code + "'/></x></presence>";
    }

    private static String banned(String nick) {
        return "<presence type='error' from='" + ROOM + "/" + nick + "' to='" + Master.jid(nick) + "'><error code='403' "
            + "type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
    }

    private static String rejected(String why) {
        return "<presence from='" + ROOM + "' to='" + NODE + "'><fmuc xmlns='http://isode.com/protocol/fmuc'><reject>" + why
            + "</reject></fmuc></presence>";
    }

    private static String left() {
        return "<presence from='" + ROOM + "' to='" + NODE + "'><fmuc xmlns='http://isode.com/protocol/fmuc'><left/>"
            + "</fmuc></presence>";
    }

    /** What went to the node since the last question: its presences, without what the guard tells the room. */
    private List<String> presences() {
        return master.takeSent().stream().filter(stanza -> stanza.getTo().toBareJID().equals(NODE)
                && stanza.getElement().getName().equals("presence"))
            .map(stanza -> stanza.getElement().asXML().replace('"', '\'')).toList();
    }
}
