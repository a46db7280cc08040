package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** RFC 2779, section 3: presence. */
public class Rfc2779Presence extends Rfc2779Scene {

    private static final String CARD = "<vCard xmlns='vcard-temp'><FN>William Shakespeare</FN><N><FAMILY>Shakespeare</FAMILY>"
        + "<GIVEN>William</GIVEN></N><EMAIL><USERID>bard@shakespeare.lit</USERID></EMAIL><TEL><NUMBER>303-555-1212</NUMBER>"
        + "</TEL></vCard>";

    /** Runs on one kind of server. */
    public Rfc2779Presence(String kindName) {
        super(kindName);
    }

    @Test
    public void r3_1_1_whatIsPublishedIsOrdinaryPresenceAndTheOtherWayRound() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        publishes(b, "", "<show>dnd</show><status>Writing</status><priority>3</priority>");
        String common = "<show>dnd</show><status>Writing</status><priority>3</priority>";
        Stanza ordinary = presence(a, b, "Writing");
        assertEquals("dnd", Stanza.child(ordinary.element(), "jabber:client", "show").orElseThrow().getTextContent());
        b.send("<presence>" + common.replace("Writing", "Resting") + "</presence>");
        assertTrue(notice(a, b, "Resting").text().contains("<show>dnd</show>"));
    }

    private static Stanza presence(Client a, Client b, String status) {
        return a.await("presence", stanza -> stanza.name().equals("presence") && stanza.from().equals(b.address())
            && stanza.text().contains(status));
    }

    @Test
    public void r3_1_2_presenceSaysWhoseItIsWhateverItsSenderWrites() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        publishes(b, "from='juliet@elsewhere.lit/balcony'", "<status>Me</status>");
        Stanza notice = notice(a, b, "<status>Me");
        assertTrue(notice.text(), notice.text().contains("<presence xmlns=\"jabber:client\" from=\"" + b.address() + "\"")
            || notice.text().contains("from=\"" + b.address() + "\" xmlns=\"jabber:client\""));
    }

    @Test
    public void r3_1_3_whoeverSeesPresenceFindsTheCardOfItsPrincipal() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        assertEquals("result", b.ask("set", "", CARD).type());
        watches(a, b);
        is(b, "Reachable");
        String card = a.ask("get", notice(a, b, "Reachable").from(), "<vCard xmlns='vcard-temp'/>").text();
        assertTrue(card, card.contains("bard@shakespeare.lit") && card.contains("303-555-1212"));
    }

    @Test
    public void r3_1_4_whatNobodyHereKnowsTravelsWithTheRest() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        publishes(b, "", "<status>Extended</status><mood xmlns='urn:mood'>sad</mood>");
        Stanza notice = notice(a, b, "Extended");
        assertTrue(notice.text(), notice.text().contains("urn:mood") && notice.text().contains(">sad<"));
    }

    @Test
    public void r3_1_6_aCardIsKeptFieldByField() {
        Client b = somebody(montague());
        assertEquals("result", b.ask("set", "", CARD).type());
        String card = b.ask("get", "", "<vCard xmlns='vcard-temp'/>").text();
        for (String field : List.of("<FN>William Shakespeare</FN>", "<FAMILY>Shakespeare</FAMILY>", "<GIVEN>William</GIVEN>")) {
            assertTrue(card, card.contains(field));
        }
    }

    @Test
    public void r3_2_1_presenceOfWhoIsAwayCanBeFetched() {
        Client a = somebody(montague());
        Client b = somebody(montague());
        watches(a, b);
        b.send("<presence type='unavailable'><status>Gone to church</status></presence>").settle();
        b.drop();
        Stanza last = a.ask("get", b.bareAddress(), "<query xmlns='jabber:iq:last'/>");
        assertEquals(last.text(), "result", last.type());
        assertTrue(last.text(), last.text().contains("seconds="));
    }

    @Test
    public void r3_2_2_aSubscriptionToWhoIsAwayWaitsForHim() {
        Client a = somebody(capulet());
        Client b = quiet(montague());
        b.drop();
        assertTrue(asks(a, b.bareAddress()).text().contains("subscription=\"pending\""));
        Client back = again(montague(), b, "two").available();
        is(back, "Back");
        answers(back, form(back, a), a, true);
        notice(a, back, "Back");
    }

    @Test
    public void r3_2_3_everySubscriberIsToldOfEachChange() {
        Client b = somebody(montague());
        List<Client> all = List.of(somebody(capulet()), somebody(capulet()), somebody(montague()));
        Client hidden = somebody(capulet());
        all.forEach(a -> watches(a, b));
        watches(hidden, b);
        hides(b, hidden);
        for (String status : List.of("One", "Two")) {
            is(b, status);
            all.forEach(a -> notice(a, b, "<status>" + status));
            knowsNothing(hidden, b, "<status>" + status);
        }
    }

    @Test
    public void r3_2_4_itIsSeenThatSomebodyIsAway() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        b.send("<presence type='unavailable'/>");
        notice(a, b, "type=\"unavailable\"");
    }

    @Test
    public void r3_2_5_alsoOfWhoCouldNotSaySo() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        b.drop();
        notice(a, b, "type=\"unavailable\"");
        Client back = again(montague(), b, "two").available();
        a.drop();
        // Nobody minds that a subscriber is gone.
        is(back, "Alone");
        Client later = again(capulet(), a, "two").available();
        assertEquals("subscribed", state(later, back));
    }

    @Test
    public void r3_3_1_whoComesLaterIsToldWhatIsKnown() {
        Client a = somebody(montague());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Long ago");
        notice(a, b, "Long ago");
        a.close();
        Client later = again(montague(), a, "two").available();
        notice(later, b, "Long ago");
    }

    @Test
    public void r3_3_2_whatIsKnownIsTheLatest() {
        Client a = somebody(montague());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Old");
        notice(a, b, "Old");
        a.close();
        is(b, "New");
        Client later = again(montague(), a, "two").available();
        notice(later, b, "New");
        knowsNothing(later, b, "Old");
    }

    @Test
    public void r3_3_3_whatIsKnownIsToldToNobodyWhoMayNotSeeIt() {
        Client a = somebody(montague());
        Client b = somebody(montague());
        watches(a, b);
        is(b, "Private");
        notice(a, b, "Private");
        a.close();
        assertEquals("result", decides(b, a.bareAddress(), "none").type());
        Client later = again(montague(), a, "two").available();
        knowsNothing(later, b, "Private");
    }

    @Test
    public void r3_4_1_aNotificationIsNotOvertakenByAMessage() {
        Client a = somebody(capulet());
        Client b = somebody(montague());
        watches(a, b);
        for (int i = 0; i < 10; i++) {
            String status = "Change " + i + '.';
            publishes(b, "", "<status>" + status + "</status>");
            String id = says(b, a.address(), "After " + status);
            hears(a, id);
            List<Stanza> all = a.received();
            int notice = index(all, stanza -> stanza.text().contains("<items ") && stanza.text().contains(status));
            assertTrue(status, notice >= 0 && notice < index(all, stanza -> stanza.id().equals(id)));
        }
    }

    private static int index(List<Stanza> all, Predicate<Stanza> predicate) {
        for (int i = 0; i < all.size(); i++) {
            if (predicate.test(all.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
