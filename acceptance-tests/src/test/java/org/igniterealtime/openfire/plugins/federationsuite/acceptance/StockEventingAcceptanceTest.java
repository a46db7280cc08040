package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Eventing between users of ours and users of Prosody or ejabberd, in both directions: their users' clients do presence, rooms
 * and talks by pubsub at our server, of which their own server knows nothing, and ours do it towards a server that does not.
 */
public class StockEventingAcceptanceTest extends StockScene {

    private static final String SERVICE = "conference.capulet.lit";

    /** Runs with one make of server there, and one kind of ours here. */
    public StockEventingAcceptanceTest(String make, String kindName) {
        super(make);
    }

    // ---- their users, our presence

    @Test
    public void aUserThereSubscribesIsAskedAboutToldAndUnsubscribes() {
        Client juliet = here();
        Client romeo = there();
        Rfc2779Scene.is(juliet, "Moping");
        assertEquals("pending", subscription(Rfc2779Scene.asks(romeo, juliet.bareAddress())));
        assertEquals("pending", state(romeo, juliet));
        Rfc2779Scene.answers(juliet, Rfc2779Scene.form(juliet, romeo), romeo, true);

        seen(romeo, "the decision", decision(juliet, "subscribed"));
        seen(romeo, "a notice", notice(juliet, "Moping"));
        seen(romeo, "the presence", presence("", juliet.address()));
        assertEquals("subscribed", state(romeo, juliet));
        assertTrue(Rfc2779Scene.watchers(juliet).contains(romeo.bareAddress()));
        assertEquals(List.of("from", "absent"), List.of(roster(juliet, romeo), roster(romeo, juliet)));

        Rfc2779Scene.is(juliet, "Sighing");
        List<Stanza> all = whatCame(romeo, juliet);
        assertEquals("once in each way", 2, count(all, "Sighing"));
        assertEquals(1, all.stream().filter(notice(juliet, "Sighing")).count());

        Stanza done = romeo.ask("set", juliet.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><unsubscribe node='presence' jid='"
            + romeo.bareAddress() + "'/></pubsub>");
        assertEquals(done.text(), "result", done.type());
        stands(juliet, romeo, "none", "absent");
        Rfc2779Scene.is(juliet, "Secret");
        assertEquals(0, count(whatCame(romeo, juliet), "Secret"));
        assertEquals("none", state(romeo, juliet));
    }

    @Test
    public void aUserThereWhoIsRefusedIsToldSo() {
        Client juliet = here();
        Client romeo = there();
        Rfc2779Scene.is(juliet, "Moping");
        Rfc2779Scene.asks(romeo, juliet.bareAddress());
        Rfc2779Scene.answers(juliet, Rfc2779Scene.form(juliet, romeo), romeo, false);
        seen(romeo, "the decision", decision(juliet, "none"));
        Rfc2779Scene.is(juliet, "Secret");
        assertEquals(0, count(whatCame(romeo, juliet), "Secret"));

        // Whom she casts out is refused at once.
        Rfc2779Scene.castsOut(juliet, romeo.bareAddress());
        assertTrue(Rfc2779Scene.asks(romeo, juliet.bareAddress()).text().contains("<forbidden "));
    }

    @Test
    public void whoeverIsAwayThereIsToldNothingAndNothingComesBack() {
        Client juliet = here();
        Client romeo = there();
        Client tybalt = there();
        Rfc2779Scene.is(juliet, "Moping");
        Rfc2779Scene.asks(romeo, juliet.bareAddress());
        Rfc2779Scene.answers(juliet, Rfc2779Scene.form(juliet, romeo), romeo, true);
        seen(romeo, "a notice", notice(juliet, "Moping"));
        romeo.send("<presence type='unavailable'/>").settle();
        Rfc2779Scene.is(juliet, "Sighing");
        assertEquals("no errors", List.of(), whatCame(juliet, tybalt).stream().filter(stanza -> stanza.type().equals("error"))
            .toList());

        // His own server knows nothing of it, so it asks for nothing when he comes; he hears of the next change.
        romeo.available();
        assertEquals(0, count(whatCame(romeo, juliet), "Sighing"));
        Rfc2779Scene.is(juliet, "Smiling");
        seen(romeo, "a notice", notice(juliet, "Smiling"));
    }

    @Test
    public void whoeverIsAContactAsWellIsToldWhenHeComes() {
        Client juliet = here();
        Client romeo = there();
        befriend(juliet, romeo);
        Rfc2779Scene.is(juliet, "Moping");
        assertEquals("result", Rfc2779Scene.asks(romeo, juliet.bareAddress()).type());
        seen(romeo, "a notice at once", notice(juliet, "Moping"));
        romeo.send("<presence type='unavailable'/>");
        seen(juliet, "his leave", presence("unavailable", romeo.address()));
        Rfc2779Scene.is(juliet, "Sighing");
        romeo.available();
        seen(romeo, "a notice", notice(juliet, "Sighing"));
        Waiting.until("the presence", Waiting.PATIENCE, () -> romeo.received().stream()
            .anyMatch(presence("", juliet.address()).and(stanza -> stanza.text().contains("Sighing"))));
    }

    @Test
    public void aContactThereWhoseClientWantsNoticesGetsThem() {
        Client juliet = here();
        Client romeo = there();
        befriend(juliet, romeo);
        Rfc2779Scene.is(juliet, "Moping");
        Contacts.sayWhatIsWanted(romeo, "presence");
        seenByOneWhoWants(romeo, "presence", "a notice", notice(juliet, "Moping"));
        Rfc2779Scene.is(juliet, "Sighing");
        seen(romeo, "a notice", notice(juliet, "Sighing"));
        assertEquals("once in each way", 2, count(whatCame(romeo, juliet), "Sighing"));
    }

    // ---- their users, our rooms and talks

    @Test
    public void aUserThereIsInARoomByPubsub() {
        String room = (isProsody() ? "garden" : "orchard") + '@' + SERVICE;
        Client curtis = here();
        FederationTest.makeRoom(curtis, room);
        curtis.join(room, "Curtis");
        Client client = there();
        PubsubSpeaker romeo = new PubsubSpeaker(client);
        romeo.enters(room);
        String nick = romeo.name();
        seen(curtis, "his entry", presence("", room + '/' + nick));

        romeo.says(room, "But soft");
        curtis.awaitSaid(room, "But soft");
        curtis.say(room, "Who is there?");
        for (String words : List.of("But soft", "Who is there?")) {
            Stanza notice = seen(client, "a notice", stanza -> stanza.text().contains(words));
            assertTrue(notice.text(), notice.from().equals(SERVICE) && notice.text().contains("<items "));
        }
        romeo.leaves(room);
        seen(curtis, "his leave", presence("unavailable", room + '/' + nick));
        curtis.say(room, "Gone");
        curtis.awaitSaid(room, "Gone");
        // What the service with the rooms answers comes behind what it would have told.
        client.ask("get", SERVICE, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        assertEquals(0, count(client.received(), "Gone"));
    }

    @Test
    public void aUserThereTalksOnANodeOfOurs() {
        Client juliet = here();
        Client romeo = there();
        String service = "pubsub.capulet.lit";
        String node = "talk-" + romeo.bareAddress();
        new PubsubSpeaker(juliet).makes(service, node, new PubsubSpeaker(romeo));
        new PubsubSpeaker(romeo).tells(service, node, "By yonder moon");
        new PubsubSpeaker(juliet).tells(service, node, "Swear not by the moon");
        for (Client client : List.of(juliet, romeo)) {
            for (String words : List.of("By yonder moon", "Swear not by the moon")) {
                Stanza notice = seen(client, words, stanza -> stanza.text().contains(words));
                assertTrue(notice.text(), notice.from().equals(service) && notice.text().contains("<items "));
            }
        }
    }

    // ---- our users, their presence

    @Test
    public void aUserThereIsAskedInTheOrdinaryWayWhenOursAsksByPubsub() {
        Client juliet = here();
        Client romeo = there();
        romeo.send("<presence><status>In the garden</status></presence>").settle();
        Stanza answer = Rfc2779Scene.asks(juliet, romeo.bareAddress());
        assertEquals("what their server knows of it", expected("auth forbidden", "cancel item-not-found"), crossed(answer.id()));
        assertEquals(answer.text(), "pending", subscription(answer));
        assertEquals("pending", state(juliet, romeo));
        seen(romeo, "an ordinary request", presence("subscribe", juliet.bareAddress()));
        send(romeo, "subscribed", juliet);

        seen(juliet, "the decision", decision(romeo, "subscribed"));
        seen(juliet, "a notice", notice(romeo, "In the garden"));
        Waiting.until("her subscription", Waiting.PATIENCE, () -> state(juliet, romeo).equals("subscribed"));
        romeo.send("<presence><status>Under the balcony</status></presence>");
        seen(juliet, "a notice", notice(romeo, "Under the balcony"));
        stands(juliet, romeo, "to");

        Stanza done = juliet.ask("set", romeo.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><unsubscribe node='presence' jid='"
            + juliet.bareAddress() + "'/></pubsub>");
        assertEquals(done.text(), "result", done.type());
        seen(romeo, "that she does not look any more", presence("unsubscribe", juliet.bareAddress()));
        stands(romeo, juliet, "none", "absent");
        romeo.send("<presence><status>Secret</status></presence>");
        assertEquals(0, count(whatCame(juliet, romeo), "Secret"));
        assertEquals("as it comes", expected("cancel item-not-found", "none"), state(juliet, romeo));
    }

    @Test
    public void whoeverHasAskedByPubsubMayThinkBetterOfItAndMayBeRefused() {
        Client juliet = here();
        Client romeo = there();
        Rfc2779Scene.asks(juliet, romeo.bareAddress());
        seen(romeo, "a request", presence("subscribe", juliet.bareAddress()));
        Stanza done = juliet.ask("set", romeo.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><unsubscribe node='presence' jid='"
            + juliet.bareAddress() + "'/></pubsub>");
        assertEquals(done.text(), "result", done.type());
        // Neither make tells him, but both are told.
        Waiting.until("the withdrawal to cross", Waiting.PATIENCE, () -> link().stanzas().stream().anyMatch(
            presence("unsubscribe", juliet.bareAddress()).and(stanza -> stanza.to().equals(romeo.bareAddress()))));

        Client paris = there();
        Rfc2779Scene.asks(juliet, paris.bareAddress());
        seen(paris, "a request", presence("subscribe", juliet.bareAddress()));
        send(paris, "unsubscribed", juliet);
        seen(juliet, "the decision", decision(paris, "none"));
        assertEquals("as it comes", expected("cancel item-not-found", "none"), state(juliet, paris));
    }

    @Test
    public void aRoomThereIsNotEnteredByPubsub() {
        Client juliet = here();
        Stanza answer = juliet.ask("set", stock().rooms(), "<pubsub xmlns='" + PUBSUB + "'><subscribe node='garden' jid='"
            + juliet.address() + "'/><options node='garden' jid='" + juliet.address() + "'>"
            + RemoteSpeaker.form("#subscribe_options", RemoteSpeaker.field("roomnick", "Juliet")) + "</options></pubsub>");
        assertEquals("cancel service-unavailable", brief(answer));
        assertEquals("as it came", brief(answer), crossed(answer.id()));
    }

    /** What their server has answered, in short, before ours looked at it. */
    private static String crossed(String id) {
        return link().reversed().stanzas().stream().filter(stanza -> stanza.name().equals("iq") && stanza.id().equals(id))
            .map(StockScene::brief).findFirst().orElse("nothing");
    }

    private static Predicate<Stanza> decision(Client owner, String state) {
        return stanza -> stanza.name().equals("message") && stanza.from().equals(owner.bareAddress())
            && stanza.text().matches("(?s).*<subscription [^>]*subscription=['\"]" + state + "['\"].*");
    }

    private static Predicate<Stanza> notice(Client owner, String content) {
        return stanza -> stanza.name().equals("message") && stanza.from().equals(owner.bareAddress())
            && stanza.text().contains("<items ") && stanza.text().contains(content);
    }
}
