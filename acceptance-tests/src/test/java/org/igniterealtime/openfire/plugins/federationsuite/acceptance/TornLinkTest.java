package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;

/**
 * Two domains between which the link is lost, or either of which has a worse fault: the room shows nothing of what is shorter
 * than the test, and the mirror waits for its room no longer than a test wants to.
 */
public abstract class TornLinkTest extends FederationTest {

    static final String FMUC = "plugin.federationsuite.fmuc.";
    /** Who is in the room itself, once somebody talks. */
    Client curtis;
    /** Who is behind the mirror. */
    Client kev;
    /** Who is behind the mirror, too. */
    Client amy;

    TornLinkTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).property(FMUC + "master.grace", "3600");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec).property(FMUC + "mirror.link-timeout", "2").property(FMUC + "mirror.rejoin-first", "1")
            .property(FMUC + "mirror.rejoin-longest", "2").property(FMUC + "mirror.answer-within", "10");
    }

    /** All three come and talk. */
    final TornConversation conversation() {
        curtis = login(capulet(), "curtis", "Swift");
        kev = login(montague(), "kev", "Swift");
        amy = login(montague(), "amy", "Swift");
        return new TornConversation(curtis, kev, amy);
    }
}
