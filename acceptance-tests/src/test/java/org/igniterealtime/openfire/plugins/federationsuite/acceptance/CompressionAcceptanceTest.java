package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.Test;

/**
 * Stream compression is switched on and off where {@code docs/eventing.md} says, and notices come through it. Not through that
 * of the oldest version as it runs here: its network library is too old for this Java, and the later one that it has here
 * instead ends connections over buffers that were compressed ({@code InvalidMarkException}).
 */
public class CompressionAcceptanceTest extends FederationTest {

    private static final String POLICY = "xmpp.client.compression.policy";
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";

    /** Runs on one kind of server. */
    public CompressionAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec).property(POLICY, "disabled");
    }

    @Test
    public void compressionIsOfferedUnlessItIsSwitchedOff() throws Exception {
        for (Server server : List.of(capulet(), montague())) {
            XMPPTCPConnection connection = connect(server, server == capulet() ? "curtis" : "kev", false);
            try {
                assertEquals(server == capulet(), connection.hasFeature("compression", "http://jabber.org/features/compress"));
            } finally {
                connection.instantShutdown();
            }
        }
    }

    @Test
    public void clientsGetTheirNoticesCompressedUnlessItIsSwitchedOff() throws Exception {
        assumeFalse(isOldest());
        ProviderManager.removeExtensionProvider("event", PUBSUB + "#event");
        Client curtis = login(capulet(), "curtis", "Swift");
        Client asking = login(capulet(), "tybalt", "sword");
        Contacts.befriend(curtis, asking);
        asking.ask("set", "curtis@capulet.lit", "<pubsub xmlns='" + PUBSUB
            + "'><subscribe node='presence' jid='tybalt@capulet.lit'/></pubsub>");

        XMPPTCPConnection tybalt = connect(capulet(), "tybalt", true);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try {
            assertTrue("it is on unless it is switched off", tybalt.isUsingCompression());
            tybalt.addAsyncStanzaListener(stanza -> heard.add(stanza.toXML().toString()), StanzaTypeFilter.MESSAGE);
            tybalt.sendStanza(tybalt.getStanzaFactory().buildPresenceStanza().build());
            curtis.ask("set", "", "<pubsub xmlns='" + PUBSUB + "'><publish node='presence'><item><presence xmlns='jabber:client'>"
                + "<status>Compressed</status></presence></item></publish></pubsub>");
            String notice = heard.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            while (notice != null && !notice.contains("Compressed")) {
                notice = heard.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertTrue(String.valueOf(notice), notice != null && notice.contains("presence"));
        } finally {
            tybalt.instantShutdown();
        }

        XMPPTCPConnection plain = connect(montague(), "kev", true);
        try {
            assertEquals(false, plain.isUsingCompression());
        } finally {
            plain.instantShutdown();
        }
    }

    private static XMPPTCPConnection connect(Server server, String user, boolean compressed) throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
            .setXmppDomain(server.domain())
            .setHostAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
            .setPort(server.clientPort())
            .setUsernameAndPassword(user, server.password(user))
            .setResource("compressed")
            .setSecurityMode(SecurityMode.disabled)
            .setCompressionEnabled(compressed)
            .setSendPresence(false)
            .build());
        connection.setReplyTimeout(Waiting.PATIENCE.toMillis());
        connection.connect().login();
        return connection;
    }
}
