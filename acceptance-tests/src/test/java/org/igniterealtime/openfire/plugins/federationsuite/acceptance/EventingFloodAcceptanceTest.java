package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Thousands ask by pubsub to see the presence of users of {@code capulet.lit}: all of them users that {@code montague.lit} has
 * made up. Whoever is beyond a limit gets the standard error; of the others nobody is lost, and everybody else goes on.
 */
public class EventingFloodAcceptanceTest extends PubsubTest {

    private static final String LIST = "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='presence'/></pubsub>";
    private static final Pattern TRACE_OF_OURS =
        Pattern.compile("(?m)^\\s+at org\\.igniterealtime\\.openfire\\.plugins\\.federationsuite\\.");
    private static final int REQUESTS = 3000;
    /** Half of the requests are for Juliet, the others for these. */
    private static final int OTHERS = 30;
    private static final int MOST_EACH = 50;
    private static final int MOST_OF_DOMAIN = 1000;
    private static final Duration SOON = Duration.ofSeconds(40);

    /** Runs on one kind of server. */
    public EventingFloodAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        for (int i = 0; i < OTHERS; i++) {
            spec.user(owner(i), owner(i) + "-secret");
        }
        return super.capulet(spec).user("juliet", "juliet-secret")
            .property("plugin.federationsuite.eventing.presence.max-waiting-each", String.valueOf(MOST_EACH))
            .property("plugin.federationsuite.eventing.presence.max-waiting-domain", String.valueOf(MOST_OF_DOMAIN));
    }

    private static String owner(int number) {
        return "owner" + number;
    }

    @Test
    public void thousandsOfRequestsAreAnsweredAtOnceAndNobodyWhoMayWaitIsLost() {
        for (int i = 0; i < REQUESTS; i++) {
            asks("fake" + i, i < REQUESTS / 2 ? "juliet" : owner(i % OTHERS), "r" + i);
        }
        Waiting.until("an answer to everybody", SOON, () -> answers().size() == REQUESTS, () -> answers().size() + " answers");
        assertEquals(MOST_OF_DOMAIN, answers().stream().filter(EventingFloodAcceptanceTest::waits).count());
        assertEquals("to each one with his own id", REQUESTS, answers().stream().map(Stanza::id).distinct().count());
        for (Stanza refused : answers().stream().filter(stanza -> !waits(stanza)).toList()) {
            assertTrue(refused.text(), refused.type().equals("error") && refused.text().contains("<policy-violation ")
                && refused.text().contains("<too-many-subscriptions xmlns=\"" + PUBSUB + "#errors\""));
        }
        assertEquals(MOST_OF_DOMAIN, capulet().control().rows("ofFedEventing"));

        othersGoOn();
        julietDecides();
        assertFalse(logOf(capulet()), TRACE_OF_OURS.matcher(logOf(capulet())).find());
    }

    /** A user of their own server asks whom the others cannot ask any more. */
    private void othersGoOn() {
        Client curtis = login(capulet(), "curtis", "Swift");
        Stanza answer = curtis.ask("set", owner(OTHERS - 1) + "@capulet.lit", "<pubsub xmlns='" + PUBSUB
            + "'><subscribe node='presence' jid='" + curtis.bareAddress() + "'/></pubsub>");
        assertTrue(answer.text(), waits(answer));
    }

    /** She comes, and has one form for each who waits, and as many ordinary requests; her answers make room for others. */
    private void julietDecides() {
        Client juliet = Client.login(capulet(), "juliet", "balcony");
        assertEquals(MOST_EACH, count(juliet.ask("get", "", LIST).text(), "subscription=\"pending\""));
        available(juliet);
        Waiting.until("a form for each", Waiting.PATIENCE, () -> forms(juliet).size() == MOST_EACH
            && ordinary(juliet) == MOST_EACH, () -> forms(juliet).size() + " forms, " + ordinary(juliet) + " requests");
        assertEquals(MOST_EACH, new HashSet<>(forms(juliet).stream().map(Stanza::id).toList()).size());

        decides(juliet, forms(juliet).get(0), "1");
        decides(juliet, forms(juliet).get(MOST_EACH - 1), "0");
        for (String state : List.of("subscribed", "none")) {
            Waiting.until(state, Waiting.PATIENCE, () -> toMirror().stanzas().stream().anyMatch(stanza ->
                stanza.text().contains("#event") && stanza.text().contains("subscription=\"" + state + "\"")),
                () -> toMirror().stanzas().toString());
        }
        asks("late", "juliet", "late");
        Waiting.until("another one to wait", Waiting.PATIENCE, () -> toMirror().stanzas().stream()
            .anyMatch(stanza -> stanza.id().equals("late") && waits(stanza)), () -> toMirror().stanzas().toString());
        Waiting.until("a form about him", Waiting.PATIENCE, () -> forms(juliet).size() == MOST_EACH + 1,
            () -> forms(juliet).toString());
        String list = juliet.ask("get", "", LIST).text();
        assertEquals(list, MOST_EACH - 1, count(list, "subscription=\"pending\""));
        assertEquals(list, 1, count(list, "subscription=\"subscribed\""));
    }

    private void asks(String user, String owner, String id) {
        montague().control().deliver("<iq type='set' id='" + id + "' from='" + user + "@montague.lit/x' to='" + owner
            + "@capulet.lit'><pubsub xmlns='" + PUBSUB + "'><subscribe node='presence' jid='" + user
            + "@montague.lit'/></pubsub></iq>");
    }

    private List<Stanza> answers() {
        return toMirror().stanzas().stream()
            .filter(stanza -> stanza.name().equals("iq") && stanza.id().matches("r\\d+")).toList();
    }

    private static boolean waits(Stanza answer) {
        return answer.type().equals("result") && answer.text().contains("subscription=\"pending\"");
    }

    private static void decides(Client owner, Stanza form, String allow) {
        String subscriber = form.text().replaceAll("(?s)^.*<value>([^<]*@montague\\.lit)</value>.*$", "$1");
        owner.send("<message to='capulet.lit' id='" + form.id() + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>" + PUBSUB + "#subscribe_authorization</value></field>"
            + "<field var='pubsub#node'><value>presence</value></field><field var='pubsub#subscriber_jid'><value>" + subscriber
            + "</value></field><field var='pubsub#allow'><value>" + allow + "</value></field></x></message>");
    }

    private static List<Stanza> forms(Client owner) {
        return owner.received().stream().filter(stanza -> stanza.text().contains("#subscribe_authorization")).toList();
    }

    private static long ordinary(Client owner) {
        return owner.received().stream().filter(stanza -> stanza.name().equals("presence") && stanza.type().equals("subscribe"))
            .count();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
