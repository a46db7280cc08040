package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.stock.StockServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * The mirror of a room on a server that knows nothing of mirrors: Prosody and ejabberd as Debian 12 packages them. Curtis is a
 * user of that server; Kev, Amy and Ben are behind the mirror, and join by the escaped address as they would join any other.
 */
@RunWith(Parameterized.class)
public class PlainRoomAcceptanceTest {

    private static final String FMUC = "plugin.federationsuite.fmuc.";
    private static final String DOMAIN = "verona.lit";
    private static final String SERVICE = "conference." + DOMAIN;
    private static final String ROOM = "garden@" + SERVICE;
    private static final String SLAVE = "garden\\40" + SERVICE + "@mirror.montague.lit";
    private static final String MISSING = "nowhere@" + SERVICE;
    private static final String SLAVE_OF_MISSING = "nowhere\\40" + SERVICE + "@mirror.montague.lit";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";
    private static final String LOST = "The connection to " + ROOM + " is lost.";
    private static final String BACK = "The connection to " + ROOM + " is back.";
    private static final int STANZAS = 5000;
    private static final int LINES = 10;

    private final ServerKind kind;
    private final String make;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Link link;
    private Server montague;
    private Client curtis;
    private Client kev;
    private Client amy;
    private Client ben;

    /** Runs with one make of server there, and one kind of ours here. */
    public PlainRoomAcceptanceTest(String make, String kindName) {
        this.make = make;
        this.kind = kindName.equals(ServerKind.oldest().name()) ? ServerKind.oldest() : ServerKind.installed().orElseThrow();
    }

    /** What the tests run on. */
    @Parameters(name = "{0}-{1}")
    public static List<Object[]> servers() {
        return FederationTest.kinds().stream().flatMap(ours -> Stream.of("prosody", "ejabberd")
            .map(theirs -> new Object[] {theirs, ours[0]})).toList();
    }

    /** Starts both servers and logs everybody in. */
    @Before
    public void start() {
        String program = make.equals("prosody") ? "prosody" : "ejabberdctl";
        Needed.check(program + " is installed: see .ci/run for how to get it", StockServer.installed(program));
        Testbed bed = Testbed.open(TestbedOptions.defaults().with(kind));
        open.add(bed);
        StockServer stock = make.equals("prosody") ? StockServer.prosody(bed, DOMAIN, "montague.lit")
            : StockServer.ejabberd(bed, DOMAIN, "montague.lit");
        open.add(stock);
        int there = bed.port();
        ServerSpec spec = FederationTest.users(bed.server("montague.lit"), "kev", "amy", "ben")
            .plugin(FederationTest.SUITE).property(FMUC + "mirror.link-timeout", "2")
            .property(FMUC + "mirror.rejoin-first", "1").property(FMUC + "mirror.rejoin-longest", "2")
            .property(FMUC + "mirror.answer-within", "10")
            .property("dnsutil.dnsOverride",
                "{" + DOMAIN + ",127.0.0.1:" + there + "},{" + SERVICE + ",127.0.0.1:" + there + "}");
        montague = spec.add();
        link = Link.lay(new Link.End("montague.lit", montague.serverPort()), new Link.End(DOMAIN, stock.port()), there,
            stock.peer(), STANZAS);
        open.add(link::cut);
        bed.start();
        curtis = login(Client.login(DOMAIN, stock.clientPort(), "curtis", "whatever"));
        kev = login(Client.login(montague, "kev", "Swift"));
        amy = login(Client.login(montague, "amy", "Swift"));
        ben = login(Client.login(montague, "ben", "Swift"));
        acquaint();
    }

    private Client login(Client client) {
        open.add(client::drop);
        return client.available();
    }

    /** Lets the servers find each other, as a person would who tries again. */
    private void acquaint() {
        String id = "greeting" + System.nanoTime();
        FederationTest.tryUntil("the mirror and the rooms to be connected", () -> montague.control().deliver("<iq type='get' id='"
            + id + "' from='mirror.montague.lit' to='" + SERVICE + "'><ping xmlns='urn:xmpp:ping'/></iq>"),
            () -> link.reversed().stanzas().stream().anyMatch(stanza -> stanza.id().equals(id)),
            () -> link.reversed().stanzas().toString());
        link.reset();
    }

    /** Ends everything, the last thing first. */
    @After
    public void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    public void allHearEverythingOnceAndSeeTheSamePeople() {
        gather();
        assertEquals("the room heard one join each", List.of("Kev", "Amy", "Ben"), joins());

        for (int i = 0; i < LINES; i++) {
            kev.say(SLAVE, "k" + i);
            curtis.say(ROOM, "c" + i);
            amy.say(SLAVE, "a" + i);
            ben.say(SLAVE, "b" + i);
        }
        hearTheSame(4 * LINES);
        seeTheSame("Amy", "Ben", "Curtis", "Kev");

        // What is said before somebody comes he is told here: the room is not asked for it again.
        kev.say(SLAVE, "before");
        Stream.of(curtis, kev, amy, ben).forEach(client -> awaitHeard(client, "before"));
        ben.part(SLAVE, "Ben");
        seeTheSame("Amy", "Curtis", "Kev");
        ben.send("<presence to='" + SLAVE + "/Ben'>" + ENTER + "</presence>");
        ben.await("what was said last", stanza -> stanza.body().equals("before"));
        seeTheSame("Amy", "Ben", "Curtis", "Kev");
        Stanza again = link.stanzas().stream().filter(PlainRoomAcceptanceTest::isJoin).reduce((one, next) -> next).orElseThrow();
        assertTrue(again.text(), again.text().contains("maxstanzas=\"0\""));
    }

    @Test
    public void statusesPrivateMessagesAndSubjectsGoBothWays() {
        gather();
        kev.send("<presence to='" + SLAVE + "/Kev'><show>away</show></presence>");
        Stream.of(curtis, amy).forEach(client -> client.await("Kev to be away",
            stanza -> nick(stanza).equals("Kev") && stanza.text().contains("away")));
        curtis.send("<presence to='" + ROOM + "/Curtis'><show>dnd</show></presence>");
        Stream.of(kev, amy, ben).forEach(client -> client.await("Curtis to be busy",
            stanza -> nick(stanza).equals("Curtis") && stanza.text().contains("dnd")));

        kev.send("<message type='chat' to='" + SLAVE + "/Curtis'><body>psst</body></message>");
        assertEquals(ROOM + "/Kev", curtis.await("a private message", stanza -> stanza.body().equals("psst")).from());
        curtis.send("<message type='chat' to='" + ROOM + "/Amy'><body>hush</body></message>");
        assertEquals(SLAVE + "/Curtis", amy.await("a private message", stanza -> stanza.body().equals("hush")).from());
        link.reset();
        amy.send("<message type='chat' to='" + SLAVE + "/Kev'><body>near</body></message>");
        assertEquals(SLAVE + "/Amy", kev.await("a private message", stanza -> stanza.body().equals("near")).from());
        assertEquals("what is said behind the mirror stays there", List.of(), link.stanzas());

        curtis.send("<message type='groupchat' to='" + ROOM + "'><subject>Roses</subject></message>");
        Stream.of(kev, amy, ben).forEach(client -> client.await("the subject", stanza -> stanza.text().contains(">Roses<")));
        hearTheSame(0);
        for (Client client : List.of(kev, amy, ben)) {
            assertEquals(client.address(), 1,
                client.received().stream().filter(stanza -> stanza.text().contains(">Roses<")).count());
        }
    }

    @Test
    public void whoeverIsKickedIsOutAndMayComeAgain() {
        gather();
        Stanza done = curtis.ask("set", ROOM, "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item nick='Amy' role='none'><reason>Enough</reason></item></query>");
        assertEquals("result", done.type());
        Stanza out = amy.await("its own leave", stanza -> stanza.type().equals("unavailable") && nick(stanza).equals("Amy"));
        assertTrue(out.text(), out.text().contains("307") && out.text().contains("110") && out.text().contains("Enough"));
        Stanza seen = kev.await("Amy to be out", stanza -> stanza.type().equals("unavailable") && nick(stanza).equals("Amy"));
        assertTrue(seen.text(), seen.text().contains("307"));
        seeTheSame("Ben", "Curtis", "Kev");

        assertEquals("", amy.join(SLAVE, "Amy").type());
        seeTheSame("Amy", "Ben", "Curtis", "Kev");
        curtis.say(ROOM, "again");
        hearTheSame(1);
        assertEquals(List.of("Kev", "Amy", "Ben", "Amy"), joins());
    }

    @Test
    public void nobodyOfOursOwnsAnythingThere() {
        gather();
        for (String affiliation : List.of("owner", "admin")) {
            Stanza list = curtis.ask("get", ROOM, "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='"
                + affiliation + "'/></query>");
            assertEquals("result", list.type());
            assertFalse(list.text(), list.text().contains("mirror.montague.lit"));
        }
        assertTrue(presenceOf(curtis, "Kev").text().contains("participant"));
    }

    @Test
    public void aRoomThatDoesNotExistIsNotMade() {
        Stanza refused = kev.join(SLAVE_OF_MISSING, "Kev");
        assertEquals("error", refused.type());
        assertTrue(refused.text(), refused.text().contains("<item-not-found "));
        assertEquals("nobody tried", List.of(), joins());

        Stanza info = curtis.ask("get", MISSING, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        assertEquals(info.text(), "error", info.type());
        Stanza rooms = curtis.ask("get", SERVICE, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        assertFalse(rooms.text(), rooms.text().contains("nowhere"));

        // When somebody there has made it, it can be joined.
        curtis.create(MISSING, "Curtis");
        assertEquals("", FederationTest.joins(kev, SLAVE_OF_MISSING, "Kev").type());
    }

    @Test
    public void aRoomThatIsMadeByAJoinAllTheSameIsTakenAway() {
        // Then nobody asks the room whether it exists, and the join is one of the ProtoXEP, which it takes for its own.
        montague.control().setProperty(FMUC + "mirror.dialect", "protoxep");
        Stanza refused = kev.join(SLAVE_OF_MISSING, "Kev");
        assertEquals("error", refused.type());
        // A question that reaches a room of ejabberd while it ends is answered by nobody.
        String question = "<iq type='get' id='gone' to='" + MISSING
            + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>";
        FederationTest.tryUntil("the room to be gone", () -> curtis.send(question), () -> curtis.received().stream().anyMatch(
            stanza -> stanza.id().equals("gone") && stanza.type().equals("error")), () -> curtis.received().toString());
    }

    @Test
    public void whatIsMissedWhileTheLinkIsLostIsShownOnce() {
        gather();
        kev.say(SLAVE, "first");
        Stream.of(curtis, kev, amy, ben).forEach(client -> awaitHeard(client, "first"));
        link.cut();
        kev.say(SLAVE, "k1");
        curtis.say(ROOM, "c1");
        Stream.of(kev, amy, ben).forEach(client -> Waiting.until("the loss to be told", Waiting.PATIENCE,
            () -> notices(client).equals(List.of(LOST)), () -> notices(client).toString()));
        amy.say(SLAVE, "a1");
        curtis.say(ROOM, "c2");
        link.heal();
        Stream.of(kev, amy, ben).forEach(client -> Waiting.until("the link to be back", Waiting.PATIENCE,
            () -> notices(client).equals(List.of(LOST, BACK)), () -> notices(client).toString()));
        for (Client client : List.of(curtis, kev, amy, ben)) {
            Stream.of("k1", "a1", "c1", "c2").forEach(words -> awaitHeard(client, words));
        }
        curtis.say(ROOM, "last");
        for (Client client : List.of(curtis, kev, amy, ben)) {
            awaitHeard(client, "last");
            assertEquals(client.address(), List.of("a1", "c1", "c2", "first", "k1", "last"),
                heard(client).stream().sorted().toList());
        }
        seeTheSame("Amy", "Ben", "Curtis", "Kev");
    }

    // ---- what happens in most tests

    private void gather() {
        curtis.create(ROOM, "Curtis");
        assertEquals("", FederationTest.joins(kev, SLAVE, "Kev").type());
        assertEquals("", amy.join(SLAVE, "Amy").type());
        assertEquals("", ben.join(SLAVE, "Ben").type());
        seeTheSame("Amy", "Ben", "Curtis", "Kev");
    }

    private String nickOf(Client client) {
        return client == kev ? "Kev" : client == amy ? "Amy" : "Ben";
    }

    /** The nicks of the joins that the mirror has sent, in order. */
    private List<String> joins() {
        return link.stanzas().stream().filter(PlainRoomAcceptanceTest::isJoin)
            .map(join -> join.to().substring(join.to().indexOf('/') + 1)).toList();
    }

    private static boolean isJoin(Stanza stanza) {
        return stanza.name().equals("presence") && stanza.type().isEmpty()
            && stanza.text().contains("http://jabber.org/protocol/muc\"");
    }

    /** Waits until each has heard so much, in the same order, and nothing twice. */
    private void hearTheSame(int messages) {
        List<String> all = List.of();
        for (Client client : List.of(curtis, kev, amy, ben)) {
            Waiting.until(client.address() + " to hear all", Waiting.PATIENCE, () -> heard(client).size() >= messages,
                () -> heard(client).toString());
        }
        // What would come twice has come when something else has that is said behind it.
        curtis.say(ROOM, "end of all");
        for (Client client : List.of(curtis, kev, amy, ben)) {
            awaitHeard(client, "end of all");
            List<String> heard = heard(client);
            all = all.isEmpty() ? heard : all;
            assertEquals(client.address() + " heard", all, heard);
        }
        assertEquals(messages + 1, all.size());
    }

    private void seeTheSame(String... nicks) {
        Set<String> all = new TreeSet<>(List.of(nicks));
        for (Client client : List.of(curtis, kev, amy, ben)) {
            if (client == curtis || all.contains(nickOf(client))) {
                Waiting.until(client.address() + " to see " + all, Waiting.PATIENCE, () -> present(client).equals(all),
                    () -> present(client).toString());
            }
        }
    }

    private static void awaitHeard(Client client, String words) {
        Waiting.until(client.address() + " to hear " + words, Waiting.PATIENCE, () -> heard(client).contains(words),
            () -> heard(client).toString());
    }

    private static List<String> heard(Client client) {
        return said(client).filter(stanza -> stanza.from().contains("/")).map(Stanza::body).toList();
    }

    private static List<String> notices(Client client) {
        // Behind these words stands what it means to whoever is told.
        return said(client).filter(stanza -> !stanza.from().contains("/")).map(Stanza::body)
            .flatMap(body -> Stream.of(LOST, BACK).filter(body::startsWith)).toList();
    }

    private static Stream<Stanza> said(Client client) {
        return client.received().stream().filter(stanza -> stanza.name().equals("message") && stanza.type().equals("groupchat")
            && !stanza.body().isEmpty());
    }

    private static Set<String> present(Client client) {
        Set<String> nicks = new TreeSet<>();
        for (Stanza stanza : client.received()) {
            // Rooms of ejabberd say something of themselves, too.
            if (stanza.name().equals("presence") && stanza.from().startsWith("garden") && stanza.from().contains("/")) {
                if (stanza.type().isEmpty()) {
                    nicks.add(nick(stanza));
                } else if (stanza.type().equals("unavailable")) {
                    nicks.remove(nick(stanza));
                }
            }
        }
        return nicks;
    }

    private static Stanza presenceOf(Client client, String nick) {
        return client.received().stream().filter(stanza -> stanza.name().equals("presence") && nick(stanza).equals(nick))
            .reduce((one, next) -> next).orElseThrow();
    }

    private static String nick(Stanza stanza) {
        return stanza.from().substring(stanza.from().indexOf('/') + 1);
    }
}
