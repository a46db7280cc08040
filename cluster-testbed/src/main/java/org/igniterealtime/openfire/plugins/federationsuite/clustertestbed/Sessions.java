package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.StreamID;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.ComponentSession;
import org.jivesoftware.openfire.session.ConnectionMultiplexerSession;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.IncomingServerSession;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.jivesoftware.openfire.session.RemoteSessionLocator;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;

/**
 * Sessions of other nodes: each call goes there. What returns nothing is not waited for. Thread-safe.
 */
final class Sessions implements RemoteSessionLocator {

    private final Calls calls;

    Sessions(Calls calls) {
        this.calls = calls;
    }

    @Override
    public ClientSession getClientSession(byte[] node, JID address) {
        return (ClientSession) session(SessionKind.CLIENT, node, address);
    }

    @Override
    public ComponentSession getComponentSession(byte[] node, JID address) {
        return (ComponentSession) session(SessionKind.COMPONENT, node, address);
    }

    @Override
    public ConnectionMultiplexerSession getConnectionMultiplexerSession(byte[] node, JID address) {
        return (ConnectionMultiplexerSession) session(SessionKind.MULTIPLEXER, node, address);
    }

    @Override
    public IncomingServerSession getIncomingServerSession(byte[] node, StreamID stream) {
        return (IncomingServerSession) session(SessionKind.INCOMING, node, (Serializable) stream);
    }

    @Override
    public OutgoingServerSession getOutgoingServerSession(byte[] node, DomainPair domains) {
        return (OutgoingServerSession) session(SessionKind.OUTGOING, node, domains);
    }

    private Session session(SessionKind kind, byte[] node, Serializable key) {
        return (Session) Proxy.newProxyInstance(Sessions.class.getClassLoader(), new Class<?>[] {kind.type()},
            (proxy, method, arguments) -> answer(kind, node, key, proxy, method, arguments));
    }

    @SuppressWarnings("StatementSwitchToExpressionSwitch") // Some cases go on behind it.
    private Object answer(SessionKind kind, byte[] node, Serializable key, Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return key.hashCode();
            case "toString":
                return kind + " session of " + key + " on another node";
            case "getAddress":
                if (key instanceof JID) {
                    return key;
                }
                break;
            case "getStreamID":
                if (key instanceof StreamID) {
                    return key;
                }
                break;
            case "getValidatedDomains":
                // The cluster knows them, even if the node is lost.
                return SessionManager.getInstance().getValidatedDomains((StreamID) key);
            default:
                break;
        }
        SessionCall call = SessionCall.of(kind, key, method, arguments == null ? new Object[0] : arguments);
        if (method.getReturnType() == void.class) {
            calls.send(node, call);
            return null;
        }
        byte[] bytes = calls.ask(node, call);
        Object answer = bytes == null ? null : SessionCall.unpack(WireForm.read(bytes));
        return answer == null ? nothing(method.getReturnType()) : answer;
    }

    /** What a method says of a session that is not there any more. */
    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? (Object) 0L : null;
    }
}
