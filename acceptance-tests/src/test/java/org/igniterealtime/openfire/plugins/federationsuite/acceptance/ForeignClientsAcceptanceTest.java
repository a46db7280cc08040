package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/**
 * Clients made with other libraries than the testbed's take the slave for a room like any other: slixmpp, whose group chat
 * plugin is used as its documentation says, and {@literal @xmpp/client}, which leaves group chat to its user. Needs Debian's
 * {@code python3-slixmpp}, and {@code node} and {@code npm}.
 */
public class ForeignClientsAcceptanceTest extends FederationTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("clients.directory"));

    /** Runs on one kind of server. */
    public ForeignClientsAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    @Conforms("room-9")
    public void slixmppTakesTheSlaveForARoomLikeAnyOther() {
        Needed.program("/usr/bin/python3", "-c", "import slixmpp");
        takesForARoom(SLAVE, List.of("/usr/bin/python3", SCRIPTS.resolve("slixmpp_client.py").toString()));
    }

    @Test
    @Conforms({"transparent-1", "transparent-2"})
    public void slixmppNoticesNoMirrorWhereItIsTransparent() {
        Needed.program("/usr/bin/python3", "-c", "import slixmpp");
        montague().control().setProperty(TransparentAcceptanceTest.MODE, "true");
        takesForARoom(MASTER, List.of("/usr/bin/python3", SCRIPTS.resolve("slixmpp_client.py").toString()));
        TransparentAcceptanceTest.assertMirrored(toMirror());
    }

    @Test
    @Conforms("room-9")
    public void xmppJsTakesTheSlaveForARoomLikeAnyOther() throws IOException {
        takesForARoom(SLAVE, xmppJs());
    }

    @Test
    @Conforms({"transparent-1", "transparent-2"})
    public void xmppJsNoticesNoMirrorWhereItIsTransparent() throws IOException {
        montague().control().setProperty(TransparentAcceptanceTest.MODE, "true");
        takesForARoom(MASTER, xmppJs());
        TransparentAcceptanceTest.assertMirrored(toMirror());
    }

    /** Fetches the library, and says how to start a client. */
    private List<String> xmppJs() throws IOException {
        Needed.program("node", "--version");
        Needed.program("npm", "--version");
        Path folder = Files.createDirectories(directory().resolve("xmpp-js"));
        for (String file : List.of("package.json", "package-lock.json", "xmpp_client.js")) {
            Files.copy(SCRIPTS.resolve(file), folder.resolve(file));
        }
        Needed.run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        return List.of("node", folder.resolve("xmpp_client.js").toString());
    }

    private void takesForARoom(String address, List<String> program) {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        try (ForeignClient kev = ForeignClient.login(program, montague(), "kev", directory());
                ForeignClient amy = ForeignClient.login(program, montague(), "amy", directory())) {
            kev.send("info", address);
            String features = awaitInfo(kev);
            assertTrue(features, features.contains("http://jabber.org/protocol/muc"));

            // In, with everybody who is there.
            kev.send("join", address, "Kev");
            kev.await("came Curtis owner moderator").await("joined Curtis,Kev");
            curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));

            // A conversation, both ways.
            kev.send("say", address, "Good morrow, cousin.").await("said Kev Good morrow, cousin.");
            curtis.awaitSaid(MASTER, "Good morrow, cousin.");
            curtis.say(MASTER, "Is the day so young?");
            kev.await("said Curtis Is the day so young?");

            // The next one gets the history from the slave.
            amy.send("join", address, "Amy").await("joined Amy,Curtis,Kev");
            // Before or after it says that it is in: libraries differ in what they wait for.
            Waiting.until("the history", Waiting.PATIENCE, () -> amy.saw().contains("history Curtis Is the day so young?"),
                () -> amy.saw().toString());
            kev.await("came Amy none participant");

            // In private, here and across the link.
            amy.send("whisper", address + "/Kev", "But new struck nine.");
            kev.await("private Amy But new struck nine.");
            kev.send("whisper", address + "/Curtis", "Ay me, sad hours seem long.");
            curtis.await("a private message", stanza -> stanza.body().equals("Ay me, sad hours seem long."));

            // Still in the room, as its own client can ask (XEP-0410); the subject; and out.
            kev.send("ping", address + "/Kev").await("pong");
            curtis.send("<message type='groupchat' to='" + MASTER + "'><subject>Sad hours</subject></message>");
            kev.await("subject Sad hours");
            kev.send("leave", address, "Kev");
            curtis.await("Kev to be gone", stanza -> stanza.type().equals("unavailable")
                && stanza.from().equals(MASTER + "/Kev"));
            amy.await("went Kev");
            assertFalse(amy.saw().toString(), amy.saw().stream().anyMatch(line -> line.startsWith("error")));
            assertEquals("one copy of what was said", 1,
                amy.saw().stream().filter(line -> line.endsWith("Is the day so young?")).count());
        }
    }

    private static String awaitInfo(ForeignClient client) {
        Waiting.until("features",
            Waiting.PATIENCE, () -> client.saw().stream().anyMatch(line -> line.startsWith("info ") || line.startsWith("error ")),
            () -> client.saw().toString());
        return client.saw().toString();
    }
}
