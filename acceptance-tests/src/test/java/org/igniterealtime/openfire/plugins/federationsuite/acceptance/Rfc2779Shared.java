package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/** RFC 2779, section 2: what presence and messages have in common. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class Rfc2779Shared extends Rfc2779Scene {

    /** The server's table of what is kept for those who are not there. */
    private static final String INBOX = "ofOffline";

    /** Runs on one kind of server. */
    public Rfc2779Shared(String kindName) {
        super(kindName);
    }

    @Test
    public void r2_1_1_presenceIsThereWithoutMessagesAndMessagesWithoutPresence() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        publishes(b, "", "<priority>-1</priority><status>No messages</status>");
        notice(a, b, "No messages");
        String id = says(a, b.bareAddress(), "Do you hear me?");
        String other = says(a, b.address(), "You do.");
        hears(b, other);
        assertEquals("to the account it is for later", 0,
            b.received().stream().filter(stanza -> stanza.id().equals(id)).count());
        Client invisible = quiet(montague());
        hears(a, says(invisible, a.address(), "I have no presence."));
    }

    @Test
    public void r2_1_2_anInboxMayHaveNoPresentityAndAPresentityNoInbox() {
        Client a = somebody(capulet());
        Client b = quiet(montague());
        int kept = montague().control().rows(INBOX);
        String id = says(a, b.bareAddress(), "I see nobody.");
        // Servers work on several stanzas of another server at a time: what is said behind it tells nothing.
        Waiting.until("it to be kept in his inbox", Waiting.PATIENCE, () -> montague().control().rows(INBOX) == kept + 1,
            () -> montague().control().rows(INBOX) + " instead of " + kept + " and one more");
        assertEquals(0, b.settle().received().stream().filter(stanza -> stanza.id().equals(id)).count());
        b.available();
        assertEquals("I see nobody.", hears(b, id).body());
        Client c = somebody(capulet());
        watches(a, c);
        publishes(c, "", "<priority>-128</priority><status>Gone deaf</status>");
        notice(a, c, "Gone deaf");
    }

    @Test
    public void r2_1_3_oneIdentifierIsForBoth() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Here");
        Stanza notice = notice(a, b, "Here");
        hears(b, says(a, notice.from(), "I write to whom I see."));
    }

    @Test
    public void r2_1_4_theSameNameInTwoDomainsIsTwoAccounts() {
        Client one = somebody(capulet());
        String name = one.bareAddress().replaceAll("@.*", "");
        Client other = client(montague(), name, "one").available();
        assertNotEquals(one.address(), other.address());
        String id = says(one, other.bareAddress(), "Who are you?");
        assertEquals(one.address(), hears(other, id).from());
        assertEquals(0, one.settle().received().stream().filter(stanza -> stanza.id().equals(id)).count());
    }

    @Test
    public void r2_1_5_domainsOfAllKindsAreReached() {
        Client a = somebody(capulet());
        for (String domain : List.of("capulet.lit", "conference.capulet.lit", "pubsub.capulet.lit", "montague.lit",
            "conference.montague.lit", "pubsub.montague.lit")) {
            Stanza[] answer = new Stanza[1];
            FederationTest.tryUntil("an answer of " + domain, () -> answer[0] = a.ask("get", domain,
                "<query xmlns='http://jabber.org/protocol/disco#info'/>"),
                () -> answer[0] != null && answer[0].type().equals("result"), () -> String.valueOf(answer[0]));
            assertEquals(domain, answer[0].from());
        }
    }

    @Test
    public void r2_2_1_domainsThatNobodyToldOfEachOtherWorkTogether() {
        assertEquals("no lists", List.of(), capulet().control().serverLists());
        assertEquals("no lists", List.of(), montague().control().serverLists());
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Federated");
        notice(a, b, "Federated");
        hears(b, says(a, b.bareAddress(), "Hello."));
    }

    @Test
    public void r2_2_4_aSubscriberHasHundredsOfSubscriptions() {
        Client a = somebody(montague());
        for (int i = 0; i < CROWD; i++) {
            assertEquals("result", asks(a, crowd(i)).type());
        }
        for (int i = 0; i < CROWD; i++) {
            capulet().control().route("<presence type='subscribed' from='" + crowd(i) + "' to='" + a.bareAddress() + "'/>");
        }
        Waiting.until("all to be granted", Waiting.PATIENCE, () -> a.received().stream().filter(stanza ->
            stanza.text().contains("subscription=\"subscribed\"") && stanza.text().contains("#event")).count() == CROWD,
            () -> Integer.toString(a.received().size()));
        for (int i : List.of(0, CROWD / 2, CROWD - 1)) {
            Client one = client(capulet(), "crowd" + i, "one").available();
            is(one, "Number " + i);
            notice(a, one, "Number " + i + "<");
            one.drop();
        }
    }

    private static String crowd(int number) {
        return "crowd" + number + "@capulet.lit";
    }

    @Test
    public void r2_2_5_aPresentityHasHundredsOfSubscribers() {
        Client b = somebody(montague());
        for (int i = 0; i < CROWD; i++) {
            capulet().control().route("<presence type='subscribe' from='" + crowd(i) + "' to='" + b.bareAddress() + "'/>");
        }
        Waiting.until("all to have asked", Waiting.PATIENCE, () -> count(watchers(b), "subscription=\"pending\"") == CROWD,
            () -> watchers(b));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < CROWD; i++) {
            all.append("<subscription jid='").append(crowd(i)).append("' subscription='subscribed'/>");
        }
        assertEquals("result", b.ask("set", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'>" + all
            + "</subscriptions></pubsub>").type());
        assertEquals(CROWD, count(watchers(b), "subscription=\"subscribed\""));
        for (int i : List.of(0, CROWD / 2, CROWD - 1)) {
            Client one = client(capulet(), "crowd" + i, "one").available();
            is(b, "Seen by " + i);
            one.await("presence", stanza -> stanza.name().equals("presence") && stanza.from().equals(b.address())
                && stanza.text().contains("Seen by " + i));
        }
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    public void r2_3_1_onlyWhoWasLetSeesPresence() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        watches(a, b);
        is(b, "For friends");
        notice(a, b, "For friends");
        knowsNothing(c, b, "For friends");
        decides(b, a.bareAddress(), "none");
        a.await("the end", stanza -> stanza.text().contains("subscription=\"none\""));
        is(b, "For nobody");
        knowsNothing(a, b, "For nobody");
    }

    @Test
    public void r2_3_2_onlyWhoWasLetIsSubscribed() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        asks(a, b.bareAddress());
        stands(a, b, "pending");
        is(b, "Undecided");
        knowsNothing(a, b, "Undecided");
        assertEquals("result", decides(b, a.bareAddress(), "none").type());
        a.await("the refusal", stanza -> stanza.text().contains("subscription=\"none\""));
        stands(a, b, "none");
    }

    @Test
    public void r2_3_3_aParticularWatcherSeesSomethingElse() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        watches(a, b);
        watches(c, b);
        b.send("<presence to='" + a.address() + "'><status>For you alone</status></presence>");
        a.await("it", stanza -> stanza.name().equals("presence") && stanza.text().contains("For you alone"));
        knowsNothing(c, b, "For you alone");
    }

    @Test
    public void r2_3_4_nobodyElseChangesPresence() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(montague());
        watches(a, b);
        c.ask("set", b.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><publish node='presence'><item><presence"
            + " xmlns='jabber:client' from='" + b.address() + "'><status>Forged</status></presence></item></publish></pubsub>");
        publishes(c, "from='" + b.address() + "'", "<status>Forged</status>");
        c.settle();
        knowsNothing(a, b, "Forged");
    }

    @Test
    public void r2_3_5_whoOwnsAnInboxSaysWhoMaySendToIt() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        blocks(b, a);
        String stopped = says(a, b.address(), "Let me in.");
        assertEquals(0, cameFrom(a, stopped, b, c));
    }

    @Test
    public void r2_3_6_nobodyElseReadsAnInbox() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(montague());
        String id = says(a, b.bareAddress(), "For you.");
        hears(b, id);
        assertEquals(0, c.settle().received().stream().filter(stanza -> stanza.id().equals(id)).count());
    }

    @Test
    public void r2_3_7_accessIsControlledWhileItsOwnerIsAway() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        castsOut(b, c.bareAddress());
        b.close();
        assertEquals("result", asks(a, b.bareAddress()).type());
        stands(a, b, "pending");
        assertTrue(asks(c, b.bareAddress()).text().contains("<forbidden "));
        Client later = again(montague(), b, "two").available();
        assertTrue(watchers(later).contains(a.bareAddress()));
        assertFalse(watchers(later).contains(c.bareAddress()));
    }

    @Test
    public void r2_4_1_aSubscriptionGoesByAnIntermediary() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        asks(a, b.bareAddress());
        assertTrue(crossed(true, "<subscribe ", a.bareAddress()));
    }

    /** Between the servers there is a relay, which notes what passes it. */
    private static boolean crossed(boolean toMontague, String... parts) {
        return (toMontague ? link(capulet(), montague()) : link(montague(), capulet())).stanzas().stream()
            .anyMatch(stanza -> List.of(parts).stream().allMatch(stanza.text()::contains));
    }

    @Test
    public void r2_4_2_aNotificationGoesByAnIntermediary() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Relayed");
        notice(a, b, "Relayed");
        assertTrue(crossed(false, "<items ", "Relayed", a.bareAddress()));
    }

    @Test
    public void r2_4_3_aMessageGoesByAnIntermediary() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        String id = says(a, b.bareAddress(), "By messenger.");
        hears(b, id);
        assertTrue(crossed(true, id, "By messenger."));
    }

    @Test
    public void r2_4_4_anAdministratorStopsItAtAPortAndLetsItThrough() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        hears(b, says(a, b.address(), "Open."));
        link(capulet(), montague()).cut();
        String stopped = says(a, b.address(), "Closed.");
        a.await("an error", stanza -> stanza.id().equals(stopped) && stanza.type().equals("error"));
        link(capulet(), montague()).heal();
        String[] id = new String[1];
        FederationTest.tryUntil("a message to come through", () -> id[0] = says(a, b.address(), "Open again."),
            () -> b.received().stream().anyMatch(stanza -> stanza.id().equals(id[0])), () -> a.received().toString());
        FederationTest.tryUntil("the way back", () -> id[0] = says(b, a.address(), "I hear."),
            () -> a.received().stream().anyMatch(stanza -> stanza.id().equals(id[0])), () -> b.received().toString());
    }
}
