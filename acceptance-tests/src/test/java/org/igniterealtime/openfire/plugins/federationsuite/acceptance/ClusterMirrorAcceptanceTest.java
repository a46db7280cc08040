package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** The mirror of three nodes of one domain: to their users, and to the server with the room, it is one. */
public class ClusterMirrorAcceptanceTest extends ClusterTest {

    /** Of so many rooms a node that comes gets none once in three hundred times. */
    private static final int ROOMS = 14;

    private Server capulet;

    @Override
    int size() {
        return 3;
    }

    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.plugin(FederationTest.SUITE);
    }

    @Override
    void more(Testbed testbed) {
        capulet = FederationTest.users(testbed.server("capulet.lit"), "curtis").plugin(FederationTest.SUITE)
            .property("plugin.federationsuite.admitted-domains", "montague.lit").add();
    }

    @Test
    public void whenTheNodeThatKeepsARoomIsKilledAnotherGoesOnAndNobodyLeavesOrMissesAnything() {
        Client curtis = login(capulet, "curtis", "there");
        FederationTest.makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        List<Client> users = List.of(login(node(1), "kev", "Kev"), login(node(2), "amy", "Amy"), login(node(3), "ben", "Ben"));
        users.forEach(user -> enter(user, resource(user)));
        users.get(0).await("Ben, of the third node", stanza -> isPresence(stanza, SLAVE + "/Ben", ""));
        for (Client user : users) {
            user.say(SLAVE, "Of " + resource(user));
            users.forEach(other -> other.awaitSaid(SLAVE, "Of " + resource(user)));
            curtis.awaitSaid(MASTER, "Of " + resource(user));
        }

        Server keeper = cluster().nodes().stream().filter(node -> node.log().contains("begins on this node")).findFirst()
            .orElseThrow();
        List<Client> survivors = new ArrayList<>(users);
        Client lost = survivors.remove(cluster().nodes().indexOf(keeper));
        List<Server> others = cluster().nodes().stream().filter(node -> node != keeper).toList();
        List<String> said = new ArrayList<>();
        talk(survivors, said, 5);
        keeper.kill();
        cluster().receives(bed().link(others.get(0), capulet).reversed(), others.get(0));
        talk(survivors, said, 5);
        // Openfire is told when what makes the cluster has noticed it and has tidied up.
        Waiting.until("the cluster to notice", Duration.ofSeconds(30),
            () -> others.stream().anyMatch(node -> node.log().contains("has left the cluster")), () -> "it has not");
        long noticed = System.nanoTime();
        talk(survivors, said, 1);
        survivors.forEach(user -> user.awaitSaid(SLAVE, said.get(said.size() - 1)));
        Duration time = Duration.ofNanos(System.nanoTime() - noticed);
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO,
            "Another node goes on {0} ms after the cluster noticed", time.toMillis());

        curtis.await("whoever was on the lost node to be gone", stanza ->
            isPresence(stanza, MASTER + '/' + resource(lost), "unavailable"));
        curtis.say(MASTER, "Who is left?");
        survivors.forEach(user -> user.awaitSaid(SLAVE, "Who is left?"));
        // In no order among speakers, and some before what was awaited last.
        said.forEach(words -> Waiting.until(words + " to reach the room", Duration.ofSeconds(60),
            () -> curtis.received().stream().anyMatch(stanza -> says(stanza, words)), () -> curtis.received().toString()));
        for (Client user : survivors) {
            user.settle();
            List<Stanza> got = user.received();
            said.forEach(words -> assertEquals(user.address() + ": " + words, 1,
                got.stream().filter(stanza -> says(stanza, words)).count()));
            assertFalse("nobody of them leaves", got.stream().anyMatch(stanza ->
                isPresence(stanza, SLAVE + '/' + resource(user), "unavailable")));
        }
        List<Stanza> told = curtis.received();
        said.forEach(words -> assertEquals(words, 1, told.stream().filter(stanza -> says(stanza, words)).count()));
    }

    @Test
    public void aNodeThatComesTakesItsShareOfTheRoomsAndNobodyNotices() {
        node(3).stop();
        cluster().awaitTogether();
        Client curtis = login(capulet, "curtis", "there");
        Client kev = login(node(1), "kev", "Kev");
        Client amy = login(node(2), "amy", "Amy");
        List<String> rooms = IntStream.range(0, ROOMS).mapToObj(number -> "room" + number + "@conference.capulet.lit").toList();
        for (String room : rooms) {
            FederationTest.makeRoom(curtis, room);
            curtis.join(room, "Curtis");
            FederationTest.joins(kev, slave(room), "Kev");
            FederationTest.joins(amy, slave(room), "Amy");
        }

        node(3).start();
        cluster().awaitTogether();
        Waiting.until("the third node to keep rooms", Duration.ofSeconds(20),
            () -> node(3).log().contains("This node keeps"), () -> node(3).log().text());
        for (String room : rooms) {
            amy.say(slave(room), "In " + room);
            kev.awaitSaid(slave(room), "In " + room);
            curtis.awaitSaid(room, "In " + room);
            curtis.say(room, "Heard in " + room);
            amy.awaitSaid(slave(room), "Heard in " + room);
        }
        for (Client user : List.of(kev, amy)) {
            List<Stanza> got = user.settle().received();
            rooms.forEach(room -> assertEquals(1, got.stream().filter(stanza -> says(stanza, "In " + room)).count()));
            assertFalse("nobody leaves", got.stream().anyMatch(stanza -> stanza.type().equals("unavailable")));
        }
    }

    private static String slave(String room) {
        return room.replace("@", "\\40") + "@mirror.montague.lit";
    }

    private static String resource(Client user) {
        return user.address().substring(user.address().indexOf('/') + 1);
    }

    /** Both say something, one after the other, and do not wait to be heard. */
    private static void talk(List<Client> users, List<String> said, int times) {
        for (int i = 0; i < times; i++) {
            for (Client user : users) {
                String words = resource(user) + " says " + said.size();
                user.say(SLAVE, words);
                said.add(words);
            }
        }
    }

    private static boolean says(Stanza stanza, String words) {
        return stanza.name().equals("message") && stanza.text().contains("<body>" + words + "</body>");
    }

    /** As a person who tries again until the servers have found each other. */
    private static void enter(Client client, String nick) {
        Stanza answer = FederationTest.joins(client, SLAVE, nick);
        assertEquals(answer.text(), "", answer.type());
    }

    private static boolean isPresence(Stanza stanza, String from, String type) {
        return stanza.name().equals("presence") && stanza.from().equals(from) && stanza.type().equals(type);
    }
}
