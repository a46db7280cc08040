package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.junit.Test;
import org.xmpp.packet.JID;

/** Quick looks at addresses. Whatever they deny must be wrong for the address that stringprep makes of the text, too. */
public class AddressTextTest {

    private static final String SUFFIX = ".capulet.lit";
    /** As somebody may write the address of one room, or of an occupant. */
    private static final List<String> WAYS = List.of("orchard@conference.capulet.lit", "ORCHARD@Conference.CAPULET.lit",
        "orchard@conference.capulet.lit/Romeo", "Orchard@conference.capulet.lit/\u0416", "orchard@conference.\uff43apulet.lit",
        "\uff4frchard@conference.capulet.lit/x/y@z");

    @Test
    public void anAddressAtAServiceIsNeverDenied() {
        for (String way : WAYS) {
            assertTrue("the test's own premise", new JID(way).getDomain().endsWith(SUFFIX));
            assertTrue(way, AddressText.mayEndIn(way, SUFFIX));
        }
        assertTrue("a service itself", AddressText.mayEndIn("conference.capulet.lit", SUFFIX));
    }

    @Test
    public void anAddressThatIsNotAtAServiceIsDenied() {
        for (String other : List.of("", "capulet.lit", "juliet@capulet.lit/balcony", "romeo@montague.lit",
            "romeo@montague.lit/x.capulet.lit", "/.capulet.lit", ".capulet.lit", "capulet.lit/orchard@conference.capulet.lit",
            "evilcapulet.lit", "romeo@evilcapulet.lit")) {
            assertFalse(other, AddressText.mayEndIn(other, SUFFIX));
        }
        assertFalse(AddressText.mayEndIn(null, SUFFIX));
    }

    @Test
    public void anAddressIsAtADomainOnlyIfThatIsCertain() {
        for (String here : List.of("capulet.lit", "juliet@capulet.lit", "juliet@CAPULET.lit/x@y/z", "capulet.lit/juliet@x")) {
            assertEquals("the test's own premise", "capulet.lit", new JID(here).getDomain());
            assertTrue(here, AddressText.isAt(here, "capulet.lit"));
        }
        for (String elsewhere : List.of("", "lit", "x.capulet.lit", "xcapulet.lit", "capulet.lit@montague.lit",
            "montague.lit/juliet@capulet.lit", "juliet@conference.capulet.lit", "juliet@capulet.lıt", "montagu.lit",
            "juliet@montagu.lit")) {
            assertFalse(elsewhere, AddressText.isAt(elsewhere, "capulet.lit"));
        }
        assertFalse(AddressText.isAt(null, "capulet.lit"));
        assertTrue("the first and the last letter", AddressText.isAt("juliet@AZ.LIT", "az.lit"));
        assertFalse("the signs before and behind them", AddressText.isAt("juliet@@[.lit", "`{.lit"));
    }

    @Test
    public void oneAddressHasOneNumberHoweverItIsWritten() {
        int number = AddressText.hash(WAYS.get(0));
        for (String way : WAYS) {
            assertEquals("the test's own premise", new JID(WAYS.get(0)), new JID(way).asBareJID());
            assertTrue(way, AddressText.hash(way) == number || AddressText.hash(way) == -1);
        }
        assertEquals("a nick does not matter", number, AddressText.hash(WAYS.get(3)));
        assertEquals("only stringprep knows", -1, AddressText.hash(WAYS.get(5)));
    }

    @Test
    public void otherAddressesHaveOtherNumbersAndNoneIsNegative() {
        assertTrue(AddressText.hash("orchard@conference.capulet.lit") != AddressText.hash("balcony@conference.capulet.lit"));
        for (int i = 0; i < 1000; i++) {
            assertTrue(AddressText.hash("room" + i + "@conference.capulet.lit") >= 0);
        }
    }

    @Test
    public void aSlaveIsNeverDeniedAndWhoeverHasNoEscapedAddressIs() {
        assertTrue(AddressText.mayBeSlave("orchard\\40conference.capulet.lit@mirror.montague.lit"));
        String wide = "orchard\uff3c40conference.capulet.lit@mirror.montague.lit";
        assertTrue("the test's own premise", new JID(wide).getNode().contains("\\40"));
        assertTrue("stringprep makes a backslash of it", AddressText.mayBeSlave(wide));
        assertFalse(AddressText.mayBeSlave("juliet@capulet.lit/balcony"));
        assertFalse(AddressText.mayBeSlave(null));
    }
}
