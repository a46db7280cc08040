package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Assume;
import org.junit.Test;

/**
 * A room of an installed server with that server's own FMUC, which is XEP-0289, and without ours; and users of another server who
 * are in it through their mirror.
 */
public class NativeNodeAcceptanceTest extends FederationTest {

    private static final String NAMESPACE = "http://isode.com/protocol/fmuc";

    private Client curtis;
    private Client tybalt;
    private Client kev;
    private Client amy;

    /** Runs with the mirror on one kind of server. */
    public NativeNodeAcceptanceTest(String kindName) {
        super(kindName);
        Assume.assumeTrue("-Dopenfire.home names a server whose rooms have their own FMUC", ServerKind.installed().isPresent());
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).kind(ServerKind.installed().orElseThrow()).property(SuitePart.FMUC.property(), "false")
            .property("xmpp.muc.room.fmuc.enabled", "true");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property("plugin.federationsuite.fmuc.mirror.peer.conference.capulet.lit.dialect", "xep-0289");
    }

    private void begin() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        capulet().control().nativeFmuc("jabberchat");
        curtis.join(MASTER, "Curtis");
        kev = login(montague(), "kev", "Swift");
        amy = login(montague(), "amy", "Gajim");
        tybalt = login(capulet(), "tybalt", "Psi");
    }

    @Test
    @Conforms({"xep-0289-joining-1", "xep-0289-joining-3", "xep-0289-joining-8", "xep-0289-joining-9",
        "xep-0289-joining-10", "xep-0289-joining-12", "xep-0289-joining-13"})
    public void usersOfBothServersTalkAndEachHearsEverythingOnce() {
        begin();
        curtis.say(MASTER, "Before");
        curtis.awaitSaid(MASTER, "Before");
        curtis.send("<message type='groupchat' to='" + MASTER + "'><subject>Bees</subject></message>");
        curtis.await("the subject", stanza -> stanza.text().contains("Bees"));
        kev.send("<presence to='" + SLAVE + "/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        kev.await("the subject", stanza -> stanza.text().contains("Bees"));
        curtis.await("Kev", here(MASTER + "/Kev"));
        amy.join(SLAVE, "Amy");
        kev.await("Amy", here(SLAVE + "/Amy"));
        curtis.await("Amy", here(MASTER + "/Amy"));
        tybalt.join(MASTER, "Tybalt");
        kev.await("Tybalt", here(SLAVE + "/Tybalt"));
        amy.await("Tybalt", here(SLAVE + "/Tybalt"));

        curtis.say(MASTER, "From Curtis");
        kev.say(SLAVE, "From Kev");
        amy.say(SLAVE, "From Amy");
        tybalt.say(MASTER, "From Tybalt");
        for (String who : List.of("Curtis", "Kev", "Amy", "Tybalt")) {
            for (Client client : List.of(curtis, tybalt)) {
                hears(client, MASTER + "/" + who, "From " + who);
            }
            for (Client client : List.of(kev, amy)) {
                hears(client, SLAVE + "/" + who, "From " + who);
            }
        }
        for (Client client : List.of(curtis, tybalt, kev, amy)) {
            client.settle();
            for (String who : List.of("Curtis", "Kev", "Amy", "Tybalt")) {
                assertEquals(client.address() + " hears " + who, 1,
                    client.received().stream().filter(stanza -> stanza.body().equals("From " + who)).count());
            }
            assertTrue(client.received().stream().noneMatch(stanza -> stanza.text().contains(NAMESPACE)));
        }
        assertEquals(occupants(curtis, MASTER), occupants(kev, SLAVE));
        amy.part(SLAVE, "Amy");
        curtis.await("Amy to be gone", gone(MASTER + "/Amy"));
        tybalt.part(MASTER, "Tybalt");
        kev.await("Tybalt to be gone", gone(SLAVE + "/Tybalt"));
        assertEquals(occupants(curtis, MASTER), occupants(kev, SLAVE));
        kev.part(SLAVE, "Kev");
        curtis.await("Kev to be gone", gone(MASTER + "/Kev"));
        Waiting.until("the room to say that the mirror has left", Waiting.PATIENCE,
            () -> toMirror().stanzas().stream().anyMatch(stanza -> stanza.text().contains("<left")));
        toMirror().reset();
        curtis.say(MASTER, "Alone");
        curtis.awaitSaid(MASTER, "Alone");
        curtis.settle();
        assertEquals(Set.of("Curtis"), occupants(curtis, MASTER));
    }

    @Test
    @Conforms({"xep-0289-joining-14", "xep-0289-joining-16", "xep-0289-joining-17"})
    public void whatAnOwnerDoesThereIsSeenHere() {
        begin();
        kev.join(SLAVE, "Kev");
        amy.join(SLAVE, "Amy");
        tybalt.join(MASTER, "Tybalt");
        amy.await("Tybalt", here(SLAVE + "/Tybalt"));
        curtis.await("Amy", here(MASTER + "/Amy"));
        kev.send("<message type='chat' id='w1' to='" + SLAVE + "/Curtis'><body>psst</body></message>");
        Stanza refused = kev.await("a refusal", stanza -> stanza.id().equals("w1"));
        assertTrue(refused.text(), refused.text().contains("feature-not-implemented"));
        administer("<item nick='Amy' role='visitor'/>");
        amy.await("to have no voice", here(SLAVE + "/Amy").and(stanza -> stanza.text().contains("visitor")));
        administer("<item nick='Tybalt' role='none'/>");
        amy.await("Tybalt to be thrown out", gone(SLAVE + "/Tybalt").and(stanza -> stanza.text().contains("307")));
        administer("<item nick='Kev' role='none'/>");
        kev.await("to be thrown out", gone(SLAVE + "/Kev").and(stanza -> stanza.text().contains("307")));
        amy.await("Kev to be thrown out", gone(SLAVE + "/Kev"));
        assertEquals(Set.of("Amy", "Curtis"), occupants(amy, SLAVE));
        curtis.send("<presence to='" + MASTER + "/Curt'/>");
        amy.await("another nick", here(SLAVE + "/Curt"));
        assertEquals(Set.of("Amy", "Curt"), occupants(amy, SLAVE));
        amy.part(SLAVE, "Amy");
        Waiting.until("the room to say that the mirror has left", Waiting.PATIENCE,
            () -> toMirror().stanzas().stream().anyMatch(stanza -> stanza.text().contains("<left")));
        Waiting.until("nobody but him to be in", Waiting.PATIENCE, () -> occupants(curtis, MASTER).equals(Set.of("Curt")),
            () -> curtis.received().toString());

        assertEquals("and it lets them in again", "", kev.join(SLAVE, "Kev").type());
        curtis.send("<message type='groupchat' to='" + MASTER + "'><body>Welcome back</body></message>");
        hears(kev, SLAVE + "/Curt", "Welcome back");
        curtis.send("<iq type='set' id='d1' to='" + MASTER + "'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy/>"
            + "</query></iq>");
        kev.await("to be out", gone(SLAVE + "/Kev").and(stanza -> stanza.text().contains("332")));
    }

    private void administer(String item) {
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'>" + item + "</query>");
    }

    private static void hears(Client client, String from, String body) {
        Waiting.until(client.address() + " to hear " + body, Waiting.PATIENCE, () -> client.received().stream().anyMatch(
            stanza -> stanza.from().equals(from) && stanza.body().equals(body)), () -> client.received().toString());
    }

    private static Set<String> occupants(Client client, String room) {
        Set<String> nicks = new TreeSet<>();
        for (Stanza stanza : client.settle().received()) {
            if (stanza.name().equals("presence") && stanza.from().startsWith(room + "/")) {
                String nick = stanza.from().substring(room.length() + 1);
                if (stanza.type().isEmpty()) {
                    nicks.add(nick);
                } else {
                    nicks.remove(nick);
                }
            }
        }
        return nicks;
    }

    private static Predicate<Stanza> here(String occupant) {
        return stanza -> stanza.name().equals("presence") && stanza.from().equals(occupant) && stanza.type().isEmpty();
    }

    private static Predicate<Stanza> gone(String occupant) {
        return stanza -> stanza.name().equals("presence") && stanza.from().equals(occupant)
            && stanza.type().equals("unavailable");
    }
}
