package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;
import org.w3c.dom.Element;

/**
 * Two people who talk on a pubsub node (XEP-0207, section "One-to-One Messaging"): Juliet, who has the node on her server, and
 * Romeo, on another server; and everything else that goes through the same handlers and is not ours.
 */
public class TalkEventingAcceptanceTest extends PubsubTest {

    private static final String SERVICE = "pubsub.capulet.lit";
    private static final String ADDRESS = "http://jabber.org/protocol/address";

    private Client juliet;
    private Client romeo;

    /** Runs on one kind of server. */
    public TalkEventingAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).user("juliet", "juliet-secret")
            .property("plugin.federationsuite.eventing.talks.max-each", "2");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.user("romeo", "romeo-secret");
    }

    @Test
    public void twoPeopleTalkOnANodeAcrossServers() {
        greet(montague(), "montague.lit", capulet(), SERVICE);
        juliet = login(capulet(), "juliet", "balcony");
        romeo = login(montague(), "romeo", "mobile");

        create("me_and_romeo", "romeo@montague.lit");
        subscribeOther("me_and_romeo", "romeo@montague.lit");
        speaks(juliet, "wherefore art thou?");
        speaks(romeo, "Call me but love.");

        nobodyElseHearsOrSpeaks();
        tybaltHasAnOrdinaryClient();
        create("one_too_many", "tybalt@capulet.lit", "error");
        assertEquals("", logOf(capulet()).lines().filter(line -> line.contains("Exception")).findFirst().orElse(""));
    }

    private void create(String node, String publisher) {
        create(node, publisher, "result");
    }

    private void create(String node, String publisher, String type) {
        Stanza answer = juliet.ask("set", SERVICE, "<pubsub xmlns='" + PUBSUB + "'><create node='" + node + "'/><configure>"
            + "<x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", "http://jabber.org/protocol/pubsub#node_config")
            + field("pubsub#access_model", "whitelist") + field("pubsub#publisher", publisher) + "</x></configure></pubsub>");
        assertEquals(answer.text(), type, answer.type());
        assertEquals(SERVICE, answer.from());
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    /** To nobody, and without a subid, as the specification's example has it. */
    private void subscribeOther(String node, String jid) {
        Stanza answer = juliet.ask("set", "", "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='" + node
            + "'><subscription jid='" + jid + "' subscription='subscribed'/></subscriptions></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
        assertEquals(List.of(), SpecExamples.children(answer.element()));
    }

    private void speaks(Client speaker, String words) {
        Stanza answer = speaker.ask("set", SERVICE, publish("me_and_romeo", words));
        assertEquals(answer.text(), "result", answer.type());
        for (Client party : List.of(juliet, romeo)) {
            Stanza notice = party.await("notice of " + words, stanza -> stanza.text().contains(words));
            assertEquals(SERVICE, notice.from());
            assertEquals("the specification's example, but for what identifies the notice", exampleNotice(speaker, words),
                withoutIdentifiers(notice));
            party.settle();
            assertEquals("once", 1, party.received().stream().filter(stanza -> stanza.text().contains(words)).count());
        }
    }

    private static String publish(String node, String words) {
        return "<pubsub xmlns='" + PUBSUB + "'><publish node='" + node + "'><item><message xmlns='jabber:client'><body>" + words
            + "</body></message></item></publish></pubsub>";
    }

    private static List<String> exampleNotice(Client speaker, String words) {
        Element example = new Stanza("message", "<message><event xmlns='" + PUBSUB + "#event'><items node='me_and_romeo'><item>"
            + "<message xmlns='jabber:client'><body>" + words + "</body></message></item></items></event><addresses xmlns='"
            + ADDRESS + "'><address type='replyto' jid='" + speaker.address() + "'/></addresses></message>").element();
        return SpecExamples.children(example).stream().map(Canonical::text).toList();
    }

    /** Items have an identifier, and subscriptions; the example has neither. */
    private static List<String> withoutIdentifiers(Stanza notice) {
        List<String> children = new ArrayList<>();
        for (Element child : SpecExamples.children(notice.element())) {
            if (!child.getNamespaceURI().equals("http://jabber.org/protocol/shim")) {
                children.add(Canonical.text(child).replaceAll("(item \\{[^}]*}) id='[^']*'", "$1"));
            }
        }
        return children;
    }

    private void nobodyElseHearsOrSpeaks() {
        Client tybalt = login(capulet(), "tybalt", "sword");
        for (String request : List.of("<subscribe node='me_and_romeo' jid='" + tybalt.bareAddress() + "'/>",
            "<items node='me_and_romeo'/>")) {
            String type = request.startsWith("<items") ? "get" : "set";
            assertEquals("error", tybalt.ask(type, SERVICE, "<pubsub xmlns='" + PUBSUB + "'>" + request + "</pubsub>").type());
        }
        assertEquals("error", tybalt.ask("set", "", "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='me_and_romeo'>"
            + "<subscription jid='" + tybalt.bareAddress() + "' subscription='subscribed'/></subscriptions></pubsub>").type());
        juliet.ask("set", SERVICE, publish("me_and_romeo", "Alone?"));
        romeo.await("it", stanza -> stanza.text().contains("Alone?"));
        assertEquals(0, tybalt.settle().received().stream().filter(stanza -> stanza.text().contains("Alone?")).count());
        tybalt.close();
    }

    private void tybaltHasAnOrdinaryClient() {
        create("me_and_tybalt", "tybalt@capulet.lit");
        subscribeOther("me_and_tybalt", "tybalt@capulet.lit");
        capulet().control().setProperty("plugin.federationsuite.eventing.talks.bridge", "true");
        Client tybalt = login(capulet(), "tybalt", "ordinary");
        juliet.ask("set", SERVICE, publish("me_and_tybalt", "Peace."));
        Stanza heard = tybalt.await("an ordinary message", stanza -> stanza.type().equals("chat"));
        assertEquals(juliet.address(), heard.from());
        assertEquals("Peace.", heard.body());
    }

    @Test
    public void whatIsNotOursIsAnsweredAsWithoutUs() {
        juliet = login(capulet(), "juliet", "balcony");
        Client tybalt = login(capulet(), "tybalt", "sword");
        Contacts.befriend(juliet, tybalt);
        Contacts.wantNotices(tybalt, "eu.siacs.conversations.axolotl.devicelist", "urn:xmpp:avatar:metadata");

        SuitePart.EVENTING.switchOff(capulet());
        List<String> without = transcript(tybalt, "wout");
        SuitePart.EVENTING.switchOn(capulet());
        List<String> with = transcript(tybalt, "with");
        assertEquals(String.join("\n", without), String.join("\n", with));
        assertTrue("a notice is among it: " + with, with.stream().anyMatch(line -> line.contains("devicelist")));
    }

    /** What clients do with pubsub today, and what comes of it, stanza by stanza; nodes are called after the turn. */
    private List<String> transcript(Client tybalt, String turn) {
        int before = tybalt.settle().received().size();
        List<String> all = new ArrayList<>();
        // Devices for end-to-end encryption, an avatar, bookmarks: all on the user's own account.
        String devices = "<item id='current'><list xmlns='eu.siacs.conversations.axolotl'><device id='1'/></list></item>";
        all.add(answer("set", "", "<publish node='eu.siacs.conversations.axolotl.devicelist'>" + devices + "</publish>"));
        all.add(answer("set", "", "<publish node='urn:xmpp:avatar:metadata'><item id='a'><metadata"
            + " xmlns='urn:xmpp:avatar:metadata'/></item></publish>"));
        all.add(answer("set", "", "<publish node='storage:bookmarks'><item id='current'><storage"
            + " xmlns='storage:bookmarks'/></item></publish>"));
        all.add(answer("get", "", "<items node='storage:bookmarks'/>"));
        all.add(answer("get", juliet.bareAddress(), "<items node='nothing'/>"));
        // An ordinary node of the pubsub service.
        all.add(answer("set", SERVICE, "<create node='" + turn + "'/><configure><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", PUBSUB + "#node_config") + field("pubsub#access_model", "open") + "</x></configure>"));
        all.add(answer("set", SERVICE, "<subscribe node='" + turn + "' jid='" + juliet.bareAddress() + "'/>"));
        all.add(answer("set", SERVICE, "<publish node='" + turn + "'><item id='i'><tune xmlns='urn:tune'/></item></publish>"));
        all.add(answer("set", SERVICE, "<publish node='nowhere'><item id='i'><tune xmlns='urn:tune'/></item></publish>"));
        all.add(answer("get", SERVICE, "<affiliations/>"));
        for (String to : List.of("", SERVICE)) {
            Stanza owner = juliet.ask("set", to, "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='" + turn
                + "'><subscription jid='kev@montague.lit' subscription='subscribed'/></subscriptions></pubsub>");
            all.add(Canonical.text(owner.element()).replace(owner.id(), "ID"));
        }
        for (String type : List.of("get", "set")) {
            Stanza owner = juliet.ask(type, SERVICE, "<pubsub xmlns='" + PUBSUB + "#owner'><configure node='nowhere'/></pubsub>");
            all.add(Canonical.text(owner.element()).replace(owner.id(), "ID"));
        }
        all.add(answer("set", SERVICE, "<create node='" + turn + "'/>"));
        all.add(answer("set", SERVICE, ""));
        Stanza deleted = juliet.ask("set", SERVICE, "<pubsub xmlns='" + PUBSUB + "#owner'><delete node='" + turn
            + "'/></pubsub>");
        all.add(Canonical.text(deleted.element()).replace(deleted.id(), "ID"));
        tybalt.settle().received().stream().skip(before).filter(stanza -> stanza.name().equals("message"))
            .map(stanza -> Canonical.text(stanza.element()).replace(stanza.id(), "ID")).forEach(all::add);
        return all.stream().map(line -> line.replace(turn, "NODE").replaceAll("subid='[^']*'", "subid=''")).toList();
    }

    private String answer(String type, String to, String content) {
        Stanza answer = juliet.ask(type, to, "<pubsub xmlns='" + PUBSUB + "'>" + content + "</pubsub>");
        return Canonical.text(answer.element()).replace(answer.id(), "ID");
    }
}
