package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Users of one server join a room of another by its own address, and their mirror serves them without their noticing. */
public class TransparentAcceptanceTest extends FederationTest {

    static final String MODE = "plugin.federationsuite.fmuc.mirror.peer.conference.capulet.lit.transparent";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";
    private static final List<String> ARCHIVE = List.of("Call me but love", "What man art thou", "By a name");
    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

    /** Runs on one kind of server. */
    public TransparentAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(MODE, "true");
    }

    private void mode(boolean on) {
        montague().control().setProperty(MODE, Boolean.toString(on));
    }

    @Test
    @Conforms({"transparent-1", "transparent-2", "transparent-4"})
    public void whatSuchAUserSeesIsWhatHeWouldSeeWithoutTheMirror() {
        capulet().control().archiveRooms(ARCHIVE);
        List<String> transparent = visit("transparent@conference.capulet.lit", true);
        mode(false);
        List<String> plain = visit("plain@conference.capulet.lit", false);
        assertEquals(String.join("", plain), String.join("", transparent));
    }

    private List<String> visit(String room, boolean mirrored) {
        return new Visit(room, mirrored).transcript();
    }

    /** All that kev does in a room. */
    private final class Visit {

        private final String room;
        private final boolean mirrored;
        private final Client curtis;
        private final Client kev;
        private final Client amy;

        Visit(String room, boolean mirrored) {
            this.room = room;
            this.mirrored = mirrored;
            curtis = login(capulet(), "curtis", "Swift");
            makeRoom(curtis, room, "muc#roomconfig_roomname=A room", "muc#roomconfig_allowinvites=1");
            curtis.ask("set", "", "<vCard xmlns='vcard-temp'><FN>Curtis</FN></vCard>");
            curtis.join(room, "Curtis");
            curtis.send("<message type='groupchat' to='" + room + "'><subject>Weather</subject></message>");
            curtis.say(room, "Is anybody there?");
            curtis.awaitSaid(room, "Is anybody there?");
            kev = login(montague(), "kev", "Swift");
            amy = login(montague(), "amy", "Gajim");
        }

        List<String> transcript() {
            enters();
            talks();
            seesChanges();
            whispers();
            asks();
            goes();
            List<String> transcript = Plain.transcript(kev.received(), room);
            assertEquals(mirrored ? "through the slave" : "as himself", mirrored, isMirrored(toMirror(), room));
            List.of(curtis, kev, amy).forEach(Client::close);
            return transcript;
        }

        private void enters() {
            // Invited by Curtis and by the room, and in, with everything that a room gives.
            curtis.send("<message to='kev@montague.lit'><x xmlns='jabber:x:conference' jid='" + room + "'/></message>");
            kev.await("the direct invitation", stanza -> stanza.from().equals(curtis.address()) && stanza.text().contains(room));
            curtis.send("<message to='" + room + "'><x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<invite to='kev@montague.lit'><reason>Do come</reason></invite></x></message>");
            kev.await("the invitation", stanza -> stanza.from().equals(room) && stanza.text().contains("Do come"));
            kev.send("<presence id='in' to='" + room + "/Kev'>" + ENTER + "</presence>");
            kev.await("the subject, which comes last", subject("Weather"));
        }

        private void talks() {
            // A conversation, and a neighbour, who brings no second copy of it.
            toMirror().reset();
            kev.say(room, "Just me.");
            kev.awaitSaid(room, "Just me.");
            curtis.awaitSaid(room, "Just me.");
            amy.send("<presence to='" + room + "/Amy'>" + ENTER + "</presence>");
            amy.await("the subject", subject("Weather"));
            kev.await("Amy", from(room + "/Amy"));
            curtis.say(room, "And now us.");
            kev.awaitSaid(room, "And now us.");
            amy.awaitSaid(room, "And now us.");
            assertEquals("copies that crossed", mirrored ? 1 : 2, crossed("And now us."));
        }

        private void seesChanges() {
            // A status, here and there; the subject.
            kev.send("<presence to='" + room + "/Kev'><show>away</show></presence>");
            kev.await("his own status", stanza -> stanza.from().equals(room + "/Kev") && stanza.text().contains("away"));
            curtis.send("<presence to='" + room + "/Curtis'><show>dnd</show></presence>");
            kev.await("the status of Curtis", stanza -> stanza.from().equals(room + "/Curtis") && stanza.text().contains("dnd"));
            curtis.send("<message type='groupchat' to='" + room + "'><subject>Rain</subject></message>");
            kev.await("the subject", subject("Rain"));
            kev.send("<message type='groupchat' id='s' to='" + room + "'><subject>Not mine to say</subject></message>");
            kev.await("what becomes of it", stanza -> stanza.from().startsWith(room) && stanza.text().contains("subject"));
        }

        private void whispers() {
            // In private, both ways, and to nobody.
            curtis.send("<message type='chat' to='" + room + "/Kev'><body>psst</body></message>");
            kev.await("a private message", stanza -> stanza.body().equals("psst"));
            kev.send("<message type='chat' to='" + room + "/Curtis'><body>hm?</body></message>");
            curtis.await("the answer", stanza -> stanza.body().equals("hm?") && stanza.from().equals(room + "/Kev"));
            kev.send("<message type='chat' id='no' to='" + room + "/Nobody'><body>hello?</body></message>");
            kev.await("an error", stanza -> stanza.type().equals("error") && stanza.from().equals(room + "/Nobody"));

            // He invites somebody, who is told.
            Client tybalt = login(capulet(), "tybalt", "Psi");
            kev.send("<message to='" + room + "'><x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<invite to='tybalt@capulet.lit'><reason>Wet here</reason></invite></x></message>");
            assertEquals(room, tybalt.await("the invitation", stanza -> stanza.text().contains("Wet here")).from());
            tybalt.close();
        }

        private void asks() {
            // Questions: to the room, to others, to himself, from others.
            for (String question : List.of("<query xmlns='http://jabber.org/protocol/disco#info'/>",
                "<query xmlns='http://jabber.org/protocol/disco#items'/>",
                "<query xmlns='http://jabber.org/protocol/muc#owner'/>")) {
                kev.ask("get", room, question);
            }
            asksTheArchive();
            kev.send("<iq type='get' id='card' to='" + room + "/Curtis'><vCard xmlns='vcard-temp'/></iq>");
            if (capulet().kind().name().contains("4.2.0")) {
                // There the room asks the client for it, and not the account.
                Stanza card = curtis.await("the question", stanza -> stanza.text().contains("vcard-temp")
                    && stanza.type().equals("get"));
                curtis.send("<iq type='result' id='" + card.id() + "' to='" + card.from()
                    + "'><vCard xmlns='vcard-temp'><FN>Curtis</FN></vCard></iq>");
            }
            assertTrue(kev.await("the card", stanza -> stanza.id().equals("card")).text().contains("Curtis"));
            pingsHimself();
            curtis.send("<iq type='get' id='v' to='" + room + "/Kev'><query xmlns='urn:example:mood'/></iq>");
            Stanza asked = kev.await("a question", stanza -> stanza.text().contains("urn:example:mood"));
            kev.send("<iq type='result' id='" + asked.id() + "' to='" + asked.from()
                + "'><query xmlns='urn:example:mood'/></iq>");
            assertEquals("result", curtis.await("the answer", stanza -> stanza.id().equals("v")).type());
        }

        private void asksTheArchive() {
            kev.send("<iq type='set' id='archive' to='" + room + "'><query xmlns='urn:xmpp:mam:2' queryid='f27'/></iq>");
            kev.await("the end of what it has", stanza -> stanza.id().equals("archive"));
            assertEquals("all that is in the archive came before its end", ARCHIVE, kev.received().stream()
                .filter(stanza -> stanza.text().contains("\"f27\"")).map(Visit::archived).toList());
        }

        private static String archived(Stanza stanza) {
            return ARCHIVE.stream().filter(stanza.text()::contains).findFirst().orElse(stanza.text());
        }

        private void pingsHimself() {
            kev.send("<iq type='get' id='self' to='" + room + "/Kev'>" + PING + "</iq>");
            Stanza pong = kev.await("its ping, or the answer", stanza -> stanza.id().equals("self"));
            if (pong.type().equals("get")) {
                // Rooms of 4.2.0 have a client answer its own ping.
                kev.send("<iq type='result' id='self' to='" + pong.from() + "'/>");
                pong = kev.await("the answer", stanza -> stanza.id().equals("self"));
            }
            assertEquals("result " + room + "/Kev", pong.type() + ' ' + pong.from());
        }

        private void goes() {
            // Amy is thrown out, then he is; he comes again and goes.
            curtis.ask("set", room, kick("Amy"));
            amy.await("the kick", gone(room + "/Amy"));
            kev.await("the kick of Amy", gone(room + "/Amy"));
            curtis.ask("set", room, kick("Kev"));
            kev.await("the kick", gone(room + "/Kev"));
            kev.say(room, "Am I out?");
            kev.await("that he is", stanza -> stanza.type().equals("error") && stanza.from().equals(room));
            kev.send("<presence id='again' to='" + room + "/Kev'><x xmlns='http://jabber.org/protocol/muc'>"
                + "<history maxstanzas='1'/></x></presence>");
            kev.await("the subject", subject("Rain"));
            kev.part(room, "Kev");
        }
    }

    @Test
    @Conforms({"transparent-3", "transparent-4", "mirror-9"})
    public void whoeverIsInStaysWhatHeIsWhenTheModeIsSwitched() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        mode(false);
        Client phone = login(montague(), "kev", "Phone");
        phone.join(MASTER, "Kev");
        Client ben = login(montague(), "ben", "Psi");
        ben.join(MASTER, "Ben");
        mode(true);
        Client amy = login(montague(), "amy", "Gajim");
        amy.join(MASTER, "Amy");
        Client swift = login(montague(), "kev", "Swift");
        swift.join(MASTER, "Kevin");

        // Two clients of kev, one in each way, and others: all in one conversation, each hearing everything once.
        List<Client> all = List.of(curtis, phone, ben, amy, swift);
        phone.say(MASTER, "From the phone.");
        all.forEach(client -> client.awaitSaid(MASTER, "From the phone."));
        swift.say(MASTER, "From the desk.");
        all.forEach(client -> client.awaitSaid(MASTER, "From the desk."));
        toMirror().reset();
        mode(false);
        curtis.say(MASTER, "To all.");
        all.forEach(client -> client.awaitSaid(MASTER, "To all."));
        assertEquals("two directly, and one for both others", 3, crossed("To all."));
        amy.say(MASTER, "Still here.");
        all.forEach(client -> client.awaitSaid(MASTER, "Still here."));
        mode(true);

        // A client that is in directly and enters again.
        ben.send("<presence id='anew' to='" + MASTER + "/Ben'>" + ENTER + "</presence>");
        ben.await("to be in", stanza -> stanza.from().equals(MASTER + "/Ben") && stanza.type().isEmpty());
        ben.say(MASTER, "It works.");
        all.forEach(client -> client.awaitSaid(MASTER, "It works."));
        ben.part(MASTER, "Ben");
        phone.part(MASTER, "Kev");

        // A further client with the nick of one that the room knows: what it says in private goes through the slave.
        Client tablet = login(montague(), "amy", "Tablet");
        tablet.join(MASTER, "Amy");
        tablet.send("<message type='chat' to='" + MASTER + "/Curtis'><body>two of me</body></message>");
        assertEquals(MASTER + "/Amy", curtis.await("the whisper", stanza -> stanza.body().equals("two of me")).from());
        curtis.send("<message type='chat' to='" + MASTER + "/Amy'><body>I see</body></message>");
        tablet.await("the answer", stanza -> stanza.body().equals("I see") && stanza.from().equals(MASTER + "/Curtis"));
        amy.await("the answer", stanza -> stanza.body().equals("I see") && stanza.from().equals(MASTER + "/Curtis"));
        tablet.part(MASTER, "Amy");

        // A connection that dies, and one that is closed.
        amy.drop();
        curtis.await("Amy to be gone", gone(MASTER + "/Amy"));
        swift.close();
        curtis.await("Kevin to be gone", gone(MASTER + "/Kevin"));
        assertTrue(all.stream().allMatch(client -> client.received().stream().noneMatch(stanza ->
            stanza.from().contains("mirror."))));
    }

    @Test
    @Conforms("transparent-5")
    public void whomTheMirrorCannotServeJoinsDirectlyAndSeesTheErrorsOfTheRoom() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");

        // What the room refuses.
        assertEquals(MASTER + "/Curtis", refused("conflict", kev.join(MASTER, "Curtis")).from());
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item jid='kev@montague.lit' affiliation='outcast'/></query>");
        assertEquals(MASTER + "/Kev", refused("forbidden", kev.join(MASTER, "Kev")).from());
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item jid='kev@montague.lit' affiliation='none'/></query>");

        // A room that is not there is made, as it would be without a mirror.
        kev.create("own@conference.capulet.lit", "Kev");
        assertFalse(isMirrored(toMirror(), "own@conference.capulet.lit"));
        Client amy = login(montague(), "amy", "Gajim");
        amy.join("own@conference.capulet.lit", "Amy");
        amy.say("own@conference.capulet.lit", "Yours?");
        kev.awaitSaid("own@conference.capulet.lit", "Yours?");
        assertTrue("whoever comes later can be served", isMirrored(toMirror(), "own@conference.capulet.lit"));

        // A mirror that is not admitted.
        capulet().control().setProperty("plugin.federationsuite.admitted-domains", "nobody.lit");
        amy.await("to be let go", gone("own@conference.capulet.lit/Amy"));
        toMirror().reset();
        kev.join(MASTER, "Kev");
        kev.say(MASTER, "Here I am.");
        curtis.awaitSaid(MASTER, "Here I am.");
        kev.awaitSaid(MASTER, "Here I am.");
        toRooms().reset();
        Client ben = login(montague(), "ben", "Psi");
        ben.join(MASTER, "Ben");
        assertEquals("that is known now, and not tried again", List.of(), toRooms().stanzas().stream()
            .filter(stanza -> stanza.from().equals(SLAVE)).toList());
        ben.part(MASTER, "Ben");
        kev.part(MASTER, "Kev");
        assertTrue(kev.received().stream().noneMatch(stanza -> stanza.from().contains("mirror.")));
    }

    private static Stanza refused(String condition, Stanza answer) {
        MirrorAcceptanceTest.assertError(condition, answer);
        return answer;
    }

    /** Asserts that what the room of the tests sent went to its slave. */
    static void assertMirrored(Link toMirror) {
        assertTrue(toMirror.stanzas().toString(), isMirrored(toMirror, MASTER));
    }

    private static boolean isMirrored(Link toMirror, String room) {
        return toMirror.stanzas().stream().anyMatch(stanza -> stanza.to().contains("mirror.montague.lit")
            && stanza.from().startsWith(room + "/") && !stanza.type().equals("error"));
    }

    private long crossed(String body) {
        return toMirror().stanzas().stream().filter(stanza -> stanza.body().equals(body)).count();
    }

    private static Predicate<Stanza> subject(String text) {
        return stanza -> stanza.name().equals("message") && stanza.text().contains(text);
    }

    private static Predicate<Stanza> from(String address) {
        return stanza -> stanza.from().equals(address);
    }

    private static Predicate<Stanza> gone(String occupant) {
        return stanza -> stanza.name().equals("presence") && stanza.type().equals("unavailable")
            && stanza.from().equals(occupant);
    }

    private static String kick(String nick) {
        return "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='" + nick + "' role='none'/></query>";
    }
}
