package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Rooms as pubsub nodes (XEP-0207). Juliet's client speaks pubsub and nothing else; Bard's and Kev's are ordinary ones; Romeo
 * is on the other server and speaks pubsub there with its mirror, or from there with the room.
 */
public class RoomEventingAcceptanceTest extends PubsubTest {

    private static final String SERVICE = "conference.capulet.lit";
    private static final String ROOM = "characters@" + SERVICE;
    private static final String MIRRORED = "characters\\40conference.capulet.lit@mirror.montague.lit";

    private Client juliet;
    private Client bard;

    /** Runs on one kind of server. */
    public RoomEventingAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).user("juliet", "juliet-secret").user("bard", "bard-secret")
            .property("plugin.federationsuite.eventing.rooms.max-each", "2");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.user("romeo", "romeo-secret");
    }

    @Test
    public void aClientThatKnowsOnlyPubsubTalksInARoom() {
        bard = login(capulet(), "bard", "globe");
        makeRoom(bard, ROOM, "muc#roomconfig_whois=anyone");
        bard.join(ROOM, "Bard");
        juliet = login(capulet(), "juliet", "balcony");

        // XEP-0207, "Groupchat Join via Pubsub".
        Stanza answer = juliet.ask("set", SERVICE, subscribe("characters", juliet, "JC"));
        assertAnswer("<subscription node='characters' jid='" + juliet.address() + "' subscription='subscribed'/>", answer);
        Stanza entered = bard.await("Juliet to enter", presence -> presence.from().equals(ROOM + "/JC"));
        assertEquals("", entered.type());
        Stanza here = juliet.await("notice of Bard", stanza -> stanza.text().contains("from=\"" + ROOM + "/Bard\""));
        assertTrue(here.text(), here.text().contains(replyTo(bard.address())));
        juliet.await("notice of herself", stanza -> stanza.text().contains("from=\"" + ROOM + "/JC\""));

        julietSpeaks();
        bardSpeaks();
        noRoomStanzaHasReached(juliet);
        julietIsKicked();
        julietVanishes();
        assertEquals("", logOf(capulet()).lines().filter(line -> line.contains("Exception")).findFirst().orElse(""));
    }

    private void julietSpeaks() {
        // XEP-0207, "Groupchat Publish".
        String payload = "<message xmlns='jabber:client'><body>hi</body></message>";
        int before = bard.received().size();
        Stanza answer = juliet.ask("set", SERVICE, publish("characters", payload));
        assertEquals("result", answer.type());
        assertEquals(List.of(), SpecExamples.children(answer.element()));
        Stanza notice = juliet.await("notice of it", stanza -> stanza.text().contains(">hi<"));
        assertSame("<message from='" + SERVICE + "' to='" + juliet.address() + "' id='mucfoo'>"
            + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='characters'><item>" + payload
            + "</item></items></event><addresses xmlns='http://jabber.org/protocol/address'>"
            + "<address type='replyto' jid='" + juliet.address() + "'/></addresses></message>", notice);
        Stanza heard = bard.awaitSaid(ROOM, "hi");
        assertEquals(ROOM + "/JC", heard.from());
        bard.settle();
        assertEquals("once", 1, bard.received().stream().skip(before).filter(stanza -> stanza.body().equals("hi")).count());
    }

    private void bardSpeaks() {
        String id = bard.say(ROOM, "What's in a name?");
        Stanza notice = juliet.await("notice of it", stanza -> stanza.text().contains("What's in a name?")
            || stanza.text().contains("What&apos;s in a name?"));
        assertSame("<message from='" + SERVICE + "' to='" + juliet.address() + "' id='mucfoo'>"
            + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='characters'><item>"
            + "<message xmlns='jabber:client' id='" + id + "'><body>What's in a name?</body></message>"
            + "</item></items></event><addresses xmlns='http://jabber.org/protocol/address'>"
            + "<address type='replyto' jid='" + bard.address() + "'/></addresses></message>", notice);
        bard.send("<message type='groupchat' to='" + ROOM + "'><subject>Names</subject></message>");
        juliet.await("the subject", stanza -> stanza.text().contains("<subject>Names</subject>"));
        bard.awaitSaid(ROOM, "");
        juliet.settle();
        assertEquals("once", 1, notices(juliet, "in a name?"));
        assertEquals("once", 1, notices(juliet, "<subject>Names</subject>"));
    }

    private void julietIsKicked() {
        bard.ask("set", ROOM, "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='JC' role='none'/></query>");
        juliet.await("notice of the kick", stanza -> stanza.text().contains("code=\"307\""));
        juliet.await("the end", stanza -> stanza.text().contains("subscription=\"none\""));
        noRoomStanzaHasReached(juliet);
        assertRefused("forbidden", juliet.ask("set", SERVICE,
            publish("characters", "<message xmlns='jabber:client'><body>but</body></message>")));
    }

    private void julietVanishes() {
        assertEquals("result", juliet.ask("set", SERVICE, subscribe("characters", juliet, "JC")).type());
        bard.await("Juliet to be back", presence -> presence.from().equals(ROOM + "/JC") && presence.type().isEmpty());
        juliet.drop();
        bard.await("Juliet to be gone", presence -> presence.from().equals(ROOM + "/JC")
            && presence.type().equals("unavailable"));
        Client again = login(capulet(), "juliet", "balcony");
        bard.say(ROOM, "Is she here?");
        bard.awaitSaid(ROOM, "Is she here?");
        assertEquals("a new session is nowhere", 0, notices(again.settle(), "Is she here?"));
        noRoomStanzaHasReached(again);
        assertEquals("result", again.ask("set", SERVICE, subscribe("characters", again, "JC")).type());
        assertEquals("result", again.ask("set", SERVICE, unsubscribe("characters", again)).type());
        bard.await("Juliet to leave", presence -> presence.from().equals(ROOM + "/JC")
            && presence.type().equals("unavailable"));
        noRoomStanzaHasReached(again.settle());
        assertRefused("unexpected-request", again.ask("set", SERVICE, unsubscribe("characters", again)));
    }

    @Test
    public void aRoomsOwnRulesDecideAndWhoIsInTheRoomTwiceHearsBoth() {
        bard = login(capulet(), "bard", "globe");
        juliet = login(capulet(), "juliet", "balcony");
        makeRoom(bard, ROOM);
        bard.join(ROOM, "Bard");
        assertRefused("conflict", juliet.ask("set", SERVICE, subscribe("characters", juliet, "Bard")));
        makeRoom(bard, "secret@" + SERVICE, "muc#roomconfig_passwordprotectedroom=1", "muc#roomconfig_roomsecret=iambic");
        assertRefused("not-authorized", juliet.ask("set", SERVICE, subscribe("secret", juliet, "JC")));
        assertEquals("result", juliet.ask("set", SERVICE, subscribe("secret", juliet, "JC").replace("</x></options>",
            "<field var='roompassword'><value>iambic</value></field></x></options>")).type());
        makeRoom(bard, "members@" + SERVICE, "muc#roomconfig_membersonly=1");
        assertRefused("registration-required", juliet.ask("set", SERVICE, subscribe("members", juliet, "JC")));
        assertRefused("item-not-found", juliet.ask("set", SERVICE, subscribe("nowhere", juliet, "JC")));
        assertRefused("not-acceptable", juliet.ask("set", SERVICE,
            subscribe("characters", juliet, "JC").replaceAll("<options.*</options>", "")));
        bard.ask("set", ROOM, "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='"
            + juliet.bareAddress() + "'/></query>");
        assertRefused("forbidden", juliet.ask("set", SERVICE, subscribe("characters", juliet, "JC")));
        noRoomStanzaHasReached(juliet);

        bothWays();
        requestsThatAreNotOurs();
    }

    private void bothWays() {
        Client tybalt = login(capulet(), "tybalt", "sword");
        tybalt.join(ROOM, "Tybalt");
        bard.await("Tybalt to enter", presence -> presence.from().equals(ROOM + "/Tybalt"));
        int before = bard.received().size();
        assertEquals("result", tybalt.ask("set", SERVICE, subscribe("characters", tybalt, "Tybalt")).type());
        String id = bard.say(ROOM, "Twice?");
        Stanza first = tybalt.await("notice", stanza -> stanza.text().contains("Twice?"));
        assertEquals(SERVICE, first.from());
        assertEquals(id, tybalt.awaitSaid(ROOM, "Twice?").id());
        assertEquals("result", tybalt.ask("set", SERVICE, unsubscribe("characters", tybalt)).type());
        bard.say(ROOM, "Once.");
        tybalt.awaitSaid(ROOM, "Once.");
        assertEquals(0, notices(tybalt.settle(), "Once."));
        assertEquals("Tybalt neither came nor went", List.of(), bard.settle().received().stream().skip(before)
            .filter(stanza -> stanza.name().equals("presence")).toList());
    }

    private void requestsThatAreNotOurs() {
        List<String> others = List.of("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='characters'/></pubsub>",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='characters'/></pubsub>",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><subscriptions node='characters'/></pubsub>",
            "<query xmlns='jabber:iq:version'/>");
        List<String> with = others.stream().map(this::answers).toList();
        SuitePart.EVENTING.switchOff(capulet());
        assertEquals(others.stream().map(this::answers).toList(), with);
        SuitePart.EVENTING.switchOn(capulet());
    }

    /** What the service and a room answer, word for word but for the id. */
    private String answers(String child) {
        StringBuilder all = new StringBuilder();
        for (String to : List.of(SERVICE, ROOM, ROOM + "/Bard")) {
            for (String type : List.of("get", "set")) {
                Stanza answer = juliet.ask(type, to, child);
                all.append(Canonical.text(answer.element()).replace(answer.id(), "ID"));
            }
        }
        return all.toString();
    }

    @Test
    public void aRoomBehindAMirrorWorksTheSameWay() {
        bard = login(capulet(), "bard", "globe");
        makeRoom(bard, ROOM, "muc#roomconfig_whois=anyone");
        bard.join(ROOM, "Bard");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(MIRRORED, "Kev");
        Client romeo = login(montague(), "romeo", "orchard");
        String mirror = "mirror.montague.lit";

        Stanza answer = romeo.ask("set", mirror, subscribe(ROOM, romeo, "Romeo"));
        assertAnswer("<subscription node='" + ROOM + "' jid='" + romeo.address() + "' subscription='subscribed'/>", answer);
        bard.await("Romeo to enter", presence -> presence.from().equals(ROOM + "/Romeo"));
        kev.await("Romeo to enter", presence -> presence.from().equals(MIRRORED + "/Romeo"));

        assertEquals("result", romeo.ask("set", mirror,
            publish(ROOM, "<message xmlns='jabber:client'><body>But soft</body></message>")).type());
        bard.awaitSaid(ROOM, "But soft");
        kev.awaitSaid(MIRRORED, "But soft");
        romeo.await("notice", stanza -> stanza.text().contains("But soft"));
        bard.say(ROOM, "What light?");
        Stanza notice = romeo.await("notice of Bard", stanza -> stanza.text().contains("What light?"));
        assertEquals(mirror, notice.from());
        assertTrue(notice.text(), notice.text().contains("node=\"" + ROOM + "\""));
        assertTrue(notice.text(), notice.text().contains("type=\"replyto\""));
        kev.say(MIRRORED, "Here.");
        romeo.await("notice of Kev", stanza -> stanza.text().contains(">Here.<"));
        romeo.settle();
        for (String said : List.of("But soft", "What light?", ">Here.<")) {
            assertEquals(said, 1, notices(romeo, said));
        }
        noRoomStanzaHasReached(romeo);

        assertEquals("result", romeo.ask("set", mirror, unsubscribe(ROOM, romeo)).type());
        bard.await("Romeo to leave", presence -> presence.from().equals(ROOM + "/Romeo")
            && presence.type().equals("unavailable"));
        kev.await("Romeo to leave", presence -> presence.from().equals(MIRRORED + "/Romeo")
            && presence.type().equals("unavailable"));
        noRoomStanzaHasReached(romeo.settle());
        kev.part(MIRRORED, "Kev");
        Waiting.until("the room to be empty", Waiting.PATIENCE,
            () -> bard.received().stream().anyMatch(stanza -> stanza.from().equals(ROOM + "/Kev")
                && stanza.type().equals("unavailable")));
    }

    @Test
    public void aClientOfAnotherServerTalksInARoomAndIsMissedWhenItVanishes() {
        bard = login(capulet(), "bard", "globe");
        makeRoom(bard, ROOM, "muc#roomconfig_whois=anyone");
        bard.join(ROOM, "Bard");
        Client romeo = login(montague(), "romeo", "orchard");

        Stanza answer = romeo.ask("set", SERVICE, subscribe("characters", romeo, "Romeo"));
        assertAnswer("<subscription node='characters' jid='" + romeo.address() + "' subscription='subscribed'/>", answer);
        bard.await("Romeo to enter", presence -> presence.from().equals(ROOM + "/Romeo"));
        romeo.await("notice of Bard", stanza -> stanza.text().contains("from=\"" + ROOM + "/Bard\""));
        assertEquals("result", romeo.ask("set", SERVICE,
            publish("characters", "<message xmlns='jabber:client'><body>But soft</body></message>")).type());
        bard.awaitSaid(ROOM, "But soft");
        romeo.await("notice of himself", stanza -> stanza.text().contains("But soft"));
        bard.say(ROOM, "What light?");
        assertTrue(romeo.await("notice of Bard", stanza -> stanza.text().contains("What light?")).text()
            .contains(replyTo(bard.address())));
        noRoomStanzaHasReached(romeo);

        romeo.drop();
        capulet().control().setProperty("plugin.federationsuite.eventing.rooms.ping-after", "1");
        bard.await("Romeo to be gone", presence -> presence.from().equals(ROOM + "/Romeo")
            && presence.type().equals("unavailable"));
        capulet().control().setProperty("plugin.federationsuite.eventing.rooms.max-domain", "0");
        Client again = login(montague(), "romeo", "orchard");
        assertRefused("policy-violation", again.ask("set", SERVICE, subscribe("characters", again, "Romeo")));
        assertEquals("", logOf(capulet()).lines().filter(line -> line.contains("Exception")).findFirst().orElse(""));
    }

    private static String subscribe(String node, Client client, String nick) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='" + node + "' jid='" + client.address()
            + "'/><options node='" + node + "' jid='" + client.address() + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#subscribe_options</value></field>"
            + "<field var='roomnick'><value>" + nick + "</value></field></x></options></pubsub>";
    }

    private static String unsubscribe(String node, Client client) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><unsubscribe node='" + node + "' jid='" + client.address()
            + "'/></pubsub>";
    }

    private static String publish(String node, String payload) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + node + "'><item>" + payload
            + "</item></publish></pubsub>";
    }

    private static String replyTo(String address) {
        return "<address type=\"replyto\" jid=\"" + address + "\"/>";
    }

    private static void assertAnswer(String subscription, Stanza answer) {
        assertSame("<iq type='result' id='" + answer.id() + "' from='" + answer.from() + "' to='" + answer.to()
            + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'>" + subscription + "</pubsub></iq>", answer);
    }

    /** Element by element, but for the id, of which each notice has its own. */
    private static void assertSame(String expected, Stanza stanza) {
        String name = expected.substring(1, expected.indexOf(' '));
        assertEquals(Canonical.text(new Stanza(name, expected).element()).replaceFirst(" id='[^']*'", ""),
            Canonical.text(stanza.element()).replaceFirst(" id='[^']*'", ""));
    }

    private static void assertRefused(String condition, Stanza answer) {
        assertEquals(answer.text(), "error", answer.type());
        assertTrue(answer.text(), answer.text().contains("<" + condition + " "));
    }

    private static long notices(Client client, String text) {
        return client.received().stream().filter(stanza -> stanza.name().equals("message") && stanza.text().contains(text)
            && stanza.child("http://jabber.org/protocol/pubsub#event", "event").isPresent()).count();
    }

    private static void noRoomStanzaHasReached(Client client) {
        assertEquals(List.of(), client.settle().received().stream().filter(stanza -> !stanza.name().equals("iq")
            && stanza.from().contains("@conference.") || stanza.from().contains("@mirror.")).toList());
    }
}
