package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** A block, whether or not the server roster runs. The setting of admitted domains admits the other server here. */
public class BlockAcceptanceTest extends FederationTest {

    private static final String ANSWER_WITHIN = "plugin.federationsuite.fmuc.mirror.answer-within";

    /** Runs on one kind of server. */
    public BlockAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void aBlockHoldsWhileTheServerRosterIsSwitchedOff() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        kev.part(SLAVE, "Kev");

        block(RosterAdmin.PEER + "block");
        assertCutOff(kev);
        SuitePart.SERVER_ROSTER.switchOff(capulet());
        assertRefused(kev);
        capulet().restart();
        assertRefused(kev);

        SuitePart.SERVER_ROSTER.switchOn(capulet());
        assertCutOff(kev);
        block(RosterAdmin.PEER + "unblock");
        Client again = login(capulet(), "curtis", "Swift");
        again.join(MASTER, "Curtis");
        assertEquals("", joins(kev, SLAVE, "Kev").type());
    }

    private void block(String order) {
        new RosterAdmin(login(capulet(), "admin", "desk" + System.nanoTime()), capulet()).order(order, "montague.lit");
    }

    /**
     * While the server roster runs it is deaf to blocked servers, and closes their connections. Their mirrors hear nothing, and
     * have to find out by themselves.
     */
    private void assertCutOff(Client kev) {
        montague().control().setProperty(ANSWER_WITHIN, "5");
        assertEquals("error", kev.join(SLAVE, "Kev").type());
        montague().control().deleteProperty(ANSWER_WITHIN);
    }

    private static void assertRefused(Client kev) {
        MirrorAcceptanceTest.assertError("not-authorized", joins(kev, SLAVE, "Kev"));
    }
}
