package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.UUID;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * What eventing has promised it keeps when Juliet's server is restarted: the Bard sees her, Kev waits for her decision, the
 * nurse may not ask, Tybalt looks subscribed and sees nothing, and Amy talks with her on a node that nobody else reads.
 */
public class EventingRestartAcceptanceTest extends PubsubTest {

    private static final String JULIET = "juliet@capulet.lit";
    private static final String SERVICE = "pubsub.capulet.lit";

    private int turn;

    /** Runs on one kind of server. */
    public EventingRestartAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).user("juliet", "juliet-secret").user("nurse", "nurse-secret");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec).user("bard", "bard-secret");
    }

    @Test
    public void whatWasPromisedHoldsAfterARestart() {
        greet(montague(), "montague.lit", capulet(), SERVICE);
        promise();
        capulet().restart();
        acquaint(montague(), capulet());
        greet(montague(), "montague.lit", capulet(), SERVICE);
        check();
    }

    private void promise() {
        Client juliet = here(capulet(), "juliet");
        Client bard = here(montague(), "bard");
        Client kev = here(montague(), "kev");
        Client tybalt = here(capulet(), "tybalt");
        Client amy = here(montague(), "amy");
        subscribe(bard);
        decide(juliet, bard, "subscribed");
        subscribe(tybalt);
        decide(juliet, tybalt, "subscribed");
        subscribe(kev);
        done(juliet, "", "set", OWNER, "<affiliations node='presence'><affiliation jid='nurse@capulet.lit'"
            + " affiliation='outcast'/></affiliations>");
        done(juliet, "", "set", OWNER, "<configure node='presence'><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", PUBSUB + "#node_config") + field("federationsuite#polite_block", "tybalt@capulet.lit")
            + "</x></configure>");
        done(juliet, SERVICE, "set", PUBSUB, "<create node='me_and_amy'/><configure><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", PUBSUB + "#node_config") + field("pubsub#access_model", "whitelist")
            + field("pubsub#publisher", "amy@montague.lit") + "</x></configure>");
        done(juliet, "", "set", OWNER, "<subscriptions node='me_and_amy'><subscription jid='amy@montague.lit'"
            + " subscription='subscribed'/></subscriptions>");
        talk(juliet, amy, "Before.");
        juliet.close();
        tybalt.close();
    }

    private void check() {
        Client bard = here(montague(), "bard");
        Client kev = here(montague(), "kev");
        Client nurse = here(capulet(), "nurse");
        Client tybalt = here(capulet(), "tybalt");
        Client amy = here(montague(), "amy");
        assertEquals("subscribed", state(bard));
        assertEquals("pending", state(kev));
        assertEquals("subscribed", state(tybalt));
        assertTrue(nurse.ask("set", JULIET, request(nurse)).text().contains("<forbidden "));

        Client juliet = here(capulet(), "juliet");
        publish(juliet, "Back");
        bard.await("a notice", stanza -> stanza.text().contains("<items ") && stanza.text().contains("<status>Back"));
        says(juliet, tybalt);
        assertFalse(tybalt.received().toString().contains("<status>Back"));

        Waiting.until("a form", Waiting.PATIENCE, () -> juliet.received().stream().anyMatch(stanza -> isForm(stanza, kev)),
            () -> juliet.received().toString());
        assertFalse("only who waits", juliet.received().stream().anyMatch(stanza -> isForm(stanza, bard)));
        Stanza form = juliet.received().stream().filter(stanza -> isForm(stanza, kev)).findFirst().orElseThrow();
        juliet.send("<message id='" + form.id() + "' to='capulet.lit'><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", PUBSUB + "#subscribe_authorization") + field("pubsub#node", "presence")
            + field("pubsub#subscriber_jid", kev.bareAddress()) + field("pubsub#allow", "1") + "</x></message>");
        kev.await("the consent", stanza -> stanza.text().contains("subscription=\"subscribed\""));
        kev.await("her presence", stanza -> stanza.text().contains("<status>Back"));

        talk(juliet, amy, "After.");
        assertEquals("error", tybalt.ask("get", SERVICE, pubsub(PUBSUB, "<items node='me_and_amy'/>")).type());
        assertEquals("error", tybalt.ask("set", SERVICE, pubsub(PUBSUB, "<subscribe node='me_and_amy' jid='"
            + tybalt.bareAddress() + "'/>")).type());
    }

    private Client here(Server server, String user) {
        return login(server, user, "turn" + ++turn);
    }

    private static void subscribe(Client watcher) {
        assertEquals("result", watcher.ask("set", JULIET, request(watcher)).type());
    }

    private static String request(Client watcher) {
        return pubsub(PUBSUB, "<subscribe node='presence' jid='" + watcher.bareAddress() + "'/>");
    }

    private static String state(Client watcher) {
        String answer = watcher.ask("get", JULIET, pubsub(PUBSUB, "<subscriptions node='presence'/>")).text();
        return answer.replaceAll("(?s).* subscription=\"(\\w+)\".*", "$1");
    }

    private static void decide(Client juliet, Client watcher, String state) {
        done(juliet, "", "set", OWNER, "<subscriptions node='presence'><subscription jid='" + watcher.bareAddress()
            + "' subscription='" + state + "'/></subscriptions>");
        watcher.await("the decision", stanza -> stanza.text().contains("subscription=\"" + state + "\""));
    }

    private static void publish(Client juliet, String status) {
        done(juliet, "", "set", PUBSUB, "<publish node='presence'><item><presence xmlns='jabber:client'><status>" + status
            + "</status></presence></item></publish>");
    }

    /** On the node that the two have, and with whom to answer. */
    private static void talk(Client juliet, Client amy, String words) {
        done(juliet, SERVICE, "set", PUBSUB, "<publish node='me_and_amy'><item><message xmlns='jabber:client'><body>" + words
            + "</body></message></item></publish>");
        for (Client party : new Client[] {juliet, amy}) {
            Stanza notice = party.await("notice of " + words, stanza -> stanza.text().contains("<body>" + words));
            assertTrue(notice.text(), notice.text().contains("type=\"replyto\" jid=\"" + juliet.address() + "\""));
        }
    }

    private static boolean isForm(Stanza stanza, Client watcher) {
        return stanza.text().contains("#subscribe_authorization")
            && stanza.text().contains("<value>" + watcher.bareAddress() + "</value>");
    }

    /** A message, behind all that came before. */
    private static void says(Client speaker, Client listener) {
        String id = UUID.randomUUID().toString();
        speaker.send("<message id='" + id + "' to='" + listener.address() + "'/>");
        listener.await("a message", stanza -> stanza.id().equals(id));
    }

    private static void done(Client client, String to, String type, String namespace, String content) {
        Stanza answer = client.ask(type, to, pubsub(namespace, content));
        assertEquals(answer.text(), "result", answer.type());
    }

    private static String pubsub(String namespace, String content) {
        return "<pubsub xmlns='" + namespace + "'>" + content + "</pubsub>";
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }
}
