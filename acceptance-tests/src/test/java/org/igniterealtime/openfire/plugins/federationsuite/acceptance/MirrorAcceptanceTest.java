package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** A room on one server, and users of another who are in it through their mirror. */
public class MirrorAcceptanceTest extends FederationTest {

    /** Runs on one kind of server. */
    public MirrorAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    @Conforms({"protoxep-1", "protoxep-3", "protoxep-12", "protoxep-13", "protoxep-15", "protoxep-16", "mirror-2"})
    public void occupantsOfBothServersHoldOneConversation() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");

        curtis.say(MASTER, "Is it cold there?");
        kev.awaitSaid(SLAVE, "Is it cold there?");
        kev.say(SLAVE, "Not at all.");
        curtis.awaitSaid(MASTER, "Not at all.");
        kev.awaitSaid(SLAVE, "Not at all.");

        amyComesLaterAndGetsEverythingFromTheMirror();

        kev.send("<presence to='" + SLAVE + "/Kev'><show>away</show></presence>");
        curtis.await("Kev to be away", presence -> presence.from().equals(MASTER + "/Kev")
            && presence.child("jabber:client", "show").isPresent());
        kev.await("his own status from the room", presence -> presence.from().equals(SLAVE + "/Kev")
            && presence.child("jabber:client", "show").isPresent() && hasStatus(presence, "110"));

        kev.send("<presence to='" + SLAVE + "/Kevin'/>");
        assertError("not-acceptable", kev.await("the nick change to be refused", stanza -> stanza.type().equals("error")));
    }

    private void amyComesLaterAndGetsEverythingFromTheMirror() {
        Client amy = login(montague(), "amy", "Gajim");
        toMirror().reset();
        amy.send("<presence to='" + SLAVE + "/Amy'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        amy.await("the subject, which comes last", stanza -> stanza.name().equals("message")
            && stanza.child("jabber:client", "subject").isPresent());

        List<String> got = amy.received().stream().filter(stanza -> stanza.from().startsWith(SLAVE))
            .map(stanza -> stanza.name() + " " + stanza.from().substring(SLAVE.length()) + " " + stanza.body())
            .collect(Collectors.toList());
        assertEquals(List.of("presence /Curtis ", "presence /Kev ", "presence /Amy ", "message /Curtis Is it cold there?",
            "message /Kev Not at all.", "message  "), got);
        assertEquals("only her presence crossed", List.of(MASTER + "/Amy"),
            toMirror().stanzas().stream().filter(stanza -> !stanza.name().equals("iq")).map(Stanza::from).toList());
        amy.part(SLAVE, "Amy");
    }

    @Test
    @Conforms({"mirror-7", "master-5"})
    public void whatIsPrivateStaysPrivateAndOnTheShortestWay() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        Client amy = login(montague(), "amy", "Gajim");
        Client ben = login(montague(), "ben", "Psi");
        kev.join(SLAVE, "Kev");
        amy.join(SLAVE, "Amy");
        ben.join(SLAVE, "Ben");

        curtis.send("<message type='chat' to='" + MASTER + "/Amy'><body>psst</body></message>");
        assertEquals(SLAVE + "/Curtis", amy.await("the whisper", stanza -> stanza.body().equals("psst")).from());
        amy.send("<message type='chat' to='" + SLAVE + "/Curtis'><body>hm?</body></message>");
        assertEquals(MASTER + "/Amy", curtis.await("the answer", stanza -> stanza.body().equals("hm?")).from());

        kev.send("<message type='chat' to='" + SLAVE + "/Amy'><body>neighbour</body></message>");
        assertEquals(SLAVE + "/Kev", amy.await("the neighbour", stanza -> stanza.body().equals("neighbour")).from());
        // Behind it, on the way that it must not have taken.
        kev.say(SLAVE, "That is all.");
        ben.awaitSaid(SLAVE, "That is all.");
        assertEquals("between neighbours nothing crosses", List.of("hm?", "That is all."), toRooms().stanzas().stream()
            .filter(stanza -> stanza.name().equals("message")).map(Stanza::body).toList());

        assertTrue(ben.received().stream().noneMatch(stanza -> List.of("psst", "hm?", "neighbour").contains(stanza.body())));
    }

    @Test
    @Conforms("protoxep-2")
    public void anEmptyMirrorIsSilent() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        kev.part(SLAVE, "Kev");

        toMirror().reset();
        curtis.say(MASTER, "Is anybody there?");
        curtis.awaitSaid(MASTER, "Is anybody there?");
        // Something that does cross, behind it on the same way.
        curtis.send("<message to='" + kev.bareAddress() + "' type='chat'><body>Where did you go?</body></message>");
        kev.await("the message behind it", stanza -> stanza.body().equals("Where did you go?"));
        assertEquals(List.of(kev.bareAddress()), toMirror().stanzas().stream()
            .filter(stanza -> stanza.name().equals("message")).map(Stanza::to).toList());
    }

    @Test
    @Conforms("mirror-9")
    public void aClientThatVanishesIsParted() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));

        kev.drop();
        curtis.await("Kev to be gone", stanza -> stanza.from().equals(MASTER + "/Kev")
            && stanza.type().equals("unavailable"));
    }

    @Test
    public void aNickThatSomebodyOfAMirrorWantsOfTheRoomItselfMakesNobodyWhoStays() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");

        kev.send("<presence to='" + MASTER + "/Kevin'/>");
        // Behind it, on the same way.
        kev.send("<message type='groupchat' to='" + MASTER + "'><body>Who am I?</body></message>");
        assertEquals(MASTER + "/Kev", curtis.await("what he said", stanza -> stanza.body().equals("Who am I?")).from());
        kev.awaitSaid(SLAVE, "Who am I?");

        kev.part(SLAVE, "Kev");
        kev.join(SLAVE, "Kev");
        kev.say(SLAVE, "It is me.");
        curtis.awaitSaid(MASTER, "It is me.");
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.from().equals(MASTER + "/Kevin")));
    }

    @Test
    @Conforms("master-14")
    public void aRoomThatIsNotThereIsNotCreated() {
        Client kev = login(montague(), "kev", "Swift");
        assertError("item-not-found", kev.join("nowhere\\40conference.capulet.lit@mirror.montague.lit", "Kev"));
        Client curtis = login(capulet(), "curtis", "Swift");
        Stanza items = curtis.ask("get", "conference.capulet.lit",
            "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        assertTrue(items.text(), !items.text().contains("nowhere"));
    }

    static void assertError(String condition, Stanza stanza) {
        assertTrue(stanza.text(), stanza.type().equals("error") && stanza.text().contains("<" + condition + " "));
    }

    private static boolean hasStatus(Stanza presence, String code) {
        return presence.text().contains("<status code=\"" + code + "\"/>");
    }
}
