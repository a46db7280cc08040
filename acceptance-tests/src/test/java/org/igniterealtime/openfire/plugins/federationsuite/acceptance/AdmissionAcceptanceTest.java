package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Who may mirror: {@code montague.lit} is admitted, {@code verona.lit} is not. Nobody's mistake fills a log. */
public class AdmissionAcceptanceTest extends FederationTest {

    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.]+\\(");

    private Server verona;

    /** Runs on one kind of server. */
    public AdmissionAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    void more(Testbed testbed) {
        verona = users(testbed.server("verona.lit"), "mercutio").plugin(SUITE).add();
    }

    @Override
    void firstContact() {
        super.firstContact();
        acquaint(verona, capulet());
    }

    @Test
    @Conforms({"protoxep-24", "master-12"})
    public void aMirrorThatIsNotAdmittedIsToldSo() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client mercutio = login(verona, "mercutio", "Swift");
        String slave = "jabberchat\\40conference.capulet.lit@mirror.verona.lit";

        Stanza answer = mercutio.join(slave, "Mercutio");
        MirrorAcceptanceTest.assertError("not-authorized", answer);
        assertEquals(slave + "/Mercutio", answer.from());

        capulet().control().setProperty("plugin.federationsuite.admitted-domains", "montague.lit, verona.lit");
        assertEquals("once admitted he is let in", "", mercutio.join(slave, "Mercutio").type());
        curtis.await("Mercutio", stanza -> stanza.from().equals(MASTER + "/Mercutio"));
        noStackTraces();
    }

    @Test
    @Conforms("mirror-10")
    public void anAddressThatIsNotOneRoomsIsMalformed() {
        Client kev = login(montague(), "kev", "Swift");
        for (String node : List.of("jabberchat", "x\\40y\\2fz", "a\\40b\\40c.lit", "\\40conference.capulet.lit", "room\\40",
            "room\\5c40conference.capulet.lit")) {
            Stanza answer = kev.join(node + "@mirror.montague.lit", "Kev");
            MirrorAcceptanceTest.assertError("jid-malformed", answer);
        }
        noStackTraces();
    }

    @Test
    @Conforms({"mirror-10", "mirror-11"})
    public void aMirrorIsForRoomsElsewhereAndForUsersOfItsOwnServer() {
        Client kev = login(montague(), "kev", "Swift");
        MirrorAcceptanceTest.assertError("not-allowed",
            kev.join("home\\40conference.montague.lit@mirror.montague.lit", "Kev"));
        Client curtis = login(capulet(), "curtis", "Swift");
        MirrorAcceptanceTest.assertError("not-allowed", curtis.join(SLAVE, "Curtis"));
        noStackTraces();
    }

    private void noStackTraces() {
        for (Server server : List.of(capulet(), montague(), verona)) {
            assertFalse(logOf(server), STACK_TRACE.matcher(logOf(server)).find());
        }
    }
}
