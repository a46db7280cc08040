package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master.jid;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What a slave at the end of a thin link is not sent, and what it is. */
public class ThinLinkTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String SELF = "<status code='110'/>";
    private static final String COMPOSING = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    private static final String ACTIVE = "<active xmlns='http://jabber.org/protocol/chatstates'/>";
    private static final String PARTICIPANT = "<item affiliation='none' role='participant'/>";
    private static final Duration SILENCE = MasterPolicy.DEFAULT.pingAfter();
    private static final Duration GRACE = MasterPolicy.DEFAULT.grace();
    private static final Duration PATIENCE = MasterPolicy.DEFAULT.answerWithin();
    private final Master master = new Master().overAThinLink(true);

    /** Curtis was there when Kev came. */
    private Master withCurtis() {
        return master.asked("Kev").roomSends(presence("Curtis", "Kev", "", PARTICIPANT)).roomShows("Kev", "Kev", SELF)
            .roomHasHandledIt().later();
    }

    @Test
    @Conforms("thin-2")
    public void aMereChangeOfStatusStaysHere() {
        withCurtis().andSo().roomSends(presence("Curtis", "Kev", "<show>away</show>", PARTICIPANT)).sends();
        master.roomSends(presence("Tybalt", "Kev", "", PARTICIPANT)).sends(shared("Tybalt", "", PARTICIPANT));
        master.roomSends(presence("Tybalt", "Kev", "<status>Here</status>", PARTICIPANT)).sends();
    }

    @Test
    @Conforms("thin-2")
    public void whateverElseHappensToSomebodyIsTold() {
        withCurtis().andSo();
        String visitor = PARTICIPANT.replace("participant", "visitor");
        String member = visitor.replace("none", "member");
        for (String item : List.of(visitor, member)) {
            master.roomSends(presence("Curtis", "Kev", "<show>away</show>", item))
                .sends(shared("Curtis", "<show>away</show>", item));
        }
        String renamed = "<item affiliation='none' role='participant' nick='Kurt'/><status code='303'/>";
        master.roomSends(gone("Curtis", renamed)).sends(sharedGone("Curtis", renamed));
        master.roomSends(presence("Kurt", "Kev", "", PARTICIPANT)).sends(shared("Kurt", "", PARTICIPANT));
        String kicked = "<item affiliation='none' role='none'><reason>Enough</reason></item><status code='307'/>";
        master.roomSends(gone("Kurt", kicked)).sends(sharedGone("Kurt", kicked));
        master.roomSends(presence("Kurt", "Kev", "", PARTICIPANT)).sends(shared("Kurt", "", PARTICIPANT));
        assertEquals(List.of("Kurt"), List.copyOf(told().standings().keySet()));
    }

    @Test
    @Conforms("thin-3")
    public void theSlavesOwnOccupantsAreShownToItWhateverTheySay() {
        master.has("Kev", "Amy").roomSends(presence("Kev", "Kev", "<show>away</show>", PARTICIPANT + SELF))
            .sends(shared("Kev", "<show>away</show>", PARTICIPANT));
        assertTrue(told().standings().isEmpty());
    }

    @Test
    @Conforms("thin-2")
    public void whoIsInASlaveThatOpensTheRoomAnewIsToldAnew() {
        withCurtis().asked("Kev").andSo();
        master.roomSends(presence("Curtis", "Kev", "<show>xa</show>", PARTICIPANT)).roomShows("Kev", "Kev", SELF);
        assertEquals("Curtis", master.takeSent().get(0).getFrom().getResource());
    }

    @Test
    @Conforms("thin-2")
    public void typingStaysHereAndThatSomebodyIsThereIsNotSaidBesideWhatHeSays() {
        master.has("Kev").roomSends(message("Kev", COMPOSING + "<stanza-id xmlns='urn:xmpp:sid:0' by='x' id='1'/>")).sends();
        master.roomSends(message("Kev", "<body>Hi</body>" + ACTIVE))
            .sends(message("Kev", "<body>Hi</body>").replace(jid("Kev"), SLAVE));
        String encrypted = "<encrypted xmlns='eu.siacs.conversations.axolotl'/>" + ACTIVE;
        master.roomSends(message("Kev", encrypted)).sends(message("Kev", encrypted).replace(jid("Kev"), SLAVE));
        String chat = "<message type='chat' id='p' from='" + ROOM + "/Curtis' to='%s'>%s</message>";
        master.roomSends(chat.formatted(jid("Kev"), COMPOSING)).sends();
        master.roomSends(chat.formatted(jid("Kev"), "<body>psst</body>" + ACTIVE))
            .sends(chat.formatted(SLAVE + "/Kev", "<body>psst</body>"));
        String error = "<message type='error' id='e' from='" + ROOM + "' to='%s'><body>Hi</body>" + ACTIVE
            + "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
        master.roomSends(error.formatted(jid("Kev"))).sends(error.formatted(SLAVE + "/Kev"));
    }

    @Test
    @Conforms("thin-2")
    public void aJoinBringsLittleHistory() {
        assertEquals("10", history(""));
        assertEquals("10", history("<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='50'/></x>"));
        assertEquals("2", history("<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='2'/></x>"));
        master.overAThinLink(false);
        assertEquals("50", history("<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='50'/></x>"));
    }

    @Test
    public void whatASlaveMissedIsNoHistory() {
        assertEquals(null, history("<x xmlns='http://jabber.org/protocol/muc'><history since='2010-05-24T11:00:00Z'/></x>"
            + "<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/>"));
    }

    private String history(String enter) {
        Master one = master.andSo().receives(("<presence from='%s' to='%s/Kev'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='%s'/>%s</presence>").formatted(SLAVE, ROOM, jid("Kev"), enter));
        Packet join = one.takePassed().get(0);
        var history = join.getElement().element("x").element("history");
        return history == null ? null : history.attributeValue("maxstanzas");
    }

    @Test
    public void whatIsRememberedOfOccupantsIsBounded() {
        MasterPolicy ordinary = MasterPolicy.DEFAULT;
        master.holding(new MasterPolicy(2, ordinary.mostOfMirror(), ordinary.mostMirrors(), ordinary.mostQuestions(),
            ordinary.stanzaChars(), GRACE, PATIENCE, SILENCE)).has("Kev");
        for (int i = 0; i < 5; i++) {
            master.roomSends(presence("Guest" + i, "Kev", "", PARTICIPANT));
        }
        assertEquals(2, told().standings().size());
        master.andSo().roomSends(presence("Guest4", "Kev", "<show>away</show>", PARTICIPANT));
        assertEquals("of whom nothing is remembered, his status crosses", 1, master.takeSent().size());
        master.roomShowsGone("Kev", "Kev", SELF).roomHasHandledIt();
        assertTrue(master.room().told().isEmpty());
    }

    @Test
    public void whenTheLinkIsNotThinAnyMoreEverythingCrosses() {
        withCurtis().andSo().overAThinLink(false).roomSends(presence("Curtis", "Kev", "<show>away</show>", PARTICIPANT))
            .sends(shared("Curtis", "<show>away</show>", PARTICIPANT));
        assertTrue(master.room().told().isEmpty());
    }

    // ---- nobody opens it for nothing

    @Test
    @Conforms("thin-4")
    public void aSlaveThatHasAllIsNotAskedAgainUntilItIsSentSomething() {
        withCurtis().andSo();
        answers(theProbe(master.after(SILENCE)));
        master.after(Duration.ofDays(1)).sends();
        master.roomSends(message("Kev", "<body>Hi</body>")).andSo().after(Duration.ofSeconds(1));
        answers(theProbe(master));
        master.after(Duration.ofDays(1)).sends();
    }

    @Test
    public void anAnswerSaysNothingOfWhatWasSentBehindTheQuestion() {
        withCurtis().andSo();
        String id = theProbe(master.after(SILENCE));
        master.roomSends(message("Kev", "<body>Hi</body>")).andSo();
        answers(id);
        theProbe(master.after(SILENCE));
    }

    @Test
    @Conforms("thin-4")
    public void aConnectionThatNobodyNeededAnyMoreMayEnd() {
        withCurtis().andSo();
        answers(theProbe(master.after(SILENCE)));
        master.breaks(SLAVE).after(Duration.ofSeconds(1)).sends();
        assertTrue(master.room().lost().isEmpty());
        master.roomSends(message("Kev", "<body>Hi</body>")).andSo().breaks(SLAVE).after(Duration.ofMillis(1));
        assertEquals("it is told that it may have missed something", IQ.Type.set, ((IQ) master.takeSent().get(0)).getType());
        master.roomSends(presence("Curtis", "Kev", "<show>away</show>", PARTICIPANT));
        assertEquals("nothing is taken for known any more", 1, master.takeSent().size());
    }

    @Test
    @Conforms("thin-4")
    public void nobodyIsToldThatHeIsGoneWhereNobodyIs() {
        withCurtis().has("Amy").andSo();
        String id = theProbe(master.after(SILENCE));
        master.receives(error(id, "item-not-found")).andSo();
        master.roomShowsGone("Kev", "Kev", SELF).roomShowsGone("Kev", "Amy").roomShowsGone("Amy", "Amy", SELF)
            .roomHasHandledIt().sends();
        assertTrue(master.room().isUnmirrored());
        // As is somebody of whom the room itself says nothing.
        withCurtis().andSo();
        master.receives(error(theProbe(master.after(SILENCE)), "item-not-found")).andSo().roomHasHandledIt().sends();
        assertTrue(master.room().isUnmirrored());
    }

    @Test
    public void ofOneWhoIsGoneTheOthersBehindHisSlaveAreTold() {
        withCurtis().has("Amy").andSo().receives(("<message type='error' id='b' from='%s/Kev' to='%s'><error type='cancel'>"
            + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").formatted(SLAVE, ROOM));
        String id = ((IQ) master.takeSent().get(0)).getID();
        master.receives(error(id, "item-not-found").replace("from='" + SLAVE, "from='" + SLAVE + "/Kev")).andSo();
        master.roomShowsGone("Kev", "Kev", SELF);
        assertEquals(Presence.Type.unavailable, ((Presence) master.takeSent().get(0)).getType());
    }

    @Test
    public void aSlaveOfWhichAJoinWasLostIsAskedOnceMoreWhetherItIsThere() {
        withCurtis().andSo();
        answers(theProbe(master.after(SILENCE)));
        master.receives("<presence type='unavailable' from='%s' to='%s/Amy'/>".formatted(SLAVE, ROOM)).andSo();
        answers(theProbe(master.after(SILENCE)));
        master.after(SILENCE).sends();
    }

    private Told told() {
        return master.room().told().values().iterator().next();
    }

    @Test
    @Conforms("thin-3")
    public void aRoomInWhichNothingHappensIsAskedOnceMoreWhenItsLinkIsSaidToBeThinAndThenLeftAlone() {
        master.overAThinLink(false).has("Kev").andSo();
        answers(theProbe(master.after(SILENCE)));
        master.overAThinLink(true);
        answers(theProbe(master.after(SILENCE)));
        master.after(SILENCE).after(SILENCE).sends();
        master.overAThinLink(false);
        theProbe(master.after(SILENCE));
    }

    private void answers(String id) {
        master.receives("<iq type='result' id='%s' from='%s' to='%s'/>".formatted(id, SLAVE, ROOM)).andSo();
    }

    private static String theProbe(Master one) {
        List<Packet> sent = one.takeSent();
        assertEquals(sent.toString(), 1, sent.size());
        return ((IQ) sent.get(0)).getID();
    }

    private static String error(String id, String condition) {
        return ("<iq type='error' id='%s' from='%s' to='%s'><error type='cancel'>"
            + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").formatted(id, SLAVE, ROOM, condition);
    }

    private static String presence(String nick, String to, String status, String inMucUser) {
        return shared(nick, status, inMucUser).replace(SLAVE, jid(to));
    }

    private static String shared(String nick, String status, String inMucUser) {
        return "<presence from='%s/%s' to='%s'>%s<x xmlns='http://jabber.org/protocol/muc#user'>%s</x></presence>"
            .formatted(ROOM, nick, SLAVE, status, inMucUser);
    }

    private static String gone(String nick, String inMucUser) {
        return sharedGone(nick, inMucUser).replace(SLAVE, jid("Kev"));
    }

    private static String sharedGone(String nick, String inMucUser) {
        return shared(nick, "", inMucUser).replace("<presence", "<presence type='unavailable'");
    }

    private static String message(String to, String content) {
        return "<message type='groupchat' id='m' from='%s/Curtis' to='%s'>%s</message>".formatted(ROOM, jid(to), content);
    }
}
