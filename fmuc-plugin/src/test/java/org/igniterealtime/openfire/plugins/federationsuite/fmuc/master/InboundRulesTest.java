package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What a room's guard does about what slaves send. */
public class InboundRulesTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String KEV = "kev@remote.example.com/Swift";
    private static final String TABLET = "kev@remote.example.com/Tablet";
    private final Master master = new Master();

    @Test
    @Conforms({"protoxep-5", "master-2"})
    public void aJoinReachesTheRoomAsTheUsersOwn() {
        master.receives("<presence from='%s' to='%s/Kev'><status>hi</status>%s</presence>"
            .formatted(SLAVE, ROOM, fmuc(KEV))).sends().lets("""
            <presence from='%s' to='%s/Kev'><status>hi</status><x xmlns='http://jabber.org/protocol/muc'/></presence>"""
            .formatted(KEV, ROOM));
        assertFalse(master.room().occupants().get(new JID(KEV)).present());
    }

    @Test
    public void passwordAndHistoryOfTheJoinReachTheRoom() {
        String enter = "<x xmlns='http://jabber.org/protocol/muc'><password>cauldron</password><history maxstanzas='3'/></x>";
        master.receives("<presence from='%s' to='%s/Kev'>%s%s</presence>".formatted(SLAVE, ROOM, fmuc(KEV), enter))
            .lets("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(KEV, ROOM, enter));
    }

    @Test
    public void aLimitOfHistoryThatOlderRoomsFailAtDoesNotReachTheRoom() {
        String enter = "<x xmlns='http://jabber.org/protocol/muc'>%s<password>cauldron</password></x>";
        for (String limits : List.of("maxchars='-1'", "maxstanzas='many'", "seconds='99999999999'", "seconds=''",
            "since='-999999999-01-01T00:00:00Z'", "since='yesterday'", "")) {
            master.receives("<presence from='%s' to='%s/Kev'>%s%s</presence>".formatted(SLAVE, ROOM, fmuc(KEV),
                enter.formatted("<history " + limits + "/><history maxchars='x'/>")))
                .lets("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(KEV, ROOM, enter.formatted("")));
        }
        master.receives("<presence from='%s' to='%s/Kev'>%s%s</presence>".formatted(SLAVE, ROOM, fmuc(KEV),
            enter.formatted("<history maxchars='9' seconds='x' since='2026-01-02T03:04:05.123456+01:00'/>")))
            .lets("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(KEV, ROOM, enter.formatted("")
                .replace("</x>", "<history maxchars='9' since='2026-01-02T02:04:05.123Z'/></x>")));
    }

    @Test
    @Conforms({"protoxep-24", "master-12"})
    public void onlyTrustedMirrorsMayJoin() {
        for (TrustLevel level : TrustLevel.values()) {
            Master strict = new Master().knowing(trust(level)).asked("Kev");
            if (level.mayMirror()) {
                assertEquals(1, strict.takePassed().size());
            } else {
                strict.lets().sends(notAdmitted("This mirror may not join rooms here."));
            }
        }
    }

    @Test
    public void whoLostTrustMayStillLeaveButNotSpeak() {
        master.has("Kev").knowing(trust(TrustLevel.BLOCKED));
        master.receives("<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>"
            .formatted(SLAVE, ROOM)).lets();
        assertEquals(1, master.takeSent().size());
        master.receives(presence("unavailable", "Kev"))
            .lets("<presence type='unavailable' from='%s' to='%s/Kev'/>".formatted(KEV, ROOM));
    }

    @Test
    @Conforms("master-12")
    public void aMirrorSpeaksForUsersOfTheDomainAboveItAndNobodyElse() {
        Admission admission = Master.BUDDY;
        assertTrue(speaks(admission, "mirror.remote.example.com", "remote.example.com"));
        assertTrue(speaks(admission, "mirror.remote.lit", "remote.lit"));
        assertFalse(speaks(admission, "mirror.remote.lit", "lit"));
        assertFalse(speaks(admission, "a.mirror.remote.lit", "remote.lit"));
        assertFalse(speaks(admission, "mirror.evilremote.lit", "remote.lit"));
        assertFalse(speaks(admission, "evilremote.lit", "remote.lit"));
        assertFalse(speaks(admission, "remote.lit", "remote.lit"));
        assertFalse(speaks(admission, "mirror.remote.lit", "other.lit"));
        assertFalse("local users join directly", speaks(admission, "mirror.example.com", "example.com"));
    }

    @Test
    public void aMirrorThatSpeaksForOthersIsRefused() {
        master.receives("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(SLAVE, ROOM, fmuc("curtis@example.com/Swift")))
            .lets()
            .sends(notAdmitted("This mirror does not speak for users of that domain."));
        master.receives("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(SLAVE, ROOM, fmuc("kev@remote.example.com")))
            .lets().sends(refused("Kev", "modify", "400", "jid-malformed", "The join does not name a user."));
    }

    @Test
    @Conforms("master-14")
    public void aJoinCreatesNoRoomUnlessItMay() {
        new Master().telling(new Facts(false, false)).asked("Kev").lets()
            .sends(refused("Kev", "cancel", "404", "item-not-found", "There is no such room."));
        assertEquals(1, new Master().telling(new Facts(false, false)).knowing(new Admission(TrustLevel.BUDDY,
            Admission.Mode.TRUSTED, false, true, Set.of(), "example.com", true)).asked("Kev").takePassed().size());
    }

    @Test
    public void aRoomTakesNoMoreThroughMirrorsThanItMay() {
        master.has("Kev").holding(most(1, 10, 10)).asked("Amy").lets()
            .sends(refused("Amy", "wait", "500", "resource-constraint", "Too many occupants came through mirrors."));
        assertEquals(1, master.asked("Kev").takePassed().size());
    }

    @Test
    public void aRoomTakesNoMoreThroughOneMirrorAndNoMoreMirrorsThanItMay() {
        master.has("Kev").holding(most(9, 1, 9)).asked("Amy").lets()
            .sends(refused("Amy", "wait", "500", "resource-constraint", "Too many occupants came through this mirror."));
        master.holding(most(9, 9, 1)).asked("Amy");
        assertEquals("of a mirror that is in", 1, master.takePassed().size());
        String other = SLAVE.replace("remote", "far");
        master.receives("<presence from='%s' to='%s/Far'>%s</presence>".formatted(other, ROOM, fmuc("far@far.example.com/x")))
            .lets().sends(refused("Far", "wait", "500", "resource-constraint", "Too many mirrors are in this room.")
                .replace(SLAVE, other));
    }

    @Test
    @Conforms("master-11")
    public void whoeverIsInTheRoomDirectlyCannotComeThroughAMirrorToo() {
        master.telling(new Facts(true, true)).asked("Kev").lets().sends(
            refused("Kev", "cancel", "409", "conflict", "This user is in the room already, directly."));
        assertTrue(master.room().isUnmirrored());
    }

    @Test
    public void theRoomIsAskedOnlyAboutThoseWhoMightCome() {
        assertTrue(firstVerdict(trust(TrustLevel.BUDDY), most(9, 9, 9)) instanceof Verdict.Examine);
        assertTrue(firstVerdict(trust(TrustLevel.UNKNOWN), most(9, 9, 9)) instanceof Verdict.Drop);
        assertTrue(firstVerdict(trust(TrustLevel.BUDDY), most(0, 9, 9)) instanceof Verdict.Drop);
    }

    private Verdict firstVerdict(Admission admission, MasterPolicy policy) {
        Packet join = Xml.stanza("<presence from='%s' to='%s/Kev'>%s</presence>".formatted(SLAVE, ROOM, fmuc(KEV)));
        return InboundRules.on(master.room(), SlaveStanza.read(join).orElseThrow(), join, admission, Optional.empty(),
            new Circumstances(Master.START, 1, policy)).verdict();
    }

    @Test
    public void aNickWithSpacesAroundItIsRefused() {
        master.receives("<presence from='%s' to='%s/ Kev'>%s</presence>".formatted(SLAVE, ROOM, fmuc(KEV))).lets();
        assertEquals(1, master.takeSent().size());
        assertTrue(master.room().isUnmirrored());
    }

    @Test
    public void aStanzaThatIsTooLongIsRefusedUnlessItIsAPart() {
        master.holding(most(9, 9, 9)).has("Kev");
        String text = "x".repeat(2000);
        master.receives("<message type='groupchat' id='m' from='%s/Kev' to='%s'><body>%s</body></message>"
            .formatted(SLAVE, ROOM, text)).lets().sends(("<message type='error' id='m' from='%s' to='%s/Kev'>"
            + "<error code='406' type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>The stanza is too long.</text></error></message>")
            .formatted(ROOM, SLAVE));
        master.receives("<presence type='unavailable' from='%s' to='%s/Kev'><status>%s</status></presence>"
            .formatted(SLAVE, ROOM, text));
        assertEquals(1, master.takePassed().size());
    }

    @Test
    public void whoIsAdmittedIsForTheRoomToSay() {
        for (TrustLevel level : TrustLevel.values()) {
            boolean blocked = level == TrustLevel.BLOCKED;
            assertFalse(admits(level, Admission.Mode.NOBODY, true, true));
            assertEquals(level.mayMirror(), admits(level, Admission.Mode.TRUSTED, false, true));
            assertEquals(!blocked, admits(level, Admission.Mode.LISTED, true, true));
            assertFalse(admits(level, Admission.Mode.LISTED, false, true));
            assertEquals(!blocked, admits(level, Admission.Mode.EVERYONE, false, true));
            for (Admission.Mode mode : Admission.Mode.values()) {
                assertFalse("the owners close it", admits(level, mode, true, false));
            }
        }
    }

    private static boolean admits(TrustLevel level, Admission.Mode mode, boolean listed, boolean open) {
        return new Admission(level, mode, listed, open, Set.of(), "example.com", false).admits();
    }

    @Test
    public void aMirrorSpeaksForMoreDomainsIfItWasGrantedAndNeverForLocalUsers() {
        Admission granted = new Admission(TrustLevel.BUDDY, Admission.Mode.TRUSTED, false, true,
            Set.of("other.lit", "example.com"), "example.com", false);
        assertTrue(speaks(granted, "mirror.remote.lit", "other.lit"));
        assertTrue(speaks(granted, "mirror.remote.lit", "remote.lit"));
        assertFalse(speaks(granted, "mirror.remote.lit", "third.lit"));
        assertFalse(speaks(granted, "mirror.remote.lit", "example.com"));
    }

    @Test
    @Conforms("master-16")
    public void whenTrustIsWithdrawnEverybodyBehindTheMirrorLeaves() {
        master.has("Kev", "Amy").after(MasterPolicy.DEFAULT.pingAfter().minusMillis(1)).sends();
        master.knowing(trust(TrustLevel.UNKNOWN)).after(Duration.ofSeconds(1)).sends(leaving("Kev"), leaving("Amy"));
        master.roomHasHandledIt().sends(goneForOne("Kev"), goneForOne("Amy"));
        assertTrue(master.room().isUnmirrored());
        master.receives(presence("unavailable", "Kev")).lets().sends(unknown("Kev"));
    }

    @Test
    public void whomTheRoomDoesNotAnswerIsLetGo() {
        master.asked("Kev").andSo().after(Duration.ofSeconds(30)).sends();
        master.after(Duration.ofMillis(1)).sends(leaving("Kev")).roomHasHandledIt().sends(goneForOne("Kev"));
        assertTrue(master.room().isUnmirrored());
    }

    @Test
    public void whoCameAgainIsNotTakenForTheOneWhoLeft() {
        master.has("Kev").closes().andSo().roomShowsGone("Kev", "Kev").asked("Kev").andSo().roomHasHandledIt().sends();
        assertEquals(1, master.room().occupants().size());
    }

    @Test
    public void twoUsersOfOneSlaveCannotHaveOneNick() {
        master.has("Kev").receives("<presence from='%s' to='%s/Kev'>%s</presence>"
            .formatted(SLAVE, ROOM, fmuc("amy@remote.example.com/Swift")))
            .lets().sends(refused("Kev", "cancel", "409", "conflict", "This nick is in use."));
    }

    @Test
    public void oneUserCannotBeInTwice() {
        master.has("Kev").receives("<presence from='%s' to='%s/Swift'>%s</presence>".formatted(SLAVE, ROOM, fmuc(KEV)))
            .lets().sends(refused("Swift", "cancel", "409", "conflict", "This user is in the room already."));
    }

    @Test
    public void aSlaveThatJoinsAUserAgainHasLostItsStateAndTheOthersLeave() {
        master.has("Kev", "Amy").asked("Kev").sends(
            "<presence type='unavailable' from='amy@remote.example.com/Swift' to='%s/Amy'/>".formatted(ROOM)).lets(
            "<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>".formatted(KEV, ROOM));
        assertFalse("he gets everything again", master.room().occupants().get(new JID(KEV)).present());
    }

    @Test
    public void aSlaveThatJoinsAnotherClientOfAUserUnderHisNickHasLostItsStateAndHisFirstLeavesToo() {
        master.has("Kev", "Amy").receives(tabletJoins("")).sends(leaving("Kev"), leaving("Amy")).lets(
            "<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>".formatted(TABLET, ROOM));
        master.roomShowsGone("Kev", "Kev").roomShowsGone("Amy", "Amy").roomHasHandledIt().andSo();
        assertEquals(Set.of(new JID(TABLET)), master.room().occupants().keySet());
        master.receives(tabletJoins("")).andSo().roomSends(("<presence from='%s/Kev' to='%s'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>").formatted(ROOM, TABLET));
        assertTrue("he gets everything again", master.room().occupants().get(new JID(TABLET)).opener());
    }

    @Test
    public void aSlaveThatHasLostTheLinkOnlyAndJoinsAnotherClientOfAUserKeepsTheOthers() {
        master.has("Kev", "Amy").receives(tabletJoins("<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/>"))
            .sends(leaving("Kev"));
        assertEquals(1, master.takePassed().size());
    }

    @Test
    public void aSlaveThatBeginsAnewHasNobodyElseAndIsToldEverything() {
        master.has("Kev", "Amy").receives(anew("Bob", "bob@remote.example.com/Swift")).sends(leaving("Kev"), leaving("Amy"))
            .lets(("<presence from='bob@remote.example.com/Swift' to='%s/Bob'>"
                + "<x xmlns='http://jabber.org/protocol/muc'/></presence>").formatted(ROOM));
        master.roomShowsGone("Kev", "Kev").roomShowsGone("Amy", "Amy").roomHasHandledIt();
        master.receives(presence("unavailable", "Nobody")).roomShows("Bob", "Bob", "<status code='110'/>").andSo();
        assertEquals(Set.of(new JID("bob@remote.example.com/Swift")), master.room().occupants().keySet());
        assertTrue(master.room().occupants().values().iterator().next().opener());
    }

    @Test
    public void whoeverIsLeftOfASlaveThatBeginsAnewKeepsNeitherNickNorPlace() {
        master.has("Kev").holding(most(1, 1, 1)).receives(anew("Kev", "amy@remote.example.com/Swift")).sends(leaving("Kev"));
        assertEquals(1, master.takePassed().size());
        Master other = new Master().has("Kev", "Amy").telling(new Facts(true, true)).receives(anew("Kevin", KEV))
            .sends(leaving("Kev"), leaving("Amy"));
        assertEquals("under another nick, too", 1, other.takePassed().size());
        other.roomShowsGone("Kev", "Kev").roomHasHandledIt();
        assertEquals("Kevin", other.room().occupants().get(new JID(KEV)).nick());
        Master again = new Master().has("Kev", "Amy").receives(anew("Kev", KEV).replace("<anew",
            "<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/><anew")).sends(leaving("Amy"));
        assertEquals(1, again.takePassed().size());
    }

    @Test
    public void whoeverCameThroughAnotherSlaveStaysWhereOneBeginsAnew() {
        String far = SLAVE.replace("remote", "far");
        master.has("Kev").receives("<presence from='%s' to='%s/Far'>%s<anew xmlns='%s'/></presence>".formatted(far, ROOM,
            fmuc("far@far.example.com/x"), "http://igniterealtime.org/protocol/federationsuite")).sends();
        assertEquals(2, master.room().occupants().size());
    }

    @Test
    public void aFurtherClientThatIsInTheRoomDirectlyMakesNobodyLeave() {
        master.has("Kev", "Amy").telling(new Facts(true, true)).receives(tabletJoins("")).lets()
            .sends(refused("Kev", "cancel", "409", "conflict", "This user is in the room already, directly."));
        assertEquals(2, master.room().occupants().size());
    }

    @Test
    public void aChangeOfStatusThatCrossedAKickIsNotAnsweredBecauseHeMayBeComingAgain() {
        String away = "<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(SLAVE, ROOM);
        master.has("Kev").roomShowsGone("Kev", "Kev", "<status code='307'/>").andSo().receives(away).lets().sends();
        master.after(Duration.ofSeconds(10)).receives(away).lets()
            .sends(refused("Kev", "modify", "406", "not-acceptable", null));
    }

    @Test
    public void whatAnOccupantSaysReachesTheRoomAsHisOwn() {
        master.has("Kev").receives("<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(SLAVE, ROOM))
            .lets("<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(KEV, ROOM));
        master.receives(("<message type='groupchat' id='m1' from='%s/Kev' to='%s'><body>Hi</body>"
            + "<nomirror xmlns='http://isode.com/protocol/fmuc'/></message>").formatted(SLAVE, ROOM))
            .lets("<message type='groupchat' id='m1' from='%s' to='%s'><body>Hi</body></message>".formatted(KEV, ROOM));
        master.receives("<message type='chat' from='%s/Kev' to='%s/Curtis'><body>Psst</body></message>".formatted(SLAVE, ROOM))
            .lets("<message type='chat' from='%s' to='%s/Curtis'><body>Psst</body></message>".formatted(KEV, ROOM));
        master.sends();
    }

    @Test
    public void whoIsNotInMaySayNothingAndNothingReachesTheRoomAsTheSlavesOwn() {
        master.receives("<message type='groupchat' id='m1' from='%s/Kev' to='%s'><body>Hi</body></message>"
            .formatted(SLAVE, ROOM)).lets().sends(("<message type='error' id='m1' from='%s' to='%s/Kev'>"
            + "<error code='406' type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
            .formatted(ROOM, SLAVE));
        master.receives("<presence from='%s' to='%s/Kev'/>".formatted(SLAVE, ROOM)).lets()
            .sends(refused("Kev", "modify", "406", "not-acceptable", null));
        master.receives("<iq type='get' id='q' from='%s/Kev' to='%s'><x xmlns='urn:x'/></iq>".formatted(SLAVE, ROOM)).lets()
            .sends(("<iq type='error' id='q' from='%s' to='%s/Kev'><error code='406' type='modify'>"
                + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").formatted(ROOM, SLAVE));
        master.receives("<iq type='get' id='q' from='%s' to='%s'><x xmlns='urn:x'/></iq>".formatted(SLAVE, ROOM)).lets()
            .sends(("<iq type='error' id='q' from='%s' to='%s'><error code='501' type='cancel'>"
                + "<feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").formatted(ROOM, SLAVE));
        master.receives("<presence type='subscribe' from='%s' to='%s/Kev'/>".formatted(SLAVE, ROOM)).lets();
    }

    @Test
    public void aPartOfSomebodyWhoIsNotInIsAnsweredToHimAloneAndSaysThatHeIsNotKnown() {
        master.has("Amy").receives(presence("unavailable", "Kev")).lets().sends(unknown("Kev"));
    }

    @Test
    public void aPartThatTheRoomToldNobodyAboutIsAnsweredAndForgotten() {
        master.has("Kev").receives(presence("unavailable", "Kev")).andSo().roomHasHandledIt().sends(goneForOne("Kev"));
        assertTrue(master.room().isUnmirrored());
        master.has("Kev").receives(presence("unavailable", "Kev")).roomShowsGone("Kev", "Kev").andSo()
            .roomHasHandledIt().sends();
    }

    @Test
    @Conforms("master-10")
    public void errorsOfSlavesNeverReachTheRoom() {
        for (String condition : new String[] {"item-not-found", "service-unavailable", "not-acceptable"}) {
            new Master().has("Kev", "Amy").receives(failure("/Kev", condition)).lets();
            new Master().has("Kev", "Amy").receives(failure("", condition)).lets();
        }
        new Master().has("Kev").receives("<presence type='error' from='%s' to='%s/Kev'/>".formatted(SLAVE, ROOM))
            .lets().sends();
        new Master().has("Kev").receives("<iq type='result' id='x' from='%s/Kev' to='%s'/>".formatted(SLAVE, ROOM))
            .lets().sends();
    }

    @Test
    @Conforms("master-11")
    public void whoJoinsDirectlyFirstLeavesThroughTheSlave() {
        master.has("Kev").receives("<presence from='%s' to='%s/Swift'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(KEV, ROOM)).sends(leaving("Kev"));
        assertEquals(1, master.takePassed().size());
    }

    @Test
    @Conforms("master-16")
    public void whenTheGuardGoesEverybodyLeavesWhoCameThroughASlave() {
        master.has("Kev", "Amy").closes().sends(leaving("Kev"), leaving("Amy"));
    }

    private static Admission trust(TrustLevel level) {
        return new Admission(level, Admission.Mode.TRUSTED, false, true, Set.of(), "example.com", false);
    }

    private static MasterPolicy most(int occupants, int ofMirror, int mirrors) {
        return new MasterPolicy(occupants, ofMirror, mirrors, 2, 2000, Duration.ofSeconds(30), Duration.ofSeconds(10),
            Duration.ZERO);
    }

    private static boolean speaks(Admission admission, String slave, String user) {
        return admission.speaksFor(new JID("room\\40talk.example.com", slave, null), new JID("kev", user, "Swift"));
    }

    private static String fmuc(String user) {
        return "<fmuc xmlns='http://isode.com/protocol/fmuc' from='" + user + "'/>";
    }

    /** Another client of Kev joins under his nick. */
    private static String tabletJoins(String mark) {
        return "<presence from='%s' to='%s/Kev'>%s%s</presence>".formatted(SLAVE, ROOM, fmuc(TABLET), mark);
    }

    /** A slave begins anew with somebody. */
    private static String anew(String nick, String user) {
        return "<presence from='%s' to='%s/%s'>%s<anew xmlns='http://igniterealtime.org/protocol/federationsuite'/></presence>"
            .formatted(SLAVE, ROOM, nick, fmuc(user));
    }

    private static String presence(String type, String nick) {
        return "<presence type='%s' from='%s' to='%s/%s'/>".formatted(type, SLAVE, ROOM, nick);
    }

    private static String leaving(String nick) {
        return "<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(Master.jid(nick), ROOM, nick);
    }

    private static String goneForOne(String nick) {
        return ("<presence type='unavailable' from='%s/%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc#user'/>"
            + "</presence>").formatted(ROOM, nick, SLAVE, nick);
    }

    /** Of somebody whom the master does not know: a slave that believed that he was in has missed something. */
    private static String unknown(String nick) {
        return goneForOne(nick).replace("</presence>",
            "<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/></presence>");
    }

    private static String failure(String nick, String condition) {
        return ("<message type='error' from='%s%s' to='%s'><body>Hi</body><error type='cancel'>"
            + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").formatted(SLAVE, nick, ROOM, condition);
    }

    /** As other refusals, and such that the mirror can tell it from the room's own, for a password. */
    private static String notAdmitted(String text) {
        return refused("Kev", "auth", "401", "not-authorized", text)
            .replace("</error>", "<not-admitted xmlns='http://igniterealtime.org/protocol/federationsuite#errors'/></error>");
    }

    private static String refused(String nick, String type, String code, String condition, String text) {
        String words = text == null ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + text + "</text>";
        return ("<presence type='error' from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'/>"
            + "<error code='%s' type='%s'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>%s</error></presence>")
            .formatted(ROOM, SLAVE, nick, code, type, condition, words);
    }
}
