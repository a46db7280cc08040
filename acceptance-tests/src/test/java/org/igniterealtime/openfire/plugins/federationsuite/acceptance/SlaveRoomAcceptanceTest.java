package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** To its users a slave room is a room like any other, whatever their clients ask of it. */
public class SlaveRoomAcceptanceTest extends FederationTest {

    private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    private static final String ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";
    private static final String ANONYMOUS = "xmpp.server.allow-anonymous-outbound-data";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";

    /** Runs on one kind of server. */
    public SlaveRoomAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    @Conforms({"mirror-2", "mirror-3", "mirror-8", "room-1", "room-2"})
    public void itTellsWhatItIsAndWhoIsInAndLetsClientsComeAgain() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_roomname=The garden", "muc#roomconfig_publicroom=1");
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        Client amy = login(montague(), "amy", "Gajim");

        assertContains(kev.ask("get", SLAVE, INFO), "name=\"The garden\"", "\"muc_public\"", "\"urn:xmpp:ping\"",
            "#self-ping-optimization", "muc#roominfo");
        assertError("item-not-found", kev.ask("get", SLAVE.replace("jabberchat", "nowhere"), INFO));
        assertFalse("nobody is in", kev.ask("get", "mirror.montague.lit", ITEMS).text().contains("<item "));
        assertContains(kev.ask("get", "mirror.montague.lit", INFO), "conference", "\"http://jabber.org/protocol/muc\"");
        assertFalse("clients do not take it for the service where they make rooms",
            kev.ask("get", "montague.lit", ITEMS).text().contains("mirror.montague.lit"));
        assertError("not-acceptable", kev.ask("get", SLAVE + "/Kev", PING));

        kev.join(SLAVE, "Kev");
        amy.join(SLAVE, "Amy");
        curtis.say(MASTER, "Welcome.");
        amy.awaitSaid(SLAVE, "Welcome.");
        kev.awaitSaid(SLAVE, "Welcome.");
        toRooms().reset();
        assertEquals("result", kev.ask("get", SLAVE + "/Kev", PING).type());
        assertEquals("result", kev.ask("get", SLAVE, PING).type());
        assertContains(kev.ask("get", SLAVE, ITEMS), SLAVE + "/Curtis", SLAVE + "/Amy", SLAVE + "/Kev");
        assertContains(kev.ask("get", SLAVE, INFO), "occupants\"><value>3</value>");
        assertContains(kev.ask("get", "mirror.montague.lit", ITEMS), "jid=\"" + SLAVE + "\"", "The garden");
        for (String administration : List.of("http://jabber.org/protocol/muc#owner", "http://jabber.org/protocol/muc#admin",
            "jabber:iq:register")) {
            Stanza refused = kev.ask("set", SLAVE, "<query xmlns='" + administration + "'/>");
            assertError("not-allowed", refused);
            assertContains(refused, MASTER);
        }
        assertError("feature-not-implemented", kev.ask("set", SLAVE, "<query xmlns='urn:xmpp:mam:2'/>"));

        kev.send("<presence to='" + SLAVE + "/Kev'>" + ENTER + "</presence>");
        Stanza again = kev.awaitSaid(SLAVE, "Welcome.");
        assertTrue("as history: " + again.text(), again.child("urn:xmpp:delay", "delay").isPresent());
        Client tablet = login(montague(), "kev", "Tablet");
        tablet.join(SLAVE, "Kev");
        amy.send("<message type='chat' to='" + SLAVE + "/Kev'><body>Two of you?</body></message>");
        kev.await("the whisper", stanza -> stanza.body().equals("Two of you?"));
        assertContains(tablet.await("the whisper", stanza -> stanza.body().equals("Two of you?")), "muc#user");
        tablet.part(SLAVE, "Kev");
        Client ben = login(montague(), "ben", "Psi");
        assertError("conflict", ben.join(SLAVE, "Kev"));
        assertEquals("nothing of all this crossed but what the service asks for the room", List.of(), toRooms().stanzas().stream()
            .filter(stanza -> stanza.from().contains(SLAVE)).toList());
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.from().equals(MASTER + "/Kev")
            && stanza.type().equals("unavailable")));
    }

    @Test
    @Conforms({"mirror-7", "room-7"})
    public void occupantsAreAskedThroughItAndNobodyIsLeftWithoutAnAnswer() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        Client amy = login(montague(), "amy", "Gajim");
        kev.join(SLAVE, "Kev");
        amy.join(SLAVE, "Amy");

        amy.ask("set", "", "<vCard xmlns='vcard-temp'><FN>Amy Montague</FN></vCard>");
        Stanza card = kev.ask("get", SLAVE + "/Amy", "<vCard xmlns='vcard-temp'/>");
        assertEquals(SLAVE + "/Amy", card.from());
        assertContains(card, "Amy Montague");

        kev.send("<iq type='get' id='v1' to='" + SLAVE + "/Amy'><query xmlns='urn:example:mood'/></iq>");
        Stanza question = amy.await("the question", stanza -> stanza.text().contains("urn:example:mood")
            && stanza.from().equals(SLAVE + "/Kev"));
        amy.send("<iq type='result' id='" + question.id() + "' to='" + question.from()
            + "'><query xmlns='urn:example:mood'><mood>merry</mood></query></iq>");
        assertContains(kev.await("the answer", stanza -> stanza.id().equals("v1")), "merry", SLAVE + "/Amy");

        // Curtis' client does not answer, and then the master does.
        capulet().control().setProperty("plugin.federationsuite.fmuc.master.answer-within", "2");
        for (String query : List.of("<vCard xmlns='vcard-temp'/>", PING, "<x xmlns='urn:x'/>")) {
            Stanza answer = kev.ask("get", SLAVE + "/Curtis", query);
            assertEquals(SLAVE + "/Curtis", answer.from());
            assertTrue(answer.text(), List.of("result", "error").contains(answer.type()));
        }
        assertError("item-not-found", kev.ask("get", SLAVE + "/Nobody", "<vCard xmlns='vcard-temp'/>"));
        assertError("not-acceptable", login(montague(), "ben", "Psi").ask("get", SLAVE + "/Amy", "<vCard xmlns='vcard-temp'/>"));
    }

    @Test
    @Conforms({"mirror-1", "mirror-4", "mirror-5"})
    public void whoeverIsThrownOutLearnsWhyOnceAndWithTheLastTheRoomIsGone() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_moderatedroom=1");
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        Client amy = login(montague(), "amy", "Gajim");
        kev.join(SLAVE, "Kev");
        amy.join(SLAVE, "Amy");

        curtis.ask("set", MASTER, admin("<item nick='Amy' role='visitor'/>"));
        amy.await("to have no voice", stanza -> stanza.from().equals(SLAVE + "/Amy") && stanza.text().contains("visitor"));
        amy.send("<message type='groupchat' id='mute' to='" + SLAVE + "'><body>Hm!</body></message>");
        assertError("forbidden", amy.await("the message back", stanza -> stanza.id().equals("mute")));

        curtis.ask("set", MASTER, admin("<item nick='Amy' role='none'><reason>Avaunt</reason></item>"));
        Stanza kicked = amy.await("the kick", gone("Amy"));
        assertContains(kicked, "code=\"307\"", "code=\"110\"", "Avaunt");
        assertContains(kev.await("the kick", gone("Amy")), "code=\"307\"", "Avaunt");
        assertError("not-acceptable", amy.ask("get", SLAVE + "/Amy", PING));

        curtis.ask("set", MASTER, admin("<item jid='kev@montague.lit' affiliation='outcast'><reason>Treason</reason></item>"));
        assertContains(kev.await("the ban", gone("Kev")), "code=\"301\"", "Treason");
        assertError("forbidden", kev.join(SLAVE, "Kev"));
        assertFalse("nobody is in", kev.ask("get", "mirror.montague.lit", ITEMS).text().contains("<item "));

        amy.join(SLAVE, "Amy");
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<destroy jid='other@conference.capulet.lit'><reason>Moved</reason></destroy></query>");
        Stanza destroyed = amy.await("the end", gone("Amy"));
        assertContains(destroyed, "other@conference.capulet.lit", "Moved");
        amy.settle();
        assertEquals("one copy of each", 2, amy.received().stream().filter(gone("Amy")).count());
    }

    @Test
    @Conforms({"mirror-10", "mirror-11", "mirror-12"})
    public void itTakesOnlyAddressesThatAreRoomsElsewhereAndOnlyWhomTheServerLetsGoThere() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        Client kev = login(montague(), "kev", "Swift");

        assertError("jid-malformed", kev.join("x\\40y\\2fz@mirror.montague.lit", "Kev"));
        assertError("jid-malformed", kev.join("jabberchat@mirror.montague.lit", "Kev"));
        assertError("not-allowed", kev.join("room\\40conference.montague.lit@mirror.montague.lit", "Kev"));
        assertError("not-allowed", kev.join("room\\5c40conference.capulet.lit\\40mirror.capulet.lit@mirror.montague.lit", "Kev"));
        kev.send("<presence to='JabberChat\\40Conference.Capulet.lit@mirror.montague.lit/Kev'>" + ENTER + "</presence>");
        kev.await("to be in the same room", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.text().contains("\"110\""));

        Client amy = login(montague(), "amy", "Gajim");
        montague().control().setProperty("plugin.federationsuite.fmuc.mirror.room." + MASTER + ".max-occupants", "1");
        assertError("resource-constraint", amy.join(SLAVE, "Amy"));
        montague().control().deleteProperty("plugin.federationsuite.fmuc.mirror.room." + MASTER + ".max-occupants");
        assertEquals("", amy.join(SLAVE, "Amy").type());

        montague().control().setProperty("xmpp.server.permission", "whitelist");
        Client ben = login(montague(), "ben", "Psi");
        assertError("not-allowed", ben.join(SLAVE, "Ben"));
        montague().control().setProperty("xmpp.server.permission", "blacklist");
        assertEquals("", ben.join(SLAVE, "Ben").type());
    }

    @Test
    @Conforms("mirror-8")
    public void whoeverAsksForVoiceLearnsThatTheRoomTakesNoRequestsAndAModeratorMayGiveItAllTheSame() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_moderatedroom=1");
        curtis.join(MASTER, "Curtis");
        Client amy = login(montague(), "amy", "Gajim");
        amy.join(MASTER, "Amy");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");

        // If a version of Openfire learns it, what follows is no longer true, and the form should reach Curtis.
        assertError("bad-request", asksForVoice(amy, MASTER));
        Stanza refused = asksForVoice(kev, SLAVE);
        assertError("feature-not-implemented", refused);
        assertEquals(SLAVE, refused.from());

        Stanza granted = curtis.ask("set", MASTER, admin("<item nick='Kev' role='participant'/>"));
        assertEquals(granted.text(), "result", granted.type());
        kev.await("his voice", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.text().contains("\"participant\""));
        kev.say(SLAVE, "Thank you.");
        curtis.awaitSaid(MASTER, "Thank you.");
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.text().contains("muc#request")));
    }

    private static Stanza asksForVoice(Client client, String room) {
        client.send("<message id='voice' to='" + room + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>http://jabber.org/protocol/muc#request</value></field><field var='muc#role' type='list-single'>"
            + "<value>participant</value></field></x></message>");
        return client.await("an answer", stanza -> stanza.id().equals("voice"));
    }

    @Test
    @Conforms("mirror-11")
    public void whoeverSaysNoNameGetsInOnlyWhereHeMayUseOtherServersDirectly() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        montague().control().setProperty("xmpp.auth.anonymous", "true");
        Client nobody = available(Client.loginAnonymously(montague()));

        assertError("not-allowed", nobody.join(SLAVE, "Nobody"));
        assertFalse("no room for him", nobody.ask("get", "mirror.montague.lit", ITEMS).text().contains("<item "));

        montague().control().setProperty(ANONYMOUS, "true");
        assertEquals("", nobody.join(MASTER, "Direct").type());
        nobody.part(MASTER, "Direct");
        assertEquals("", nobody.join(SLAVE, "Nobody").type());
        nobody.say(SLAVE, "I have no name.");
        assertEquals(MASTER + "/Nobody", curtis.awaitSaid(MASTER, "I have no name.").from());
        curtis.say(MASTER, "So I see.");
        nobody.awaitSaid(SLAVE, "So I see.");

        // Whoever is in may go, but nothing else.
        montague().control().setProperty(ANONYMOUS, "false");
        String id = nobody.say(SLAVE, "And I have no word.");
        assertError("not-allowed", nobody.await("the message back", stanza -> stanza.id().equals(id)));
        nobody.part(SLAVE, "Nobody");
        curtis.await("him to be gone", stanza -> stanza.from().equals(MASTER + "/Nobody")
            && stanza.type().equals("unavailable"));
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.body().contains("no word")));
    }

    private static Predicate<Stanza> gone(String nick) {
        return stanza -> stanza.name().equals("presence") && stanza.type().equals("unavailable")
            && stanza.from().equals(SLAVE + "/" + nick);
    }

    private static String admin(String item) {
        return "<query xmlns='http://jabber.org/protocol/muc#admin'>" + item + "</query>";
    }

    private static void assertContains(Stanza stanza, String... texts) {
        for (String text : texts) {
            assertTrue("'" + text + "' in " + stanza.text(), stanza.text().contains(text));
        }
    }

    private static void assertError(String condition, Stanza stanza) {
        MirrorAcceptanceTest.assertError(condition, stanza);
    }
}
