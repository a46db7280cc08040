package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** A conversation across a link that is lost and comes back: each message is heard once on both sides, in order. */
public class LinkLossAcceptanceTest extends FederationTest {

    private static final String FMUC = "plugin.federationsuite.fmuc.";
    private static final String LOST = "The connection to " + MASTER + " is lost.";
    private static final String BACK = "The connection to " + MASTER + " is back.";

    private Client curtis;
    private Client kev;
    private Client amy;

    /** Runs on one kind of server. */
    public LinkLossAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        // Longer than a test cuts: what is shorter is not seen at the master.
        return super.capulet(spec).property(FMUC + "master.grace", "3600");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        // A database that writes when it commits: what is kept outlives a server that is killed in the next moment.
        return spec.database(DatabaseKind.POSTGRESQL.start(bed()).create("openfire"))
            .property(FMUC + "mirror.link-timeout", "2").property(FMUC + "mirror.rejoin-first", "1")
            .property(FMUC + "mirror.rejoin-longest", "2").property(FMUC + "mirror.answer-within", "10");
    }

    private void everybodyIsIn() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        amy = login(montague(), "amy", "Swift");
        amy.join(SLAVE, "Amy");
        kev.say(SLAVE, "before");
        curtis.awaitSaid(MASTER, "before");
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSaidOnBothSidesWhileTheLinkIsCutIsHeardOnceOnBoth() {
        everybodyIsIn();
        toRooms().cut();
        talk("k", "c", 30);
        awaitNotice(amy, LOST);
        awaitSaid(amy, SLAVE, "k29");
        toRooms().heal();
        everybodyHasHeardAll(30);
    }

    @Test
    public void whatIsSaidWhileTheLinkSwallowsAllIsHeardOnceOnBoth() {
        everybodyIsIn();
        toRooms().hold();
        toMirror().hold();
        talk("k", "c", 10);
        awaitNotice(amy, LOST);
        toRooms().release();
        toMirror().release();
        everybodyHasHeardAll(10);
    }

    @Test
    @Conforms("loss-1")
    public void whatWasKeptWhenTheMirrorsServerWasKilledReachesTheRoomOnceWhenItsSenderComesAgain() {
        everybodyIsIn();
        toRooms().cut();
        kev.say(SLAVE, "k0");
        awaitNotice(amy, LOST);
        kev.say(SLAVE, "k1");
        kev.say(SLAVE, "k2");
        awaitSaid(amy, SLAVE, "k2");
        montague().kill();
        toRooms().heal();
        montague().start();

        kev = login(montague(), "kev", "Swift");
        joins(kev, SLAVE, "Kev");
        for (Client client : List.of(curtis, kev)) {
            awaitSaid(client, client == curtis ? MASTER : SLAVE, "k2");
        }
        kev.say(SLAVE, "k3");
        curtis.awaitSaid(MASTER, "k3");
        curtis.say(MASTER, "after");
        kev.awaitSaid(SLAVE, "after");
        for (Client client : List.of(curtis, kev)) {
            assertEquals(client.bareAddress() + " heard", List.of("k0", "k1", "k2", "k3"),
                bodies(client).stream().filter(body -> body.matches("k\\d")).toList());
        }
    }

    @Test
    public void theConversationGoesOnWhenTheRoomsServerWasKilledMeanwhile() {
        everybodyIsIn();
        toRooms().cut();
        kev.say(SLAVE, "k0");
        awaitNotice(amy, LOST);
        kev.say(SLAVE, "k1");
        awaitSaid(amy, SLAVE, "k1");
        capulet().kill();
        capulet().start();
        curtis = login(capulet(), "curtis", "Psi");
        curtis.join(MASTER, "Curtis");
        toRooms().heal();

        awaitNotice(amy, BACK);
        curtis.awaitSaid(MASTER, "k1");
        curtis.say(MASTER, "c0");
        amy.say(SLAVE, "k2");
        for (Client client : List.of(curtis, kev, amy)) {
            String room = client == curtis ? MASTER : SLAVE;
            awaitSaid(client, room, "c0");
            awaitSaid(client, room, "k2");
            assertEquals(client.bareAddress() + " heard", List.of("k0", "k1", "k2"),
                bodies(client).stream().filter(body -> body.matches("k\\d")).toList());
            assertEquals(client.bareAddress() + " sees", Set.of("Amy", "Curtis", "Kev"), present(client));
        }
    }

    private void talk(String mirrored, String direct, int lines) {
        for (int i = 0; i < lines; i++) {
            kev.say(SLAVE, mirrored + i);
            curtis.say(MASTER, direct + i);
        }
    }

    private void everybodyHasHeardAll(int lines) {
        awaitNotice(amy, BACK);
        for (Client client : List.of(curtis, kev, amy)) {
            String room = client == curtis ? MASTER : SLAVE;
            awaitSaid(client, room, "k" + (lines - 1));
            awaitSaid(client, room, "c" + (lines - 1));
        }
        curtis.say(MASTER, "after");
        for (Client client : List.of(curtis, kev, amy)) {
            awaitSaid(client, client == curtis ? MASTER : SLAVE, "after");
            for (String side : List.of("k", "c")) {
                assertEquals(client.bareAddress() + " heard", IntStream.range(0, lines).mapToObj(i -> side + i).toList(),
                    bodies(client).stream().filter(body -> body.matches(side + "\\d+")).toList());
            }
        }
        for (Client client : List.of(kev, amy)) {
            assertEquals(1, bodies(client).stream().filter(body -> body.startsWith(LOST)).count());
            assertEquals(1, bodies(client).stream().filter(BACK::equals).count());
            assertEquals(Set.of("Amy", "Curtis", "Kev"), present(client));
        }
        assertEquals("nobody left", Set.of("Amy", "Curtis", "Kev"), present(curtis));
        assertEquals(0, curtis.received().stream().filter(stanza -> stanza.name().equals("presence")
            && stanza.type().equals("unavailable") && stanza.from().startsWith(MASTER) && !stanza.from().endsWith("/Owner"))
            .count());
    }

    private static void awaitNotice(Client client, String text) {
        until(client, "the notice " + text, body -> body.startsWith(text));
    }

    private static void awaitSaid(Client client, String room, String text) {
        until(client, text + " in " + room, text::equals);
    }

    private static void until(Client client, String what, Predicate<String> body) {
        Waiting.until(what, Waiting.PATIENCE, () -> bodies(client).stream().anyMatch(body));
    }

    private static List<String> bodies(Client client) {
        List<String> bodies = new ArrayList<>();
        for (Stanza stanza : client.received()) {
            if (stanza.name().equals("message") && stanza.type().equals("groupchat")) {
                bodies.add(stanza.body());
            }
        }
        return bodies;
    }

    /** Who is in, as a client has seen it. */
    private static Set<String> present(Client client) {
        Set<String> present = new HashSet<>();
        for (Stanza stanza : client.received()) {
            if (stanza.name().equals("presence") && stanza.from().contains("jabberchat") && stanza.from().contains("/")) {
                String nick = stanza.from().substring(stanza.from().indexOf('/') + 1);
                if (stanza.type().equals("unavailable")) {
                    present.remove(nick);
                } else if (stanza.type().isEmpty()) {
                    present.add(nick);
                }
            }
        }
        present.remove("Owner");
        return new TreeSet<>(present);
    }
}
