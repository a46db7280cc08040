package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaTap;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * A user's client. After the login it sends only what it is told, no presence, no answers, and keeps every stanza that
 * comes in. Thread-safe. Every method throws {@link ClientException} if the connection fails.
 */
public final class Client implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Client.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String address;
    private final Inbox inbox;
    private final XMPPTCPConnection connection;

    private Client(Server server, String who, Consumer<XMPPTCPConnectionConfiguration.Builder> identity) {
        this(server.domain(), server.host(), server.clientPort(), who, identity);
    }

    private Client(String domain, String host, int port, String who,
                   Consumer<XMPPTCPConnectionConfiguration.Builder> identity) {
        this.inbox = new Inbox(who);
        try {
            XMPPTCPConnectionConfiguration.Builder configuration = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(domain)
                .setHostAddress(InetAddress.getByName(host))
                .setPort(port)
                .setSecurityMode(SecurityMode.disabled)
                .setCompressionEnabled(false)
                .setSendPresence(false)
                .setSocketFactory(new TappedSockets(() -> new StanzaTap(inbox, () -> { })));
            identity.accept(configuration);
            connection = new SilentConnection(configuration.build());
            connection.setUseStreamManagement(false);
            connection.connect().login();
            address = connection.getUser().toString();
        } catch (SmackException | XMPPException | IOException e) {
            throw new ClientException(who + " could not log in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(who + " was interrupted", e);
        }
        inbox.skip();
    }

    private static void identify(XMPPTCPConnectionConfiguration.Builder configuration, String user, String password,
                                 String resource) {
        try {
            configuration.setUsernameAndPassword(user, password).setResource(resource);
        } catch (XmppStringprepException e) {
            throw new ClientException(resource + " is no resource", e);
        }
    }

    /**
     * Logs a planned user in, with the resource {@code test}, and sends nothing else.
     *
     * @param server the user's server
     * @param user the local part of the address
     * @return the client; close it
     */
    public static Client login(Server server, String user) {
        return login(server, user, "test");
    }

    /**
     * Logs a planned user in and sends nothing else.
     *
     * @param server the user's server
     * @param user the local part of the address
     * @param resource the resource to bind
     * @return the client; close it
     */
    public static Client login(Server server, String user, String resource) {
        return new Client(server, server.address(user) + "/" + resource,
            configuration -> identify(configuration, user, server.password(user), resource));
    }

    /**
     * Logs a user of a server of another make in, on 127.0.0.1, and sends nothing else.
     *
     * @param domain the server's domain
     * @param port its port for clients
     * @param user the local part of the address
     * @param password what the server wants to hear
     * @return the client; close it
     */
    public static Client login(String domain, int port, String user, String password) {
        return new Client(domain, "127.0.0.1", port, user + "@" + domain + "/test",
            configuration -> identify(configuration, user, password, "test"));
    }

    /**
     * Logs somebody in who says no name, and sends nothing else. The server must allow it ({@code xmpp.auth.anonymous}).
     *
     * @param server the server, which gives an address
     * @return the client; close it
     */
    public static Client loginAnonymously(Server server) {
        return new Client(server, "somebody at " + server.domain(),
            configuration -> configuration.performSaslAnonymousAuthentication());
    }

    /**
     * The client's full address.
     *
     * @return user, domain and resource
     */
    public String address() {
        return address;
    }

    /**
     * The user's bare address.
     *
     * @return user and domain
     */
    public String bareAddress() {
        return address.substring(0, address.indexOf('/'));
    }

    /**
     * Sends one stanza, or anything else, as it is.
     *
     * @param xml what goes to the wire
     * @return this
     */
    public Client send(String xml) {
        try {
            connection.sendNonza(new LiteralXml(xml));
            return this;
        } catch (SmackException.NotConnectedException e) {
            throw new ClientException(address + " is not connected", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(address + " was interrupted", e);
        }
    }

    /**
     * Tells the server that the user is there, and waits until the server has taken it.
     *
     * @return this
     */
    public Client available() {
        send("<presence/>");
        // Not every version shows a client its own presence.
        return settle();
    }

    /**
     * Enters a room, asking for no history, and waits until in.
     *
     * @param room the room's bare address
     * @param nick the nickname
     * @return the presence that says that one is in (status 110)
     */
    public Stanza join(String room, String nick) {
        send("<presence to='" + room + "/" + nick + "'><x xmlns='" + Muc.NAMESPACE
            + "'><history maxstanzas='0'/></x></presence>");
        return await("its own presence in " + room, stanza -> stanza.name().equals("presence")
            && stanza.from().startsWith(room + "/") && (Muc.isSelf(stanza) || stanza.type().equals("error")));
    }

    /**
     * Enters a room that is not there yet, and unlocks it with its default configuration.
     *
     * @param room the room's bare address
     * @param nick the nickname
     * @return this
     */
    public Client create(String room, String nick) {
        join(room, nick);
        Stanza answer = ask("set", room, "<query xmlns='" + Muc.OWNER
            + "'><x xmlns='jabber:x:data' type='submit'/></query>");
        if (!answer.type().equals("result")) {
            throw new AssertionError(room + " was not unlocked: " + answer);
        }
        return this;
    }

    /**
     * Leaves a room and waits until out.
     *
     * @param room the room's bare address
     * @param nick the nickname
     */
    public void part(String room, String nick) {
        send("<presence type='unavailable' to='" + room + "/" + nick + "'/>");
        await("its own leave from " + room, stanza -> stanza.name().equals("presence")
            && stanza.type().equals("unavailable") && stanza.from().equals(room + "/" + nick));
    }

    /**
     * Says something in a room, and does not wait.
     *
     * @param room the room's bare address
     * @param body the text
     * @return the message's id
     */
    public String say(String room, String body) {
        String id = id();
        send("<message type='groupchat' id='" + id + "' to='" + room + "'><body>" + Muc.escape(body) + "</body></message>");
        return id;
    }

    /**
     * Sends an IQ request and waits for its answer. Other stanzas that come meanwhile can still be awaited.
     *
     * @param type {@code get} or {@code set}
     * @param to the recipient, empty for one's own account
     * @param child the request's child element
     * @return the result or error
     */
    public Stanza ask(String type, String to, String child) {
        return ask(type, to, child, Waiting.PATIENCE);
    }

    private Stanza ask(String type, String to, String child, Duration timeout) {
        String id = id();
        send("<iq type='" + type + "' id='" + id + "'" + (to.isEmpty() ? "" : " to='" + to + "'") + ">" + child + "</iq>");
        return inbox.find("an answer to IQ " + id, stanza -> stanza.name().equals("iq") && stanza.id().equals(id)
            && (stanza.type().equals("result") || stanza.type().equals("error")), timeout);
    }

    /**
     * Waits for a message in a room.
     *
     * @param room the room's bare address
     * @param body its text
     * @return the message
     */
    public Stanza awaitSaid(String room, String body) {
        return await("'" + body + "' in " + room, stanza -> stanza.name().equals("message")
            && stanza.type().equals("groupchat") && stanza.from().startsWith(room + "/") && stanza.body().equals(body));
    }

    /**
     * Waits for a stanza, at most {@link Waiting#PATIENCE}.
     *
     * @param description what is waited for, for the message
     * @param predicate what it must be like
     * @return the first match that came after the last stanza awaited; stanzas before it are not looked at again
     * @throws AssertionError if none comes, with the stanzas that did
     */
    public Stanza await(String description, Predicate<Stanza> predicate) {
        return await(description, predicate, Waiting.PATIENCE);
    }

    /**
     * Waits for a stanza.
     *
     * @param description what is waited for, for the message
     * @param predicate what it must be like
     * @param timeout how long at most
     * @return the first match that came after the last stanza awaited; stanzas before it are not looked at again
     * @throws AssertionError if none comes, with the stanzas that did
     */
    public Stanza await(String description, Predicate<Stanza> predicate, Duration timeout) {
        return inbox.await(description, predicate, timeout);
    }

    /**
     * Everything that came in since the login began.
     *
     * @return in order, a copy
     */
    public List<Stanza> received() {
        return inbox.all();
    }

    /**
     * What came in since the last stanza awaited.
     *
     * @return in order, a copy
     */
    public List<Stanza> unread() {
        return inbox.unread();
    }

    /**
     * Waits until the server has taken everything sent so far, and everything it sent before that has come in: a ping
     * goes through the same queues. Says nothing of what is on its way to or from other servers. What came in can still
     * be awaited.
     *
     * @return this
     */
    public Client settle() {
        ping(Waiting.PATIENCE);
        return this;
    }

    private void ping(Duration timeout) {
        ask("get", address.substring(address.indexOf('@') + 1, address.indexOf('/')), "<ping xmlns='urn:xmpp:ping'/>", timeout);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    /**
     * Drops the connection without a word, as a broken network does.
     */
    public void drop() {
        connection.instantShutdown();
    }

    /**
     * Logs out: says that the user is gone, and closes the connection once the server has taken that. Does nothing if
     * the connection is gone.
     */
    @Override
    public void close() {
        try {
            if (connection.isConnected()) {
                send("<presence type='unavailable'/>").ping(FAREWELL);
            }
        } catch (ClientException | AssertionError e) {
            LOG.log(Level.FINE, address + " could not say farewell", e);
        } finally {
            // Not disconnect(): 4.2.0 does not close its stream, and Smack would wait for it.
            connection.instantShutdown();
        }
    }
}
