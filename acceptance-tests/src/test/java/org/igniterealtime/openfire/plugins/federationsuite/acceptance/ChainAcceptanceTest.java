package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Mirrors in a row: {@code verona.lit} mirrors what {@code montague.lit} mirrors of {@code capulet.lit}. */
public class ChainAcceptanceTest extends FederationTest {

    private static final String DEPTH = "plugin.federationsuite.fmuc.mirror.chain-depth";
    private static final String SLAVE_OF_SLAVE =
        "jabberchat\\5c40conference.capulet.lit\\40mirror.montague.lit@mirror.verona.lit";

    private Server verona;

    /** Runs on one kind of server. */
    public ChainAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec)
            .property("plugin.federationsuite.fmuc.master.peer.mirror.montague.lit.speaks-for", "verona.lit");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property("plugin.federationsuite.admitted-domains", "verona.lit, capulet.lit").property(DEPTH, "2");
    }

    @Override
    void more(Testbed testbed) {
        verona = users(testbed.server("verona.lit"), "mercutio", "paris").plugin(SUITE).property(DEPTH, "2").add();
    }

    @Override
    void firstContact() {
        super.firstContact();
        greet(verona, "mirror.verona.lit", montague(), "mirror.montague.lit");
    }

    @Test
    public void whatIsSaidCrossesEachLinkOnceAndAllHearItOnce() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        Client mercutio = login(verona, "mercutio", "Swift");
        assertEquals("", mercutio.join(SLAVE_OF_SLAVE, "Mercutio").type());
        Client paris = login(verona, "paris", "Swift");
        assertEquals("", paris.join(SLAVE_OF_SLAVE, "Paris").type());
        curtis.await("Paris", stanza -> stanza.from().equals(MASTER + "/Paris"));
        kev.await("Paris", stanza -> stanza.from().equals(SLAVE + "/Paris"));
        for (String nick : List.of("Curtis", "Kev", "Mercutio", "Paris")) {
            assertTrue(nick, paris.received().stream().anyMatch(stanza -> stanza.from().equals(SLAVE_OF_SLAVE + "/" + nick)));
        }

        curtis.say(MASTER, "from the room");
        mercutio.say(SLAVE_OF_SLAVE, "from the end");
        kev.say(SLAVE, "from the middle");
        List<Client> all = List.of(curtis, kev, mercutio, paris);
        List<String> words = List.of("from the room", "from the end", "from the middle");
        for (Client client : all) {
            Waiting.until(client.address() + " to hear all", Waiting.PATIENCE,
                () -> words.stream().allMatch(said -> times(client, said) > 0), () -> client.received().toString());
        }
        all.forEach(Client::settle);
        for (Client client : all) {
            for (String said : words) {
                assertEquals(client.address() + " hears once " + said, 1, times(client, said));
            }
        }
        long copies = bed().link(montague(), verona).stanzas().stream()
            .filter(stanza -> stanza.text().contains(">from the room<")).count();
        assertEquals("one copy for two users", 1, copies);

        paris.part(SLAVE_OF_SLAVE, "Paris");
        curtis.await("Paris to be gone", stanza -> stanza.from().equals(MASTER + "/Paris")
            && stanza.type().equals("unavailable"));
        mercutio.await("Paris to be gone", stanza -> stanza.from().equals(SLAVE_OF_SLAVE + "/Paris")
            && stanza.type().equals("unavailable"));
        mercutio.part(SLAVE_OF_SLAVE, "Mercutio");
        curtis.await("Mercutio to be gone", stanza -> stanza.from().equals(MASTER + "/Mercutio")
            && stanza.type().equals("unavailable"));
    }

    private static long times(Client client, String said) {
        return client.received().stream().filter(stanza -> stanza.text().contains(">" + said + "<")).count();
    }

    @Test
    public void noChainIsLongerThanIsSetOrLeadsBack() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        Client kev = login(montague(), "kev", "Swift");
        // Back to the server that has the room, and back to one that mirrors it.
        refused(curtis, "jabberchat\\5c40conference.capulet.lit\\40mirror.montague.lit@mirror.capulet.lit");
        refused(kev,
            "jabberchat\\5c5c40conference.capulet.lit\\5c40mirror.montague.lit\\40mirror.verona.lit@mirror.montague.lit");
        refused(curtis,
            "jabberchat\\5c5c40conference.capulet.lit\\5c40mirror.montague.lit\\40mirror.verona.lit@mirror.capulet.lit");
        montague().control().setProperty(DEPTH, "1");
        Client mercutio = login(verona, "mercutio", "Swift");
        Stanza answer = mercutio.join(SLAVE_OF_SLAVE, "Mercutio");
        MirrorAcceptanceTest.assertError("not-allowed", answer);
    }

    private static void refused(Client client, String room) {
        MirrorAcceptanceTest.assertError("not-allowed", client.join(room, "Nick"));
    }
}
