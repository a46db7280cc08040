package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** RFC 2779, section 5.1: A subscribes to B's presence. */
public class Rfc2779Subscriptions extends Rfc2779Scene {

    private static final String ENDED = "subscription=\"none\"";

    /** Runs on one kind of server. */
    public Rfc2779Subscriptions(String kindName) {
        super(kindName);
    }

    @Test
    public void r5_1_1_itIsBWhoAnswersForB() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(montague());
        watches(a, b);
        c.send("<message from='" + b.bareAddress() + "' to='" + a.address() + "'><event xmlns='" + EVENT + "'><items"
            + " node='presence'><item><presence xmlns='jabber:client' from='" + b.address() + "'><status>Forged</status>"
            + "</presence></item></items></event></message>");
        is(b, "Genuine");
        notice(a, b, "Genuine");
        assertEquals(List.of(), a.received().stream().filter(stanza -> stanza.text().contains("Forged")
            && stanza.from().startsWith(b.bareAddress())).toList());
    }

    @Test
    public void r5_1_2_othersDoNotLearnWhoIsSubscribed() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(montague());
        watches(a, b);
        Stanza answer = c.ask("get", b.bareAddress(), "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'/></pubsub>");
        assertTrue(answer.text(), answer.text().contains("<forbidden "));
        stands(c, b, "none");
        assertFalse(c.settle().received().toString().contains(a.bareAddress()));
    }

    @Test
    public void r5_1_3_bMayLetSomebodyInOfWhomHeHasNoProof() {
        // Between these servers there is nothing but dialback, and A has shown B no certificate.
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        stands(a, b, "subscribed");
    }

    @Test
    public void r5_1_5_aIsToldThatHeIsRefused() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        is(b, "Reluctant");
        asks(a, b.bareAddress());
        answers(b, form(b, a), a, false);
        a.await("the refusal", stanza -> stanza.text().contains(ENDED) && stanza.from().equals(b.bareAddress()));
        stands(a, b, "none");
    }

    @Test
    public void r5_1_6_nobodyElseSubscribesA() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        Stanza answer = c.ask("set", b.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><subscribe node='presence' jid='"
            + a.bareAddress() + "'/></pubsub>");
        assertTrue(answer.text(), answer.text().contains("<invalid-jid "));
        assertTrue(decides(b, a.bareAddress(), "subscribed").text().contains("<item-not-found "));
        stands(a, b, "none");
        is(b, "Unasked");
        knowsNothing(a, b, "Unasked");
    }

    @Test
    public void r5_1_7_aEndsHisSubscription() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        assertEquals("result", a.ask("set", b.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><unsubscribe node='presence' jid='"
            + a.bareAddress() + "'/></pubsub>").type());
        is(b, "Unheard");
        knowsNothing(a, b, "Unheard");
        assertFalse(watchers(b).contains(a.bareAddress()));
    }

    @Test
    public void r5_1_8_nobodyElseEndsIt() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        watches(a, b);
        Stanza answer = c.ask("set", b.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><unsubscribe node='presence' jid='"
            + a.bareAddress() + "'/></pubsub>");
        assertTrue(answer.text(), answer.text().contains("<invalid-jid "));
        is(b, "Still heard");
        notice(a, b, "Still heard");
    }

    @Test
    public void r5_1_9_aIsToldThatItHasEnded() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        decides(b, a.bareAddress(), "none");
        a.await("the end", stanza -> stanza.text().contains(ENDED) && stanza.from().equals(b.bareAddress()));
    }

    @Test
    public void r5_1_10_aLearnsHowItStands() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        stands(a, b, "none");
        asks(a, b.bareAddress());
        stands(a, b, "pending");
        decides(b, a.bareAddress(), "subscribed");
        stands(a, b, "subscribed");
        b.close();
        stands(a, b, "subscribed");
    }

    @Test
    public void r5_1_11_bLearnsOfItWhenItIsMadeAndLater() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        is(b, "Asked");
        asks(a, b.bareAddress());
        answers(b, form(b, a), a, true);
        a.await("the consent", stanza -> stanza.text().contains("subscription=\"subscribed\""));
        assertTrue(watchers(b).contains("<subscription jid=\"" + a.bareAddress() + "\" subscription=\"subscribed\"/>"));
    }

    @Test
    public void r5_1_12_bLearnsWhoHeIs() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        assertEquals("result", a.ask("set", "", "<vCard xmlns='vcard-temp'><FN>Juliet Capulet</FN></vCard>").type());
        is(b, "Curious");
        asks(a, b.bareAddress());
        String form = form(b, a).text();
        assertTrue(form, form.contains(a.bareAddress()));
        assertTrue(b.ask("get", a.bareAddress(), "<vCard xmlns='vcard-temp'/>").text().contains("Juliet Capulet"));
    }

    @Test
    public void r5_1_13_bKeepsSomebodyOut() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        castsOut(b, c.bareAddress());
        assertTrue(asks(c, b.bareAddress()).text().contains("<forbidden "));
        assertEquals("result", asks(a, b.bareAddress()).type());
        assertFalse(watchers(b).contains(c.bareAddress()));
    }

    @Test
    public void r5_1_14_whoSaysNoNameIsKeptOut() {
        Client b = somebody(capulet());
        Client c = own(Client.loginAnonymously(capulet())).available();
        Stanza answer = asks(c, b.bareAddress());
        assertEquals(answer.text(), "error", answer.type());
        is(b, "For people with a name");
        knowsNothing(c, b, "For people with a name");
        assertFalse(watchers(b).contains(c.bareAddress()));
    }

    @Test
    public void r5_1_15_bHidesFromAWhoLooksSubscribed() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        asks(a, b.bareAddress());
        hides(b, a);
        decides(b, a.bareAddress(), "subscribed");
        a.await("the consent", stanza -> stanza.text().contains("subscription=\"subscribed\""));
        stands(a, b, "subscribed");
        is(b, "Secret");
        knowsNothing(a, b, "Secret");
    }

    @Test
    public void r5_1_16_bEndsItAtWill() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        assertEquals("result", decides(b, a.bareAddress(), "none").type());
        is(b, "Unseen");
        knowsNothing(a, b, "Unseen");
        stands(a, b, "none");
    }

    @Test
    public void r5_1_17_bDoesNotLearnAsNetworkAddress() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        is(b, "Asked");
        asks(a, b.bareAddress());
        form(b, a);
        tellsNoAddressOfTheNetwork(b);
    }

    @Test
    public void r5_1_18_aDoesNotLearnBsNetworkAddress() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        tellsNoAddressOfTheNetwork(a);
    }
}
