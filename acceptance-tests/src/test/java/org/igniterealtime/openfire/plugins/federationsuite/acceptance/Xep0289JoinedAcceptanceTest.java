package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Assume;
import org.junit.Test;

/**
 * A room of {@code montague.lit}, which has no suite, joins one of {@code capulet.lit}, which has, in the dialect of XEP-0289. On
 * the oldest version, which knows nothing of it, a script is that room; on newer ones it is the server's own, with its own FMUC.
 */
public class Xep0289JoinedAcceptanceTest extends FederationTest {

    private static final String NODE = "attic@conference.montague.lit";
    private static final String KEV = "kev@montague.lit/Swift";
    private static final String AMY = "amy@montague.lit/x";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";
    private static final String SETTINGS = "plugin.federationsuite.fmuc.master.";

    private Client curtis;
    private int barriers;

    /** Runs on one kind of server. */
    public Xep0289JoinedAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        ServerSpec own = super.capulet(spec);
        return isOldest() ? own : own.property("xmpp.muc.room.fmuc.enabled", "true");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return isOldest() ? spec : spec.property("xmpp.muc.room.fmuc.enabled", "true");
    }

    @Override
    ServerSpec install(ServerSpec spec) {
        // Only the first has the suite.
        return bed().servers().isEmpty() ? super.install(spec) : spec;
    }

    @Override
    void firstContact() {
        greet(montague(), "montague.lit", capulet(), "capulet.lit");
        greet(montague(), "conference.montague.lit", capulet(), "conference.capulet.lit");
        toMirror().reset();
    }

    private void begin() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_whois=anyone");
        curtis.join(MASTER, "Curtis");
    }

    @Test
    @Conforms({"xep-0289-joined-1", "xep-0289-joined-3", "xep-0289-joined-7", "xep-0289-joined-8",
        "xep-0289-joined-9", "xep-0289-joined-10", "xep-0289-joined-11", "xep-0289-joined-12", "xep-0289-joined-13"})
    public void aScriptedNodeIsServed() {
        begin();
        aRoomForTheScript();
        curtis.say(MASTER, "Before.");
        curtis.awaitSaid(MASTER, "Before.");
        node("Kev", "presence", "", KEV, ENTER + item());
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.text().contains(KEV));
        Stanza there = awaitSent("Curtis",
            stanza -> stanza.from().equals(MASTER + "/Curtis") && stanza.name().equals("presence"));
        assertTrue(there.text(), there.text().contains("curtis@capulet.lit/Swift"));
        awaitSent("the past", stanza -> stanza.body().equals("Before."));
        awaitSent("the subject", stanza -> stanza.text().contains("<subject"));

        node("Kev", "message", "type='groupchat' id='k1'", KEV, "<body>I am Kev.</body>");
        curtis.awaitSaid(MASTER, "I am Kev.");
        String said = curtis.say(MASTER, "I am Curtis.");
        assertFalse(said, awaitSent("Curtis to be heard", stanza -> stanza.body().equals("I am Curtis.")).to().contains("/"));

        // Another one, who changes his status, and goes.
        node("Amy", "presence", "", AMY, ENTER + item());
        curtis.await("Amy", stanza -> stanza.from().equals(MASTER + "/Amy"));
        node("Amy", "presence", "", AMY, "<show>away</show>");
        curtis.await("Amy to be away", stanza -> stanza.from().equals(MASTER + "/Amy") && stanza.text().contains("away"));
        node("Amy", "presence", "type='unavailable'", AMY, "");
        curtis.await("Amy to be gone", stanza -> stanza.from().equals(MASTER + "/Amy") && stanza.type().equals("unavailable"));
        barrier();
        assertEquals("nothing of its own comes back", List.of(), sent().stream().filter(stanza ->
            stanza.from().endsWith("/Kev") || stanza.from().endsWith("/Amy")).map(Stanza::text).toList());

        takeVoiceOfKev();
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Kev' role='none'/></query>");
        Stanza kick = awaitSent("the kick",
            stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.type().equals("unavailable"));
        assertTrue(kick.text(), kick.text().contains(KEV) && kick.text().contains("307"));
        awaitSent("the end", stanza -> stanza.from().equals(MASTER) && stanza.text().contains("<left"));
        theRoomIsEmptyButFor("Curtis");
    }

    @Test
    @Conforms({"xep-0289-joined-14", "xep-0289-joined-15"})
    public void aScriptedReplicaGetsItsOwnBack() {
        begin();
        aRoomForTheScript();
        capulet().control().setProperty(SETTINGS + "room." + MASTER + ".xep-0289-mode", "primary-replica");
        node("Kev", "presence", "", KEV, ENTER + item());
        awaitSent("Kev", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.text().contains(KEV));
        awaitSent("the subject", stanza -> stanza.text().contains("<subject"));
        node("Kev", "message", "type='groupchat' id='k1'", KEV, "<body>I am Kev.</body>");
        Stanza echo = awaitSent("the echo", stanza -> stanza.body().equals("I am Kev."));
        assertTrue(echo.text(), echo.text().contains(KEV) && echo.id().equals("k1"));
        curtis.send("<message type='chat' to='" + MASTER + "/Kev'><body>Psst.</body></message>");
        assertEquals(NODE + "/Kev", awaitSent("the whisper", stanza -> stanza.body().equals("Psst.")).to());
        node("Kev", "presence", "type='unavailable'", KEV, "");
        awaitSent("the end", stanza -> stanza.text().contains("<left"));
    }

    @Test
    @Conforms({"xep-0289-joined-2", "xep-0289-joined-16"})
    public void aNodeThatLiesIsRefused() {
        begin();
        aRoomForTheScript();
        for (String user : List.of("curtis@capulet.lit/Swift", "tybalt@capulet.lit/x", "mercutio@verona.lit/x",
            "amy@conference.montague.lit/x", "montague.lit", "", "@", MASTER + "/Curtis")) {
            node("Forged", "presence", "", user, ENTER + item());
        }
        forge(montague(), "<presence from='" + NODE + "/Forged' to='" + MASTER + "/Forged'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc'/>" + ENTER + "</presence>");
        barrier();
        assertEquals(8, sent().stream().filter(stanza -> stanza.text().contains("<reject>")).count());
        assertEquals("who names users of his own domain is no room", 1, sent().stream().filter(stanza ->
            stanza.to().equals(NODE + "/Forged") && stanza.text().contains("not-authorized")).count());
        node("Kev", "message", "type='groupchat'", KEV, "<body>forged</body>");
        awaitSent("that it is out", stanza -> stanza.text().contains("<left"));

        node("Kev", "presence", "", KEV, ENTER + item());
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));
        node("Curtis", "presence", "", AMY, ENTER + item());
        assertTrue(awaitSent("the conflict", stanza -> stanza.type().equals("unavailable") && stanza.text().contains(AMY)).text()
            .contains("307"));
        node("Kev", "message", "type='groupchat'", AMY, "<body>forged</body>");
        forge(montague(), ("<presence from='cellar@conference.montague.lit/Kev' to='" + MASTER + "/Kev2'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/>" + ENTER + "</presence>").formatted(KEV));
        Waiting.until("the second node to be refused", Waiting.PATIENCE, () -> toMirror().stanzas().stream().anyMatch(stanza ->
            stanza.to().startsWith("cellar@") && stanza.text().contains("in the room already")));
        barrier();
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.text().contains("forged")));
        theRoomIsEmptyButFor("Curtis", "Kev");
    }

    @Test
    @Conforms({"xep-0289-joined-1", "xep-0289-joined-3", "xep-0289-joined-8", "xep-0289-joined-11"})
    public void aRoomOfOpenfiresOwnIsServed() {
        Assume.assumeFalse("4.2 has no FMUC of its own", isOldest());
        begin();
        // Switched on for our room as well: it sees nothing of what the suite serves.
        capulet().control().federateRoom(MASTER, "");
        capulet().control().setProperty(SETTINGS + "admission", "nobody");
        Client kev = nativeRoom();
        awaitSent("the suite to refuse it", stanza -> stanza.text().contains("This mirror may not join rooms here."));
        theRoomIsEmptyButFor("Curtis");
        kev.part(NODE, "Kev");
        capulet().control().setProperty(SETTINGS + "admission", "trusted");
        kev.join(NODE, "Kev");
        kev.await("Curtis", stanza -> stanza.from().equals(NODE + "/Curtis"));
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));
        kev.say(NODE, "I am Kev.");
        curtis.awaitSaid(MASTER, "I am Kev.");
        curtis.say(MASTER, "I am Curtis.");
        kev.awaitSaid(NODE, "I am Curtis.");
        Client amy = login(montague(), "amy", "x");
        assertEquals("", amy.join(NODE, "Amy").type());
        curtis.await("Amy", stanza -> stanza.from().equals(MASTER + "/Amy"));
        amy.say(NODE, "I am Amy.");
        curtis.awaitSaid(MASTER, "I am Amy.");
        kev.awaitSaid(NODE, "I am Amy.");
        amy.part(NODE, "Amy");
        curtis.await("Amy to be gone", stanza -> stanza.from().equals(MASTER + "/Amy") && stanza.type().equals("unavailable"));
        barrier();
        kev.settle();
        for (String body : List.of("I am Kev.", "I am Curtis.", "I am Amy.")) {
            assertEquals(body, 1, kev.received().stream().filter(stanza -> stanza.body().equals(body)).count());
            assertEquals(body, 1, curtis.received().stream().filter(stanza -> stanza.body().equals(body)).count());
        }
        assertTrue(kev.received().stream().noneMatch(stanza -> stanza.text().contains("protocol/fmuc")));
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.text().contains("protocol/fmuc")));

        // A role that is given here changes nothing there.
        takeVoiceOfKev();
        curtis.say(MASTER, "You hear me.");
        kev.awaitSaid(NODE, "You hear me.");

        // Whoever is thrown out here is thrown out there; then the node is out, and comes again with the next of its users.
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Kev' role='none'/></query>");
        kev.await("the kick", stanza -> stanza.from().equals(NODE + "/Kev") && stanza.type().equals("unavailable"));
        awaitSent("the end", stanza -> stanza.text().contains("<left"));
        theRoomIsEmptyButFor("Curtis");
        assertEquals("", amy.join(NODE, "Amy").type());
        amy.await("Curtis again", stanza -> stanza.from().equals(NODE + "/Curtis") && stanza.type().isEmpty());
        curtis.say(MASTER, "Here again.");
        amy.awaitSaid(NODE, "Here again.");
    }

    @Test
    @Conforms("xep-0289-joined-17")
    public void ofTwoWhoComeAtOnceWithOneNickTheOneInOurRoomStays() {
        Assume.assumeFalse("4.2 has no FMUC of its own", isOldest());
        begin();
        Client kev = nativeRoom();
        kev.await("Curtis", stanza -> stanza.from().equals(NODE + "/Curtis"));
        Client amy = login(montague(), "amy", "Swift");
        Client tybalt = login(capulet(), "tybalt", "Swift");
        toRooms().hold();
        assertEquals("", amy.join(NODE, "Romeo").type());
        assertEquals("", tybalt.join(MASTER, "Romeo").type());
        toRooms().release();
        amy.await("to be out", stanza -> stanza.from().equals(NODE + "/Romeo") && stanza.type().equals("unavailable")
            && stanza.text().contains("110"));
        tybalt.say(MASTER, "I am Romeo.");
        kev.awaitSaid(NODE, "I am Romeo.");
        List<String> seen = kev.received().stream().filter(stanza -> stanza.name().equals("presence")
            && stanza.from().equals(NODE + "/Romeo")).map(Stanza::type).toList();
        assertEquals(kev.received().toString(), "", seen.get(seen.size() - 1));
        theRoomIsEmptyButFor("Curtis", "Kev", "Romeo");
        assertEquals("", amy.join(NODE, "Juliet").type());
        curtis.await("Juliet", stanza -> stanza.from().equals(MASTER + "/Juliet"));
    }

    @Test
    public void whereOpenfireItselfServesARoomTheSuiteLeavesItAlone() {
        Assume.assumeFalse("4.2 has no FMUC of its own", isOldest());
        begin();
        capulet().control().setProperty(SETTINGS + "room." + MASTER + ".native", "native");
        // Of the suite, which would let nobody in, nothing is seen.
        capulet().control().setProperty(SETTINGS + "admission", "nobody");
        capulet().control().federateRoom(MASTER, "");
        Client kev = nativeRoom();
        kev.await("Curtis", stanza -> stanza.from().equals(NODE + "/Curtis"));
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));
        kev.say(NODE, "I am Kev.");
        curtis.awaitSaid(MASTER, "I am Kev.");
        curtis.say(MASTER, "I am Curtis.");
        kev.awaitSaid(NODE, "I am Curtis.");
        kev.part(NODE, "Kev");
        curtis.await("Kev to be gone", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.type().equals("unavailable"));
    }

    private void takeVoiceOfKev() {
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Kev' role='visitor'/></query>");
        Stanza role = awaitSent("the role", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.text().contains("visitor"));
        assertTrue(role.text(), role.text().contains(KEV));
    }

    /** Kev is in a room of his server that joins ours with Openfire's own FMUC. */
    private Client nativeRoom() {
        Client kev = login(montague(), "kev", "Swift");
        makeRoom(kev, NODE, "muc#roomconfig_whois=anyone");
        montague().control().federateRoom(NODE, MASTER);
        assertEquals("", kev.join(NODE, "Kev").type());
        return kev;
    }

    /**
     * A room where the script seems to be. Without one its server gives back what goes there, and says that nobody is there; so
     * the guard asks, is told the same, and lets all of the node go, as it should.
     */
    private void aRoomForTheScript() {
        makeRoom(login(montague(), "ben", "Owner"), NODE);
    }

    private void node(String nick, String kind, String attributes, String user, String children) {
        forge(montague(), "<" + kind + " " + attributes + " from='" + NODE + "/" + nick + "' to='" + MASTER + "/" + nick + "'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='" + user + "'/>" + children + "</" + kind + ">");
    }

    private static String item() {
        return "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>";
    }

    /** What went to the node. */
    private List<Stanza> sent() {
        return toMirror().stanzas().stream().filter(stanza -> stanza.to().startsWith(NODE)).toList();
    }

    private Stanza awaitSent(String what, Predicate<Stanza> which) {
        Waiting.until(what, Waiting.PATIENCE, () -> sent().stream().anyMatch(which), () -> sent().toString());
        return sent().stream().filter(which).findFirst().orElseThrow();
    }

    private void theRoomIsEmptyButFor(String... nicks) {
        barrier();
        String items = curtis.ask("get", MASTER, "<query xmlns='http://jabber.org/protocol/disco#items'/>").text();
        for (String nick : nicks) {
            assertTrue(items, items.contains(MASTER + "/" + nick));
        }
        assertEquals(items, nicks.length, items.split("<item ").length - 1);
    }

    /** Everything that came before has been handled. */
    private void barrier() {
        String id = "barrier" + barriers++;
        montague().control().deliver("<iq type='get' id='" + id + "' from='conference.montague.lit' to='conference.capulet.lit'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>");
        Waiting.until("the answer behind everything", Waiting.PATIENCE,
            () -> toMirror().stanzas().stream().anyMatch(stanza -> stanza.id().equals(id)));
        curtis.settle();
    }
}
