package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.junit.Test;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** An ordinary client library, used as its documentation says, takes the slave for a room like any other. */
public class SmackAcceptanceTest extends FederationTest {

    /** Runs on one kind of server. */
    public SmackAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    @Conforms("room-9")
    public void smackJoinsTalksAndLeaves() throws Exception {
        joinsTalksAndLeaves(SLAVE);
    }

    @Test
    @Conforms({"transparent-1", "transparent-2"})
    public void smackNoticesNoMirrorWhereItIsTransparent() throws Exception {
        montague().control().setProperty(TransparentAcceptanceTest.MODE, "true");
        joinsTalksAndLeaves(MASTER);
        TransparentAcceptanceTest.assertMirrored(toMirror());
    }

    private void joinsTalksAndLeaves(String address) throws Exception {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        XMPPTCPConnection connection = connect(montague(), "kev");
        try {
            EntityBareJid slave = JidCreate.entityBareFrom(address);
            MultiUserChat room = MultiUserChatManager.getInstanceFor(connection).getMultiUserChat(slave);
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            room.addMessageListener(message -> {
                if (message.getBody() != null) {
                    heard.add(message.getFrom().getResourceOrEmpty() + ": " + message.getBody());
                }
            });

            room.join(Resourcepart.from("Kev"));
            assertTrue(room.isJoined());
            // Smack counts on another thread.
            Waiting.until("both to be there", Waiting.PATIENCE, () -> room.getOccupantsCount() == 2,
                () -> room.getOccupants().toString());
            assertEquals("owner", room.getOccupant(JidCreate.entityFullFrom(slave, Resourcepart.from("Curtis")))
                .getAffiliation().toString());

            room.sendMessage("It works.");
            curtis.awaitSaid(MASTER, "It works.");
            assertEquals("Kev: It works.", heard.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS));

            room.leave();
            assertTrue(!room.isJoined());
            curtis.await("Kev to be gone", stanza -> stanza.type().equals("unavailable"));
        } finally {
            connection.instantShutdown();
        }
    }

    @Test
    @Conforms({"protoxep-5", "protoxep-9", "mirror-6"})
    public void smackIsToldWhyItCannotJoin() throws Exception {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_passwordprotectedroom=1", "muc#roomconfig_roomsecret=cauldronburn");
        XMPPTCPConnection connection = connect(montague(), "kev");
        try {
            MultiUserChat room = MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFrom(SLAVE));
            XMPPErrorException refused = assertThrows(XMPPErrorException.class, () -> room.join(Resourcepart.from("Kev")));
            assertEquals(StanzaError.Condition.not_authorized, refused.getStanzaError().getCondition());

            room.join(Resourcepart.from("Kev"), "cauldronburn");
            assertEquals(List.of("Kev"), room.getOccupants().stream()
                .map(occupant -> occupant.getResourcepart().toString()).toList());
        } finally {
            connection.instantShutdown();
        }
    }

    private static XMPPTCPConnection connect(Server server, String user) throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
            .setXmppDomain(server.domain())
            .setHostAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
            .setPort(server.clientPort())
            .setUsernameAndPassword(user, server.password(user))
            .setSecurityMode(SecurityMode.disabled)
            .build());
        connection.setReplyTimeout(Waiting.PATIENCE.toMillis());
        connection.connect().login();
        return connection;
    }
}
