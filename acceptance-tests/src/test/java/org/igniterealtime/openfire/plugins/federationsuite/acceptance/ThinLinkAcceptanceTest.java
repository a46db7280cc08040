package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** A link that both sides say is thin: what crosses it, what does not, and who sees it all the same. */
public class ThinLinkAcceptanceTest extends FederationTest {

    private static final String FMUC = "plugin.federationsuite.fmuc.";
    private static final String CLIENT = "jabber:client";
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String USER = "http://jabber.org/protocol/muc#user";
    private static final String ACTIVE = "<active xmlns='" + CHAT_STATES + "'/>";
    private static final String COMPOSING = "<composing xmlns='" + CHAT_STATES + "'/>";
    private static final Duration NIGHT = Duration.ofSeconds(30);
    private static final String LAST_WORD = "Good night.";

    /** Runs on one kind of server. */
    public ThinLinkAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).property(FMUC + "master.peer.mirror.montague.lit.thin", "true")
            .property(FMUC + "master.thin-history", "3").property(FMUC + "master.ping-after", "4");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(FMUC + "mirror.peer.conference.capulet.lit.thin", "true")
            .property(FMUC + "mirror.thin-history", "5").property(FMUC + "mirror.link-timeout", "3");
    }

    @Test
    @Conforms({"thin-1", "thin-2", "thin-3"})
    public void statusesAndTypingStayWhereTheyAreAndWordsAndPeopleCross() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        for (int i = 0; i < 8; i++) {
            curtis.say(MASTER, "earlier " + i);
        }
        curtis.awaitSaid(MASTER, "earlier 7");

        Client kev = login(montague(), "kev", "Swift");
        kev.send("<presence to='" + SLAVE + "/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        kev.await("the subject, which comes last", stanza -> stanza.child(CLIENT, "subject").isPresent());
        assertEquals("of the past little comes", List.of("earlier 5", "earlier 6", "earlier 7"),
            kev.received().stream().map(Stanza::body).filter(body -> body.startsWith("earlier")).toList());
        assertTrue("and little is asked for: " + toRooms().stanzas(),
            toRooms().stanzas().stream().anyMatch(stanza -> stanza.text().contains("maxstanzas=\"5\"")));
        Client amy = login(montague(), "amy", "Gajim");
        amy.join(SLAVE, "Amy");
        curtis.await("Amy", stanza -> stanza.from().equals(MASTER + "/Amy"));

        kevIsAwayAndTypesAndSaysSomething(kev, amy, curtis);
        curtisIsAwayAndTypesAndSaysSomething(curtis, amy);
        othersComeAndChangeAndAreKicked(curtis, amy);

        amy.part(SLAVE, "Amy");
        curtis.await("Amy to be gone", stanza -> stanza.from().equals(MASTER + "/Amy") && stanza.type().equals("unavailable"));
    }

    private void kevIsAwayAndTypesAndSaysSomething(Client kev, Client amy, Client curtis) {
        toRooms().reset();
        kev.send("<presence to='" + SLAVE + "/Kev'><show>away</show></presence>");
        Stanza seen = amy.await("that Kev is away", stanza -> isOf(stanza, SLAVE + "/Kev", "away"));
        assertEquals("as the room says it", "participant", role(seen));
        assertTrue(kev.await("that he is away himself", stanza -> isOf(stanza, SLAVE + "/Kev", "away")).text()
            .contains("110"));
        kev.send("<message type='groupchat' to='" + SLAVE + "'>" + COMPOSING + "</message>");
        amy.await("that Kev is typing", stanza -> stanza.from().equals(SLAVE + "/Kev")
            && stanza.child(CHAT_STATES, "composing").isPresent());
        kev.send("<message type='groupchat' id='k1' to='" + SLAVE + "'><body>Is it cold there?</body>" + ACTIVE + "</message>");
        amy.awaitSaid(SLAVE, "Is it cold there?");
        Stanza heard = curtis.awaitSaid(MASTER, "Is it cold there?");
        assertEquals(MASTER + "/Kev", heard.from());

        assertEquals("what crossed", List.of("message /Kev -> : Is it cold there?"), room(toRooms()));
        assertTrue("with no word more than needed", crossed(toRooms()).allMatch(stanza -> !stanza.text().contains(CHAT_STATES)
            && stanza.text().contains("nomirror")));
        assertTrue("to Curtis Kev is there", curtis.received().stream().noneMatch(stanza -> isOf(stanza, MASTER + "/Kev",
            "away")));
    }

    private void curtisIsAwayAndTypesAndSaysSomething(Client curtis, Client amy) {
        toMirror().reset();
        curtis.send("<presence to='" + MASTER + "/Curtis'><show>xa</show></presence>");
        curtis.await("that he is away", stanza -> isOf(stanza, MASTER + "/Curtis", "xa"));
        curtis.send("<message type='groupchat' to='" + MASTER + "'>" + COMPOSING + "</message>");
        curtis.send("<message type='groupchat' id='c1' to='" + MASTER + "'><body>Not at all.</body>" + ACTIVE + "</message>");
        amy.awaitSaid(SLAVE, "Not at all.");

        assertEquals("what crossed", List.of("message /Curtis -> : Not at all."), room(toMirror()));
        assertTrue(crossed(toMirror()).noneMatch(stanza -> stanza.text().contains(CHAT_STATES)));
    }

    private void othersComeAndChangeAndAreKicked(Client curtis, Client amy) {
        toMirror().reset();
        Client tybalt = login(capulet(), "tybalt", "Psi");
        tybalt.join(MASTER, "Tybalt");
        tybalt.send("<presence to='" + MASTER + "/Tybalt'><show>dnd</show></presence>");
        curtis.ask("set", MASTER, admin("<item nick='Tybalt' role='visitor'/>"));
        tybalt.send("<presence to='" + MASTER + "/Tib'><show>dnd</show></presence>");
        // A room tells each one on the thread of whoever changes something: a kick at once could reach some before the nick.
        amy.await("Tib", stanza -> stanza.from().equals(SLAVE + "/Tib"));
        curtis.ask("set", MASTER, admin("<item nick='Tib' role='none'/>"));
        Stanza kicked = amy.await("Tib to be kicked", stanza -> stanza.from().equals(SLAVE + "/Tib")
            && stanza.type().equals("unavailable"));
        assertTrue(kicked.text(), kicked.text().contains("307"));

        List<String> expected = List.of("presence /Tybalt participant", "presence /Tybalt visitor",
            "presence /Tybalt unavailable 303", "presence /Tib visitor", "presence /Tib unavailable 307");
        // Rooms of 4.2 tell twice of a kick.
        assertEquals("what crossed", expected, crossed(toMirror()).map(ThinLinkAcceptanceTest::presence).distinct().toList());
    }

    @Test
    @Conforms("thin-4")
    public void whereNobodyWaitsTheConnectionMayEndAndStaysClosed() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        curtis.say(MASTER, LAST_WORD);
        kev.awaitSaid(SLAVE, LAST_WORD);

        // Each server looks at the other a while after its start, and its last question is whether it may mirror rooms there.
        Waiting.until("both self-checks to be over", Waiting.PATIENCE, () -> Stream.of(capulet(), montague())
            .allMatch(server -> server.log().text().contains("join its rooms")), () -> toMirror().stanzas().toString());
        // Whether it has all that it was sent the mirror is asked once.
        Waiting.until("the mirror to be asked, and to answer", Waiting.PATIENCE, () -> answers() > 0, () -> toRooms().stanzas()
            .toString());
        toRooms().cut();
        toRooms().heal();
        toRooms().reset();
        toMirror().reset();
        curtis.send("<presence to='" + MASTER + "/Curtis'><show>away</show></presence>");
        kev.send("<presence to='" + SLAVE + "/Kev'><show>away</show></presence>");
        nothingCrosses("while nobody says anything");

        curtis.say(MASTER, "Good morning.");
        kev.awaitSaid(SLAVE, "Good morning.");
        kev.say(SLAVE, "Good morning to you.");
        curtis.awaitSaid(MASTER, "Good morning to you.");
        assertTrue("nobody was told of any trouble", kev.received().stream().noneMatch(stanza ->
            stanza.body().contains("lost") || stanza.body().contains("is back")));

        kev.part(SLAVE, "Kev");
        curtis.await("Kev to be gone", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.type().equals("unavailable"));
        Waiting.until("the mirror to have heard it", Waiting.PATIENCE, () -> montague().log().text()
            .contains("The last occupant has left " + SLAVE));
        toRooms().cut();
        toRooms().heal();
        toRooms().reset();
        toMirror().reset();
        curtis.say(MASTER, "Is anybody there?");
        curtis.awaitSaid(MASTER, "Is anybody there?");
        nothingCrosses("when the last one has left");
    }

    /** How often the mirror has answered the room. */
    private long answers() {
        return toRooms().stanzas().stream().filter(stanza -> stanza.name().equals("iq") && stanza.from().equals(SLAVE)
            && stanza.type().equals("result")).count();
    }

    private void nothingCrosses(String when) {
        long start = System.nanoTime();
        long connections = toRooms().connections();
        Waiting.until("some of the night to pass", NIGHT.multipliedBy(2), () -> System.nanoTime() - start > NIGHT.toNanos());
        assertEquals(when, List.of(), ofPeople(toMirror()));
        assertEquals(when, List.of(), ofPeople(toRooms()));
        assertEquals("connections opened " + when + ", for " + toMirror().stanzas() + toRooms().stanzas(), connections,
            toRooms().connections());
    }

    /** What crossed for anybody: what servers ask each other of themselves, once after each start, is not meant. */
    private static List<Stanza> ofPeople(Link link) {
        return link.stanzas().stream().filter(stanza -> stanza.from().contains("@") || stanza.to().contains("@")).toList();
    }

    /** What crossed for the room: what servers and services ask each other is not meant. */
    private static Stream<Stanza> crossed(Link link) {
        return link.stanzas().stream().filter(stanza -> !stanza.name().equals("iq")
            && (stanza.from().startsWith(MASTER) || stanza.to().startsWith(MASTER)));
    }

    private static List<String> room(Link link) {
        return crossed(link).map(stanza -> stanza.name() + " " + resource(stanza.from()) + " -> " + resource(stanza.to()) + ": "
            + stanza.body()).toList();
    }

    private static String resource(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? "" : address.substring(slash);
    }

    private static String presence(Stanza stanza) {
        String code = stanza.text().contains("303") ? " 303" : stanza.text().contains("307") ? " 307" : "";
        return stanza.name() + " " + resource(stanza.from()) + " "
            + (stanza.type().isEmpty() ? role(stanza) : stanza.type() + code);
    }

    private static String role(Stanza presence) {
        return presence.child(USER, "x").flatMap(x -> Stanza.child(x, USER, "item"))
            .map(item -> item.getAttribute("role")).orElse("");
    }

    private static boolean isOf(Stanza stanza, String occupant, String show) {
        return stanza.from().equals(occupant)
            && stanza.child(CLIENT, "show").filter(said -> said.getTextContent().equals(show)).isPresent();
    }

    private static String admin(String item) {
        return "<query xmlns='http://jabber.org/protocol/muc#admin'>" + item + "</query>";
    }
}
