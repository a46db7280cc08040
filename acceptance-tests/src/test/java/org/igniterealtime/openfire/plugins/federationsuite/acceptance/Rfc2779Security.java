package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** RFC 2779, sections 5.2 to 5.4: what B tells A, and A's messages to B. */
public class Rfc2779Security extends Rfc2779Scene {

    /** Runs on one kind of server. */
    public Rfc2779Security(String kindName) {
        super(kindName);
    }

    @Test
    public void r5_2_1_aNotificationIsForAOnly() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        watches(a, b);
        is(b, "Confidential");
        assertTrue(notice(a, b, "Confidential").to().startsWith(a.bareAddress()));
        knowsNothing(c, b, "Confidential");
    }

    @Test
    public void r5_2_2_aGetsAllNotificationsInTheirOrder() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            is(b, "Change " + i + '.');
            expected.add("Change " + i + '.');
        }
        notice(a, b, "Change 19.");
        assertEquals(expected, a.received().stream().filter(stanza -> stanza.text().contains("<items "))
            .map(stanza -> stanza.text().replaceAll("(?s).*<status>(.*)</status>.*", "$1"))
            .filter(status -> status.startsWith("Change ")).toList());
    }

    @Test
    public void r5_2_3_bTellsDifferentPeopleDifferentThings() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        watches(a, b);
        watches(c, b);
        hides(b, a);
        is(b, "Not for A");
        notice(c, b, "Not for A");
        knowsNothing(a, b, "Not for A");
        stands(a, b, "subscribed");
        b.send("<presence to='" + c.address() + "'><status>For C alone</status></presence>");
        c.await("it", stanza -> stanza.name().equals("presence") && stanza.text().contains("For C alone"));
        knowsNothing(a, b, "For C alone");
    }

    @Test
    public void r5_2_4_nobodyPassesForB() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        watches(a, b);
        publishes(c, "from='" + b.address() + "'", "<status>Forged</status>");
        // The server with C cannot say what B says either, even to its own user.
        montague().control().deliver("<message from='" + c.bareAddress() + "' to='" + a.address() + "'><event xmlns='" + EVENT
            + "'><items node='presence'><item><presence xmlns='jabber:client' from='" + b.address()
            + "'><status>Forged</status></presence></item></items></event></message>");
        is(b, "Genuine");
        notice(a, b, "Genuine");
        assertEquals(List.of(), a.received().stream().filter(stanza -> stanza.text().contains("Forged")
            && stanza.from().startsWith(b.bareAddress())).toList());
    }

    @Test
    public void r5_2_5_bDoesNotLearnAsNetworkAddress() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Published");
        notice(a, b, "Published");
        tellsNoAddressOfTheNetwork(b);
    }

    @Test
    public void r5_2_6_aDoesNotLearnBsNetworkAddress() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Published");
        notice(a, b, "Published");
        tellsNoAddressOfTheNetwork(a);
    }

    @Test
    public void r5_3_1_presenceArrivesAsBSentIt() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        String content = "<show>away</show><status xml:lang=\"en\">Sighing &amp; moping</status><priority>7</priority>";
        publishes(b, "", content);
        String notice = notice(a, b, "Sighing").text();
        for (String part : List.of("<show>away</show>", "Sighing &amp; moping", "<priority>7</priority>")) {
            assertTrue(notice, notice.contains(part));
        }
    }

    @Test
    public void r5_3_2_aIsNotifiedByWhomHeHasSubscribedToOnly() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(montague());
        watches(a, b);
        is(c, "Nobody asked");
        is(b, "Asked for");
        notice(a, b, "Asked for");
        knowsNothing(a, c, "Nobody asked");
    }

    @Test
    public void r5_3_3_aNotificationIsFromB() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Mine");
        Stanza notice = notice(a, b, "Mine");
        assertEquals(b.bareAddress(), notice.from());
        assertTrue(notice.text(), notice.text().contains("from=\"" + b.address() + "\""));
    }

    @Test
    public void r5_4_1_aLearnsThatAMessageWasNotDelivered() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        String id = says(a, "romeo@nowhere.invalid", "Anybody?");
        assertEquals("error", hears(a, id).type());
        hears(b, says(a, b.address(), "You are there."));
    }

    @Test
    public void r5_4_2_bGetsAMessageOnce() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        String id = says(a, b.bareAddress(), "Once.");
        hears(b, id);
        assertEquals(1, came(b, a, stanza -> stanza.id().equals(id)));
    }

    @Test
    public void r5_4_3_aMessageIsFromAWhateverHeWrites() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Stanza heard = hears(b, says(a, b.address(), "It is I, " + b.address()));
        assertEquals(a.address(), heard.from());
    }

    @Test
    public void r5_4_4_bAnswers() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Stanza heard = hears(b, says(a, b.bareAddress(), "Well?"));
        hears(a, says(b, heard.from(), "Well."));
    }

    @Test
    public void r5_4_5_aMessageTellsNoNetworkAddress() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        hears(b, says(a, b.bareAddress(), "From nowhere."));
        tellsNoAddressOfTheNetwork(b);
    }

    @Test
    public void r5_4_8_bReadsWhatAWrote() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        assertEquals("Tender night!", hears(b, says(a, b.address(), "Tender night!")).body());
    }

    @Test
    public void r5_4_10_bKeepsAFromSendingHimMessages() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        Client c = somebody(capulet());
        blocks(b, a);
        String id = says(a, b.address(), "Please.");
        assertEquals(0, cameFrom(a, id, b, c));
    }
}
