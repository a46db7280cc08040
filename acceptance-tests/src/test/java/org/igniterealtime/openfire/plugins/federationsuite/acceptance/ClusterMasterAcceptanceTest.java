package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** A room on two nodes of one domain, and a mirror of it on another server, which is connected to one of them at a time. */
public class ClusterMasterAcceptanceTest extends ClusterTest {

    private static final String ROOM = "jabberchat@conference.montague.lit";
    private static final String MIRRORED = "jabberchat\\40conference.montague.lit@mirror.capulet.lit";
    /** The testbed's cluster notices a killed process at once; the rest is joining again. */
    private static final Duration TAKING_OVER = Duration.ofSeconds(30);

    private Server capulet;
    private Client ben;
    private Client kev;
    private Client amy;
    private Client curtis;
    private Client tybalt;

    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.plugin(FederationTest.SUITE).property("plugin.federationsuite.admitted-domains", "capulet.lit");
    }

    @Override
    void more(Testbed testbed) {
        capulet = FederationTest.users(testbed.server("capulet.lit"), "curtis", "tybalt").plugin(FederationTest.SUITE).add();
    }

    private void everybodyIsIn() {
        kev = login(node(1), "kev", "one");
        amy = login(node(2), "amy", "two");
        ben = login(node(1), "ben", "maker");
        makeRoomOfTheCluster(ben, amy, ROOM);
        enter(kev, ROOM, "Kev");
        kev.settle();
        enter(amy, ROOM, "Amy");
        seen(amy, "Kev", stanza -> isPresence(stanza, ROOM + "/Kev", ""));
        seen(kev, "Amy", stanza -> isPresence(stanza, ROOM + "/Amy", ""));
        curtis = login(capulet, "curtis", "there");
        tybalt = login(capulet, "tybalt", "there");
        enter(curtis, MIRRORED, "Curtis");
        enter(tybalt, MIRRORED, "Tybalt");
        Stream.of(kev, amy).forEach(one -> seen(one, "Tybalt", stanza -> isPresence(stanza, ROOM + "/Tybalt", "")));
    }

    /**
     * Makes a room, and waits until another node knows it: who comes before that, nobody there ever hears of in 4.2.0. Not one
     * that stays: where a node hears that it was changed before it hears that it was made, 4.2.0 loads it from the database and
     * puts that in its place, without those who are in it.
     */
    static void makeRoomOfTheCluster(Client maker, Client elsewhere, String room) {
        maker.create(room, "Maker");
        isKnownTo(elsewhere, room);
    }

    @Test
    public void oneCopyCrossesWhicheverNodeTheSpeakerAndTheConnectionAreOn() {
        everybodyIsIn();
        for (Client speaker : List.of(kev, amy)) {
            String words = "From " + speaker.bareAddress();
            speaker.say(ROOM, words);
            heard(words);
            assertEquals(1, crossed(words));
        }
        amy.send("<message type='chat' id='w1' to='" + ROOM + "/Curtis'><body>Psst.</body></message>");
        curtis.await("what Amy whispers", stanza -> stanza.body().equals("Psst.") && stanza.from().equals(MIRRORED + "/Amy"));

        cluster().receives(fromMirror(), node(2));
        fromMirror().cut();
        fromMirror().heal();
        for (Client speaker : List.of(curtis, tybalt)) {
            String words = "From " + speaker.bareAddress();
            speaker.say(MIRRORED, words);
            heard(words);
            assertEquals("one to the room", 1,
                fromMirror().stanzas().stream().filter(stanza -> stanza.body().equals(words)).count());
            assertTrue("and at most one back", crossed(words) <= 1);
        }
        curtis.send("<message type='chat' id='w2' to='" + MIRRORED + "/Kev'><body>Yes?</body></message>");
        kev.await("what Curtis whispers", stanza -> stanza.body().equals("Yes?") && stanza.from().equals(ROOM + "/Curtis"));
        for (Client speaker : List.of(kev, amy)) {
            String words = "Again from " + speaker.bareAddress();
            speaker.say(ROOM, words);
            heard(words);
            assertEquals(1, crossed(words));
        }
        // Nobody else may: it is his room.
        ben.send("<iq type='set' id='k1' to='" + ROOM + "'><query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item nick='Tybalt' role='none'/></query></iq>");
        tybalt.await("to be kicked", stanza -> isPresence(stanza, MIRRORED + "/Tybalt", "unavailable")
            && stanza.text().contains("code=\"307\""));
        amy.await("Tybalt to be gone", stanza -> isPresence(stanza, ROOM + "/Tybalt", "unavailable"));
    }

    @Test
    public void whenTheNodeThatTheMirrorIsConnectedToIsKilledItsUsersAreInAgainByWayOfTheOther() {
        everybodyIsIn();
        amy.say(ROOM, "Before");
        heard("Before");
        node(1).kill();
        cluster().receives(fromMirror(), node(2));
        cluster().awaitTogether();
        amy.await("Curtis to be in again", stanza -> isPresence(stanza, ROOM + "/Curtis", ""), TAKING_OVER);
        amy.await("Tybalt to be in again", stanza -> isPresence(stanza, ROOM + "/Tybalt", ""), TAKING_OVER);
        amy.say(ROOM, "And Kev?");
        for (Client one : List.of(amy, curtis, tybalt)) {
            awaitHeard(one, "And Kev?");
        }
        curtis.say(MIRRORED, "It fell on him.");
        awaitHeard(amy, "It fell on him.");
        awaitHeard(curtis, "It fell on him.");
        Stream.of(curtis, tybalt).forEach(one -> {
            assertEquals("nobody has told them that they are not in", 0, one.settle().received().stream().filter(stanza ->
                isPresence(stanza, MIRRORED + (one == curtis ? "/Curtis" : "/Tybalt"), "unavailable")).count());
            assertEquals("once", 1, one.received().stream().filter(stanza -> stanza.body().equals("And Kev?")).count());
            assertEquals("once", 1, one.received().stream().filter(stanza -> stanza.body().equals("Before")).count());
        });
    }

    @Test
    public void theLossOfAnotherNodeIsNoticedByNobodyBehindTheMirror() {
        everybodyIsIn();
        node(2).kill();
        cluster().awaitTogether();
        curtis.await("Amy to be gone with her node", stanza -> isPresence(stanza, MIRRORED + "/Amy", "unavailable"), TAKING_OVER);
        kev.say(ROOM, "And Amy?");
        for (Client one : List.of(kev, curtis, tybalt)) {
            awaitHeard(one, "And Amy?");
        }
        curtis.say(MIRRORED, "Gone.");
        awaitHeard(kev, "Gone.");
        assertEquals("he was in all the time", 0, kev.settle().received().stream()
            .filter(stanza -> isPresence(stanza, ROOM + "/Curtis", "unavailable")).count());
    }

    private Link fromMirror() {
        return bed().link(capulet, node(1));
    }

    private void heard(String words) {
        Stream.of(kev, amy, curtis, tybalt).forEach(one -> awaitHeard(one, words));
    }

    /** In whichever order, and whatever was awaited before. */
    private static void awaitHeard(Client client, String words) {
        Waiting.until(client.address() + " to hear: " + words, TAKING_OVER,
            () -> client.received().stream().anyMatch(stanza -> stanza.body().equals(words)), () -> client.received().toString());
    }

    private static void seen(Client client, String what, Predicate<Stanza> predicate) {
        Waiting.until(what, TAKING_OVER, () -> client.received().stream().anyMatch(predicate),
            () -> client.received().toString());
    }

    private long crossed(String words) {
        // The nodes share a link.
        return fromMirror().reversed().stanzas().stream()
            .filter(stanza -> stanza.body().equals(words) && stanza.to().startsWith(MIRRORED)).count();
    }

    /** As a person who tries again until the servers have found each other. */
    private static void enter(Client client, String room, String nick) {
        Stanza answer = FederationTest.joins(client, room, nick);
        assertEquals(answer.text(), "", answer.type());
    }

    private static boolean isPresence(Stanza stanza, String from, String type) {
        return stanza.name().equals("presence") && stanza.from().equals(from) && stanza.type().equals(type);
    }
}
