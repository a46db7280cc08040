package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Servers that say through their mirrors whatever they like: {@code montague.lit}, which is trusted and should not be, and
 * {@code verona.lit}, which is not. Nobody is seen as somebody else, nobody gets past a room's rules, nothing grows, and the
 * guard goes on.
 */
public class HostileSlaveAcceptanceTest extends FederationTest {

    private static final String MASTER_SETTINGS = "plugin.federationsuite.fmuc.master.";
    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.]+\\(");
    private static final int MOST = 5;

    private Server verona;
    private Client curtis;
    private Client kev;

    /** Runs on one kind of server. */
    public HostileSlaveAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).property(MASTER_SETTINGS + "max-occupants-of-mirror", String.valueOf(MOST))
            .property(MASTER_SETTINGS + "joins-per-minute", "60");
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
    @Conforms("master-15")
    public void nobodyIsSeenAsSomebodyElseAndNobodyGetsPastARule() {
        begin();
        forgedAddressesAndNicks();
        claimsForOthers();
        strangers();
        unescaping();
        roomsThatAreNotThere();
        errorsInReplyToErrors();
        theRoomIsAsItWas();
    }

    @Test
    @Conforms("master-15")
    public void nothingGrowsAndTheGuardGoesOn() {
        begin();
        replayedAndReordered();
        oversized();
        endlessHistory();
        occupantsWithoutEnd();
        theRoomIsAsItWas();
    }

    private void begin() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        makeRoom(curtis, "cellar@conference.capulet.lit", "muc#roomconfig_membersonly=1");
        curtis.join(MASTER, "Curtis");
        kev = login(montague(), "kev", "Swift");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));
    }

    /** What is said in the name of somebody who did not come through this slave is said by nobody. */
    private void forgedAddressesAndNicks() {
        for (String from : List.of(SLAVE + "/Curtis", SLAVE + "/Nobody", SLAVE, MASTER + "/Curtis", "curtis@capulet.lit/Swift",
            "jabberchat\\40conference.capulet.lit@mirror.verona.lit/Kev")) {
            hostile("<message type='groupchat' from='" + from + "' to='" + MASTER + "'><body>forged</body></message>");
            hostile("<presence from='" + from + "' to='" + MASTER + "/Curtis'><status>forged</status></presence>");
            hostile("<presence type='unavailable' from='" + from + "' to='" + MASTER
                + "/Curtis'><status>forged</status></presence>");
            hostile("<iq type='set' id='forged' from='" + from + "' to='" + MASTER + "'>"
                + "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Curtis' role='none'/></query></iq>");
        }
        // In his own name, but he is no administrator.
        hostile("<iq type='set' id='forged' from='" + SLAVE + "/Kev' to='" + MASTER + "'>"
            + "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Curtis' role='none'/></query></iq>");
    }

    private void claimsForOthers() {
        for (String user : List.of("curtis@capulet.lit/Swift", "tybalt@capulet.lit/x", "mercutio@verona.lit/x",
            "kev@mirror.montague.lit/x", "amy@conference.montague.lit/x", "montague.lit", "kev@montague.lit", "", "@",
            MASTER + "/Curtis", "kev@MONTAGUE.LIT@x/y")) {
            hostile(join(SLAVE, MASTER + "/Forged", user));
        }
        // Somebody who is in the room already, through this very slave, under another nick.
        hostile(join(SLAVE, MASTER + "/Forged", "kev@montague.lit/Swift"));
        // Past the rules of a room.
        hostile(join("cellar\\40conference.capulet.lit@mirror.montague.lit", "cellar@conference.capulet.lit/Forged",
            "amy@montague.lit/x"));
    }

    private void strangers() {
        verona.control().deliver(join("jabberchat\\40conference.capulet.lit@mirror.verona.lit", MASTER + "/Forged",
            "mercutio@verona.lit/x"));
        verona.control().deliver(join("mercutio@verona.lit/x", MASTER + "/Forged", "mercutio@verona.lit/x"));
        verona.control().deliver(join("jabberchat\\40conference.capulet.lit@mirror.montague.lit", MASTER + "/Forged",
            "amy@montague.lit/x"));
        verona.control().deliver("<message type='groupchat' from='mercutio@verona.lit/x' to='" + MASTER + "'><body>forged</body>"
            + "<nomirror xmlns='http://isode.com/protocol/fmuc'/></message>");
        // Behind all of that.
        greet(verona, "verona.lit", capulet(), "conference.capulet.lit");
        greet(verona, "mirror.verona.lit", capulet(), "conference.capulet.lit");
    }

    private void unescaping() {
        for (String node : List.of("jabberchat\\5c40conference.capulet.lit", "jabberchat\\40conference.capulet.lit\\2fForged",
            "x\\40y\\2fz", "\\40conference.capulet.lit", "jabberchat\\40", "jabberchat\\40conference.capulet.lit\\40x",
            "JABBERCHAT\\40conference.capulet.lit\\20")) {
            hostile(join(node + "@mirror.montague.lit", MASTER + "/Forged", "amy@montague.lit/x"));
        }
        hostile(join(SLAVE, MASTER + "/ Curtis ", "amy@montague.lit/x"));
        hostile(join(SLAVE, MASTER + "/Curtis", "amy@montague.lit/x"));
    }

    private void roomsThatAreNotThere() {
        for (int i = 0; i < 40; i++) {
            String room = "nowhere" + i;
            String slave = room + "\\40conference.capulet.lit@mirror.montague.lit";
            String to = room + "@conference.capulet.lit";
            hostile(i < 5 ? join(slave, to + "/Forged", "amy@montague.lit/x")
                : "<message type='groupchat' from='" + slave + "/Kev' to='" + to + "'><body>forged</body></message>");
        }
        String items = curtis.ask("get", "conference.capulet.lit",
            "<query xmlns='http://jabber.org/protocol/disco#items'/>").text();
        assertFalse(items, items.contains("nowhere"));
    }

    private void errorsInReplyToErrors() {
        toMirror().reset();
        for (String name : List.of("message", "presence", "iq")) {
            for (String from : List.of(SLAVE, SLAVE + "/Kev", SLAVE + "/Nobody")) {
                hostile("<" + name + " type='error' id='forged' from='" + from + "' to='" + MASTER + "/Curtis'>"
                    + "<body>forged</body><error type='cancel'>"
                    + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></" + name + ">");
            }
        }
        hostile("<iq type='result' id='forged' from='" + SLAVE + "/Kev' to='" + MASTER + "/Curtis'/>");
        barrier();
        assertTrue("errors are not answered", toMirror().stanzas().stream().noneMatch(stanza -> stanza.id().equals("forged")));
    }

    private void replayedAndReordered() {
        String say = "<message type='groupchat' id='same' from='" + SLAVE + "/Ben' to='" + MASTER
            + "'><body>too early</body></message>";
        hostile(say);
        String part = "<presence type='unavailable' from='" + SLAVE + "' to='" + MASTER + "/Ben'/>";
        hostile(part);
        String join = join(SLAVE, MASTER + "/Ben", "ben@montague.lit/x");
        for (int i = 0; i < 3; i++) {
            hostile(join);
        }
        curtis.await("Ben", stanza -> stanza.from().equals(MASTER + "/Ben"));
        for (int i = 0; i < 3; i++) {
            hostile(part);
        }
        curtis.await("Ben to be gone", stanza -> stanza.from().equals(MASTER + "/Ben") && stanza.type().equals("unavailable"));
        hostile(say);
        barrier();
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.body().equals("too early")));
        // To join somebody twice means that the mirror has lost its state: then the others leave. Kev comes again.
        kev.await("his leave", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.type().equals("unavailable"));
        assertEquals("", kev.join(SLAVE, "Kev").type());
        curtis.await("Kev again", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.type().isEmpty());
    }

    private void oversized() {
        hostile("<message type='groupchat' id='huge' from='" + SLAVE + "/Kev' to='" + MASTER + "'><body>" + "x".repeat(100_000)
            + "</body></message>");
        Waiting.until("it to be refused", Waiting.PATIENCE, () -> toMirror().stanzas().stream()
            .anyMatch(stanza -> stanza.id().equals("huge") && stanza.type().equals("error")),
            () -> toMirror().stanzas().toString());
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.text().length() > 90_000));
    }

    private void endlessHistory() {
        String greedy = "<presence from='" + SLAVE + "' to='" + MASTER + "/Greedy'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='greedy@montague.lit/x'/><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='999999999' "
            + "maxchars='-1' since='-999999999-01-01T00:00:00Z' seconds='99999999999'/></x></presence>";
        toMirror().reset();
        for (int i = 0; i < 100; i++) {
            hostile(greedy);
        }
        Waiting.until("the mirror to be told that it is too fast", Waiting.PATIENCE, () -> toMirror().stanzas().stream()
            .anyMatch(stanza -> stanza.to().equals(SLAVE + "/Greedy") && stanza.text().contains("resource-constraint")));
        hostile("<presence type='unavailable' from='" + SLAVE + "' to='" + MASTER + "/Greedy'/>");
        curtis.await("Greedy to be gone", stanza -> stanza.from().equals(MASTER + "/Greedy")
            && stanza.type().equals("unavailable"));
        // A mirror that joins somebody again and again has lost its state: Kev was parted.
        kev.await("his leave", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.type().equals("unavailable"));
    }

    private void occupantsWithoutEnd() {
        capulet().control().setProperty(MASTER_SETTINGS + "joins-per-minute", "10000");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        for (int i = 0; i < 50; i++) {
            hostile(join(SLAVE, MASTER + "/Legion" + i, "legion" + i + "@montague.lit/x"));
        }
        barrier();
        // The mirror, which knows nothing of them, may already say so of the first while the last come, and make room for them.
        Set<String> there = new HashSet<>();
        int most = 0;
        for (Stanza stanza : curtis.received()) {
            if (stanza.from().contains("/Legion")) {
                if (stanza.type().isEmpty()) {
                    there.add(stanza.from());
                } else {
                    there.remove(stanza.from());
                }
                most = Math.max(most, there.size());
            }
        }
        assertTrue(String.valueOf(most), most > 0 && most <= MOST);
        for (int i = 0; i < 50; i++) {
            hostile("<presence type='unavailable' from='" + SLAVE + "' to='" + MASTER + "/Legion" + i + "'/>");
        }
    }

    /** Curtis and Kev are there, nobody else is, and they talk. */
    private void theRoomIsAsItWas() {
        Waiting.until("Kev to be heard", Waiting.PATIENCE, () -> {
            kev.say(SLAVE, "I am Kev.");
            curtis.settle();
            return curtis.received().stream().anyMatch(stanza -> stanza.body().equals("I am Kev.")
                && stanza.from().equals(MASTER + "/Kev"));
        });
        barrier();
        assertTrue(curtis.received().stream().noneMatch(stanza -> stanza.text().contains("forged")
            || stanza.from().endsWith("/Forged")));
        String items = curtis.ask("get", MASTER, "<query xmlns='http://jabber.org/protocol/disco#items'/>").text();
        assertTrue(items, items.contains(MASTER + "/Curtis") && items.contains(MASTER + "/Kev"));
        assertEquals(items, 2, items.split("<item ").length - 1);
        assertFalse(logOf(capulet()), STACK_TRACE.matcher(logOf(capulet())).find());
    }

    /** Everything that the mirror sent before has been handled. */
    private void barrier() {
        String id = "barrier" + System.nanoTime();
        hostile("<iq type='get' id='" + id + "' from='" + SLAVE + "/Nobody' to='" + MASTER
            + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        Waiting.until("the answer behind everything", Waiting.PATIENCE,
            () -> toMirror().stanzas().stream().anyMatch(stanza -> stanza.id().equals(id)));
        curtis.settle();
    }

    private void hostile(String xml) {
        forge(montague(), xml);
    }

    private static String join(String from, String to, String user) {
        return "<presence from='" + from + "' to='" + to + "'><fmuc xmlns='http://isode.com/protocol/fmuc' from='" + user
            + "'/></presence>";
    }
}
