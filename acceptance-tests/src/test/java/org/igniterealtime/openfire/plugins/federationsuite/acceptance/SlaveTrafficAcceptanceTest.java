package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * What crosses the link for a slave room, what both sides say has crossed and would have crossed without it, and that an empty
 * one is silent.
 */
public class SlaveTrafficAcceptanceTest extends FederationTest {

    /** Longer than anything that the suite does from time to time here; the profile "nightly" waits two minutes. */
    private static final Duration NIGHT = Duration.ofSeconds(Integer.getInteger("night.seconds", 70));
    /** One twentieth is five per cent. */
    private static final int PART = 20;
    private static final List<String> USERS = List.of("kev", "amy", "ben", "dan", "eve");
    private static final Pattern FLOW = Pattern.compile("Flow\\[stanzas=(\\d+), bytes=(\\d+)]");

    /** Runs on one kind of server. */
    public SlaveTrafficAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.user("dan", "dan-secret").user("eve", "eve-secret");
    }

    @Test
    @Conforms("mirror-2")
    public void itCountsWhatCrossesAndWhatWouldHaveAndIsSilentWhenEverybodyHasLeft() {
        Client curtis = login(capulet(), "curtis", "Swift");
        String plainRoom = MASTER.replace("jabberchat", "jabberplay");
        makeRoom(curtis, MASTER);
        makeRoom(curtis, plainRoom);
        List<Client> users = new ArrayList<>();
        USERS.forEach(user -> users.add(login(montague(), user, "Swift")));
        // Once there and back, so that handshakes are over.
        for (String address : List.of(plainRoom, SLAVE)) {
            users.get(0).join(address, "Kev");
            users.get(0).part(address, "Kev");
        }
        for (Server server : List.of(montague(), capulet())) {
            awaitEnds(server, 1);
        }

        talk(curtis, plainRoom, users, plainRoom);
        long plainSent = bytes(toRooms());
        long plainReceived = bytes(toMirror());
        talk(curtis, MASTER, users, SLAVE);
        long sent = bytes(toRooms());
        long received = bytes(toMirror());

        assertCounted(montague(), sent, received, plainSent, plainReceived);
        assertCounted(capulet(), received, sent, plainReceived, plainSent);
        assertTrue(received + " instead of " + plainReceived, received * 2 < plainReceived);

        nothingCrossesAtNight(curtis);
    }

    /** Everybody comes, says something, and goes, one after the other, so that both runs are the same. */
    private void talk(Client curtis, String room, List<Client> users, String address) {
        curtis.join(room, "Curtis");
        curtis.send("<message type='groupchat' to='" + room + "'><subject>The weather</subject></message>");
        curtis.await("the subject", stanza -> stanza.child("jabber:client", "subject").isPresent());
        toRooms().reset();
        toMirror().reset();
        for (Client user : users) {
            user.join(address, user.bareAddress().substring(0, 3));
            user.await("the subject", stanza -> stanza.child("jabber:client", "subject").isPresent());
        }
        for (int round = 0; round < 4; round++) {
            for (Client user : users) {
                String said = round + " by " + user.bareAddress() + ", who has a good deal to say about the weather.";
                user.say(address, said);
                users.forEach(other -> other.awaitSaid(address, said));
            }
            String said = round + " by Curtis, who has not.";
            curtis.say(room, said);
            users.forEach(other -> other.awaitSaid(address, said));
        }
        for (Client user : users) {
            user.part(address, user.bareAddress().substring(0, 3));
        }
        curtis.part(room, "Curtis");
    }

    /** What was sent but for what services ask each other, whenever they like. */
    private static long bytes(Link link) {
        List<Stanza> stanzas = link.stanzas();
        assertEquals("all are kept", link.stanzaCount(), stanzas.size());
        return link.bytesSent() - stanzas.stream().filter(stanza -> !stanza.from().contains("@") && !stanza.to().contains("@"))
            .mapToLong(stanza -> stanza.text().getBytes(StandardCharsets.UTF_8).length).sum();
    }

    private static List<String> awaitEnds(Server server, int count) {
        Waiting.until("end " + count + " of the room at " + server.domain(), Waiting.PATIENCE,
            () -> ends(server).size() == count, () -> ends(server).toString());
        return ends(server);
    }

    private static List<String> ends(Server server) {
        return server.log().text().lines().filter(line -> line.contains("The last occupant ")
            && line.contains("has left jabberchat")).toList();
    }

    /** What a server says when the room has ended for the second time: sent, received, and both as without a mirror. */
    private static void assertCounted(Server server, long... measured) {
        String line = awaitEnds(server, 2).get(1);
        Matcher flow = FLOW.matcher(line);
        for (long expected : measured) {
            assertTrue(line, flow.find());
            long counted = Long.parseLong(flow.group(2));
            assertTrue(expected + " measured, " + counted + " counted: " + line,
                Math.abs(expected - counted) * PART <= expected);
        }
    }

    private void nothingCrossesAtNight(Client curtis) {
        curtis.join(MASTER, "Curtis");
        toRooms().reset();
        toMirror().reset();
        long start = System.nanoTime();
        int minutes = 0;
        while (System.nanoTime() - start < NIGHT.toNanos()) {
            curtis.say(MASTER, "It is night, and " + ++minutes);
            curtis.awaitSaid(MASTER, "It is night, and " + minutes);
            long next = start + NIGHT.toNanos() / 10 * minutes;
            Waiting.until("some of the night to pass", NIGHT, () -> System.nanoTime() >= next);
        }
        assertEquals(List.of(), mirrors(toRooms().stanzas()));
        assertEquals(List.of(), mirrors(toMirror().stanzas()));
    }

    /** What concerns a room: what services ask each other for the self-check is not meant. */
    private static List<Stanza> mirrors(List<Stanza> stanzas) {
        return stanzas.stream().map(stanza -> Map.entry(stanza.from() + ' ' + stanza.to(), stanza))
            .filter(stanza -> stanza.getKey().contains("mirror.montague.lit") && stanza.getKey().contains("@"))
            .map(Map.Entry::getValue).toList();
    }
}
