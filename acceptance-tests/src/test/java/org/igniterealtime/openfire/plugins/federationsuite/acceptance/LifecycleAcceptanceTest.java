package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.RootPath;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** The jar comes and goes in running servers, as an administrator uploads and removes it, while people talk. */
public class LifecycleAcceptanceTest extends FederationTest {

    private static final Logger LOG = Logger.getLogger(LifecycleAcceptanceTest.class.getName());
    private static final String PLUGIN = "federationsuite";
    private static final String PAGE = "plugins/federationsuite/federationsuite-status.jsp";
    private static final String CHECKS = "plugins/federationsuite/federationsuite-selfcheck.jsp";
    private static final int ROUNDS = 20;

    private Client curtis;
    private Client kev;
    private Client amy;
    private ConsoleSession console;

    /** Runs on one kind of server. */
    public LifecycleAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec install(ServerSpec spec) {
        return spec;
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property("plugin.federationsuite.admitted-domains", "capulet.lit")
            .property("plugin.federationsuite.fmuc.mirror.answer-within", "10")
            .property(TransparentAcceptanceTest.MODE, "true");
    }

    @Test
    public void loadingUnloadingAndReloadingUnderTrafficLeavesNothingBehind() {
        people();
        withoutTheSuite();
        Map<Server, Remains> before = Map.of(capulet(), Remains.of(capulet()), montague(), Remains.of(montague()));
        Server first = montague();
        for (int round = 1; round <= ROUNDS; round++) {
            load();
            talk("Round " + round);
            goneWhileTheyTalk(first);
            first = first == montague() ? capulet() : montague();
        }
        withoutTheSuite();
        before.forEach((server, then) -> {
            Waiting.until("registrations and threads as before in " + server.domain(), Waiting.PATIENCE,
                () -> then.differences().isEmpty(),
                () -> String.join("\n", then.differences()));
            forgets(server, then);
        });
    }

    /**
     * At most one old class loader is held by anything else than the memory that Java and the server have of whose code made
     * a thread, failed in a database, or compared records last; and of that, there is not one more for each round.
     */
    private void forgets(Server server, Remains then) {
        if (then.addedLoaders() > 1) {
            List<RootPath> paths = then.paths(PLUGIN);
            String found = paths + "\n" + emptyPlugin(server);
            LOG.info(() -> server.domain() + " keeps " + found);
            assertTrue(found, paths.stream().filter(path -> !Remains.isServersMemory(path)).count() <= 1);
            assertTrue(found, paths.size() <= ROUNDS / 4);
        }
    }

    @Test
    public void whenTheMirrorsJarIsUnloadedItsUsersAreToldAndLeaveTheMaster() {
        people();
        load();
        talk("Hello.");

        montague().control().deletePlugin(PLUGIN);

        for (Client mirrored : List.of(kev, amy)) {
            Stanza gone = awaitOwnLeave(mirrored);
            assertTrue(gone.text(), hasStatus(gone, "332"));
        }
        awaitAlone();
    }

    @Test
    @Conforms("master-16")
    public void whenTheMastersJarIsUnloadedNoGhostsStay() {
        people();
        load();
        talk("Hello.");

        capulet().control().deletePlugin(PLUGIN);

        for (Client mirrored : List.of(kev, amy)) {
            Stanza gone = awaitOwnLeave(mirrored);
            assertTrue(gone.text(), hasStatus(gone, "332"));
        }
        awaitAlone();
    }

    private void people() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        kev = login(montague(), "kev", "Swift");
        amy = login(montague(), "amy", "Swift");
        console = new ConsoleSession(capulet());
        console.login("admin", "admin-secret");
    }

    /**
     * The same traffic, as far as it goes, so that the servers have whatever they make for it themselves: before the first
     * load, to compare with, and after the last unload, when they have to do it themselves again.
     */
    private void withoutTheSuite() {
        kev.join(MASTER, "Kev");
        curtis.say(MASTER, "Without.");
        kev.awaitSaid(MASTER, "Without.");
        kev.part(MASTER, "Kev");
        publish();
        probe();
        console.get(PAGE);
        for (Server server : List.of(capulet(), montague())) {
            for (String disco : List.of("info", "items")) {
                kev.ask("get", server.domain(), "<query xmlns='http://jabber.org/protocol/disco#" + disco + "'/>");
            }
        }
    }

    private void load() {
        CompletableFuture<Void> mirror = CompletableFuture.runAsync(() -> montague().control().installPlugin(SUITE));
        capulet().control().installPlugin(SUITE);
        mirror.join();
    }

    private void talk(String words) {
        enter(kev, "Kev");
        enter(amy, "Amy");
        kev.say(SLAVE, words);
        curtis.awaitSaid(MASTER, words);
        amy.awaitSaid(MASTER, words);
        amy.part(MASTER, "Amy");
        enter(amy, "Amy");
        assertEquals("result", publish().type());
        probe();
        checkOnThePage();
    }

    /** Newer servers sometimes need another attempt for their first connection; who is told so tries again. */
    private void enter(Client client, String nick) {
        Waiting.until(nick + " to be in", Waiting.PATIENCE, () -> client.join(room(client), nick).type().isEmpty());
    }

    /** What a client takes the room for: Amy, who is served in transparent mode, knows of no mirror. */
    private String room(Client client) {
        return client == amy ? MASTER : SLAVE;
    }

    private Stanza awaitOwnLeave(Client client) {
        return client.await("the own leave", stanza -> isLeave(stanza, room(client)) && hasStatus(stanza, "110"));
    }

    private Stanza publish() {
        return curtis.ask("set", "", "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='presence'><item>"
            + "<presence xmlns='jabber:client'><show>away</show></presence></item></publish></pubsub>");
    }

    private void probe() {
        montague().control().route("<presence type='probe' from='montague.lit' to='capulet.lit'/>");
    }

    /** The self-check asks the other server, and the page's engine looks at what it shows. */
    private void checkOnThePage() {
        assertEquals(200, console.get(PAGE).status());
        String to = console.post(CHECKS, Map.of("csrf", console.cookie("csrf"), "action", "check")).location();
        assertTrue(to, to.endsWith("federationsuite-selfcheck.jsp"));
        Waiting.until("a result on the page", Waiting.PATIENCE, () -> console.get(CHECKS).body().contains("montague.lit"));
        assertEquals(200, console.get(PAGE).status());
    }

    private void goneWhileTheyTalk(Server first) {
        CompletableFuture<Void> unloading = CompletableFuture.runAsync(() -> first.control().deletePlugin(PLUGIN));
        boolean told = false;
        CompletableFuture<Void> other = null;
        while (other == null || !unloading.isDone() || !other.isDone()) {
            curtis.say(MASTER, "Are you there?");
            kev.say(SLAVE, "Is anybody here?");
            curtis.settle();
            kev.settle();
            if (!told) {
                awaitOwnLeave(kev);
                awaitOwnLeave(amy);
                told = true;
                Server second = first == montague() ? capulet() : montague();
                other = CompletableFuture.runAsync(() -> second.control().deletePlugin(PLUGIN));
            }
        }
        unloading.join();
        other.join();
        awaitAlone();
    }

    /** The room says who is in it. */
    private void awaitAlone() {
        Waiting.until("Curtis to be alone in the room", Waiting.PATIENCE,
            () -> occupants().text().contains("/Curtis'") ^ occupants().text().contains("/Curtis\"")
                && SpecExamples.children(SpecExamples.children(occupants().element()).get(0)).size() == 1,
            () -> occupants().text());
    }

    private Stanza occupants() {
        return curtis.ask("get", MASTER, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
    }

    /** What a plugin that does nothing leaves behind in the same server. */
    private String emptyPlugin(Server server) {
        Path jar = EmptyPlugin.write(directory(), "empty");
        Remains then = Remains.of(server);
        for (int i = 0; i < 3; i++) {
            server.control().installPlugin(jar);
            server.control().deletePlugin("empty");
        }
        return "an empty plugin, loaded 3 times, leaves " + then.addedLoaders() + ": " + then.paths("empty");
    }

    private static boolean isLeave(Stanza stanza, String room) {
        return stanza.name().equals("presence") && stanza.type().equals("unavailable")
            && stanza.from().startsWith(room + "/");
    }

    private static boolean hasStatus(Stanza stanza, String code) {
        return stanza.child("http://jabber.org/protocol/muc#user", "x").map(SpecExamples::children).orElse(List.of()).stream()
            .anyMatch(child -> child.getLocalName().equals("status") && child.getAttribute("code").equals(code));
    }
}
