package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.provider.ProviderManager;
import org.junit.BeforeClass;

/** A federation in which clients talk by pubsub. */
public abstract class PubsubTest extends FederationTest {

    static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    static final String OWNER = PUBSUB + "#owner";
    static final String EVENT = PUBSUB + "#event";

    PubsubTest(String kindName) {
        super(kindName);
    }

    /**
     * Smack's pubsub does not know all that services tell, and ends the connection over the notice that a subscription has
     * changed (XEP-0060, section 12.18), and over an error that repeats an owner's request (4.4.8).
     */
    @BeforeClass
    public static void readEventsAsTheyStand() {
        Smack.getVersion();
        ProviderManager.removeIQProvider("pubsub", PUBSUB);
        ProviderManager.removeIQProvider("pubsub", OWNER);
        ProviderManager.removeExtensionProvider("event", EVENT);
    }
}
