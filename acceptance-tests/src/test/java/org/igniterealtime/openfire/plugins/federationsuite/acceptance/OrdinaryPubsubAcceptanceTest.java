package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * What today's clients do with pubsub, on a server with the suite and on one that has never seen it: devices for encryption
 * (OMEMO), avatars, bookmarks, and nodes of the service. Both hear and answer the same, stanza by stanza.
 */
public class OrdinaryPubsubAcceptanceTest extends PubsubTest {

    private static final String DEVICES = "eu.siacs.conversations.axolotl.devicelist";
    private static final String BUNDLE = "eu.siacs.conversations.axolotl.bundles:31415";
    private static final String AVATAR = "urn:xmpp:avatar:data";
    private static final String METADATA = "urn:xmpp:avatar:metadata";
    /** Of the three bytes of the picture: newer servers look, and correct it. */
    private static final String HASH = "29e2dcfbb16f63bb0254df7585a15bb6fb5e927d";
    private static final String BOOKMARKS = "urn:xmpp:bookmarks:1";

    /** Runs on one kind of server. */
    public OrdinaryPubsubAcceptanceTest(String kindName) {
        super(kindName);
    }

    /** The other one is as it came. */
    @Override
    ServerSpec install(ServerSpec spec) {
        return spec;
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec.plugin(SUITE).user("alice", "alice-secret").user("bob", "bob-secret");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.user("alice", "alice-secret").user("bob", "bob-secret");
    }

    @Override
    void firstContact() {
        // Each is looked at for itself.
    }

    @Test
    public void withTheSuiteAndWithoutItIsTheSameStanzaByStanza() {
        List<String> with = transcript(capulet());
        List<String> without = transcript(montague());
        assertEquals(String.join("\n", without), String.join("\n", with));
        for (String seen : List.of(DEVICES, METADATA, "subscription='subscribed'", "error {", "retract")) {
            assertTrue(seen + " is in it", with.stream().anyMatch(line -> line.contains(seen)));
        }
    }

    private List<String> transcript(Server server) {
        Client alice = login(server, "alice", "phone");
        Client bob = login(server, "bob", "desk");
        Contacts.befriend(alice, bob);
        Contacts.wantNotices(bob, DEVICES, METADATA);
        int before = bob.settle().received().size();
        List<String> all = new ArrayList<>();
        onesOwn(alice, all);
        byTheOther(alice, bob, all);
        atTheService(alice, bob, all);
        alice.send("<message id='end' to='" + bob.address() + "'/>");
        bob.await("the end", stanza -> stanza.id().equals("end"));
        bob.received().stream().skip(before).filter(stanza -> stanza.name().equals("message"))
            .map(stanza -> "Bob hears " + Canonical.text(stanza.element()).replaceAll(" id='(?!29e2)[^']{6,}'", " id='ID'"))
            .forEach(all::add);
        return all.stream().map(line -> line.replace(server.domain(), "DOMAIN").replaceAll("subid='[^']*'", "subid='S'")
            .replaceAll("name='SubID' \"[^\"]*\"", "name='SubID'")
            .replaceAll("stamp='[^']*'", "stamp='T'").replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[^\"]*\"", "\"T\"")
            .replaceAll("jid='alice@DOMAIN/[^']*'", "jid='ALICE'")).toList();
    }

    private static void onesOwn(Client alice, List<String> all) {
        all.add(set(alice, "", "<publish node='" + DEVICES + "'><item id='current'><list xmlns='eu.siacs.conversations.axolotl'>"
            + "<device id='31415'/></list></item></publish>" + options("open")));
        all.add(set(alice, "", "<publish node='" + BUNDLE + "'><item id='current'><bundle xmlns='eu.siacs.conversations.axolotl'>"
            + "<identityKey>AAAA</identityKey></bundle></item></publish>" + options("open")));
        all.add(set(alice, "", "<publish node='" + AVATAR + "'><item id='" + HASH + "'>"
            + "<data xmlns='urn:xmpp:avatar:data'>AAAA</data></item></publish>"));
        all.add(set(alice, "", "<publish node='" + METADATA + "'><item id='" + HASH + "'>"
            + "<metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='3' id='" + HASH + "' type='image/png'/></metadata>"
            + "</item></publish>"));
        all.add(set(alice, "", "<publish node='" + BOOKMARKS + "'><item id='room@conference.x.lit'><conference"
            + " xmlns='urn:xmpp:bookmarks:1' autojoin='true'/></item></publish>" + options("whitelist")));
        for (String node : List.of(DEVICES, BUNDLE, AVATAR, METADATA, BOOKMARKS, "nothing")) {
            all.add(get(alice, "", "<items node='" + node + "'/>"));
            all.add(owner(alice, "get", "", "<affiliations node='" + node + "'/>"));
        }
        all.add(set(alice, "", "<retract node='" + BOOKMARKS + "'><item id='room@conference.x.lit'/></retract>"));
        all.add(sorted(get(alice, "", "<subscriptions/>")));
        all.add(sorted(get(alice, "", "<affiliations/>")));
        all.add(owner(alice, "set", "", "<delete node='" + AVATAR + "'/>"));
        all.add(owner(alice, "get", "", "<configure node='nothing'/>"));
        all.add(set(alice, "", "<nonsense/>"));
        all.add(set(alice, "", ""));
    }

    private static String options(String model) {
        return "<publish-options><x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", PUBSUB + "#publish-options")
            + field("pubsub#access_model", model) + field("pubsub#persist_items", "true") + "</x></publish-options>";
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    private static void byTheOther(Client alice, Client bob, List<String> all) {
        for (String node : List.of(DEVICES, BUNDLE, METADATA, BOOKMARKS)) {
            all.add(get(bob, alice.bareAddress(), "<items node='" + node + "' max_items='1'/>"));
        }
        all.add(set(bob, alice.bareAddress(), "<publish node='" + DEVICES + "'><item id='current'/></publish>"));
        all.add(owner(bob, "get", alice.bareAddress(), "<subscriptions node='" + DEVICES + "'/>"));
        all.add(set(alice, "", "<publish node='" + DEVICES + "'><item id='current'><list xmlns='eu.siacs.conversations.axolotl'>"
            + "<device id='31415'/><device id='27182'/></list></item></publish>" + options("open")));
    }

    private static void atTheService(Client alice, Client bob, List<String> all) {
        String service = "pubsub." + alice.bareAddress().replaceAll(".*@", "");
        all.add(set(alice, service, "<create node='news'/>"));
        all.add(set(bob, service, "<subscribe node='news' jid='" + bob.bareAddress() + "'/>"));
        all.add(set(alice, service, "<publish node='news'><item id='1'><entry xmlns='http://www.w3.org/2005/Atom'/></item></publish>"));
        all.add(set(alice, service, "<publish node='nowhere'><item id='1'/></publish>"));
        all.add(get(bob, service, "<items node='news'/>"));
        all.add(sorted(get(alice, service, "<affiliations/>")));
        all.add(set(alice, service, "<retract node='news' notify='true'><item id='1'/></retract>"));
        all.add(owner(bob, "set", service, "<delete node='news'/>"));
        all.add(owner(alice, "set", service, "<purge node='news'/>"));
        all.add(owner(alice, "set", service, "<delete node='news'/>"));
        all.add(disco(bob, service));
        all.add(disco(bob, alice.bareAddress()));
    }

    private static String set(Client client, String to, String content) {
        return answer(client, "set", to, "<pubsub xmlns='" + PUBSUB + "'>" + content + "</pubsub>");
    }

    private static String get(Client client, String to, String content) {
        return answer(client, "get", to, "<pubsub xmlns='" + PUBSUB + "'>" + content + "</pubsub>");
    }

    private static String owner(Client client, String type, String to, String content) {
        return answer(client, type, to, "<pubsub xmlns='" + PUBSUB + "#owner'>" + content + "</pubsub>");
    }

    /** A list of nodes; their order is the server's mood. */
    private static String sorted(String answer) {
        return answer.lines().sorted().collect(Collectors.joining("\n"));
    }

    /** Of what is there that which is of pubsub: the suite's other plugins have features, too. */
    private static String disco(Client client, String to) {
        return sorted(answer(client, "get", to, "<query xmlns='http://jabber.org/protocol/disco#info'/>").lines()
            .filter(line -> line.contains("pubsub")).collect(Collectors.joining("\n")));
    }

    private static String answer(Client client, String type, String to, String child) {
        Stanza answer = client.ask(type, to, child);
        return child + "\n  " + Canonical.text(answer.element()).replace(answer.id(), "ID");
    }
}
