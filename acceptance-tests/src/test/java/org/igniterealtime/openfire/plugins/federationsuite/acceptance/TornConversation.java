package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * A conversation of Curtis, who is in the room, with Kev and Amy, who are in its slave, while the link between them is lost; and
 * what must be true of it when it is back: everybody has heard everything once, each speaker in his order, all see the same
 * people, and of each loss and its end those behind the slave were told once, and nobody else.
 */
final class TornConversation {

    /** What local users are told begins with it. */
    static final String LOST = "The connection to " + FederationTest.MASTER + " is lost.";
    /** What they are told when it is over begins with it. */
    static final String BACK = "The connection to " + FederationTest.MASTER + " is back.";

    private static final Set<String> ALL = Set.of("Amy", "Curtis", "Kev");
    /** What the three say begins with one of these, and goes on with a number. */
    private static final List<String> VOICES = List.of("c", "k", "a");

    private final Client curtis;
    private final Client kev;
    private final Client amy;
    /** How much each has said: c0, c1 … and so on. */
    private int said;

    /** Brings the three together, and has them say that they are. */
    TornConversation(Client curtis, Client kev, Client amy) {
        this.curtis = curtis;
        this.kev = kev;
        this.amy = amy;
        FederationTest.makeRoom(curtis, FederationTest.MASTER);
        curtis.join(FederationTest.MASTER, "Curtis");
        kev.join(FederationTest.SLAVE, "Kev");
        amy.join(FederationTest.SLAVE, "Amy");
        kev.say(FederationTest.SLAVE, "before");
        all().forEach(client -> awaitHeard(client, "before"));
    }

    private List<Client> all() {
        return List.of(curtis, kev, amy);
    }

    private List<Client> mirrored() {
        return List.of(kev, amy);
    }

    /** Each says something, and that again, and waits for nothing. */
    void goesOn(int lines) {
        for (int i = 0; i < lines; i++) {
            kev.say(FederationTest.SLAVE, "k" + said);
            curtis.say(FederationTest.MASTER, "c" + said);
            amy.say(FederationTest.SLAVE, "a" + said);
            said++;
        }
    }

    /** Waits until those behind the slave have been told of a loss, and shown what they said themselves. */
    void isLost(int losses) {
        for (Client client : mirrored()) {
            Waiting.until(client.address() + " to be told of loss " + losses, Waiting.PATIENCE,
                () -> notices(client).stream().filter(LOST::equals).count() == losses, () -> notices(client).toString());
            awaitHeard(client, "k" + (said - 1));
            awaitHeard(client, "a" + (said - 1));
        }
    }

    /** Whether those behind the slave have been told of a loss, and not of its end. */
    boolean isKnownToBeLost() {
        return mirrored().stream().allMatch(client -> notices(client).size() % 2 == 1);
    }

    /** Waits until the room is without those behind the slave. */
    void isCurtisAlone() {
        Waiting.until("the room to be without Kev and Amy", Waiting.PATIENCE, () -> present(curtis).equals(Set.of("Curtis")));
    }

    /** Waits until the link is back, and compares what the three have heard and see. */
    void isWhole() {
        for (Client client : all()) {
            VOICES.forEach(voice -> awaitHeard(client, voice + (said - 1)));
        }
        mirrored().forEach(client -> Waiting.until("the link to be back", Waiting.PATIENCE,
            () -> notices(client).size() % 2 == 0, () -> notices(client).toString()));
        String after = "after " + said;
        curtis.say(FederationTest.MASTER, after);
        for (Client client : all()) {
            awaitHeard(client, after);
            for (String voice : VOICES) {
                assertEquals(client.address() + " heard", IntStream.range(0, said).mapToObj(i -> voice + i).toList(),
                    heard(client, voice));
            }
            seesAll(client);
        }
        assertEquals("those behind one slave hear the same", heard(kev), heard(amy));
        assertEquals("whoever is in the room itself is told nothing", List.of(), notices(curtis));
        roomHasAll();
    }

    private static void seesAll(Client client) {
        Waiting.until(client.address() + " to see all", Waiting.PATIENCE, () -> present(client).equals(ALL),
            () -> present(client).toString());
    }

    /** The room itself, asked who is in it. */
    private void roomHasAll() {
        Stanza items = curtis.ask("get", FederationTest.MASTER, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        Set<String> nicks = new TreeSet<>();
        SpecExamples.children(SpecExamples.children(items.element()).get(0))
            .forEach(item -> nicks.add(nick(item.getAttribute("jid"))));
        assertEquals("who is in the room", ALL, nicks);
    }

    /** Asserts that each loss was told once, and each time that it was over. */
    void wasToldOf(int losses) {
        List<String> told = IntStream.range(0, losses).boxed().flatMap(i -> Stream.of(LOST, BACK)).toList();
        mirrored().forEach(client -> assertEquals(client.address() + " was told", told, notices(client)));
    }

    /** Asserts that nothing, or one loss, was told, and to both the same. */
    void wasToldOfOneAtMost() {
        int losses = notices(kev).size() / 2;
        assertTrue("at most one: " + notices(kev), losses <= 1);
        wasToldOf(losses);
    }

    /** Asserts that to the room nobody was away, not even for a moment. */
    void nobodyLeft() {
        assertEquals(List.of(), curtis.received().stream().filter(stanza -> stanza.name().equals("presence")
            && stanza.type().equals("unavailable") && stanza.from().startsWith(FederationTest.MASTER + '/')
            && ALL.contains(nick(stanza.from()))).toList());
    }

    // ---- what a client has seen

    /** Waits until a client has heard something, once or more often. */
    static void awaitHeard(Client client, String words) {
        Waiting.until(client.address() + " to hear " + words, Waiting.PATIENCE, () -> heard(client).contains(words),
            () -> heard(client).toString());
    }

    /** All that a client was told in the room, by whomever, in its order. */
    static List<String> heard(Client client) {
        List<String> bodies = new ArrayList<>();
        for (Stanza stanza : client.received()) {
            if (stanza.name().equals("message") && stanza.type().equals("groupchat")) {
                bodies.add(stanza.body());
            }
        }
        return bodies;
    }

    /** What a client has heard of one who numbers what he says. */
    static List<String> heard(Client client, String voice) {
        return heard(client).stream().filter(body -> body.matches(voice + "\\d+")).toList();
    }

    /** What a client was told of the link, with nothing behind the first sentence. */
    static List<String> notices(Client client) {
        return heard(client).stream().flatMap(body -> Stream.of(LOST, BACK).filter(body::startsWith)).toList();
    }

    /** Who is in, as a client has seen it. */
    static Set<String> present(Client client) {
        Set<String> present = new TreeSet<>();
        for (Stanza stanza : client.received()) {
            boolean ofRoom = stanza.from().startsWith(FederationTest.MASTER + '/')
                || stanza.from().startsWith(FederationTest.SLAVE + '/');
            if (stanza.name().equals("presence") && ofRoom && stanza.type().isEmpty()) {
                present.add(nick(stanza.from()));
            } else if (stanza.name().equals("presence") && ofRoom && stanza.type().equals("unavailable")) {
                present.remove(nick(stanza.from()));
            }
        }
        return present;
    }

    private static String nick(String occupant) {
        return occupant.substring(occupant.indexOf('/') + 1);
    }
}
