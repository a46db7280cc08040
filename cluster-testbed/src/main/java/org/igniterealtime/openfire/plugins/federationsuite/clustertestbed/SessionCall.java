package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.Packet;

/**
 * A question for, or an order to, a session of another node.
 *
 * @param kind what session it is
 * @param key its address, its stream, or its pair of domains
 * @param method the name of the method
 * @param types the names of the types of its parameters
 * @param arguments its arguments in {@link WireForm}, stanzas as {@link StanzaForm}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two calls.
record SessionCall(SessionKind kind, Serializable key, String method, String[] types, byte[] arguments)
        implements Callable<byte[]>, Serializable {

    static SessionCall of(SessionKind kind, Serializable key, Method method, Object[] arguments) {
        Class<?>[] parameters = method.getParameterTypes();
        String[] types = new String[parameters.length];
        Object[] values = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            types[i] = parameters[i].getName();
            values[i] = pack(arguments[i]);
        }
        return new SessionCall(kind, key, method.getName(), types, WireForm.write(values));
    }

    static Object pack(Object value) {
        return value instanceof Packet stanza ? StanzaForm.of(stanza) : value;
    }

    static Object unpack(Object value) {
        return value instanceof StanzaForm form ? form.stanza() : value;
    }

    /** Answers what the session answers, in {@link WireForm}; null if there is no such session here any more. */
    @Override
    public byte[] call() throws Exception {
        Session session = kind.find(key);
        if (session == null || Proxy.isProxyClass(session.getClass())) {
            return WireForm.write(null);
        }
        Object[] values = (Object[]) WireForm.read(arguments);
        for (int i = 0; i < values.length; i++) {
            values[i] = unpack(values[i]);
        }
        try {
            Object answer = found().invoke(session, values);
            return WireForm.write(answer instanceof Packet || answer instanceof Serializable ? pack(answer) : null);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Method found() throws NoSuchMethodException {
        for (Method candidate : kind.type().getMethods()) {
            if (candidate.getName().equals(method) && takes(candidate.getParameterTypes())) {
                return candidate;
            }
        }
        throw new NoSuchMethodException(kind.type().getName() + "." + method);
    }

    private boolean takes(Class<?>[] parameters) {
        boolean same = parameters.length == types.length;
        for (int i = 0; same && i < types.length; i++) {
            same = parameters[i].getName().equals(types[i]);
        }
        return same;
    }
}
