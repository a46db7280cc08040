package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** What a server answers to the probes of another one. The other one is a real server that sends in its own name. */
public class ServerRosterAcceptanceTest extends FederationTest {

    private static final String PROBE = "<presence type='probe' from='montague.lit' to='capulet.lit' id='p1'/>";
    private static final int MANY = 200;

    private int barriers;

    /** Runs on one kind of server. */
    public ServerRosterAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void anAdmittedServerThatProbesIsToldThatWeAreHere() {
        answers("<iq type='get' id='first' from='montague.lit' to='capulet.lit'><ping xmlns='urn:xmpp:ping'/></iq>");

        assertEquals(List.of("presence {jabber:client} from='capulet.lit' to='montague.lit'\n"), answers(PROBE));
    }

    @Test
    public void aServerThatIsNotAdmittedIsToldThatItIsNotSubscribed() {
        capulet().control().setProperty("plugin.federationsuite.admitted-domains", "verona.lit");

        assertEquals(List.of("presence {jabber:client} from='capulet.lit' to='montague.lit' type='unsubscribed'\n"),
            answers(PROBE));
    }

    @Test
    public void aFloodOfProbesGetsOneAnswerEachAndLeavesNoTraceInTheLog() {
        answers(PROBE);
        int logged = capulet().log().text().length();
        String[] probes = new String[MANY];
        for (int i = 0; i < MANY; i++) {
            probes[i] = PROBE.replace("p1", "p" + i);
        }

        assertEquals(MANY, answers(probes).size());

        String news = capulet().log().text().substring(logged);
        assertEquals(List.of(), news.lines().filter(line -> line.contains("ERROR") || line.contains("WARN")
            || line.startsWith("\tat ") || line.contains("Exception")).toList());
    }

    @Test
    public void probesToUsersAreTheCoresBusiness() {
        String toUser = "<presence type='probe' from='amy@montague.lit/x' to='curtis@capulet.lit' id='p1'/>";
        String toNobody = "<presence type='probe' from='amy@montague.lit/x' to='nobody@capulet.lit' id='p2'/>";
        login(montague(), "amy", "x");
        List<String> withSuite = answers(toUser, toNobody);

        SuitePart.SERVER_ROSTER.switchOff(capulet());

        assertEquals(answers(toUser, toNobody), withSuite);
        assertEquals(2, withSuite.size());
    }

    @Test
    public void withoutTheServerRosterProbesAreNotAnswered() {
        SuitePart.SERVER_ROSTER.switchOff(capulet());
        assertEquals(List.of(), answers(PROBE));

        SuitePart.SERVER_ROSTER.switchOn(capulet());
        assertEquals(1, answers(PROBE).size());
    }

    /**
     * Sends stanzas from one server to the other and tells what presence comes back for them. Behind them goes a ping;
     * when that is answered, so are they.
     */
    private List<String> answers(String... stanzas) {
        String barrier = "barrier" + ++barriers;
        toMirror().reset();
        for (String stanza : stanzas) {
            montague().control().route(stanza);
        }
        montague().control().route("<iq type='get' id='" + barrier + "' from='montague.lit' to='capulet.lit'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>");
        Waiting.until("the answer to " + barrier, Waiting.PATIENCE,
            () -> toMirror().stanzas().stream().anyMatch(stanza -> stanza.id().equals(barrier)),
            () -> toMirror().stanzas() + "\n" + toRooms().stanzas());
        return toMirror().stanzas().stream().filter(stanza -> stanza.name().equals("presence")).map(Stanza::element)
            .map(Canonical::text).toList();
    }
}
