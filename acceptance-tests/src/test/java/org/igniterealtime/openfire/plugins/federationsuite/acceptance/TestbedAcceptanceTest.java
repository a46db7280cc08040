package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerStartException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * The testbed itself: what every other acceptance test relies on.
 */
public class TestbedAcceptanceTest {

    @Test
    public void aMessageCrossesBetweenTheOldestServers() {
        messageCrosses(ServerKind.oldest());
    }

    @Test
    public void aMessageCrossesBetweenInstalledServers() {
        Optional<ServerKind> installed = ServerKind.installed();
        assumeTrue("Skipped: give an installed Openfire with -D" + ServerKind.INSTALLED + "=DIR", installed.isPresent());
        messageCrosses(installed.get());
    }

    private static void messageCrosses(ServerKind kind) {
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(kind))) {
            Server capulet = bed.server("capulet.lit").user("juliet", "r0m30").add();
            Server montague = bed.server("montague.lit").user("romeo", "j0l13t").add();
            bed.start();
            Link link = bed.link(capulet, montague);
            String balcony = capulet.room("balcony");
            try (Client juliet = Client.login(capulet, "juliet").available();
                 Client romeo = Client.login(montague, "romeo").available()) {
                juliet.create(balcony, "Juliet");
                Stanza joined = romeo.join(balcony, "Romeo");
                assertEquals("", joined.type());
                link.reset();

                String id = juliet.say(balcony, "Wherefore art thou Romeo?");
                Stanza heard = romeo.awaitSaid(balcony, "Wherefore art thou Romeo?");

                assertEquals(balcony + "/Juliet", heard.from());
                assertEquals(id, heard.id());
                assertTrue("the link is readable", link.tapped());
                List<Stanza> crossed = link.stanzas().stream().filter(stanza -> stanza.id().equals(id))
                    .collect(Collectors.toList());
                assertEquals("once over the wire", 1, crossed.size());
                assertEquals(romeo.address(), crossed.get(0).to());
                assertEquals("Wherefore art thou Romeo?", crossed.get(0).body());
                long length = crossed.get(0).text().length();
                assertTrue("bytes are counted", link.bytesSent() >= length && link.bytesSent() < length + 100);
            }
        }
    }

    @Test
    public void aClientAnswersOnlyWhatTheTestAnswers() {
        try (Testbed bed = Testbed.open()) {
            Server verona = bed.server("verona.lit").user("juliet", "r0m30").user("romeo", "j0l13t").add();
            bed.start();
            try (Client juliet = Client.login(verona, "juliet").available();
                 Client romeo = Client.login(verona, "romeo").available()) {
                for (String question : List.of("<query xmlns='jabber:iq:version'/>", "<ping xmlns='urn:xmpp:ping'/>",
                    "<query xmlns='http://jabber.org/protocol/disco#info'/>", "<query xmlns='jabber:iq:last'/>")) {
                    String id = "q" + question.length();
                    romeo.send("<iq type='get' id='" + id + "' to='" + juliet.address() + "'>" + question + "</iq>");
                    juliet.await("the question", stanza -> stanza.id().equals(id));
                    // Whatever the library would have said, it has said before this message.
                    juliet.send("<message to='" + romeo.address() + "'><body>behind " + id + "</body></message>");
                    romeo.await("the message", stanza -> stanza.body().equals("behind " + id));
                    juliet.send("<iq type='result' id='" + id + "' to='" + romeo.address() + "'><mine xmlns='urn:x'/></iq>");
                    Stanza answer = romeo.await("the answer", stanza -> stanza.id().equals(id));
                    assertTrue(answer.text(), answer.text().contains("urn:x"));
                    assertEquals(1, romeo.received().stream().filter(stanza -> stanza.id().equals(id)).count());
                }
            }
        }
    }

    @Test
    public void aCutLinkLetsNothingThroughUntilItIsHealed() {
        try (Testbed bed = Testbed.open()) {
            Server capulet = bed.server("capulet.lit").user("juliet", "r0m30").add();
            Server montague = bed.server("montague.lit").user("romeo", "j0l13t").add();
            bed.start();
            Link link = bed.link(montague, capulet);
            try (Client juliet = Client.login(capulet, "juliet").available();
                 Client romeo = Client.login(montague, "romeo").available()) {
                link.cut();
                romeo.send("<message id='m1' to='" + juliet.address() + "'><body>But soft!</body></message>");
                romeo.await("the message back", stanza -> stanza.id().equals("m1") && stanza.type().equals("error"));
                link.heal();
                Waiting.until("a message to get through", Waiting.PATIENCE, () -> {
                    // After a failure the server does not try again for some seconds.
                    romeo.send("<message id='m2' to='" + juliet.address() + "'><body>What light?</body></message>");
                    romeo.settle();
                    return juliet.received().stream().anyMatch(stanza -> stanza.id().equals("m2"));
                });
                assertTrue(juliet.received().stream().noneMatch(stanza -> stanza.id().equals("m1")));
            }
        }
    }

    @Test
    public void aServerThatCannotStartShowsTheEndOfItsLog() {
        try (Testbed bed = Testbed.open()) {
            Server broken = bed.server("broken.lit").java("-XX:+NoSuchFlag").add();
            ServerStartException failure = assertThrows(ServerStartException.class, broken::start);
            assertTrue(failure.getMessage(), failure.getMessage().contains("Unrecognized VM option 'NoSuchFlag'"));
        }
    }

    @Test
    public void killLeavesNoProcessAndRestartKeepsTheHome() {
        try (Testbed bed = Testbed.open()) {
            Server verona = bed.server("verona.lit").user("mercutio", "m4b").add();
            verona.start();
            ProcessHandle process = ProcessHandle.of(verona.pid()).orElseThrow();
            verona.control().setProperty("testbed.kept", "yes");
            verona.stop();
            assertFalse("stopped", process.isAlive());
            verona.start();
            assertEquals(Optional.of("yes"), verona.control().property("testbed.kept"));
            process = ProcessHandle.of(verona.pid()).orElseThrow();
            verona.kill();
            assertFalse("killed", process.isAlive());
        }
    }

    @Test
    public void aServerDiesWithItsTestbedsProcess() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process parent = new ProcessBuilder(java.toString(), "-cp", System.getProperty("java.class.path"),
            // Killed, it cannot remove its files; they go with the build's.
            "-D" + TestbedOptions.DIRECTORY + "=" + System.getProperty(TestbedOptions.DIRECTORY, "target/testbed"),
            OrphanMain.class.getName()).redirectErrorStream(true).start();
        try {
            byte[] line = new byte[32];
            int length = parent.getInputStream().read(line);
            String id = new String(line, 0, length, StandardCharsets.US_ASCII).trim();
            ProcessHandle server = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
            assertTrue("the server runs", server.isAlive());
            parent.destroyForcibly();
            Waiting.until("the orphan to end", Waiting.PATIENCE, () -> !server.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }
}
