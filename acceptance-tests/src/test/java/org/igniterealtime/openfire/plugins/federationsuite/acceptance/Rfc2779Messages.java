package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** RFC 2779, section 4: messages, those that are published among them. */
public class Rfc2779Messages extends Rfc2779Scene {

    private static final String SERVICE = "pubsub.capulet.lit";
    private static final Duration COMFORTABLE = Duration.ofSeconds(2);

    /** Runs on one kind of server. */
    public Rfc2779Messages(String kindName) {
        super(kindName);
    }

    /** A node on which two people talk (XEP-0207, section "One-to-One Messaging"); A has it. */
    private static String talk(Client a, Client b) {
        String node = "talk-of-" + a.bareAddress();
        FederationTest.tryUntil("the service", () -> b.ask("get", SERVICE,
            "<query xmlns='http://jabber.org/protocol/disco#info'/>"), () -> b.ask("get", SERVICE,
            "<query xmlns='http://jabber.org/protocol/disco#info'/>").type().equals("result"), () -> b.received().toString());
        Stanza made = a.ask("set", SERVICE, "<pubsub xmlns='" + PUBSUB + "'><create node='" + node + "'/><configure>"
            + "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", PUBSUB + "#node_config")
            + field("pubsub#access_model", "whitelist") + field("pubsub#publisher", b.bareAddress()) + "</x></configure>"
            + "</pubsub>");
        assertEquals(made.text(), "result", made.type());
        Stanza subscribed = a.ask("set", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='" + node
            + "'><subscription jid='" + b.bareAddress() + "' subscription='subscribed'/></subscriptions></pubsub>");
        assertEquals(subscribed.text(), "result", subscribed.type());
        return node;
    }

    private static void publish(Client speaker, String node, String content) {
        Stanza answer = speaker.ask("set", SERVICE, "<pubsub xmlns='" + PUBSUB + "'><publish node='" + node + "'><item><message"
            + " xmlns='jabber:client'>" + content + "</message></item></publish></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
    }

    private static Stanza told(Client listener, String text) {
        return listener.await("notice of " + text, stanza -> stanza.name().equals("message") && stanza.text().contains("<items ")
            && stanza.text().contains(text));
    }

    @Test
    public void r4_1_1_whatIsPublishedHasTheFormatOfAMessage() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        String node = talk(a, b);
        publish(a, node, "<body>wherefore art thou?</body>");
        for (Client party : List.of(a, b)) {
            assertTrue(told(party, "wherefore").text().contains("<body>wherefore art thou?</body>"));
        }
        assertEquals("Plainly.", hears(b, says(a, b.address(), "Plainly.")).body());
    }

    @Test
    public void r4_1_2_aMessageSaysFromWhomAndToWhomItIs() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Stanza heard = hears(b, says(a, b.address(), "From me to you."));
        assertEquals(a.address(), heard.from());
        assertEquals(b.address(), heard.to());
    }

    @Test
    public void r4_1_3_aPublishedMessageSaysWhomToAnswer() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        publish(a, talk(a, b), "<body>Answer me</body>");
        String notice = told(b, "Answer me").text();
        assertTrue(notice, notice.contains("<address type=\"replyto\" jid=\"" + a.address() + "\""));
        hears(a, says(b, a.address(), "I do."));
    }

    @Test
    public void r4_1_4_theSendersCardHasOtherWaysToReachHim() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        assertEquals("result", a.ask("set", "", "<vCard xmlns='vcard-temp'><TEL><NUMBER>303-555-1212</NUMBER></TEL><EMAIL>"
            + "<USERID>juliet@capulet.lit</USERID></EMAIL></vCard>").type());
        String from = hears(b, says(a, b.address(), "Call me.")).from().replaceAll("/.*", "");
        String card = b.ask("get", from, "<vCard xmlns='vcard-temp'/>").text();
        assertTrue(card, card.contains("303-555-1212") && card.contains("juliet@capulet.lit"));
    }

    @Test
    public void r4_1_5_anyCharactersAndAnyContentArrive() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        publish(a, talk(a, b), "<body>\u7f57\u5bc6\u6b27 \u00e9\u00df \ud83c\udf39</body>"
            + "<encrypted xmlns='urn:x:sealed'>U2VhbGVk</encrypted>");
        Stanza notice = told(b, "\u7f57\u5bc6\u6b27 \u00e9\u00df \ud83c\udf39");
        assertTrue(notice.text(), notice.text().contains("urn:x:sealed") && notice.text().contains("U2VhbGVk"));
    }

    @Test
    public void r4_1_6_aMessageHasSeveralLanguages() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        String bodies = "<body xml:lang='en'>Good night</body><body xml:lang='it'>Buona notte</body>";
        publish(a, talk(a, b), bodies);
        String notice = told(b, "Good night").text();
        assertTrue(notice, notice.contains("<body xml:lang=\"it\">Buona notte</body>"));
        a.send("<message id='languages' to='" + b.address() + "'>" + bodies + "</message>");
        assertTrue(hears(b, "languages").text().contains("Buona notte"));
    }

    @Test
    public void r4_1_9_aMessageKeepsItsIdAndItsThread() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        a.send("<message id='m-17' to='" + b.address() + "' type='chat'><body>Again.</body><thread>e0ffe42b</thread></message>");
        assertTrue(hears(b, "m-17").text().contains("<thread>e0ffe42b</thread>"));
    }

    @Test
    public void r4_2_1_theSenderLearnsThatAMessageHasArrivedOrWhyNot() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        a.send("<message id='r1' to='" + b.address() + "' type='chat'><body>Got it?</body>"
            + "<request xmlns='urn:xmpp:receipts'/></message>");
        hears(b, "r1");
        b.send("<message id='r2' to='" + a.address() + "'><received xmlns='urn:xmpp:receipts' id='r1'/></message>");
        assertTrue(hears(a, "r2").text().contains("id=\"r1\""));
        a.send("<message id='r3' to='nobody@nowhere.invalid' type='chat'><body>Got it?</body></message>");
        assertEquals("error", hears(a, "r3").type());
    }

    @Test
    public void r4_3_1_aConversationIsComfortable() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        String node = talk(a, b);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Client speaker = i % 2 == 0 ? a : b;
            Client listener = i % 2 == 0 ? b : a;
            long start = System.nanoTime();
            publish(speaker, node, "<body>Line " + i + ".</body>");
            told(listener, "Line " + i + '.');
            times.add(System.nanoTime() - start);
        }
        Duration median = Duration.ofNanos(times.stream().sorted().toList().get(times.size() / 2));
        assertTrue(median.toString(), median.compareTo(COMFORTABLE) < 0);
    }

    @Test
    public void r4_4_1_presenceSaysWhetherSomebodyWantsToTalk() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        for (String show : List.of("chat", "away", "xa", "dnd")) {
            assertEquals("result", publishes(b, "", "<show>" + show + "</show>").type());
            notice(a, b, "<show>" + show + "</show>");
        }
        Stanza refused = publishes(b, "", "<show>sleepy</show>");
        assertTrue(refused.text(), refused.text().contains("<bad-request "));
    }

    @Test
    public void r4_4_2_somebodyIsThereOrNot() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        publishes(b, "type='unavailable'", "");
        notice(a, b, "type=\"unavailable\"");
        publishes(b, "", "<status>Open</status>");
        notice(a, b, "Open");
    }

    @Test
    public void r4_4_3_whoTakesNoMessagesIsThereOrNotAsWell() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        publishes(b, "", "<priority>-5</priority><status>By telephone only</status>");
        notice(a, b, "By telephone only");
        publishes(b, "type='unavailable'", "<status>Hung up</status>");
        assertTrue(notice(a, b, "Hung up").text().contains("type=\"unavailable\""));
    }
}
