package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatException;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/** Somebody with a client made with Smack, used as its documentation says: it knows nothing of eventing. */
final class SmackSpeaker implements Conversation.Speaker, AutoCloseable {

    private final XMPPTCPConnection connection;
    private final List<Stanza> received = new CopyOnWriteArrayList<>();

    /** What Smack does, with its exceptions. */
    @FunctionalInterface
    private interface Deed {
        void run() throws SmackException, XMPPException, InterruptedException, XmppStringprepException;
    }

    private SmackSpeaker(XMPPTCPConnection connection) {
        this.connection = connection;
        connection.addAsyncStanzaListener(stanza -> received.add(
            new Stanza(stanza instanceof Presence ? "presence" : "message", stanza.toXML().toString())),
            stanza -> stanza instanceof Presence || stanza instanceof org.jivesoftware.smack.packet.Message);
    }

    /** Logs in and says that he is there. */
    static SmackSpeaker login(Server server, String user) throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
            .setXmppDomain(server.domain())
            .setHostAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
            .setPort(server.clientPort())
            .setUsernameAndPassword(user, server.password(user))
            .setResource("smack")
            .setSecurityMode(SecurityMode.disabled)
            .build());
        connection.setReplyTimeout(Waiting.PATIENCE.toMillis());
        SmackSpeaker speaker = new SmackSpeaker(connection);
        Roster.getInstanceFor(connection).setSubscriptionMode(Roster.SubscriptionMode.manual);
        connection.connect().login();
        return speaker;
    }

    private static void run(Deed deed) {
        try {
            deed.run();
        } catch (XMPPException e) {
            throw new Conversation.Refused(e.getMessage());
        } catch (SmackException | XmppStringprepException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        String user = address();
        return Character.toUpperCase(user.charAt(0)) + user.substring(1, user.indexOf('@'));
    }

    @Override
    public String address() {
        return connection.getUser().asBareJid().toString();
    }

    @Override
    public List<Stanza> received() {
        return received;
    }

    @Override
    public void settle() {
        run(() -> PingManager.getInstanceFor(connection).pingMyServer());
    }

    @Override
    public void asks(Conversation.Speaker other) {
        run(() -> Roster.getInstanceFor(connection).sendSubscriptionRequest(JidCreate.bareFrom(other.address())));
        settle();
    }

    @Override
    public void agrees(Conversation.Speaker other) {
        presence(Presence.Type.subscribed, other);
    }

    @Override
    public void refuses(Conversation.Speaker other) {
        presence(Presence.Type.unsubscribed, other);
    }

    @Override
    public void forsakes(Conversation.Speaker other) {
        presence(Presence.Type.unsubscribe, other);
    }

    private void presence(Presence.Type type, Conversation.Speaker other) {
        run(() -> connection.sendStanza(connection.getStanzaFactory().buildPresenceStanza().ofType(type)
            .to(JidCreate.bareFrom(other.address())).build()));
        settle();
    }

    @Override
    public void is(String status) {
        run(() -> connection.sendStanza(connection.getStanzaFactory().buildPresenceStanza().setStatus(status).build()));
        settle();
    }

    private MultiUserChat room(String room) throws XmppStringprepException {
        return MultiUserChatManager.getInstanceFor(connection).getMultiUserChat(JidCreate.entityBareFrom(room));
    }

    @Override
    public void enters(String room) {
        run(() -> {
            try {
                room(room).join(Resourcepart.from(name()));
            } catch (MultiUserChatException.NotAMucServiceException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void leaves(String room) {
        throw new UnsupportedOperationException("4.2.0 does not tell what Smack waits for (status 110)");
    }

    @Override
    public void says(String room, String text) {
        run(() -> room(room).sendMessage(text));
    }

    @Override
    public void makes(String service, String node, Conversation.Speaker other) {
        throw new UnsupportedOperationException("An ordinary client makes no nodes");
    }

    @Override
    public void tells(String service, String node, String text) {
        throw new UnsupportedOperationException("An ordinary client knows no nodes");
    }

    @Override
    public void close() {
        connection.instantShutdown();
    }
}
