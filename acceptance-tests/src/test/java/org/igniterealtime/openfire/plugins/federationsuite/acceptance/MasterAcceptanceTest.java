package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** What a master does for a mirror and its users, as both of them and the people in the room see it. */
public class MasterAcceptanceTest extends FederationTest {

    private static final String FMUC = "plugin.federationsuite.fmuc.master.";
    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final String MIRRORS = "https://igniterealtime.org/federationsuite#room-mirrors";

    private static final int ASK_EVERY = 50;

    private final boolean oldest;

    /** Runs on one kind of server. */
    public MasterAcceptanceTest(String kindName) {
        super(kindName);
        oldest = kindName.contains("4.2");
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).subdomain("salon");
    }

    @Test
    @Conforms({"master-3", "master-7"})
    public void oneStandsForAllAndWhenHeLeavesAnotherDoesAndNothingIsLostOrDoubled() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_whois=moderators");
        curtis.join(MASTER, "Curtis");
        List<Client> mirrored = new ArrayList<>();
        for (String name : List.of("kev", "amy", "ben")) {
            mirrored.add(login(montague(), name, "Swift"));
            mirrored.get(mirrored.size() - 1).join(SLAVE, name);
        }
        toMirror().reset();
        int said = 0;
        for (Client leaver : mirrored.subList(0, 2)) {
            for (int i = 0; i < 5; i++) {
                curtis.say(MASTER, "m" + said++);
            }
            leaver.send("<presence type='unavailable' to='" + SLAVE + "/" + leaver.bareAddress().substring(0, 3) + "'/>");
            for (int i = 0; i < 5; i++) {
                curtis.say(MASTER, "m" + said++);
            }
            leaver.await("his own leave", stanza -> stanza.type().equals("unavailable"));
        }
        mirrored.get(2).awaitSaid(SLAVE, "m19");
        List<String> crossed = bodies(toMirror().stanzas());
        List<String> heard = bodies(mirrored.get(2).received());
        List<String> all = IntStream.range(0, said).mapToObj(i -> "m" + i).toList();
        assertEquals(all, crossed);
        assertEquals(all, heard);
        assertTrue("no address of an anonymous room crosses", toMirror().stanzas().stream()
            .noneMatch(stanza -> stanza.text().contains("curtis@capulet.lit")));
    }

    @Test
    @Conforms({"master-10", "master-9"})
    public void anErrorOfASlaveDoesNotRemoveTheUserFromTheRoomsThatHeIsInDirectly() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        makeRoom(curtis, "second@conference.capulet.lit");
        curtis.join(MASTER, "Curtis");
        curtis.join("second@conference.capulet.lit", "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join("second@conference.capulet.lit", "Kev");
        kev.join(SLAVE, "Kev");
        for (String stanza : List.of("message", "presence", "iq")) {
            for (String condition : List.of("item-not-found", "gone", "recipient-unavailable", "remote-server-not-found",
                "service-unavailable")) {
                for (String from : List.of(SLAVE, SLAVE + "/Kev")) {
                    montague().control().deliver("<" + stanza + " type='error' id='e' from='" + from + "' to='" + MASTER
                        + "/Curtis'><error type='cancel'><" + condition
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></" + stanza + ">");
                }
            }
        }
        kev.say(SLAVE, "I am in both.");
        curtis.awaitSaid(MASTER, "I am in both.");
        kev.say("second@conference.capulet.lit", "In the second, too.");
        curtis.awaitSaid("second@conference.capulet.lit", "In the second, too.");
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.type().equals("unavailable")
            && stanza.from().endsWith("/Kev")));
    }

    @Test
    @Conforms("master-11")
    public void nobodyIsInARoomTwice() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(MASTER, "Direct");
        for (String nick : List.of("Direct", "Kev")) {
            MirrorAcceptanceTest.assertError("conflict", kev.join(SLAVE, nick));
        }
        kev.say(MASTER, "Here I am.");
        curtis.awaitSaid(MASTER, "Here I am.");
        assertEquals("the room saw nothing of it", 1, presences(curtis, "/Direct"));
        assertEquals(0, presences(curtis, "/Kev"));
        kev.part(MASTER, "Direct");

        assertEquals("", kev.join(SLAVE, "Kev").type());
        kev.send("<presence to='" + MASTER + "/Direct'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        kev.await("the mirror to tell him", stanza -> stanza.from().equals(SLAVE + "/Kev")
            && stanza.type().equals("unavailable"));
        curtis.await("Kev to be gone", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.type().equals("unavailable"));
        curtis.await("him to be there", stanza -> stanza.from().equals(MASTER + "/Direct") && stanza.type().isEmpty());
        curtis.say(MASTER, "Welcome.");
        kev.awaitSaid(MASTER, "Welcome.");
    }

    @Test
    @Conforms("master-8")
    public void theRoomsQuestionWhetherHeIsThereIsAnsweredForAMirroredUserWithoutCrossingTheLink() {
        assumeFalse("4.2 does not ask", oldest);
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        Client amy = login(montague(), "amy", "Swift");
        amy.join(MASTER, "Amy");
        login(capulet(), "tybalt", "Swift").join(MASTER, "Tybalt");
        toMirror().reset();
        capulet().control().pingOccupantsAfter(Duration.ofSeconds(2));
        // Test clients do not answer, so those who are in directly are soon thought to be gone. 4.9 keeps owners.
        for (String nick : List.of("Amy", "Tybalt")) {
            Waiting.until(nick + " to be removed", Waiting.PATIENCE, () -> kev.received().stream().anyMatch(stanza ->
                stanza.from().equals(SLAVE + "/" + nick) && stanza.type().equals("unavailable")),
                () -> toMirror().stanzas() + "\n" + toRooms().stanzas() + "\n" + curtis.received());
        }
        String id = kev.say(SLAVE, "I am still here.");
        kev.await("his message", stanza -> stanza.id().equals(id) && stanza.type().equals("groupchat"));
        assertTrue(toMirror().stanzas().stream().anyMatch(stanza -> stanza.to().equals(amy.address())
            && stanza.text().contains("urn:xmpp:ping")));
        assertTrue(toMirror().stanzas().stream().noneMatch(stanza -> stanza.text().contains("urn:xmpp:ping")
            && !stanza.to().startsWith("amy@")));
    }

    @Test
    @Conforms({"master-12", "master-13"})
    public void theOwnerOfARoomRefusesMirrorsWithHisOwnClientAndAWithdrawnTrustEndsWhatWas() {
        Client curtis = login(capulet(), "curtis", "Swift");
        Client tybalt = login(capulet(), "tybalt", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        tybalt.join(MASTER, "Tybalt");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");

        assertTrue(answer(tybalt, MASTER, "refuse").contains("type=\"error\""));
        assertTrue(answer(curtis, "nowhere@conference.capulet.lit", "refuse").contains("type=\"error\""));
        kev.say(SLAVE, "Still here.");
        curtis.awaitSaid(MASTER, "Still here.");
        assertTrue(answer(curtis, MASTER, "refuse").contains("type=\"info\""));
        kev.await("to be told", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.type().equals("unavailable")
            && stanza.text().contains("code=\"307\""));
        MirrorAcceptanceTest.assertError("not-authorized", kev.join(SLAVE, "Kev"));
        capulet().restart();
        answersMayBeLost();
        Client curtisAgain = login(capulet(), "curtis", "Desk");
        curtisAgain.join(MASTER, "Curtis");
        MirrorAcceptanceTest.assertError("not-authorized", joins(kev));
        assertTrue(answer(curtisAgain, MASTER, "allow").contains("type=\"info\""));
        assertEquals("", joins(kev).type());

        capulet().control().setProperty("plugin.federationsuite.admitted-domains", "verona.lit");
        kev.await("to be told again", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.type().equals("unavailable"));
        curtisAgain.await("Kev to be gone", stanza -> stanza.from().equals(MASTER + "/Kev")
            && stanza.type().equals("unavailable"));
    }

    private static Stanza joins(Client kev) {
        return joins(kev, SLAVE, "Kev");
    }

    /** After a server was gone an answer may be: the mirror waits for it for a shorter time than the test. */
    private void answersMayBeLost() {
        montague().control().setProperty("plugin.federationsuite.fmuc.mirror.answer-within", "15");
    }

    private static String answer(Client client, String room, String choice) {
        Stanza form = client.ask("set", "capulet.lit",
            "<command xmlns='" + COMMANDS + "' action='execute' node='" + MIRRORS + "'/>");
        String session = form.child(COMMANDS, "command").orElseThrow(() -> new AssertionError(form.text()))
            .getAttribute("sessionid");
        return client.ask("set", "capulet.lit", "<command xmlns='" + COMMANDS + "' node='" + MIRRORS + "' sessionid='" + session
            + "'><x xmlns='jabber:x:data' type='submit'><field var='room'><value>" + room + "</value></field>"
            + "<field var='mirrors'><value>" + choice + "</value></field></x></command>").text();
    }

    @Test
    @Conforms("master-5")
    public void questionsPassAsTheUsersOwnAndTheAnswersComeBackToTheSlave() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        toMirror().reset();
        String info = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
        montague().control().deliver("<iq type='get' id='q1' from='" + SLAVE + "/Kev' to='" + MASTER + "'>" + info + "</iq>");
        Stanza room = crossed("the room's answer", "q1");
        assertEquals(room.text(), "result " + SLAVE + "/Kev", room.type() + ' ' + room.to());
        assertTrue(room.text(), room.text().contains("muc_persistent"));

        montague().control().deliver("<iq type='get' id='q2' from='" + SLAVE + "/Kev' to='" + MASTER + "/Curtis'>"
            + "<query xmlns='jabber:iq:version'/></iq>");
        Stanza question = curtis.await("the question", stanza -> stanza.text().contains("jabber:iq:version"));
        assertEquals(MASTER + "/Kev", question.from());
        curtis.send("<iq type='result' id='" + question.id() + "' to='" + MASTER + "/Kev'><query xmlns='jabber:iq:version'>"
            + "<name>Swift</name></query></iq>");
        Stanza version = crossed("Curtis' answer", "q2");
        assertEquals(version.text(), "result " + MASTER + "/Curtis " + SLAVE + "/Kev",
            version.type() + ' ' + version.from() + ' ' + version.to());
        assertTrue(version.text(), version.text().contains("<name>Swift</name>"));

        // Kev's client does not answer. Short for this question only: those before may take the time they need.
        capulet().control().setProperty(FMUC + "answer-within", "2");
        Stanza asked = curtis.ask("get", MASTER + "/Kev", "<query xmlns='urn:example:mood'/>");
        capulet().control().deleteProperty(FMUC + "answer-within");
        assertEquals("whoever is asked through a mirror answers, if only that he does not: " + asked.text(),
            "error " + MASTER + "/Kev", asked.type() + ' ' + asked.from());

        montague().control().deliver("<message from='" + SLAVE + "/Kev' to='" + MASTER + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='tybalt@capulet.lit'/></x></message>");
        login(capulet(), "tybalt", "Swift").await("the invitation", stanza -> stanza.from().equals(MASTER)
            && stanza.text().contains("<invite"));
    }

    private Stanza crossed(String what, String id) {
        Stanza[] found = new Stanza[1];
        Waiting.until(what, Waiting.PATIENCE, () -> {
            toMirror().stanzas().stream().filter(stanza -> stanza.id().equals(id)).forEach(stanza -> found[0] = stanza);
            return found[0] != null;
        }, () -> toMirror().stanzas().toString());
        return found[0];
    }

    @Test
    @Conforms("master-9")
    public void whoeverIsBehindALinkThatStaysCutLeavesAndComesAgainWhenItIsHealed() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        // Nothing that a room sent comes back on 4.2.0: only silence tells.
        Map<String, String> impatience = oldest ? Map.of("grace", "2", "answer-within", "3", "ping-after", "2")
            : Map.of("grace", "2", "answer-within", "3");
        impatience.forEach((name, seconds) -> capulet().control().setProperty(FMUC + name, seconds));
        montague().kill();
        int[] asked = {0};
        Waiting.until("Kev to be thought gone", Waiting.PATIENCE, () -> {
            // Not each time: each message is a connection that fails.
            if (asked[0]++ % ASK_EVERY == 0) {
                curtis.say(MASTER, "Kev?");
            }
            return curtis.received().stream().anyMatch(stanza -> stanza.from().equals(MASTER + "/Kev")
                && stanza.type().equals("unavailable"));
        });
        impatience.keySet().forEach(name -> capulet().control().deleteProperty(FMUC + name));
        montague().start();
        answersMayBeLost();
        Client again = login(montague(), "kev", "Swift");
        assertEquals("", joins(again).type());
        curtis.say(MASTER, "There you are.");
        again.awaitSaid(SLAVE, "There you are.");
    }

    @Test
    @Conforms({"master-1", "master-4"})
    public void aRoomOfAServiceThatWasMadeLaterIsAMasterAndShowsAddressesIfAllMayKnowThem() {
        capulet().control().createChatService("salon");
        Client curtis = login(capulet(), "curtis", "Swift");
        String room = "tea@salon.capulet.lit";
        String slave = "tea\\40salon.capulet.lit@mirror.montague.lit";
        makeRoom(curtis, room, "muc#roomconfig_whois=anyone");
        curtis.join(room, "Curtis");
        Waiting.until("the service to say so", Waiting.PATIENCE, () -> curtis.ask("get", "salon.capulet.lit",
            "<query xmlns='http://jabber.org/protocol/disco#info'/>").text().contains("http://isode.com/protocol/fmuc"));
        Client kev = login(montague(), "kev", "Swift");
        kev.join(slave, "Kev");
        assertTrue(toMirror().stanzas().stream().anyMatch(stanza -> stanza.from().equals(room + "/Curtis")
            && stanza.text().contains("jid=\"curtis@capulet.lit/Swift\"")));
        kev.say(slave, "Two lumps, please.");
        curtis.awaitSaid(room, "Two lumps, please.");
        assertFalse(curtis.received().stream().anyMatch(stanza -> stanza.text().contains("nomirror")));
    }

    @Test
    @Conforms("master-4")
    public void moderatorsOfATrustedServerSeeWhoIsWhoInASemiAnonymousRoomAndNobodyElseDoes() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_whois=moderators");
        curtis.join(MASTER, "Curtis");
        Stanza granted = curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item affiliation='admin' jid='kev@montague.lit'/></query>");
        assertEquals(granted.text(), "result", granted.type());
        Client kev = login(montague(), "kev", "Swift");
        Stanza own = kev.join(SLAVE, "Kev");
        assertTrue(own.text(), own.text().contains("moderator"));
        Client amy = login(montague(), "amy", "Swift");
        amy.join(SLAVE, "Amy");

        RosterAdmin capulets = new RosterAdmin(login(capulet(), "admin", "desk"), capulet());
        RosterAdmin montagues = new RosterAdmin(login(montague(), "admin", "desk"), montague());
        montagues.request("capulet.lit");
        capulets.awaitNotice("montague.lit");
        capulets.order(RosterAdmin.PEER + "approve", "montague.lit");
        capulets.awaitState("montague.lit", "both");
        assertShows(curtis, "away", kev, false);
        assertShows(curtis, "away", amy, false);
        assertTrue("an approved server is told no address", toMirror().stanzas().stream()
            .noneMatch(stanza -> stanza.text().contains("curtis@capulet.lit")));

        capulets.order(RosterAdmin.PEER + "trust", "montague.lit");
        assertShows(curtis, "dnd", kev, true);
        assertShows(curtis, "dnd", amy, false);

        capulets.order(RosterAdmin.PEER + "untrust", "montague.lit");
        assertShows(curtis, "xa", kev, false);
        assertShows(curtis, "xa", amy, false);
    }

    /** Curtis shows a new status, and somebody behind the mirror sees it, with his real address or without. */
    private static void assertShows(Client curtis, String status, Client mirrored, boolean withAddress) {
        curtis.send("<presence to='" + MASTER + "/Curtis'><show>" + status + "</show></presence>");
        Stanza shown = mirrored.await("Curtis as " + status, stanza -> stanza.from().equals(SLAVE + "/Curtis")
            && stanza.text().contains(status));
        assertEquals(shown.text(), withAddress, shown.text().contains("curtis@capulet.lit"));
    }

    private static int presences(Client client, String nick) {
        return (int) client.received().stream().filter(stanza -> stanza.name().equals("presence")
            && stanza.from().equals(MASTER + nick)).count();
    }

    private static List<String> bodies(List<Stanza> stanzas) {
        return stanzas.stream().filter(stanza -> stanza.name().equals("message") && !stanza.body().isEmpty())
            .map(Stanza::body).toList();
    }
}
