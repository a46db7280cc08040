package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Each plugin of the suite is switched off and on again in a running server, and the two others do not notice. */
public class SwitchAcceptanceTest extends FederationTest {

    private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    private static final String FMUC = "http://isode.com/protocol/fmuc";

    private Client curtis;
    private Client kev;
    private int barriers;

    /** Runs on one kind of server. */
    public SwitchAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void aSwitchTurnsItsOwnPluginOnly() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        kev = login(montague(), "kev", "Swift");
        assertEquals(EnumSet.allOf(SuitePart.class), working());

        for (SuitePart part : SuitePart.values()) {
            part.switchOff(montague());
            assertEquals(EnumSet.complementOf(EnumSet.of(part)), working());

            part.switchOn(montague());
            assertEquals(EnumSet.allOf(SuitePart.class), working());
        }
    }

    @Test
    public void withoutFmucUsersOfTheMirrorGetAnErrorAndNobodyOffersRooms() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        kev = login(montague(), "kev", "Swift");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        assertTrue(offersRooms());

        SuitePart.FMUC.switchOff(montague());
        SuitePart.FMUC.switchOff(capulet());

        Stanza gone = kev.await("the own leave", stanza -> stanza.type().equals("unavailable")
            && stanza.from().equals(SLAVE + "/Kev"));
        assertTrue(gone.text(), gone.text().contains("332"));
        assertTrue(gone.text(), gone.text().contains("110"));
        int before = kev.received().size();
        kev.send("<presence to='" + SLAVE + "/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        kev.send("<message type='groupchat' id='lost' to='" + SLAVE + "'><body>Anybody?</body></message>");
        Stanza refused = kev.await("the message back", stanza -> stanza.id().equals("lost"));
        assertEquals("error", refused.type());
        assertTrue(refused.text(), refused.text().contains("<remote-server-not-found "));
        // Presence to a sub-domain that nobody serves is dropped by the server, in all versions; a join is not answered.
        assertEquals(List.of(), kev.received().stream().skip(before).filter(stanza -> stanza.name().equals("presence")).toList());
        assertFalse(offersRooms());

        SuitePart.FMUC.switchOn(capulet());
        SuitePart.FMUC.switchOn(montague());
        assertTrue(offersRooms());
        assertEquals("", kev.join(SLAVE, "Kev").type());
    }

    /** Tells by what users and other servers see which plugins of the server with the mirror do their work. */
    private Set<SuitePart> working() {
        Set<SuitePart> found = EnumSet.noneOf(SuitePart.class);
        if (answersProbes()) {
            found.add(SuitePart.SERVER_ROSTER);
        }
        if (mirrors()) {
            found.add(SuitePart.FMUC);
        }
        if (broadcastsPublishedPresence()) {
            found.add(SuitePart.EVENTING);
        }
        return found;
    }

    private boolean answersProbes() {
        String barrier = "barrier" + ++barriers;
        toRooms().reset();
        capulet().control().route("<presence type='probe' from='capulet.lit' to='montague.lit'/>");
        capulet().control().route("<iq type='get' id='" + barrier + "' from='capulet.lit' to='montague.lit'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>");
        Waiting.until("the answer to " + barrier, Waiting.PATIENCE,
            () -> toRooms().stanzas().stream().anyMatch(stanza -> stanza.id().equals(barrier)));
        return toRooms().stanzas().stream().anyMatch(stanza -> stanza.name().equals("presence")
            && stanza.from().equals("montague.lit") && stanza.to().equals("capulet.lit"));
    }

    private boolean mirrors() {
        if (kev.ask("get", "mirror.montague.lit", INFO).type().equals("error")) {
            return false;
        }
        assertEquals("", kev.join(SLAVE, "Kev").type());
        kev.part(SLAVE, "Kev");
        return true;
    }

    /** What a resource publishes, the user's other resources see. */
    private boolean broadcastsPublishedPresence() {
        String status = "Moping " + ++barriers;
        try (Client other = Client.login(montague(), "kev", "other").available()) {
            Stanza answer = kev.ask("set", "", "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='presence'>"
                + "<item><presence xmlns='jabber:client'><status>" + status + "</status></presence></item></publish></pubsub>");
            assertEquals("result", answer.type());
            kev.send("<message id='behind' to='" + other.address() + "'/>");
            other.await("what comes behind", stanza -> stanza.id().equals("behind"));
            return other.received().stream().anyMatch(stanza -> stanza.name().equals("presence")
                && stanza.from().equals(kev.address()) && stanza.text().contains("<status>" + status + "</status>"));
        }
    }

    private boolean offersRooms() {
        Stanza answer = curtis.ask("get", "conference.capulet.lit", INFO);
        return SpecExamples.children(SpecExamples.children(answer.element()).get(0)).stream()
            .anyMatch(child -> child.getAttribute("var").equals(FMUC));
    }
}
