package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
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
    /** How much both sides have said: k0, k1 … on one, c0, c1 … on the other. */
    private int said;

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
        talk(30);
        awaitNotice(amy, LOST);
        awaitSaid(amy, SLAVE, "k29");
        toRooms().heal();
        everybodyHasHeardAll();
        toldOfLosses(1);
        nobodyLeft();
    }

    @Test
    public void whatIsSaidWhileTheLinkSwallowsAllIsHeardOnceOnBoth() {
        everybodyIsIn();
        toRooms().hold();
        toMirror().hold();
        talk(10);
        awaitNotice(amy, LOST);
        toRooms().release();
        toMirror().release();
        everybodyHasHeardAll();
        toldOfLosses(1);
        nobodyLeft();
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSaidWhileOneDirectionSwallowsAllIsHeardOnceOnBothWhicheverItIs() {
        everybodyIsIn();
        int losses = 0;
        for (Link deaf : List.of(toRooms(), toMirror())) {
            deaf.swallow();
            talk(5);
            losses++;
            awaitNotices(amy, LOST, losses);
            talk(5);
            deaf.heal();
            everybodyHasHeardAll();
            toldOfLosses(losses);
        }
        nobodyLeft();
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSaidIntoConnectionsThatOnlyOneSideBelievesInIsHeardOnceOnBothWhicheverItIs() {
        everybodyIsIn();
        int losses = 0;
        for (Link knowing : List.of(toRooms(), toMirror())) {
            knowing.halfClose();
            talk(5);
            losses++;
            awaitNotices(amy, LOST, losses);
            talk(5);
            knowing.heal();
            everybodyHasHeardAll();
            toldOfLosses(losses);
        }
        nobodyLeft();
    }

    @Test
    @Conforms("loss-1")
    public void aLinkThatIsCutAgainWhileItHealsAtEachStepOfThatLosesNothingAndDoublesNothing() {
        everybodyIsIn();
        toRooms().cut();
        talk(3);
        awaitNotice(amy, LOST);
        // The first joins again; he is let in; what was missed is told. None of them gets through.
        healUntil(toRooms(), stanza -> stanza.name().equals("presence") && stanza.text().contains("<resume"));
        healUntil(toMirror(), stanza -> stanza.name().equals("presence") && stanza.to().equals(SLAVE)
            && stanza.text().contains("110"));
        healUntil(toMirror(), stanza -> stanza.body().startsWith("c") && stanza.text().contains("urn:xmpp:delay"));
        assertEquals("nobody was told of more than the first loss", List.of(LOST), notices(amy));
        // What was kept is sent: first it does not arrive, and then its copy does not come back.
        healUntil(toRooms(), stanza -> stanza.body().startsWith("k") && stanza.text().contains("urn:xmpp:delay"));
        healUntil(toMirror(), stanza -> stanza.body().startsWith("k") && stanza.from().equals(MASTER + "/Kev"));
        toRooms().heal();
        everybodyHasHeardAll();
        nobodyLeft();
    }

    /** Heals the link until a stanza is sent, with which it is cut again, and goes on talking when that is known. */
    private void healUntil(Link link, Predicate<Stanza> stanza) {
        link.cutAt(stanza);
        link.heal();
        Waiting.until("the next cut", Waiting.PATIENCE, link::isCut,
            () -> toRooms().stanzas() + "\n" + toMirror().stanzas());
        Waiting.until("the loss to be noticed", Waiting.PATIENCE, () -> notices(kev).size() % 2 == 1
            && notices(amy).size() % 2 == 1);
        talk(1);
    }

    @Test
    @Conforms("loss-1")
    public void aCutThatIsOverAtOnceLosesNothingAndIsToldOfOnceAtMost() {
        everybodyIsIn();
        talk(5);
        toRooms().cut();
        toRooms().heal();
        talk(5);
        everybodyHasHeardAll();
        int losses = notices(amy).size() / 2;
        assertTrue("at most one: " + notices(amy), losses <= 1);
        toldOfLosses(losses);
        nobodyLeft();
    }

    @Test
    @Conforms("loss-1")
    public void aCutThatOutlastsTheMastersPatienceEndsWithEverybodyInAgain() {
        everybodyIsIn();
        toRooms().cut();
        masterWaits("2");
        talk(5);
        awaitNotice(amy, LOST);
        Waiting.until("the room to be without Kev and Amy", Waiting.PATIENCE, () -> present(curtis).equals(Set.of("Curtis")));
        talk(5);
        masterWaits("60");
        toRooms().heal();
        everybodyHasHeardAll();
        toldOfLosses(1);
    }

    private void masterWaits(String seconds) {
        for (String setting : List.of("grace", "answer-within", "ping-after")) {
            capulet().control().setProperty(FMUC + "master." + setting, seconds);
        }
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

    private void talk(int lines) {
        for (int i = 0; i < lines; i++) {
            kev.say(SLAVE, "k" + said);
            curtis.say(MASTER, "c" + said);
            said++;
        }
    }

    /** All that was said until now, by each in his order, and all are in. */
    private void everybodyHasHeardAll() {
        String after = "after " + said;
        for (Client client : List.of(curtis, kev, amy)) {
            awaitSaid(client, client == curtis ? MASTER : SLAVE, "k" + (said - 1));
            awaitSaid(client, client == curtis ? MASTER : SLAVE, "c" + (said - 1));
        }
        Waiting.until("the link to be back", Waiting.PATIENCE,
            () -> notices(amy).size() % 2 == 0 && notices(kev).size() % 2 == 0);
        curtis.say(MASTER, after);
        for (Client client : List.of(curtis, kev, amy)) {
            awaitSaid(client, client == curtis ? MASTER : SLAVE, after);
            for (String side : List.of("k", "c")) {
                assertEquals(client.bareAddress() + " heard", IntStream.range(0, said).mapToObj(i -> side + i).toList(),
                    bodies(client).stream().filter(body -> body.matches(side + "\\d+")).toList());
            }
            Waiting.until(client.bareAddress() + " to see all", Waiting.PATIENCE,
                () -> present(client).equals(Set.of("Amy", "Curtis", "Kev")), () -> present(client).toString());
        }
    }

    /** Each loss once, and each time that it is over. */
    private void toldOfLosses(int losses) {
        List<String> told = IntStream.range(0, losses).boxed().flatMap(i -> Stream.of(LOST, BACK)).toList();
        assertEquals(told, notices(kev));
        assertEquals(told, notices(amy));
    }

    private void nobodyLeft() {
        assertEquals(0, curtis.received().stream().filter(stanza -> stanza.name().equals("presence")
            && stanza.type().equals("unavailable") && stanza.from().startsWith(MASTER) && !stanza.from().endsWith("/Owner"))
            .count());
    }

    /** What a client was told of the link, with nothing behind the first sentence. */
    private static List<String> notices(Client client) {
        return bodies(client).stream().flatMap(body -> Stream.of(LOST, BACK).filter(body::startsWith)).toList();
    }

    private static void awaitNotices(Client client, String text, int times) {
        Waiting.until(times + " times the notice " + text, Waiting.PATIENCE,
            () -> notices(client).stream().filter(text::equals).count() == times, () -> notices(client).toString());
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
